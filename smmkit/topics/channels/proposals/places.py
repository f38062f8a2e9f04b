"""How surely a network comes first or last among ours, and what would change that, in a marketer's words."""

from __future__ import annotations

import pandas as pd

from smmkit.schema import platform_name
from smmkit.scoring import CLEAR
from smmkit.text import N_, Message, Scalar
from smmkit.topics.channels.analysis.standing import Standing

CRITERIA = {
    "fit": N_("audience fits"), "seen": N_("seen"), "interactions": N_("reactions"), "clicks": N_("clicks"),
    "conversion": N_("brings orders"), "cost": N_("cheap to keep"), "effort": N_("little work a post"),
}  # fmt: skip
_FIRST = N_(
    "{network} nearly always comes first of our networks, whatever counts most. The more “{criterion:word}” counts, "
    "the nearer {rival} comes"
)
_FIRST_ALONE = N_(
    "{network} nearly always comes first of our networks, whatever counts most: no other is ahead of it in anything "
    "we know"
)
_LEADS = N_(
    "{network} leads our networks, but not for sure: the more “{criterion:word}” counts, the sooner {rival} passes it"
)
_CLOSE = N_("{network} leads our networks, but the others come close")
_LAST = N_(
    "{network} nearly always comes last of our networks, whatever counts most. What speaks for it is “{criterion:word}”"
)
_LAST_BEHIND = N_(
    "{network} nearly always comes last of our networks, whatever counts most. It is best of them in nothing we know; "
    "in “{criterion:word}” it is ahead of {rival}"
)
_LAST_ALONE = N_(
    "{network} nearly always comes last of our networks, whatever counts most, and is ahead of the others in nothing "
    "we know"
)
_BETWEEN = N_(
    "{network} is neither surely first nor surely last of our networks. What speaks for it most is “{criterion:word}”"
)
_BETWEEN_BEHIND = N_(
    "{network} is neither surely first nor surely last of our networks. It is best of them in nothing we know; in "
    "“{criterion:word}” it is ahead of {rival}"
)
_BETWEEN_ALONE = N_(
    "{network} is neither surely first nor surely last of our networks, and is ahead of the others in nothing we know"
)


def place_of(stands: Standing, platform: str) -> Message | None:
    """Return how sure a network's place is and what would change it; None where it is not ranked.

    Parameters
    ----------
    stands
        How the networks compare.
    platform
        One of them.

    """
    if platform not in stands.ranks.index:
        return None
    ours = stands.values.loc[platform].astype(float)
    others = stands.values.drop(index=platform).astype(float)
    behind = pd.Series(others.max() - ours).dropna()
    values: dict[str, Scalar] = {"network": platform_name(platform)}
    if stands.first(platform) >= CLEAR or platform == stands.ranks[1].idxmax():
        return _in_front(stands.first(platform) >= CLEAR, behind, others, values)
    last = stands.last(platform) >= CLEAR
    if len(behind) and behind.min() < 0:
        return Message(_LAST if last else _BETWEEN, values | {"criterion": CRITERIA[str(behind.idxmin())]})
    past = pd.Series(ours - others.min()).dropna()
    if past.empty or past.max() <= 0:
        return Message(_LAST_ALONE if last else _BETWEEN_ALONE, values)
    most = str(past.idxmax())
    values |= {"criterion": CRITERIA[most], "rival": platform_name(str(others[most].idxmin()))}
    return Message(_LAST_BEHIND if last else _BETWEEN_BEHIND, values)


def _in_front(sure: bool, behind: pd.Series, others: pd.DataFrame, values: dict[str, Scalar]) -> Message:
    if behind.empty or behind.max() <= 0:
        return Message(_FIRST_ALONE if sure else _CLOSE, values)
    most = str(behind.idxmax())
    rival = platform_name(str(others[most].idxmax()))
    return Message(_FIRST if sure else _LEADS, values | {"criterion": CRITERIA[most], "rival": rival})
