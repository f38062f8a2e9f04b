"""One page over all clients: who is done, what waits for a decision, what failed and what to do about it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from smmkit import month_folder
from smmkit.errors import SmmkitError
from smmkit.files import write_whole
from smmkit.folders import client_folder
from smmkit.ledger import Item, Ledger, Verdict, read_ledger
from smmkit.plan import load_plan, stale_entries
from smmkit.report.page import page
from smmkit.text import N_, Text

_HEADINGS = (
    N_("Client"), N_("Month"), N_("State"), N_("Decide"), N_("Test"), N_("Judge"), N_("No data"), N_("Stale approvals"),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One client's line: its newest month; `period` is empty where no month was ever begun."""

    slug: str
    name: str
    period: str
    lang: str
    done: bool
    error: str
    report: bool
    verdicts: Counter[str]
    stale: int | None
    alarms: tuple[Item, ...] = ()


def write_portfolio(root: Path, lang: str | None = None) -> Path:
    """Write `index.html` over every client below the workbooks' folder.

    Parameters
    ----------
    root
        Folder of the workbooks, `workbooks/`.
    lang
        Language of the page; None for the one most clients have.

    Returns
    -------
    Path
        The page.

    """
    rows = [row for folder in sorted(root.iterdir()) if (row := newest(folder)) is not None]
    spoken = Counter(row.lang for row in rows if row.lang).most_common(1)
    text = Text(lang or (spoken[0][0] if spoken else "en"))
    done, failed = sum(row.done for row in rows), sum(bool(row.error) for row in rows)
    summary = text("Clients: {clients:number}. Finished: {done:number}. Failed: {failed:number}.",
                   clients=len(rows), done=done, failed=failed)  # fmt: skip
    html = page(
        f"<section><p>{escape(summary)}</p>{_table(rows, text)}</section>",
        title=text("Portfolio"),
        subtitle=text("Every client's newest workbook"),
        text=text,
        colour="#0072B2",
        contents=[],
    )
    write_whole(root / "index.html", html)
    return root / "index.html"


def newest(folder: Path) -> Row | None:
    """Return a client's line from the `run.json` of its newest month; None where nothing was ever run.

    A `run.json` above the months says that the last run could not begin one: its failure counts.
    """
    months = sorted(folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]/run.json")) if folder.is_dir() else []
    stopped = [folder / "run.json"] if (folder / "run.json").is_file() else []
    if not months + stopped:
        return None
    out = months[-1].parent if months else folder
    run: dict[str, Any] = {}
    for path in [*months[-1:], *stopped]:
        run |= {key: value for key, value in _read(path).items() if value}
    trouble = _trouble(out, run) if months and not stopped else None
    ledger = read_ledger(out)
    proposals = [item for item in ledger.values() if item.kind not in {"EV", "RS"}]
    return Row(
        slug=folder.name,
        name=str(run.get("name") or folder.name),
        period=out.name if months else "",
        lang=str(run.get("lang") or ""),
        done=run.get("status") == "done" and trouble is None,
        error=str(run.get("error") or (trouble if run.get("status") == "done" and trouble else "")),
        report=(out / "report.html").is_file(),
        verdicts=Counter(item.verdict.value for item in proposals),
        stale=_stale(folder.name, run, ledger),
        alarms=tuple(item for id, item in ledger.items() if id.startswith("EV-alarm-") and not id.endswith("-inbox")),
    )


def _trouble(out: Path, run: dict[str, Any]) -> str | None:
    """Say which file of a finished month is not what its run left; of a remote one, of those that were fetched."""
    found = month_folder.trouble(out, only_present="://" in str(run.get("out") or ""))
    return None if found is None else f"{found}. Run it again: smmkit run {out.parent.name} --period {out.name}"


def _stale(slug: str, run: dict[str, Any], ledger: Ledger) -> int | None:
    """Count the approvals that no longer hold; None where the client's folder cannot be read from here."""
    try:
        return len(stale_entries(load_plan(client_folder(slug, Path(str(run.get("data"))))), ledger))
    except SmmkitError:
        return None


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _table(rows: list[Row], text: Text) -> str:
    heads = "".join(f'<th scope="col">{escape(text.word(heading))}</th>' for heading in _HEADINGS)
    lines = "".join(_line(row, text) for row in rows)
    label = escape(text("Clients"))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
    return f'<div class="scroll" role="group" tabindex="0" aria-label="{label}">{table}</div>'


def _line(row: Row, text: Text) -> str:
    name = escape(row.name)
    client = f'<a href="{escape(row.slug)}/{row.period}/report.html">{name}</a>' if row.report else name
    unfinished = row.error or ("" if row.done else text("Stopped before its end. Run it again; it goes on from there."))
    state = f'<span class="failed">{escape(unfinished)}</span>' if unfinished else escape(text("Finished"))
    state += "".join(f'<br><span class="failed">{escape(text(alarm.title))}.</span>' for alarm in row.alarms)
    counts = "".join(f"<td>{text.number(row.verdicts[verdict.value])}</td>" for verdict in Verdict)
    month, stale = escape(text.month(row.period or None)), text.number(row.stale)
    return f"<tr><td>{client}</td><td>{month}</td><td>{state}</td>{counts}<td>{stale}</td></tr>"
