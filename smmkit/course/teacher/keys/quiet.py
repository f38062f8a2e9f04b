"""Keys of the second opinion, about a client in which nothing is planted."""

from __future__ import annotations

import pandas as pd

from smmkit.course.teacher.expect import Case, Expected, any_of, exactly, key, near, total
from smmkit.course.teacher.keys.people import bought


@key("13-format")
def no_format(case: Case) -> Expected:
    """The best-looking format, and how little that says."""
    from smmkit.measures.posts import FORMAT_OUTCOMES, post_features
    from smmkit.topics.results import analysis as results

    effects = results.format_effects(post_features(case.wb.table("posts")), FORMAT_OUTCOMES)
    mine = effects.query("platform == 'instagram' and outcome == 'interactions'")
    best = mine.sort_values("effect").iloc[-1]
    posts = case.wb.table("posts")
    made = posts[(posts["platform"] == "instagram") & (posts["format"] == best["format"])]["interactions"].sum()
    low = near(best["low"], least=0.006)
    return {"low": low, "interactions": total(made), "verdict": any_of("TEST", "JUDGE", "NO DATA")}


@key("13-groups")
def no_groups(case: Case) -> Expected:
    """One group: nothing was planted."""
    return {"groups": exactly(1), **bought(case), "verdict": any_of("NO DATA", "TEST")}


@key("13-test")
def no_test(case: Case) -> Expected:
    """The best of three tests without a winner."""
    tests = case.wb.table("ab_tests").assign(rate=lambda t: t["converted"] / t["exposed"])
    from smmkit.topics.results import analysis as results

    found = results.ab_results(case.wb.table("ab_tests"), pd.Timestamp(case.end))
    name = found.sort_values("p_value")["test"].iloc[0]
    mine = tests[tests["test"] == name].set_index("arm")
    rates = mine["rate"].astype(float)
    return {
        "difference": near(rates["B"] - rates["A"], share=0.01, least=0.00006),
        "converted": exactly(mine["converted"].sum()),
        "verdict": any_of("NO DATA", "TEST", "JUDGE"),
    }
