"""Lists: the parts of an item, the largest and smallest of them; an indicator's target and weight."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering import parts as family
from assistant.answering.draft import Draft, Number, label, summed
from assistant.answering.ledger import WHOLE, Entry, Ledger, Measure, is_reached, unfiled
from assistant.answering.match import REACH, Reading, readings, where
from assistant.answering.task import Task, in_table, of_money
from assistant.answering.values import chosen, named, number, say_value
from assistant.domain.classification import scheme as scheme_of
from assistant.domain.dimensions import value_of
from assistant.domain.query import Item, Mention, Operation
from assistant.domain.statement import StatementKind
from assistant.domain.wording import is_generic_column, is_total, normal, whole_names
from assistant.understanding.departments import is_body

_LISTING = frozenset({Operation.LARGEST, Operation.SMALLEST, Operation.BREAKDOWN, Operation.VALUE, Operation.CHANGE, Operation.GROWTH})
LINES = 40
"""No more lines than these are told."""


def tell_list(task: Task, draft: Draft, item: Item) -> bool:
    """The parts of an item, each with its amount, in printed order or by size."""
    query = task.query
    ranked = query.operation in (Operation.LARGEST, Operation.SMALLEST)
    movers = query.moved and (not query.items or bool(query.level)) and query.operation in _LISTING
    found = _moves_of_parts(task) if query.by_growth or movers else _rates_of_parts(task) if query.completion else []
    found = found or ((_units_of(task, item) or _units(task)) if query.units else [])
    found = found or (_allocated(task) if "分配" in query.question and not query.projects else [])
    of_projects = all(any(name == "@nature=project" for name, _ in m.names) for m in item.mentions)
    listed = query.projects or (ranked and of_projects and not query.level)
    found = found or (_purchases(task, item) if ranked else [])
    found = found or (_of_scheme(task, item) if query.scheme and ranked and not query.level else [])
    found = found or (_projects(task) if listed else [])
    if not found and query.projects and not query.items:
        return False  # projects are asked for, not what the whole is made of
    found = found or _rows_of_list(task, item) or _parts(task, item)
    if not found:
        return False
    counted = query.counted not in ("", "%", "分") and query.figure_asked
    if ("明细" in query.question or counted) and not ranked and query.bound is None:
        whole = [r for r in chosen(task, item) if r.lead.value is not None]
        if whole and whole[0].lead not in found:
            say_value(draft, whole[0])
    if query.claimed in ("up", "down") and (movers or query.by_growth):
        found = [e for e in found if e.value and (e.value > 0) == (query.claimed == "up")]
        if not found:
            return False
    if query.bound is not None:
        found = [e for e in _deepest(task, found) if e.is_money and e.value and _within_bound(e, query.bound)]
        if not found:
            return False
    if ranked:
        valued = [e for e in found if e.value]
        found = sorted(
            valued,
            key=lambda e: -e.quantity.base()[0] if query.operation is Operation.LARGEST else e.quantity.base()[0],
        )
        found = found[: query.top or (len(found) if query.ordered else 1)]
    elif query.ordered:
        found = sorted(found, key=lambda e: -e.quantity.base()[0] if e.value else 0)
    heading = draft.phrases(f"list_{query.claimed}") if movers else item.words or label(found[0])
    _say_lines(draft, found[0], heading, found[:LINES], units=query.units)
    return True


def _say_lines(draft: Draft, lead: Entry, heading: str, found: Sequence[Entry], *, units: bool = False) -> None:
    """A heading, a line for each entry (named by its unit, where units are asked for), and where they stand."""
    draft.say("list", department=lead.disclosure.department, year=lead.year, stage=draft.phrases.stage(lead.stage), item=heading)
    for entry in found:
        unit = entry.figure.unit_name if units and entry.figure else ""
        draft.say("line", item=unit or named(entry), amount=draft.add(number(Reading(0.0, entry, (entry,)))))
    draft.sentences.append(f"（{draft.place(lead)}）")


def _parts(task: Task, item: Item) -> list[Entry]:
    query = task.query
    if query.operation in (Operation.LARGEST, Operation.SMALLEST) or query.bound is not None:
        if kinds := _of_nature(task, item):
            return kinds
    base = replace(task, query=replace(query, counted="", unit=""))
    candidates = [r for r in chosen(base, item) if r.lead.value is not None]
    if query.operation in (Operation.LARGEST, Operation.SMALLEST) and candidates:  # the most aggregated of what is called alike
        alike = [r for r in candidates if r.distance <= candidates[0].distance + REACH and r.lead.is_money and normal(r.lead.label) == normal(candidates[0].lead.label)]
        candidates = [*sorted(alike, key=lambda r: -r.lead.quantity.base()[0]), *(r for r in candidates if r not in alike)]
    best: list[Entry] = []
    if query.level:  # a level of the classification is asked for: a table that prints it
        for entry in (e for reading in candidates[:2] for e in reading.same if e.figure is not None and e.point.direction != "income"):
            ledger = next(found for found in task.ledgers if found.disclosure == entry.disclosure)
            if len(found := family.rows(ledger, entry, query.level)) > 1:
                return found
    for reading in candidates[:2]:
        for entry in sorted(
            reading.same, key=lambda e: (e.figure is None, bool(query.level) and e.point.direction == "income")
        ):
            ledger = next(found for found in task.ledgers if found.disclosure == entry.disclosure)
            found = family.of(ledger, entry, query.level)
            if (
                query.operation in (Operation.LARGEST, Operation.SMALLEST)
                and entry.figure is not None
                and not query.level
            ):
                deepest = family.leaves(ledger, entry)
                found = deepest if len(deepest) > len(found) else found
            if len(found) > 1:
                return found
            best = best or found
        if best:
            break
    return best or family.under_heading(task.ledgers, item) or _of_nature(task, item)


_ROWS = re.compile(r"哪[一]?[场次个项笔]|每[一]?[场次个项笔]|明细|列一下|列出|都有哪些|有哪些|逐[场项个]")


def _rows_of_list(task: Task, item: Item) -> list[Entry]:
    """The rows of a table that lists just what is asked for (培训费明细表 for 哪场培训最贵), each with its amount."""
    query = task.query
    if not _ROWS.search(query.question) or len(item.mentions) != 1:
        return []
    names = {normal(item.words), *(name for name, far in item.mentions[0].names if far <= 0.2 and name[:1] not in "@#")}
    for ledger in task.ledgers:
        if query.years and ledger.disclosure.year not in query.years:
            continue
        for table in ledger.tables:
            title = normal(re.sub(r"^(?:19|20)\d\d年(?:度)?", "", table.title))
            if not any(re.fullmatch(rf"(?:部门|单位)?{re.escape(name)}费?(?:支出|预算|计划|情况)*(?:明细|清单|一览|计划)(?:情况)?表?", title) for name in names):
                continue
            rows = [
                e for e in ledger.entries
                if e.table is table and e.is_money and e.value and not e.total and e.figure is not None and not e.figure.code
            ]  # fmt: skip
            if len(rows) > 1:
                return rows
    return []


def _of_nature(task: Task, item: Item) -> list[Entry]:
    """The parts of 人员经费 or 公用经费, where no table prints them under that name."""
    natures = {value_of("nature", name) for m in item.mentions if any(name.startswith("@nature=") for name, _ in m.names) for name, _ in m.names}
    nature = next((n for n in ("personnel", "operating") if n in natures), "")
    return family.of_nature(task.ledgers, nature, task.query.years) if nature else []


def _of_scheme(task: Task, item: Item) -> list[Entry]:
    """The figures by the classification asked for (按经济科目看) that an item's dimensions narrow, from the table that has most of them: 款 of the economic
    one, 项 of the functional one.
    """
    scheme, depth = task.query.scheme, {"economic": 5, "functional": 7}[task.query.scheme]
    columns: dict[tuple[int, int], dict[str, list[Entry]]] = {}
    for ledger in task.ledgers:
        for entry in ledger.entries:
            figure = entry.figure
            if figure is None or not entry.value or not entry.is_money or entry.measure is not Measure.AMOUNT or len(figure.code) != depth:
                continue
            if scheme_of(figure.code) != scheme or not all(_narrowed(entry, mention) for mention in item.mentions) or (task.query.years and entry.year not in task.query.years):
                continue
            columns.setdefault((id(entry.table), figure.column), {}).setdefault(figure.code, []).append(entry)
    single = [column for column in columns.values() if all(len(rows) == 1 for rows in column.values())]  # each code once: no list of projects
    best = max(single, key=lambda column: (len(column), family.generic(next(iter(column.values()))[0])), default={})
    best = best or max(columns.values(), key=len, default={})
    return [rows[0] if len(rows) == 1 else _together(rows) for rows in best.values()]


def _together(rows: Sequence[Entry]) -> Entry:
    """Rows of one code (of several projects) as one amount."""
    value = sum((row.value or Decimal(0) for row in rows), Decimal(0))
    return replace(rows[0], value=value, operands=tuple((1, row) for row in rows))


def _purchases(task: Task, item: Item) -> list[Entry]:
    """The single purchases of the table that lists them, where 政府采购 itself is asked for."""
    if not item.mentions or not all(any(name == "政府采购" for name, _ in m.names) for m in item.mentions):
        return []
    for ledger in task.ledgers:
        if task.query.years and ledger.disclosure.year not in task.query.years:
            continue
        heads = _groups(ledger, "procurement")
        for table in ledger.tables:
            rows = [
                e for e in ledger.entries
                if e.table is table and table.kind == "procurement" and e.is_money and e.value and not e.total and e.figure is not None
                and family.generic(e) and id(e) not in heads and not is_body(normal(e.label))
            ]  # fmt: skip
            if len({e.figure.row for e in rows if e.figure}) > 1:
                return list({e.figure.row: e for e in reversed(rows) if e.figure}.values())
    return []


def _narrowed(entry: Entry, mention: Mention) -> bool:
    """Whether an entry is of the dimension that a mention names (项目支出); of any where it names the whole."""
    names = {name for name, _ in mention.names}
    if "@source=fiscal" in names:
        names.add("@source=general")
    return bool(names & entry.context) if any(name.startswith(("@nature=", "@source=")) for name in names) else any(name.startswith("@whole") for name in names)


def _projects(task: Task) -> list[Entry]:
    """Each project's amount, of the newest year that has projects (or the year asked for): the largest printed one of each."""
    found: dict[str, Entry] = {}
    entries = [(e, name) for ledger in task.ledgers for e, name in _project_amounts(ledger)]
    if task.query.table:
        entries = [(e, name) for e, name in entries if in_table(e, task.query.table)]
    if len({name for _, name in entries}) < 2 or "绩效" in task.query.question:
        forms = [(e, e.point.project) for ledger in task.ledgers for e in ledger.entries if _is_form_total(e)]
        entries = forms if len({name for _, name in forms}) > 1 else entries
    if len({name for _, name in entries}) < 2:
        told = [(e, normal(e.label)) for ledger in task.ledgers for e in ledger.entries if _is_told_project(e)]
        named = {name for _, name in told}
        entries = [*told, *((e, e.point.project) for ledger in task.ledgers for e in ledger.entries if _is_form_total(e) and e.point.project not in named)]
    years = {e.year for e, _ in entries if e.year}
    wanted = task.query.years or ((max(years),) if years else ())
    for entry, name in entries:
        known = found.get(name)
        if entry.year in wanted and (known is None or (known.value or 0) < (entry.value or 0)):
            found[name] = entry
    return list(found.values()) if len(found) > 1 else []


