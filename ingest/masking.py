"""Phone numbers are masked before anything is stored."""

import re

_LABELLED = re.compile(r"((?:电\s*话|手\s*机|传\s*真|热\s*线|联系方式)[^\d\n]{0,8})(\d[\d\-—－ ()（）]{5,18}\d)")
_MOBILE = re.compile(r"(?<![\d.,])1[3-9]\d{9}(?![\d.,]|\s*(?:元|万元))")
_LANDLINE = re.compile(r"(?<![\d.,])0\d{2,3}[-—－ ]\d{7,8}(?![\d.,])")


def mask(text: str) -> str:
    """The text with phone numbers as ***; amounts and codes stay."""
    if not any(character.isdigit() for character in text):
        return text
    text = _LABELLED.sub(lambda found: found[1] + "***", text)
    return _LANDLINE.sub("***", _MOBILE.sub("***", text))
