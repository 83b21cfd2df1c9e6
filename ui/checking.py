"""Findings of `budget check`, as the objects of the contract."""

from typing import Any

from assistant.domain.answer import Citation
from assistant.domain.disclosure import Disclosure
from assistant.domain.quantity import plain_decimal
from assistant.domain.table import Figure, Table
from assistant.stores.figures import FigureStore
from ingest.reconcile import Finding, check


def findings(store: FigureStore) -> list[dict[str, Any]]:
    """What does not add up in any indexed document; errors first."""
    found = [
        _finding(disclosure, finding)
        for disclosure in store.documents()
        for finding in check(store.tables(disclosure.document)).findings
    ]  # fmt: skip
    return sorted(found, key=lambda finding: finding["kind"] != "error")


def _finding(disclosure: Disclosure, finding: Finding) -> dict[str, Any]:
    whole = finding.figures[0]
    column = " / ".join(whole.column_path)
    message = (
        f"{disclosure.document}: {finding.table.number} {finding.table.title}, {whole.item} / {column}: "
        f"{plain_decimal(finding.found)} {finding.unit} is printed, its parts give {plain_decimal(finding.expected)} {finding.unit}"
    )
    return {
        "kind": finding.kind,
        "rule": finding.rule,
        "document": disclosure.document,
        "message": message,
        "unit": finding.unit,
        "expected": plain_decimal(finding.expected),
        "found": plain_decimal(finding.found),
        "difference": plain_decimal(finding.difference),
        "citations": [
            _citation(disclosure, finding.table, figure).as_json()
            for figure in finding.figures
            if figure.value is not None
        ],
    }


def _citation(disclosure: Disclosure, table: Table, figure: Figure) -> Citation:
    return Citation(
        disclosure.document, figure.place.page, f"{table.number} {table.title}".strip(), figure.item or None, " / ".join(figure.column_path) or None,
        figure.place.box, None, figure.printed,
    )  # fmt: skip
