"""The `budget` command. Heavy libraries are imported inside the commands that need them, so that a figure question starts at once."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.domain.errors import BudgetError
from assistant.settings import Settings

app = typer.Typer(
    name="budget", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Ask Chinese government budget disclosures: exact figures, each with the page and cell that prints it.",
)  # fmt: skip

Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="Folder that holds the index (default: BUDGET_HOME, else the user-data directory).",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Port = Annotated[int, typer.Option("--port", help="Port of the chat.")]
Host = Annotated[str, typer.Option("--host", help="Address to listen on.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")]
ReadOnly = Annotated[bool, typer.Option("--read-only", help="For the public: no uploads, nothing can be changed.")]


def main() -> None:
    """Run the command line; every known error is one line on stderr and exit status 1."""
    try:
        app()
    except BudgetError as error:
        typer.echo(f"budget: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


@app.command()
def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Files and folders (folders are searched recursively).", show_default=False)
    ],
    home: Home = None,
    as_json: AsJson = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Files read at the same time.")] = 0
    or (os.cpu_count() or 1),
) -> None:
    """Read and index disclosures; an unchanged file costs a hash. Exit 1 if some file failed (the others are in)."""
    from assistant.stores.figures import FigureStore
    from ingest import pipeline

    missing = [path for path in paths if not path.exists() and not path.is_symlink()]
    if missing:
        typer.echo(f"budget: {pipeline.shown(missing[0])}: there is no such file or folder", err=True)
        raise typer.Exit(2)
    settings = Settings.load(home)
    store = FigureStore(settings.database_url)
    _, passed = pipeline.files_of(paths)
    with _pages_bar() as (moved, named):

        def told(result: pipeline.Result) -> None:
            named(Path(result.file).name)
            if as_json:
                typer.echo(json.dumps(_ingested(result), ensure_ascii=False))

        results = pipeline.ingest(
            paths, settings, store, jobs=jobs, vectors=lambda: _passages(settings), progress=moved, told=told
        )
    if not as_json:
        _table(
            ("文件", "单位", "年度", "阶段", "表", "数字", "段落", "警告", "状态"),
            [
                (Path(r.file).name, r.report.get("department") or "—", r.report.get("year") or "—", r.report.get("stage") or "—", r.report.get("tables", ""),
                 r.report.get("figures", ""), r.report.get("passages", ""), _warned(r.report), r.status)
                for r in results
            ],
        )  # fmt: skip
    for result in results:
        warnings = result.report.get("warnings")
        for warning in warnings if isinstance(warnings, list) else []:
            typer.echo(f"{Path(result.file).name}: {warning}", err=True)
        if result.status == "failed":
            typer.echo(f"failed ({result.reason}): {result.message}", err=True)
    if passed:
        typer.echo(f"{passed} files of other kinds were passed over", err=True)
    raise typer.Exit(1 if any(r.status == "failed" for r in results) else 0)


@contextmanager
def _pages_bar() -> Iterator[tuple[Callable[[int, int], None], Callable[[str], None]]]:
    """A bar on stderr of the pages done of all pages, with the time left: what to call with the two numbers, and with the last file's name."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("页"),
        TimeElapsedColumn(),
        TextColumn("剩余"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("收录", total=None)
        yield (
            lambda done, pages: bar.update(task, completed=done, total=pages),
            lambda name: bar.update(task, description=name[:40]),
        )


def _passages(settings: Settings) -> Any:
    from assistant.stores.passages import PassageStore

    return PassageStore(settings)


def _warned(report: Mapping[str, object]) -> str:
    """How many warnings a file has; none is nothing."""
    warnings = report.get("warnings")
    return str(len(warnings)) if isinstance(warnings, list) and warnings else ""


def _ingested(result: Any) -> dict[str, object]:
    report = {name: None for name in ("department", "year", "stage", "scope", "pages")} | {
        "tables": 0,
        "figures": 0,
        "passages": 0,
    }
    report |= {"relations": {"checked": 0, "closed": 0}, "unread": [], "warnings": []} | result.report
    error = {"reason": result.reason, "message": result.message} if result.status == "failed" else None
    return {
        "file": result.file,
        "document": result.document,
        "status": result.status,
        "error": error,
        **report,
        "elapsed_ms": round(result.elapsed_ms, 1),
    }


@app.command()
def ask(
    question: Annotated[
        str | None, typer.Argument(help="The question, in Chinese or English.", show_default=False)
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch", help='JSON Lines of {"id","question","history":[...]?}; one Answer a line.', show_default=False
        ),
    ] = None,
) -> None:
    """Answer one question, or a file of questions in order."""
    if (question is None) == (batch is None):
        typer.echo("budget: give a question, or --batch FILE", err=True)
        raise typer.Exit(2)
    questions = _questions(batch) if batch is not None else []
    from assistant.answering import open_service

    service = open_service(Settings.load(home))
    if batch is not None:
        for number, entry in enumerate(questions, 1):
            answer = service.ask(str(entry.get("question") or ""), _history(entry))
            typer.echo(json.dumps(answer.as_json(str(entry.get("id", number))), ensure_ascii=False))
        return
    answer = service.ask(question or "")
    if as_json:
        typer.echo(json.dumps(answer.as_json(), ensure_ascii=False, indent=1))
        return
    typer.echo(answer.text)
    for option in answer.options:
        typer.echo(f"  · {option}")
    for warning in answer.warnings:
        typer.echo(f"  ! {warning}")


