"""Which answer a crisis asks for (Situational Crisis Communication Theory)."""

from __future__ import annotations

from smmkit.text.message import N_

VICTIM, ACCIDENT, PREVENTABLE = "victim", "accident", "preventable"
CLUSTERS = (VICTIM, ACCIDENT, PREVENTABLE)
RUMOUR, CHALLENGE = "rumour", "challenge"
INFORM, DIMINISH, REBUILD, DENY = "inform", "diminish", "rebuild", "deny"
WORDS = {
    INFORM: N_("inform and adjust"),
    DIMINISH: N_("explain and put into proportion"),
    REBUILD: N_("apologise and make up for it"),
    DENY: N_("say calmly that it is not so, with proof"),
}


def posture(cluster: str, *, history: bool, bad_reputation: bool) -> str:
    """Return the posture by the guidelines of Coombs (2007, Corporate Reputation Review 10:163-176, table 4).

    Informing and adjusting always comes first. A victim crisis without history needs no more; with
    a history of similar crises or a bad reputation it is answered like an accident (diminish), and
    an accident then like a preventable one (rebuild). Preventable crises are always rebuilt.
    Rumours and challenges are denied where possible; deny is never mixed with the others.
    The first guideline was read in table 1 of en.wikipedia.org/wiki/Situational_crisis_communication_theory, which
    quotes the paper; the others stand as the project's specification gives them.

    Parameters
    ----------
    cluster
        Who is held responsible: `victim`, `accident`, `preventable`; or `rumour`, `challenge`.
    history
        Whether something like it happened before.
    bad_reputation
        Whether people thought badly of the client before.

    Returns
    -------
    str
        Key of `WORDS`.

    """
    if cluster in (RUMOUR, CHALLENGE):
        return DENY
    step = CLUSTERS.index(cluster) + (history or bad_reputation)
    return (INFORM, DIMINISH, REBUILD, REBUILD)[step]


def consistent(postures: set[str]) -> bool:
    """Return whether postures may be used together: deny with diminish or rebuild wears out both (guideline 8)."""
    return DENY not in postures or postures.isdisjoint({DIMINISH, REBUILD})
