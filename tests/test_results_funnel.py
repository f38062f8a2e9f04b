"""From being seen to a result: what is known of each network's way, and which gap is named."""

from __future__ import annotations

import pandas as pd
import pytest

from smmkit import schema
from smmkit.measures.kpis import Facts, Scope, Window, kpi_value
from smmkit.measures.visits import social_channels
from smmkit.text import Message, Text
from smmkit.topics.results import analysis as results
from smmkit.topics.results import proposals, tables

OCTOBER = Window.month("2026-10")
DAYS = pd.date_range("2026-10-01", "2026-10-31")


def days(network: str, **values: float) -> list[pd.DataFrame]:
    return [
        schema.conform(
            pd.DataFrame({"day": DAYS, "platform": network, "scope": "total", "metric": metric, "value": value}),
            "daily",
        )
        for metric, value in values.items()
    ]


def visits(**columns: object) -> pd.DataFrame:
    return schema.conform(pd.DataFrame({"day": DAYS, **columns}), "web")


def facts(*, sources: bool) -> Facts:
    """Instagram tells everything; X counts impressions and no clicks; half the visits come through social media."""
    daily = [
        *days("instagram", views=1000.0, interactions=50.0, link_clicks=10.0),
        *days("x", impressions=200.0, interactions=4.0),
    ]
    named = {"source": "instagram.com"} if sources else {}
    social = visits(channel="Organic Social", sessions=100, key_events=[4.0, 6.0] * 15 + [5.0], revenue=50.0, **named)
    direct = {"source": "(direct)"} if sources else {}
    other = visits(channel="Direct", sessions=100, key_events=[0.0, 2.0] * 15 + [1.0], revenue=10.0, **direct)
    return Facts({"daily": pd.concat(daily, ignore_index=True), "web": pd.concat([social, other], ignore_index=True)})


def lines(found: results.Funnel, lang: str = "en") -> list[str]:
    return [Text(lang)(one) for one in proposals.funnel_lines(found)]


def test_each_step_is_the_kpi_of_the_house_and_a_step_nobody_tells_is_a_dash() -> None:
    known = facts(sources=False)
    found = results.funnel(known, ["instagram", "x", "tiktok"], OCTOBER)
    instagram, x, together = found.stages
    assert (instagram.seen_by, instagram.seen, instagram.interactions) == ("views", 31000, 31 * 50)
    assert (
        instagram.link_clicks == kpi_value("link_clicks", known, Scope(networks=("instagram",)), OCTOBER).value == 310
    )
    assert (x.seen_by, x.seen, x.link_clicks, x.sessions) == ("impressions", 6200, None, None)
    assert (together.network, together.sessions, together.key_events) == ("", 3100, 155)
    table = tables.funnel_table(found, Text("en"), window=OCTOBER)
    assert table["Platform"].tolist() == ["Instagram", "X", "Social media together"]
    assert table.loc[1, "Link clicks"] == "–"
    assert "link_clicks|instagram|2026-10" in str(table.attrs["facts"])


def test_a_gap_is_named_with_what_would_close_it() -> None:
    said = lines(results.funnel(facts(sources=False), ["instagram", "x"], OCTOBER))
    assert said[0].startswith("Of a thousand visits that come through social media, 50 end in a key event")
    assert said[0].endswith("those from social media end in one more often.")
    assert said[1].endswith("files under Organic Social, as its export names the channels.")
    assert said[2] == "Clicks on links are not in the exports of X: nobody knows how many leave it for the website."
    assert said[3].startswith("Which network a visit came from is not in the exports")
    assert "fuente de la sesión" in lines(results.funnel(facts(sources=False), ["x"], OCTOBER), "es")[-1]


def test_visits_split_by_source_follow_the_network_to_the_end() -> None:
    found = results.funnel(facts(sources=True), ["instagram", "x"], OCTOBER)
    assert found.by_network
    assert (found.stages[0].sessions, found.stages[0].key_events) == (3100, 155)
    assert not any("Which network" in one for one in lines(found))


def test_without_any_export_there_is_no_way_to_follow() -> None:
    found = results.funnel(Facts({}), ["instagram"], OCTOBER)
    assert found.stages == ()
    assert lines(found) == [proposals.NO_STEPS]


@pytest.mark.parametrize("rate", [1.0, 1.02])
def test_alike_ways_are_not_told_apart(rate: float) -> None:
    web = pd.concat([
        visits(channel="Paid Social", sessions=100, key_events=[2.0, 4.0, 3.0, 2.0] * 7 + [3.0] * 3, revenue=0.0),
        visits(channel="Direct", sessions=100, key_events=[4.0 * rate, 2.0, 3.0, 2.0] * 7 + [3.0] * 3, revenue=0.0),
    ], ignore_index=True)  # fmt: skip
    assert lines(results.funnel(Facts({"web": web}), [], OCTOBER))[0].endswith("nobody can tell them apart.")
    (item,) = proposals.visit_items(results.funnel(Facts({"web": web}), [], OCTOBER), period="2026-10", source=())
    assert item.verdict.name == "NO_DATA"
    assert Text("en")(item.collect or Message("")).startswith("More visits")


def test_an_export_by_source_is_asked_for_only_where_it_would_tell_more() -> None:
    alone = Facts({"web": visits(channel="Organic Social", sessions=100, key_events=5.0)})
    (item,) = proposals.visit_items(results.funnel(alone, [], OCTOBER), period="2026-10", source=())
    assert "session source" in Text("en")(item.collect or Message(""))


def test_links_on_video_sites_count_as_social_media_and_the_page_says_so() -> None:
    rows = [
        visits(channel=name, sessions=100, key_events=2.0, revenue=1.0)
        for name in ("Organic Social", "Organic Video", "Paid Video", "Vídeo orgánico", "Organic Search", "Direct")
    ]
    web = pd.concat(rows)
    channels = social_channels(web)
    assert channels == ("Organic Social", "Organic Video", "Paid Video", "Vídeo orgánico")
    found = results.funnel(Facts({"web": web}), [], OCTOBER)
    assert found.stages[-1].sessions == 4 * 100 * len(DAYS)
    for lang, word in (("en", "Through social media” means"), ("es", "Desde las redes» significa")):
        said = [Text(lang)(one) for one in proposals.funnel_lines(found)]
        (holds,) = [one for one in said if word in one]
        assert ", ".join(channels) in holds
