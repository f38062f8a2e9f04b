"""The rough world is rough in the ways its file says, and a class secret cannot be done without."""

import tomllib
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from smmkit.cli.demo import demo
from smmkit.client import load_client
from smmkit.demo import COMMITTED, draw_truth, further_specs, write_client
from smmkit.demo.posts import simulate_posts
from smmkit.demo.series import daily_series
from smmkit.demo.world import draw_world, ranges
from smmkit.sources import import_client

ROUGH = replace(COMMITTED[0], world=draw_world("rough", np.random.default_rng(8)))


@pytest.fixture(scope="module")
def rough(tmp_path_factory):
    """Return the café in the rough world, as the importers read it."""
    root = tmp_path_factory.mktemp("rough")
    write_client(root / "cafe", ROUGH)
    client = load_client(root / "cafe")
    return client, import_client(client, root / "out")


def test_both_worlds_are_drawn_from_the_same_kinds_of_ranges():
    assert ranges()["smooth"].keys() == ranges()["rough"].keys()
    for seed in range(20):
        world = draw_world("rough", np.random.default_rng(seed))
        assert all(low <= getattr(world, key) <= high for key, (low, high) in ranges()["rough"].items())


def test_days_remember_yesterday_and_have_heavy_tails():
    spec = replace(ROUGH, planted=False, world=replace(ROUGH.world, ar=0.7, tails=3, noise=0.15, peak=0.0, trend=0.0))
    truth = draw_truth(spec)
    lags, tails = [], []
    for part in range(30):
        logs = np.log(daily_series(spec, truth, f"test-{part}", np.full(len(spec.days), 5000.0), lifted=False))
        shocks = logs[1:] - 0.7 * logs[:-1]
        lags.append(np.corrcoef(logs[1:], logs[:-1])[0, 1])
        away = np.abs(shocks - np.median(shocks))
        tails.append((away > 3 * 1.4826 * np.median(away)).mean())
    assert np.mean(lags) == pytest.approx(0.7, abs=0.08)
    assert np.mean(tails) > 0.02  # 0.0027 where chance is normal


def test_nothing_is_refused_and_weeks_are_missing_not_zero(rough):
    _, found = rough
    assert all(report.refused is None and report.parts for report in found.files)
    web = found.tables["web"]
    days = pd.DatetimeIndex(sorted(web["day"].unique()))
    ends = (pd.Timestamp(ROUGH.end) - days[-1]).days
    gaps = (pd.Series(days).diff().dt.days.dropna() - 1).clip(lower=0).sum()
    assert ends == ROUGH.world.ends_early_days >= 6
    assert gaps == 7 * ROUGH.world.missing_weeks >= 7


def test_invoices_come_by_month_and_late(rough):
    costs = rough[1].tables["costs"]
    assert ROUGH.world.monthly_invoices >= 1
    days = costs.loc[costs["line"] == "google-ads", "day"].drop_duplicates()
    assert len(days) <= 14
    early = days - pd.Timedelta(days=ROUGH.world.booked_late_days)
    assert early.dt.is_month_end.all()


def test_a_network_has_two_accounts_and_a_format_lacks_a_metric(rough):
    client, found = rough
    assert [one.platform for one in client.accounts].count("instagram") == 2
    posts = found.tables["posts"]
    own = posts[(posts["platform"] == "instagram") & (posts["format"] != "story")]
    counts = own["account_id"].value_counts()
    assert counts.size == 3  # two accounts, and the joint post of somebody else's
    first = own[own["account_id"] == client.accounts[0].account_id]
    missing = first["saves"].isna().groupby(first["format"]).mean()
    assert sorted(missing.tolist())[-1] == 1
    assert sorted(missing.tolist())[-2] == 0


def test_some_answers_are_yes_or_no_and_some_on_five_steps(rough):
    customers = rough[1].tables["customers"]
    values = {name: set(customers[name].astype(float)) for name in customers if name.startswith("interest_")}
    assert sum(one <= {0.0, 1.0} for one in values.values()) == ROUGH.world.yes_no
    steps = {0.0, 0.25, 0.5, 0.75, 1.0}
    assert sum(one <= steps and not one <= {0.0, 1.0} for one in values.values()) == ROUGH.world.likert


def test_a_few_posts_spread_by_themselves():
    spec = replace(ROUGH, world=replace(ROUGH.world, viral_share=0.02, viral_factor=18.0))
    truth = draw_truth(spec)
    smooth = simulate_posts(replace(spec, world=COMMITTED[0].world), truth, "instagram")["reach"]
    wild = simulate_posts(spec, truth, "instagram")["reach"]
    assert wild.max() / wild.median() > 3 * smooth.max() / smooth.median()


def test_nothing_is_planted_where_nothing_shall_be_in_the_rough_world_too(tmp_path):
    spec = next(iter(further_specs(1, seed=2, planted=False, world="rough")))
    truth = write_client(tmp_path / spec.slug, spec)
    written = tomllib.loads((tmp_path / spec.slug / "truth.toml").read_text(encoding="utf-8"))
    assert set(written) == {"seed", "planted", "break", "world"}
    assert not truth.in_campaign.any()
    assert not truth.in_crisis.any()


def test_without_the_secret_nobody_makes_the_same_data(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("only the teacher knows")
    runner = CliRunner()
    made = {"mine": ["--secret-file", str(secret), "--no-truth"], "guess": [], "again": ["--secret-file", str(secret)]}
    for name, options in made.items():
        result = runner.invoke(demo, ["1", str(tmp_path / name), "--seed", "9", *options])
        assert result.exit_code == 0, result.output
    folders = {name: next(path for path in (tmp_path / name / "clients").iterdir() if path.is_dir()) for name in made}
    assert len({folder.name for folder in folders.values()}) == 1
    inbox = {name: (folder / "exports" / "inbox.csv").read_bytes() for name, folder in folders.items()}
    assert inbox["mine"] == inbox["again"] != inbox["guess"]
    slug = folders["mine"].name
    kept = (tmp_path / "mine" / "teacher" / f"{slug}.truth.toml").read_bytes()
    assert kept == (folders["again"] / "truth.toml").read_bytes()
    assert not (folders["mine"] / "truth.toml").exists()
    seed = tomllib.loads(kept.decode())["seed"]
    assert int(seed) > 2**64
    for path in folders["mine"].rglob("*"):
        assert path.is_dir() or str(seed).encode() not in path.read_bytes()


def test_a_short_secret_and_a_changed_project_client_are_refused(tmp_path):
    (tmp_path / "s").write_text("abc")
    short = CliRunner().invoke(demo, ["1", str(tmp_path / "x"), "--secret-file", str(tmp_path / "s")])
    assert short.exit_code == 2
    assert "shorter than 8" in short.output
    assert CliRunner().invoke(demo, ["--world", "rough"]).exit_code == 2
