"""Question → Query: constraints on the dimensions and an operation.

No rule knows a question: words are cut by what is indexed (vocabulary) and by cue words (data), and each cue's tag says what it asks. A content
word that nothing explains stays in `unexplained`: the question then asks for something that is not indexed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.domain.dimensions import mentioned_dimensions
from assistant.domain.disclosure import Stage
from assistant.domain.query import Item, Mention, Operation, Query, Wanted
from assistant.domain.wording import normal, whole_names
from assistant.understanding import departments
from assistant.understanding.leftovers import (
    ASKING,
    CONNECTING,
    GENERIC_NAMES,
    STRONG,
    Context,
    content_words,
    resolve,
    unexplained,
    unknown_bodies,
)
from assistant.understanding.lexicon import Lexicon
from assistant.understanding.script import language, plain_question
from assistant.understanding.tokens import Token, cut, number
from assistant.understanding.vocabulary import Vocabulary

LONGEST_QUESTION = 4000
"""Characters; a longer question is refused, not cut."""

_CLAUSE_ENDS = frozenset("，。？！；,?!;\n…")
_FEW = 4
"""Clauses of a short question: each of them counts."""
_SEPARATES = frozenset({"and", "share", "than"})


def parse(question: str, context: Context) -> Query:
    """The query that a question asks; dimensions it says nothing of are left open."""
    text = _prepared(question, context.lexicon)
    named = departments.find(text, context.vocabulary.departments)
    asked_of_all = any(word in text for word, tags in context.lexicon.cues.items() if "over_all" in tags)
    regions = departments.regions(context.vocabulary.departments) if asked_of_all and not named else ()
    tokens = cut(text, named, regions, context.lexicon, lambda word: _is_name(word, context.vocabulary))
    clauses = _clauses(tokens)
    used = _used(clauses)
    resolved = [resolve(clause, context) for clause in used]
    flat = [token for clause in resolved for token in clause]
    every = [token for clause in clauses for token in clause]
    items, whole, container = _items(resolved)
    tags = {tag for token in flat for tag in token.tags}
    items = _joined(items, context.vocabulary)
    wanted, figure_asked = _wanted(resolved)
    operation = _operation(tags, resolved, items, whole, wanted)
    if operation is Operation.SHARE and whole is None and container is not None and len(items) == 1:
        whole, items = container, (Item(items[0].mentions[len(container.mentions) :]),)
    elif operation is not Operation.SHARE and whole is not None and not items:
        whole, items = None, (whole,)
    if operation in (Operation.LARGEST, Operation.SMALLEST, Operation.SHARE) and wanted is not Wanted.REASON:
        wanted = Wanted.NONE
    years = tuple(dict.fromkeys(n for t in every if t.kind in ("year", "years") for n in t.numbers))
    base = tuple(int(found[1]) for found in re.finditer(r"(?:比|较|相比|对比)\s*((?:19|20)\d\d)", text))
    year_is_base = bool(base) and "compare" not in tags and set(years) <= set(base)
    if (
        base
        and not year_is_base
        and len(years) == 2
        and max(years) == base[0] + 1
        and not tags & {"final", "execution"}
    ):
        years = (max(years),)  # 2025年比2024年: the change that belongs to 2025
    relative = tuple(
        dict.fromkeys(int(tag.removeprefix("year:")) for t in flat for tag in sorted(t.tags) if tag.startswith("year:"))
    )
    if relative and not years and any(_asks_undated(clause) for clause in resolved):
        relative = tuple(dict.fromkeys((0, *relative)))
    stage = _stage(tags) or _worded_stage(items)
    if "last_value" in tags:
        relative, stage = (-1,), Stage.EXECUTION
    units = re.search(r"(?:下属|所属|二级|直属|预算)(?:各)?(?:事业)?单位", text) is not None
    if units and not tags & {"money", "largest", "smallest", "ordered", "income", "expenditure", "sum"} and not (
        _tagged(flat, "counted:") or re.search(r"(?<!哪)几个|多少个|几家|多少家", text)
    ):
        if "breakdown" in tags or "composition" in tags or "text" in tags or "figure" in tags:
            wanted, figure_asked, operation = Wanted.TEXT, False, Operation.VALUE
    groups = _groups(every)
    topic, topic_words = _topic(text, context.lexicon)
    of_topic = all(m.text in topic_words for item in items for m in item.mentions)
    if topic and of_topic and wanted is Wanted.NONE and not figure_asked:
        wanted, operation = Wanted.TEXT, Operation.VALUE
    return Query(
        question=question,
        topic=topic,
        topic_words=topic_words,
        items=items,
        whole=whole,
        departments=tuple(dict.fromkeys(d for group in groups for d in group)),
        groups=groups,
        over_all="over_all" in {tag for t in every for tag in t.tags},
        ordered="ordered" in tags,
        years=years,
        year_stages=_year_stages(flat),
        relative_years=relative,
        recent=next((t.numbers[0] for t in flat if t.kind == "recent"), 0),
        stage=stage,
        direction="income" if "income" in tags else "expenditure" if "expenditure" in tags else "",
        value_first=_value_first(resolved),
        operation=operation,
        wanted=wanted,
        figure_asked=figure_asked,
        unit=_tagged(flat, "unit:"),
        money="money" in tags or bool(_tagged(flat, "unit:")),
        last_value="last_value" in tags,
        led=len(items) > 1 and len(resolved) > 1 and not _asks(resolved[0]) and _items(resolved[:1])[0] == items[:1],
        total_asked="total" in tags,
        against_prior="prior" in tags,
        counted=_tagged(flat, "counted:"),
        counted_all=_every_tagged(flat, "counted:"),
        completion="completion" in tags,
        per=_tagged(flat, "per:"),
        weighted={"weight", "target"} <= tags,
        table=next((str(t.numbers[0]) for t in flat if t.kind == "table"), ""),
        top=next((t.numbers[0] for t in flat if t.kind == "top"), 0),
        by_growth=bool(tags & {"fastest", "slowest"}) or (
            "prior" in tags and bool(tags & {"largest", "smallest"}) and bool(tags & {"up", "down", "changed"})
        ),
        year_is_base=year_is_base,
        asks=any(_asks(clause) for clause in clauses),
        serial="serial" in tags,
        elliptical=_elliptical(text, bool(items or any(t.kind == "department" for t in every))),
        level=_level(text),
        bound=_bound(text),
        among=_among(text),
        units=units,
        projects=re.search(r"(?:(?<!这)(?<!那)个|具体|的|哪个|哪些|大|几个|所有|各|全部|每个|那几个)(?:项目(?!支出|经费)|专项)", text) is not None,
        stages=_stages(resolved),
        whole_scope="whole_scope" in tags,
        scope="单位" if "scope_unit" in tags else "部门" if "scope_department" in tags else None,
        spent="spent" in tags,
        claimed=_claimed(tags),
        language=language(question),
        unexplained=tuple(unexplained(resolved)),
        unknown_bodies=tuple(unknown_bodies(resolved, context.vocabulary)),
        loose=_items(resolved, loose=True)[0],
        personal=any("personal" in t.tags for t in every),
        content=tuple(dict.fromkeys(t.text for t in flat if t.kind in ("name", "alias", "gap", "code"))),
    )  # fmt: skip


def _prepared(question: str, lexicon: Lexicon) -> str:
    text = plain_question(question)
    text = re.sub(r"(\d\d年)(?:度)?([末初底])", r"\1年\2", text).replace("年底", "年末")
    text = re.sub(r"[(（]\s*(?:不?含|不?包括|不?包含|不算|不是|不光|不只|不止|而非|而不是)[^)）]*[)）]", "", text)
    text = re.sub(r"(?:能不能|能否|可否|可不可以)?(?:从|由|根据|按照?|用)[^,，。?？]{0,14}?(?:推出来|推算出来|推算|推得|推出|倒推|反推|算出来)(?:吗|么)?", "", text)
    text = re.sub(r"除了?[^,，。;；?？]{1,20}?(?:(?:以外|之外|外)[,，]?|[,，])", "", text)
    text = re.sub(r"[(（\[【](\w{1,2})[)）\]】]", r"\1", text)
    text = re.sub(r"[(（][^()（）]{1,40}[)）]", lambda found: re.sub("[,，]", " ", found[0]), text)
    text = re.sub(r"[“”‘’\"'「」『』《》]", "", text)
    for words, other in lexicon.rewrite.items():
        text = text.replace(words, other)
    return text


def _groups(tokens: Iterable[Token]) -> tuple[tuple[str, ...], ...]:
    """The departments named, by the words that name them; words that fit several say nothing beside those that name one of them."""
    groups = tuple(dict.fromkeys(t.departments for t in tokens if t.kind == "department" and t.departments))
    exact = {group[0] for group in groups if len(group) == 1}
    return tuple(group for group in groups if len(group) == 1 or not exact & set(group))


def _is_name(word: str, vocabulary: Vocabulary) -> bool:
    return word not in GENERIC_NAMES and not word.isdigit() and vocabulary.indexed(word)


def _clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    """The clauses of a question; one that only says where to look (…表里，…项目：) goes on in the next."""
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind != "stop" or token.text not in _CLAUSE_ENDS | {":", "："}:
            clauses[-1].append(token)
        elif not (_leads(clauses[-1], token.text)):
            clauses.append([])
    return [clause for clause in clauses if any(t.kind != "stop" for t in clause)]


def _leads(clause: Sequence[Token], end: str) -> bool:
    said = [token for token in clause if token.kind != "stop"]
    if not said or _asks(said) or end not in ",，:：":
        return False
    return bool(said[-1].tags & {"inside"}) and _names(said) if end in ",，" else _names(said)


def _asks(clause: Iterable[Token]) -> bool:
    tokens = list(clause)
    return any(token.tags & ASKING for token in tokens) or (bool(tokens) and tokens[-1].text == "呢")


def _names(clause: Iterable[Token]) -> bool:
    return any(token.kind in ("name", "alias", "code") for token in clause)


def _used(clauses: list[list[Token]]) -> list[list[Token]]:
    """The clauses that ask: those with an asking cue, and a naming one right before an asking one that names nothing."""
    asking = [place for place, clause in enumerate(clauses) if _asks(clause)]
    if len(clauses) > _FEW and any(_names(clauses[place]) for place in asking):  # a letter: what it wants stands where it names something
        asking = [place for place in asking if _names(clauses[place]) or not _gaps(clauses[place])]
    listed = [place for place, clause in enumerate(clauses) if all(t.kind in ("name", "alias", "code", "stop") for t in clause)]
    if asking and len(listed) > 1:
        return [clauses[place] for place in sorted({*asking, *listed})]
    if not asking:
        return [c for c in clauses if _names(c)] or clauses
    if len(clauses) <= 2 and sum(len(c) for c in clauses) <= 14:
        others = [p for p in range(len(clauses)) if p not in asking and (_names(clauses[p]) or len(clauses[p]) <= 2)]
    else:
        others = [
            p - 1 for p in asking
            if p and p - 1 not in asking and not _names(clauses[p]) and not _gaps(clauses[p]) and (_names(clauses[p - 1]) or _gaps(clauses[p - 1]))
        ]  # fmt: skip
    return [clauses[place] for place in sorted({*asking, *others})]


def _gaps(clause: Iterable[Token]) -> bool:
    return any(token.kind == "gap" and len(token.text.strip()) >= 2 for token in clause)


# --- items ------------------------------------------------------------------------------------------------------------


def _mention(token: Token) -> Mention:
    names: dict[str, float] = {}
    if token.kind == "near":
        for entry in token.names:
            name, _, distance = entry.rpartition("|")
            names[name] = float(distance)
    elif token.kind == "code":
        names[token.text] = 0.0
    else:
        own = normal(token.text)
        for name in (own, *token.names):
            names.setdefault(name, 0.0 if name == own else 0.2)
    for name in mentioned_dimensions(token.text):
        names.setdefault(name, 0.0)
    if direction := re.fullmatch(r"(收入|支出)(?:总?预算|决算|总计|合计)?", normal(token.text)):
        names.setdefault("@direction=income" if direction[1] == "收入" else "@direction=expenditure", 0.3)
    if re.search(r"购置|新增|计划|配置|添置|买", token.text):
        names.setdefault("@planned", 0.0)
    for name, far in whole_names(normal(token.text)).items():
        names.setdefault(name, far)
    return Mention(token.text, tuple(sorted(names.items(), key=lambda pair: (pair[1], pair[0]))))


def _items(
    clauses: Iterable[Sequence[Token]], *, loose: bool = False
) -> tuple[tuple[Item, ...], Item | None, Item | None]:
    """The things asked for, what a share is of, and what the first of them stands in (基本支出里的…).

    With `loose`, words that nothing indexed is called by stand among their mentions.
    """
    items: list[tuple[Mention, ...]] = []
    whole: Item | None = None
    container: Item | None = None
    current: list[Mention] = []
    after_share = False

    def flush() -> None:
        nonlocal whole, after_share
        if current:
            if after_share and whole is None:
                whole = Item(tuple(current))
            else:
                items.append(tuple(current))
        current.clear()
        after_share = False

    for clause in clauses:
        for place, token in enumerate(clause):
            if token.kind in ("name", "alias", "near", "code"):
                if current and _begins(clause, place):
                    flush()
                mention = _mention(token)
                if current and _in_brackets(clause, place):  # 行政经费（机关运行经费）: one thing by two names
                    mention = Mention(current[-1].text, tuple(dict(sorted((*mention.names, *current.pop().names), key=lambda n: -n[1])).items()))
                current.append(mention)
            elif token.tags & {"inside"} and current and not items and not after_share:
                container = container or Item(tuple(current))
            elif loose and token.kind == "gap":
                current += [Mention(word, ()) for word in content_words(token)]
            elif (
                token.tags & {"project"}
                and not token.tags & STRONG
                and current == []
                and _dimension_follows(clause, token)
            ):
                current.append(Mention(token.text, (("@nature=project", 0.0),)))
            elif (token.kind == "stop" and token.text in "、/") or token.tags & _SEPARATES:
                share = "share" in token.tags
                if share or token.kind == "stop" or current:
                    flush()
                after_share = share
        flush()
    unique = list(dict.fromkeys(items))
    if container is not None and (not unique or unique[0][: len(container.mentions)] != container.mentions or unique[0] == container.mentions):
        container = None
    return tuple(Item(mentions) for mentions in unique), whole, container


def _begins(clause: Sequence[Token], place: int) -> bool:
    """Whether a name begins another item of a list written without commas: a second code, or a name after a blank where names stand alone."""
    before = [t for t in clause[:place] if t.kind in ("name", "alias", "near", "code")]
    if not before:
        return False
    if clause[place].kind == "code":
        return any(t.kind == "code" for t in before) or (len(before) > 1 and before[-1].kind != "name")
    blank = clause[place - 1].kind == "stop" and clause[place - 1].text.isspace()
    named = [n for n, t in enumerate(clause) if t.kind in ("name", "alias")]
    return blank and clause[place].kind != "near" and len(named) > 2 and before[-1].kind != "code" and all(
        clause[n - 1].kind == "stop" or n == named[0] for n in named
    )


def _in_brackets(clause: Sequence[Token], place: int) -> bool:
    """Whether a name stands alone in brackets right after another."""
    around = [clause[n] if 0 <= n < len(clause) else None for n in (place - 2, place - 1, place + 1)]
    before, opening, closing = around
    return (
        before is not None and before.kind in ("name", "alias", "near", "code")
        and opening is not None and opening.text in "(（" and closing is not None and closing.text in ")）"
    )  # fmt: skip


def _joined(items: tuple[Item, ...], vocabulary: Vocabulary) -> tuple[Item, ...]:
    """Items that only narrow (a column, a heading) joined to the one before them."""
    result: list[Item] = []
    for item in items:
        calls = any(name in vocabulary.own or name.startswith("@") for m in item.mentions for name, _ in m.names)
        if result and not calls:
            result[-1] = Item((*result[-1].mentions, *item.mentions))
        else:
            result.append(item)
    return tuple(result)


def _dimension_follows(clause: Sequence[Token], token: Token) -> bool:
    """Whether 项目 narrows what comes after it (项目里的差旅费)."""
    after = [t for t in clause if t.start >= token.end]
    return (
        bool(after)
        and bool(after[0].tags & CONNECTING or token.text != "项目")
        and any(t.kind in ("name", "alias", "near") for t in after)
    )


# --- what is asked of them --------------------------------------------------------------------------------------------


def _tagged(tokens: Iterable[Token], prefix: str) -> str:
    return next((tag.removeprefix(prefix) for t in tokens for tag in sorted(t.tags) if tag.startswith(prefix)), "")


def _every_tagged(tokens: Iterable[Token], prefix: str) -> tuple[str, ...]:
    found = (tag.removeprefix(prefix) for t in tokens for tag in sorted(t.tags) if tag.startswith(prefix))
    return tuple(dict.fromkeys(found))


def _wanted(clauses: Sequence[Sequence[Token]]) -> tuple[Wanted, bool]:
    """Which explanation is asked for, and whether a figure is asked for as well (or alone)."""
    figure = False
    wanted = Wanted.NONE
    order = ("reason", "definition", "basis", "period", "purpose", "composition", "text")
    for clause in clauses:
        explaining = [(t.start, tag) for t in clause for tag in order if tag in t.tags]
        asking = [
            t.start for t in clause if t.tags & {"figure", "growth", "changed", "difference"} and not t.tags & {"period"}
        ]
        if explaining:
            tag = min(explaining, key=lambda pair: order.index(pair[1]))
            found = {"basis": Wanted.BASIS}.get(tag[1]) or Wanted(tag[1])
            if wanted is Wanted.NONE or found is Wanted.REASON:
                wanted = found
            figure = (
                figure or any(place < tag[0] for place in asking) or (found not in (Wanted.REASON,) and bool(asking))
            )
        else:
            figure = figure or bool(asking)
    return wanted, figure


def _operation(
    tags: set[str], clauses: Sequence[Sequence[Token]], items: tuple[Item, ...], whole: Item | None, wanted: Wanted
) -> Operation:
    if "weight" in tags and "target" not in tags:
        return Operation.WEIGHT
    if any(tag.startswith("per:") for tag in tags):
        return Operation.PER_HEAD
    if "target" in tags and ("share" not in tags or "weight" in tags):
        return Operation.TARGET
    ranked = any(token.kind == "top" and token.text.startswith("前") for clause in clauses for token in clause)
    if tags & {"largest", "fastest"} or (ranked and not tags & {"smallest", "slowest"}):
        return Operation.LARGEST
    if tags & {"smallest", "slowest"}:
        return Operation.SMALLEST
    if "source" in tags:
        return Operation.SOURCE
    if "share" in tags or whole is not None:
        return Operation.SHARE
    if "sum" in tags and (len(items) > 1 or "breakdown" not in tags):
        return Operation.SUM
    if "difference" in tags or ("than" in tags and tags & {"up", "down", "particles"} and len(items) == 2):
        return Operation.DIFFERENCE if len(items) >= 2 else Operation.CHANGE
    if len(items) > 1 and "breakdown" not in tags and _totals(clauses):
        return Operation.SUM
    if "growth" in tags:
        return Operation.GROWTH
    if "compare" in tags:
        return Operation.COMPARE_YEARS
    if any(_changes(clause) for clause in clauses) or ("prior" in tags and not tags & ASKING):
        return Operation.CHANGE
    if "breakdown" in tags and wanted is Wanted.NONE:
        return Operation.BREAKDOWN if len(items) <= 1 else Operation.VALUE
    return Operation.VALUE


def _totals(clauses: Sequence[Sequence[Token]]) -> bool:
    """Whether several things are asked for taken together: by a total in their own clause, or in one that names nothing."""
    names = [sum(t.kind in ("name", "alias", "near", "code") for t in clause) for clause in clauses]
    total = [any("total" in t.tags for t in clause) for clause in clauses]
    return any(asked and (count > 1 or (not count and max(names) > 1)) for asked, count in zip(total, names, strict=True))


def _asks_undated(clause: Sequence[Token]) -> bool:
    """Whether a clause names something and asks for its figure without a year."""
    tags = {tag for token in clause for tag in token.tags}
    return (
        _names_any(clause)
        and "figure" in tags
        and not any(tag.startswith("year:") for tag in tags)
        and "prior" not in tags
    )


def _names_any(clause: Iterable[Token]) -> bool:
    return any(token.kind in ("name", "alias", "near", "code") for token in clause)


def _value_first(clauses: Sequence[Sequence[Token]]) -> bool:
    """Whether the value itself is asked for first, and then its change or share: in a later clause, or after 及."""
    for clause in clauses[:1]:
        named = [place for place, token in enumerate(clause) if token.kind in ("name", "alias", "near", "code")]
        joined = [place for place, token in enumerate(clause) if "and" in token.tags and named and place > named[-1]]
        if joined and any(token.tags & {"growth", "share", "changed"} for token in clause[joined[0] :]):
            return True
    if len(clauses) < 2:
        return False
    tags = {tag for token in clauses[0] for tag in token.tags}
    return _names_any(clauses[0]) and not tags & {"prior", "up", "down", "changed", "growth", "share", "reason"}


def _changes(clause: Sequence[Token]) -> bool:
    """Whether a clause asks how much something changed, rather than why."""
    tags = {tag for token in clause for tag in token.tags}
    first_reason = min((t.start for t in clause if "reason" in t.tags), default=10**6)
    asking = any(t.tags & {"figure", "changed"} and t.start < first_reason for t in clause)
    moving = any(t.tags & {"up", "down", "changed"} and t.start < first_reason for t in clause)
    return (
        (moving and asking)
        or ("prior" in tags and asking and not tags & {"reason"})
        or (moving and not tags & {"reason"} and not tags & ASKING - {"changed"})
    )


def _stage(tags: set[str]) -> Stage | None:
    if "final" in tags:
        return Stage.FINAL
    if "execution" in tags:
        return Stage.EXECUTION
    return Stage.BUDGET if "budget" in tags else None


def _worded_stage(items: Sequence[Item]) -> Stage | None:
    """The stage that an item's own words give: 收入预算, 支出决算 (but 一般公共预算 is a source of money)."""
    words = re.sub(r"一般公共预算|政府性基金预算|国有资本经营预算", "", "".join(item.words for item in items))
    return Stage.FINAL if "决算" in words else Stage.BUDGET if "预算" in words else None


