"""One page a campaign: what it is for, how it is judged, who does what on which day, what to settle before."""

from __future__ import annotations

from itertools import groupby

from smmkit.metrics import METRICS
from smmkit.plan.unsigned import ending
from smmkit.report.document import Book
from smmkit.report.letters import letter
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.calendar.analysis.campaigns import KIND_WORDS
from smmkit.topics.calendar.documents.pages import TEMPLATES
from smmkit.topics.calendar.proposals.briefs import Brief, campaign_briefs

_ENDS = N_("Decide first whether it takes place at all. The review of this month proposes: {said}.")


def brief_pages(book: Book) -> dict[str, str]:
    """Return a page a campaign, by file name; what the plan says of an event counts before what its list does."""
    briefs = sorted(campaign_briefs(book), key=lambda brief: brief.planned)
    return {f"brief_{brief.slug}.html": _brief_page(brief, book) for brief in briefs}


def _brief_page(brief: Brief, book: Book) -> str:
    return letter(
        TEMPLATES / "brief.html",
        book.client,
        book.text,
        brief=brief,
        doubt=_doubt(brief, book),
        headline=_headline(brief, book.text),
        facts=_facts(brief, book),
        roles=_roles(book),
        parts=_parts(brief, book),
        duties=_duties(brief, book.text),
    )


def _doubt(brief: Brief, book: Book) -> str:
    """Return what the review proposes against a campaign, were that to end it; empty where nothing is."""
    found = ending(book.ledger, book.plan, brief.id)
    return "" if found is None else book.text(_ENDS, said=book.text(found.title))


def _lasts(brief: Brief) -> int:
    return (brief.end - brief.start).days + 1


def _facts(brief: Brief, book: Book) -> list[tuple[str, list[str]]]:
    """Return what is agreed, by name; a fact nobody wrote says so, and a place only where people meet."""
    text = book.text
    one_day = _lasts(brief) == 1
    when = text.date(brief.start) if one_day else text.interval(str(brief.start), str(brief.end), "date")
    guessed = "" if brief.said_kind else f" ({text('read from its title')})"
    later = text("to be written: one sentence in the plan, under this campaign")
    risks = [*filter(None, [brief.risk]), text.word(brief.usual_risk)]
    facts = [
        (text("Kind"), [text.word(KIND_WORDS[brief.kind]) + guessed]),
        (text("Days"), [when]),
        (text("Place"), [brief.place] if brief.place else []),
        (text("Objective"), [brief.objective or text("none approved")]),
        (text("For whom"), [_segment(*one, text) for one in brief.segments] or [text("everybody")]),
        (text("Message"), [brief.message or later]),
        (text("Offer"), [brief.offer or later]),
        (text("Networks"), [", ".join(map(platform_name, brief.networks))]),
        (text("Money"), [_money(*one, text) for one in brief.lines] or [text("no money of its own")]),
        (text("Measured by"), [_measure(brief, text)]),
        (text("Stop rule"), [text.word(brief.stop)]),
        (text("Risk"), risks),
    ]
    return [(name, said) for name, said in facts if said]


def _segment(name: str, share: float | None, text: Text) -> str:
    return name if share is None else text("{title} ({share:percent} of the customers)", title=name, share=share)


def _money(name: str, amount: float | None, text: Text) -> str:
    if amount is None:
        return text.word(name)
    return text("{line:word}: out of {amount:money0} a month", line=name, amount=amount)


def _measure(brief: Brief, text: Text) -> str:
    what = text.word(brief.measure)
    if brief.metric not in METRICS or not METRICS[brief.metric].additive:
        return text("{what}, against the same days before", what=what)
    if brief.usual != brief.usual:
        return text("{what}: no export tells them by the day", what=what)
    return text("{what}, {usual:number} a day in four weeks without a campaign", what=what, usual=round(brief.usual))


def _roles(book: Book) -> list[tuple[str, str]]:
    """Return who answers for a campaign, carries it out, says yes, decides in trouble and is told."""
    text, roles = book.text, book.client.roles
    told = ", ".join(one.name for one in book.client.departments)
    found = [
        (text("Answers for it"), roles.social_media_manager),
        (text("Carries it out"), roles.community_manager),
        (text("Says yes"), roles.approver),
        (text("Decides if it goes wrong"), roles.crisis_lead),
        (text("Are told"), told),
    ]
    return [(what, text.word(who)) for what, who in found if who]


def _parts(brief: Brief, book: Book) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the run sheet by its parts; what should have been done before the month is to be done at once."""
    text, names = book.text, book.client.roles.names
    lines = [
        (one.part, text("at once") if brief.late(one) else text.date(one.day), text.word(one.what), names[one.role])
        for one in brief.steps
    ]
    return [(text.word(part), [line[1:] for line in rows]) for part, rows in groupby(lines, key=lambda line: line[0])]


def _duties(brief: Brief, text: Text) -> list[tuple[str, str]]:
    return [
        (
            text.word(one.what),
            text("{source}, read {day:date}", source=one.source, day=one.read_on) if one.source else text("house rule"),
        )
        for one in brief.duties
    ]


def _headline(brief: Brief, text: Text) -> str:
    if brief.expected is None:
        return text("Nobody has said what this shall bring: agree on a number before it starts.")
    what = text.word(brief.measure)
    values = {"rise": brief.expected, "days": brief.days_needed, "lasts": _lasts(brief), "what": what}
    if brief.days_needed != brief.days_needed:
        return text(
            "It hopes for {rise:percent} more {what}. Nobody can say how many days that takes to be sure of: there is "
            "no month of days to judge by.",
            **values,
        )
    if brief.days_needed > _lasts(brief):
        return text(
            "It hopes for {rise:percent} more {what}. To be sure of that takes {days:number} days and it lasts "
            "{lasts:number}: run it longer, hope for more, or accept that its result will be an impression.",
            **values,
        )
    return text(
        "It hopes for {rise:percent} more {what}; {days:number} of its {lasts:number} days are enough to be sure.",
        **values,
    )
