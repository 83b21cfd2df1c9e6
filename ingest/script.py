"""Characters as they come out of documents, put right: radicals that stand for characters, spaces that layout put between them."""

import re

# Kangxi radicals and the CJK radicals supplement that print programs write for ordinary characters. NFKC makes some of
# them traditional and leaves others alone, so the table is our own; pairs of (radical, character).
_PAIRS = (
    "⼀一⼁丨⼂丶⼃丿⼄乙⼅亅⼆二⼇亠⼈人⼉儿⼊入⼋八⼌冂⼍冖⼎冫⼏几⼐凵⼑刀⼒力⼓勹⼔匕⼕匚⼖匸⼗十⼘卜⼙卩⼚厂⼛厶⼜又⼝口⼞囗⼟土⼠士⼡夂⼢夊⼣夕⼤大⼥女⼦子"
    "⼧宀⼨寸⼩小⼪尢⼫尸⼬屮⼭山⼮巛⼯工⼰己⼱巾⼲干⼳幺⼴广⼵廴⼶廾⼷弋⼸弓⼹彐⼺彡⼻彳⼼心⼽戈⼾户⼿手⽀支⽁攴⽂文⽃斗⽄斤⽅方⽆无⽇日⽈曰⽉月⽊木⽋欠⽌止⽍歹"
    "⽎殳⽏毋⽐比⽑毛⽒氏⽓气⽔水⽕火⽖爪⽗父⽘爻⽙爿⽚片⽛牙⽜牛⽝犬⽞玄⽟玉⽠瓜⽡瓦⽢甘⽣生⽤用⽥田⽦疋⽧疒⽨癶⽩白⽪皮⽫皿⽬目⽭矛⽮矢⽯石⽰示⽱禸⽲禾⽳穴⽴立"
    "⽵竹⽶米⽷糸⽸缶⽹网⽺羊⽻羽⽼老⽽而⽾耒⽿耳⾀聿⾁肉⾂臣⾃自⾄至⾅臼⾆舌⾇舛⾈舟⾉艮⾊色⾋艸⾌虍⾍虫⾎血⾏行⾐衣⾑襾⾒见⾓角⾔言⾕谷⾖豆⾗豕⾘豸⾙贝⾚赤⾛走"
    "⾜足⾝身⾞车⾟辛⾠辰⾡辵⾢邑⾣酉⾤釆⾥里⾦金⾧长⾨门⾩阜⾪隶⾫隹⾬雨⾭青⾮非⾯面⾰革⾱韦⾲韭⾳音⾴页⾵风⾶飞⾷食⾸首⾹香⾺马⾻骨⾼高⾽髟⾾鬥⾿鬯⿀鬲⿁鬼⿂鱼⿃鸟"
    "⿄卤⿅鹿⿆麦⿇麻⿈黄⿉黍⿊黑⿋黹⿌黾⿍鼎⿎鼓⿏鼠⿐鼻⿑齐⿒齿⿓龙⿔龟⿕龠"
    "⺁厂⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺋卩⺌小⺍小⺎兀⺏尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛无⺜日⺝月⺟母⺠民⺡氵⺢水⺣灬⺤爫⺥爫⺦丬⺨犭⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱网⺲罒⺳网⺴网⺵网"
    "⺶羊⺷羊⺸羊⺹老⺺聿⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑长⻒长⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨"
    "⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻭齿⻮齿⻯龙⻰龙⻱龟⻲龟⻳龟"
)
RADICALS = {ord(radical): character for radical, character in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}

_CJK = r"[　-〿㐀-䶿一-鿿＀-￯“”‘’…]"
_BETWEEN = re.compile(rf"(?<={_CJK})[ \t\u00a0]+(?={_CJK})")
_BESIDE = re.compile(rf"(?<={_CJK})[ \t\u00a0]+(?=[\d%<>=])|(?<=[\d%])[ \t\u00a0]+(?={_CJK})")


def mend(text: str) -> str:
    """Radicals as the characters they stand for; odd spaces as plain ones."""
    return text.translate(RADICALS).replace("\u00a0", " ").replace("\u200b", "")


def join(lines: list[str]) -> str:
    """Wrapped lines of one cell or paragraph as one: Chinese is joined with nothing, Latin words with a space."""
    text = ""
    for line in lines:
        line = line.strip()
        if not line:
            continue
        gap = " " if text and re.search(r"[A-Za-z]$", text) and re.match(r"[A-Za-z]", line) else ""
        text += gap + line
    return tight(text)


def tight(text: str) -> str:
    """Text without the spaces that layout put between Chinese characters, or between them and digits."""
    return _BESIDE.sub("", _BETWEEN.sub("", text)).strip()
