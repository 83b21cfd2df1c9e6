"""Question → Query: constraints on the dimensions and an operation.

No rule knows a question: words are cut by what is indexed (vocabulary) and by cue words (data), and each cue's tag says what it asks. A content
word that nothing explains stays in `unexplained`: the question then asks for something that is not indexed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.domain.disclosure import Stage
from assistant.domain.query import Item, Mention, Operation, Query, Wanted
from assistant.domain.wording import NUMERALS, normal
from assistant.understanding import departments
from assistant.understanding.asking import (
    among,
    amount_first,
    asks_undated,
    bound_of,
    claimed,
    claims_of,
    doubted,
    every_tagged,
    level_of,
    operation_of,
    stage_of,
    stages_of,
    tagged,
    topic_of,
    value_first,
    wanted_of,
    worded_stage,
    year_stages,
)
from assistant.understanding.clauses import asks, clauses_of, used_of
from assistant.understanding.items import items_of, joined
from assistant.understanding.leftovers import GENERIC_NAMES, Context, resolve, unexplained, unknown_bodies
from assistant.understanding.rewriting import alternatives, prepared, to_buy
from assistant.understanding.script import language
from assistant.understanding.tokens import Token, cut, number
from assistant.understanding.vocabulary import Vocabulary

_WHICH_MORE = re.compile(r"谁(?:家)?的?[^，,。？?谁]{0,6}得?(?:更|最)?(?:多|高|大|少|低|小)|(?:哪家|谁|哪个(?:单位|部门|局)?)[^，,。？?]{0,16}(?:更)?[大高多低少小](?:一些|一点|呢)?(?=[，,。；;？?\s]|$)")
"""甲和乙哪家预算大."""
_UNITS = re.compile(r"(?:下属|所属|直属)(?:的|各)*(?:学校|医院|院校|机构|企业)|(?:下属|所属|二级|直属|预算|下面|下边|管着|管)(?:了|的|有|着|各|几|多少|哪|个|家|些|二级|预算|事业|基层|决算)*单位|单位(?:组成|构成)|(?<!哪)(?<!第)(?:[二三四五六七八九十几两]|\d{1,2})(?:家|个)单位")
_PIECES = re.compile(r"(?<![哪这那])(?:几|多少)个(?=[一-鿿])(?![^，,。？?]{0,5}[局委办厅]|百分点|点|亿|万|月|项目|专项|单位|部门|局|指标|方面|科目|预算单位|二级|下属|所属|数)")
"""几个律师: things that are counted, not what a question is over."""
_COUNTABLE = re.compile(r"(?:人员?|员|警|兵|师|生|工|保安|保洁|律师|干部|职工|车辆?|设备|电脑|打印机|空调|机|桌|椅|楼|校|站|村|户|人才|专家|顾问|代表|学员)$")
_MEASURE_COLUMN = re.compile(r"(?:(?:19|20)\d\d年(?:度)?)?(?:年初|全年|调整后?|本年|当年|预计)?(?:预算|决算|执行|完成)数|(?:19|20)\d\d年(?:度)?(?:预算|决算|执行)|(?:比上年|较上年)?增减(?:额|率|数|幅度|变动|情况)?")
"""The heading of a column that says only of what year and stage, or how it moved (2025年执行数, 增减额): no name."""
_SPENT = re.compile(r"花了|花掉|花出去|用掉|用了")
_PEOPLE = re.compile(r"^(?:人员|在职|在岗|核定)?(?:编制|在编|在职|在岗|退休|离休|离退休|实有)(?:数|人数|人员|职工)?$")
_RATES = frozenset({"执行率", "完成率", "预算执行率", "预算完成率"})
"""What is asked of a thing, also where a column is called so."""
_BODIES = frozenset({"学校", "医院", "院校", "单位", "机构", "企业", "所属单位", "下属单位", "下属学校"})
_COMPARED = re.compile(r"(?:比|较|与|同|跟|和)(?:上年度?|去年|上一年|(?:19|20)\d\d年)[^，,。；;？?]{0,8}?(?:执行数?|预算数?|决算数?)")
"""What a change is against: its stage is not that of what is asked for."""
_MOVERS = re.compile(r"(?:哪(?:些|个|几|项|一|类)|那些|几[个项类]|只有)[^，,。？?]{0,8}(?:增|减|涨|降|升|多了|少了|高了|低了)|(?:增|减|涨|降|升|多了|少了)[^，,。；？?]{0,6}(?:的?(?:只有|那些|有)?(?:哪|几[个项类])|的那些)")
"""今年降的有哪些, 增长的那些科目."""
ALIKE = 0.2
"""So near a mention's words is another name of the same thing."""
LONGEST_QUESTION = 4000
"""Characters; a longer question is refused, not cut."""