def _year_stages(tokens: Sequence[Token]) -> tuple[tuple[int, Stage], ...]:
    """Years with the stage said after each, where two years of unlike stages stand against each other."""
    found: dict[int, Stage] = {}
    year = 0
    for token in tokens:
        if token.kind == "year":
            year = token.numbers[0]
        elif year and year not in found and (stage := _stage(set(token.tags))):
            found[year] = stage
    return tuple(found.items()) if len(set(found.values())) > 1 else ()


def _stages(clauses: Iterable[Sequence[Token]]) -> tuple[Stage, ...]:
    """Both stages, where the clauses that ask name both."""
    tags = {tag for clause in clauses if _asks(clause) for token in clause for tag in token.tags}
    return (Stage.BUDGET, Stage.FINAL) if {"budget", "final"} <= tags or "completion" in tags else ()


def _claimed(tags: set[str]) -> str:
    return next((claim for claim in ("same", "up", "down") if claim in tags), "")


_BOUND = re.compile(
    r"(?P<less>不到|少于|低于|小于|不足|不超过|未超过|没超过)|(?P<more>超过|大于|高于|多于|超|不少于|不低于)"
)
_AMOUNT_OF = r"\s*(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>万元|亿元|元|万|亿)"


def _bound(text: str) -> tuple[str, str, str] | None:
    """The bound of 哪几项不到5万元, 10万元以上的有哪些."""
    before = re.search(rf"(?:{_BOUND.pattern}){_AMOUNT_OF}", text)
    if before:
        sign = "<" if before["less"] else ">"
        return sign, before["value"], before["unit"] if before["unit"].endswith("元") else before["unit"] + "元"
    after = re.search(rf"{_AMOUNT_OF}(?P<side>以上|以下|以内)的?(?:有哪|是哪|哪)", text)
    if after:
        return ">" if after["side"] == "以上" else "<", after["value"], after["unit"] if after["unit"].endswith("元") else after["unit"] + "元"
    return None


