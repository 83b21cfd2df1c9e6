"""What is asked of the things named: the operation, the explanation, the stage, bounds and levels."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from assistant.domain.disclosure import Stage
from assistant.domain.query import Item, Operation, Wanted
from assistant.understanding.clauses import asks, names_any
from assistant.understanding.leftovers import ASKING
from assistant.understanding.lexicon import Lexicon
from assistant.understanding.tokens import Token, number

_BOUND = re.compile(
    r"(?P<less>不到|少于|低于|小于|不足|不超过|未超过|没超过)|(?P<more>超过|大于|高于|多于|超|不少于|不低于)"
)
_CLAIM = re.compile(r"(?<![\d.A-Za-z])(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>万元|亿元|万|亿|元|块钱|块|%)?(?![\d年月日.])")
_DOUBT = re.compile(r"对不上|对得上|对不起来|哪个(?:数)?(?:才)?(?:是)?(?:对|准|真)|哪(?:一)?个为准|以哪|不一致|不一样|不相符|不符|矛盾|打架|出入|差异|信哪个|怎么(?:又|还)(?:是|写)|相?差(?:了)?多少|差在哪|[写算弄搞]错|[算说写]得对|(?<=\d)[%％](?:对|准)[吗么]|(?:一样|一致|相同|相符|统一)(?:吗|么|不)|是否一致|是不是一样")
_HOW_MUCH = re.compile(r"多少|几|何|啥|多钱|好多|多大|多高")
_ADVERBS = re.compile(r"(?:比[^，,。；;？?]{1,8}|一下子?|突然|忽然|反而|反倒|还|又|就|都|会|全|这么|那么|猛地?|一直|老是|大幅|居然|竟然?|却|只|也|才|这样|如此|倒)*")
"""What may stand between 怎么 and a move (怎么一下子暴涨)."""
_AMOUNT_OF = r"\s*(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>万元|亿元|元|万|亿)"




def wanted_of(clauses: Sequence[Sequence[Token]]) -> tuple[Wanted, bool]:
    """Which explanation is asked for, and whether a figure is asked for as well (or alone)."""
    figure = False
    wanted = Wanted.NONE
    moved = any(t.tags & {"up", "down", "same", "prior"} for clause in clauses for t in clause)
    order = ("reason", "definition", "basis", "period", "purpose", "composition", "text")
    for clause in clauses:
        clause = [replace(t, tags=t.tags | {"reason"} - {"definition"}) if _why_moved(t, clause, moved=moved) else t for t in clause]
        explaining = [(t.start, tag) for t in clause for tag in order if tag in t.tags]
        asking = [
            t.start for t in clause
            if (t.tags & {"figure", "growth", "changed", "difference"} or ("breakdown" in t.tags and re.search("多少|几多", t.text))) and not t.tags & {"period"}
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
            figure = figure or (len(clauses) > 1 and bool(clause) and bool(clause[-1].tags & {"budget", "final"})) or bool(asking) or (bool(clause) and clause[-1].text == "呢" and len(clauses) > 1)
    return wanted, figure


def _why_moved(token: Token, clause: Sequence[Token], *, moved: bool) -> bool:
    """Whether 怎么 asks why something moved (怎么多了一点; 持平，怎么解释的), not how."""
    if token.text in ("怎么解释", "如何解释"):
        return moved
    moves = [t for t in clause if t.tags & {"up", "down"} and not t.tags & {"changed", "figure"}]
    return token.text in ("怎么", "咋", "怎", "如何") and any(_ADVERBS.fullmatch("".join(b.text for b in clause if token.end <= b.start < t.start)) for t in moves if t.start >= token.end)


def operation_of(
    tags: set[str], clauses: Sequence[Sequence[Token]], items: tuple[Item, ...], whole: Item | None, wanted: Wanted
) -> Operation:
    """The operation that the cues of the clauses ask for."""
    if "weight" in tags and "target" not in tags and not _scored(clauses):
        return Operation.WEIGHT
    if "target" in tags and ("share" not in tags or "weight" in tags):
        return Operation.TARGET
    if any(tag.startswith("per:") for tag in tags):
        return Operation.PER_HEAD
    ranked = any(token.kind == "top" and token.text.startswith("前") for clause in clauses for token in clause)
    if tags & {"largest", "fastest"} or (ranked and not tags & {"smallest", "slowest"}):
        return Operation.LARGEST
    if tags & {"smallest", "slowest"}:
        return Operation.SMALLEST
    if "source" in tags:
        return Operation.SOURCE
    if "growth" in tags and "share" in tags and whole is None and ("prior" in tags or tags & {"up", "down"}):
        return Operation.GROWTH  # 同比涨幅（要百分比）
    if ("share" in tags or whole is not None) and not _share_of_money(clauses):
        return Operation.SHARE
    if "sum" in tags and (len(items) > 1 or "breakdown" not in tags):
        return Operation.SUM
    if "compare" in tags and sum(token.kind == "year" for clause in clauses for token in clause) > 1:
        return Operation.COMPARE_YEARS  # 2025年和2026年哪年多，差多少
    apart = len(items) - (len(clauses) > 1 and names_any(clauses[0]) and not asks(clauses[0]))  # without what the others stand in
    if "difference" in tags or ("than" in tags and tags & {"up", "down", "particles", "degree"} and 2 in (len(items), apart)):
        return Operation.DIFFERENCE if len(items) >= 2 else Operation.CHANGE
    if len(items) > 1 and _totals(clauses):
        return Operation.SUM
    if "growth" in tags:
        return Operation.GROWTH
    if "compare" in tags:
        return Operation.COMPARE_YEARS
    if any(_changes(clause, alone=not any("figure" in t.tags for c in clauses if c is not clause for t in c)) for clause in clauses) or ("prior" in tags and not tags & ASKING):
        return Operation.CHANGE
    if "breakdown" in tags and wanted is Wanted.NONE:
        return Operation.BREAKDOWN if len(items) <= 1 else Operation.VALUE
    return Operation.VALUE


def _scored(clauses: Sequence[Sequence[Token]]) -> bool:
    """Whether 多少分 asks how something was scored (自评多少分), not what an indicator weighs."""
    tokens = [token for clause in clauses for token in clause]
    return any("score" in t.tags for t in tokens) and not any("weight" in t.tags and t.text not in ("多少分", "几分") for t in tokens)


def _share_of_money(clauses: Sequence[Sequence[Token]]) -> bool:
    """Whether 占 asks for an amount of money (经费拨款占了多少万), not for a part of the whole."""
    tokens = [token for clause in clauses for token in clause]
    shares = [token for token in tokens if "share" in token.tags]
    money = any("money" in t.tags and "figure" in t.tags and _HOW_MUCH.search(t.text) for t in tokens)
    return bool(shares) and money and all(token.text == "占" for token in shares) and not any("growth" in t.tags for t in tokens)


def _totals(clauses: Sequence[Sequence[Token]]) -> bool:
    """Whether several things are asked for taken together: by a total in their own clause, or in one that names nothing."""
    names = [sum(t.kind in ("name", "alias", "near", "code") for t in clause) for clause in clauses]
    total = [any("total" in t.tags for t in clause) for clause in clauses]
    if any("breakdown" in t.tags for clause in clauses for t in clause) and not any(map(_figure_of_total, clauses)):
        return False  # 合计、基本支出、项目支出分别多少
    several = max(names) > 1 or sum(bool(count) and any("figure" in t.tags for t in c) for count, c in zip(names, clauses, strict=True)) > 1
    return any(asked and (count > 1 or (not count and several)) for asked, count in zip(total, names, strict=True))


def _figure_of_total(clause: Sequence[Token]) -> bool:
    """Whether the amount is that of the total itself (一共多少)."""
    return any("total" in token.tags and "figure" in after.tags for token, after in pairwise(clause))


def asks_undated(clause: Sequence[Token]) -> bool:
    """Whether a clause names something and asks for its figure without a year."""
    tags = {tag for token in clause for tag in token.tags}
    return (
        names_any(clause)
        and "figure" in tags
        and not any(tag.startswith("year:") for tag in tags)
        and "prior" not in tags
    )


def value_first(clauses: Sequence[Sequence[Token]]) -> bool:
    """Whether the value itself is asked for first, and then its change or share: in a later clause, or after 及."""
    for clause in clauses[:1]:
        named = [place for place, token in enumerate(clause) if token.kind in ("name", "alias", "near", "code")]
        joined = [place for place, token in enumerate(clause) if "and" in token.tags and named and place > named[-1]]
        if joined and any(token.tags & {"growth", "share", "changed"} for token in clause[joined[0] :]) and not any(token.tags & {"changed", "up", "down"} for token in clause[named[-1] : joined[0]]):
            return True
    if len(clauses) < 2:
        return False
    tags = {tag for token in clauses[0] for tag in token.tags}
    shares = any(token.tags & {"share", "largest", "smallest"} or token.kind == "top" for clause in clauses[1:] for token in clause)
    shares = shares or any(_changes(clause) and any("figure" in token.tags for token in clause) for clause in clauses[1:])  # …，比上年多给了多少
    asked = any("figure" in token.tags and _HOW_MUCH.search(token.text) for token in clauses[0])
    return names_any(clauses[0]) and (asked or not shares) and not tags & {"prior", "up", "down", "changed", "growth", "share", "reason", "largest", "smallest"}


def amount_first(tokens: Sequence[Token]) -> bool:
    """Whether by how much something changed is asked for before by how many per cent (少了多少，降了百分之几)."""
    rates = [t.start for t in tokens if "growth" in t.tags]
    moves = [t.end for t in tokens if t.tags & {"up", "down", "changed"} and "growth" not in t.tags]
    asked = [t.start for t in tokens if "figure" in t.tags and "growth" not in t.tags]
    told = [t.start for t in tokens if t.tags & {"up", "down", "changed"} and ("figure" in t.tags or t.text.endswith("额")) and "growth" not in t.tags]  # 增加多少, in one word
    return bool(rates) and (any(move <= place < min(rates) for move in moves for place in asked) or any(place < min(rates) for place in told))


def _changes(clause: Sequence[Token], *, alone: bool = True) -> bool:
    """Whether a clause asks how much something changed, rather than why; one that only speaks of a move asks where no other one does."""
    tags = {tag for token in clause for tag in token.tags}
    first_reason = min((t.start for t in clause if "reason" in t.tags), default=10**6)
    asking = any(t.tags & {"figure", "changed"} and t.start < first_reason for t in clause)
    moving = any(t.tags & {"up", "down", "changed"} and t.start < first_reason for t in clause)
    return (
        (moving and asking)
        or ("prior" in tags and asking and not tags & {"reason"})
        or (moving and (alone or "changed" in tags) and not tags & {"reason"} and not tags & ASKING - {"changed"})
    )


def tagged(tokens: Iterable[Token], prefix: str) -> str:
    """What the first tag of a kind says (`unit:元` → 元); "" for none."""
    return next((tag.removeprefix(prefix) for t in tokens for tag in sorted(t.tags) if tag.startswith(prefix)), "")


def every_tagged(tokens: Iterable[Token], prefix: str) -> tuple[str, ...]:
    """What all tags of a kind say, in order."""
    found = (tag.removeprefix(prefix) for t in tokens for tag in sorted(t.tags) if tag.startswith(prefix))
    return tuple(dict.fromkeys(found))


def stage_of(tags: set[str]) -> Stage | None:
    """The stage that tags name: final before execution before budget."""
    if "final" in tags:
        return Stage.FINAL
    if "execution" in tags:
        return Stage.EXECUTION
    return Stage.BUDGET if "budget" in tags else None


def worded_stage(items: Sequence[Item]) -> Stage | None:
    """The stage that an item's own words give: 收入预算, 支出决算 (but 一般公共预算 is a source of money)."""
    words = re.sub(r"一般公共预算|政府性基金预算|国有资本经营预算", "", "".join(item.words for item in items))
    return Stage.FINAL if "决算" in words else Stage.BUDGET if "预算" in words else None


