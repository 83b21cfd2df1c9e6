"""A question that asks several things, as the conversation it stands for: each part leans on the ones before it.

「…多少？其中…多少？为什么…？」 is asked in one breath and understood part by part, like follow-ups. What is asked of several things together
(a sum, a difference, a comparison) stays one question.
"""

import re
from itertools import pairwise

from assistant.domain.query import Operation, Query, Wanted
from assistant.understanding.leftovers import Context
from assistant.understanding.parse import parse

_CLAUSE = re.compile(r"(?<!\d)[，,](?!\d)|(?<=\d)[，,](?!\d{3})|(?<!\d)[，,](?=\d)|[。；;？?！!\n]+")
_WITHIN = re.compile(r"(?:里面?|当中|之?中|之?内)$")
"""A clause that ends so says where to look (政府采购清单里，…), and asks nothing."""
_AND_GOAL = re.compile(r"(?<![年度体效])(预算|金额|总额|资金|经费)(?:和|及|与|、|以及)((?:绩效|年度|总体)*目标(?:各?是|分别是|有哪|为|都是)?(?:什么|啥|哪些)?[？?]?$)")
"""An amount and a goal asked for in one breath: two parts."""
_AND_PAID = re.compile(r"((?:多少|几)[一-鿿]{0,4})(?:、|和|以及|及)(?=[^，,、。]{0,8}(?:多少|几)(?:钱|万|元|费用|资金|经费))")
"""A number of things and what they cost asked for in one breath (多少人、花多少钱): two parts."""
_AND_SCORE = re.compile(r"((?:得分|分数|评分))(?:和|及|与|、|以及)(?=[^，,。]{0,8}(?:预算|执行)[^，,。]{0,4}数)")
"""A score and what was spent asked for in one breath: two parts."""
_AND_WORTH = re.compile(r"((?:几|多少)[辆台套件个栋间])(?=(?:一共|总共|共)?(?:值|价值|花|多少钱))")
"""A number of things and their worth in one breath (几辆值多少): two parts."""
_EXISTS = re.compile(r"有没有|有无|是否[有设含包]|包不包括|含不含")
_RANKED = (Operation.LARGEST, Operation.SMALLEST)
_TOGETHER = frozenset({Operation.SUM, Operation.DIFFERENCE, Operation.COMPARE_YEARS, Operation.SHARE})
_BOUND = re.compile(r"(\d+)万元?以[上下]")
MOST = 6
"""No more parts than these are told apart."""


def parts(question: str, context: Context) -> tuple[str, ...]:
    """The parts of a question, each a question that leans on those before it; the question itself where it asks one thing."""
    clauses = [clause.strip() for clause in _CLAUSE.split(_AND_SCORE.sub(r"\1多少，", _AND_WORTH.sub(r"\1，", _AND_PAID.sub(r"\1，", _AND_GOAL.sub(r"\1多少，\2", question))))) if clause.strip()]
    if not 2 <= len(clauses) <= 2 * MOST:
        return (question,)
    groups: list[tuple[str, Query]] = []
    waiting: list[str] = []
    for place, clause in enumerate(clauses):
        waiting.append(clause)
        if clauses[place + 1 :] and clauses[place + 1].startswith("占") and not re.search("多少|几", clause):
            continue  # …的金额，占总额多少: one share
        if _EXISTS.match(clause) or (not _WITHIN.search(clause) and parse(clause, context).asks):
            text = "，".join(waiting)
            groups.append((text, parse(text, context)))
            waiting.clear()
    if waiting and groups:
        text = "，".join((groups[-1][0], *waiting))
        groups[-1] = text, parse(text, context)
    if any((query.total_asked or query.operation in (Operation.SUM, Operation.DIFFERENCE)) and not _names(query) for _, query in groups[2:]):
        return (question,)  # …多少，…多少，加起来多少
    joined: list[tuple[str, Query]] = []
    for text, query in groups:
        if joined and not _apart(query, joined[-1][1]):
            before = joined.pop()[0]
            joined.append((f"{before}，{text}", parse(f"{before}，{text}", context)))
        else:
            joined.append((text, query))
    if not 2 <= len(joined) <= MOST or any(_together(query) and before.operation not in _RANKED for (_, before), (_, query) in pairwise(joined)):
        return (question,)
    return tuple(text for text, _ in joined)


def _names(query: Query) -> bool:
    return bool(query.items or query.unexplained)


def _apart(query: Query, before: Query) -> bool:
    """Whether a part asks for something of its own: it names it, or counts in another unit."""
    if _names(query):
        return _names(before) or bool(before.topic) or before.wanted is not Wanted.NONE
    moved = query.operation in (Operation.CHANGE, Operation.GROWTH) and not query.year_is_base and not re.search("[比较]", query.bare.split("同比")[0])
    if (query.years or query.relative_years) and (moved or (query.operation in (Operation.VALUE, Operation.TARGET) and query.figure_asked)):
        return _names(before) and (query.years, query.relative_years) != (before.years, before.relative_years)
    other = (
        (query.money and before.counted and before.counted != "%")  # 有多少辆，值多少钱
        or (query.counted and query.counted not in ("%", before.counted))  # 值多少钱，有多少辆
        or (query.stages and not before.stages and before.counted not in ("", "%"))  # 自评多少分，预算数与执行数各多少
        or (query.per and not before.per)  # …多少万，人均每月多少元
        or (_BOUND.findall(query.bare) not in ([], _BOUND.findall(before.bare)))  # 50万元以上的几台，其中100万元以上的几台
        or (query.operation is Operation.SHARE and query.whole is not None)  # …加起来多少，占总支出多少
        or (query.operation is Operation.SHARE and before.operation in _RANKED)  # 最大的是什么，占百分之几
        or (before.figure_asked and _explains(query, before))
    )
    return bool(other) and _names(before)


def _explains(query: Query, before: Query) -> bool:
    """Whether a part asks what stands behind a figure: why another year's moved, what it is to reach, whose money it is."""
    return (
        (query.wanted is Wanted.REASON and bool(query.years) and query.years != before.years)  # 2025年执行数是多少，2026年为什么减少
        or (not query.figure_asked and any("目标" in word for word in query.topic))  # …多少，目标是什么
        or query.operation is Operation.SOURCE  # …多少，用的是哪种资金
    )


def _together(query: Query) -> bool:
    """Whether a part speaks of all things named before it."""
    return query.operation in _TOGETHER and not _names(query) and query.whole is None
