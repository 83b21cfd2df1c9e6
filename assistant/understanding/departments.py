"""Which indexed bodies a question names, by full, short or colloquial name.

A short name keeps the order of the full one's characters and its last noun (办公室 → 办, 委员会 → 委, 工业和信息化局 → 工信局); the region may be left out.
So no list of short names is needed: words of the question that are a subsequence of a body's name, and end as it ends, name it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from assistant.domain.wording import is_subsequence, normal
from assistant.understanding.vocabulary import sounds

_ENDINGS = (
    ("镇人民政府", "镇人民政府|镇政府|镇|政府"),
    ("乡人民政府", "乡人民政府|乡政府|乡|政府"),
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
    ("中学", "中学|中"),
    ("小学", "小学|小"),
    ("大学", "大学|大"),
    ("幼儿园", "幼儿园|幼"),
    ("学校", "学校|校"),
    ("人民法院", "法院|院"),
    ("人民检察院", "检察院|检察|检院"),
    ("医院", "医院|院"),
    ("检察院", "检察院|检察"),
    ("法院", "法院"),
    ("研究院", "研究院|院"),
    ("学院", "学院|院"),
)
_BODY = re.compile(r"(?:局|委|办公室|中心|院|校|学|园|队|所|站|厅|处|馆|署|公司|集团|街道)$")
_PLACE = re.compile(r"([一-鿿]{1,7}(?<![个各全本我该这那哪几某每城])[省市区县州盟旗])$")
"""The name of a region right before other words."""
_RUNS_ON = re.compile(r"办公(?=费|室|楼|经费|设备|用房|用品|家具|耗材|厅|场所|区|人员|自动化|软件)|办[理案事法学结]|委[托派员任]|局[部长面势]|院[内长]|校[园长舍]")
_NUMERALS = re.compile(r"[一二三四五六七八九十百\d]+")
_MOST_HEARD = 2_000
"""Among more bodies than these no slip of the pen is looked for."""
_REGION = re.compile(
    r"^(?!城市|社区|景区|园区|校区|库区|灌区|牧区|林区|自然保护区)(?:国家|全国|中央|.{1,9}?(?:自治区|自治州|地区|省|盟|市(?!场|容)|区|县|旗|州(?!省|市|区|县)))"
)
LEVELS = "省市区县州盟旗"


@dataclass(frozen=True, slots=True)
class Named:
    """Words of the question that name one body, or several where they fit several."""

    start: int
    end: int
    text: str
    departments: tuple[str, ...]


def is_body(name: str) -> bool:
    """Whether a name (in normal form) ends as a body's does."""
    return len(name) >= 4 and _BODY.search(name) is not None


def endings(name: str) -> tuple[str, ...]:
    """How a body's name may end when it is shortened."""
    for full, short in _ENDINGS:
        if name.endswith(full):
            return tuple(short.split("|"))
    return (name[-1],)


