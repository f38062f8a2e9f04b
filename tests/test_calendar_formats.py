"""The next month is made of formats a network has and nobody ended."""

from __future__ import annotations

import pandas as pd
import pytest

from smmkit import schema
from smmkit.measures.posts import post_features
from smmkit.plan import parse_plan
from smmkit.topics.calendar.analysis.formats import format_weights
from smmkit.topics.calendar.proposals.formats import ended_formats, formats_used

NO_IDEAS = schema.empty("ideas")
USED = pd.DataFrame(
    [("instagram", "image")] * 4 + [("instagram", "reel")] * 3 + [("facebook", "link")] * 2 + [("facebook", "video")],
    columns=["platform", "format"],
).assign(month="2026-10")


def plan(id: str, because: str, status: str = "approved") -> str:
    return (f'[[decisions]]\nid = "{id}"\ntitle = "x"\nstatus = "{status}"\nby = "approver"\n'
            f'choice = "{id.split("-")[1]}"\nbecause = [{because}]\n')  # fmt: skip


@pytest.mark.parametrize(("network", "formats"), [("youtube", {"video"}), ("tiktok", {"video"}),
                                                  ("pinterest", {"image", "carousel", "video"})])  # fmt: skip
def test_no_picture_is_proposed_where_only_films_can_be_published(network: str, formats: set[str]) -> None:
    assert set(format_weights(USED, [network], NO_IDEAS)[network]) == formats


def test_a_network_that_tells_days_alone_keeps_its_formats() -> None:
    when = pd.to_datetime(["2026-10-03", "2026-10-10"], utc=True)
    rows = {"platform": "youtube", "post_id": ["a", "b"], "format": ["video", "live"], "published_at": when,
            "published_precision": "day", "views": 100, "grain": "lifetime", "is_own": True}  # fmt: skip
    posts = schema.conform(pd.DataFrame(rows), "posts").assign(published_local=when)
    used = formats_used(posts, post_features(posts))
    assert used.to_numpy().tolist() == [["youtube", "video", "2026-10"], ["youtube", "live", "2026-10"]]


def test_a_format_that_was_ended_is_not_planned_again() -> None:
    stop = plan("DE-stop-instagram-image", '"RS-instagram-image-votes"')
    change = plan("DE-change-facebook-link", '"RS-facebook-link-votes", "RS-facebook-video-interactions"')
    ended = ended_formats(parse_plan(stop + change))
    assert ended == {("instagram", "image"): "", ("facebook", "link"): "video"}
    weights = format_weights(USED, ["instagram", "facebook"], NO_IDEAS, ended)
    assert weights == {"instagram": {"reel": 3.0}, "facebook": {"video": 3.0}}
    refused = parse_plan(plan("DE-stop-instagram-image", '"RS-instagram-image-votes"', "rejected"))
    assert ended_formats(refused) == {}
    strategy = parse_plan(plan("DE-stop-giveaways", '"RS-spring"'))
    assert ended_formats(strategy) == {}
