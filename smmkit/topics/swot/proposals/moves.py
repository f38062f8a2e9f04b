"""What a pair of an inside and an outside item suggests, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from smmkit.ledger import Item
from smmkit.text import N_

MOVES: Mapping[tuple[str, str, str], str] = {
    ("SO", "rate", "topic"): N_("Publish a series about “{topic}” on {platform}, where posts already do well"),
    ("SO", "rate", "rival"): N_("Win the followers {topic} is failing to win, with what works on {platform}"),
    ("SO", "rate", "price"): N_("Promote the best posts of {platform} while impressions cost less"),
    ("SO", "reputation", "topic"): N_("Let satisfied customers speak about “{topic}”"),
    ("SO", "reputation", "rival"): N_("Put the customers' praise where the audience of {topic} looks"),
    ("SO", "reputation", "price"): N_("Advertise with customers' own words while impressions cost less"),
    ("SO", "voice", "topic"): N_(
        "Lead the conversation about “{topic}” while the brand is talked about more than its size"
    ),
    ("SO", "voice", "rival"): N_("Turn the brand's larger voice into followers while {topic} grows slower"),
    ("ST", "rate", "topic"): N_(
        "Move {platform} away from “{topic}”, which interests fewer people, to what earns most"
    ),
    ("ST", "rate", "rival"): N_("Answer the growth of {topic} with more of what works on {platform}"),
    ("ST", "rate", "price"): N_("Lean on unpaid posts of {platform} while impressions cost more"),
    ("ST", "reputation", "rival"): N_("Answer the growth of {topic} with customers' praise"),
    ("ST", "reputation", "price"): N_("Ask satisfied customers to recommend the brand while impressions cost more"),
    ("ST", "voice", "topic"): N_("Use the brand's larger voice to open a topic that replaces “{topic}”"),
    ("ST", "voice", "rival"): N_("Defend the share of voice against {topic}"),
    ("WO", "buyers", "topic"): N_(
        "Write to the customers who stopped buying about “{topic}”, which interests more people"
    ),
    ("WO", "buyers", "rival"): N_("Win back the customers who stopped buying while {topic} grows more slowly"),
    ("WO", "buyers", "price"): N_("Show adverts to the customers who stopped buying while advertising costs less"),
    ("WT", "buyers", "rival"): N_("Win back the customers who stopped buying before {topic} does"),
    ("WT", "buyers", "price"): N_("Win back former customers by e-mail, for advertising costs more"),
    ("WO", "network", "topic"): N_(
        "Tell “{topic}” on a second network, so that {platform} no longer carries everything"
    ),
    ("WT", "network", "rival"): N_("Build up a second network before {topic} takes the attention on {platform}"),
    ("WT", "network", "price"): N_(
        "Build up a second network without adverts, so that {platform} no longer carries all"
    ),
    ("WT", "answers", "rival"): N_("Answer faster before {topic} wins the people who wait"),
    ("WT", "answers", "alarm"): N_("Staff the desk for longer hours until the crisis is over"),
    ("WO", "rate", "topic"): N_("Rebuild the content of {platform} around “{topic}”"),
    ("WO", "rate", "rival"): N_("Find out on {platform} what {topic} does worse, before changing the mix of posts"),
    ("WO", "rate", "price"): N_("Test new formats of {platform} with small adverts while impressions cost less"),
    ("WO", "reputation", "topic"): N_("Answer complaints first, then publish about “{topic}”"),
    ("WO", "voice", "topic"): N_("Make the brand heard through “{topic}”"),
    ("WO", "voice", "price"): N_("Buy attention while impressions cost less"),
    ("WT", "complaints", "alarm"): N_(
        "Answer every complaint of the crisis, tell how its cause was mended, and drill the next one"
    ),
    ("WT", "rate", "topic"): N_("Stop publishing about “{topic}” on {platform} until something works there"),
    ("WT", "rate", "rival"): N_("Learn on {platform} from {topic}, which grows, before publishing more"),
    ("WT", "rate", "price"): N_("Cut adverts for posts of {platform} that earn little while impressions cost more"),
    ("WT", "reputation", "rival"): N_("Solve the complaints before {topic} profits from them"),
    ("WT", "voice", "rival"): N_("Keep the voice where it is heard and leave the rest to {topic}"),
}
"""Key: cell, inside kind, outside kind. `topic` stands for the outside subject, a topic or a rival.

A combination that is not here makes no strategy: a clever pairing of unrelated facts is no plan.
"""

EXPERT_MOVES: Mapping[str, str] = {
    "SO": N_("Use “{inside}” for “{outside}”"),
    "ST": N_("Meet “{outside}” with “{inside}”"),
    "WO": N_("Mend “{inside}” to profit from “{outside}”"),
    "WT": N_("Mend this before it weighs more: “{inside}”, in the face of “{outside}”"),
}
"""Where at least one of the two is held by experts."""

FIRST_STEPS: Mapping[str, str] = {
    "rate": N_("Put two such posts a week into next month's calendar, beside the usual ones; costs hours, no money"),
    "reputation": N_("Ask the authors of five good reviews for leave, and publish one a week; costs hours, no money"),
    "voice": N_("Draft two such posts a week for next month's calendar; costs hours, no money"),
    "complaints": N_("Answer every open complaint this week, and tell what was mended; costs hours, no money"),
    "buyers": N_(
        "Write to half of them, picked at random, and count the orders of both halves after a month; costs an e-mail"
    ),
    "network": N_("Publish the ten best posts on the second network for a month; costs hours, no money"),
    "answers": N_("Agree who answers at which hours, and look at the waits in two weeks; costs hours, no money"),
    "expert": N_("Name who takes it on and by when, and which number would show that it works"),
}
"""What is done first for a strategy, by what lies inside, and what that costs."""

CELLS: Mapping[str, str] = {
    "SO": N_("SO: use strengths to take opportunities"),
    "WO": N_("WO: mend weaknesses to take opportunities"),
    "ST": N_("ST: use strengths to meet threats"),
    "WT": N_("WT: mend weaknesses and avoid threats"),
}

INSIDE = ("rate", "reputation", "voice", "complaints", "buyers", "network", "answers")
OUTSIDE = ("topic", "rival", "price", "alarm")


def possible_pairs() -> frozenset[tuple[str, str, str]]:
    """Return the combinations of cell, inside kind and outside kind that make a strategy."""
    experts = {
        combination
        for cell in CELLS
        for kind in (*INSIDE, *OUTSIDE)
        for combination in ((cell, "expert", kind), (cell, kind, "expert"))
    }
    return frozenset(MOVES) | experts


def first_step(items: Sequence[Item], because: Sequence[str]) -> str:
    """Return the first step (catalogue key) of a strategy, by its inside item."""
    inside = next((item for item in items if item.id in because and item.topics[:1] in _INSIDE_SIDES), None)
    kind = inside.topics[1] if inside is not None and len(inside.topics) > 1 else "expert"
    return FIRST_STEPS.get(kind, FIRST_STEPS["expert"])


_INSIDE_SIDES = (("strength",), ("weakness",))