class _Bodies:
    """Bodies' names, so kept that a question is compared with the few it may mean, however many there are."""

    def __init__(self, departments: Sequence[str]) -> None:
        self.plain = {department: normal(department) for department in departments}
        self.region = {department: _region(name) for department, name in self.plain.items()}
        self.ending: dict[str, dict[str, set[str]]] = {}
        self.core: dict[str, list[str]] = {}
        for department, name in sorted(self.plain.items()):
            self.core.setdefault(name[self.region[department] :], []).append(department)
            for ending in endings(name):
                held = self.ending.setdefault(ending, {})
                for character in set(name):
                    held.setdefault(character, set()).add(department)

    def levels(self, question: str, end: int, ending: str) -> list[set[str]]:
        """The bodies whose names hold the one, two, three … characters before an ending of theirs."""
        held = self.ending[ending]
        found: list[set[str]] = []
        for character in reversed(question[: end - len(ending)]):
            level = held.get(character, set())
            level = level & found[-1] if found else level
            if not level:
                break
            found.append(level)
        return found

    @cached_property
    def slips(self) -> dict[str, list[tuple[str, str]]]:
        """Every form of a name with one character left out (a space): the bodies and the character."""
        found: dict[str, list[tuple[str, str]]] = {}
        for department, name in self.plain.items():
            for form in _forms(name):
                for place, character in enumerate(form):
                    found.setdefault(f"{form[:place]} {form[place + 1 :]}", []).append((department, character))
        return found

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How long such forms are."""
        return tuple(sorted({len(form) for form in self.slips}))


@lru_cache(maxsize=8)
def _bodies(departments: tuple[str, ...]) -> _Bodies:
    return _Bodies(departments)


def find(question: str, departments: Sequence[str]) -> list[Named]:
    """The bodies named in a question, longest words first, not overlapping.

    Args:
        question: In plain form (half width, simplified).
        departments: The names of all indexed bodies, as printed.
    """
    return list(_find(question, tuple(departments)))


@lru_cache(maxsize=64)
def _find(question: str, departments: tuple[str, ...]) -> tuple[Named, ...]:
    bodies = _bodies(departments)
    spans = _spelled(question, bodies, longest_only=True)
    result = _apart(spans, question, bodies)
    if {end for _, end in spans} - {named.end for named in result}:  # a body with shorter words may stand where the longest overlap
        result = _apart(_spelled(question, bodies, longest_only=False), question, bodies)
    if not spans and len(departments) <= _MOST_HEARD:
        result = _apart(_heard(question, bodies), question, bodies)
    return tuple(sorted(_with_regions(question, result, bodies), key=lambda named: named.start))


def _spelled(question: str, bodies: _Bodies, *, longest_only: bool) -> dict[tuple[int, int], list[str]]:
    """The words that spell out bodies' names, with those bodies; of words that end together, the longest alone where wanted."""
    spans: dict[tuple[int, int], list[str]] = {}
    for ending in bodies.ending:
        for found in re.finditer(re.escape(ending), question):
            end, longest, seen = found.end(), 0, set[str]()
            if _RUNS_ON.match(question, end - 1):
                continue  # 街道办公费: the word runs on
            levels = bodies.levels(question, end, ending)
            for depth in range(len(levels), 0, -1):
                if longest_only and depth + len(ending) < longest:
                    break
                for department in levels[depth - 1] - seen:
                    name = bodies.plain[department]
                    start = _whole_words(question, _longest(question, end, name), end, name)
                    if end - start >= max(2, len(ending) + 1) and not _of_elsewhere(question, start, name):
                        spans.setdefault((start, end), []).append(department)
                        longest = max(longest, end - start)
                seen |= levels[depth - 1]
    return spans


def _apart(spans: dict[tuple[int, int], list[str]], question: str, bodies: _Bodies) -> list[Named]:
    """The longest of the words that overlap, each with the bodies that it names."""
    result: list[Named] = []
    for (start, end), named in sorted(spans.items(), key=lambda s: (s[0][0] - s[0][1], s[0][0])):
        if all(end <= other.start or start >= other.end for other in result):
            exact = [b for b in named if bodies.plain[b] == question[start:end]]
            result.append(Named(start, end, question[start:end], tuple(sorted(set(exact or [*named, *_parts_elsewhere(question[start:end], named, bodies)])))))
    return result


def _parts_elsewhere(words: str, named: Sequence[str], bodies: _Bodies) -> list[str]:
    """Bodies of other regions that are a part of a body called by just these words (公安局: 某市公安局治安管理支队 beside another city's own)."""
    regions = {bodies.plain[d][: bodies.region[d]] for d in named}
    if any(bodies.plain[d][bodies.region[d] :] != words for d in named):
        return []
    return [d for d, name in bodies.plain.items() if name[: bodies.region[d]] not in regions and name[bodies.region[d] :].startswith(words) and d not in named]


def _of_elsewhere(question: str, start: int, name: str) -> bool:
    """Whether words that begin with a region's level word (市公安局) follow the name of another region."""
    if (place := _PLACE.search(question[:start])) and name.endswith(question[start:][: len(name) - _region(name)]) and not is_subsequence(place[1], name):
        return True  # 甲州财政局 names none of another region
    if question[start] not in LEVELS or name.startswith(question[start]):
        return False
    before = re.search(r"[一-鿿]{1,6}$", question[:start])
    if before is None:
        return False
    import rjieba  # loads its dictionary only where a word stands before such a level word

    *_, (_, kind) = rjieba.tag(before[0])
    return bool(kind[:1] in "njlix")  # the name of a place, not a verb or a particle (列出市财政局的…)


def _heard(question: str, bodies: _Bodies) -> dict[tuple[int, int], list[str]]:
    """Bodies named with a slip of the pen: one character another one of the same sound, the body's own name else whole (信仿局, 商物委)."""
    spans: dict[tuple[int, int], list[str]] = {}
    for length in bodies.lengths:
        for start in range(len(question) - length + 1):
            words = question[start : start + length]
            for place, written in enumerate(words):
                for department, meant in bodies.slips.get(f"{words[:place]} {words[place + 1 :]}", ()):
                    if written != meant and sounds(written) == sounds(meant):
                        spans.setdefault((start, start + length), []).append(department)
    return spans


