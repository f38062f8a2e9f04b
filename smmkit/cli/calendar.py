"""`smmkit calendar CLIENT --import FILE`: take back the calendar or an approval into the client's own file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pandas as pd

from smmkit import month_folder
from smmkit.cli.month import Month, month_options
from smmkit.client import load_client
from smmkit.errors import ConfigError
from smmkit.folders import client_folder, default_out
from smmkit.ledger import Ledger, read_ledger
from smmkit.period import Period
from smmkit.plan import load_plan
from smmkit.plan.calendar_answers import answered
from smmkit.plan.calendar_posts import proposed_posts
from smmkit.plan.calendar_sheet import KEYS, Merged, Row, merged, read_sheet
from smmkit.plan.calendar_write import change_calendar
from smmkit.plan.month import roles_written
from smmkit.schema import platform_name
from smmkit.sources.platform_limits import load_limits
from smmkit.sources.unfolded import BROKEN, check_workbook
from smmkit.text import N_, Text
from smmkit.topics.calendar.analysis.wording import LIMIT_WORDS, over_limits

_LARGEST = 20_000_000  # bytes


@click.command()
@click.option("--import", "path", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="calendar.xlsx with what you changed, or the file an approval page saved.")  # fmt: skip
@click.option("--by", "role", default="social_media_manager", metavar="ROLE", help="Role that approves in the sheet.")
@month_options
def calendar(client: str, path: Path, role: str, data: Path | None, out: Path | None, period: Period | None) -> None:
    """Write what people changed into calendar.csv: their cells stay, conflicts are listed, approvals are recorded."""
    month = _opened(client, data, out, period)
    if role not in month.client.roles.names:
        raise click.UsageError(f"--by {role!r} is no role; use one of {', '.join(month.client.roles.names)}.")
    folder = month.client.folder
    today = datetime.now(ZoneInfo(month.client.timezone)).date()
    check_returned(path)
    if path.suffix.casefold() == ".json":
        proposed = proposed_posts(month.ledger)
        roles, slug = roles_written(month.client) | month.client.roles.spoken, month.client.slug
        found = change_calendar(
            folder, lambda rows: answered(rows, path, client=slug, proposed=proposed, roles=roles, today=today)
        )
    else:
        with suppress(*BROKEN):  # what is no workbook at all is said by its reader
            check_workbook(path.read_bytes(), path.name)
        sheet, base = read_sheet(path)
        found = change_calendar(
            folder,
            lambda rows: _kept(merged(rows, sheet, base, role=role, on=today), rows, month.text),
        )
    _say(found, month)


def _opened(slug: str, data: Path | None, out: Path | None, period: Period | None) -> Month:
    """Open a client's latest month as it is: an import changes the calendar, and the next one must still be taken.

    What an answer is about is told by the hash of its content, not by whether the month is up to date.
    """
    client = load_client(client_folder(slug, data))
    folder = (out or default_out()) / client.slug
    month = period or max(map(Period, month_folder.months(folder)), default=None)
    ledger = read_ledger(folder / str(month)) if month is not None else Ledger()
    text = Text(client.language, country=client.country, currency=client.currency)
    return Month(client, load_plan(client.folder), ledger, month, text, folder / str(month))


def check_returned(path: Path) -> None:
    """Refuse what came back and is no file, or larger than any calendar."""
    if not path.is_file() or path.stat().st_size > _LARGEST:
        raise ConfigError(f"{path.name} is no calendar: not a file, or too large. Import what the client sent back.")


def _kept(found: Merged, before: Sequence[Row], text: Text) -> Merged:
    """Return an import unless a text it brings is longer than its network takes.

    Raises
    ------
    ConfigError
        Names each such post with what is allowed and what was counted; nothing is written then.

    """
    was = {row["post_id"]: row for row in before}
    brought = [row for row in found.rows if _texts(row) != _texts(was.get(row["post_id"], {}))]
    over = over_limits(pd.DataFrame(brought, columns=KEYS), load_limits()) if brought else []
    if not over:
        return found
    said = " ".join(
        text(
            N_("{post}: {network} allows {limit:number} {field:word}; this has {found:number}."),
            post=one.post_id, network=platform_name(one.network), limit=one.limit,
            field=LIMIT_WORDS.get(one.field, one.field), found=one.found,
        )
        for one in over
    )  # fmt: skip
    raise ConfigError(text(N_("Nothing was written. {said} Shorten it in the file and import it again."), said=said))


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in ("copy", "alt_text", "network"))


def _say(found: Merged, month: Month) -> None:
    for sentence in found.told():
        click.echo(month.text(sentence))
