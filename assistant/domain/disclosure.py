"""What a published document is: whose, of which year, at which stage."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """The phase of the fiscal cycle a figure belongs to (Open Fiscal Data Package: `phase`)."""

    BUDGET = "budget"  # 预算
    EXECUTION = "execution"  # 执行, 调整
    FINAL = "final"  # 决算


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One indexed document.

    `document` is its name in every citation: the file's name, or the shortest part of its path that tells it
    from another file of that name. `department` is as printed on the first pages, without （汇总）. `department`
    and `year` are None where the content does not tell; such a document answers no figure question.
    """

    document: str
    path: str
    sha256: str
    format: str  # pdf, docx, xlsx, html, txt
    department: str | None
    year: int | None
    stage: Stage | None
    scope: str | None  # 部门, 单位 or None
    pages: int | None
    published: date | None = None
    correction: bool = False  # 更正版
    title: str = ""