def _project_amounts(ledger: Ledger) -> Iterator[tuple[Entry, str]]:
    """The projects' own amounts (not those of their parts), each with its project's name."""
    parents = {
        (id(e.table), e.figure.item_path[:depth])
        for e in ledger.entries
        if e.figure is not None and e.table is not None and e.table.kind == "projects"
        for depth in range(len(e.figure.item_path))
    }
    groups = _groups(ledger)
    for entry in ledger.entries:
        if entry.value is None or not entry.is_money or entry.measure is not Measure.AMOUNT or entry.total or entry.operands:
            continue
        figure, table = entry.figure, entry.table
        if figure is not None and table is not None:
            plain = not figure.column_path or is_generic_column(figure.column_path[-1])
            leaf = table.kind == "projects" and not figure.code and (id(table), figure.item_path) not in parents
            if id(entry) in groups or (figure.code and figure.project and normal(figure.item) != normal(figure.project)):
                continue
            if plain and (figure.project or leaf) and not table.kind.startswith("performance"):
                yield entry, entry.point.project or normal(figure.item)
        elif entry.kind is StatementKind.PROJECT_AMOUNT and entry.point.project:
            yield entry, entry.point.project


def _is_told_project(entry: Entry) -> bool:
    """Whether an entry is a project's amount in the part of the prose that tells of project expenditure, one by one."""
    statement = entry.statement
    heading = normal(statement.headings[-1]) if statement is not None and statement.headings else ""
    if statement is None or entry.value is None or not entry.is_money or entry.measure is not Measure.AMOUNT or entry.operands:
        return False
    return "项目支出" in heading and re.search("(?:经费|项目|专项|资金|工程|补助|费)$", entry.label) is not None and not whole_names(normal(entry.label))


