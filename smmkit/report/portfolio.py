"""One page over all clients: which of them need somebody today, what failed and what to do about it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from smmkit import month_folder
from smmkit.files import write_whole
from smmkit.folders import command
from smmkit.report.letters import TEMPLATES, plain_page
from smmkit.text import N_, Text

CARD = "card.json"
# Most urgent first. What failed comes before all: nothing else is known of that client.
URGENCY = ("failed", "unfinished", "alarm", "guardrail", "objective", "money", "stale", "late", "drill", "approval", "")
KINDS: Mapping[str, str] = {
    "failed": N_("Failed"),
    "unfinished": N_("Unfinished"),
    "alarm": N_("Alarm"),
    "guardrail": N_("Guardrail"),
    "objective": N_("Objective"),
    "money": N_("Money"),
    "stale": N_("Decision to review"),
    "late": N_("Late exports"),
    "drill": N_("Crisis drill due"),
    "approval": N_("To sign"),
    "": N_("Nothing today"),
}
_MOODS = dict.fromkeys(("failed", "alarm", "guardrail", "objective", "money"), "bad") | dict.fromkeys(
    ("unfinished", "stale", "late", "drill", "approval"), "warn"
)
_HOME = {"en": "US", "es": "ES"}
_UNFINISHED = N_("Stopped before its end. Run it again; it goes on from there.")


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
    card: Mapping[str, Any] = field(default_factory=dict)

    @property
    def needs(self) -> Sequence[Mapping[str, Any]]:
        """What needs somebody, the most urgent first."""
        if self.error:
            return [{"kind": "failed", "key": self.error, "values": {}}]
        if not self.done:
            return [{"kind": "unfinished", "key": _UNFINISHED, "values": {}}]
        return list(self.card.get("needs", ()))

    @property
    def urgency(self) -> int:
        """Place of the most urgent need in `URGENCY`."""
        return URGENCY.index(self.needs[0]["kind"] if self.needs else "")


def write_portfolio(root: Path, lang: str | None = None) -> Path:
    """Write `index.html` over every client below the workbooks' folder, and one page of months per client.

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
    text = _reader(rows, lang)
    ordered = sorted(rows, key=lambda row: (row.urgency, row.name.casefold()))
    html = plain_page(
        TEMPLATES / "portfolio.html",
        text,
        rows=[_shown(row, text) for row in ordered],
        kinds=[(kind, text.word(name)) for kind, name in KINDS.items() if any(_kind(row) == kind for row in rows)],
        clients=len(rows),
        done=sum(row.done for row in rows),
        failed=sum(bool(row.error) for row in rows),
        busy=sum(bool(row.needs) for row in rows),
        script=(TEMPLATES / "portfolio.js").read_text(encoding="utf-8"),
    )
    write_whole(root / "index.html", html)
    return root / "index.html"


def _reader(rows: Sequence[Row], lang: str | None) -> Text:
    """Return the language most clients have, or the one asked for, as the country most of them are in writes it."""
    spoken = lang or _commonest([row.lang for row in rows]) or "en"
    country = _commonest([str(row.card.get("country") or "") for row in rows if row.lang == spoken])
    return Text(spoken, country=country or _HOME[spoken])


def _commonest(found: Sequence[str]) -> str:
    told = Counter(one for one in found if one).most_common(1)
    return told[0][0] if told else ""


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
    return Row(
        slug=folder.name,
        name=str(run.get("name") or folder.name),
        period=out.name if months else "",
        lang=str(run.get("lang") or ""),
        done=run.get("status") == "done" and trouble is None,
        error=str(run.get("error") or (trouble if run.get("status") == "done" and trouble else "")),
        report=(out / "report.html").is_file(),
        card=_read(out / CARD),
    )


def _trouble(out: Path, run: dict[str, Any]) -> str | None:
    """Say which file of a finished month is not what its run left; of a remote one, of those that were fetched."""
    found = month_folder.trouble(out, only_present="://" in str(run.get("out") or ""))
    return None if found is None else f"{found}. Run it again: {command('run', out.parent.name, '--period', out.name)}"


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _kind(row: Row) -> str:
    return URGENCY[row.urgency]


def _shown(row: Row, text: Text) -> dict[str, Any]:
    said = Text(text.lang, country=text.country, currency=str(row.card.get("currency") or text.currency))
    link = f"{row.slug}/{row.period}/report.html" if row.report else ""
    sentences = [
        (said(need["key"], **need["values"]) if need["values"] else said.word(need["key"]), str(need.get("fact", "")))
        for need in row.needs
    ]
    return {
        "name": row.name,
        "link": link,
        "months": f"{row.slug}/index.html" if row.period else "",
        "month": text.month(row.period or None),
        "period": row.period,
        "kind": _kind(row),
        "word": text.word(KINDS[_kind(row)]),
        "kinds": " ".join(dict.fromkeys(str(need["kind"]) for need in row.needs)) or "none",
        "mood": _MOODS.get(_kind(row), "flat"),
        "urgency": row.urgency,
        "sentences": sentences,
        "waiting": row.card.get("waiting"),
    }
