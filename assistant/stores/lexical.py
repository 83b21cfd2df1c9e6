"""Ranking passages by their words: BM25 over words and character pairs, the heading path in front of each passage."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from assistant.domain.statement import Passage
from assistant.domain.wording import fold

_K1, _B = 1.2, 0.6
ASKING = frozenset(
    [
        "什么",
        "多少",
        "哪些",
        "哪个",
        "哪里",
        "哪",
        "谁",
        "怎么",
        "怎样",
        "如何",
        "为什么",
        "为何",
        "是否",
        "有没有",
        "请问",
        "一下",
        "主要",
        "具体",
        "情况",
        "以及",
        "的",
        "了",
        "吗",
        "呢",
        "是",
        "在",
        "和",
        "与",
        "有",
        "对",
        "由",
        "归",
        "被",
        "把",
        "里",
        "下",
        "上",
        "中",
        "管",
        "做",
        "干",
        "写",
        "负责",
        "进行",
        "关于",
        "今年",
        "去年",
        "哪家",
        "几",
        "要",
        "都",
        "这",
        "那",
        "我",
        "你",
        "他",
        "它",
        "们",
        "啥",
        "干什么",
        "是什么",
        "怎么样",
        "名字",
        "关系",
        "打算",
        "起来",
        "用来",
        "告诉",
        "意思",
        "解释",
        "介绍",
        "文件",
        "资料",
        "这份",
        "那个",
        "这个",
        "哪天",
        "写明",
        "写的",
        "怎么回事",
        "一样",
        "不同",
        "区别",
        "算是",
        "属于",
        "凭什么",
        "依据",
        "原因",
        "理由",
        "说明",
    ]
)
"""Words that ask, and say nothing of what is asked for."""


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """Search words of a text: the segmenter's and every pair of Chinese characters."""
    import rjieba  # loads its dictionary only for explanations

    plain = re.sub(r"\s+", "", fold(text)).lower()
    cut = [word for word in rjieba.cut_for_search(plain) if re.search(r"[\w]", word)]
    pairs = [plain[n : n + 2] for n in range(len(plain) - 1) if re.fullmatch(r"[一-鿿]{2}", plain[n : n + 2])]
    return (*cut, *pairs)


@lru_cache(maxsize=2_000)
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """The segmenter's words of a text, each with its kind (n, v, r …)."""
    import rjieba  # loads its dictionary only for explanations

    return tuple((word, kind) for word, kind in rjieba.tag(text))


@lru_cache(maxsize=2_000)
def content_words(question: str) -> tuple[str, ...]:
    """The words of a question that a passage should hold."""
    import rjieba

    plain = re.sub(r"\s+", "", fold(question)).lower()
    return tuple(
        dict.fromkeys(
            w
            for w in rjieba.cut(plain)
            if re.search(r"[\w]", w) and w not in ASKING and (len(w) > 1 or not re.match(r"[一-鿿]", w))
        )
    )


class Lexical:
    """BM25 over the passages it is given; nothing is kept but the words of texts."""

    def rank(
        self, question: str, passages: Sequence[tuple[str, Passage]], limit: int
    ) -> list[tuple[str, Passage, float]]:
        """The best passages, each with the share (0 to 1) of the question's content words that it holds."""
        if not passages:
            return []
        bags = [Counter(words("".join(p.headings) + p.text)) for _, p in passages]
        asked = [w for w in dict.fromkeys(words(question)) if w not in ASKING]
        average = sum(sum(bag.values()) for bag in bags) / len(bags)
        frequency = Counter(word for bag in bags for word in set(bag) if word in asked)
        scores = []
        for place, bag in enumerate(bags):
            length = sum(bag.values())
            score = 0.0
            for word in asked:
                count = bag.get(word, 0)
                if count:
                    rarity = math.log(1 + (len(bags) - frequency[word] + 0.5) / (frequency[word] + 0.5))
                    score += rarity * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length / average))
            scores.append((-score, place))
        scores.sort()
        return [(*passages[place], held(question, passages[place][1])) for score, place in scores[:limit] if score < 0]


def held(question: str, passage: Passage) -> float:
    """The share of a question's content words that a passage holds, word by word, a word in part by its character pairs."""
    text = re.sub(r"\s+", "", fold("".join(passage.headings) + passage.text)).lower()
    asked = content_words(question)
    if not asked:
        return 0.0
    total = 0.0
    for word in asked:
        if word in text:
            total += len(word)
        elif len(word) > 2:
            pairs = [word[n : n + 2] for n in range(len(word) - 1)]
            total += len(word) * 0.8 * sum(pair in text for pair in pairs) / len(pairs)
    return total / sum(len(word) for word in asked)