def _is_form_total(entry: Entry) -> bool:
    """Whether an entry is a project's whole amount on its own form."""
    table, figure = entry.table, entry.figure
    if table is None or figure is None or not table.kind.startswith("performance") or not figure.project or not entry.is_money or not entry.value:
        return False
    own = {entry.point.project, normal(unfiled(figure.project))}
    whole = family.generic(entry) or re.search(r"总额|合计|总计", normal(figure.column_path[-1])) is not None
    return whole and any(name in entry.own for name in own)


def _groups(ledger: Ledger, kind: str = "projects") -> set[int]:
    """Entries of lists of projects (or of another kind of table) that only head others: the two rows or more right below add up to them."""
    columns: dict[tuple[int, int], list[Entry]] = {}
    for entry in ledger.entries:
        if entry.figure is not None and entry.table is not None and entry.table.kind == kind and not entry.total:
            own = kind == "projects" and entry.figure.code and entry.figure.project  # what a project's money is spent on
            if entry.value is not None and not own:
                columns.setdefault((id(entry.table), entry.figure.column), []).append(entry)
    heads: set[int] = set()
    for column in columns.values():
        below: list[Decimal] = []  # the amounts that stand next, each with what is below it taken together
        for entry in reversed(sorted(column, key=lambda e: e.figure.row if e.figure else 0)):
            value = entry.value or Decimal(0)
            sums = [sum(below[-count:], Decimal(0)) for count in range(2, len(below) + 1)]
            if value and value in sums:
                heads.add(id(entry))
                del below[-(sums.index(value) + 2) :]
            below.append(value)
    return heads


