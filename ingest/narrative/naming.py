"""What words of the prose name: the item before a number, without what only leads to it; the item of a heading."""

import re

from assistant.domain.wording import NUMERALS
from ingest.about import About
from ingest.narrative.headings import Under, numbering

_LEVEL = re.compile(
    r"((?:[^（）()，,：:、]|[(（](?![类款项]\s*[)）])[^（）()]{1,8}[)）]){2,40}?)[(（]\s*[类款项]\s*[)）]"
)
_MOVED = re.compile(r"(?:大幅|有所|略有|同比)?(?:增加|减少|增长|下降|降低|上升|变动|变化)(?:变动|变化)?的?$")
"""What a reason's clause says of its item: 财政拨款收入支出减少的 (主要原因是 …)."""




class Names:
    """Reads the items that words name.

    Args:
        about: What is known of the document; its body's name is left out of items.
    """

    def __init__(self, about: About) -> None:
        self._about = about

    def item(self, lead: str) -> tuple[str, tuple[str, ...]]:
        """The item that words name, and its 类/款/项 path where they give one."""
        text = re.sub(r"[(（](?:不含|不包括|不包含|均为)[^（）()]*[)）]", "", re.split(r"[。；;]", lead)[-1])
        levels = _LEVEL.findall(text)
        if levels:
            path = tuple(self.cleaned(level) for level in levels)
            if len(path) == 1 and re.search(r"[(（]\s*类\s*[)）]支出", text) and not path[0].endswith("支出"):
                return f"{path[0]}支出", (f"{path[0]}支出",)  # 教育（类）支出
            return path[-1], path
        parts = [p for p in re.split(r"[，：:]|,(?!\d\d\d)|其中", text) if p.strip()]
        for part in reversed(parts):
            item = self.cleaned(part)
            if item:
                return item, ()
        return "", ()

    def cleaned(self, words: str) -> str:
        """The item in some words, without year, body, verbs and what only says that it is an amount; "" where nothing is left."""
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
            r"(?:按|较上年|比上年)?同(?:比)?口径|完成(?:年初|调整后?|全年)?预算|(?:当年|全年|年度)*预算执行|(?:账面|资产)?(?:原值|净值|总值|价值)|(?:预算|决算|支出|收入|年初预算|支出决算|支出预算|预算安排|价值|总价值|其中|数|金额|执行|增加|减少|上年预算|上年|同比|总体|情况|原因|用于|包括|包含)(?:数)?",
            text,
        ):
            return ""
        return text

    def heading(self, under: Under) -> str:
        """The item that the nearest heading speaks of."""
        for words in reversed(under.headings):
            numbered = numbering(words)
            text = numbered[2] if numbered else words
            text = re.sub(r"^关于|(?:项目)?(?:绩效)?(?:自评|评价)(?:综述|情况|结果)+$", "", text)
            text = re.sub(r"(?:预算|决算)?(?:拨款)?(?:的)?(?:总体)?(?:情况)?(?:的)?(?:总体)?(?:说明|情况)?$", "", text)
            item = self.cleaned(text)
            if item:
                return item
        return ""
