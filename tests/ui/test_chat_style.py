"""The chat's colours, and that nothing of it is fetched from elsewhere."""

import re
import tomllib
from pathlib import Path

import pytest

import ui

HERE = Path(ui.__file__).parent
STYLE = (HERE / "style.css").read_text(encoding="utf-8")
CONFIG = tomllib.loads((HERE / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
LIGHT, DARK = (dict(re.findall(r"--b-([\w-]+): (#[0-9a-f]{6})", part)) for part in STYLE.split("@media", 2)[:2])


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("paper", ["paper", "raised"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "accent"])
def test_text_stands_out_from_its_ground(palette: dict[str, str], ink: str, paper: str) -> None:
    assert contrast(palette[ink], palette[paper]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_warning_stands_out_from_its_ground(palette: dict[str, str]) -> None:
    assert contrast(palette["warn"], palette["warn-paper"]) >= 4.5
    assert contrast(palette["ink"], palette["warn-paper"]) >= 4.5


def test_the_style_and_the_theme_agree_on_their_colours() -> None:
    for name, palette in (("light", LIGHT), ("dark", DARK)):
        theme = {key: value.lower() for key, value in CONFIG["theme"][name].items()}
        assert theme["backgroundColor"] == palette["paper"]
        assert theme["secondaryBackgroundColor"] == palette["raised"]
        assert theme["textColor"] == palette["ink"]
        assert theme["primaryColor"] == palette["accent"]


def test_no_usage_is_reported() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False


@pytest.mark.parametrize("path", sorted([*HERE.glob("*.css"), *HERE.glob("*.js")]), ids=lambda path: path.name)
def test_no_style_or_script_names_another_host(path: Path) -> None:
    assert not re.search(r"https?://|@import|url\(", path.read_text(encoding="utf-8"))
