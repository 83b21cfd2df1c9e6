"""What sentences state: amounts, changes, shares, counts and reasons, each bound to its item.

One walk over each sentence: every number with its unit is read by the words before it. 增加/减少/增长/下降 make it a change of the item spoken of, 占 a
share, everything else a value of the item that the words name. Reasons, purposes and lists are what follows their cue to the end of the sentence.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.domain.dimensions import locate
from assistant.domain.disclosure import Stage
from assistant.domain.quantity import MONEY, parse_amount, unit_name
from assistant.domain.statement import Statement, StatementKind
from assistant.domain.wording import NUMERALS, fold, normal
from ingest.about import About
from ingest.identify import chapter_body
from ingest.narrative.headings import Under, numbering

K = StatementKind
_LEVEL = re.compile(
    r"((?:[^（）()，,：:、]|[(（](?![类款项]\s*[)）])[^（）()]{1,8}[)）]){2,40}?)[(（]\s*[类款项]\s*[)）]"
)
_MOVED = re.compile(r"(?:大幅|有所|略有|同比)?(?:增加|减少|增长|下降|降低|上升|变动|变化)(?:变动|变化)?的?$")
"""What a reason's clause says of its item: 财政拨款收入支出减少的 (主要原因是 …)."""


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("ingest.narrative") / "words.toml").read_text(encoding="utf-8"))


