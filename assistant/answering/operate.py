"""Operate: which figures a task's operation asks for. The order of the cases is the order in which more particular operations come first."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import changes, lists, per, prior, shares, stages, sums, values
from assistant.answering.draft import Draft
from assistant.answering.task import SPENT, VALUES, Task, placed, total
from assistant.domain.disclosure import Stage
from assistant.domain.query import Item, Operation

_AGAINST = re.compile("[比较](?!例|重)")
_TREND = re.compile("怎么变|如何变|变化|走势|趋势")
_RATE = re.compile(r"(?:执行|完成|支出)(?:率|进度)")


def tell(task: Task, draft: Draft) -> bool:
    """Put the figures in that a task asks for, by its operation; False (and nothing said) where there are none."""
    task = placed(task)
    query = task.query
    if not query.items and query.operation in (Operation.VALUE, Operation.BREAKDOWN, Operation.TARGET) and (query.topic or (query.projects and query.operation is not Operation.BREAKDOWN)):
        return False  # how many projects, which goals: no question for the whole budget
    items = query.items or ((SPENT if query.spent else total(query.direction)),)
    first = items[0]
    operation = query.operation
    if query.among > 1 and len(query.items) == 1 and sums.tell_alike(task, draft):
        return True
    if query.moved and (not query.items or query.level):
        if lists.tell_list(task, draft, first):
            return True
        if not query.items and operation is not Operation.CHANGE:
            return False  # nothing is known to have moved so; the whole amount is not what is asked for
    if operation is Operation.SOURCE or (query.either and query.items):
        return lists.tell_sources(task, draft, first)
    if operation is Operation.PER_HEAD:
        return per.tell_per(task, draft) or (len(items) == 1 and lists.tell_only(task, draft, first))
    if operation in (Operation.SUM, Operation.DIFFERENCE) and len(items) > 1:
        if query.against_prior and operation is Operation.SUM and sums.tell_change_of_sum(task, draft):
            return True
        return sums.tell_sum(task, draft)
    if (operation in (Operation.LARGEST, Operation.SMALLEST) or query.ordered) and len(items) > 1:
        if sums.tell_ranked(task, draft):
            return True
    if (
        query.stages
        and not query.year_stages
        and operation not in (Operation.SUM, Operation.SHARE, Operation.LARGEST, Operation.SMALLEST)
    ):
        if stages.tell_stages(task, draft, first):
            return True
        if operation in (Operation.CHANGE, Operation.DIFFERENCE) and not task.preferred:
            return False
        if query.completion and _RATE.search(query.question):
            return False  # what share was carried out is not told by the budget alone
    several = len(query.years) + len(query.relative_years) > 1 or query.recent > 0
    if operation is Operation.COMPARE_YEARS or (several and operation not in (Operation.SHARE, Operation.SUM)):
        years = task.years(task.hits(first, VALUES))
        if operation is Operation.COMPARE_YEARS and len(years) == 1:
            years = [years[0] - 1, years[0]]
        if operation is Operation.COMPARE_YEARS:
            years = sorted(years)
        elif operation in (Operation.CHANGE, Operation.GROWTH) and not (len(query.years) > 1 and _TREND.search(query.question)) and changes.tell_printed(task, draft, first, years):
            if len(query.years) > 1 and not _AGAINST.search(query.question):  # 2025年执行数、2026年预算数及增减额
                staged = dict(query.year_stages)
                for year in years:
                    values.tell_value(replace(task, query=replace(query, years=(year,), stage=staged.get(year, query.stage), year_stages=(), stages=())), draft, first, year)
            return True
        return sums.tell_years(task, draft, first, years)
    if operation in (Operation.CHANGE, Operation.GROWTH):
        return any([changes.tell_change(task, draft, item) is not None for item in items])
    if operation is Operation.SHARE and query.summed and len(items) > 1:
        return shares.tell_share_of_sum(task, draft, query.whole or total())
    if operation is Operation.SHARE and len(items) > 1:
        return any([shares.tell_share(task, draft, item, query.whole) is not None for item in items])
    if operation is Operation.SHARE:
        if query.value_first:
            values.tell_value(task, draft, first)
        return shares.tell_share(task, draft, first, query.whole) is not None
    if operation in (Operation.BREAKDOWN, Operation.LARGEST, Operation.SMALLEST) or query.bound is not None:
        if query.value_first and query.items and operation is not Operation.BREAKDOWN:  # 安排多少，哪一块最多
            values.tell_value(task, draft, first)
        if lists.tell_list(task, draft, first):
            return True
        return operation is Operation.BREAKDOWN and _values(task, draft, items)
    if operation in (Operation.TARGET, Operation.WEIGHT):
        if len(items) > 1 and not any(name.startswith("@whole") for item in items for m in item.mentions for name, _ in m.names):
            told = [lists.tell_indicator(task, draft, item) or _values(task, draft, [item]) for item in items]
            return any(told)
        told_target = lists.tell_indicator(task, draft, first)
        if told_target and query.stage is Stage.FINAL and (reached := lists.reached(task, first)) is not None:
            values.say_value(draft, reached)  # 目标多少，实际多少
        return told_target or _values(task, draft, items)
    return _values(task, draft, items) or (len(items) == 1 and lists.tell_only(task, draft, first))


def _values(task: Task, draft: Draft, items: Sequence[Item]) -> bool:
    told = []
    counted = task.query.counted_all
    if len(counted) > 1 and all(unit != "%" for unit in counted):
        tasks = [replace(task, query=replace(task.query, counted=unit)) for unit in counted]
        if not all(values.chosen(each, item) for item in items for each in tasks):
            return False
        return any([values.tell_value(each, draft, item) is not None for item in items for each in tasks])
    for item in items:
        reading = values.tell_value(task, draft, item)
        if reading is None and task.query.counted and item is not items[-1]:  # 资金总额、…、链路几条: only the last is counted
            reading = values.tell_value(replace(task, query=replace(task.query, counted="")), draft, item)
        if reading is None and (years := task.years(task.hits(item, VALUES))):
            told.append(prior.tell_by_parts(task, draft, item, years[0]))
        else:
            told.append(reading is not None)
    if len(told) > 2 and sum(told) > 1 and not all(told):  # of a list what is there, and what is not
        draft.say("without", names="、".join(item.words for item, said in zip(items, told, strict=False) if not said))
        return True
    return bool(told) and all(told)

