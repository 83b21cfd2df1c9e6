"""What tests share. The network is blocked by pytest-socket (pyproject.toml); loopback stays open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import Service, open_service
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from ingest import pipeline

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "ui" / "sample"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of test documents beside the repository; tests that need it skip where it is absent."""
    found = ROOT.parent / "shared"
    if not found.is_dir():
        pytest.skip("../shared is not here")
    return found


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with the bundled sample indexed."""
    settings = Settings.load(tmp_path_factory.mktemp("home"), {})
    store = FigureStore(settings.database_url)
    results = pipeline.ingest([SAMPLE], settings, store, jobs=2)
    assert [r.status for r in results] == ["indexed"] * len(results)
    store.close()
    return settings


@pytest.fixture(scope="session")
def sample_store(sample_home: Settings) -> Iterator[FigureStore]:
    """The figure store of the bundled sample."""
    store = FigureStore(sample_home.database_url)
    yield store
    store.close()


@pytest.fixture(scope="session")
def service(sample_home: Settings, sample_store: FigureStore) -> Service:
    """The answering service over the bundled sample."""
    return open_service(sample_home, sample_store)
