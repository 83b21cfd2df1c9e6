"""The things that a question asks for: names with what narrows them, lists, and what a share is of."""

import re
from collections.abc import Iterable, Sequence

from assistant.domain.dimensions import mentioned_dimensions
from assistant.domain.query import Item, Mention
from assistant.domain.wording import normal, whole_names
from assistant.understanding.departments import without_region
from assistant.understanding.leftovers import CONNECTING, GENERIC_NAMES, STRONG, content_words
from assistant.understanding.tokens import Token
from assistant.understanding.vocabulary import Vocabulary

_AMOUNT_WORDS = re.compile(r"(?:年初)?(?:预算|决算)(?:数|金额|安排|总额)?$|(?:金额|数额)$")
_SPENT_WORDS = re.compile(r"支出$")
_SEPARATES = frozenset({"and", "share", "than"})




def items_of(
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
    inside_from = 0  # where in `current` stands what 在 begins

    def flush() -> None:
        nonlocal whole, after_share, inside_from
        if current:
            if after_share and whole is None:
                whole = Item(tuple(current))
            else:
                items.append(tuple(current))
        current.clear()
        after_share = False
        inside_from = 0

    for clause in clauses:
        for place, token in enumerate(clause):
            if token.kind in ("name", "alias", "near", "code"):
                if current and _begins(clause, place):
                    flush()
                mention = _mention(token)
                if current and _in_brackets(clause, place):  # 行政经费（机关运行经费）: one thing by two names
                    mention = Mention(current[-1].text, tuple(dict(sorted((*mention.names, *current.pop().names), key=lambda n: -n[1])).items()))
                current += _by_dimension(mention)
            elif token.tags & {"inside"} and current and not items and not after_share:
                if inside_from < len(current):
                    current[:] = current[inside_from:] + current[:inside_from]  # 公车运行费在三公经费里: what stands within follows
                    container = container or Item(tuple(current[: len(current) - inside_from]))
            elif token.text in ("在", "是") and current and not items:
                inside_from = len(current)
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


def _by_dimension(mention: Mention) -> list[Mention]:
    """A mention that names values of two dimensions (一般公共预算项目支出) as one for each: both narrow the figure."""
    sources = tuple(pair for pair in mention.names if pair[0].startswith("@source="))
    if not sources or not any(name.startswith("@nature=") for name, _ in mention.names):
        return [mention]
    rest = tuple(pair for pair in mention.names if pair not in sources)
    return [Mention(mention.text, rest), Mention(mention.text, sources)]


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
    if coded := re.fullmatch(r"([235]\d\d(?:\d\d){0,2})([一-鿿].+)", normal(token.text)):  # 2010801行政运行: the code and its name
        names.setdefault(coded[1], 0.0)
        names.setdefault(coded[2], 0.1)
    if token.kind == "name" and 4 <= len(body := without_region(normal(token.text))) < len(normal(token.text)):
        names.setdefault(body, 0.1)  # a subordinate unit with its region, which its own document leaves out
    for name in mentioned_dimensions(token.text):
        names.setdefault(name, 0.0)
    if direction := re.fullmatch(r"(收入|支出)(?:总?预算|决算|总计|合计)?", normal(token.text)):
        names.setdefault("@direction=income" if direction[1] == "收入" else "@direction=expenditure", 0.3)
    core = _AMOUNT_WORDS.sub("", normal(token.text))
    for name in (core, _SPENT_WORDS.sub("", core)) if token.kind == "name" and core != normal(token.text) else ():
        if len(name) >= 3 and name not in GENERIC_NAMES:  # 公务接待费预算 is 公务接待费 elsewhere, 基本支出预算 基本支出
            names.setdefault(name, 0.1)
    if re.search(r"购置|新增|计划|配置|添置|买", token.text):
        names.setdefault("@planned", 0.0)
    for name, far in whole_names(normal(token.text)).items():
        names.setdefault(name, far)
    return Mention(token.text, tuple(sorted(names.items(), key=lambda pair: (pair[1], pair[0]))))


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


def joined(items: tuple[Item, ...], vocabulary: Vocabulary) -> tuple[Item, ...]:
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
