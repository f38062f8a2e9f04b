"""What each network brings and takes, and whether to keep, halve or close it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from smmkit.client import Client
from smmkit.ledger import Check, Experiment, Item, item_id, judge
from smmkit.plan import Plan
from smmkit.text import N_, Message
from smmkit.topics.channels.analysis.networks import Networks
from smmkit.topics.channels.analysis.openings import WEEKS, first_monday
from smmkit.topics.channels.analysis.standing import CLOSE, LESS, SILENT, UNKNOWN, WEAK, Standing
from smmkit.topics.channels.proposals.evidence import ROWS, Case, cases, counted, evidence_items

RARE = 0.05
"""A network that comes last less often, whatever is weighed most, is hardly ever the last."""

VETO_WORDS = {
    "segment": N_("the people we want are not there"),
    "answer": N_("nobody answers those who write there"),
    "legal_age": N_("the law does not let us address the people there"),
    "access": N_("nobody can get into the account"),
}
_SOURCES = N_("Export Google Analytics by session source, and give every link its UTM label.")


def network_items(
    found: Networks, stands: Standing, client: Client, plan: Plan, *, after: date, earlier: Collection[str] = ()
) -> list[Item]:
    """Return the evidence on each network and `CH-<network>`: keep, publish half as much as a test, or close.

    Parameters
    ----------
    found, stands
        From `analysis.networks` and `analysis.standing`.
    client, plan
        Who answers for a judgement, and what was approved.
    after
        Last day of the month: a test begins on the second Monday after it at the latest.
    earlier
        Ids of earlier notebooks' items, which a network may rest on too.

    """
    items: list[Item] = []
    for case in cases(found, stands):
        evidence = evidence_items(case)
        items += [*evidence, _proposal(case, evidence, client, plan, after, earlier)]
    if "sessions" in found.table and found.table["sessions"].isna().all():
        nothing = judge([], collect=Message(_SOURCES))
        title = Message(N_("No export tells which network a visit or an order came from"))
        items.append(Item.of("EV-channel-visits", title, nothing, about={"tables": "web web_detail"}))
    return items


def _proposal(
    case: Case, evidence: list[Item], client: Client, plan: Plan, after: date, earlier: Collection[str]
) -> Item:
    call = case.stands.calls[case.platform]
    linked = (f"EV-{case.platform}-err", f"EV-{case.platform}-carries")
    because = (*(item.id for item in evidence), *(id for id in linked if id in earlier))
    if call == LESS:
        return _halved(case, because, after)
    if call in (CLOSE, WEAK, SILENT):
        return _closed(case, call, because, client)
    id, about = item_id("CH", case.platform), {"platform": case.platform, "action": "keep"}
    if call == UNKNOWN:
        key = _DOUBT if case.timed and float(case.values["hours"] or 0) >= 0.05 else _DOUBT_ALONE
        nothing = judge([], collect=case.wish)
        return Item.of(id, Message(key, case.values), nothing, because=because, about=about)
    last = case.last
    checks = [
        counted(int(case.row["posts"]), ROWS),
        Check("rank", last is not None and last < RARE, Message(_NOT_LAST if last is not None else _ALONE)),
        Check("results", "conversion" in case.stands.counted, Message(_LIKED)),
        Check("counted", set(case.stands.values.columns) <= set(case.stands.counted), Message(_JUDGED)),
    ]
    if not case.recent:
        checks.append(Check("recent", False, Message(_UNTIL, case.values)))
    return Item.of(id, _kept(case, plan), judge(checks, owner=client.roles.social_media_manager),
                   because=because, about=about)  # fmt: skip


def _kept(case: Case, plan: Plan) -> Message:
    """Return the sentence that keeps a network; where the plan asks for another pace, it says both."""
    planned = {str(name): count for name, count in plan.calendar_policy.posts_per_week.items()}.get(case.platform)
    if not case.recent:
        return Message(_KEEP_THEN, case.values)
    if planned is None or planned == round(float(case.row["per_week"])):
        return Message(_KEEP, case.values)
    return Message(_KEEP_PLANNED, {**case.values, "planned": planned})


_NOT_LAST = N_("compared with the other networks it is hardly ever the last")
_ALONE = N_("there is no second network to compare it with")
_LIKED = N_("it is known which orders and enquiries came from each network, not only what was liked there")
_JUDGED = N_("what was weighed was counted, and not judged by the team")
_UNTIL = N_("the exports of its posts end on {until:date}")
_KEEP_THEN = N_(
    "Keep {network}, with {pace:about} {pace:plural|post|posts} a week as up to {until:date}: no export tells of its "
    "posts after that day"
)
_KEEP = N_("Keep {network}, with {pace:about} {pace:plural|post|posts} a week as now")
_KEEP_PLANNED = N_(
    "Keep {network}: {pace:about} {pace:plural|post|posts} a week now, while the plan's calendar asks for "
    "{planned:number}"
)
_DOUBT = N_(
    "Nobody can tell yet whether {network} earns its place; it takes about {hours:about} {hours:plural|hour|hours} "
    "a week meanwhile"
)
_DOUBT_ALONE = N_("Nobody can tell yet whether {network} earns its place, nor which hours it takes")


def _halved(case: Case, because: tuple[str, ...], after: date) -> Item:
    """Return the test that a network which comes last under nearly all weights gets: half the posts, eight weeks."""
    start = first_monday(after + timedelta(days=1))
    end = start + timedelta(weeks=WEEKS, days=-1)
    values = {**case.values, "start": start.isoformat(), "end": end.isoformat()}
    arms = (
        Message(N_("{pace:about} {pace:plural|post|posts} a week"), values),
        Message(N_("{half:about} {half:plural|post|posts} a week"), values),
    )
    design = Experiment(arms, max(round(float(case.row["per_week"]) * WEEKS / 2), 1), WEEKS, "interactions", "posts")
    checks = [
        counted(int(case.row["posts"]), ROWS),
        Check("effect", False, Message(N_("nobody knows yet what would be lost with fewer posts"))),
    ]
    key = _HALVE if case.timed else _HALVE_ALONE
    about = {"platform": case.platform, "action": "keep", "start": values["start"], "end": values["end"],
             "hours": case.values["half_hours"], "floor": case.values["floor"]}  # fmt: skip
    return Item.of(item_id("CH", case.platform), Message(key, values), judge(checks, experiment=design),
                   because=because, about=about)  # fmt: skip


_HALVE = N_(
    "Publish half as much on {network} for eight weeks, from {start:date} to {end:date}: {half:about} "
    "{half:plural|post|posts} a week "
    "instead of {pace:about}. It frees up to {half_hours:about} {half_hours:plural|hour|hours} a week. Go back "
    "at once if a post brings "
    "fewer than {floor:number} likes, comments and shares"
)
_HALVE_ALONE = N_(
    "Publish half as much on {network} for eight weeks, from {start:date} to {end:date}: {half:about} "
    "{half:plural|post|posts} a week "
    "instead of {pace:about}. Nobody booked the hours it frees. Go back at once if a post brings fewer than "
    "{floor:number} likes, comments and shares"
)


def _closed(case: Case, call: str, because: tuple[str, ...], client: Client) -> Item:
    why = VETO_WORDS.get(str(case.stands.vetoes[case.platform]), "")
    keys = {CLOSE: (_VETOED, _VETOED_ALONE), WEAK: (_WEAK, _WEAK_ALONE), SILENT: (_SILENT, _SILENT_ALONE)}[call]
    title = Message(keys[0] if case.timed else keys[1], {**case.values, "why": why})
    check = Check("counted", False, Message(N_("whether the people we want are there, a person must say")))
    about = {"platform": case.platform, "action": "close", "hours": case.values["hours"], "money": case.values["money"]}
    return Item.of(item_id("CH", case.platform), title, judge([check], owner=client.roles.social_media_manager),
                   because=because, about=about)  # fmt: skip


_VETOED = N_(
    "Close {network}: {why:word}. {pace:about} {pace:plural|post|posts} a week stop; about {hours:about} "
    "{hours:plural|hour|hours} a week and "
    "{money:money0} a month are free"
)
_VETOED_ALONE = N_(
    "Close {network}: {why:word}. {pace:about} {pace:plural|post|posts} a week stop; nobody booked the hours it frees"
)
_WEAK = N_(
    "Close {network}: whatever counts most, it nearly always comes last, and the team sees few of the people we want "
    "there. {pace:about} {pace:plural|post|posts} a week stop; about {hours:about} {hours:plural|hour|hours} a "
    "week and {money:money0} a month are "
    "free"
)
_WEAK_ALONE = N_(
    "Close {network}: whatever counts most, it nearly always comes last, and the team sees few of the people we want "
    "there. {pace:about} {pace:plural|post|posts} a week stop; nobody booked the hours it frees"
)
_SILENT = N_(
    "Close {network}, or say what it is for: nothing was published there in three months, and it still takes about "
    "{hours:about} {hours:plural|hour|hours} a week and {money:money0} a month"
)
_SILENT_ALONE = N_("Close {network}, or say what it is for: nothing was published there in three months")
