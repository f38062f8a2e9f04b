"""The first sheet of the crisis manual: is an alarm on, which card to take, who does what."""

from __future__ import annotations

from collections.abc import Sequence

from smmkit.measures.alarm import AlarmHistory
from smmkit.measures.response import WEEKDAYS
from smmkit.plan.crisis import Hours
from smmkit.report.document import Book
from smmkit.text import N_, Text
from smmkit.topics.community.proposals.cards import Card, level_of

# After the United States Air Force's Web Posting Response Assessment (version 2): who only provokes is watched, who is
# wrong is put right, who is unhappy is helped.
_TRIAGE = (
    N_("It insults or mocks and holds no fact that could be checked: somebody who only wants to provoke. Watch."),
    N_("It holds a wrong fact: put it right once, kindly, with the proof, and then watch."),
    N_("It tells of a bad experience: a customer with good reason to be dissatisfied. Mend it."),
    N_("Three complaints about one product in a week, or somebody hurt: a product with a defect."),
    N_("It is about something we published: an error in a campaign."),
    N_("It is about what one of us said or did in public: an unfortunate comment."),
)


def opening(book: Book, cards: Sequence[Card]) -> tuple[str, list[tuple[str, list[str]]]]:
    """Return heading and lines of the first sheet."""
    word = book.text.word
    return word(N_("Which card to take")), [
        (word(N_("Today")), _today(book)),
        (word(N_("What is it about?")), [word(line) for line in _TRIAGE]),
        (word(N_("How grave is it?")), _grave(cards, book.text)),
        (word(N_("Who does what")), _roles(book)),
        (word(N_("By when")), _by_when(book)),
    ]


def _today(book: Book) -> list[str]:
    text, history = book.text, book.alarm
    alarm = history.on
    if history.calibration is None:
        return [text(N_("The crisis alarm is blind: there is no mention and no message to listen to."))]
    if alarm is None:
        return [_off(history, text)]
    values = {"day": str(alarm.since), "mentions": alarm.mentions, "usual": alarm.usual, "cause": alarm.cause or ""}
    key = (
        N_("The crisis alarm has been on since {day:date}: {mentions:number} mentions where {usual:number} are usual, "
           "most of them about “{cause}”.")
        if alarm.cause
        else N_("The crisis alarm has been on since {day:date}: {mentions:number} mentions where {usual:number} are "
                "usual. Nobody has noted yet what they are about.")
    )  # fmt: skip
    if not alarm.mentions and not alarm.usual:  # it rang in the inbox alone
        key = N_("The crisis alarm has been on since {day:date}: {complaints:number} complaints came in.")
        values = {"day": str(alarm.since), "complaints": alarm.complaints}
    level = level_of(history, alarm, book.plan.crisis)
    grave = N_("By the plan's own numbers this is severity {level}. Choose the situation below and take that card.")
    return [text(key, **values), *([text(grave, level=level)] if level else [])]


def _off(history: AlarmHistory, text: Text) -> str:
    """Return that no alarm is on, and since when: a manual that forgets last week's crisis is believed no more."""
    if not history.alarms:
        return text(N_("The crisis alarm is off; all was quiet up to {day:date}."), day=str(history.as_of))
    last = history.alarms[-1]
    said = N_("The crisis alarm is off. It was last on from {since:date} to {until:date}; since then all was quiet up "
              "to {day:date}.")  # fmt: skip
    return text(said, since=str(last.since), until=str(last.until), day=str(history.as_of))


def _grave(cards: Sequence[Card], text: Text) -> list[str]:
    levels = {card.severity.level: card for card in reversed(cards)}
    return [
        f"{level}, {text.word(card.severity.name)}: " + " ".join(text(one) for one in card.when)
        for level, card in sorted(levels.items())
    ]


def _roles(book: Book) -> list[str]:
    text, rules, named = book.text, book.plan.crisis, book.client.roles.names
    lead = named.get(rules.lead, rules.lead)
    deputies = " → ".join(named.get(role, role) for role in rules.deputies)
    said = [text(N_("{role} leads from severity 2 on."), role=lead)]
    if deputies:
        said.append(text(N_("If nobody answers there, call in this order: {roles}."), roles=deputies))
    said.append(text(N_("{role} watches, answers and writes down what is done."), role=named["community_manager"]))
    said.append(
        text(N_("{role} signs what is said at severity 3; nobody else speaks for the company."), role=named["approver"])
    )
    said += [
        text(N_("How to reach {role}: {where}."), role=named.get(role, role), where=where)
        for role, where in rules.contacts.items()
    ]
    return said


def _by_when(book: Book) -> list[str]:
    text, rules = book.text, book.plan.crisis
    said = [
        text(
            N_("First public answer: at most {minutes:number} minutes after it was seen."),
            minutes=rules.first_answer_minutes,
        )
    ]
    if rules.hours:
        watched = "; ".join(_watch(hours, text) for hours in rules.hours)
        said.append(text(N_("Somebody watches: {watched}. Outside these hours the lead is on call."), watched=watched))
    return said


def _watch(hours: Hours, text: Text) -> str:
    """Return days and hours; days that follow each other as first and last."""
    days = sorted(WEEKDAYS.index(day) for day in hours.days)
    whole = len(days) > 2 and days == list(range(days[0], days[-1] + 1))
    if whole:
        named = text(N_("{first} to {last}"), first=text.weekday(days[0]), last=text.weekday(days[-1]))
    else:
        named = ", ".join(text.weekday(day) for day in days)
    return f"{named}, {hours.from_time}–{hours.to_time}"
