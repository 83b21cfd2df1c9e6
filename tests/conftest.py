"""What tests share. The network is blocked by pytest-socket (pyproject.toml); loopback stays open."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of test documents beside the repository; tests that need it skip where it is absent."""
    found = ROOT.parent / "shared"
    if not found.is_dir():
        pytest.skip("../shared is not here")
    return found
