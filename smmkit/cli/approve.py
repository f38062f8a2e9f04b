"""`smmkit approve`, `reject` and `comment`: write decisions, and words on them, into plan.toml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from smmkit import plan as plans
from smmkit.cli.month import Month, check_run, check_shown, month_options, open_month
from smmkit.errors import ConfigError, DataError
from smmkit.period import Period
from smmkit.plan import Decision
from smmkit.plan.calendar_posts import INTERNAL, NO, POST, YES, decide_posts
from smmkit.plan.month import (
    approve_shown,
    check_money,
    check_taken,
    comment_on,
    decision_of,
    ended,
    open_questions,
    reject_proposed,
    roles_written,
)
from smmkit.plan.review import approve_review, last_review, open_calls, take_back
from smmkit.plan.signoff import SignedAnswer, held, load_signoff
from smmkit.text import N_


def decision_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the ids to decide on, who decides and why."""
    for option in (
        click.option("--note", help="Why, in a sentence."),
        click.option("--by", "role", required=True, metavar="ROLE", help="Role that decides, as in client.toml."),
        click.argument("ids", nargs=-1, required=True, metavar="ID..."),
    ):
        command = option(command)
    return month_options(command)


@click.command()
@month_options  # first, so that the client comes before the ids
@click.option(
    "--from", "sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="A signed sheet: signoff.json.",
)  # fmt: skip
@click.option("--reverse", is_flag=True, help="Take the last approved review back, byte for byte.")
@click.option("--review", is_flag=True, help="Apply what the review proposes: the ids named, or all of it.")
@click.option("--note", help="Why, in a sentence.")
@click.option("--by", "role", metavar="ROLE", help="Role that decides, as in client.toml.")
@click.argument("ids", nargs=-1, metavar="ID...")
def approve(
    client: str, ids: tuple[str, ...], role: str | None, note: str | None, sheet: Path | None,
    data: Path | None, out: Path | None, period: Period | None, review: bool, reverse: bool,
) -> None:  # fmt: skip
    """Write proposals of the latest run into plan.toml as approved; posts of the calendar into calendar.csv."""
    if review or reverse:
        if role is None or sheet is not None or (review and reverse):
            raise click.UsageError("--review and --reverse each take --by ROLE, and no signed sheet.")
        month = open_month(client, data, out, period)
        _review(month, ids, _decision(month, role, note), reverse=reverse)
        return
    if (sheet is None) == (not ids) or (sheet is None and role is None):
        raise click.UsageError("name the proposals and --by ROLE, or --from signoff.json alone.")
    month = open_month(client, data, out, period)
    check_run(month)
    if sheet is not None:
        _take_sheet(month, sheet, role)
        return
    decision = _decision(month, str(role), note)
    posts, rest = _parted(ids)
    _check_money(rest, str(role), month)
    if posts:
        _posts(month, posts, _yes_of(str(role), month), decision)
    if rest:
        _approve(month, rest, str(role), decision)


def _approve(month: Month, ids: tuple[str, ...], role: str, decision: Decision) -> None:
    _check_money(ids, role, month)
    plan = approve_shown(month, ids, decision)
    for id in ids:
        click.echo(month.say(N_("{what} is approved."), what=month.called(id)))
    for id in ended(ids, month):
        if (entry := plan.entry(id)) is not None and entry.status == "rejected":
            click.echo(month.say(N_("{what} ends with it."), what=month.called(id)))
    for sentence in open_questions(ids, month, plan):
        click.echo(month.say(sentence))


def _review(month: Month, ids: tuple[str, ...], decision: Decision, *, reverse: bool) -> None:
    """Apply the review's changes to the plan, or take them back."""
    if reverse:
        _check_money(last_review(month.client.folder), decision.by, month)
        for id in take_back(month.client.folder, decision):
            click.echo(month.say(N_("{what} is as it was before the review."), what=month.called(id)))
        return
    check_run(month)
    named = ids or tuple(item.id for item in open_calls(month.ledger, month.plan))
    _check_money(named, decision.by, month)
    check_shown(month, named)
    for id in approve_review(month.client.folder, ids, month.ledger, decision, say=month.text):
        said = N_("{what} is approved.") if id in named else N_("{what} ends with it.")
        click.echo(month.say(said, what=month.called(id)))


