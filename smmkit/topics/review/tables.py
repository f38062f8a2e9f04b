"""Notebook 10's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from smmkit.ledger import Item, Ledger
from smmkit.measures.names import form_name
from smmkit.measures.scopes import Window
from smmkit.plan import Plan
from smmkit.plan.log import Version
from smmkit.plan.review import ended_by, settled_by
from smmkit.plan.trace import falls
from smmkit.present.chances import in_ten
from smmkit.present.facts import STANDING, of_item, scoped, stated, text_table
from smmkit.schema.platform_names import platform_name
from smmkit.text import N_, Message, Scalar, Text
from smmkit.topics.review.analysis import EXECUTED, Trial
from smmkit.topics.review.proposals.brief import Line
from smmkit.topics.review.proposals.calls import Verdicts
from smmkit.topics.review.proposals.cases import Subject
from smmkit.topics.review.proposals.elsewhere import RuledElsewhere
from smmkit.topics.review.proposals.lessons import Lesson

SAYS = {
    "keep": N_("keep"), "change": N_("change"), "stop": N_("stop"), "test": N_("test"), "wait": N_("wait"),
    "not tried": N_("not tried"),
}  # fmt: skip
AGREES = {"yes": N_("agrees"), "no": N_("differs"), "only the team": N_("only the team knows")}
HOW = {"decided": N_("decided"), "review": N_("review"), "taken back": N_("taken back"), "by hand": N_("by hand")}
ON_COURSE, NEEDS_CHANGE, OUT_OF_REACH = N_("on course"), N_("needs a change"), N_("out of reach")
_COURSE, _REACH = 0.5, 0.05
_NEARLY = 0.8
_MOST = 12


def execution_table(
    done: pd.DataFrame, long: pd.DataFrame, text: Text, *, window: Window | None = None
) -> pd.DataFrame:
    """Return posts planned, published and late, by network, and whether enough was done for a result to count.

    Parameters
    ----------
    done, long
        From `analysis.executed`: of the month, and of the months of patience, which results rest on.
    text
        Language.

    """
    shares = long.set_index("platform")["share"]
    rows = []
    for row in done.to_dict("records"):
        share = float(shares.get(row["platform"], float("nan")))
        counts = text.word(None) if share != share else text("yes") if share >= EXECUTED else text("no: not tried")
        rows.append(
            (platform_name(row["platform"]), text.number(row["planned"]) if row["planned"] else text.word(None),
             text.number(row["done"]), text.number(row["late"]),
             stated(text.percent(row["share"]), "executed", row["platform"], window),
             text.percent(share), counts)
        )  # fmt: skip
    heads = (N_("Network"), N_("Planned"), N_("Published"), N_("Late"), N_("Done"),
             N_("Done in the months of patience"), N_("Counts"))  # fmt: skip
    return text_table(rows, heads, text, window=window)


def objective_table(plan: Plan, ledger: Ledger, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return each objective: its chance at signing and now, as notebook 03 left it, and how the month stands."""
    rows = []
    for one in (each for each in plan.objectives if each.status == "approved"):
        now = next((i for i in ledger.values() if i.id.startswith("EV-chance") and i.id.endswith(one.id[3:])), None)
        result = next((i for i in ledger.values() if i.id.startswith("RS-") and one.id in i.because), None)
        signed = one.p_at_signing if one.p_at_signing is not None else one.probability
        expected = ledger.get(f"EV-forecast-{one.id.removeprefix('OB-')}")
        unit = expected.unit if expected else None
        rows.append(
            (one.title, stated(in_ten(signed, text), "chance_when_signed", one.id, STANDING),
             in_ten(now.value if now else None, text), text.date(one.deadline),
             of_item(text.quantity(expected.value if expected else None, unit), expected),
             text.quantity(one.amount, unit),
             text.word(standing(now.value if now else None)), text(result.title) if result else text.word(None))
        )  # fmt: skip
    heads = (N_("Objective"), N_("Chance when signed"), N_("Chance now"), N_("Deadline"), N_("Expected by then"),
             N_("What was promised"), N_("Standing"), N_("This month"))  # fmt: skip
    return text_table(rows, heads, text, window=window)


def standing(chance: float | None) -> str | None:
    """Return how an objective stands by its chance: on course, needs a change, out of reach; None without one."""
    if chance is None:
        return None
    return ON_COURSE if chance >= _COURSE else OUT_OF_REACH if chance < _REACH else NEEDS_CHANGE


