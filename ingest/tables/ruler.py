"""Rows that only number the columns."""

import re

from assistant.domain.wording import fold

_RULER_MARK = re.compile(r"[※*]+|栏次|行次|栏\s*次|—+|-+|[甲乙丙丁戊]|[类款项目]")


def is_ruler(texts: list[str]) -> bool:
    """Whether a row only numbers the columns (※ ※ 1 2 3; 栏次 1 2 3)."""
    written = [fold(t).strip() for t in texts if t.strip()]
    digits = [int(t) for t in written if re.fullmatch(r"\d{1,2}", t)]
    others = [t for t in written if not re.fullmatch(r"\d{1,2}", t)]
    if any(not (_RULER_MARK.fullmatch(t) or re.fullmatch(r"\d{1,2}\s*=.*|[\d=+\-*/()（）\s]+", t)) for t in others):
        return False
    if len(digits) < 1 or len(digits) + len(others) < 2:
        return False
    if len(digits) == 1:
        return bool(others) and digits[0] == 1
    return digits == sorted(set(digits)) and digits[-1] - digits[0] <= len(digits) + len(others) + 1 and digits[0] <= 3
