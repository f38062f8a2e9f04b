"""The three records of an invented client: brief, approved plan, planted truth; and its logo."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit

from smmkit.client import SCHEMA_FILE
from smmkit.demo.meta import SECOND, account_id
from smmkit.demo.plan import line_amounts, plan_history
from smmkit.demo.spec import Spec
from smmkit.demo.told import truth_tables
from smmkit.demo.truth import Truth
from smmkit.demo.words import sector_words
from smmkit.demo.work import work
from smmkit.period import Period
from smmkit.plan import PLAN_FILE
from smmkit.plan.log import LOG_FILE, log_lines

_ROLES = {
    "es": {
        "approver": "Dirección",
        "social_media_manager": "Social media manager",
        "community_manager": "Community manager",
        "crisis_lead": "Responsable de comunicación",
    },
    "en": {
        "approver": "Owner",
        "social_media_manager": "Social media manager",
        "community_manager": "Community manager",
        "crisis_lead": "Head of communication",
    },
}
_VOICE = {
    "es": (["cercano", "claro", "sin prisa"], ["promesas de salud", "política", "urgencia falsa"]),
    "en": (["friendly", "plain", "unhurried"], ["health claims", "politics", "false urgency"]),
}
_GOALS = {
    "es": ("Más pedidos en la tienda web", "Una comunidad que responde más"),
    "en": ("More orders in the web shop", "A community that answers more"),
}


_PLAN_HEAD = "# What was approved. `smmkit approve` adds to it; comments survive.\n"


def write_brief(folder: Path, spec: Spec, truth: Truth, *, schema: Path = SCHEMA_FILE) -> None:
    """Write `client.toml`, with a reference to the schema for completion in editors."""
    content: dict[str, Any] = {
        "name": spec.name,
        "sector": sector_words(spec.language, spec.country).sectors[spec.sector].title,
        "country": spec.country,
        "language": spec.language,
        "timezone": spec.place.timezone,
        "currency": spec.place.currency,
        "week_start": "sunday" if spec.country == "US" else "monday",
        "margin": 0.45,
        "monthly_budget": sum(line_amounts(spec, truth).values()),
        "budget_step": spec.money(10),
        "accounts": [
            {"platform": network, "handle": spec.handle, "account_id": str(account_id(spec, network))}
            for network in _networks(spec)
        ]
        + _second_account(spec),
        "competitors": [
            {"name": rival, "handles": {network: _rival_handle(rival) for network in _networks(spec)[:2]}}
            for rival in spec.rivals
        ],
        "goals": _goals(spec),
        "brand": _brand(spec),
        "roles": _ROLES[spec.language],
        "departments": [
            {"name": name, "needs": [*needs]} for name, needs in work(spec.language, spec.country).departments
        ],
        "glossary": [
            {**term, "words": [*term["words"]]}
            for term in sector_words(spec.language, spec.country).sectors[spec.sector].glossary
        ],
    }
    reference = Path(os.path.relpath(schema, folder)).as_posix()
    _write(folder / "client.toml", content, f"#:schema {reference}\n")


def write_plan(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write `plan.toml` and its history, unless the client is too new to have approved anything."""
    plans = [(day, _PLAN_HEAD + "\n" + tomlkit.dumps(content)) for day, content in plan_history(spec, truth)]
    if plans:
        (folder / PLAN_FILE).write_text(plans[-1][1], encoding="utf-8", newline="\n")
        (folder / LOG_FILE).write_text(log_lines(plans, by="approver"), encoding="utf-8", newline="\n")


def write_truth(path: Path, truth: Truth) -> None:
    """Write what a good method should find, and nothing else."""
    _write(path, truth_tables(truth), "# What is planted in this invented client's data.\n")


def write_logo(folder: Path, spec: Spec) -> None:
    """Write a small mark: the first letter on the brand's colour."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64" role="img" '
        f'aria-label="{spec.name}"><rect width="64" height="64" rx="14" fill="{spec.colour}"/>'
        '<text x="32" y="44" font-family="Georgia, serif" font-size="36" text-anchor="middle" fill="#ffffff">'
        f"{_initial(spec)}</text></svg>\n"
    )
    (folder / "logo.svg").write_text(svg, encoding="utf-8", newline="\n")


def _networks(spec: Spec) -> list[str]:
    return [network for network in spec.platforms if network not in {"meta-ads", "ga4"}]


def _second_account(spec: Spec) -> list[dict[str, str]]:
    """Return the second account on Instagram, where the world has one."""
    if "instagram" not in spec.platforms or not spec.world.second_account_share:
        return []
    number = str(account_id(spec, f"instagram{SECOND}"))
    return [{"platform": "instagram", "handle": f"{spec.handle}{SECOND}", "account_id": number}]


def _rival_handle(name: str) -> str:
    from smmkit.client.fields import fold

    return "".join(letter for letter in fold(name) if letter.isalnum())


def _initial(spec: Spec) -> str:
    return spec.name.split()[-1][0].upper()


def _goals(spec: Spec) -> list[dict[str, Any]]:
    orders, community = _GOALS[spec.language]
    start = Period(spec.last).shift(-9).start
    web = "ga4" in spec.platforms
    goal = {"id": "more-orders", "goal": orders, "metric": "key_events" if web else "reach", "direction": "up"}
    return [
        {**goal, "start": start, "deadline": date(spec.end.year, 12, 31), "owner": "approver"},
        {
            "id": "community",
            "goal": community,
            "metric": "err",
            "direction": "up",
            "start": start,
            "deadline": date(spec.end.year, 12, 31),
            "target": 0.05,
        },
    ]


def _brand(spec: Spec) -> dict[str, Any]:
    tone, avoid = _VOICE[spec.language]
    return {"colour": spec.colour, "logo": "logo.svg", "tone": tone, "avoid": avoid}


def _write(path: Path, content: dict[str, Any], head: str) -> None:
    path.write_text(head + "\n" + tomlkit.dumps(content), encoding="utf-8", newline="\n")