def _among(text: str) -> int:
    """How many things of one name are spoken of together (两个…项目合计)."""
    found = re.search(r"([两二三四五])(?:个|项|笔)(?=[^，。?？]{2,}(?:合计|一共|总共|加起来|加一起|之和|共))", text)
    return number(found[1]) if found else 0


def _level(text: str) -> int:
    if re.search(r"[(（]?项[)）]级|功能科目项|项级|[(（]项[)）]", text):
        return 7
    if re.search(r"款级", text):
        return 5
    return 3 if re.search(r"大类|哪一类|哪类|类支出|各类", text) else 0


def _topic(text: str, lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings under which what a question asks for stands, and the words that asked for it."""
    for words, headings in lexicon.topics.values():
        if asked := tuple(word for word in words if word in text):
            return headings, asked
    return (), ()


def _elliptical(text: str, names: bool) -> bool:
    """Whether a question leans on the one before it: it says so (那…呢, 其中 …), or names neither an item nor a department."""
    if not names:
        return True
    return (
        re.match(r"\s*(?:那么|那|其中|它|这|还有|再)", text) is not None
        or re.search(r"(?:的)?呢[？?]?\s*$", text) is not None
    )


def merge(query: Query, before: Query) -> Query:
    """A follow-up: the last query with the new constraints in place of the old ones of the same dimension."""
    items = query.items or before.items
    operation = query.operation
    wanted = query.wanted
    if operation is Operation.VALUE and wanted is Wanted.NONE and query.items and not query.figure_asked:
        operation, wanted = before.operation, before.wanted
    if operation is Operation.SHARE and query.whole is None and query.items and before.items:
        query = replace(query, whole=before.items[0])
    years = bool(query.years or query.relative_years or query.recent)
    return replace(
        query,
        items=items,
        loose=query.loose or before.loose,
        summed=not query.items and (before.summed or before.operation is Operation.SUM),
        operation=operation,
        wanted=wanted,
        departments=query.departments or before.departments,
        groups=query.groups or before.groups,
        years=query.years if years else before.years,
        relative_years=query.relative_years if years else before.relative_years,
        recent=query.recent if years else before.recent,
        stage=query.stage or before.stage,
        scope=query.scope or before.scope,
        unit=query.unit or before.unit,
        counted=query.counted or (before.counted if not query.items else ""),
        table=query.table or before.table,
    )
