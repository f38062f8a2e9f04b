"""A client's month as whoever decides on it sees it: brief, plan and ledger, and whether they can be relied on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from smmkit import month_folder
from smmkit.client import Client, load_client
from smmkit.errors import ConfigError, DataError
from smmkit.folders import client_folder, command, default_out, remember_typed
from smmkit.inventory import INDEX, Index, client_inputs
from smmkit.ledger import Ledger, read_ledger
from smmkit.ledger.kinds import ARRAYS, Kind
from smmkit.ledger.numbers import shown
from smmkit.period import Period
from smmkit.plan.again import with_lost
from smmkit.plan.change import Decision
from smmkit.plan.decide import approve, comment, decidable, reject
from smmkit.plan.load import load_plan
from smmkit.plan.model import Plan
from smmkit.plan.review import approve_review, review_items
from smmkit.text import N_, Message, Text

MONEY = "money"
EXPORTS = "exports/"
# What is quoted inside a quotation.
_CALLED = N_("“{title}” ({id})")


@dataclass(frozen=True)
class Month:
    """A client's brief, plan and ledger of one month; `text` is the client's language, `reader` the reader's."""

    client: Client
    plan: Plan
    ledger: Ledger
    period: Period | None
    text: Text
    out: Path
    reader: Text | None = None

    @property
    def say(self) -> Text:
        """Speak to whoever reads this: in their own language where they named one, else in the client's."""
        return self.reader or self.text

    @cached_property
    def asked(self) -> Ledger:
        """The items as whoever decides sees them: with approvals that are put up again."""
        return with_lost(self.ledger, self.plan)

    def called(self, id: str) -> str:
        """Return how a reader knows an item: what it says, with the id that commands take."""
        item, entry = self.ledger.get(id), self.plan.entry(id)
        title = self.say(item.title) if item is not None else entry.title if entry is not None else ""
        return self.say(_CALLED, title=title.rstrip("."), id=id) if title else id


def open_month(slug: str, data: Path | None, out: Path | None, period: Period | None) -> Month:
    """Read a client's brief, plan and ledger; without a month, of the latest that was run.

    Raises
    ------
    DataError
        If the month asked for was not run, or does not stand as its run left it.

    """
    client = load_client(client_folder(slug, data))
    folder = (out or default_out()) / client.slug
    remember_typed(data, out)
    month = period or _latest(folder)
    if month is not None:
        return month_in(client, folder / str(month))
    return Month(client, load_plan(client.folder), Ledger(), month, _text(client), folder / str(month))


def month_in(client: Client, out: Path) -> Month:
    """Read what stands in a month's folder; errors are those of `open_month`."""
    check_stands(client, out)
    return Month(client, load_plan(client.folder), read_ledger(out), Period(out.name), _text(client), out)


def month_now(folder: Path, out: Path) -> Month:
    """Read a month with the brief and the plan as they are by now; errors are those of `open_month`."""
    return month_in(load_client(folder), out)


def _text(client: Client) -> Text:
    return Text(client.language, country=client.country, currency=client.currency)


def check_stands(client: Client, out: Path) -> None:
    """Refuse a month whose run did not come to its end, or that is no longer what the run left or was made from.

    Raises
    ------
    DataError
        Names the file and says what to run.

    """
    index = Index.read(out.parent / INDEX)
    found = month_folder.trouble(out, client_inputs(client.folder, index))
    again = command("run", client.slug, "--period", out.name)
    if found is None:
        return
    if not (out / month_folder.RECORD).is_file():
        raise DataError(f"{out}: {out.name} has not been run. Run: {again}")
    raise DataError(f"{out}: {found}, so what this month shows cannot be relied on. Run: {again}")


def came_later(client: Client, out: Path) -> tuple[str, ...]:
    """Return the exports that lie in a client's folder and were not there when a month was run, by name.

    They are no reason to refuse the month, which was made without them; whoever decides on it should know of them.
    """
    known = month_folder.read_record(out).get("inputs") or {}
    now = client_inputs(client.folder, Index.read(out.parent / INDEX)) if known else {}
    return tuple(sorted(name for name in now if name.startswith(EXPORTS) and name not in known))


def check_shown(month: Month, ids: Sequence[str]) -> None:
    """Refuse to approve what the report does not show as the ledger has it.

    Raises
    ------
    DataError
        Names the item and both amounts.

    """
    steps = month_folder.read_record(month.out).get("steps", {})
    seen = steps.get("report", {}).get("shown")
    for item in (month.ledger[id] for id in ids if id in month.ledger and decidable(month.ledger[id])):
        if seen is not None and (item.id not in seen or seen[item.id] != shown(item.value, item.unit)):
            says = month.text.quantity(seen.get(item.id), item.unit)
            now = month.text.quantity(item.value, item.unit)
            raise DataError(
                f"{item.id}: the report shows {says}, the ledger {now}; only what the report shows is approved. "
                f"Run: {command('run', month.client.slug, '--period', str(month.period))}"
            )