def _moves_of_parts(task: Task) -> list[Entry]:
    """Printed changes (or growth rates, where a rate is asked for) of all items of the newest year, of the deepest level that has them."""
    measure = Measure.GROWTH if re.search(r"[率幅快%％]", task.query.question) else Measure.CHANGE
    found = [
        e
        for ledger in task.ledgers
        for e in ledger.entries
        if e.measure is measure and e.value is not None and (measure is Measure.GROWTH or e.is_money)
    ]
    stated = [e for e in found if e.statement]
    found = stated or found
    years = task.query.years or (max((e.year or 0 for e in found), default=0),)
    found = [e for e in found if e.year in years]
    classified = [e for e in found if e.statement and len(e.statement.item_path) >= 3]
    return classified or [e for e in found if not whole_names(normal(e.label))]


def _rates_of_parts(task: Task) -> list[Entry]:
    """The completions that the prose prints, of every item."""
    found = [
        e
        for ledger in task.ledgers
        for e in ledger.entries
        if e.measure is Measure.SHARE and e.value is not None and e.statement and "预算" in e.statement.base and "完成" in e.statement.text
    ]
    years = task.query.years or (max((e.year or 0 for e in found), default=0),)
    found = [e for e in found if e.year in years and not whole_names(normal(e.label))]
    classified = [e for e in found if e.statement and len(e.statement.item_path) >= 3]
    return classified if "科目" in task.query.question and len(classified) > 1 else found


def _deepest(task: Task, found: Sequence[Entry]) -> list[Entry]:
    """The rows that nothing stands below, of those found and of what they are made of."""
    result: list[Entry] = []
    for entry in found:
        ledger = next(each for each in task.ledgers if each.disclosure == entry.disclosure)
        below = family.leaves(ledger, entry) if entry.figure is not None and not entry.total else []
        result += below or [entry]
    return list({id(e): e for e in result}.values())


def _within_bound(entry: Entry, bound: tuple[str, str, str]) -> bool:
    sign, value, unit = bound
    amount = entry.quantity.to(unit).value
    return amount < Decimal(value) if sign == "<" else amount > Decimal(value)


