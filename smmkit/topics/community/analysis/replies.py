"""How the team answers: the sheet two people fill in, and the answers that are the same for everybody."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from smmkit.stats.intervals import wilson

ITEMS = ("greeting", "personal", "empathy", "solution", "thanks", "sign_off")
MIN_SAMPLES = 20
# An answer given fewer times is not shown: it could be to one person.
_OFTEN = 3


@dataclass(frozen=True)
class Sameness:
    """How many answers are word for word another one.

    Parameters
    ----------
    answers
        Answers by people with their text.
    same
        Those whose words stand in another answer too, names and numbers aside.
    often
        The answer given most often, without handles, addresses and numbers, and how many times; empty where none was
        given three times.

    """

    answers: int
    same: int
    often: str
    times: int

    @property
    def share(self) -> float:
        """Share of the answers that are the same as another."""
        return self.same / self.answers if self.answers else 0.0


def habit_table(samples: pd.DataFrame) -> pd.DataFrame:
    """Return how often an answer has each part, and how well the two raters agree.

    Parameters
    ----------
    samples
        `message_id`, `rater`, `item`, `score` (1 for yes, 0 for no).

    Returns
    -------
    DataFrame
        Indexed by item: `n` (answers), `share`, `low`, `high` (Wilson), `agree` (share of answers both score
        alike), `kappa` (Cohen, 1960; NA where one of them never varies). The weakest habit first.

    """
    rows = {}
    for item, found in samples.assign(yes=samples["score"] >= 0.5).groupby("item", sort=False):
        wide = found.pivot_table(index="message_id", columns="rater", values="yes", aggfunc="first").dropna()
        both = wide.iloc[:, :2].astype(bool) if wide.shape[1] >= 2 else None
        share = float(found["yes"].mean())
        answers = int(found["message_id"].nunique())
        low, high = wilson(share * answers, answers)
        agree, kappa = _kappa(both) if both is not None and len(both) else (float("nan"), float("nan"))
        rows[str(item)] = {"n": answers, "share": share, "low": low, "high": high, "agree": agree, "kappa": kappa}
    columns = ["n", "share", "low", "high", "agree", "kappa"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).sort_values("share")


def _kappa(both: pd.DataFrame) -> tuple[float, float]:
    first, second = both.iloc[:, 0], both.iloc[:, 1]
    agree = float((first == second).mean())
    chance = float(first.mean() * second.mean() + (1 - first.mean()) * (1 - second.mean()))
    return agree, float("nan") if chance >= 1 else (agree - chance) / (1 - chance)


def sameness(inbox: pd.DataFrame) -> Sameness | None:
    """Return how many answers by people are the same as another; None where the export holds no answers.

    Parameters
    ----------
    inbox
        Canonical inbox: `answered_by`, `reply`.

    Returns
    -------
    Sameness or None
        Counts of answers.

    """
    if "reply" not in inbox:
        return None
    said = inbox.loc[(inbox["answered_by"] == "person").fillna(False) & inbox["reply"].notna(), "reply"].astype(str)
    if said.empty:
        return None
    plain = said.map(_plain)
    times = plain.map(plain.value_counts())
    first = str(said[times == times.max()].iloc[0]) if times.max() >= _OFTEN else ""
    return Sameness(len(said), int((times > 1).sum()), _unnamed(first), int(times.max()))


def _unnamed(reply: str) -> str:
    """Return an answer without what could point at a person: handles, addresses, numbers."""
    bare = re.sub(r"\S+@\S+|@\S+|https?://\S+|\+?\d[\d\s.-]*\d", "…", reply)
    return " ".join(bare.split()).rstrip(".")


def _plain(reply: str) -> str:
    """Return an answer without handles, numbers and punctuation, in small letters."""
    return " ".join(re.findall(r"[^\W\d_]+", re.sub(r"@\S+|https?://\S+", " ", reply.casefold())))
