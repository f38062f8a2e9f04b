"""The one place that decides how far a proposal may go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from smmkit.period import LONGEST_TEST
from smmkit.text.message import N_, Message

ROWS = "rows"
COLLECT_MORE = Message(N_("Collect more rows of the kind the failed check names, then run this month again."))


class Verdict(StrEnum):
    """How far the data carry a proposal."""

    DECIDE = "DECIDE"
    TEST = "TEST"
    JUDGE = "JUDGE"
    NO_DATA = "NO DATA"


WORDS = (N_("DECIDE"), N_("TEST"), N_("JUDGE"), N_("NO DATA"))
"""The four verdicts as a reader sees them."""


@dataclass(frozen=True)
class Check:
    """One question a method asks of its data, and what was found.

    Parameters
    ----------
    name
        Short slug: `rows`, `interval`, `multiplicity`, `definition`, or one of the method's own.
    passed
        Whether the data answer it.
    found
        The finding as a sentence, such as "12 posts of at least 8".

    """

    name: str
    passed: bool
    found: Message

    def __post_init__(self) -> None:
        """Take NumPy's own truth values as plain ones."""
        object.__setattr__(self, "passed", bool(self.passed))


# What a test counts per variant: one of it, and many.
UNITS: Mapping[str, tuple[str, str]] = {
    "posts": (N_("post"), N_("posts")),
    "people": (N_("person"), N_("people")),
    "days": (N_("day"), N_("days")),
    "weeks": (N_("week"), N_("weeks")),
    "results": (N_("result"), N_("results")),
    "units": (N_("unit"), N_("units")),
}


@dataclass(frozen=True)
class Experiment:
    """What would settle a question the data leave open.

    Parameters
    ----------
    arms
        What is compared, one sentence each.
    sample_size
        How many of `unit` each arm takes.
    weeks
        Duration at the client's present pace.
    metric
        Key of the KPI that decides.
    unit
        What is counted per arm, a key of `UNITS`; ledgers of earlier versions do not say.

    """

    arms: tuple[Message, ...]
    sample_size: int
    weeks: float
    metric: str
    unit: str = "units"

    def __post_init__(self) -> None:
        """Freeze the arms and take NumPy numbers as plain ones."""
        object.__setattr__(self, "arms", tuple(self.arms))
        object.__setattr__(self, "sample_size", int(self.sample_size))
        object.__setattr__(self, "weeks", float(self.weeks))
        if self.unit not in UNITS:
            raise ValueError(f"unknown unit {self.unit!r}; known: {', '.join(UNITS)}")

    @property
    def counted(self) -> str:
        """Name of what is counted per arm, for one or for many."""
        one, many = UNITS[self.unit]
        return one if self.sample_size == 1 else many

    @property
    def offered(self) -> bool:
        """Whether it is worth proposing: nobody waits longer than eight weeks for an answer."""
        return self.weeks <= LONGEST_TEST


@dataclass(frozen=True)
class Judgement:
    """A verdict with its reasons, and what it takes to go further."""

    verdict: Verdict
    checks: tuple[Check, ...] = ()
    experiment: Experiment | None = None
    collect: Message | None = None
    owner: str | None = None


def judge(
    checks: Iterable[Check],
    *,
    experiment: Experiment | None = None,
    collect: Message | None = None,
    owner: str | None = None,
) -> Judgement:
    """Decide how far the data carry a proposal.

    Too few rows (the check named `rows`) mean NO DATA, unless somebody answers for a judgement.
    All checks passed mean DECIDE. Otherwise the question is open: TEST if an experiment is
    designed that ends within eight weeks, else JUDGE if somebody answers for it, else NO DATA.
    Without any check nothing was asked of the data, so the verdict is never DECIDE.

    Parameters
    ----------
    checks
        What the method asked of the data.
    experiment
        Design that would settle the question; without it the verdict is never TEST. One nobody waits for
        stays with the judgement, which tells its length.
    collect
        What to collect when the data are missing; a general sentence stands in for it.
    owner
        Role that answers for a judgement, such as `social_media_manager`.

    Returns
    -------
    Judgement
        Carries only what its verdict needs: an experiment for TEST, an owner for JUDGE (and the
        experiment that would take too long), what to collect for NO DATA.

    """
    checks = tuple(checks)
    failed = {check.name for check in checks if not check.passed}
    if checks and not failed:
        return Judgement(Verdict.DECIDE, checks)
    asked = experiment if checks and ROWS not in failed else None
    if asked is not None and asked.offered:
        return Judgement(Verdict.TEST, checks, experiment=asked)
    if owner:
        return Judgement(Verdict.JUDGE, checks, experiment=asked, owner=owner)
    return Judgement(Verdict.NO_DATA, checks, collect=collect or COLLECT_MORE)
