"""Which answer a crisis asks for (Situational Crisis Communication Theory)."""

from __future__ import annotations

from smmkit.text.message import N_

VICTIM, ACCIDENT, PREVENTABLE = "victim", "accident", "preventable"
CLUSTERS = (VICTIM, ACCIDENT, PREVENTABLE)
RUMOUR, CHALLENGE = "rumour", "challenge"
INFORM, DIMINISH, REBUILD, DENY = "inform", "diminish", "rebuild", "deny"
WORDS = {
    INFORM: N_("say what happened and what to do now"),
    DIMINISH: N_("explain what happened and put it into proportion"),
    REBUILD: N_("apologise and make up for it"),
    DENY: N_("say calmly that it is not so, with proof"),
}
FALSE, OURS, AGAIN, DISLIKED, FIRST, NOBODY = "false", "ours", "again", "disliked", "first", "nobody"
REASONS = {
    FALSE: N_("What is said is not true. Whoever denies here must not apologise elsewhere: the two undo each other."),
    OURS: N_("It could have been prevented, and people know it."),
    AGAIN: N_("It was not meant, but there was a crisis before: people blame the company more the second time."),
    DISLIKED: N_("It was not meant, but people speak worse of the company than of its rivals, and so blame it more."),
    FIRST: N_("It was not meant, and it is the first time."),
    NOBODY: N_("Nobody holds the company responsible."),
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


def reason(cluster: str, *, history: bool, bad_reputation: bool) -> str:
    """Return why a posture is the one to take: a key of `REASONS`.

    Parameters
    ----------
    cluster, history, bad_reputation
        As for `posture`.

    Returns
    -------
    str
        Key of `REASONS`.

    """
    if cluster in (RUMOUR, CHALLENGE):
        return FALSE
    if cluster == PREVENTABLE:
        return OURS
    if history or bad_reputation:
        return AGAIN if history else DISLIKED
    return FIRST if cluster == ACCIDENT else NOBODY


def consistent(postures: set[str]) -> bool:
    """Return whether postures may be used together: deny with diminish or rebuild wears out both (guideline 8).

    Parameters
    ----------
    postures
        Keys of `WORDS`.

    Returns
    -------
    bool
        Whether none contradicts another.

    """
    return DENY not in postures or postures.isdisjoint({DIMINISH, REBUILD})