def _take_sheet(month: Month, sheet: Path, role: str | None) -> None:
    """Write the answers of a signed sheet to what stands as it was signed, and say of each other one what changed."""
    found = load_signoff(sheet, client=month.client.slug, period=month.out.name)
    roles = roles_written(month.client) | month.client.roles.spoken
    signer = roles.get(found.by, found.by)
    if role is not None and roles.get(role, role) != signer:
        raise click.UsageError(f"{sheet.name} was answered by {signer}; --by {role!r} is another role. Leave --by out.")
    decision = _decision(month, signer, None)
    if found.day is not None and found.day > decision.on:
        raise click.UsageError(f"{sheet.name} is dated {found.day}, a day that has not come. Save the sheet again.")
    decision = Decision(decision.by, found.day or decision.on, None)
    for choice, check in (("approved", check_money), ("rejected", check_taken)):
        _check_money(tuple(one.id for one in found.answers if one.choice == choice), signer, month, check=check)
    standing, changed = held(found, month.asked, month.say, on=decision.on)
    for sentence in changed:
        click.echo(month.say(sentence))
    _write_answers(month, standing, decision)
    if changed:
        raise DataError(
            f"{sheet.name}: answers not written: {len(changed)} of {len(found.answers)}. Keep the file, and send the "
            "client the new signoff.html for them."
        )


def _write_answers(month: Month, answers: tuple[SignedAnswer, ...], decision: Decision) -> None:
    no = [answer for answer in answers if answer.choice == "rejected"]
    yes: dict[str, list[str]] = {}
    for answer in answers:
        if answer.choice == "approved":
            yes.setdefault(answer.note, []).append(answer.id)
    for note, ids in yes.items():
        _approve(month, tuple(ids), decision.by, Decision(decision.by, decision.on, note or None))
    for answer in no:
        said = Decision(decision.by, decision.on, answer.note or None)
        plans.reject(month.client.folder, (answer.id,), month.asked, said, say=month.text)
        click.echo(month.say(N_("{what} is rejected."), what=month.called(answer.id)))


@click.command()
@decision_options
def reject(
    client: str, ids: tuple[str, ...], role: str, note: str | None,
    data: Path | None, out: Path | None, period: Period | None,
) -> None:  # fmt: skip
    """Write proposals into plan.toml as rejected; posts of the calendar into calendar.csv."""
    month = open_month(client, data, out, period)
    decision = _decision(month, role, note)
    posts, rest = _parted(ids)
    _check_money(rest, role, month, check=check_taken)
    if posts:
        _posts(month, posts, NO, decision)
    if rest:
        reject_proposed(month, rest, decision)
    for id in rest:
        click.echo(month.say(N_("{what} is rejected."), what=month.called(id)))


def _parted(ids: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the posts of the calendar, and what is decided on in the plan."""
    return tuple(id for id in ids if id.startswith(POST)), tuple(id for id in ids if not id.startswith(POST))


_SAID = {
    YES: N_("{what} is approved in calendar.csv."),
    NO: N_("{what} is rejected in calendar.csv."),
    INTERNAL: N_(
        "{what} has the team's yes in calendar.csv. The client's is given by whoever approves (--by approver)."
    ),
}


def _yes_of(role: str, month: Month) -> str:
    """Return which yes a role gives to a post: only who approves speaks for the client."""
    return YES if role in ("approver", month.client.roles.names["approver"]) else INTERNAL


def _posts(month: Month, ids: tuple[str, ...], state: str, decision: Decision) -> None:
    """Write a yes or a no on posts into the client's calendar, and say where a yes did not hold."""
    roles = month.client.roles.spoken
    by, note = roles.get(decision.by, decision.by), decision.note or ""
    found = decide_posts(month.client.folder, ids, state, month.ledger, role=by, on=decision.on, note=note)
    said = _SAID[state]
    changed = N_("{post}: its content changed since the month was run. Run the month again and look at it anew.")
    for id in ids:
        name = str(month.ledger[id].about["post_id"])
        click.echo(month.say(changed, post=name) if name in found.fallen else month.say(said, what=month.called(id)))


@click.command()
@decision_options
def comment(
    client: str, ids: tuple[str, ...], role: str, note: str | None,
    data: Path | None, out: Path | None, period: Period | None,
) -> None:  # fmt: skip
    """Leave a word on proposals in plan.toml without deciding on them."""
    month = open_month(client, data, out, period)
    comment_on(month, ids, _decision(month, role, note))
    for id in ids:
        click.echo(month.say(N_("The comment on {what} is kept."), what=month.called(id)))


def _decision(month: Month, role: str, note: str | None) -> Decision:
    """Check that a role decides; another word is wrong usage."""
    try:
        return decision_of(month.client, role, note)
    except ConfigError as error:
        raise click.UsageError(str(error)) from None


def _check_money(
    ids: tuple[str, ...], role: str, month: Month, *, check: Callable[[tuple[str, ...], str, Month], None] = check_money
) -> None:
    """Refuse amounts of money decided by a role the brief does not allow to: wrong usage."""
    try:
        check(ids, role, month)
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