def parse(question: str, context: Context) -> Query:
    """The query that a question asks; dimensions it says nothing of are left open."""
    text = prepared(question, context.lexicon)
    named = departments.find(text, context.vocabulary.departments)
    asked_of_all = any(word in text for word, tags in context.lexicon.cues.items() if "over_all" in tags)
    regions = departments.regions([d for n in named for d in n.departments] or context.vocabulary.departments)
    if not asked_of_all and not named:
        regions = tuple(region for region in regions if not _heads_a_body(region, text, context.vocabulary))
    tokens = cut(text, named, regions, context.lexicon, lambda word: _is_name(word, context.vocabulary))
    clauses = clauses_of(tokens)
    used = used_of(clauses)
    resolved = [resolve(clause, context) for clause in used]
    flat = [token for clause in resolved for token in clause]
    every = [token for clause in clauses for token in clause]
    items, whole, container = items_of(resolved)
    tags = {tag for token in flat for tag in token.tags}
    items = joined(items, context.vocabulary)
    if len(items) > 1 and len(resolved) > 1 and not asks(resolved[0]) and len(items[0].mentions) == 1 and normal(items[0].words) in normal(items[1].words):
        items = items[1:]  # 那辆车，公务用车运行维护费 …: the first only leads to the second
    years = tuple(dict.fromkeys(n for t in every if t.kind in ("year", "years") for n in t.numbers))
    if len(years) == 2:
        items = _one_thing(items)
    wanted, figure_asked = wanted_of(resolved)
    operation = operation_of(tags, resolved, items, whole, wanted)
    if operation is Operation.SHARE and whole is None and container is not None and len(items) == 1:
        whole, items = container, (Item(items[0].mentions[len(container.mentions) :]),)
    elif operation is not Operation.SHARE and whole is not None and not items:
        items, whole = (whole,), None
    if wanted in (Wanted.PURPOSE, Wanted.COMPOSITION) and any(
        "breakdown" in t.tags and ("各" in t.text or "分别" in t.text or re.search("多少|几", t.text)) for t in flat
    ) and ("figure" in tags or any(re.search("多少|几", t.text) for t in flat)):
        wanted, operation = Wanted.NONE, Operation.BREAKDOWN  # 投到哪几块、各多少万
    if operation in (Operation.LARGEST, Operation.SMALLEST, Operation.SHARE) and wanted is not Wanted.REASON:
        wanted = Wanted.NONE
    base = tuple(int(found[1] or found[2]) for found in re.finditer(r"(?:比|较|相比|对比)\s*((?:19|20)\d\d)|[同与跟和]((?:19|20)\d\d)年[^，,。；;？?]{0,8}(?:相比|比较|对比|比起?来?)", text))
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
    if relative and not years and any(asks_undated(clause) for clause in resolved):
        relative = tuple(dict.fromkeys((0, *relative)))
    compared = {t.start for found in _COMPARED.finditer(text) for t in flat if found.start() <= t.start < found.end()}
    stage = stage_of({tag for t in flat if t.start not in compared for tag in t.tags}) or worded_stage(items)
    if "last_value" in tags:
        relative, stage = (-1,), Stage.EXECUTION
    units = _UNITS.search(text) is not None
    if units and len(items) > 1:
        items = tuple(item for item in items if not all(m.text in _BODIES for m in item.mentions)) or items  # 下属学校里收入预算最多的
    if units and not items and not tags & {"money", "largest", "smallest", "ordered", "income", "expenditure", "sum"}:
        if tags & {"breakdown", "composition", "text", "figure", "over_all"}:
            wanted, figure_asked, operation = Wanted.TEXT, False, Operation.VALUE
    groups = _groups(every) or _of_region(every, text, context.vocabulary.departments, over_all=asked_of_all)
    units = units or ("over_all" in {tag for t in every for tag in t.tags} and len(groups) == 1 and len(groups[0]) == 1 and operation in (Operation.LARGEST, Operation.SMALLEST))
    topic, topic_words = topic_of(text, context.lexicon)
    if units and wanted is Wanted.TEXT and not topic:
        topic, topic_words = context.lexicon.topics["organization"][1], ("单位",)
    rest = tuple(Item(tuple(m for m in item.mentions if not _of_topic(m, topic_words))) for item in items)
    rest = tuple(item for item in rest if item.mentions)
    of_topic = not rest or rest != items
    items = rest or items  # 某专项的立项依据: what of it is asked for
    ordered = "ordered" in tags or _WHICH_MORE.search(text) is not None
    if ordered and wanted is Wanted.TEXT:
        wanted = Wanted.NONE
    asks_text = operation in (Operation.VALUE, Operation.BREAKDOWN) and wanted is Wanted.NONE and not figure_asked
    if topic and of_topic and asks_text:
        wanted, operation = Wanted.TEXT, Operation.VALUE
    return Query(
        question=question,
        bare=_without(text, [t for t in every if t.kind == "department"]),
        topic=topic,
        topic_words=topic_words,
        items=items,
        whole=whole,
        departments=tuple(dict.fromkeys(d for group in groups for d in group)),
        groups=groups,
        over_all="over_all" in {tag for t in every for tag in t.tags},
        ordered=ordered,
        years=years,
        year_stages=year_stages(flat),
        relative_years=relative,
        recent=next((t.numbers[0] for t in flat if t.kind == "recent"), 0),
        stage=stage,
        direction="income" if "income" in tags else "expenditure" if "expenditure" in tags else "",
        value_first=value_first(resolved),
        operation=operation,
        wanted=wanted,
        figure_asked=figure_asked,
        unit=(every_tagged(flat, "unit:") or ("",))[-1],
        money="money" in tags or bool(tagged(flat, "unit:")) or any(_paid(one, after) for one, after in pairwise(flat)),
        sheet="sheet" in tags and ("prior" in tags or bool(relative)),
        last_value="last_value" in tags,
        led=len(items) > 1 and len(resolved) > 1 and (not asks(resolved[0]) or "inside" in resolved[0][-1].tags) and items_of(resolved[:1])[0] == items[:1],
        total_asked="total" in tags,
        summed="sum" in tags or any("total" in one.tags and "share" in after.tags for one, after in pairwise(flat)),
        against_prior="prior" in tags,
        counted=tagged(flat, "counted:") or ("人" if items and all(_PEOPLE.search(item.mentions[-1].text) for item in items if item.mentions) else "") or ("个" if any(_things(one, after) for one, after in pairwise(flat)) else "") or ("个" if items and re.search(r"(?:几|多少)个(?=[，,。；;？?\s]|$)", text) and "over_all" not in tags else "") or ("个" if _PIECES.search(text) and len(groups) < 2 and "over_all" not in tags else ""),
        either=alternatives(question),
        planned=to_buy(text),
        counted_all=every_tagged(flat, "counted:"),
        completion="completion" in tags,
        per=tagged(flat, "per:"),
        weighted={"weight", "target"} <= tags,
        table=tables[0] if len(tables := tuple(dict.fromkeys(str(t.numbers[0]) for t in flat if t.kind == "table"))) == 1 else "",
        top=next((t.numbers[0] for t in flat if t.kind == "top"), 0) or _first_few(flat),
        amount_first=amount_first(flat),
        extreme="largest" if "largest" in tags else "smallest" if "smallest" in tags else "",
        moved=_MOVERS.search(text) is not None and claimed({tag for t in every for tag in t.tags}) in ("up", "down") and wanted is not Wanted.REASON,
        by_growth=bool(tags & {"fastest", "slowest"}) or (
            "prior" in tags and bool(tags & {"largest", "smallest"}) and bool(tags & {"up", "down", "changed"})
        ),
        year_is_base=year_is_base,
        asks=any(asks(clause) for clause in clauses),
        serial="serial" in tags,
        elliptical=_elliptical(text, bool(items or any(t.kind == "department" for t in every))),
        level=level_of(text),
        scheme="economic" if "economic" in tags else "functional" if "functional" in tags else "",
        bound=bound_of(text),
        among=among(text),
        units=units,
        projects=re.search(r"(?:(?<!这)(?<!那)个|具体|的|哪个|哪些|大|几个|所有|各|全部|每个|那几个)(?:项目(?!支出|经费)|专项)", text) is not None,
        stages=stages_of(resolved),
        whole_scope="whole_scope" in tags,
        scope="单位" if "scope_unit" in tags else "部门" if "scope_department" in tags else None,
        spent="spent" in tags or ("total" in tags and _SPENT.search(text) is not None),
        overall="整体" in text and "绩效" in text,
        claims=claims_of(text),
        doubted=doubted(text),
        claimed=claimed({tag for t in every for tag in t.tags} if _MOVERS.search(text) else tags) or (_worded_move(text) if wanted is Wanted.REASON else ""),
        language=language(question),
        unexplained=tuple(unexplained(resolved)),
        unknown_bodies=tuple(unknown_bodies(resolved, context.vocabulary)),
        loose=items_of(resolved, loose=True)[0],
        personal=any("personal" in t.tags for t in every),
        content=tuple(dict.fromkeys(t.text for t in flat if t.kind in ("name", "alias", "gap", "code"))),
    )  # fmt: skip


