"""Words of a question that no name and no cue explains as they stand: read as parts or slips of indexed names, else kept as unexplained."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain.wording import normal
from assistant.understanding.lexicon import Lexicon
from assistant.understanding.script import ignored_english
from assistant.understanding.tokens import Token
from assistant.understanding.vocabulary import Vocabulary

ASKING = frozenset(
    [
        "figure",
        "growth",
        "share",
        "reason",
        "definition",
        "composition",
        "basis",
        "period",
        "purpose",
        "breakdown",
        "largest",
        "smallest",
        "fastest",
        "slowest",
        "difference",
        "weight",
        "target",
        "last_value",
        "changed",
        "text",
        "compare",
        "sum",
    ]
)
STRONG = ASKING - {"target", "breakdown", "text", "sum"}
_BODY = re.compile(r"[一-鿿]{2,14}?(?:局|厅|委|院|署|镇|乡|街道|中心|大学|公司|集团|支队|大队)(?!长|员|托|派|会|级|办)")
_NO_BODY = frozenset(["的", "在", "是", "有", "请问", "查一下", "看看", "帮我"])
_LIGHT_VERB = re.compile(r"(?:要|会|得|该|能|可|应|需|共|拟|将|再|先)[出做办搞请发开建买用花给放弄拿交付送印写配派管跑修装排编设养收投领租聘招](?:出|到|过|了|完|掉|成|给)?")
"""Verbs that say nothing of what is counted (要出多少份)."""
SPELLED = 0.8
"""So far at least is a name that only spells words out."""
_SAYS_NOTHING = frozenset({"courtesy", "self", "generic"})
CONNECTING = frozenset({"particles", "inside"})
_JOINING = CONNECTING | {"and"}
GENERIC_NAMES = frozenset(
    [
        "收入",
        "支出",
        "项目",
        "合计",
        "小计",
        "总计",
        "金额",
        "预算数",
        "决算数",
        "执行数",
        "单位",
        "部门",
        "科目",
        "名称",
        "指标",
        "其他",
        "万元",
        "预算",
        "决算",
        "备注",
        "类",
        "款",
        "项",
        "年度",
        "内容",
        "情况",
        "序号",
        "编码",
        "数量",
        "单价",
        "部门名称",
        "单位名称",
        "项目名称",
        "科目名称",
        "科目编码",
        "时间",
        "计划",
        "目标",
        "资金",
        "经费",
        "政府",
        "公开",
        "今年",
        "去年",
        "上年",
        "上年度",
        "本年",
        "变化",
        "增加",
        "减少",
        "人员",
        "办公室",
        "机构",
        "工作",
        "年初",
        "增长",
        "下降",
        "主要",
        "说明",
        "小数",
        "财政",
        "实际",
        "安排",
        "支出总",
        "数额",
        "职能",
        "职责",
        "依据",
        "用途",
        "原因",
        "专项",
        "预算金额",
        "决算金额",
        "权重",
        "分值权重",
        "分值",
        "目标值",
        "指标值",
        "得分",
        "上年完成值",
        "总体",
        "全年",
    ]
)
_WORD_KINDS_WITHOUT_CONTENT = frozenset(
    [
        "r",
        "m",
        "q",
        "p",
        "c",
        "y",
        "e",
        "o",
        "x",
        "w",
        "u",
        "uj",
        "ul",
        "uz",
        "ug",
        "ud",
        "uv",
        "d",
        "f",
        "t",
        "k",
        "h",
        "zg",
    ]
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a question is read against."""

    vocabulary: Vocabulary
    lexicon: Lexicon


def resolve(clause: list[Token], context: Context) -> list[Token]:
    """A clause whose gaps are read as parts or slips of indexed names, where they can be."""
    tokens = list(clause)
    place = 0
    while place < len(tokens):
        if tokens[place].kind == "gap":
            found = _widest(tokens, place, context.vocabulary)
            if found:
                start, end, token = found
                tokens[start:end] = [token]
                place = start
            else:
                parts = _split(tokens[place], context)
                tokens[place : place + 1] = parts
                place += len(parts) - 1
        place += 1
    return tokens


def _mergeable(token: Token) -> bool:
    if token.kind in ("gap", "name", "alias", "amount"):
        return True
    return (token.kind == "cue" and not token.tags & STRONG) or any(tag.startswith("counted:") for tag in token.tags)


