"""Year and stage of a column, by its headings."""

import re
from collections.abc import Sequence

from assistant.domain.disclosure import Stage
from ingest.about import About

_YEAR = re.compile(r"(?:19|20)\d\d")


def dated(path: Sequence[str], about: About) -> tuple[int | None, Stage | None]:
    """Year and stage of a column: its own where its heading tells, else the document's."""
    year, stage = about.year, about.stage
    words = "".join(path)
    if re.search(r"增减|增长|比.*(?:增|减)|变动|较上年|比上年|差额|±", words):
        return year, stage
    years = _YEAR.findall(words)
    if years:
        year = int(years[-1])
    elif about.year and re.search(r"上年|上一年|去年", words) and not re.search(r"结转|结余|余额", words):
        year = about.year - 1
    elif about.year and re.search(r"前年", words):
        year = about.year - 2
    if re.search(r"执行数|执行$|预计执行|完成数", words):
        stage = Stage.EXECUTION
    elif re.search(r"决算", words):
        stage = Stage.FINAL
    elif re.search(r"预算数|年初预算|预算$|调整预算", words):
        stage = Stage.BUDGET
    return year, stage