def rule_table(found: Verdicts, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return what the rule says of everything, with the number that decides."""
    rows = []
    for one, call in zip(found.subjects, found.calls, strict=True):
        name = subject_name(one, text)
        case, what = call.case, scoped(*call.case.name.split())
        rows.append(
            (str(name), of_item(text.percent(case.effect), one.result), text.interval(case.low, case.high, "percent"),
             stated(text.percent(case.bar), "bar", what, STANDING),
             stated(text.percent(call.chance), "chance", what, window),
             stated(text.percent(call.loss, 1), "expected_loss", what, window),
             text.number(call.patience), text.word(SAYS[call.says]))
        )  # fmt: skip
    heads = (N_("What"), N_("Effect"), N_("Interval"), N_("Must reach"), N_("Chance that it does"),
             N_("Expected loss of keeping it"), N_("Months of patience left"), N_("The rule says"))  # fmt: skip
    return text_table(rows, heads, text, window=window)


def elsewhere_table(found: Sequence[RuledElsewhere], text: Text) -> pd.DataFrame:
    """Return what the notebooks of networks, money and hours say, beside what the plan holds."""
    rows = [
        (text(one.item.title), text.date(one.entry.on if one.entry is not None else None), text.word(SAYS[one.says]),
         text.word(one.item.verdict.value))
        for one in found
    ]  # fmt: skip
    heads = (N_("What is said of it"), N_("Approved on"), N_("The rule says"), N_("Verdict"))
    return text_table(rows, heads, text)


def history_table(versions: Sequence[Version], text: Text) -> pd.DataFrame:
    """Return the versions of the plan: since when, how, by whom, and how much changed."""
    rows = [
        (text.date(one.on), text.word(HOW.get(one.how, one.how)), text.word(one.by or None), ", ".join(one.ids),
         text.number(sum(len(new) for _, _, new in one.edits)))
        for one in versions
    ]  # fmt: skip
    heads = (N_("In force since"), N_("How"), N_("By whom"), N_("Entries"), N_("Lines written"))
    return text_table(rows, heads, text)


def subject_name(one: Subject, text: Text) -> str:
    """Return what is judged: the title of a strategy, or the posts of a format on a network."""
    return str(one.about.get("title") or _posts_of(one.about["platform"], one.about["format"], text))


def asked_name(one: Trial, text: Text) -> str:
    """Return which posts a question is about; its name is network and format."""
    network, form = one.question.name.split(maxsplit=1)
    return _posts_of(network, form, text)


def _posts_of(network: Scalar, form: Scalar, text: Text) -> str:
    return text("{platform}: {form:word}", platform=platform_name(str(network)), form=form_name(form))


def trial_table(trials: Iterable[Trial], text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return the open questions: what a test would need, and what eight weeks could show."""
    rows = [
        (asked_name(one, text), text.number(one.needed),
         stated(text.percent(one.sees), "seen_effect", scoped(*one.question.name.split()), window)
         if one.weeks is not None else text.word(N_("not testable: a judgement")))
        for one in trials
    ]  # fmt: skip
    heads = (N_("Question"), N_("Weeks to see a fifth"), N_("Seen in eight weeks at most"))
    return text_table(rows, heads, text, window=window)


def diff_table(
    items: Iterable[Item], plan: Plan, ledger: Ledger, text: Text, *, roles: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return the plan's changes: old, new, why, what is expected of it, and what rests on its first cause.

    Parameters
    ----------
    items
        What the review proposes; what was decided on already changes nothing and is left out.
    plan, ledger
        What was decided, and the month's items.
    text
        Language.
    roles
        What the client calls its roles.

    """
    changes = tuple(item for item in items if settled_by(item, plan) is None)
    names = roles or {}
    whole = Ledger({**ledger, **{item.id: item for item in changes}})
    rows = []
    for item in changes:
        fall = falls(item.because[0], whole, plan) if item.because else ()
        rows.append(
            (text(item.title), _old(item, plan, text), _new(item, plan, text), text(_expected(item)),
             ", ".join(item.because), text.date(item.about.get("check_on")),
             text.word(names.get(str(item.owner), item.owner)),
             text.number(len(fall)), item.id)
        )  # fmt: skip
    heads = (N_("What changes"), N_("Old"), N_("New plan"), N_("What is expected of it"), N_("Because"),
             N_("Checked on"), N_("Owner"), N_("Falls if the cause is withdrawn"), N_("Entry"))  # fmt: skip
    return text_table(rows, heads, text)


def _ended(item: Item, plan: Plan) -> list[str]:
    """Return the titles of what ends with a stop and is approved now."""
    return [one.title or one.id for one in ended_by(item, plan)]


def _old(item: Item, plan: Plan, text: Text) -> str:
    """Return what the plan says of it now."""
    if ended := _ended(item, plan):
        return text("approved: {titles}", titles=", ".join(ended))
    entry = plan.entry(item.id)
    if entry is not None and entry.status == "approved":  # with another answer
        return text("approved: {titles}", titles=entry.title or entry.id)
    return text.word(form_name(item.about.get("format")) if item.about.get("choice") == "change" else None)


def _new(item: Item, plan: Plan, text: Text) -> str:
    """Return what it says once the change is approved."""
    if ended := _ended(item, plan):
        return text("ended: {titles}", titles=", ".join(ended))
    choice = item.about.get("choice")
    return text.word(form_name(item.about.get("to")) if choice == "change" else choice)


def _expected(item: Item) -> Message:
    share, choice = item.about.get("expected"), item.about.get("choice")
    if choice == "change" and share is not None:
        key = N_("{times:number1} times as many {measure:word} a post")
        return Message(key, {"times": 1 + float(share), "measure": item.title.values["measure"]})
    if choice == "stop" and share is not None:
        return Message(N_("its money and its places are free"))
    return Message(N_("an answer by that day") if choice == "test" else N_("it stays as it is"))


def learning_table(found: Sequence[Lesson], text: Text) -> pd.DataFrame:
    """Return what each month proposed, how sure it was, what was decided, and what came of it."""
    outcome = {True: N_("borne out"), False: N_("not borne out"), None: N_("too early to say")}
    rows = [
        (text.month(one.month), text(one.title), text.percent(one.chance), text.number(one.n),
         text.date(one.decided), text.word(one.by or None), text.word(outcome[one.outcome]))
        for one in found
    ]  # fmt: skip
    heads = (N_("Month"), N_("What was proposed"), N_("Chance that it reaches its bar"), N_("Posts or days"),
             N_("Approved on"), N_("By whom"), N_("What came of it"))  # fmt: skip
    return text_table(rows, heads, text)


def reversals_said(pairs: Sequence[tuple[Lesson, Lesson]]) -> list[Message]:
    """Name what this month says otherwise than an earlier one did."""
    if not pairs:
        return [Message(N_("Nothing this month contradicts what an earlier month proposed."))]
    key = N_("{month:month} said {before:word}, and this month says {now:word}: {title}")
    said = []
    for old, new in pairs:
        values = {"month": old.month, "before": SAYS[old.says], "now": SAYS[new.says], "title": new.about}
        said.append(Message(key, values))
    return said


def team_table(report: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return where the team's report and the exports differ, and what only the team saw; the latest first."""
    odd = report[report["agrees"] != "yes"].sort_values("week", ascending=False, kind="stable").head(_MOST)
    rows = [
        (text.date(row["week"]), platform_name(row["platform"]) if pd.notna(row["platform"]) else text.word(None),
         str(row["what"]), text.number(row["said"]), text.number(row["counted"]),
         text.word(AGREES[str(row["agrees"])]), str(row["note"]) if pd.notna(row["note"]) else "")
        for row in odd.to_dict("records")
    ]  # fmt: skip
    heads = (N_("Week from"), N_("Network"), N_("Matter"), N_("Report"), N_("Exports"), N_("Compared"), N_("Note"))
    return text_table(rows, heads, text)


def team_said(report: pd.DataFrame) -> Message:
    """Say how far the team's report and the exports agree; without a report, who owes it."""
    if report.empty:
        return Message(N_("There is no report of the community manager, who owes it: exports/by_hand/cm_report.csv."))
    known = report[report["agrees"] != "only the team"]
    agreed = int((known["agrees"] == "yes").sum())
    if agreed == len(known):
        return Message(N_("Every count of the team agrees with the exports."))
    if agreed >= _NEARLY * len(known):
        return Message(N_("Nearly all counts of the team agree with the exports; the table marks those that do not."))
    return Message(N_("Many counts of the team disagree with the exports; the table marks them."))


def brief_table(lines: Iterable[Line], text: Text) -> pd.DataFrame:
    """Return the brief for the community manager, line by line."""
    rows = [(text.word(one.head), text(one.sentence), text(one.due), one.id) for one in lines]
    return text_table(rows, (N_("On Monday"), N_("What to do"), N_("When"), N_("Ask about")), text)