def _of_topic(mention: Mention, topic_words: Sequence[str]) -> bool:
    """Whether a mention is one of the words that ask for a part of a document, or a piece of one that is only near something indexed."""
    exact = any(far == 0.0 for _, far in mention.names)
    return mention.text in topic_words or (not exact and any(mention.text in words for words in topic_words))


def _worded_move(text: str) -> str:
    """The direction that a word for a reason takes for granted itself (怎么涨了)."""
    found = re.search(r"(?:怎么|咋|为啥|为什么|为何)(?:就|又|还|会)?(?:(?P<up>涨|增|多了|升|高了)|(?P<down>降|减|少了|跌|低了))", text)
    return "" if found is None else "up" if found["up"] else "down"


def _first_few(tokens: Iterable[Token]) -> int:
    """How many are asked for by a word that ranks (排前三); 0 for none."""
    found = (re.search(rf"前([{NUMERALS}两\d]{{1,2}})", t.text) for t in tokens if "largest" in t.tags or "smallest" in t.tags)
    return next((number(match[1]) for match in found if match), 0)


def _one_thing(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Two names as one, where they are names of one thing said of two years (2026年政府采购预算比2024年采购额)."""
    mentions = [mention for item in items for mention in item.mentions]
    if len(mentions) != 2 or mentions[0] == mentions[1]:
        return items
    names, others = dict(mentions[0].names), dict(mentions[1].names)
    if not any(far <= ALIKE and others.get(name, 1.0) <= ALIKE for name, far in names.items() if name[:1] not in "@#"):
        return items
    both = {name: min(names.get(name, 9.0), others.get(name, 9.0)) for name in (*names, *others)}
    return (Item((Mention(mentions[0].text, tuple(both.items())),)),)


def _things(one: Token, after: Token) -> bool:
    """Whether things or people are counted that are named right after the counter (多少辅警)."""
    return one.text in ("多少", "几", "几多", "好多") and after.start == one.end and after.kind in ("name", "alias", "near", "gap") and _COUNTABLE.search(after.text) is not None


def _paid(one: Token, after: Token) -> bool:
    """Whether what is named is paid for (保安费): money is asked for."""
    return one.kind in ("name", "alias", "near") and after.kind == "gap" and after.text in ("费", "费用")


def _without(text: str, tokens: Sequence[Token]) -> str:
    """A text without some of its words: what passages are ranked by names no body, which most of them name."""
    for token in sorted(tokens, key=lambda t: -t.start):
        text = text[: token.start] + text[token.end :]
    return text


def _groups(tokens: Iterable[Token]) -> tuple[tuple[str, ...], ...]:
    """The departments named, by the words that name them; words that fit several say nothing beside those that name one of them."""
    groups = tuple(dict.fromkeys(t.departments for t in tokens if t.kind == "department" and t.departments))
    exact = {group[0] for group in groups if len(group) == 1}
    return tuple(group for group in groups if len(group) == 1 or not exact & set(group))


def _of_region(tokens: Iterable[Token], text: str, bodies: Sequence[str], *, over_all: bool) -> tuple[tuple[str, ...], ...]:
    """The bodies of a region that is named without one of them (普陀区的机关运行经费): any of them may be meant."""
    if over_all or not any(t.kind == "region" for t in tokens):
        return ()
    found = departments.regional(text, bodies)
    return (found,) if found else ()


def _heads_a_body(region: str, text: str, vocabulary: Vocabulary) -> bool:
    """Whether a region's name begins that of a body which is not indexed (某市教育局): it must not be read as the region alone."""
    for found in re.finditer(re.escape(region) + r"(?:省|市|区|县|州)?([一-鿿]{1,10}?(?:局|厅|委|院|署|镇|乡|街道|大学|公司|集团|支队|大队|总队|办公室|政府))", text):
        body = normal(found[1])
        if "的" not in body and not (len(body) >= 4 and vocabulary.holds(body)):
            return True
    return False


def _is_name(word: str, vocabulary: Vocabulary) -> bool:
    return word not in GENERIC_NAMES and word not in _RATES and not word.isdigit() and not _MEASURE_COLUMN.fullmatch(word) and vocabulary.indexed(word)






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
        inherited = query.operation is not Operation.SHARE and before.operation is Operation.SHARE  # …占B百分之几；C呢
        query = replace(query, whole=before.whole if inherited else before.items[0])
    years = bool(query.years or query.relative_years or query.recent)
    return replace(
        query,
        context=f"{before.context}，{before.bare}".strip("，"),
        items=items,
        loose=query.loose or before.loose,
        summed=not query.items and (query.summed or before.summed or before.operation is Operation.SUM),
        operation=operation,
        wanted=wanted,
        claimed=query.claimed or before.claimed,
        departments=query.departments or before.departments,
        groups=query.groups or before.groups,
        years=query.years if years else before.years,
        relative_years=query.relative_years if years else before.relative_years,
        recent=query.recent if years else before.recent,
        stage=query.stage or before.stage,
        scope=query.scope or before.scope,
        unit=query.unit or before.unit,
        counted=query.counted or (before.counted if not query.items and not query.money else ""),
        table=query.table or before.table,
    )