def _widest(tokens: list[Token], place: int, vocabulary: Vocabulary) -> tuple[int, int, Token] | None:
    """The longest run around a gap that is near an indexed name."""
    left = place
    while left > 0 and _mergeable(tokens[left - 1]) and place - left < 4:
        left -= 1
    right = place + 1
    while right < len(tokens) and _mergeable(tokens[right]) and right - place < 5:
        right += 1
    spans = [(s, e) for s in range(left, place + 1) for e in range(place + 1, right + 1)]
    spans.sort(key=lambda span: -sum(len(t.text) for t in tokens[span[0] : span[1]]))
    for start, end in spans:
        if tokens[start].tags & _JOINING or tokens[end - 1].tags & _JOINING:
            continue
        if any("inside" in t.tags for t in tokens[start:end]) and tokens[start].kind in ("name", "alias"):
            continue  # 政府采购里工程: a name and what stands in it
        words = "".join(t.text for t in tokens[start:end] if not t.tags & CONNECTING)
        words = normal(words)
        if len(words) < 2 or words in GENERIC_NAMES:
            continue
        if names := vocabulary.near(words):
            if names[0][1] >= SPELLED and (less := _without_verb(tokens, start, end, vocabulary)) is not None:
                start, end = less
                names = vocabulary.near(normal("".join(t.text for t in tokens[start:end] if not t.tags & CONNECTING)))
            text = "".join(t.text for t in tokens[start:end])
            kept = tuple(f"{name}|{distance:.2f}" for name, distance in names)
            return start, end, Token(tokens[start].start, tokens[end - 1].end, text, "near", names=kept)
    return None


def _without_verb(tokens: Sequence[Token], start: int, end: int, vocabulary: Vocabulary) -> tuple[int, int] | None:
    """A run without the verb it begins with (给中小企业), where an indexed name holds the rest as it is; None otherwise."""
    first = tokens[start]
    if not (first.kind == "cue" and first.tags <= {"verbs", "courtesy", "generic"}) or start + 1 >= end:
        return None
    rest = normal("".join(t.text for t in tokens[start + 1 : end] if not t.tags & CONNECTING))
    return (start + 1, end) if len(rest) >= 3 and rest not in GENERIC_NAMES and vocabulary.holds(rest) else None


def _split(gap: Token, context: Context) -> list[Token]:
    """A gap as the words it is made of, each looked for on its own."""
    if len(gap.text.strip()) < 2:
        return [gap]
    import rjieba  # loads its dictionary only where something is left over

    parts: list[Token] = []
    start = gap.start
    for word in _joined(list(rjieba.cut(gap.text)), context.vocabulary):
        names = context.vocabulary.near(normal(word)) if len(word) >= 2 and word not in GENERIC_NAMES else ()
        kind = "near" if names else "gap"
        kept = tuple(f"{name}|{distance:.2f}" for name, distance in names)
        parts.append(Token(start, start + len(word), word, kind, names=kept))
        start += len(word)
    return parts


def _joined(words: list[str], vocabulary: Vocabulary) -> list[str]:
    """Words with those that stand together in an indexed name as one (小微, 企业: 小微企业)."""
    joined: list[str] = []
    place = 0
    while place < len(words):
        end = next((e for e in range(len(words), place + 1, -1) if vocabulary.holds(normal("".join(words[place:e])))), place + 1)
        joined.append("".join(words[place:end]))
        place = end
    return joined


def unknown_bodies(clauses: Iterable[Sequence[Token]], vocabulary: Vocabulary) -> list[str]:
    """Bodies that a question names and that are not indexed: no indexed name spells them out."""
    found = []
    for clause in clauses:
        if any(t.kind == "gap" for t in clause):
            found += [body for body in _bodies(clause) if not (len(core := body.split("的")[-1]) >= 4 and vocabulary.holds(core, bodies=False))]
        for run in _runs([t for t in clause if t.kind in ("gap", "near")]):
            text = normal("".join(t.text for t in run))
            if _BODY.fullmatch(text) and not vocabulary.spells(text) and not (len(core := text.split("的")[-1]) >= 4 and vocabulary.spells(core)):
                found.append(text)
    return list(dict.fromkeys(found))


