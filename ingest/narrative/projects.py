"""A project's block in the prose: label：value, or a chapter of its own with its basis, undertaker, period and amounts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from assistant.domain.quantity import parse_amount, unit_name
from assistant.domain.statement import Statement, StatementKind
from ingest.narrative.headings import Under, numbering
from ingest.narrative.making import Maker
from ingest.narrative.naming import Names
from ingest.narrative.words import patterns

K = StatementKind


class Projects:
    """Reads the blocks of projects; remembers which project is being described."""

    def __init__(self, maker: Maker, names: Names) -> None:
        self._maker = maker
        self._names = names
        self._project = ""

    def labelled(self, under: Under, text: str) -> list[Statement] | None:
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
        self._maker.clause += 1
        return [
            self._maker.make(
                under,
                kind,
                self._project or label,
                None,
                "",
                value,
                text,
                offset,
                len(text),
                self._maker.clause,
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
            self._maker.clause += 1
            return [self._maker.make(under, kind, project, None, "", text, text, 0, len(text), self._maker.clause, project=project)]
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
        for match in patterns()["number"].finditer(value):
            lead = value[last : match.start()]
            last = match.end()
            amount = parse_amount(match[1])
            if amount is None:
                continue
            self._maker.clause += 1
            item = self._names.item(lead)[0] or self._project
            own = (
                K.PROJECT_AMOUNT
                if kind is K.PROJECT_AMOUNT and not self._names.item(lead)[0]
                else K.PROJECT_ALLOCATION
                if kind is K.PROJECT_ALLOCATION
                else kind
            )
            yield self._maker.make(
                under, own, self._project if own is K.PROJECT_AMOUNT else item, amount, unit_name(match[2]), lead.strip("，、,；; ") + match[0], text,
                offset + match.start() - len(lead), offset + match.end(), self._maker.clause, project=self._project,
            )  # fmt: skip