def _questions(path: Path) -> list[Mapping[str, Any]]:
    """The questions of a file; a line that is no question is named before anything is answered."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        typer.echo(f"budget: {path}: cannot be read ({error})", err=True)
        raise typer.Exit(2) from error
    found: list[Mapping[str, Any]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except json.JSONDecodeError as error:
            typer.echo(f"budget: {path}, line {number}: this is no JSON ({error.msg})", err=True)
            raise typer.Exit(2) from error
        if not isinstance(entry, dict) or "question" not in entry:
            typer.echo(f'budget: {path}, line {number}: there is no "question"', err=True)
            raise typer.Exit(2)
        found.append(entry)
    return found


def _history(entry: Mapping[str, Any]) -> Sequence[Mapping[str, object]]:
    history = entry.get("history")
    return [turn for turn in history if isinstance(turn, dict)] if isinstance(history, list) else []


@app.command()
def export(
    home: Home = None,
    form: Annotated[str, typer.Option("--format", help="csv, jsonl, parquet, xlsx or datapackage.")] = "csv",
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write (default: stdout).", show_default=False)
    ] = None,
    department: Annotated[
        str, typer.Option("--department", help="Only departments whose name holds this.", show_default=False)
    ] = "",
    year: Annotated[int | None, typer.Option("--year", help="Only figures of this year.", show_default=False)] = None,
    table: Annotated[
        str, typer.Option("--table", help="Only tables of this number, or whose title holds this.", show_default=False)
    ] = "",
    statements: Annotated[
        bool, typer.Option("--statements", help="What the prose states instead of the tables' figures.")
    ] = False,
) -> None:
    """Write every printed figure, one row each."""
    from assistant.stores.figures import FigureStore
    from ui import export as exporting

    if form not in exporting.FORMATS:
        typer.echo(f"budget: unknown format {form!r}; these are known: {', '.join(exporting.FORMATS)}", err=True)
        raise typer.Exit(2)
    store = FigureStore(Settings.load(home).database_url)
    if statements:
        data = exporting.rendered(exporting.statements(store, department, year), exporting.STATEMENTS, form)
    else:
        data = exporting.rendered(exporting.figures(store, department, year, table), exporting.FIGURES, form)
    if out is not None:
        out.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


@app.command()
def check(home: Home = None, as_json: AsJson = False) -> None:
    """Reconcile the figures: parents against children, rows against columns. Exit 1 if something does not add up."""
    from assistant.stores.figures import FigureStore
    from ui import checking

    found = checking.findings(FigureStore(Settings.load(home).database_url))
    for finding in found:
        typer.echo(json.dumps(finding, ensure_ascii=False) if as_json else f"[{finding['kind']}] {finding['message']}")
    if not found and not as_json:
        typer.echo("everything that was checked adds up")
    raise typer.Exit(1 if any(finding["kind"] == "error" for finding in found) else 0)


@app.command("list")
def list_(home: Home = None, as_json: AsJson = False) -> None:
    """What is indexed."""
    from assistant.stores.figures import FigureStore

    store = FigureStore(Settings.load(home).database_url)
    counts = store.counts()
    rows = [
        {
            "document": d.document, "department": d.department, "year": d.year, "stage": d.stage.value if d.stage else None, "scope": d.scope,
            "pages": d.pages, "tables": counts.get(d.document, (0, 0))[0], "figures": counts.get(d.document, (0, 0))[1], "sha256": d.sha256,
            "path": d.path, "supersedes": None,
        }
        for d in store.documents()
    ]  # fmt: skip
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    names = ("document", "department", "year", "stage", "scope", "pages", "tables", "figures")
    _table(
        ("文件", "单位", "年度", "阶段", "口径", "页", "表", "数字"),
        [tuple(row[name] if row[name] is not None else "—" for name in names) for row in rows],
    )


@app.command()
def remove(
    document: Annotated[str, typer.Argument(help="The document, as `budget list` names it.", show_default=False)],
    home: Home = None,
) -> None:
    """Take one document out of every store. Exit 1 if it is not there."""
    from assistant.stores.figures import FigureStore

    settings = Settings.load(home)
    store = FigureStore(settings.database_url)
    known = {d.document: d for d in store.documents()}
    if document not in known or not store.remove(document):
        typer.echo(f"budget: {document}: not indexed; `budget list` shows what is", err=True)
        raise typer.Exit(1)
    if settings.chroma_url or (settings.home / "chroma").exists():
        _passages(settings).remove(document)
    found = known[document]
    settings.kept_file(found.sha256, found.format).unlink(missing_ok=True)
    for picture in (settings.home / "pages").glob(f"{found.sha256}-*"):
        picture.unlink(missing_ok=True)
    typer.echo(f"{document}: removed")


@app.command()
def ui(
    home: Home = None,
    port: Port = 8501,
    host: Host = "localhost",
    no_browser: NoBrowser = False,
    read_only: ReadOnly = False,
) -> None:
    """Open the chat; its address is the first line on stdout."""
    _chat(Settings.load(home), port, host, no_browser, read_only)


@app.command()
def demo(
    home: Home = None,
    port: Port = 8501,
    host: Host = "localhost",
    no_browser: NoBrowser = False,
    read_only: ReadOnly = False,
) -> None:
    """Index the bundled sample and open the chat on it."""
    from platformdirs import user_cache_path

    from assistant.stores.figures import FigureStore
    from ingest import pipeline

    if home is None and not os.environ.get("BUDGET_HOME"):
        home = user_cache_path("budget-assistant", appauthor=False) / "demo"
    settings = Settings.load(home)
    sample = Path(__file__).parent / "sample"
    typer.echo("indexing the bundled sample …", err=True)
    for result in pipeline.ingest(
        [sample],
        settings,
        FigureStore(settings.database_url),
        jobs=os.cpu_count() or 1,
        vectors=lambda: _passages(settings),
    ):
        typer.echo(f"  {Path(result.file).name}: {result.status}", err=True)
    _chat(settings, port, host, no_browser, read_only)


def _chat(settings: Settings, port: int, host: str, no_browser: bool, read_only: bool) -> None:
    """Run Streamlit on the chat's script, with this home."""
    import subprocess

    script = Path(__file__).parent / "chat.py"
    environment = os.environ | {"BUDGET_HOME": str(settings.home), "BUDGET_READ_ONLY": "1" if read_only else ""}
    shown = "localhost" if host in ("0.0.0.0", "::") else host
    typer.echo(f"http://{shown}:{port}")
    sys.stdout.flush()
    options = {
        "server.port": str(port),
        "server.address": host,
        "server.headless": "true" if no_browser else "false",
        "server.showEmailPrompt": "false",  # asked on a first run, and ends the server where nobody can answer
        "logger.hideWelcomeMessage": "true",  # with it go the advertisements in the page
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    secrets = settings.home / "secrets.toml"  # the staff's sign-in, where one is set up
    if secrets.is_file():
        options["secrets.files"] = str(secrets)
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [part for name, value in options.items() for part in (f"--{name}", value)]
    try:
        raise typer.Exit(
            subprocess.run(
                command, env=environment, check=False, stdout=sys.stderr, cwd=Path(__file__).parent
            ).returncode
        )
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*heads)
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    Console().print(table)


if __name__ == "__main__":
    main()