def _allocated(task: Task) -> list[Entry]:
    """The parts that a project's money is allocated to: of the project the question names, else of the only one of the newest year."""
    found = [
        e for ledger in task.ledgers for e in ledger.entries
        if e.kind is StatementKind.PROJECT_ALLOCATION and e.value is not None and not e.operands
    ]  # fmt: skip
    years = task.query.years or (max((e.year or 0 for e in found), default=0),)
    found = [e for e in found if e.year in years]
    named = {normal(m.text) for item in task.query.items for m in item.mentions} | {
        name for item in task.query.items for m in item.mentions for name, _ in m.names
    }
    of_named = [e for e in found if e.point.project in named]
    return of_named or (found if len({e.point.project for e in found}) == 1 else [])


def _units_of(task: Task, item: Item) -> list[Entry]:
    """An item's figure of each subordinate unit, from the table that lists most of them."""
    tables: dict[int, dict[str, Entry]] = {}
    for hit in task.hits(item, frozenset({Measure.AMOUNT})) if task.query.items else ():
        entry = hit.entry
        if entry.figure is not None and entry.figure.unit_name and family.generic(entry) and entry.value is not None and entry.is_money:
            tables.setdefault(id(entry.table), {}).setdefault(entry.figure.unit_name, entry)
    most = max(tables.values(), key=len, default={})
    return sorted(most.values(), key=lambda e: e.figure.row if e.figure else 0) if len(most) > 1 else []


def _units(task: Task) -> list[Entry]:
    """The whole budget of each subordinate unit (the department's own apart), from the widest table that lists the units."""
    direction = task.query.direction or "expenditure"
    for ledger in task.ledgers:
        if task.query.years and ledger.disclosure.year not in task.query.years:
            continue
        body = normal(ledger.disclosure.department or "")
        for table in ledger.tables:
            rows = {
                e.point.unit: e for e in reversed(ledger.entries)
                if e.table is table and e.total and e.figure and e.value is not None and e.is_money and e.point.unit
                and e.point.direction == direction and family.generic(e) and not e.point.source
            }  # fmt: skip
            kept = [e for unit, e in rows.items() if unit != body]
            if len(kept) > 1:
                return sorted(kept, key=lambda e: e.figure.row if e.figure else 0)
        apart: dict[str, Entry] = {}  # each unit in a table of its own
        for entry in ledger.entries:
            whole = entry.table is not None and entry.table.kind in WHOLE and entry.total and family.generic(entry) and not entry.point.source
            unit = entry.point.unit
            if not whole or unit in ("", body) or entry.value is None or not entry.is_money or entry.point.direction not in (direction, ""):
                continue
            if unit not in apart or (apart[unit].value or 0) < entry.value:
                apart[unit] = entry
        if len(apart) > 1:
            return list(apart.values())
        for table in ledger.tables:  # a list whose rows are bodies, in the prose
            named = {e.label: e for e in reversed(ledger.entries) if e.table is table and e.value is not None and e.is_money and not e.total and is_body(normal(e.label)) and family.generic(e)}
            if len(named) > 2:
                return sorted(named.values(), key=lambda e: e.figure.row if e.figure else 0)
    return []


def tell_sources(task: Task, draft: Draft, item: Item) -> bool:
    """An item's amount and, of the columns of its row, those that tell whose money it is; False where it has none."""
    result = [r for r in chosen(task, item) if r.lead.value is not None and r.lead.is_money]
    if not result:
        return False
    best = result[0]
    say_value(draft, best)
    rows = {(id(e.table), e.figure.row) for r in result[:1] for e in r.same if e.figure is not None}
    of_row = {normal(text): e for e in best.same if e.figure is not None for text in (*e.figure.beside, *e.figure.item_path)}
    for option in task.query.either:
        if (printed := next((e for text, e in of_row.items() if normal(option) in text), None)) is not None:
            draft.cite(printed)
            draft.say("is_of", item=named(best.lead), option=option, place=draft.place(printed))
    told: set[str] = set()
    for ledger in task.ledgers:
        for entry in ledger.entries:
            figure = entry.figure
            if figure is None or (id(entry.table), figure.row) not in rows or not entry.value or family.generic(entry):
                continue
            name = figure.column_path[-1]
            tells = entry.point.source or (task.query.either and entry.point.nature)
            if entry.is_money and tells and (entry.year, entry.stage) == (best.lead.year, best.lead.stage) and name not in told:
                told.add(name)
                shown = draft.add(Number(entry.quantity, entry, (entry,)))
                draft.say("line", item=name, amount=shown)
    return True


