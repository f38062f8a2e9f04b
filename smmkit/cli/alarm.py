"""`smmkit alarm`: is a crisis on, since when, about what, who leads, and what stops."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smmkit import __version__, folders
from smmkit.cli.language import command_text
from smmkit.errors import ConfigError, SmmkitError
from smmkit.files import write_whole
from smmkit.text import N_, Text, retell

if TYPE_CHECKING:
    from smmkit.client import Client
    from smmkit.measures.alarm import AlarmHistory

ON = 3
MEMORY = ".alarm.json"
_TABLES = ("mentions", "inbox", "crisis_log")


@click.command()
@click.argument("clients", nargs=-1, metavar="[CLIENT]...")
@click.option("--all", "everyone", is_flag=True, help="All clients of the data folder.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: one object per client.")
@click.option("--lang", type=click.Choice(["en", "es"]), help="Language. Default: the client's.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of the clients.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder of the workbooks.")
def alarm(
    clients: tuple[str, ...],
    everyone: bool,
    as_json: bool,
    lang: str | None,
    data: Path | None,
    out: Path | None,
) -> int:
    """Say whether a crisis alarm is on at the end of the newest exports; no run is needed.

    Exit code 3 says that one is on, 1 that a client could not be read, 0 that all is quiet. Made for cron:
    exports that have not changed are not opened again, and of new ones only mentions and inbox are read.
    """
    folders.remember_typed(data, out)
    if bool(clients) == everyone:
        raise click.UsageError("Name clients, or --all for every one.")
    slugs = folders.client_slugs(data) if everyone else list(dict.fromkeys(clients))
    if not slugs:
        start = folders.command("new", "NAME")
        raise ConfigError(f"{folders.clients_dir(data)}: no client found. Start one with: {start}")
    found: list[dict[str, Any]] = []
    failed = False
    for slug in slugs:
        try:
            found.append(looked_at(folders.client_folder(slug, data), out or folders.default_out()))
        except SmmkitError as error:
            click.echo(f"{slug}: {retell(str(error), command_text(lang))}", err=True)
            failed = True
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for record in found:
            _echo(record, lang)
    return ON if any(record["on"] for record in found) else int(failed)


def looked_at(folder: Path, out: Path) -> dict[str, Any]:
    """Return what is known of a client's alarm, from memory while none of its files has changed."""
    path = out / folder.name / MEMORY
    memory = _remembered(path)
    state = _state(folder)
    if memory.get("version") == __version__ and memory.get("state") == state:
        return dict(memory["record"])
    before = memory.get("state", {}) if memory.get("version") == __version__ else {}
    holding = set(memory.get("holding", ()))
    skip = [
        name.removeprefix("exports/")
        for name, size_and_time in state.items()
        if before.get(name) == size_and_time and name.removeprefix("exports/") not in holding
    ]
    record, holding_now = _measured(folder, skip)
    content = {"version": __version__, "state": state, "holding": holding_now, "record": record}
    write_whole(path, json.dumps(content, ensure_ascii=False))
    return record


