"""Regions within the names of bodies, by their levels and parts; schools by their number."""

import pytest

from assistant.domain.query import Query
from assistant.understanding.departments import find, regional, regions, without_region
from assistant.understanding.leftovers import Context
from assistant.understanding.lexicon import load
from assistant.understanding.parse import parse
from assistant.understanding.vocabulary import Vocabulary

AUDIT, CIVIL, OTHER, PROVINCE = "上海市普陀区审计局", "上海市普陀区民政局", "上海市静安区审计局", "贵州省审计厅"
BODIES = (AUDIT, CIVIL, OTHER, PROVINCE)
SCHOOLS = ("青禾市第一中学", "青禾市第二中学", "青禾市第三小学", "青禾市教育局")
CONTEXT = Context(Vocabulary(["差旅费", "机关运行经费"], [], BODIES), load())


def read(question: str) -> Query:
    return parse(question, CONTEXT)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("贵州省审计厅", "审计厅"),
        ("贵州省贵阳市审计局", "审计局"),
        ("广州市财政局", "财政局"),
        ("郑州市财政局", "财政局"),
        ("云岭州教育局", "教育局"),
        ("某某自治州人民政府办公室", "人民政府办公室"),
        ("内蒙古自治区锡林郭勒盟商务局", "商务局"),
        ("上海市普陀区审计局", "审计局"),
        ("国家统计局", "统计局"),
        ("青禾市社会信用中心", "社会信用中心"),
        ("青禾市市场监督管理局", "市场监督管理局"),
        ("青禾市市容管理局", "市容管理局"),
        ("青禾市城市管理局", "城市管理局"),
    ],
)
def test_a_body_begins_after_all_its_regions(name: str, body: str) -> None:
    assert without_region(name) == body


@pytest.mark.parametrize(
    "name", ["城市管理局", "社区服务中心", "市场监督管理局", "景区管理局", "园区管理委员会", "自然保护区管理局", "林区公安局"]
)
def test_what_only_ends_like_a_region_is_none(name: str) -> None:
    assert without_region(name) == name
    assert regions([name]) == ()


def test_regions_are_known_whole_by_their_parts_and_without_their_level() -> None:
    assert set(regions([AUDIT])) == {"上海市普陀区", "上海市普陀", "上海市", "上海", "普陀区", "普陀"}
    assert set(regions([PROVINCE])) == {"贵州省", "贵州"}


@pytest.mark.parametrize(
    ("question", "bodies"),
    [
        ("普陀区各部门", {AUDIT, CIVIL}),
        ("普陀的各单位", {AUDIT, CIVIL}),
        ("上海市普陀区各单位", {AUDIT, CIVIL}),
        ("上海各部门", {AUDIT, CIVIL, OTHER}),
        ("静安区哪个单位", {OTHER}),
        ("贵州各部门", {PROVINCE}),
        ("各部门", set()),
    ],
)
def test_the_bodies_of_a_region_are_found_by_any_part_of_its_name(question: str, bodies: set[str]) -> None:
    assert set(regional(question, BODIES)) == bodies


def test_a_region_named_alone_leaves_its_bodies_to_choose_from() -> None:
    query = read("普陀区的机关运行经费多少")
    assert query.groups == ((AUDIT, CIVIL),)
    assert (query.unexplained, [item.words for item in query.items]) == ((), ["机关运行经费"])
    assert read("上海市静安区的差旅费多少").departments == (OTHER,)
    assert read("贵州省的差旅费多少").departments == (PROVINCE,)


def test_a_region_before_a_body_that_is_not_indexed_means_none_of_its_bodies() -> None:
    query = read("普陀区气象局的差旅费是多少")
    assert query.departments == ()
    assert query.unexplained or query.unknown_bodies


def test_a_region_s_part_and_a_body_s_name_name_that_body() -> None:
    assert [n.departments for n in find("普陀区审计局的差旅费", BODIES)] == [(AUDIT,)]
    assert [n.departments for n in find("静安审计局的差旅费", BODIES)] == [(OTHER,)]
    assert [n.departments for n in find("贵州审计厅的差旅费", BODIES)] == [(PROVINCE,)]


@pytest.mark.parametrize(
    ("question", "text", "school"),
    [
        ("二中2025年预算", "二中", "青禾市第二中学"),
        ("青禾二中今年预算", "青禾二中", "青禾市第二中学"),
        ("市二中有多少人", "市二中", "青禾市第二中学"),
        ("第二中学的培训费", "第二中学", "青禾市第二中学"),
        ("一中的培训费", "一中", "青禾市第一中学"),
        ("三小的培训费", "三小", "青禾市第三小学"),
    ],
)
def test_a_school_is_known_by_its_number(question: str, text: str, school: str) -> None:
    assert [(n.text, n.departments) for n in find(question, SCHOOLS)] == [(text, (school,))]


@pytest.mark.parametrize("question", ["四中的培训费", "二小的培训费", "第三中学的培训费"])
def test_a_school_of_another_number_or_kind_is_none_of_them(question: str) -> None:
    assert find(question, SCHOOLS) == []


@pytest.mark.parametrize(
    ("question", "body"),
    [("二中的差旅费", 0), ("沙泉二中差旅费", 0), ("第二中学差旅费", 0), ("十二中差旅费", 1), ("沙泉市第十二中学差旅费", 1)],
)
def test_a_schools_number_is_read_whole(question: str, body: int) -> None:
    schools = ("沙泉市第二中学", "沙泉市第十二中学")
    assert [named.departments for named in find(question, schools)] == [(schools[body],)]
