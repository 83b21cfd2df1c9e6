from pathlib import Path

from assistant.domain.statement import Passage
from assistant.hashed import hashed
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from assistant.stores.lexical import Lexical
from assistant.stores.passages import PassageStore
from tests.stores.test_figure_store import parsed

PASSAGES = [
    Passage(0, ("一",), ("一、主要职能",), "负责会议的会务工作。"),
    Passage(1, ("二",), ("二、名词解释",), "“三公”经费：因公出国（境）费、公务用车购置及运行费、公务接待费。"),
    Passage(2, ("三",), ("三、资产",), "房屋和车辆的情况。"),
]


def test_the_built_in_vectors_are_the_same_everywhere() -> None:
    vector = hashed("三公经费")
    assert len(vector) == 512
    assert abs(sum(x * x for x in vector) - 1) < 1e-5
    assert [n for n, x in enumerate(vector) if x][:3] == [n for n, x in enumerate(hashed("三公 经费")) if x][:3]


def test_passages_are_found_by_vector_and_gone_when_removed(tmp_path: Path) -> None:
    store = PassageStore(Settings.load(tmp_path, {}))
    store.add("a.pdf", "sha", PASSAGES)
    pool = [("a.pdf", p) for p in PASSAGES]
    assert store.similar("什么是三公经费", pool)[0] == 1
    store.remove("a.pdf")
    assert store.documents() == {} and store.similar("什么是三公经费", pool) == []
    store.close()


def test_the_vector_store_heals_from_the_truth(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path, {})
    figures = FigureStore(settings.database_url)
    figures.save(parsed())
    store = PassageStore(settings)
    store.add("gone.pdf", "sha", PASSAGES)
    assert store.heal(figures) == 2
    assert store.documents() == {("a.pdf", "sha-a.pdf"): 1}
    assert store.heal(figures) == 0
    store.close()
    figures.close()


def test_words_rank_the_passage_that_answers_first_and_say_how_much_it_holds() -> None:
    ranked = Lexical().rank("会务工作归谁管", [("a.pdf", p) for p in PASSAGES], 2)
    assert ranked[0][1].ordinal == 0
    assert ranked[0][2] == 1.0
    assert all(share < 0.5 for _, _, share in Lexical().rank("中标公司是哪家", [("a.pdf", p) for p in PASSAGES], 2))