def year_stages(tokens: Sequence[Token]) -> tuple[tuple[int, Stage], ...]:
    """Years with the stage said after each, where two years of unlike stages stand against each other."""
    found: dict[int, Stage] = {}
    year = 0
    for token in tokens:
        if token.kind == "year":
            year = token.numbers[0]
        elif year and year not in found and (stage := stage_of(set(token.tags)) or _named_stage(token)):
            found[year] = stage
    return tuple(found.items()) if len(set(found.values())) > 1 else ()


def _named_stage(token: Token) -> Stage | None:
    """The stage in the last word of a name (2026年政府采购预算)."""
    ends = re.search(r"(预算|决算)(?:数|金额|总额)?$", token.text) if token.kind in ("name", "alias", "near") else None
    return (Stage.BUDGET if ends[1] == "预算" else Stage.FINAL) if ends and not re.search(r"(?:公共|基金|经营)预算$", token.text) else None


def stages_of(clauses: Iterable[Sequence[Token]]) -> tuple[Stage, ...]:
    """Both stages, where the clauses that ask name both."""
    clauses = list(clauses)
    asking = [clause for clause in clauses if asks(clause)] or clauses
    tags = {tag for clause in asking for token in clause for tag in token.tags}
    if {"budget", "execution"} <= tags and "final" not in tags:
        return (Stage.BUDGET, Stage.EXECUTION)
    return (Stage.BUDGET, Stage.FINAL) if {"budget", "final"} <= tags or "completion" in tags else ()


