"""What sentences state: amounts, changes, shares, counts and reasons, each bound to its item.

One walk over each sentence: every number with its unit is read by the words before it. 增加/减少/增长/下降 make it a change of the item spoken of, 占 a
share, everything else a value of the item that the words name. Reasons, purposes and lists are what follows their cue to the end of the sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.domain.disclosure import Stage
from assistant.domain.quantity import MONEY, parse_amount, unit_name
from assistant.domain.statement import Statement, StatementKind
from assistant.domain.wording import NUMERALS, normal
from ingest.about import About
from ingest.narrative.headings import Under
from ingest.narrative.making import Maker
from ingest.narrative.naming import Names
from ingest.narrative.projects import Projects
from ingest.narrative.words import any_of, first_reason, fold_keeping, patterns, sentences, words

K = StatementKind


@dataclass
class _State:
    """What is being spoken of while a paragraph is read."""

    item: str = ""
    path: tuple[str, ...] = ()
    clause: int = 0
    base: str = ""
    year: int | None = None
    head: str = ""
    moved: tuple[str, tuple[str, ...], int] | None = None  # the item that changed last, its path and clause
    before: tuple[str, tuple[str, ...], int] | None = None  # what changed last in the paragraph before
    whole: tuple[str, tuple[str, ...], int] | None = None  # the item whose parts were listed after 其中
    parts: int = 0


_UNARRANGED = re.compile(
    r"(?:使用)?(?:[一-鿿]{0,8}?财政拨款)?(?:安排)?的?(?!政府性基金|国有资本|收入|支出)"
    r"((?:(?!安排|拨款)[“”一-鿿（）()]){1,18}?(?:经费|费用?|支出|收入|采购|车辆))(?:预算|支出|[，,。；;]|$)"
)
"""What is said not to be arranged, after the words that say so: 未安排机关运行经费, 没有使用财政拨款安排的“三公”经费预算."""
_OTHER_SIDE = re.compile(r"(?:收入|支出)总?(?:预算|决算)?(?=(?:数|总额)?(?:安排)?(?:为|是|共|达|计|合计|总计)*\s*$)")
_MOVING = re.compile(r"增减|变动|变化")
"""A heading under which what increases or decreases does so on the year before, though the sentence does not say it."""
_PLANNED = re.compile(r"安排|购置|计划|拟|新增配置|新增配备")
_TOLD = re.compile(r"(?:^|[，,])\s*(?:主要|全部|均|都)?(?:为|是|系)(?=[^\d，,]{2})")
"""Where a clause begins that tells what the item before it consists of."""


class Reader:
    """Reads the statements of a document's paragraphs, in order."""

    def __init__(self, about: About) -> None:
        self._about = about
        self._maker = Maker(about)
        self._names = Names(about)
        self._projects = Projects(self._maker, self._names)
        self._moved: tuple[tuple[str, ...], tuple[str, tuple[str, ...], int]] | None = None  # under which headings, what changed last

    def read(self, under: Under) -> list[Statement]:
        """The statements of one paragraph."""
        if any(re.search(r"名词解释|名词说明|专业名词|专用名词|术语", heading) for heading in under.headings):
            return []  # a definition states nothing of this body
        text = fold_keeping(under.paragraph.text)
        found: list[Statement] = []
        state = _State()
        if self._moved is not None and self._moved[0] == under.headings:
            state.moved = state.before = self._moved[1]
        labelled = self._projects.labelled(under, text)
        if labelled is not None:
            return labelled
        if re.search(any_of("orders"), text, re.IGNORECASE):
            return []
        pieces = list(sentences(text))
        if len(pieces) > 1 and (named := re.fullmatch(rf"(?:[(（]?[{NUMERALS}\d]{{1,3}}[)）、.．]+)*([一-鿿（）“”、]{{2,24}})。", pieces[0][1].strip())):
            self._begin(state, self._names.cleaned(named[1]), ())  # 行政运行。2024年决算数为…
        for start, sentence in pieces:
            for offset, part in _after_reasons(sentence):
                found += self._sentence(under, part, start + offset, state)
        self._moved = (under.headings, state.moved) if state.moved else None
        return found

    def _sentence(self, under: Under, sentence: str, start: int, state: _State) -> list[Statement]:
        levels = (
            self._names.item(sentence.rstrip("。 ")) if re.search(r"[(（]\s*[类款项]\s*[)）]\s*。?$", sentence) else ("", ())
        )
        if levels[0]:
            self._begin(state, *levels)
        reason = first_reason(sentence, after_change=state.moved is not None and state.moved[0] == state.item)
        body = sentence[: reason[0]] if reason else sentence
        found: list[Statement] = []
        if reason and not body.strip() and state.moved and state.moved is not state.before:
            state.item, state.path, state.clause = state.moved  # after the parts of what changed, why it changed
        if state.whole and state.parts > 1 and re.match(r"\s*(?:比|较|与|同比|总体)", body):
            state.item, state.path, state.clause = state.whole  # after a list of parts, the whole is spoken of again
        self._subject_before_colon(body, state)
        last = 0
        matches = list(patterns()["number"].finditer(body))
        for match in matches:
            lead = body[last : match.start()]
            statement = self._number(under, sentence, start, lead, last, match, state)
            last = match.end()
            if statement is not None:
                found.append(statement)
        found += self._unnumbered(under, sentence, body, start, state, found)
        if not matches or not found:
            first = re.split(r"[，：:]|,(?!\d)", body)[0]
            leading = self._names.item(first)[0] if reason else ""
            if reason and state.moved and re.match(r"\s*(?:增加|减少|下降|增长|变动|变化)的?\s*$", first):
                state.item, state.path, state.clause = state.moved
            if (
                leading
                and len(leading) <= 24
                and not re.search(r"差异|差额|大于|小于|高于|低于|超过|不一致|^(?:增加|减少|变动|变化|下降|增长)的?$", leading)
            ):
                self._begin(state, leading, ())
        if reason and state.item:
            text = re.sub(r"(?:所致|导致|引起|造成)$", "", sentence[reason[1] :].strip().rstrip("。；;"))
            if text:
                found += self._parts(under, sentence, start, reason[1], state)
                found.append(
                    self._maker.make(
                        under,
                        K.REASON,
                        state.item,
                        None,
                        "",
                        text,
                        sentence,
                        start + reason[1],
                        start + len(sentence),
                        state.clause,
                        path=state.path,
                    )
                )
        elif not reason:
            found += self._cued(under, sentence, start, state, last)
        return found

    def _parts(self, under: Under, sentence: str, start: int, offset: int, state: _State) -> Iterator[Statement]:
        """Changes of parts that a reason names: 主要原因是人员经费增加60.05万元，项目支出减少40万元."""
        pattern = rf"(?:^|[，,、；;：:是])(?P<item>[一-鿿“”（）()]{{3,24}}?)(?:比上年|较上年|同比)?(?P<verb>{any_of('up')}|{any_of('down')})了?(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万元|元)"
        for match in re.finditer(pattern, sentence[offset:]):
            item, value = self._names.cleaned(match["item"]), parse_amount(match["value"])
            if not item or value is None or re.search(r"年|[增减]", item):
                continue
            self._maker.clause += 1
            down = re.fullmatch(any_of("down"), match["verb"]) is not None
            yield self._maker.make(
                under, K.PRIOR_CHANGE, item, -value if down else value, match["unit"], match[0].strip("，,、；;：:是"), sentence,
                start + offset + match.start(), start + offset + match.end(), self._maker.clause, base=state.base,
            )  # fmt: skip

    def _subject_before_colon(self, body: str, state: _State) -> None:
        """A（类）B（款）C（项）： names the item of what follows."""
        match = re.match(r"^(.{2,90}?)[:：]", body)
        if match and "其中" not in match[1][:3]:
            item, path = self._names.item(match[1])
            item = re.sub(r"(?:项目)?(?:绩效)?(?:自评)?(?:结果|情况)?综述$", "", item)
            item = item or next((w for w in ("收入", "支出") if re.fullmatch(rf"\W*\w?\W?{w}", match[1].strip())), "")
            if item and (path or not patterns()["number"].search(match[1])):
                self._begin(state, item, path)
                state.head = item

    def _begin(self, state: _State, item: str, path: tuple[str, ...]) -> None:
        if item != state.item or not state.clause:
            self._maker.clause += 1
            state.clause = self._maker.clause
        state.item, state.path, state.base = item, path, ""

    def _number(
        self, under: Under, sentence: str, start: int, lead: str, lead_start: int, match: re.Match[str], state: _State
    ) -> Statement | None:
        value = parse_amount(match[1])
        if value is None:
            return None
        if value < 0 and re.search(r"[^\s为是达约至：:（(，,、]$", sentence[: match.start()]):
            value = -value  # 90分-100分
        unit = unit_name(match[2])
        end = start + match.end()
        verb = patterns()["verb"].search(lead)
        if verb:
            return self._change(under, sentence, start, lead, lead_start, match, verb, value, unit, state)
        if re.search(r"差[值额异距](?:为|是|共|计)*\s*$", lead):
            return None  # a difference of two amounts that both are stated
        if unit in MONEY and state.item and (earlier := patterns()["earlier"].search(lead)):
            return self._earlier(under, sentence, start, lead, lead_start, match, earlier, value, unit, state)
        if unit == "%":
            if state.item and (rate := re.search(r"((?:全年)?预算)?执行率(?:为|达到?|是|约)*\s*$", lead)):
                return self._maker.make(
                    under, K.SHARE, state.item, value, "%", lead.strip("，, ") + match[0], sentence, start + lead_start, end, state.clause,
                    base=f"{rate[1] or '预算'}执行", path=state.path,
                )  # fmt: skip
            done = patterns()["done"].search(lead) or patterns()["of_budget"].search(sentence[: match.start()])
            share = done or patterns()["share"].search(lead)
            if share and ("占" in lead or done):
                before = self._names.item(lead[: share.start()])[0] if share.string == lead else ""
                if before:
                    self._begin(state, before, ())
                base = "年初预算" if done else share[1].strip()
                if not state.item:
                    return None
                return self._maker.make(
                    under,
                    K.SHARE,
                    state.item,
                    value,
                    "%",
                    lead.strip("，, ") + match[0],
                    sentence,
                    start + lead_start,
                    end,
                    state.clause,
                    base=base,
                    path=state.path,
                )
            return None
        if unit not in MONEY and re.search(rf"(?:{any_of('purpose')})\s*$", lead):
            return None  # 用于12辆公务用车的燃油: of what the money is for
        item, path = self._names.item(lead)
        if "其中" in lead and state.item:
            state.whole, state.parts = (state.item, state.path, state.clause), 0
        state.parts += 1
        if not item and (other := _OTHER_SIDE.search(lead)) and "收入" in state.item + other[0] and "支出" in state.item + other[0]:
            item = other[0]  # 收入预算…，其他收入…。支出预算为…: no income
        spoken = item
        if not item:
            item, path = state.item, state.path
        if not item:
            whole = re.search(r"(?:收入|支出|收支)总?(?:预算|决算)(?=[^，,]{0,6}$)", lead)
            item, path = whole[0] if whole else self._names.heading(under), ()
        if not item:
            return None
        if unit == "分":  # 某项目自评得分为90分: of the project
            if re.match(r"(?:本|该)?项目(?:绩效)?(?:自评|评价|得分)", item) and state.head:
                item = state.head
            whose = re.sub(r"(?:绩效)?(?:自评|评价)?(?:综合|平均)?(?:得分|评分|分数)$", "", item)
            if not whose:
                item = state.head or self._names.heading(under) or item
            item = whose if len(whose) >= 4 else item
        year, stage, prior = self._dated(lead, under)
        kind = self._kind(under, item, unit, sentence[: match.start()], prior)
        if kind is None:
            return None
        if prior and spoken and spoken != state.item:
            self._begin(state, spoken, path)  # 2025年收入预算为 …，2026年同口径增加 …
        if not prior:
            repeated = item == state.item and state.clause
            if not repeated or kind is not K.AMOUNT:
                self._begin(state, item, path or state.path if item == state.item else path)
        if kind is K.ORGANIZATION and (counted := re.match(r"([一-鿿]{2,12})(?=[，,。、；;：:]|$)", sentence[match.end() :])) and re.search(r"[等设有共辖含]\s*$", lead):
            item = counted[1]  # 下设办公室等8个内设机构
        clause = state.clause or self._maker.clause
        if kind is K.HEADCOUNT_CHANGE and state.item:
            item = state.item
        return self._maker.make(
            under,
            kind,
            item,
            value,
            unit,
            lead.strip("，,；;：: ") + match[0],
            sentence,
            start + lead_start,
            end,
            clause,
            year=year,
            stage=stage,
            path=path or (state.path if item == state.item else ()),
        )

    def _earlier(
        self, under: Under, sentence: str, start: int, lead: str, lead_start: int, match: re.Match[str], earlier: re.Match[str], value: Decimal,
        unit: str, state: _State,
    ) -> Statement:  # fmt: skip
        """An earlier year's amount that the one spoken of is compared with: 较2024年的2190万元 (减少 …)."""
        about = self._about
        named = re.match(r"\d{4}", earlier[1])
        year = int(named[0]) if named else about.year - 1 if about.year else None
        stage = Stage.FINAL if "决算" in earlier[2] else Stage.EXECUTION if "执行" in earlier[2] else Stage.BUDGET if "预算" in earlier[2] else about.stage
        state.base = (earlier[1] + earlier[2]).strip()
        return self._maker.make(
            under, K.PRIOR_AMOUNT, state.item, value, unit, lead.strip("，,；;：: ") + match[0], sentence, start + lead_start, start + match.end(),
            state.clause, year=year, stage=stage, path=state.path,
        )  # fmt: skip

    def _change(
        self, under: Under, sentence: str, start: int, lead: str, lead_start: int, match: re.Match[str], verb: re.Match[str], value: Decimal,
        unit: str, state: _State,
    ) -> Statement | None:  # fmt: skip
        before = lead[: verb.start()]
        if compared := list(patterns()["than"].finditer(lead)):
            than = compared[-1]
            state.base = than[1].strip()
            before = lead[: than.start()]
        if ahead := re.match(r"\s*(?:与|和|同|较)([^，,。；;]{2,16}?)(?:相比|对比|比较)\s*[，,]?", before):
            state.base = ahead[1].strip()
            before = before[ahead.end() :]
        if compared and (told := _TOLD.search(before)) and re.search(r"[，,]\s*$", before):
            before = before[: told.start()]  # 其他收入…万元，主要为利息等，比上年增加…: the change is of 其他收入
        if used := re.search(rf"{any_of('purpose')}|{any_of('composition')}", before):  # 甲…万元，主要用于乙，比上年增加…: the change is of 甲
            before = before[: used.start()]
        subject, path = self._names.item(before)
        if not subject and (whole := re.search(r"(?:收入|支出|收支)(?=[^，,。；;]{0,3}$)", before)):
            subject = whole[0]
        if subject and not re.fullmatch(r"(?:总体|其中|分别|共|净|同比|略有|有所|各)+", subject):
            self._begin(state, subject, path) if subject != state.item else None
        if not state.item and state.base and (headed := self._names.heading(under)):
            self._begin(state, headed, ())
        if not state.item:
            return None
        state.moved = state.item, state.path, state.clause
        down = re.search(any_of("down"), verb[1]) is not None and not re.fullmatch(any_of("up"), verb[1])
        signed = -abs(value) if down else value
        if unit in ("%", "个百分点"):
            if unit != "%":
                return None
            kind = K.GROWTH_RATE
        elif unit in ("人", "名"):
            kind = K.HEADCOUNT_CHANGE
        elif unit in ("元", "万元", "千元", "亿元"):
            kind = K.PRIOR_CHANGE
        else:
            return None
        if (
            kind is K.PRIOR_CHANGE
            and not state.base
            and "同比" not in lead
            and not re.search(r"上年|去年|上一年|比|较|同口径", under.paragraph.text)
        ):
            if not any(_MOVING.search(heading) for heading in under.headings[-2:]):
                return None
            state.base = "上年"
        return self._maker.make(
            under, kind, state.item, signed, unit, lead.strip("，,；;：: ") + match[0], sentence, start + lead_start, start + match.end(), state.clause,
            base=state.base, path=state.path,
        )  # fmt: skip

    def _unnumbered(
        self, under: Under, sentence: str, body: str, start: int, state: _State, found: Sequence[Statement]
    ) -> list[Statement]:
        """Staff quotas without a unit, 持平, 未安排."""
        result: list[Statement] = []
        for match in patterns()["bare"].finditer(body):
            value = parse_amount(match[2])
            if value is not None and not any(
                s.kind is K.HEADCOUNT and s.value == value and "编制" in s.item for s in found
            ):
                self._maker.clause += 1
                result.append(
                    self._maker.make(
                        under,
                        K.HEADCOUNT,
                        "编制数",
                        value,
                        "人",
                        match[0],
                        sentence,
                        start + match.start(),
                        start + match.end(),
                        self._maker.clause,
                    )
                )
        same = patterns()["same"].search(body)
        if same and not any(s.kind is K.PRIOR_CHANGE for s in found):
            words = patterns()["number"].sub("", body[: same.start()])
            before = (
                self._names.item(re.split(r"[，,]", words)[-1])[0] or self._names.item(re.split(r"[，,：:]", words)[0])[0]
            )
            if before and before != state.item and not any(normal(s.item) == normal(before) for s in found):
                self._begin(state, before, ())
            if state.item:
                result.append(
                    self._maker.make(
                        under,
                        K.PRIOR_CHANGE,
                        state.item,
                        Decimal("0.00"),
                        "万元",
                        same[0],
                        sentence,
                        start + same.start(),
                        start + same.end(),
                        state.clause,
                        base=same[1],
                        path=state.path,
                    )
                )
        empty = re.search(any_of("not_arranged"), body)
        if empty and not found:
            subject = (
                self._names.item(body[: empty.start()])[0]
                or self._names.item(re.split(r"安排|拨款|的", body[empty.end() :])[0])[0]
                or self._names.heading(under)
            )
            after = re.match(
                r"(?:使用)?(政府性基金预算|国有资本经营预算|政府性基金|国有资本经营|[一-鿿]{2,14}?)(?:财政)?(?:拨款)?(?:安排|预算|收入|支出|的)",
                body[empty.end() :],
            )
            if (
                after
                and empty[0] in ("没有使用", "未使用", "没有安排", "未安排")
                and not self._names.item(body[: empty.start()])[0]
            ):
                subject = "财政拨款" if after[1] == "财政" else after[1]
            if (thing := _UNARRANGED.match(body[empty.end() :])) and not self._names.item(re.split(r"[，,]", body[: empty.start()])[-1])[0]:
                subject = self._names.cleaned(thing[1]) or subject
            named = re.match(r"(?:无|没有)(?:政府性基金|国有资本)[^，,。；;]*", body[empty.start() :])
            subjects = re.findall(r"政府性基金(?:预算)?|国有资本(?:经营)?(?:预算)?", named[0]) if named else [subject] if subject else []
            for subject in dict.fromkeys(subjects):
                self._maker.clause += 1
                result.append(
                    self._maker.make(
                        under,
                        K.NOT_ARRANGED,
                        subject,
                        None,
                        "",
                        sentence,
                        sentence,
                        start,
                        start + len(sentence),
                        self._maker.clause,
                    )
                )
        return result

    def _cued(self, under: Under, sentence: str, start: int, state: _State, last: int) -> list[Statement]:
        """Purposes and lists after their cue words."""
        for name, kind in (("purpose", K.PURPOSE), ("composition", K.COMPOSITION)):
            cue = patterns()[name].search(sentence, max(0, last - 1))
            if cue is None:
                continue
            before = self._names.item(re.split(r"[，,]", sentence[last : cue.start()])[0])[0]
            if before and before != state.item and len(before) <= 30:
                self._begin(state, before, ())
            item = state.item or self._names.heading(under)
            text = sentence[cue.end() :].strip().rstrip("。；;")
            if item and len(text) >= 2:
                if not state.clause:
                    self._begin(state, item, ())
                return [
                    self._maker.make(
                        under,
                        kind,
                        item,
                        None,
                        "",
                        text,
                        sentence,
                        start + cue.end(),
                        start + len(sentence),
                        state.clause,
                        path=state.path,
                    )
                ]
        return []

    def _kind(self, under: Under, item: str, unit: str, before: str, prior: bool) -> K | None:
        heading = "".join(under.headings[-2:])
        money = unit in ("元", "万元", "千元", "亿元")
        context = next(
            (name for name, words in words()["context"].items() if any(word in heading for word in words)), ""
        )
        if money:
            if prior:
                return K.PRIOR_AMOUNT
            if context == "procurement" or "采购" in item:
                return K.PROCUREMENT
            if context == "asset":
                return K.ASSET_PLAN if re.search(r"拟[^，,。；]{0,4}(?:购置|新增|采购)[^，,。；]*$", before) else K.ASSET
            return K.PERFORMANCE if context == "performance" and re.search(r"涉及|绩效", item + before) else K.AMOUNT
        if context == "asset" or unit in ("辆", "平方米"):
            return K.ASSET_PLAN if context == "asset" and _PLANNED.search(before) else K.ASSET
        if unit in ("人", "名"):
            return K.HEADCOUNT
        if context == "headcount":
            return K.HEADCOUNT if re.search(r"编制|在职|退休|离休|人员|实有", item) else K.ORGANIZATION
        return K.PERFORMANCE if context == "performance" else K.ORGANIZATION

    def _dated(self, lead: str, under: Under) -> tuple[int | None, Stage | None, bool]:
        """Year and stage that the words before a number give, and whether it is an earlier year's figure."""
        about = self._about
        year, stage = about.year, about.stage
        heading = "".join(under.headings[-1:])
        if about.stage is Stage.FINAL and re.search(r"年初预算|预算数|(?<!完成)(?:支出|收入|拨款|经费|费)预算(?:为|是|安排|共|计|总额|金额)*\s*$", lead):
            stage = Stage.BUDGET
        if re.search(r"执行数", lead):
            stage = Stage.EXECUTION
        if re.search(r"决算", lead):
            stage = Stage.FINAL
        if (
            about.year
            and (
                earlier := re.search(
                    r"((?:19|20)\d\d)年(?:度)?(?:年初|当年|全年|调整后?)?(?:预算|决算|执行)(?:数)?[^，,]{0,8}$"
                    r"|((?:19|20)\d\d)年(?:度)?(?![底末初])(?:(?!结转)[^，,。；;\d年]){0,14}?(?:预算|决算|执行)(?:数|总额)?(?:为|是|共)?\s*$",
                    lead,
                )
            )
            and int(earlier[1] or earlier[2]) < about.year
        ):
            return int(earlier[1] or earlier[2]), stage, True
        if (
            about.year
            and re.search(r"上年(?:度)?(?:年初)?(?:预算|决算|执行)", lead)
            and not re.search(r"结转|结余", lead)
        ):
            return about.year - 1, stage, True
        if "资产" in heading and about.year:
            return about.year - 1 if about.stage is Stage.BUDGET else about.year, None, False
        return year, stage, False


_COMPARES = re.compile(rf"[，,](?=(?:与|比|较|同)(?:上年|去年|(?:19|20)\d\d年)(?:度)?[^，,。；;]{{0,12}}?(?:相比)?[，,]?(?:{any_of('up')}|{any_of('down')})了?\d)")


def _after_reasons(sentence: str) -> Iterator[tuple[int, str]]:
    """A sentence in parts, each with where it begins: what is compared with the year before after a reason (…的主要原因是…，与上年相比减少…) is one of its own."""
    first = 0
    while (reason := first_reason(sentence[first:], after_change=False)) and (found := _COMPARES.search(sentence, first + reason[1])):
        yield first, sentence[first : found.end()]
        first = found.end()
    yield first, sentence[first:]


def deduplicated(statements: Sequence[Statement]) -> list[Statement]:
    """The same words printed twice (hidden doubles) once."""
    seen: set[tuple[object, ...]] = set()
    result = []
    for statement in statements:
        key = (statement.kind, statement.item, statement.value, statement.text, statement.sentence, statement.section)
        if key not in seen:
            seen.add(key)
            result.append(statement)
    return [replace(s) for s in result]
