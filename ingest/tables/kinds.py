"""Which standard table a title names, as data (kinds.toml)."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.domain.wording import normal


@cache
def _kinds() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((files("ingest.tables") / "kinds.toml").read_text(encoding="utf-8"))[
        "kind"
    ]
    return found


def kind_of(title: str) -> str:
    """The standard kind of a table by its title; "" for one that is none."""
    plain = normal(title)
    for kind in _kinds():
        if any(word in plain for word in kind.get("none", ())):
            continue
        if any(all(word in plain for word in group) for group in kind["any"]):
            return str(kind["name"])
    return ""
