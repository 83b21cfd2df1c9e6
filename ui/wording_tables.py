"""What the pages with tables (browse, compare) and the pictures have words for."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableWording:
    """The words of one language. `{}`-fields are filled by the pages."""

    browse_page: str
    compare_page: str
    compare_modes: Mapping[str, str]
    lead: Mapping[str, str]
    department: str
    departments: str
    document: str
    table: str
    column: str
    total_column: str
    years: str
    year: str
    stages: str
    stage: str
    items: str
    items_hint: str
    pasted: str
    pasted_hint: str
    computed: Mapping[str, str]
    role_notes: Mapping[str, str]
    against: str
    item: str
    code: str
    blank: str
    blank_mark: str
    no_line: str
    gone: str
    derived: str
    also: str
    unit: str
    more_scopes: str
    unlike_stage: str
    apart: str
    contradiction: str
    unlike_items: str
    unlike_scopes: str
    missing: str
    none_in: str
    nothing_to_compare: str
    nothing_found: str
    pick_hint: str
    no_sheet: str
    excel: str
    csv: str
    notes: str
    formula: str
    source_columns: tuple[str, str, str]
    pictures: str
    picture_kinds: Mapping[str, str]
    picture_hint: str
    gap: str
    gaps: str
    not_drawn: str
    search: str
    search_hint: str
    found: str
    found_more: str
    any_year: str
    any_stage: str
    any_department: str
    views: Mapping[str, str]
    documents: str
    back: str
    tables_of: str
    empty_table: str
    figures_in: str
    glossary: str
    terms: str
    term_hint: str
    said_by: str
    natures: Mapping[str, str]
    year_axis: str
