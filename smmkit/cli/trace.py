"""`smmkit trace`: from a proposal up to the rows it rests on, or down to what falls with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from smmkit.cli.month import Month, month_options, open_month
from smmkit.ledger import Source
from smmkit.ledger.records import to_record
from smmkit.period import Period
from smmkit.plan import stale_entries, status_of
from smmkit.plan.reasons import figure, verdict_reasons
from smmkit.plan.trace import Traced, falls
from smmkit.plan.trace import trace as follow
from smmkit.text import N_, Text


@click.command()
@month_options
@click.argument("id")
@click.option("--down", is_flag=True, help="Follow what rests on the item instead.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def trace(
    client: str, id: str, data: Path | None, out: Path | None, period: Period | None, down: bool, as_json: bool
) -> None:
    """Follow an item up to its evidence and source rows, or down to what would fall."""
    month = open_month(client, data, out, period)
    steps = follow(id, month.ledger, month.plan, down=down, client=client)
    if as_json:
        click.echo(json.dumps(_record(id, steps, month, down=down), ensure_ascii=False, indent=1))
        return
    for step in steps:
        for line in _lines(step, month, sources=not down):
            click.echo("  " * step.depth + line)
    if down:
        click.echo(_falling(id, month))


def _lines(step: Traced, month: Month, *, sources: bool) -> list[str]:
    """Return what is said of one step: the item, why it has its verdict, and its rows."""
    text = month.say
    if step.again:
        return [text(N_("{what}: see above"), what=step.id)]
    if step.item is None:
        said = f"{step.id}  {step.entry.title}" if step.entry else step.id
        return [text(N_("{item} [only in plan.toml]"), item=said)]
    lines = [f"{step.id}  {text(step.item.title)}  [{_standing(step, month)}]"]
    if step.depth == 0:
        lines += [f"    {sentence}" for sentence in verdict_reasons(step.item, text)]
    if sources:
        lines += [f"    {_read(source, text)}" for source in step.item.source]
    return lines


def _read(source: Source, text: Text) -> str:
    """Return where something was read, as people find it again."""
    return text(N_("{file}, rows {rows}"), file=source.file, rows=source.rows) if source.rows else source.file


def _standing(step: Traced, month: Month) -> str:
    """Return verdict, number and what the plan says, in a few words."""
    assert step.item is not None
    words = [month.say.word(step.item.verdict.value)]
    if step.item.value is not None:
        words.append(figure(step.item, month.say) or "")
    if step.entry is not None:
        status = status_of(month.plan, step.item, month.ledger)
        words.append(month.say(N_("in the plan: {status:word}"), status=status))
    return ", ".join(words)


def _falling(id: str, month: Month) -> str:
    fallen = falls(id, month.ledger, month.plan)
    approved = [one for one in fallen if (entry := month.plan.entry(one)) is not None and entry.status == "approved"]
    if not fallen:
        return month.say(N_("Nothing rests on {what}."), what=month.called(id))
    said = N_("If {what} changes, so does what rests on it: {items:number} in all, {approved:number} of them approved.")
    return month.say(said, what=month.called(id), items=len(fallen), approved=len(approved))


def _record(id: str, steps: tuple[Traced, ...], month: Month, *, down: bool) -> dict[str, Any]:
    """Return the chain as plain JSON values; each item once, in the order met."""
    stale = stale_entries(month.plan, month.ledger)
    met = {step.id: step for step in reversed(steps)}
    nodes = [_node(met[one], month, stale=one in stale) for one in dict.fromkeys(step.id for step in steps)]
    found = {"falls": falls(id, month.ledger, month.plan)} if down else {}
    return {"id": id, "direction": "down" if down else "up", **found, "items": nodes}


def _node(step: Traced, month: Month, *, stale: bool) -> dict[str, Any]:
    record: dict[str, Any] = {"id": step.id}
    if step.item is not None:
        record = {**to_record(step.item), "said": month.say(step.item.title)}
    standing = "stale" if stale else step.entry.status if step.entry else None
    return {**record, "depth": step.depth, "plan": standing}
