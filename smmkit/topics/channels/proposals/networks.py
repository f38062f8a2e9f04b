"""What each network brings and takes, and whether to keep, halve or close it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from smmkit.client import Client
from smmkit.ledger import Check, Item, item_id, judge
from smmkit.plan import Plan
from smmkit.text import N_, Message
from smmkit.topics.channels.analysis.networks import Networks
from smmkit.topics.channels.analysis.standing import CLOSE, LESS, SILENT, UNKNOWN, WEAK, Standing
from smmkit.topics.channels.proposals.evidence import ROWS, Case, cases, counted, evidence_items
from smmkit.topics.channels.proposals.halved import halved, tried
from smmkit.topics.channels.proposals.trials import Trial

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
    found: Networks, stands: Standing, client: Client, plan: Plan, *, after: date, earlier: Collection[str] = (),
    trials: Mapping[str, Trial] | None = None,
) -> list[Item]:  # fmt: skip
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
    trials
        From `trials`: tests that were agreed and have begun.

    """
    items: list[Item] = []
    for case in cases(found, stands):
        evidence = evidence_items(case)
        because = _because(case, evidence, earlier)
        trial = (trials or {}).get(case.platform)
        asked = _proposal(case, because, client, plan, after)
        items += [*evidence, asked if trial is None else tried(case, trial, because, client, after)]
    if "sessions" in found.table and found.table["sessions"].isna().all():
        nothing = judge([], collect=Message(_SOURCES))
        title = Message(
            N_("No export splits visits by source: only those through a link with a label (UTM) tell their network")
        )
        items.append(Item.of("EV-channel-visits", title, nothing, about={"tables": "web web_detail"}))
    return items


def _because(case: Case, evidence: list[Item], earlier: Collection[str]) -> tuple[str, ...]:
    linked = (f"EV-{case.platform}-err", f"EV-{case.platform}-carries")
    return (*(item.id for item in evidence), *(id for id in linked if id in earlier))


def _proposal(case: Case, because: tuple[str, ...], client: Client, plan: Plan, after: date) -> Item:
    call = case.stands.calls[case.platform]
    if call == LESS:
        return halved(case, because, after)
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


def _closed(case: Case, call: str, because: tuple[str, ...], client: Client) -> Item:
    why = VETO_WORDS.get(str(case.stands.vetoes[case.platform]), "")
    keys = {CLOSE: (_VETOED, _VETOED_ALONE), WEAK: (_WEAK, _WEAK_ALONE), SILENT: (_SILENT, _SILENT_ALONE)}[call]
    inner = _ITS_OWN if case.values["own"] else _SHARED
    title = Message(keys[0] if case.timed else keys[1], {**case.values, "why": why, "inner": inner})
    check = Check("counted", False, Message(N_("whether the people we want are there, a person must say")))
    about = {"platform": case.platform, "action": "close", "hours": case.values["hours"], "money": case.values["own"]}
    return Item.of(item_id("CH", case.platform), title, judge([check], owner=client.roles.social_media_manager),
                   because=because, about=about)  # fmt: skip


_VETOED = N_(
    "Close {network}: {why:word}. {pace:about} {pace:plural|post|posts} a week stop, and about {hours:about} "
    "{hours:plural|hour|hours} a week are free. {inner:sentence}"
)
_VETOED_ALONE = N_(
    "Close {network}: {why:word}. {pace:about} {pace:plural|post|posts} a week stop; nobody booked the hours it frees"
)
_WEAK = N_(
    "Close {network}: whatever counts most, it nearly always comes last, and the team sees few of the people we want "
    "there. {pace:about} {pace:plural|post|posts} a week stop, and about {hours:about} {hours:plural|hour|hours} a "
    "week are free. {inner:sentence}"
)
_WEAK_ALONE = N_(
    "Close {network}: whatever counts most, it nearly always comes last, and the team sees few of the people we want "
    "there. {pace:about} {pace:plural|post|posts} a week stop; nobody booked the hours it frees"
)
_SILENT = N_(
    "Close {network}, or say what it is for: nothing was published there in three months, and it still takes about "
    "{hours:about} {hours:plural|hour|hours} a week"
)
_SILENT_ALONE = N_("Close {network}, or say what it is for: nothing was published there in three months")
_SHARED = N_(
    "No line of the budget falls by itself: what it costs is {share:percent} of lines that all networks share, and "
    "they stay until somebody cuts them"
)
_ITS_OWN = N_("The {own:money0} a month that are booked for it alone are free as well")
