"""Write one invented client's folder."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd

from smmkit.client import SCHEMA_FILE
from smmkit.demo import (
    channels,
    desk,
    inbox,
    loop,
    market,
    meta,
    networks,
    planner,
    records,
    surroundings,
    team,
    voices,
)
from smmkit.demo.ads import simulate_ads, write_ads
from smmkit.demo.labels import write_labels
from smmkit.demo.paths import write_paths
from smmkit.demo.plan import line_amounts
from smmkit.demo.posts import simulate_posts
from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth, draw_truth
from smmkit.demo.web import simulate_web, write_web


def write_client(folder: Path, spec: Spec, *, schema: Path = SCHEMA_FILE, truth_file: Path | None = None) -> Truth:
    """Write brief, plan, exports and truth of an invented client.

    Parameters
    ----------
    folder
        The client's folder; its exports are replaced, other files in it stay.
    spec
        Who the client is. The same record gives the same bytes.
    schema
        The JSON Schema `client.toml` refers to.
    truth_file
        Where to write what is planted; `truth.toml` in the client's folder if not given.

    Returns
    -------
    Truth
        What is planted.

    """
    truth = draw_truth(spec)
    exports = folder / "exports"
    shutil.rmtree(exports, ignore_errors=True)
    exports.mkdir(parents=True)
    records.write_brief(folder, spec, truth, schema=schema)
    records.write_plan(folder, spec, truth)
    records.write_truth(truth_file or folder / "truth.toml", truth)
    records.write_logo(folder, spec)
    posts = _write_networks(exports, spec, truth)
    messages = inbox.write_inbox(exports, spec, truth)
    _write_team_tables(exports, spec, truth)
    if len(spec.platforms) > 1:
        _write_desk_tables(exports, spec, truth, messages)
        loop.write_loop(exports, spec, truth, posts=posts, inbox=messages)
        planner.write_calendar(folder, spec, truth)
    return truth


def _write_networks(exports: Path, spec: Spec, truth: Truth) -> dict[str, pd.DataFrame]:
    posts = {name: simulate_posts(spec, truth, name) for name in spec.platforms if name not in {"meta-ads", "ga4"}}
    if "instagram" in posts:
        meta.write_instagram(exports, spec, posts["instagram"])
        if spec.world.second_account_share:
            smaller = replace(spec, followers=int(spec.followers * spec.world.second_account_share), seed=spec.seed + 1)
            meta.write_second_account(exports, spec, simulate_posts(smaller, truth, "instagram"))
        meta.write_stories(exports, spec, posts["instagram"])
        meta.write_audience(exports, spec)
    if "facebook" in posts:
        meta.write_facebook(exports, spec, posts["facebook"])
    meta.write_daily(exports, spec, truth)
    if "tiktok" in posts:
        networks.write_tiktok(exports, spec, posts["tiktok"])
    if "youtube" in posts:
        networks.write_youtube(exports, spec, posts["youtube"])
    if "x" in posts:
        networks.write_x(exports, spec, truth, posts["x"])
    if "linkedin" in posts:
        networks.write_linkedin(exports, spec, truth, posts["linkedin"])
    return posts


def _write_team_tables(exports: Path, spec: Spec, truth: Truth) -> None:
    """Write what needs more than a network; a client with one platform keeps few tables of its own."""
    market.write_competitors(exports, spec, truth)
    if "meta-ads" in spec.platforms:
        ads = simulate_ads(spec, truth)
        write_ads(exports, spec, ads)
        team.write_costs(exports, spec, truth)
        team.write_money_states(exports, spec, line_amounts(spec, truth))
        team.write_budget_judgements(exports, spec, truth)
        if "ga4" in spec.platforms:
            web = simulate_web(spec, truth, ads)
            write_web(exports, spec, web)
            write_paths(exports, spec, web)
            write_labels(exports, spec, truth, web, ads)
    if len(spec.platforms) > 1:
        voices.write_mentions(exports, spec, truth)
        market.write_ratings(exports, spec)
        market.write_market(exports, spec)
        market.write_topics(exports, spec, truth)
        team.write_judgements(exports, spec)
        team.write_customers(exports, spec, truth)
        team.write_tests(exports, spec, truth)


def _write_desk_tables(exports: Path, spec: Spec, truth: Truth, messages: pd.DataFrame) -> None:
    """Write what answering, planning and choosing networks need."""
    desk.write_desk(exports, spec, truth, messages)
    channels.write_channels(exports, spec, truth)
    surroundings.write_surroundings(exports, spec, truth)
    planner.write_content_tables(exports, spec, truth)
