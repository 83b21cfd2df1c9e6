"""From 100 to 10,000 made documents: the median time of figure questions that name a department may grow by half; asserted.

    python -m tests.benchmarks.scale [--documents 10000]

Also told: a question to a department whose documents nobody has asked yet, questions that name no department, and the memory of it all.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

import psutil

from assistant.answering import Service, open_service
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from tests.benchmarks import made

FEW, MANY = 100, 10_000
AT_MOST = 1.5
UNNAMED_AT_MOST = 3_000.0  # milliseconds
ROUNDS = 3
_ASKED = 20  # departments


def warm(service: Service, bodies: tuple[str, ...]) -> tuple[float, float, float]:
    """Median and 95th percentile of figure questions, and the median of each department's first one, in milliseconds."""
    first, taken = [], []
    for body in bodies[:: max(1, len(bodies) // _ASKED)][:_ASKED]:
        first.append(service.ask(made.QUESTIONS[0].format(body, made.YEARS[-1])).elapsed_ms)
        for _ in range(ROUNDS):
            for question in made.QUESTIONS:
                answer = service.ask(question.format(body, made.YEARS[-2]))
                assert answer.figures and answer.figures[0].department == body, answer
                taken.append(answer.elapsed_ms)
    taken.sort()
    return statistics.median(taken), taken[int(len(taken) * 0.95)], statistics.median(first)


def run(documents: int) -> None:
    """Fill a store, ask, fill it further, ask again; print the table."""
    medians = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.load(Path(folder), {})
        store = FigureStore(settings.database_url)
        present = 0
        for count in (FEW, documents):
            made.fill(store, count, present)
            present = count
            service = open_service(settings, store)
            bodies = made.departments(-(-count // len(made.YEARS)))
            service.ask(made.QUESTIONS[0].format(bodies[-1], made.YEARS[0]))  # imports
            middle, high, first = warm(service, bodies)
            medians.append(middle)
            print(
                f"{count} made documents of {len(bodies)} departments: median {middle:.2f} ms, 95th percentile {high:.2f} ms, "
                f"a department's first {first:.1f} ms",
                flush=True,
            )
        for question in made.UNNAMED:
            answer = service.ask(question)
            assert answer.elapsed_ms < UNNAMED_AT_MOST, answer
            print(f"  no department named, {question}: {answer.kind}, {answer.elapsed_ms:.0f} ms")
        store.close()
    memory = psutil.Process().memory_info().rss / 1024 / 1024
    print(f"the median at {documents} documents / at {FEW}: {medians[1] / medians[0]:.2f}; the process then holds {memory:.0f} MB", flush=True)
    assert medians[1] <= AT_MOST * medians[0], medians


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=MANY)
    run(parser.parse_args().documents)


if __name__ == "__main__":
    main()
