"""Keys of the exercises about customers, messages and complaints."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from smmkit.course.teacher.expect import Case, Expected, amount, any_of, exactly, key, near

_STEPS = ["listen", "understand", "empathise", "apologise", "solve", "thank", "archive"]
# Answers end at 1 and samples differ: a mean, and which of two is larger, are known so well and no better.
_AS_GOOD = 0.06
_APOLOGISE = ("apologise", "apologize", "disculparse", "pedir disculpas", "disculpa")


def revenue(case: Case) -> float:
    """Return what all customers of the table spent."""
    return float(case.wb.table("customers")["revenue"].sum())


def bought(case: Case) -> Expected:
    """Return what all customers spent and in how many orders: sums of money alone lie close in a class."""
    return {"revenue": amount(revenue(case)), "orders": exactly(case.wb.table("customers")["orders"].sum())}


@key("02-lapsed")
def lapsed(case: Case) -> Expected:
    """Buyers who have not come back."""
    from smmkit.measures.buyers import behaviour_table

    row = behaviour_table(case.wb.table("customers"), case.end).loc["lapsed"]
    share = row["revenue_share"]
    brought = amount(share * revenue(case))
    return {"buyers": exactly(row["count"]), "revenue_share": near(share, least=0.006), "revenue": brought}


@key("02-price")
def price(case: Case) -> Expected:
    """No table holds a rival's price."""
    inbox = case.wb.table("inbox")
    words = "precio|caro|cuesta" if case.wb.client.language == "es" else "price|expensive|cost"
    said = (inbox["text"].fillna("") + "\n" + inbox["cause"].fillna("")).str.contains(words, case=False)
    return {"verdict": any_of("NO DATA"), "messages": near(said.sum(), share=0.01), "among": exactly(len(inbox))}


@key("04-groups")
def groups(case: Case) -> list[Expected]:
    """The planted groups, or those that can be seen; the largest one's favourite interest and how much it is liked.

    What is planted does not stand above noise in every client: in one of ten nothing does, and saying so is right.
    """
    planted = max(case.truth["segments"], key=lambda one: float(one["share"]))
    right = [_told(len(case.truth["segments"]), planted["interests"], case)]
    count, likes = case.once("groups that can be seen", lambda: _seen_groups(case))
    return right if count == len(case.truth["segments"]) else [*right, _told(count, likes, case)]


def _seen_groups(case: Case) -> tuple[int, Mapping[str, float]]:
    """Return how many groups stand above noise, one where none does, and what the largest of them likes."""
    from smmkit.topics.segments.analysis import find_structure

    asked = case.wb.table("customers").filter(like="interest_").astype(float)
    found = find_structure(asked)
    # Labels are counted from the largest group on; without groups everybody is of the only one.
    mine = asked.loc[found.labels.index[found.labels == 0]] if found.groups else asked
    return found.groups or 1, {str(name).removeprefix("interest_"): liked for name, liked in mine.mean().items()}


def _told(count: int, likes: Mapping[str, float], case: Case) -> Expected:
    most = max(map(float, likes.values()))
    favourites = [name for name, liked in likes.items() if float(liked) >= most - _AS_GOOD]
    return {
        "groups": exactly(count),
        "interest": any_of(*favourites),
        "mean": near(most, least=_AS_GOOD, share=0),
        **bought(case),
    }


@key("04-loyal")
def loyal(case: Case) -> Expected:
    """Buyers of three orders or more."""
    customers = case.wb.table("customers")
    mine = customers["orders"] >= 3
    spent = float(customers.loc[mine, "revenue"].sum())
    share = near(spent / revenue(case), least=0.006)
    return {"buyers": exactly(mine.sum()), "revenue": amount(spent), "revenue_share": share}


@key("04-follow")
def follow(case: Case) -> Expected:
    """Followers and buyers share no name."""
    return {"verdict": any_of("NO DATA"), **bought(case)}


@key("08-silence")
def silence(case: Case) -> Expected:
    """Messages nobody, or only a bot, answered."""
    inbox = case.wb.table("inbox").drop_duplicates("message_id")
    bot = (inbox["answered_by"] == "bot") & inbox["answered_at"].notna()
    nobody = inbox["answered_at"].isna()
    return {"messages": exactly(len(inbox)), "nobody": exactly(nobody.sum()), "bot": exactly(bot.sum())}


@key("08-steps")
def steps(case: Case) -> Expected:
    """The seven steps, the one the team leaves out, and how often all stand in order."""
    log = case.wb.table("complaints_log").sort_values("at", kind="stable")
    kept = log.groupby("message_id", sort=False)["step"].agg(list)
    whole = sum(one == _STEPS for one in kept)
    left_out, rows = any_of(*_APOLOGISE), exactly(len(log))
    without = exactly(sum("apologise" not in one for one in kept))
    complaints = exactly((case.wb.table("inbox")["kind"] == "complaint").sum())
    counted = {"whole": exactly(whole), "rows": rows, "complaints": complaints}
    return {"order": {"list": _STEPS}, "left_out": left_out, "without": without, **counted}


@key("08-cause")
def cause(case: Case) -> Expected:
    """The commonest cause of complaint once the crisis is left out."""
    inbox = case.wb.table("inbox").query("kind == 'complaint'")
    counts = inbox.loc[inbox["cause"] != case.truth["crisis"]["cause"], "cause"].value_counts()
    ties = counts[counts == counts.iloc[0]].index
    messages = exactly(case.wb.table("inbox")["message_id"].nunique())
    return {
        "left": exactly(counts.sum()),
        "cause": any_of(*ties),
        "complaints": exactly(counts.iloc[0]),
        "messages": messages,
    }


@key("08-best")
def best(case: Case) -> Expected:
    """The desk is judged, nobody by name."""
    inbox = case.wb.table("inbox").drop_duplicates("message_id")
    by_person = (inbox["answered_by"] != "bot") & inbox["answered_at"].notna()
    return {"verdict": any_of("NO DATA"), "answers": exactly(by_person.sum()), "among": exactly(len(inbox))}


def _survey(case: Case) -> pd.DataFrame:
    told = case.wb.table("complaint_survey")
    return told[told["problem"].astype(bool)].assign(n=lambda t: t["n"].astype(float))


@key("14-silent")
def silent(case: Case) -> Expected:
    """Customers with a problem who told nobody of the shop."""
    told = _survey(case)
    quiet = told.loc[~told["complained"].astype(bool), "n"].sum()
    messages = exactly(case.wb.table("inbox")["message_id"].nunique())
    silent_share = near(quiet / told["n"].sum(), least=0.006)
    return {"problems": exactly(told["n"].sum()), "silent": silent_share, "messages": messages}


@key("14-back")
def back(case: Case) -> Expected:
    """Who would buy again."""
    told = _survey(case)
    spoke, again = told["complained"].astype(bool), told["repurchase"].astype(bool)
    return {
        "complained": near(told.loc[spoke & again, "n"].sum() / told.loc[spoke, "n"].sum(), least=0.006),
        "silent": near(told.loc[~spoke & again, "n"].sum() / told.loc[~spoke, "n"].sum(), least=0.006),
        "customer": near(revenue(case) / len(case.wb.table("customers")), least=0.006, share=0.0),
    }


@key("14-tell")
def tell(case: Case) -> Expected:
    """Nobody followed what was told at table."""
    inbox = case.wb.table("inbox")
    complaints, among = exactly((inbox["kind"] == "complaint").sum()), exactly(inbox["message_id"].nunique())
    return {"verdict": any_of("NO DATA"), "complaints": complaints, "among": among}
