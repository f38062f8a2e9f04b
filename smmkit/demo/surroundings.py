"""What the team notes of the market: profiles, facts of the sector, rivals' moves, the workshop's ratings."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from smmkit.demo.channels import networks
from smmkit.demo.csvfile import write_plain
from smmkit.demo.market import FAST, USUAL
from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth
from smmkit.demo.words import sector_words
from smmkit.demo.work import filled, work

_COUNTED = ("instagram", "facebook", "x", "youtube")
_OLD_MONTHS = 18


def write_surroundings(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write the tables of the market research and of the workshop."""
    _profiles(folder, spec)
    words = work(spec.language, spec.country)
    facts = [
        (filled(fact, spec, truth), area, source, on, so_what, quadrant)
        for area, fact, source, on, so_what, quadrant in words.facts
    ]
    write_plain(folder / "sector.csv", ("fact", "area", "source", "on", "so_what", "quadrant"), facts)
    _moves(folder, spec)
    _swot(folder, spec, truth)


def surroundings_truth(spec: Spec, truth: Truth) -> dict[str, Any]:
    """Return the fact that is too old, the accounts that need care, the rival that grows, and what nobody counted."""
    old = [fact for _, fact, _, on, *_ in work(spec.language, spec.country).facts if on < f"{spec.end.year - 1}-05"]
    content: dict[str, Any] = {
        "sector": {"older_than_months": _OLD_MONTHS, "facts": [filled(fact, spec, truth) for fact in old]},
        "profiles": {"duplicate": f"{spec.handle}oficial", "without_link": networks(spec)[-1]},
        "followers_of_rivals_missing": [name for name in networks(spec) if name not in _COUNTED],
    }
    if spec.rivals and spec.planted:
        content["rival"] = {"grows_faster": spec.rivals[0], "weekly_growth": FAST, "others": USUAL}
    return content


def _profiles(folder: Path, spec: Spec) -> None:
    """Write the client's accounts, and one somebody opened years ago."""
    mine = networks(spec)
    read_on = str(spec.end - timedelta(days=5))
    rows: list[tuple[Any, ...]] = []
    for network in mine:
        lacks_link = network == mine[-1] and len(mine) > 1
        last = str(spec.end - timedelta(days=2))
        rows.append(
            (network, spec.handle, "active", 1, int(not lacks_link), int(network == mine[0]), last, read_on, "")
        )
    rows.append((mine[0], f"{spec.handle}oficial", "duplicate", 0, 0, 0, "2022-03-14", read_on, ""))
    header = ("platform", "handle", "state", "bio", "link", "verified", "last_post_on", "read_on", "note")
    write_plain(folder / "profiles.csv", header, rows)


def _moves(folder: Path, spec: Spec) -> None:
    """Write three moves of each rival in the last five months."""
    rng = spec.rng("rival-moves")
    moves = work(spec.language, spec.country).moves
    rows = []
    for number, rival in enumerate(spec.rivals):
        days = np.sort(rng.integers(3, 150, 3))[::-1]
        for place, age in enumerate(days):
            which = (3 * number + place) % len(moves)
            on = spec.end - timedelta(days=int(age))
            link = f"https://example.com/{number + 1}/{on:%Y%m%d}"
            rows.append((rival, str(on), ("instagram", "facebook")[which % 2], moves[which], link))
    write_plain(folder / "rival_moves.csv", ("competitor", "on", "platform", "move", "link"), rows)


def _swot(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write how three judges rate the workshop's items from 1 to 4; the third one differs more."""
    rng = spec.rng("swot-ratings")
    words = sector_words(spec.language, spec.country).words
    rows = []
    for judge, noise in ((words["judge_a"], 0.35), (words["judge_b"], 0.35), (words["judge_c"], 0.7)):
        for quadrant, item, rating in work(spec.language, spec.country).swot:
            given = int(np.clip(round(rating + rng.normal(0, noise)), 1, 4))
            rows.append((judge, filled(item, spec, truth), quadrant, given))
    write_plain(folder / "swot_ratings.csv", ("judge", "item", "quadrant", "rating"), rows)
