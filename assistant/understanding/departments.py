"""Which indexed bodies a question names, by full, short or colloquial name.

A short name keeps the order of the full one's characters and its last noun (办公室 → 办, 委员会 → 委, 工业和信息化局 → 工信局); the region may be left out.
So no list of short names is needed: words of the question that are a subsequence of a body's name, and end as it ends, name it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.wording import is_subsequence, normal
from assistant.understanding.vocabulary import sounds

_ENDINGS = (
    ("人民政府", "政府"),
    ("办公室", "办公室|办"),
    ("委员会", "委员会|委"),
    ("街道办事处", "街道办事处|街道办|街道"),
    ("办事处", "办事处|办"),
    ("管理局", "管理局|局"),
    ("总队", "总队"),
    ("支队", "支队"),
    ("大队", "大队"),
    ("中心", "中心"),
    ("学校", "学校|校"),
    ("人民法院", "法院|院"),
    ("人民检察院", "检察院|检察|检院"),
    ("医院", "医院|院"),
    ("检察院", "检察院|检察"),
    ("法院", "法院"),
    ("研究院", "研究院|院"),
    ("学院", "学院|院"),
)
_MOST_HEARD = 2_000
"""Among more bodies than these no slip of the pen is looked for."""
_REGION = re.compile(r"^(?:国家|全国|中央|.{1,9}?(?:自治区|自治州|地区|省|盟|市|区|县|旗|州(?!市|区|县)))")
_LEVELS = "省市区县州盟旗"


@dataclass(frozen=True, slots=True)
class Named:
    """Words of the question that name one body, or several where they fit several."""

    start: int
    end: int
    text: str
    departments: tuple[str, ...]


def endings(name: str) -> tuple[str, ...]:
    """How a body's name may end when it is shortened."""
    for full, short in _ENDINGS:
        if name.endswith(full):
            return tuple(short.split("|"))
    return (name[-1],)


def find(question: str, departments: Sequence[str]) -> list[Named]:
    """The bodies named in a question, longest words first, not overlapping.

    Args:
        question: In plain form (half width, simplified).
        departments: The names of all indexed bodies, as printed.
    """
    plain = {department: normal(department) for department in departments}
    spans: dict[tuple[int, int], list[str]] = {}
    for department, name in plain.items():
        for ending in endings(name):
            for found in re.finditer(re.escape(ending), question):
                start = _whole_words(question, _longest(question, found.end(), name), found.end(), name)
                if found.end() - start >= max(2, len(ending) + 1) and not _of_elsewhere(question, start, name):
                    spans.setdefault((start, found.end()), []).append(department)
    if not spans and len(departments) <= _MOST_HEARD:
        spans = _heard(question, plain)
    result: list[Named] = []
    for (start, end), bodies in sorted(spans.items(), key=lambda s: (s[0][0] - s[0][1], s[0][0])):
        if all(end <= other.start or start >= other.end for other in result):
            exact = [b for b in bodies if plain[b] == question[start:end]]
            result.append(Named(start, end, question[start:end], tuple(sorted(set(exact or bodies)))))
    return sorted(_with_regions(question, result, plain), key=lambda named: named.start)


_BEFORE_LEVEL = "问查看我们咱的和与及比跟在对是年说找到本该个由让给问请下同或"


def _of_elsewhere(question: str, start: int, name: str) -> bool:
    """Whether words that begin with a region's level word (市公安局) follow the name of another region."""
    if question[start] not in _LEVELS or name.startswith(question[start]):
        return False
    before = question[start - 1 : start]
    return bool(re.match(r"[一-鿿]", before)) and before not in _BEFORE_LEVEL


def _heard(question: str, plain: dict[str, str]) -> dict[tuple[int, int], list[str]]:
    """Bodies named with a slip of the pen: one character another one of the same sound, the body's own name else whole (信仿局, 商物委)."""
    spans: dict[tuple[int, int], list[str]] = {}
    for department, name in plain.items():
        for form in _forms(name):
            for start in range(len(question) - len(form) + 1):
                words = question[start : start + len(form)]
                slips = [(a, b) for a, b in zip(words, form, strict=True) if a != b]
                if len(slips) == 1 and sounds(slips[0][0]) == sounds(slips[0][1]):
                    spans.setdefault((start, start + len(form)), []).append(department)
    return spans


