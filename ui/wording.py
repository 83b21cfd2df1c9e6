"""Every word the chat says of its own, Chinese and English. Names and texts of documents stay as printed."""

from collections.abc import Mapping

from ui.wording_en import EN
from ui.wording_forms import Wording, short_title
from ui.wording_zh import ZH

__all__ = ["EN", "LANGUAGES", "ZH", "Wording", "short_title"]

LANGUAGES: Mapping[str, Wording] = {"zh": ZH, "en": EN}
