"""Where a figure stands: a point in the small cube of public finance.

The names follow the Open Fiscal Data Package (`functional`, `economic` classification, `fin-source`, `direction`).
An empty value means "not narrowed": the total over that dimension. The point is worked out from the words printed around a figure
(table title, column path, row label, section headings) by `assistant.domain.dimensions.locate`, the same way for tables and prose, and
the same way for the words of a question.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """Values on the dimensions; "" where the figure is the total over a dimension.

    direction: income, expenditure, balance. source: general (一般公共预算), fund (政府性基金), capital (国有资本经营),
    account (财政专户), own (单位资金), carryover (上年结转), fiscal (财政拨款, the first three together). nature: basic
    (基本支出), personnel (人员经费), operating (公用经费), project (项目支出). functional, economic: codes, digits only.
    """

    direction: str = ""
    source: str = ""
    nature: str = ""
    functional: str = ""
    economic: str = ""
    project: str = ""
    unit: str = ""
