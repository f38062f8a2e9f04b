"""What of a month deserves to be said first: its size in what the client counts, how sure, and whether it is new."""

from __future__ import annotations

from smmkit.ledger import Item, Kind, Ledger, Verdict, item_id
from smmkit.plan import Plan

# Evidence is mostly how things stand; only what it says of a change, or of what was done, is news.
DEED = "EV-execution-"
_NEWS = ("EV-topic-", "EV-hour-", DEED)
_BESIDE_RIVALS = "-vs-rivals"
# The card of the month's money tells what was spent.
_NO_NEWS = ("EV-execution-money", "EV-last")
_KNOWN_BEFORE = 0.25
# What others talk about touches the month less than what it brought.
_OF_EVIDENCE = 0.2
# A format or an hour moves the posts that have it, a campaign or a page moves the whole month.
_OF_SOME_POSTS = 0.15
_SOME_POSTS = "times-rest"
# Of a page that convinces about five of a hundred, one point is a fifth.
_POINTS = 20.0
# A change of a rate is worth less than the same change of what an objective counts.
_WEIGHT = {"money": 1.0, "count": 1.0, "people": 0.6, "rate": 0.6, "points": 0.6, "ratio": 0.5, "score": 0.3}


def importance(item: Item, plan: Plan, ledger: Ledger, *, budget: float) -> float:
    """Return how much an item deserves to be said first; 0 for what is no news.

    The size is the end of its interval that says least, in shares of the monthly budget (money), of an
    objective's target (counts of its KPI) or as it stands (rates and ratios); what last month already said
    counts a quarter.

    Parameters
    ----------
    item
        A result or a piece of evidence.
    plan
        Gives the targets.
    ledger
        This month's items; last month's stand in it as `EV-last-...`.
    budget
        The client's money per month, in its currency.

    """
    if item.verdict is not Verdict.DECIDE or not _tells_news(item):
        return 0.0
    least = _least(item)
    if least == 0.0:
        return 0.0
    most = 2.0 if item.kind is Kind.RS else 1.0
    size = min(_share(item, least, plan, budget), most) * _WEIGHT.get(item.unit or "", 0.3)
    if str(item.scope or "").endswith(_SOME_POSTS) or item.id.startswith("EV-hour-"):
        size *= _OF_SOME_POSTS
    aimed = {objective.metric for objective in plan.objectives if objective.status == "approved"}
    size *= 1.5 if item.metric in aimed else 1.0
    size *= 1.0 if item.kind is Kind.RS else _OF_EVIDENCE
    return size * (1.0 if _new(item, ledger) else _KNOWN_BEFORE)


def things_that_happened(ledger: Ledger, plan: Plan, *, budget: float, most: int = 3) -> tuple[Item, ...]:
    """Return what to tell of a month, one per subject: campaigns, which the client paid for, then the weightiest.

    What is unchanged and approved stays out.

    Parameters
    ----------
    ledger, plan, budget
        As in `importance`.
    most
        How many at the most.

    """
    shown = {objective.id for objective in plan.objectives if objective.status == "approved"}
    on_cards = {item.fact for item in ledger.values() if shown.intersection(item.because)} - {""}
    news = [item for item in ledger.values() if not shown.intersection(item.because) and item.fact not in on_cards]
    weighed = [(importance(item, plan, ledger, budget=budget), item) for item in news]
    ordered = [item for weight, item in sorted(weighed, key=lambda pair: (-pair[0], pair[1].id)) if weight > 0]
    kept: list[Item] = []
    for item in ordered:
        told = {subject(other) for other in kept}
        if subject(item) not in told and not _settled(item, plan, ledger) and not _two_sided(item, ledger):
            kept.append(item)
    kept.sort(key=lambda item: not any(id.startswith(f"{Kind.CA}-") for id in item.because))
    return tuple(kept[:most])


def subject(item: Item) -> str:
    """Return what an item is about, whatever network and measure: two items of one subject are one piece of news."""
    if item.topics:
        return item.topics[0]
    words = item.id.split("-")[1:]
    networks = {"instagram", "facebook", "tiktok", "youtube", "linkedin", "x", "pinterest", "threads", "bluesky"}
    left = [word for word in words if word not in networks]
    return "-".join(left[:2] if left[:1] == ["test"] else left[:1]) or item.id


def _tells_news(item: Item) -> bool:
    """Say whether an item is a result, or evidence of a change or of what was done."""
    if item.kind is Kind.EV:
        return (item.id.startswith(_NEWS) or _BESIDE_RIVALS in item.id) and not item.id.startswith(_NO_NEWS)
    return item.kind is Kind.RS


def _least(item: Item) -> float:
    if item.low is not None and item.high is not None:
        return 0.0 if item.low <= 0.0 <= item.high else min(abs(item.low), abs(item.high))
    if item.unit == "ratio":
        return 1.0 + 0.5 * ((item.value or 0.0) - 1.0)
    return abs(item.value or 0.0) * 0.5


def _share(item: Item, least: float, plan: Plan, budget: float) -> float:
    if item.unit == "money":
        return least / budget if budget else 0.0
    if item.unit in ("count", "people"):
        targets = [o.target for o in plan.objectives if o.metric == item.metric and o.target]
        return least / targets[0] if targets else 0.2
    if item.unit == "ratio":
        return abs(least - 1.0)
    if item.unit == "points":
        return _POINTS * least
    return least


def _two_sided(item: Item, ledger: Ledger) -> bool:
    """Say whether a format is surely better in one thing and worse in another: what to do of it needs both halves."""
    if item.kind is not Kind.RS or item.value is None:
        return False
    same = item.id.rsplit("-", 1)[0] + "-"
    return any(other.id.startswith(same) and other.verdict is Verdict.DECIDE and (other.value or 0.0) * item.value < 0
               for other in ledger.values() if other.scope == item.scope)  # fmt: skip


def _new(item: Item, ledger: Ledger) -> bool:
    last = ledger.get(item_id("EV", "last", item.id))
    return last is None or last.verdict is not item.verdict


def _settled(item: Item, plan: Plan, ledger: Ledger) -> bool:
    """Say whether somebody has already acted on it and nothing is new."""
    rests = [entry for entry in plan if entry.status == "approved" and item.id in entry.because]
    return bool(rests) and not _new(item, ledger)