def claimed(tags: set[str]) -> str:
    """The direction a question takes for granted: same, up or down; "" for none."""
    return next((claim for claim in ("same", "up", "down") if claim in tags), "")


def bound_of(text: str) -> tuple[str, str, str] | None:
    """The bound of 哪几项不到5万元, 10万元以上的有哪些."""
    before = re.search(rf"(?:{_BOUND.pattern}){_AMOUNT_OF}", text)
    if before:
        sign = "<" if before["less"] else ">"
        return sign, before["value"], before["unit"] if before["unit"].endswith("元") else before["unit"] + "元"
    after = re.search(rf"{_AMOUNT_OF}(?P<side>以上|以下|以内)的?(?:有哪|是哪|哪)", text)
    if after:
        return ">" if after["side"] == "以上" else "<", after["value"], after["unit"] if after["unit"].endswith("元") else after["unit"] + "元"
    return None


def claims_of(text: str) -> tuple[tuple[Decimal, str], ...]:
    """The amounts that a question names: with decimals, or with a unit of money or %."""
    found = []
    for match in _CLAIM.finditer(text):
        unit = {"万": "万元", "亿": "亿元", "块": "元", "块钱": "元"}.get(match["unit"] or "", match["unit"] or "")
        if unit or "." in match["value"]:
            found.append((Decimal(match["value"].replace(",", "")), unit))
    return tuple(dict.fromkeys(found))


def doubted(text: str) -> bool:
    """Whether a question asks which of the amounts it names is right, or how they go together."""
    return _DOUBT.search(text) is not None


def among(text: str) -> int:
    """How many things of one name are spoken of together (两个…项目合计)."""
    found = re.search(r"([两二三四五])(?:个|项|笔)(?=[^，。?？]{2,}(?:合计|一共|总共|加起来|加一起|之和|共|分别|各))", text)
    return number(found[1]) if found else 0


def level_of(text: str) -> int:
    """The level of classification asked for: 3 类, 5 款, 7 项, 0 for none."""
    if re.search(r"[(（]?项[)）]级|功能科目项|项级|[(（]项[)）]", text):
        return 7
    if re.search(r"款级", text):
        return 5
    if re.search(r"功能分类", text) and not re.search(r"科目|[项款]", text):
        return 3
    return 3 if re.search(r"(?<!\d)大类|哪一类|哪类|类支出|各类", text) else 0


def topic_of(text: str, lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings under which what a question asks for stands, and the words that asked for it."""
    for words, headings in lexicon.topics.values():
        if asked := tuple(word for word in words if word in text):
            return headings, asked
    return (), ()