def _remembered(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _state(folder: Path) -> dict[str, list[int]]:
    """Return size and time of every file of a client: a look at the folder, not into the files."""
    return dict(sorted(_seen(os.fspath(folder), "")))


def _seen(folder: str, prefix: str) -> Iterator[tuple[str, list[int]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "~$")):
                continue
            if entry.is_dir():
                yield from _seen(entry.path, f"{prefix}{entry.name}/")
            else:
                state = entry.stat()
                yield prefix + entry.name, [state.st_size, state.st_mtime_ns]


def _measured(folder: Path, skip: list[str]) -> tuple[dict[str, Any], list[str]]:
    import pandas as pd

    from smmkit.client import load_client
    from smmkit.dated import add_local_times
    from smmkit.measures.alarm import alarm_history, known_crises
    from smmkit.plan import load_plan
    from smmkit.plan.calendar import load_calendar
    from smmkit.plan.pause import pause
    from smmkit.sources.few import few_tables

    client, plan = load_client(folder), load_plan(folder)
    tables, holding = few_tables(client, _TABLES, skip=skip)
    local = {name: add_local_times(table, client.timezone) for name, table in tables.items()}
    history = alarm_history(
        local["mentions"],
        local["inbox"],
        brand=client.name,
        budget=plan.crisis.false_alarms_per_week,
        known=known_crises(local["crisis_log"]),
    )
    lead = client.roles.names.get(plan.crisis.lead, plan.crisis.lead)
    record = _record(client, history) | {
        "lead": plan.crisis.lead,
        "lead_name": lead,
        "deputies": list(plan.crisis.deputies),
    }
    if history.on is not None:
        stopped = pause(load_calendar(folder), plan, pd.Timestamp(str(history.as_of)))
        record |= {"pause_posts": list(stopped.posts), "pause_ads": list(stopped.ads)}
        text = Text(client.language, country=client.country, currency=client.currency)
        record |= {"pause_said": {id: text(said) for id, said in zip(stopped.ids, stopped.said, strict=True)}}
    return record, holding


def _record(client: Client, history: AlarmHistory) -> dict[str, Any]:
    on, setting = history.on, history.calibration
    record: dict[str, Any] = {
        "client": client.slug,
        "name": client.name,
        "language": client.language,
        "country": client.country,
        "on": on is not None,
        "listening": setting is not None,
        "until": str(history.as_of) if history.as_of else None,
    }
    if setting is not None:
        record |= {
            "threshold": round(setting.threshold, 3),
            "false_alarms_per_week": setting.budget,
            "realised_per_week": round(setting.realised, 4),
        }
    if on is not None:
        times = round(on.times, 1) if on.usual > 0 else None
        record |= {"since": str(on.since), "times_usual": times, "mentions": on.mentions, "complaints": on.complaints}
        record |= {"usual_complaints": round(on.usual_complaints)}
        record |= {"cause": on.cause, "about": on.about}
    return record


def _echo(record: dict[str, Any], lang: str | None) -> None:
    text = Text(lang or record["language"], country=record["country"])
    name = click.style(record["name"], bold=True)
    if not record["listening"]:
        blind = text(N_("The crisis alarm is blind: there is no mention and no message to listen to."))
        click.echo(f"{name}: " + click.style(blind, fg="red"))
        return
    if not record["on"]:
        click.echo(f"{name}: " + text(N_("quiet up to {day:date}"), day=record["until"]))
        return
    click.echo(f"{name}: " + click.style(text(N_("ALARM since {day:date}"), day=record["since"]), fg="red", bold=True))
    for line in _lines(record, text):
        click.echo(f"  {line}")


def _lines(record: dict[str, Any], text: Text) -> list[str]:
    usual = N_("{times:number1} times as many mentions as usual, and {complaints:number} complaints")
    inside = N_(
        "{complaints:number} complaints where {usual:number} {usual:plural|is|are} usual; nobody exports mentions"
    )
    cause = N_("{about:number} messages are about “{cause}”")
    said = [
        text(inside, complaints=record["complaints"], usual=max(record.get("usual_complaints", 1), 1))
        if record["times_usual"] is None
        else text(usual, times=record["times_usual"], complaints=record["complaints"]),
        text(cause, about=record["about"], cause=record["cause"])
        if record["cause"]
        else text(N_("nobody has noted yet what the messages are about")),
        text(N_("on call: {role}"), role=record["lead_name"]),
    ]
    for head, ids in ((N_("Posts to pause:"), record["pause_posts"]), (N_("Ads to pause:"), record["pause_ads"])):
        listed = [f"  {record['pause_said'][id]}  [{id}]" for id in ids]
        said += [text(head), *listed] if listed else [f"{text(head)} {text(N_('nothing'))}"]
    return said
