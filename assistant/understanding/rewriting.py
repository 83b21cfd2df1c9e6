"""A question's words as the parser reads them: asides dropped, ways of saying the same thing brought to one.

The rewrites are a table, applied in its order; none knows a question or a name.
"""

import re
from collections.abc import Callable

from assistant.understanding.lexicon import Lexicon
from assistant.understanding.script import plain_question

_EITHER = re.compile(
    r"[，,]?\s*(?:都?是|属于|算|走的?是?|列在|放在|列的是|用的是)(?![多少增减涨降升高低大小上下\d])(?:[^，,。；;？?是]{2,10})(?:里|的|出的)?还是(?![多少增减涨降升高低大小上下\d])(?:[^，,。；;？?]{2,10}?)(?:里|的|出的)?(?=[，,。；;？?]|$)"
    r"|[，,](?![多少增减涨降升高低大小上下\d是])[^，,。；;？?]{2,8}还是(?![多少增减涨降升高低大小上下\d])[^，,。；;？?]{2,8}(?=[。；;？?]|$)"
    r"|[，,]?\s*是(?:财政|自有|自筹|单位|其他|一般公共预算|政府性基金)(?:拨款|资金)?(?:出的?|拨的?|安排的?)?(?:钱)?[吗么](?=[，,。；;？?]|$)"
)
"""What is put up for choice: 是基本支出还是项目支出, 是财政的钱吗."""
_TO_BUY = re.compile(
    r"(?:计划|准备|打算|打不打算|拟|要不要|会不会|今年要?|明年要?|预算里?要?)[^，,。？?]{0,6}?(?:添置?|新增|新购|购置|购买|买|更新|换|配备?)[^，,。？?]{0,6}?(?:车|辆|设备|台|固定资产|资产|电脑|家具|房)"
)
_CAR = re.compile(r"(?:添置?|新增|新购|购置|购买|买|更新|换|配备?)(?:配置)?(?P<count>(?:几|多少)[辆台部])?(?:新的?|公务|公)*(?:用)?车辆?")
_TITLE = r"(?:整体|专项|业务|经费|绩效|目标|自评|支出|收入|收支|总体|情况|政府|采购|购买|服务|预算|决算|项目|资金|财政|拨款|一般|公共|基本|基金|三公|总|明细|分类|部门|单位|功能|经济|科目|资产|配置){1,8}"
"""The words that titles of standard tables are made of."""
_REWRITES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"(\d\d年)(?:度)?([末初底])", r"\1年\2"),
    # 23、24、25三年; 23到25年
    (r"(?<![\d.,])[12]\d(?:年?[、,，和及与跟至到~\-][12]\d)+(?:年|(?=[两二三四五]年))", lambda found: re.sub(r"(\d\d)年?", r"20\1年", found[0])),
    (r"年底", "年末"),
    (r"年末([^,，。;；]{0,4}(?:没花完|没用完|剩)[^,，。;；]{0,4}?)(?:结转|结余)", r"\1年末结转"),
    (r"[(（]\s*(?:不?含|不?包括|不?包含|不算|不是|唔系|不光|不只|不止|而非|而不是)[^)）]*[)）]", ""),
    (r"(?<=\d)万(?=以[上下内])", "万元"),
    # 甲表和乙表写的一样吗: where to look, not what is asked for
    (_TITLE + r"表(?:和|与|跟|、)[^，,。；;？?]{2,16}表(?:上|里面?|中)?(?:的|写的|印的|列的)*(?=[^，,。；;？?]*(?:一样|一致|相同|对得上|对不上|差))", ""),
    # 机关和事业两块的…: both rows of one item of the economic classification
    (r"(?:把)?(?:机关|行政)(?:公务员|单位)?(?:那|这)?(?:块|部分|边)?(?:和|加上?|与|、)事业(?:编制?|单位)?(?:那|这|两)?(?:块|部分|边)?(?:的)?(?=[一-鿿])", "合计"),
    (r"(?:能不能|能否|可否|可不可以)?(?:从|由|根据|按照?|用)[^,，。?？]{0,14}?(?:推出来|推算出来|推算|推得|推出|倒推|反推|算出来)(?:吗|么)?", ""),
    (r"(?:不带|不含|不包括|不包含)“?[^，,。;；?？”]{1,12}”?的(?:那(?:一)?(?:列|行|项|栏|个)的?)?", ""),
    # a code printed in parts: 201 03 01
    (r"(?<![\d.,])([235]\d\d)[ -](\d\d)(?:[ -](\d\d))?(?![\d.,%]|\s*(?:万|元))", lambda found: "".join(found.groups(default=""))),
    (
        r"(?:去年|上年|上一年|前一年)(?:没花完|没用完|未用完|剩下?|结余)?的?[^，,。；;]{0,3}?(?:结转|转)(?:过来|下来|到今年|结余)*(?:的?(?:钱|资金))?",
        "上年结转",
    ),
    (r"相当于([^，,。；;？?]{2,14}?)的?(?=百分之|几成|几分之|多大比例|多少比例)", r"占\1的"),
    (_EITHER.pattern, ""),
    # 预算里面有多大一部分用于人员经费
    (
        r"([^，,。；;？?]{2,20}?)(?:里面?|中|当中|里头)有?多(?:大|少|高)的?(?:一部分|比例|份额|比重)(?:是|用于|花在|给了)([^，,。；;？?]{2,20})",
        r"\2占\1的比例",
    ),
    # 供暖要花的取暖费: what a thing is spent on is told by its name
    (r"[^，,。；;？?]{2,10}?(?:要花|得花|该花|所需|所花)的(?=[一-鿿]{2,})", ""),
    # 刚才说的是…吧，那…呢: what was spoken of before is not asked for again
    (r"^[^，,。？?]{0,6}(?:刚才|刚刚|前面|上面|上一个)[^，,。？?]{0,30}(?:吧|嘛|了)[，,](?=那)", ""),
    (r"(?:用来|用于|为了|为的是|主要|是)?解决(?:的是|些)?(?:什么|哪些|啥)(?:样的)?问题", "用来做什么"),
    (r"(?:算上|连同|连带)[^，,。；;？?]{1,10}?的?[，,]", ""),
    (r"(?:^|(?<=[，,]))[^，,。；;？?除]{1,20}?(?:之外|以外)的(?=其他|其余|别的)", ""),
    (r"除了?[^,，。;；?？]{1,20}?(?:(?:以外|之外|外)[,，]?|[,，])", ""),
    (r"[(（\[【](\w{1,2})[)）\]】]", r"\1"),
    (r"[(（][^()（）]{1,40}[)）]", lambda found: re.sub("[,，]", " ", found[0])),
    (r"[“”‘’\"'「」『』《》]", ""),
    # a verb before things that are counted names no item: 采购几台…
    (r"(?<!政府)(?:采购|购置|购买|添置|配备|配置)了?(?=(?:几|多少)[台辆套件把张部间艘架只个])", "买"),
    (r"(?<=[，,])(?:分别|都|各)?叫(?:什么|啥|何)(?:名字?|名称)?", "分别是哪些"),
)
_COMPILED = tuple((re.compile(pattern), other) for pattern, other in _REWRITES)


def prepared(question: str, lexicon: Lexicon) -> str:
    """A question in plain form (half width, simplified) after all rewrites: those of the table, then the lexicon's own."""
    text = plain_question(question)
    for pattern, other in _COMPILED:
        text = pattern.sub(other, text)
    if to_buy(text):
        text = _CAR.sub(lambda found: f"买车{found['count'] or ''}", text)
    for words, other in lexicon.rewrite.items():
        text = text.replace(words, other)
    return text


def to_buy(text: str) -> bool:
    """Whether a question asks for what is to be bought (打算添几辆车), not for what is there."""
    return _TO_BUY.search(text) is not None


def alternatives(question: str) -> tuple[str, ...]:
    """What a question puts up for choice (是基本支出还是项目支出)."""
    found = _EITHER.search(plain_question(question))
    if found is None:
        return ()
    words = re.sub(r"^[，,]?\s*(?:都?是|属于|算|走的?是?|列在|放在|列的是|用的是)?|[吗么]$", "", found[0])
    return tuple(re.sub(r"(?:里|的|出的)$", "", word) for word in words.split("还是") if word)
