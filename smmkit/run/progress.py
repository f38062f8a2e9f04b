"""What the person at the terminal sees: a bar while it runs, a table when it has."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from smmkit import folders
from smmkit.files import inert
from smmkit.run.tasks import Failure, Outcome, Task
from smmkit.text.message import N_
from smmkit.text.retold import retell

if TYPE_CHECKING:
    from rich.console import Console

    from smmkit.run.pool import Watch
    from smmkit.text import Text

_STEPS = {"import": N_("reading the exports"), "period": N_("the month asked for"), "start": N_("the start")}
_ACTIONS = {"run": N_("to run"), "skip": N_("skip"), "wait": N_("wait"), "refuse": N_("refuse")}
_STATUSES = (N_("done"), N_("up to date"), N_("failed"), N_("stopped"))
_STYLES = {"done": "green", "up to date": "dim", "failed": "bold red"}


@contextmanager
def shown(console: Console, clients: int, text: Text) -> Iterator[Watch]:
    """Show a bar over all clients and what each process does; without a terminal, a line per client that ran."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        whole = bar.add_task("clients", total=clients)
        lines: dict[str, Any] = {}

        def watch(event: str, content: Any) -> None:
            if event == "task":
                line = lines.pop(content.client, None)
                if line is not None:
                    bar.remove_task(line)
                lines[content.client] = bar.add_task(_doing(content), total=None)
            elif event == "cell":
                task, index, cells = content
                bar.update(lines[task.client], total=cells, completed=index)
            elif event == "outcome":
                line = lines.pop(content.client, None)
                if line is not None:
                    bar.remove_task(line)
                bar.advance(whole)
                if not console.is_terminal and content.status != "up to date":
                    console.print(_line(content, text), highlight=False, soft_wrap=True)

        yield watch


def _doing(task: Task) -> str:
    return f"  {task.client} {task.name}"


def _line(outcome: Outcome, text: Text) -> str:
    counts = {"ran": len(outcome.ran), "skipped": outcome.skipped}
    done = text(N_("{ran:number} run, {skipped:number} up to date"), **counts)
    notes = place_of(outcome.failure, text) if outcome.failure else done
    words = (outcome.client, outcome.period, _mark(outcome.status, text), notes)
    return " ".join(word for word in words if word)


def place_of(failure: Failure, text: Text) -> str:
    """Return where a chain stopped, as its reader would point at it: a notebook's cell, or the step before them all."""
    if failure.cell is None:
        return text.word(_STEPS.get(failure.step, failure.step))
    return text(N_("{step}, cell {cell:number}"), step=failure.step, cell=failure.cell) + (
        f" ({failure.cell_id})" if failure.cell_id else ""
    )


def _mark(status: str, text: Text) -> str:
    word = text.word(status)
    return f"[{_STYLES[status]}]{word}[/]" if status in _STYLES else word


def doubts(outcome: Outcome, text: Text) -> str:
    """Return how many exports were used, asked about and refused, where not all of them are simply used."""
    found = outcome.files
    if not (found.get("asked") or found.get("refused")):
        return ""
    said = N_("Exports: {used:number} used, {asked:number} asked about, {refused:number} refused.")
    return text(said, **found)


def _notes(outcome: Outcome, text: Text) -> list[str]:
    """Return what is to be said of a client's exports; of several months it is the same, and is said once."""
    hint = text(N_("Look: {command}"), command=folders.command("check", outcome.client))
    notes = [f"{said} {hint}"] if (said := doubts(outcome, text)) else []
    return [f"{outcome.client}: {note}" for note in [*notes, *(retell(one, text) for one in outcome.warnings)]]


def print_summary(console: Console, outcomes: Sequence[Outcome], out: str, seconds: float, text: Text) -> None:
    """Print one row per client that did something, and below it what each failure and each doubt asks for."""
    from rich.markup import escape

    busy = [outcome for outcome in outcomes if outcome.status != "up to date"]
    if busy:
        console.print(_table(busy, text))
    for outcome in outcomes:
        if outcome.failure:
            where = f"{outcome.client}: {place_of(outcome.failure, text)}"
            said = escape(inert(retell(outcome.failure.message, text)))
            console.print(f"\n[bold red]{escape(where)}[/]\n  {said}", highlight=False, soft_wrap=True)
    for note in dict.fromkeys(note for outcome in outcomes for note in _notes(outcome, text)):
        console.print(f"\n{escape(inert(note))}", highlight=False, soft_wrap=True)
    failed = sum(outcome.status == "failed" for outcome in outcomes)
    fresh = len(outcomes) - len(busy)
    counts = text(
        N_("{done:number} done, {fresh:number} up to date, {failed:number} failed in {seconds:number1} s. Open {page}"),
        done=len(busy) - failed, fresh=fresh, failed=failed, seconds=seconds, page=f"{out}/index.html",
    )  # fmt: skip
    console.print(f"\n{escape(counts)}", highlight=False, soft_wrap=True)


def _table(outcomes: Sequence[Outcome], text: Text) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    numbers = (N_("run"), N_("up to date"), N_("seconds"))
    for heading in (N_("client"), N_("month"), N_("result"), *numbers):
        table.add_column(text.word(heading), justify="right" if heading in numbers else "left")
    for each in outcomes:
        mark = _mark(each.status, text)
        counts = (str(len(each.ran)), str(each.skipped), text.number(each.seconds, 1))
        table.add_row(each.client, each.period, mark, *counts)
    return table


def as_json(outcomes: Sequence[Outcome], out: str, seconds: float, code: int) -> str:
    """Return the whole batch as JSON, for another program to read."""
    clients = [asdict(outcome) for outcome in outcomes]
    return json.dumps(
        {"out": out, "seconds": round(seconds, 2), "exit_code": code, "clients": clients}, ensure_ascii=False
    )


def plan_as_json(plans: Sequence[tuple[str, list[tuple[str, str, str]]]]) -> str:
    """Return what would be done as JSON."""
    keys = ("step", "action", "reason")
    clients = [
        {"client": name, "steps": [dict(zip(keys, step, strict=True)) for step in steps]} for name, steps in plans
    ]
    return json.dumps({"clients": clients}, ensure_ascii=False)


def print_plan(console: Console, plans: Sequence[tuple[str, list[tuple[str, str, str]]]], text: Text) -> None:
    """Print what would be done, step by step, with the reason."""
    from rich.markup import escape

    for client, steps in plans:
        if all(action == "skip" for _, action, _ in steps):
            console.print(f"[bold]{escape(client)}[/] {text.word('up to date')}", highlight=False)
            continue
        console.print(f"[bold]{escape(client)}[/]", highlight=False)
        for name, action, reason in steps:
            said = f"  {text(_ACTIONS[action]):8} {escape(name):32} {escape(inert(_reason(reason, text)))}"
            console.print(said, highlight=False, soft_wrap=True)


def _reason(reason: str, text: Text) -> str:
    """Return why a step runs in the reader's language: one sentence, or what changed, part by part."""
    whole = retell(reason, text)
    return whole if whole != reason else ", ".join(retell(part, text) for part in reason.split(", "))
