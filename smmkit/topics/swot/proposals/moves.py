"""What a pair of an inside and an outside item suggests, in words."""

from __future__ import annotations

from collections.abc import Mapping

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
        "Move {platform} away from “{topic}”, of which people talk less than a year ago, to what earns most"
    ),
    ("ST", "rate", "rival"): N_("Answer the growth of {topic} with more of what works on {platform}"),
    ("ST", "rate", "price"): N_("Lean on unpaid posts of {platform} while impressions cost more"),
    ("ST", "reputation", "rival"): N_("Answer the growth of {topic} with customers' praise"),
    ("ST", "reputation", "price"): N_("Ask satisfied customers to recommend the brand while impressions cost more"),
    ("ST", "voice", "topic"): N_("Use the brand's larger voice to open a topic that replaces “{topic}”"),
    ("ST", "voice", "rival"): N_("Defend the share of voice against {topic}"),
    ("WO", "buyers", "topic"): N_(
        "Write to the customers who stopped buying about “{topic}”, of which people talk more than a year ago"
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
    ("WO", "complaints", "topic"): N_("Answer complaints first, then publish about “{topic}”"),
    ("WT", "complaints", "rival"): N_("Solve the complaints before {topic} profits from them"),
    ("WT", "rate", "topic"): N_("Stop publishing about “{topic}” on {platform} until something works there"),
    ("WT", "rate", "rival"): N_("Learn on {platform} from {topic}, which grows, before publishing more"),
    ("WT", "rate", "price"): N_("Cut adverts for posts of {platform} that earn little while impressions cost more"),
    ("WT", "reputation", "rival"): N_("Solve the complaints before {topic} profits from them"),
    ("WT", "voice", "rival"): N_("Keep the voice where it is heard and leave the rest to {topic}"),
    ("SO", "format", "topic"): N_("Publish two {format:word} a week about “{topic}” on {platform:word}"),
    ("SO", "format", "offer"): N_("Present “{topic}” in two {format:word} a week on {platform:word}"),
    ("SO", "format", "partner"): N_(
        "Make two {format:word} a month together with the partner and publish them on {platform:word}: “{topic}”"
    ),
    ("SO", "format", "rival"): N_(
        "Win the followers {topic} is failing to win with two {format:word} a week on {platform:word}"
    ),
    ("SO", "format", "price"): N_("Promote the best {format:word} of {platform:word} while impressions cost less"),
    ("SO", "rate", "offer"): N_("Present “{topic}” on {platform}, where posts already do well"),
    ("SO", "reputation", "offer"): N_("Let satisfied customers present “{topic}” in their own words"),
    ("SO", "service", "topic"): N_("Let customers who were served well speak about “{topic}”"),
    ("SO", "service", "offer"): N_("Mention “{topic}” in every conversation, at the counter and in messages"),
    ("ST", "format", "rival"): N_("Answer the growth of {topic} with two more {format:word} a week on {platform:word}"),
    ("ST", "format", "price"): N_("Lean on {format:word} without adverts while impressions cost more"),
    ("ST", "service", "rival"): N_(
        "Ask customers who were served well for a review, so that whoever compares us with {topic} reads it"
    ),
    ("ST", "service", "crisis"): N_(
        "Have the answers for the next crisis written by those who serve customers best: “{topic}”"
    ),
    ("WO", "answers", "topic"): N_("Answer what people ask about “{topic}” in the evening and at weekends too"),
    ("WO", "answers", "offer"): N_("Answer in the evening and at weekends before “{topic}” is advertised"),
    ("WO", "people", "topic"): N_("Teach a second person to film and edit, with “{topic}” as the first subject"),
    ("WO", "people", "partner"): N_("Have the partner film a part, so that not all rests on one person: “{topic}”"),
    ("WO", "buyers", "offer"): N_("Offer “{topic}” to the customers who stopped buying"),
    ("WO", "format", "topic"): N_("Rebuild the {format:word} of {platform:word} around “{topic}”"),
    ("WT", "answers", "crisis"): N_("Name who answers at night and at weekends before this happens: “{topic}”"),
    ("WT", "people", "staff"): N_("Teach a second person to film and edit before this happens: “{topic}”"),
}
"""Key: cell, inside theme, outside theme. `topic` stands for the outside subject: a topic, a rival, an opinion.

A combination that is not here makes no strategy: a clever pairing of unrelated facts is no plan.
"""

CELLS: Mapping[str, str] = {
    "SO": N_("SO: use strengths to take opportunities"),
    "WO": N_("WO: mend weaknesses to take opportunities"),
    "ST": N_("ST: use strengths to meet threats"),
    "WT": N_("WT: mend weaknesses and avoid threats"),
}


def possible_pairs() -> frozenset[tuple[str, str, str]]:
    """Return the combinations of cell, inside theme and outside theme that make a strategy."""
    return frozenset(MOVES)
