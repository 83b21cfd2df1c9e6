"""A question for every line of a table beside last year's is answered by the clerk's sheet."""

from assistant.answering import Service


def test_every_line_of_a_table_is_told_beside_last_years(service: Service) -> None:
    answer = service.ask("教育局2025年一般公共预算支出逐项和上年对比")
    assert len(answer.figures) > 20
    first = answer.figures[0]
    assert (first.year, first.origin) == (2025, "stated")
    assert any(figure.year == 2024 for figure in answer.figures)
    assert all(figure.citations for figure in answer.figures)