def unexplained(clauses: Iterable[Sequence[Token]]) -> list[str]:
    """Content words that nothing explains, in order. English ones are none where the things asked for are named in Chinese beside them."""
    clauses = list(clauses)
    named = any(t.kind in ("name", "alias", "code") and re.search(r"[一-鿿]{2}", t.text) for c in clauses for t in c)
    words: list[str] = []
    for clause in clauses:
        gaps = [token for place, token in enumerate(clause) if token.kind == "gap" and token.text.strip() and not _told_in_brackets(clause, place)]
        if gaps:
            words += _bodies(clause) or _content(clause, gaps)
    return [w for w in dict.fromkeys(words) if not (named and re.fullmatch(r"[a-z\-]+", w)) and not _LIGHT_VERB.fullmatch(w)]


def _told_in_brackets(clause: Sequence[Token], place: int) -> bool:
    """Whether the words that a gap is of are told again by an indexed name in brackets right after it (笔记本电脑（便携式计算机）)."""
    following = [t for t in clause[place + 1 :] if t.kind != "gap"]
    return len(following) > 1 and following[0].kind == "stop" and following[0].text in "(（" and following[1].kind in ("name", "alias", "near")


def content_words(gap: Token) -> list[str]:
    """The words of a gap that mean something: two Chinese characters or more, no grammar; English words that are no grammar."""
    found = [w for w in re.findall(r"[a-z][a-z\-]+", gap.text) if w not in ignored_english()]
    if not re.search(r"[一-鿿]", gap.text):
        return found
    import rjieba  # loads its dictionary only where something is left over

    return found + [
        word
        for word, kind in rjieba.tag(gap.text)
        if len(word) >= 2 and kind not in _WORD_KINDS_WITHOUT_CONTENT and re.search(r"[一-鿿]", word)
    ]


def names_something(word: str) -> bool:
    """Whether a word that nothing explains holds a noun of two characters or more: verbs alone (分给, 排) change nothing of what is asked for."""
    import rjieba  # loads its dictionary only where something is left over

    return any(len(part) >= 2 and kind[:1] in "njlisx" for part, kind in rjieba.tag(word)) or re.fullmatch(r"[a-z\-]+", word) is not None


def _bodies(clause: Sequence[Token]) -> list[str]:
    """Words that name a body which is not indexed: they end in 局, 厅, 委 … that no indexed department took."""
    found = []
    for run in _runs(
        [
            t
            for t in clause
            if t.kind in ("gap", "name", "alias", "near") or (t.kind == "cue" and t.text not in _NO_BODY and not (len(t.text) > 1 and "courtesy" in t.tags and t.tags <= _SAYS_NOTHING))
        ]
    ):
        text = "".join(t.text for t in run)
        offset = run[0].start
        for match in _BODY.finditer(text):
            first, last = offset + match.start(), offset + match.end() - 1
            if any(t.kind == "gap" and t.start <= last and t.end > first for t in run):
                found.append(match[0])
    return found


def _content(clause: Sequence[Token], gaps: Sequence[Token]) -> list[str]:
    """The content words that stand in gaps, whole even where a cue word took their first or last character."""
    found = [w for g in gaps for w in re.findall(r"[a-z][a-z\-]+", g.text) if w not in ignored_english()]
    if not any(re.search(r"[一-鿿]", gap.text) for gap in gaps):
        return found
    import rjieba  # loads its dictionary only where something is left over

    open_places = {place for gap in gaps for place in range(gap.start, gap.end)}
    loose = [t for t in clause if t.kind == "gap" or (t.kind == "cue" and len(t.text) == 1)]
    for run in _runs(loose):
        start = run[0].start
        content: list[str] = []
        for word, kind in rjieba.tag("".join(t.text for t in run)):
            places = set(range(start, start + len(word)))
            start += len(word)
            if places & open_places and kind not in _WORD_KINDS_WITHOUT_CONTENT and re.search(r"[一-鿿]", word):
                content.append(word)
        if any(len(word) >= 2 for word in content) or len(content) >= 2:
            found.append("".join(content))
    return found


def _runs(tokens: Sequence[Token]) -> list[list[Token]]:
    runs: list[list[Token]] = []
    for token in tokens:
        if runs and runs[-1][-1].end == token.start:
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs
