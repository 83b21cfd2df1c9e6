"""The chat under load, on loopback: how long an answer takes one session alone, and each of ten that ask at once for a minute.

    python -m tests.benchmarks.load HOME [--sessions 10] [--seconds 60] [--think 2]

Each session is a browser's connection without the browser: it types a question, waits until its answer has been sent whole, thinks, and asks
the next. Measured is from sending the question to the message that holds the answer's text.
"""

import argparse
import asyncio
import itertools
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from tests.ui.conftest import served

PATTERNS = ("{}{}年“三公”经费是多少？", "{}{}年支出一共多少？", "{}{}年公务接待费是多少？", "{}{}年基本支出是多少？")
ALONE = 20.0  # seconds that one session asks alone, before and in the same run


@dataclass
class Session:
    """One reader: what it waited for, and what went wrong."""

    address: str
    questions: Sequence[str]
    think: float
    waits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    box: str = ""  # the chat input's id

    async def run(self, seconds: float) -> None:
        """Ask for some seconds; a session starts anew after a dozen questions, as people do."""
        end = time.monotonic() + seconds
        asking = itertools.cycle(self.questions)
        while time.monotonic() < end:
            async with connect(self.address, subprotocols=["streamlit"], max_size=None) as socket:
                await self._send(socket, "")
                await self._answer(socket, "")
                for question in itertools.islice(asking, 12):
                    await asyncio.sleep(self.think * random.uniform(0.5, 1.5))
                    if time.monotonic() >= end:
                        break
                    started = time.perf_counter()
                    await self._send(socket, question)
                    answered = await self._answer(socket, question)
                    if answered is not None:
                        self.waits.append(answered - started)

    async def _send(self, socket: ClientConnection, question: str) -> None:
        message = BackMsg()
        message.rerun_script.query_string = ""
        if question:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self.box
            state.chat_input_value.data = question
        await socket.send(message.SerializeToString())

    async def _answer(self, socket: ClientConnection, question: str) -> float | None:
        """Read until the script has run; when the question's answer came, None for none."""
        came, shown = None, False
        while True:
            message = ForwardMsg()
            message.ParseFromString(bytes(await asyncio.wait_for(socket.recv(), timeout=60)))
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    if question and came is None:
                        self.errors.append(f"no answer: {question}")
                    return came
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    self.errors.append("the script does not compile")
                    return came
            if kind != "delta" or message.delta.WhichOneof("type") != "new_element":
                continue
            element = message.delta.new_element
            if element.HasField("chat_input"):
                self.box = element.chat_input.id
            elif element.HasField("exception"):
                self.errors.append(element.exception.message)
            elif element.HasField("html"):
                shown = shown or (bool(question) and question in element.html.body)
                if shown and came is None and "b-text" in element.html.body:
                    came = time.perf_counter()


def questions(home: Path) -> list[str]:
    """Questions over every indexed department and year."""
    store = FigureStore(Settings.load(home, {}).database_url)
    subjects = sorted({(d.department, d.year) for d in store.documents() if d.department and d.year})
    store.close()
    made = [pattern.format(*subject) for subject in subjects for pattern in PATTERNS]
    random.Random(1).shuffle(made)
    return made


def percentile(waits: Sequence[float], part: float) -> float:
    """The wait that a part (0 to 1) of them do not exceed."""
    return sorted(waits)[min(len(waits) - 1, int(part * len(waits)))]


async def measure(address: str, asked: Sequence[str], sessions: int, seconds: float, think: float) -> list[Session]:
    """Some sessions at once, each beginning elsewhere among the questions."""
    made = [Session(address, [*asked[at:], *asked[:at]], think) for at in range(0, 7 * sessions, 7)]
    await asyncio.gather(*(session.run(seconds) for session in made))
    return made


def told(name: str, sessions: Sequence[Session]) -> float:
    """Print a line of a measurement; its 95th percentile."""
    waits = [wait for session in sessions for wait in session.waits]
    errors = [error for session in sessions for error in session.errors]
    if not waits:
        raise SystemExit(f"{name}: no answers; {errors[:3]}")
    high = percentile(waits, 0.95)
    print(
        f"{name}: {len(waits)} answers, {len(errors)} errors, median {statistics.median(waits) * 1000:.0f} ms, "
        f"95th percentile {high * 1000:.0f} ms, worst {max(waits) * 1000:.0f} ms"
    )
    for error in dict.fromkeys(errors):
        print(f"  {error}")
    return high


def main() -> None:
    """Serve the home, measure one session and then many, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--sessions", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--think", type=float, default=2.0, help="seconds between an answer and the next question")
    given = parser.parse_args()
    asked = questions(given.home)
    with served(given.home, "--read-only") as address:
        socket = address.replace("http", "ws", 1) + "/_stcore/stream"
        asyncio.run(measure(socket, asked, 1, 20.0, 0.5))  # opens the index, reads ahead
        alone = told("one session", asyncio.run(measure(socket, asked, 1, ALONE, given.think)))
        many = told(
            f"{given.sessions} sessions",
            asyncio.run(measure(socket, asked, given.sessions, given.seconds, given.think)),
        )
    print(f"95th percentile of {given.sessions} sessions / of one: {many / alone:.2f}")


if __name__ == "__main__":
    main()