def _any(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_words()[name], key=len, reverse=True))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    units = "|".join(re.escape(fold(u)) for u in sorted(_words()["units"], key=len, reverse=True))
    verbs = f"{_any('up')}|{_any('down')}"
    return {
        "number": re.compile(
            rf"(?<![\d.A-Za-z])(-?\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*({units}|[万亿](?![元多余人个次户平吨公册份件亩辆名只株台头条套米]))(?!(?:[(（]含[)）])?以[上下内]|级|别|钟|之)"
        ),
        "bare": re.compile(
            r"((?:编制|人员编制|核定编制|编制总?数)(?:数|总数)?(?:为|共)?\s*)(\d+)(?=[，,。；;名个人]|$)"
        ),
        "verb": re.compile(rf"({verbs})(?:了|额|额为|约|为|幅度为|幅度|比例为|到|金额为?|金额约为?|数额为?|资金为?|数为?)?\s*$"),
        "earlier": re.compile(
            r"(?:比|较|与|同|和)\s*(上年度?|上一年度?|去年|(?:19|20)\d\d年度?)(?:的)?([^，,。；;：:（(]{0,12}?)(?:的|为)?\s*$"
        ),
        "than": re.compile(
            rf"(?:比|较|与|同|和|对比)\s*((?:上年|上一年|上年度|去年|(?:19|20)\d\d年|年初)[^，,。；;]{{0,16}}?)\s*(?:相比|对比|比较|相较)?\s*[，,]?\s*(?=(?:有所|基本|略有|均|各|共|总体|净)?(?:{verbs}|{_any('same')}|$))"
        ),
        "same": re.compile(
            rf"(?:比|较|与|同|和)\s*((?:上年|上一年|上年度|去年|(?:19|20)\d\d年)[^，,。；;]{{0,14}}?)\s*(?:相比|对比)?\s*[，,]?\s*(?:基本)?(?:{_any('same')})"
        ),
        "reason": re.compile(rf"(?:{_any('reason')})(?:(?<=原因)(?:分析|主要)?(?:分别)?(?:是|为|系|在于)?(?!由于|因为))?\s*[:：]?\s*"),
        "purpose": re.compile(rf"(?:{_any('purpose')})\s*[:：]?\s*"),
        "composition": re.compile(rf"(?:{_any('composition')})\s*[:：]?\s*"),
        "share": re.compile(r"(?:占|为)\s*([^，,。；;占]{0,30}?)的?(?:比例|比重|百分比)?(?:为|达|的|约)?\s*$"),
        "of_budget": re.compile(r"完成\s*((?:年初|调整后?|全年)?预算)(?:数)?\s*[\d,.]+\s*(?:万元|亿元|元)\s*的?(?:比例)?(?:为)?\s*$"),
        "done": re.compile(r"(?:完成|为|占)\s*((?:年初|调整后?|全年)?预算)(?:数)?的?\s*$"),
    }


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
        self._body = normal(about.department or "")
        self._clause = 0
        self._project = ""
        self._unit_name = ""
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
        labelled = self._labelled(under, text)
        if labelled is not None:
            return labelled
        if re.search(_any("orders"), text, re.IGNORECASE):
            return []
        sentences = list(_sentences(text))
        if len(sentences) > 1 and (named := re.fullmatch(rf"(?:[(（]?[{NUMERALS}\d]{{1,3}}[)）、.．]+)*([一-鿿（）“”、]{{2,24}})。", sentences[0][1].strip())):
            self._begin(state, self._cleaned(named[1]), ())  # 行政运行。2024年决算数为…
        for start, sentence in sentences:
            found += self._sentence(under, sentence, start, state)
        self._moved = (under.headings, state.moved) if state.moved else None
        return found

    # --- project blocks: label：value ----------------------------------------------------------------------------------

    def _labelled(self, under: Under, text: str) -> list[Statement] | None:
        """Paragraphs of the form 标签：内容 in a project's description."""
        heading = under.headings[-1] if under.headings else ""
        if "项目名称" in heading:
            self._project = re.split(r"[:：]", heading, maxsplit=1)[-1].strip()
        if (described := self._described(under, text)) is not None:
            return described
        numbered = numbering(text)
        plain = numbered[2] if numbered else text
        match = re.match(r"^([一-鿿]{2,16})\s*[:：]\s*(.+)$", plain, re.DOTALL)
        if not match:
            return None
        label, value = match[1], match[2].strip()
        kinds = {
            "项目名称": None, "政策依据": K.POLICY_BASIS, "设立依据": K.POLICY_BASIS, "立项依据": K.POLICY_BASIS, "承担单位": K.UNDERTAKER,
            "实施主体": K.UNDERTAKER, "执行时间": K.PERIOD, "实施周期": K.PERIOD, "实施期限": K.PERIOD, "安排规模": K.PROJECT_AMOUNT,
            "分配情况": K.PROJECT_ALLOCATION,
        }  # fmt: skip
        word = next((w for w in kinds if label.endswith(w)), None)
        if word is None:
            return None
        if word == "项目名称":
            self._project = value.rstrip("。")
            return []
        kind = kinds[word]
        assert kind is not None
        offset = text.index(value)
        if kind in (K.PROJECT_AMOUNT, K.PROJECT_ALLOCATION):
            return list(self._allocations(under, text, value, offset, kind))
        self._clause += 1
        return [
            self._make(
                under,
                kind,
                self._project or label,
                None,
                "",
                value,
                text,
                offset,
                len(text),
                self._clause,
                project=self._project,
            )
        ]

    def _described(self, under: Under, text: str) -> list[Statement] | None:
        """A paragraph of a project's own chapter (某专项经费情况说明 / 二、立项依据): its basis, undertaker, period, or its amount and how that is parted."""
        words = [numbering(h) for h in under.headings[-2:]]
        if len(under.headings) < 2 or words[1] is None:
            return None
        label = re.sub(r"^(?:项目|年度)", "", words[1][2])
        kinds = {"立项依据": K.POLICY_BASIS, "实施主体": K.UNDERTAKER, "实施周期": K.PERIOD, "预算安排": K.PROJECT_AMOUNT}
        kind = next((k for name, k in kinds.items() if label.startswith(name)), None)
        named = words[0][2] if words[0] else under.headings[-2]
        project = re.sub(r"(?:项目)?(?:经费)?(?:使用)?(?:情况)?(?:的)?(?:说明)?$", "", named)
        if kind is None or len(project) < 3 or re.search(r"预算|决算|绩效|其他", project):
            return None
        self._project = project
        if kind is not K.PROJECT_AMOUNT:
            self._clause += 1
            return [self._make(under, kind, project, None, "", text, text, 0, len(text), self._clause, project=project)]
        found = []
        first: Decimal | None = None
        for statement in self._allocations(under, text, text, 0, K.PROJECT_ALLOCATION):
            if first is None:
                first = statement.value
                found.append(replace(statement, kind=K.PROJECT_AMOUNT, item=project))
            elif statement.item != project and not re.match(r"合计|共计|总计", statement.text):
                found.append(statement)
        return found

    def _allocations(self, under: Under, text: str, value: str, offset: int, kind: K) -> Iterator[Statement]:
        last = 0
        for match in _patterns()["number"].finditer(value):
            lead = value[last : match.start()]
            last = match.end()
            amount = parse_amount(match[1])
            if amount is None:
                continue
            self._clause += 1
            item = self._item(lead)[0] or self._project
            own = (
                K.PROJECT_AMOUNT
                if kind is K.PROJECT_AMOUNT and not self._item(lead)[0]
                else K.PROJECT_ALLOCATION
                if kind is K.PROJECT_ALLOCATION
                else kind
            )
            yield self._make(
                under, own, self._project if own is K.PROJECT_AMOUNT else item, amount, unit_name(match[2]), lead.strip("，、,；; ") + match[0], text,
                offset + match.start() - len(lead), offset + match.end(), self._clause, project=self._project,
            )  # fmt: skip

    # --- sentences -----------------------------------------------------------------------------------------------------

    def _sentence(self, under: Under, sentence: str, start: int, state: _State) -> list[Statement]:
        patterns = _patterns()
        levels = (
            self._item(sentence.rstrip("。 ")) if re.search(r"[(（]\s*[类款项]\s*[)）]\s*。?$", sentence) else ("", ())
        )
        if levels[0]:
            self._begin(state, *levels)
        reason = _first_reason(sentence, after_change=state.moved is not None and state.moved[0] == state.item)
        body = sentence[: reason[0]] if reason else sentence
        found: list[Statement] = []
        if reason and not body.strip() and state.moved and state.moved is not state.before:
            state.item, state.path, state.clause = state.moved  # after the parts of what changed, why it changed
        if state.whole and state.parts > 1 and re.match(r"\s*(?:比|较|与|同比|总体)", body):
            state.item, state.path, state.clause = state.whole  # after a list of parts, the whole is spoken of again
        self._subject_before_colon(body, state)
        last = 0
        matches = list(patterns["number"].finditer(body))
        for match in matches:
            lead = body[last : match.start()]
            statement = self._number(under, sentence, start, lead, last, match, state)
            last = match.end()
            if statement is not None:
                found.append(statement)
        found += self._unnumbered(under, sentence, body, start, state, found)
        if not matches or not found:
            first = re.split(r"[，：:]|,(?!\d)", body)[0]
            leading = self._item(first)[0] if reason else ""
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
                    self._make(
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
        pattern = rf"(?:^|[，,、；;：:是])(?P<item>[一-鿿“”（）()]{{3,24}}?)(?:比上年|较上年|同比)?(?P<verb>{_any('up')}|{_any('down')})了?(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万元|元)"
        for match in re.finditer(pattern, sentence[offset:]):
            item, value = self._cleaned(match["item"]), parse_amount(match["value"])
            if not item or value is None or re.search(r"年|[增减]", item):
                continue
            self._clause += 1
            down = re.fullmatch(_any("down"), match["verb"]) is not None
            yield self._make(
                under, K.PRIOR_CHANGE, item, -value if down else value, match["unit"], match[0].strip("，,、；;：:是"), sentence,
                start + offset + match.start(), start + offset + match.end(), self._clause, base=state.base,
            )  # fmt: skip

    def _subject_before_colon(self, body: str, state: _State) -> None:
        """A（类）B（款）C（项）： names the item of what follows."""
        match = re.match(r"^(.{2,90}?)[:：]", body)
        if match and "其中" not in match[1][:3]:
            item, path = self._item(match[1])
            item = re.sub(r"(?:项目)?(?:绩效)?(?:自评)?(?:结果|情况)?综述$", "", item)
            item = item or next((w for w in ("收入", "支出") if re.fullmatch(rf"\W*\w?\W?{w}", match[1].strip())), "")
            if item and (path or not _patterns()["number"].search(match[1])):
                self._begin(state, item, path)
                state.head = item

    def _begin(self, state: _State, item: str, path: tuple[str, ...]) -> None:
        if item != state.item or not state.clause:
            self._clause += 1
            state.clause = self._clause
        state.item, state.path, state.base = item, path, ""

    def _number(
        self, under: Under, sentence: str, start: int, lead: str, lead_start: int, match: re.Match[str], state: _State
    ) -> Statement | None:
        patterns = _patterns()
        value = parse_amount(match[1])
        if value is None:
            return None
        if value < 0 and re.search(r"[^\s为是达约至：:（(，,、]$", sentence[: match.start()]):
            value = -value  # 90分-100分
        unit = unit_name(match[2])
        end = start + match.end()
        verb = patterns["verb"].search(lead)
        if verb:
            return self._change(under, sentence, start, lead, lead_start, match, verb, value, unit, state)
        if re.search(r"差[值额异距](?:为|是|共|计)*\s*$", lead):
            return None  # a difference of two amounts that both are stated
        if unit in MONEY and state.item and (earlier := patterns["earlier"].search(lead)):
            return self._earlier(under, sentence, start, lead, lead_start, match, earlier, value, unit, state)
        if unit == "%":
            if state.item and (rate := re.search(r"((?:全年)?预算)?执行率(?:为|达到?|是|约)*\s*$", lead)):
                return self._make(
                    under, K.SHARE, state.item, value, "%", lead.strip("，, ") + match[0], sentence, start + lead_start, end, state.clause,
                    base=f"{rate[1] or '预算'}执行", path=state.path,
                )  # fmt: skip
            done = patterns["done"].search(lead) or patterns["of_budget"].search(sentence[: match.start()])
            share = done or patterns["share"].search(lead)
            if share and ("占" in lead or done):
                before = self._item(lead[: share.start()])[0] if share.string == lead else ""
                if before:
                    self._begin(state, before, ())
                base = "年初预算" if done else share[1].strip()
                if not state.item:
                    return None
                return self._make(
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
        if unit not in MONEY and re.search(rf"(?:{_any('purpose')})\s*$", lead):
            return None  # 用于12辆公务用车的燃油: of what the money is for
        item, path = self._item(lead)
        if "其中" in lead and state.item:
            state.whole, state.parts = (state.item, state.path, state.clause), 0
        state.parts += 1
        if not item and (other := _OTHER_SIDE.search(lead)) and "收入" in state.item + other[0] and "支出" in state.item + other[0]:
            item = other[0]  # 收入预算…，其他收入…。支出预算为…: no income
        if not item:
            item, path = state.item, state.path
        if not item:
            whole = re.search(r"(?:收入|支出|收支)总?(?:预算|决算)(?=[^，,]{0,6}$)", lead)
            item, path = whole[0] if whole else self._heading_item(under), ()
        if not item:
            return None
        if unit == "分":  # 某项目自评得分为90分: of the project
            if re.match(r"(?:本|该)?项目(?:绩效)?(?:自评|评价|得分)", item) and state.head:
                item = state.head
            whose = re.sub(r"(?:绩效)?(?:自评|评价)?(?:综合|平均)?(?:得分|评分|分数)$", "", item)
            if not whose:
                item = state.head or self._heading_item(under) or item
            item = whose if len(whose) >= 4 else item
        year, stage, prior = self._dated(lead, under)
        kind = self._kind(under, item, unit, sentence[: match.start()], prior)
        if kind is None:
            return None
        if not prior:
            repeated = item == state.item and state.clause
            if not repeated or kind is not K.AMOUNT:
                self._begin(state, item, path or state.path if item == state.item else path)
        if kind is K.ORGANIZATION and (counted := re.match(r"([一-鿿]{2,12})(?=[，,。、；;：:]|$)", sentence[match.end() :])) and re.search(r"[等设有共辖含]\s*$", lead):
            item = counted[1]  # 下设办公室等8个内设机构
        clause = state.clause or self._clause
        if kind is K.HEADCOUNT_CHANGE and state.item:
            item = state.item
        return self._make(
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
        return self._make(
            under, K.PRIOR_AMOUNT, state.item, value, unit, lead.strip("，,；;：: ") + match[0], sentence, start + lead_start, start + match.end(),
            state.clause, year=year, stage=stage, path=state.path,
        )  # fmt: skip

    def _change(
        self, under: Under, sentence: str, start: int, lead: str, lead_start: int, match: re.Match[str], verb: re.Match[str], value: Decimal,
        unit: str, state: _State,
    ) -> Statement | None:  # fmt: skip
        before = lead[: verb.start()]
        if compared := list(_patterns()["than"].finditer(lead)):
            than = compared[-1]
            state.base = than[1].strip()
            before = lead[: than.start()]
        if ahead := re.match(r"\s*(?:与|和|同|较)([^，,。；;]{2,16}?)(?:相比|对比|比较)\s*[，,]?", before):
            state.base = ahead[1].strip()
            before = before[ahead.end() :]
        if compared and (told := _TOLD.search(before)) and re.search(r"[，,]\s*$", before):
            before = before[: told.start()]  # 其他收入…万元，主要为利息等，比上年增加…: the change is of 其他收入
        if used := re.search(rf"{_any('purpose')}|{_any('composition')}", before):  # 甲…万元，主要用于乙，比上年增加…: the change is of 甲
            before = before[: used.start()]
        subject, path = self._item(before)
        if not subject and (whole := re.search(r"(?:收入|支出|收支)(?=[^，,。；;]{0,3}$)", before)):
            subject = whole[0]
        if subject and not re.fullmatch(r"(?:总体|其中|分别|共|净|同比|略有|有所|各)+", subject):
            self._begin(state, subject, path) if subject != state.item else None
        if not state.item and state.base and (headed := self._heading_item(under)):
            self._begin(state, headed, ())
        if not state.item:
            return None
        state.moved = state.item, state.path, state.clause
        down = re.search(_any("down"), verb[1]) is not None and not re.fullmatch(_any("up"), verb[1])
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
            and not re.search(r"上年|去年|上一年|比|较", under.paragraph.text)
        ):
            if not any(_MOVING.search(heading) for heading in under.headings[-2:]):
                return None
            state.base = "上年"
        return self._make(
            under, kind, state.item, signed, unit, lead.strip("，,；;：: ") + match[0], sentence, start + lead_start, start + match.end(), state.clause,
            base=state.base, path=state.path,
        )  # fmt: skip

    def _unnumbered(
        self, under: Under, sentence: str, body: str, start: int, state: _State, found: Sequence[Statement]
    ) -> list[Statement]:
        """Staff quotas without a unit, 持平, 未安排."""
        result: list[Statement] = []
        for match in _patterns()["bare"].finditer(body):
            value = parse_amount(match[2])
            if value is not None and not any(
                s.kind is K.HEADCOUNT and s.value == value and "编制" in s.item for s in found
            ):
                self._clause += 1
                result.append(
                    self._make(
                        under,
                        K.HEADCOUNT,
                        "编制数",
                        value,
                        "人",
                        match[0],
                        sentence,
                        start + match.start(),
                        start + match.end(),
                        self._clause,
                    )
                )
        same = _patterns()["same"].search(body)
        if same and not any(s.kind is K.PRIOR_CHANGE for s in found):
            words = _patterns()["number"].sub("", body[: same.start()])
            before = (
                self._item(re.split(r"[，,]", words)[-1])[0] or self._item(re.split(r"[，,：:]", words)[0])[0]
            )
            if before and before != state.item and not any(normal(s.item) == normal(before) for s in found):
                self._begin(state, before, ())
            if state.item:
                result.append(
                    self._make(
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
        empty = re.search(_any("not_arranged"), body)
        if empty and not found:
            subject = (
                self._item(body[: empty.start()])[0]
                or self._item(re.split(r"安排|拨款|的", body[empty.end() :])[0])[0]
                or self._heading_item(under)
            )
            after = re.match(
                r"(?:使用)?(政府性基金预算|国有资本经营预算|政府性基金|国有资本经营|[一-鿿]{2,14}?)(?:财政)?(?:拨款)?(?:安排|预算|收入|支出|的)",
                body[empty.end() :],
            )
            if (
                after
                and empty[0] in ("没有使用", "未使用", "没有安排", "未安排")
                and not self._item(body[: empty.start()])[0]
            ):
                subject = "财政拨款" if after[1] == "财政" else after[1]
            if (thing := _UNARRANGED.match(body[empty.end() :])) and not self._item(re.split(r"[，,]", body[: empty.start()])[-1])[0]:
                subject = self._cleaned(thing[1]) or subject
            named = re.match(r"(?:无|没有)(?:政府性基金|国有资本)[^，,。；;]*", body[empty.start() :])
            subjects = re.findall(r"政府性基金(?:预算)?|国有资本(?:经营)?(?:预算)?", named[0]) if named else [subject] if subject else []
            for subject in dict.fromkeys(subjects):
                self._clause += 1
                result.append(
                    self._make(
                        under,
                        K.NOT_ARRANGED,
                        subject,
                        None,
                        "",
                        sentence,
                        sentence,
                        start,
                        start + len(sentence),
                        self._clause,
                    )
                )
        return result

    def _cued(self, under: Under, sentence: str, start: int, state: _State, last: int) -> list[Statement]:
        """Purposes and lists after their cue words."""
        for name, kind in (("purpose", K.PURPOSE), ("composition", K.COMPOSITION)):
            cue = _patterns()[name].search(sentence, max(0, last - 1))
            if cue is None:
                continue
            before = self._item(re.split(r"[，,]", sentence[last : cue.start()])[0])[0]
            if before and before != state.item and len(before) <= 30:
                self._begin(state, before, ())
            item = state.item or self._heading_item(under)
            text = sentence[cue.end() :].strip().rstrip("。；;")
            if item and len(text) >= 2:
                if not state.clause:
                    self._begin(state, item, ())
                return [
                    self._make(
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

    # --- items, kinds, dates ---------------------------------------------------------------------------------------------

    def _item(self, lead: str) -> tuple[str, tuple[str, ...]]:
        """The item that words name, and its 类/款/项 path where they give one."""
        text = re.sub(r"[(（](?:不含|不包括|不包含|均为)[^（）()]*[)）]", "", re.split(r"[。；;]", lead)[-1])
        levels = _LEVEL.findall(text)
        if levels:
            path = tuple(self._cleaned(level) for level in levels)
            if len(path) == 1 and re.search(r"[(（]\s*类\s*[)）]支出", text) and not path[0].endswith("支出"):
                return f"{path[0]}支出", (f"{path[0]}支出",)  # 教育（类）支出
            return path[-1], path
        parts = [p for p in re.split(r"[，：:]|,(?!\d\d\d)|其中", text) if p.strip()]
        for part in reversed(parts):
            item = self._cleaned(part)
            if item:
                return item, ()
        return "", ()

    def _cleaned(self, words: str) -> str:
        text = re.sub(r"[(（](?:汇总|本级|机关|本部)[)）]", "", re.sub(r"\s+", "", words))
        text = re.sub(r"^.*(?:为|是)(?=\d{3,7}[一-鿿]{2})", "", text).strip('，、,；;：:。.“ ”"()（）-—')
        text = re.sub(r"^(?:\d{3,7}|[\[【]\d{3,7}[\]】])(?=[一-鿿]{2})(?!年)|[(（\[【]\d{3,7}类?[)）\]】]?$", "", text)
        text = re.sub(r"^(?:[(（]?[" + NUMERALS + r"\d]{1,3}[)）、.．]+)+", "", text)
        if self._about.department:
            text = text.replace(self._about.department, "")
        text = re.sub(r"(?:本|我)(?:部门|单位|局|委|办|院|中心|街道)", "", text)
        text = re.sub(r"(?:截至|截止)?(?:19|20)\d\d年(?:度)?(?:底|末|初|\d{1,2}月\d{1,2}日)?", "", text)
        text = re.sub(r"^(?:全|本|我)?(?:学校|校|医院|院|街道|镇|乡)(?=(?:收支|收入|支出|预算|决算|总))", "", text)
        text = re.sub(
            r"^(?:[、，和与及]|其中|包括|另外|此外|当年(?!收入|支出)|本年(?!收入|支出)|全年|分别为|以及|共有|现有|安排|计划|将|涉及|主要|拟|实际|合计|总计|共计|累计|一共|为|的|中(?![等医小央心国外级共期学专草药])|部门(?=收入|支出|收支))+",
            "",
            text,
        )
        text = re.sub(r"^(?:本年)?度?拟(?=购置|新增|采购|配置|更新)", "", text)
        text = re.sub(r"^(?:所属)?(?:各(?:预算)?单位|[^的，,]{0,14}(?:单位|部门)的)(?:共有|共)?(?=[“一-鿿]{2})", "", text)
        text = re.sub(r"^使用(政府性基金预算|国有资本经营预算)(?:财政)?(?:拨款)?安排的(?=支出)", r"\1", text)
        text = re.sub(r"^“?([^“”]{3,30})”(?:项目|专项)(?:经费|资金)?(?:预算|支出|安排)*$", r"\1", text)
        text = re.sub(r"[（(]\d{3,7}[)）](?=(?:年初)?(?:预算|决算|支出))", "", text)
        text = re.sub(r"(?<=[总合]计)各$|(?<=[入出])各$", "", text)
        if "三公" in text and re.search(r"经费", text) and not re.search(r"占|不含|以外", text):
            return "“三公”经费"
        text = re.sub(
            r"(?:财政拨款)?(?:支出)?(?:预算|决算)?(?:数|总额|金额|规模|总计|合计|共计|共)?(?:安排)?(?:数)?(?:为|是|共|达|约|(?<![总合])计|共计|(?<!实)有|均为|分别为|达到|计划|共有|共安排)+$",
            lambda m: re.sub(r"(?:为|是|共|达|约|(?<![总合])计|共计|(?<!实)有|均为|分别为|达到|计划|共有|共安排|数)+$", "", m[0]),
            text,
        )
        text = re.sub(r"(?<=[款算费出入])安排$|(?<=编制)总$", "", text)
        text = re.sub(r"(?<=经费)财政拨款(?:支出)?(?:预算|决算)?(?:支出)?$", "", text)
        text = re.sub(r"(?:数)$", "", text) if len(text) > 3 and text.endswith(("预算数", "决算数", "费数")) else text
        text = re.sub(_MOVED, "", text.strip("，、,；;：:。.()（）-—")).replace("预算拨款支出", "预算支出")
        if unclosed := re.search(r"[(（]([^（）()]*)$", text):  # the mark at its end was cut off with what follows
            text = f"{text}）" if len(unclosed[1]) <= 2 else text[: unclosed.start()]
        if not re.search(r"[一-鿿]", text) or len(text) > 45 or len(text) < 2 or re.match(r"\d+(?:\.\d+)?[为元万亿]", text):
            return ""
        if re.fullmatch(
            r"完成(?:年初|调整后?|全年)?预算|(?:当年|全年|年度)*预算执行|(?:账面|资产)?(?:原值|净值|总值|价值)|(?:预算|决算|支出|收入|年初预算|支出决算|支出预算|预算安排|价值|总价值|其中|数|金额|执行|增加|减少|上年预算|上年|同比|总体|情况|原因|用于|包括|包含)(?:数)?",
            text,
        ):
            return ""
        return text

    def _heading_item(self, under: Under) -> str:
        """The item that the nearest heading speaks of."""
        for words in reversed(under.headings):
            numbered = numbering(words)
            text = numbered[2] if numbered else words
            text = re.sub(r"^关于|(?:项目)?(?:绩效)?(?:自评|评价)(?:综述|情况|结果)+$", "", text)
            text = re.sub(r"(?:预算|决算)?(?:拨款)?(?:的)?(?:总体)?(?:情况)?(?:的)?(?:总体)?(?:说明|情况)?$", "", text)
            item = self._cleaned(text)
            if item:
                return item
        return ""

    def _kind(self, under: Under, item: str, unit: str, before: str, prior: bool) -> K | None:
        heading = "".join(under.headings[-2:])
        money = unit in ("元", "万元", "千元", "亿元")
        context = next(
            (name for name, words in _words()["context"].items() if any(word in heading for word in words)), ""
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
        if about.stage is Stage.FINAL and re.search(r"年初预算|预算数|(?<!完成)(?:支出|收入|拨款)预算(?:为|是|安排|共|计|总额|金额)*\s*$", lead):
            stage = Stage.BUDGET
        if re.search(r"执行数", lead):
            stage = Stage.EXECUTION
        if re.search(r"决算", lead):
            stage = Stage.FINAL
        if (
            about.year
            and (
                earlier := re.search(
                    r"((?:19|20)\d\d)年(?:度)?(?:年初|当年|全年|调整后?)?(?:预算|决算|执行)(?:数)?[^，,]{0,8}$", lead
                )
            )
            and int(earlier[1]) < about.year
        ):
            return int(earlier[1]), stage, True
        if (
            about.year
            and re.search(r"上年(?:度)?(?:年初)?(?:预算|决算|执行)", lead)
            and not re.search(r"结转|结余", lead)
        ):
            return about.year - 1, stage, True
        if "资产" in heading and about.year:
            return about.year - 1 if about.stage is Stage.BUDGET else about.year, None, False
        return year, stage, False

    def _make(
        self, under: Under, kind: K, item: str, value: Decimal | None, unit: str, text: str, sentence: str, offset: int, end: int, clause: int, *,
        year: int | None = None, stage: Stage | None = None, base: str = "", path: tuple[str, ...] = (), project: str = "",
    ) -> Statement:  # fmt: skip
        about = self._about
        unit_name = next((b for h in reversed(under.headings) if (b := chapter_body(h)) and normal(b) != self._body), "")
        dated = kind in (K.ASSET, K.HEADCOUNT, K.HEADCOUNT_CHANGE)
        own_stage = None if dated else (stage if stage is not None else about.stage)
        own_year = year if year is not None else about.year
        if kind is K.HEADCOUNT and (as_of := re.search(r"((?:19|20)\d\d)年(?:底|末|12月)", under.paragraph.text)):
            base = f"{as_of[1]}年底"
        if kind is K.ASSET_PLAN:
            own_year = about.year
        if kind is K.ASSET:
            own_year = self._asset_year(under, sentence) or own_year
        return Statement(
            kind, item, value, unit, text.strip(), sentence.strip(), under.section, under.headings, clause, own_year, own_stage,
            under.paragraph.place(offset, end), path, project, unit_name, base,
            point=locate([*under.headings, item], project=project, unit=unit_name),
        )  # fmt: skip

    def _asset_year(self, under: Under, sentence: str) -> int | None:
        match = re.search(r"(?:截至|截止)?((?:19|20)\d\d)年(?:底|末|\d{1,2}月)", sentence) or re.search(
            r"(?:截至|截止)((?:19|20)\d\d)年", under.paragraph.text
        )
        if match:
            self._as_of = int(match[1])
        return getattr(self, "_as_of", None)


def _first_reason(sentence: str, *, after_change: bool) -> tuple[int, int] | None:
    """Where a reason's cue begins and ends, if the sentence gives one; 主要是 … alone gives one right after a change."""
    caused = re.search(r"(?<![\u4e00-\u9fff])(?:主要)?[系因](?=[^。；;]{2,80}?(?:所致|导致|引起|造成))", sentence)
    for cue in sorted([*_patterns()["reason"].finditer(sentence), *([caused] if caused else [])], key=lambda c: c.start()):
        words = cue[0].strip("：: ")
        if words in ("主要是", "主要为", "由于", "主要系") and not re.search(
            r"增|减|升|降|持平|变化|不变|多|少", sentence[: cue.start()]
        ):
            if after_change and not sentence[: cue.start()].strip():
                return cue.start(), cue.end()
            continue
        return cue.start(), cue.end()
    return None


def fold_keeping(text: str) -> str:
    """Half width digits, signs and letters; the length does not change, brackets and quotes stay."""
    table = {c: c - 0xFEE0 for c in range(0xFF10, 0xFF1A)} | {0xFF05: 0x25, 0xFF0E: 0x2E}
    return text.translate(table).replace("㎡", "平")


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences with where they begin; a list of reasons (一是…；二是…) is one sentence."""
    start = 0
    for match in re.finditer(r"[。；;]|(?<=[^\d])\.(?=[一-鿿])", text):
        if (
            match[0] in "；;"
            and re.match(r"\s*(?:[二三四五六七]是|[(（]?[2-9]\s*[)）.、]|[②-⑨])", text[match.end() :])
            and _patterns()["reason"].search(text, start, match.start())
        ):
            continue
        sentence = text[start : match.end()]
        if sentence.strip():
            yield start, sentence
        start = match.end()
    if text[start:].strip():
        yield start, text[start:]


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