def _forms(name: str) -> set[str]:
    """A body's full name, the name without its regions, and both in their short endings, of four characters or more."""
    starts = {name[start:] for start in _starts(name)}
    for full, short in _ENDINGS:
        if name.endswith(full):
            starts |= {form[: -len(full)] + ending for form in starts if form.endswith(full) for ending in short.split("|")}
    return {form for form in starts if len(form) >= 3}


def regions(departments: Sequence[str]) -> tuple[str, ...]:
    """The names of the regions that bodies are of, long and without their level word."""
    found = {normal(department)[: _region(normal(department))] for department in departments} - {""}
    return tuple(sorted(found | {region[:-1] for region in found if len(region) > 2}, key=len, reverse=True))


def regional(question: str, departments: Sequence[str]) -> tuple[str, ...]:
    """The bodies of the region that a question names without naming a body of it (…州各部门); empty for none."""
    regions = {department: normal(department)[: _region(normal(department))] for department in departments}
    named = {region for region in regions.values() if region and (region in question or (region[:-1] in question and len(region) > 2))}
    longest = max(named, key=lambda region: (len(region), region), default="")
    return tuple(sorted(d for d, region in regions.items() if longest and region.startswith(longest)))


def _region(name: str) -> int:
    """Where the body itself begins in its name, after its regions."""
    place = 0
    while (found := _REGION.match(name[place:])) and place + found.end() < len(name) - 1:
        place += found.end()
    return place


def _with_regions(question: str, found: list[Named], plain: dict[str, str]) -> list[Named]:
    """「甲市、乙市两个审计局」: regions that stand elsewhere in the question name the like bodies of those regions."""
    result: list[Named] = []
    for named in found:
        cores = {plain[d][_region(plain[d]) :] for d in named.departments}
        others: list[Named] = []
        for department, name in sorted(plain.items()):
            cut = _region(name)
            if not cut or name[cut:] not in cores or (len(named.departments) == 1 and department in named.departments):
                continue
            short = name[: cut - 1]
            for match in re.finditer(re.escape(short), question):
                if all(match.end() <= n.start or match.start() >= n.end for n in [*found, *others]):
                    end = match.end() + (1 if question[match.end() : match.end() + 1] == name[cut - 1] else 0)
                    others.append(Named(match.start(), end, question[match.start() : end], (department,)))
        kept = () if others and len(named.departments) > 1 else named.departments
        result += [Named(named.start, named.end, named.text, kept), *others]
    return result


def _starts(name: str) -> frozenset[int]:
    """Where in a body's name a short form of it may begin: at a region, at a region's level word (市 in 市审计局), at the body itself."""
    starts = {0}
    place = 0
    while found := _REGION.match(name[place:]):
        place += found.end()
        if place >= len(name) - 1:
            break
        starts |= {place, place - 1} if name[place - 1] in _LEVELS else {place}
    if (government := name.find("人民政府")) > 0:
        starts |= {government, government + 2, government + 4}
    return frozenset(starts)


def _whole_words(question: str, start: int, end: int, name: str) -> int:
    """The start moved right until the words begin where a short form may begin: 「州市审计局」 is no short form of 某州市审计局."""
    starts = _starts(name)
    while start < end:
        place = len(name)
        for character in reversed(question[start:end]):
            place = name.rindex(character, 0, place)
        if place in starts or place > max(starts):
            return start
        start += 1
    return end


def _longest(question: str, end: int, name: str) -> int:
    """The start of the longest words before `end` that are a subsequence of the name."""
    start = end
    while start > 0 and re.match(r"[\w]", question[start - 1]) and is_subsequence(question[start - 1 : end], name):
        start -= 1
    return start