def check_open(month: Month, ids: Sequence[str]) -> None:
    """Refuse to approve again what stands as it was approved and is proposed no more.

    Raises
    ------
    DataError
        Names the entry.

    """
    for id in ids:
        entry = month.plan.entry(id)
        if id not in month.asked and entry is not None and entry.status == "approved":
            raise DataError(f"{id} stands as it was approved, and its evidence holds: there is nothing to sign.")


def check_run(month: Month) -> None:
    """Refuse a client no month of which has been run.

    Raises
    ------
    DataError
        Says which command runs it.

    """
    if month.period is None:
        raise DataError(f"{month.client.slug}: no month has been run yet. Run: {command('run', month.client.slug)}")


def check_money(ids: Sequence[str], role: str, month: Month) -> None:
    """Refuse amounts of money decided by a role the brief does not allow to; what a call of the review ends counts.

    Raises
    ------
    ConfigError
        Names the amount and who may approve it.

    """
    allowed = month.client.approval.money
    named = {month.client.roles.names[one] for one in allowed}
    amounts = [id for id in (*ids, *ended(ids, month)) if _is_money(id, month)]
    if amounts and role not in allowed and role not in named:
        raise ConfigError(
            f"{amounts[0]} is money, which {role} may not approve for {month.client.slug}: that takes "
            f"{' or '.join(allowed)}. The brief allows others under [approval] money in client.toml."
        )


def ended(ids: Sequence[str], month: Month) -> list[str]:
    """Return the entries of the plan that calls of the review end."""
    return [end for id in ids if id in month.ledger for end in str(month.ledger[id].about.get("ends") or "").split()]


def _is_money(id: str, month: Month) -> bool:
    """Say whether an id is an amount of money: a budget line, or what is counted in money, proposed or planned."""
    told = month.ledger.get(id), month.plan.entry(id)
    return id.startswith(f"{Kind.BL}-") or any(one is not None and one.unit == MONEY for one in told)


def check_taken(ids: Sequence[str], role: str, month: Month) -> None:
    """Refuse that a role takes approved money out of the plan which it might not have approved.

    Raises
    ------
    ConfigError
        As `check_money`; what was never approved anybody may reject.

    """
    entries = (month.plan.entry(id) for id in ids)
    check_money([one.id for one in entries if one is not None and one.status == "approved"], role, month)


def roles_written(client: Client) -> dict[str, str]:
    """Return what may stand for a role on a page that came back -> the role: its name, as the page shows it."""
    names = client.roles.names
    spoken = (_text(client), Text("en"))
    shown_ = {text.word(said): name for text in spoken for name, said in names.items()}
    return shown_ | {said: name for name, said in names.items()} | {name: name for name in names}


def decision_of(client: Client, role: str, note: str | None) -> Decision:
    """Return a decision of a role of the brief, dated by the client's own calendar.

    Raises
    ------
    ConfigError
        If it is no role of the client.

    """
    roles = client.roles.names
    if role not in roles and role not in roles.values():
        raise ConfigError(
            f"--by {role!r} is no role of {client.slug}; use one of {', '.join(roles)}, never a person's name."
        )
    return Decision(role, datetime.now(ZoneInfo(client.timezone)).date(), note)


def approve_shown(month: Month, ids: Sequence[str], decision: Decision) -> Plan:
    """Approve proposals by whoever may, as the report shows them: on the command line, a signed sheet and in the lab.

    What the review proposes takes with it what it ends, in a step of its own that can be taken back.

    Raises
    ------
    ConfigError
        If the role may not approve money.
    DataError
        If the report shows another amount, or an item cannot be approved.
    RunError
        If somebody else is writing the plan.

    """
    check_money(ids, decision.by, month)
    check_open(month, ids)
    check_shown(month, ids)
    calls = {item.id for item in review_items(month.ledger)}
    folder, review = month.client.folder, [id for id in ids if id in calls]
    if rest := [id for id in ids if id not in calls]:
        approve(folder, rest, month.asked, decision, say=month.text, tell=month.say)
    if review:
        approve_review(folder, review, month.ledger, decision, say=month.text)
    return load_plan(folder)


def reject_proposed(month: Month, ids: Sequence[str], decision: Decision) -> Plan:
    """Reject proposals; errors are those of `plan.reject`, and of `check_taken` for approved money."""
    check_taken(ids, decision.by, month)
    return reject(month.client.folder, ids, month.asked, decision, say=month.text)


def comment_on(month: Month, ids: Sequence[str], decision: Decision) -> Plan:
    """Leave a word on proposals without deciding; errors are those of `plan.comment`."""
    return comment(month.client.folder, ids, month.asked, decision, say=month.text)


def open_questions(ids: Sequence[str], month: Month, plan: Plan) -> list[Message]:
    """Say which foundations of an approval nobody has approved; what a stop ends is none of its own."""
    found, over = [], {*ended(ids, month)}
    for id in ids:
        for reason in month.asked[id].because:
            if reason in over:
                continue
            entry = plan.entry(reason)
            if reason[:2] in ARRAYS and (entry is None or entry.status != "approved"):
                said = N_("{what} rests on {reason}, which is not approved.")
                found.append(Message(said, {"what": month.called(id), "reason": month.called(reason)}))
    return found


def _latest(folder: Path) -> Period | None:
    return max(map(Period, month_folder.months(folder)), default=None)