def tell_weights(task: Task, draft: Draft) -> bool:
    """The weights of a form's indicators: each, the largest or smallest, or their sum; False where the question names one of them."""
    query = task.query
    together = query.total_asked or query.summed
    of_form = [m.text for item in query.items for m in item.mentions if not re.search("绩效|指标|权重|分值|整体|项目|目标表?$", m.text)]
    if of_form or not ({"largest", "smallest"} & {query.extreme} or together or re.search("各|分别|每", query.question)):
        return False
    for ledger in task.ledgers:
        for table in ledger.tables:
            if not table.kind.startswith("performance") or query.overall != ("整体" in table.title):
                continue
            found = [e for e in ledger.entries if e.table is table and e.measure is Measure.WEIGHT and e.value and e.figure and not re.search("得分", e.figure.column_path[-1])]
            if len(found) < 2 or any(is_total(e.figure.item) for e in found if e.figure):
                continue
            lead = found[0]
            if together:
                total, formula = summed([(1, e.value or Decimal(0)) for e in found], "分")
                shown = draft.add(Number(total, lead, tuple(found), (), formula, item=table.title, measure="分值"))
                draft.say("derived", subject=f"{table.title}{draft.phrases('sum')}", amount=shown, formula=formula, place=draft.place(lead))
                return True
            if query.extreme:
                found = sorted(found, key=lambda e: e.value or Decimal(0), reverse=query.extreme == "largest")[: query.top or 1]
            _say_lines(draft, lead, table.title, found)
            return True
    return False


_PER_PIECE = re.compile(r"[人生]均|每[人生名]|标准|定额|/[人生名月]")


def tell_only(task: Task, draft: Draft, item: Item) -> bool:
    """The one indicator of a project that counts in the unit asked for (至少发给多少人); False where the project has none, or several."""
    query = task.query
    names = {name for mention in item.mentions for name, far in mention.names if far <= REACH}
    counts = query.counted and query.counted != "%"
    found = [
        e for ledger in task.ledgers for e in ledger.entries
        if e.measure is Measure.TARGET and e.value is not None and e.point.project in names and (not query.years or e.year in query.years)
        and (of_money(e) and _PER_PIECE.search(e.label + e.unit) if query.per else counts and task.may_be(e))
    ]  # fmt: skip
    if len({(normal(e.label), e.quantity) for e in found}) != 1:
        return False
    say_value(draft, Reading(0.0, found[0], tuple(found)))
    return True


def reached(task: Task, item: Item) -> Reading | None:
    """What a self-evaluation says was reached of an indicator; None where none says."""
    found = where(replace(task, query=replace(task.query, counted="", unit="")).hits(item, frozenset({Measure.AMOUNT})), lambda e: e.value is not None and is_reached(e))
    return next(iter(readings(found)), None)


def tell_indicator(task: Task, draft: Draft, item: Item) -> bool:
    """An indicator's target or weight, in each performance table that has it."""
    if task.query.operation is Operation.WEIGHT and tell_weights(task, draft):
        return True
    measure = Measure.WEIGHT if task.query.operation is Operation.WEIGHT else Measure.TARGET
    asked = task.hits_any(item, measure)
    if task.query.overall and not any(h.entry.table and "整体" in h.entry.table.title for h in asked):
        asked = replace(task, query=replace(task.query, counted="", unit="")).hits(item, frozenset({measure}), longer=True)
    found = readings(where(asked, lambda e: e.value is not None))
    if not found:
        return False
    say_value(draft, found[0])
    if task.query.weighted:
        weights = readings(where(task.hits_any(item, Measure.WEIGHT), lambda e: e.value is not None))
        for weight in weights[:1]:
            say_value(draft, weight)
    for other in found[1:3]:
        if other.distance <= found[0].distance + REACH:
            shown = draft.add(number(other))
            draft.say("other", item=label(other.lead, long=True), amount=shown, place=draft.place(other.lead))
    return True