def _forms(name: str) -> set[str]:
    """A body's full name, the name without its regions, and both in their short endings, of four characters or more."""
    starts = {name[start:] for start in _starts(name)}
    for full, short in _ENDINGS:
        if name.endswith(full):
            starts |= {form[: -len(full)] + ending for form in starts if form.endswith(full) for ending in short.split("|")}
    return {form for form in starts if len(form) >= 3}


@lru_cache(maxsize=8)
def _regions(departments: tuple[str, ...]) -> dict[str, str]:
    bodies = _bodies(departments)
    return {department: name[: bodies.region[department]] for department, name in bodies.plain.items()}


def regions(departments: Sequence[str]) -> tuple[str, ...]:
    """The names of the regions that bodies are of, long and without their level word."""
    found = _every_part(tuple(departments))
    return tuple(sorted(found | {region[:-1] for region in found if len(region) > 2}, key=len, reverse=True))


def regional(question: str, departments: Sequence[str]) -> tuple[str, ...]:
    """The bodies of the region that a question names without naming a body of it (…州各部门); empty for none."""
    regions = _regions(tuple(departments))
    named = {part for part in _every_part(tuple(departments)) if part in question or (part[:-1] in question and len(part) > 2)}
    longest = max(named, key=lambda part: (len(part), part), default="")
    return tuple(sorted(d for d, region in regions.items() if longest and longest in _parts_of(region)))


@lru_cache(maxsize=8)
def _every_part(departments: tuple[str, ...]) -> frozenset[str]:
    return frozenset(part for region in _regions(departments).values() for part in _parts_of(region))


def _parts_of(region: str) -> frozenset[str]:
    """A region's name and those of the regions it is made of, from each level on: 上海市普陀区, 上海市 and 普陀区."""
    parts = set()
    place = 0
    while place < len(region) and (found := _REGION.match(region[place:])):
        parts |= {region[: place + found.end()], region[place:], found[0]}
        place += found.end()
    return frozenset(parts | {region} - {""})


def without_region(name: str) -> str:
    """A body's name (in normal form) without its regions: 社会信用中心 of 西安市社会信用中心; the name itself where it has none."""
    return name[_region(name) :]


def _region(name: str) -> int:
    """Where the body itself begins in its name, after its regions."""
    place = 0
    while (found := _REGION.match(name[place:])) and place + found.end() < len(name) - 1:
        place += found.end()
    return place


def _with_regions(question: str, found: list[Named], bodies: _Bodies) -> list[Named]:
    """「甲市、乙市两个审计局」: regions that stand elsewhere in the question name the like bodies of those regions."""
    plain, region = bodies.plain, bodies.region
    result: list[Named] = []
    for named in found:
        cores = {plain[d][region[d] :] for d in named.departments}
        others: list[Named] = []
        for department in sorted(d for core in cores for d in bodies.core[core]):
            name, cut = plain[department], region[department]
            short = name[: cut - 1]
            if not cut or short not in question or (len(named.departments) == 1 and department in named.departments):
                continue
            for match in re.finditer(re.escape(short), question):
                end = match.end() + (1 if question[match.end() : match.end() + 1] == name[cut - 1] else 0)
                like = next((n for n in others if (n.start, n.end) == (match.start(), end)), None)
                if like is not None:  # the region has several bodies of that name
                    others[others.index(like)] = replace(like, departments=(*like.departments, department))
                elif all(match.end() <= n.start or match.start() >= n.end for n in [*found, *others]):
                    others.append(Named(match.start(), end, question[match.start() : end], (department,)))
        kept = () if others and len(named.departments) > 1 else named.departments
        result += [Named(named.start, named.end, named.text, kept), *others]
    return result


@lru_cache(maxsize=4096)
def _starts(name: str) -> frozenset[int]:
    """Where in a body's name a short form of it may begin: at a region, at a region's level word (市 in 市审计局), at the body itself."""
    starts = {0}
    place = 0
    while found := _REGION.match(name[place:]):
        place += found.end()
        if place >= len(name) - 1:
            break
        starts |= {place, place - 1} if name[place - 1] in LEVELS else {place}
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
        if (place in starts or place > max(starts)) and _numbered_alike(question[start:end], name):
            return start
        start += 1
    return end


def _numbered_alike(words: str, name: str) -> bool:
    """Whether the numbers in the words stand whole in the name: 二中 is not 第十二中学."""
    return set(_NUMERALS.findall(words)) <= set(_NUMERALS.findall(name))


def _longest(question: str, end: int, name: str) -> int:
    """The start of the longest words before `end` that are a subsequence of the name."""
    start = end
    while start > 0 and re.match(r"[\w]", question[start - 1]) and is_subsequence(question[start - 1 : end], name):
        start -= 1
    return start
