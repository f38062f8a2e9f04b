"""The plan an invented client approved for the month before the last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from smmkit.demo.clock import CLOSES, OPENS, PROMISE_MINUTES
from smmkit.demo.spec import Spec
from smmkit.demo.team import MONTHLY
from smmkit.demo.truth import Truth
from smmkit.demo.web import usual_key_events
from smmkit.demo.words import in_country
from smmkit.demo.work import work
from smmkit.period import Period

_WEEKS = 30.4 / 7
_MOVED = ("google-ads", "contingency")
"""Lines whose money changed in September."""

# key -> (English, Spanish)
_TITLES: Mapping[str, tuple[str, str]] = {
    "OB-key-events": ("More orders in the web shop", "Más pedidos en la tienda web"),
    "OB-err": ("A community that answers more", "Una comunidad que responde más"),
    "ST-winning-format": ("More of the format that people answer", "Más del formato al que la gente responde"),
    "ST-links": ("Posts with links on Facebook bring orders", "Los enlaces en Facebook traen pedidos"),
    "ST-giveaways": ("Giveaways bring visitors", "Los sorteos traen visitas"),
    "DE-sla": ("An answer within four hours at the desk", "Respuesta en cuatro horas de trabajo"),
    "sla-choice": ("four hours", "cuatro horas"),
    "CA-giveaway-winter": ("Winter giveaway", "Sorteo de invierno"),
    "ST-own-channels": ("Bring visitors from the networks to the web", "Llevar visitas de las redes a la web"),
    "SG-regulars": ("Customers who come back", "Clientes que repiten"),
    "CA-autumn": ("Autumn campaign", "Campaña de otoño"),
    "CA-spring": ("Spring giveaway", "Sorteo de primavera"),
    "meta-ads": ("Ads on Instagram and Facebook", "Anuncios en Instagram y Facebook"),
    "google-ads": ("Search ads", "Anuncios en buscadores"),
    "influencers": ("Local influencers", "Influencers locales"),
    "content-production": ("Photo and video", "Foto y vídeo"),
    "community": ("Answering the community", "Atención a la comunidad"),
    "scheduler": ("Publishing tool", "Herramienta de publicación"),
    "test-reserve": ("Reserve for tests", "Reserva para pruebas"),
    "contingency": ("Contingency", "Imprevistos"),
}


REVIEW: Mapping[str, Any] = {"keep_at": 0.8, "stop_at": 0.2, "patience_months": 3, "max_changes": 4, "max_loss": 0.1}
"""The rule of the review, fixed before the months it judges."""
HISTORY = (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1))
"""First days of the three months whose plans were approved; plan.toml is the last of them."""


def line_amounts(spec: Spec, truth: Truth) -> dict[str, float]:
    """Return the approved money a month of each budget line."""
    paid = {curve.line: curve.usual * _WEEKS for curve in truth.curves}
    paid |= {line: spec.money(euros) for line, _, _, euros, _ in MONTHLY}
    whole = sum(paid.values())
    paid |= {"test-reserve": 0.05 * whole, "contingency": 0.05 * whole}
    if "meta-ads" not in spec.platforms:
        del paid["meta-ads"]
    step = spec.money(10)
    return {line: round(amount / step) * step for line, amount in paid.items()}


def plan_tables(spec: Spec, truth: Truth) -> dict[str, Any]:
    """Return the content of `plan.toml`; a client without history has none yet."""
    if spec.months < 3:
        return {}
    say = _Said(spec, {"status": "approved", "by": "approver", "on": HISTORY[0]})
    networks = [network for network in spec.platforms if network not in {"meta-ads", "ga4"}]
    seen = "EV-data-web" if "ga4" in spec.platforms else f"EV-{networks[0]}-err"
    return {
        "period": str(Period(spec.last).previous()),
        "objectives": _objectives(spec, truth, say),
        "strategies": [
            say("ST-winning-format", because=[f"EV-{networks[0]}-err"]),
            say("ST-own-channels", because=[seen]),
            say("ST-links", because=[seen]),
            say("ST-giveaways", because=[seen]),
        ],
        "segments": [say("SG-regulars", because=["EV-data-customers"])] if len(spec.platforms) > 1 else [],
        "channels": [
            say(
                f"CH-{network}",
                _NETWORK_NAMES.get(network, network.capitalize()),
                because=["ST-winning-format"],
                platform=network,
                action="keep",
            )
            for network in networks
        ],
        "budget_lines": [
            say(f"BL-{line}", because=["ST-own-channels"], value=amount, unit="money", on=HISTORY[line in _MOVED])
            for line, amount in line_amounts(spec, truth).items()
        ],
        "campaigns": _campaigns(spec, say),
        "decisions": _decisions(say),
        "calendar_policy": _policy(networks),
        "review": dict(REVIEW),
        "crisis": _crisis(spec),
    }


def _decisions(say: _Said) -> list[dict[str, Any]]:
    """Return the promise: an answer within four hours at the desk."""
    hours = PROMISE_MINUTES / 60
    return [say("DE-sla", because=["EV-data-inbox"], value=hours, unit="hours", choice=say.title("sla-choice"))]


def _policy(networks: list[str]) -> dict[str, Any]:
    return {
        "posts_per_week": {network: 4 for network in networks if network in {"instagram", "facebook"}},
        "spacing_hours": 20.0,
        "promo_cap": 0.3,
        "curated_floor": 0.1,
        "community_floor": 0.1,
        "exploration_share": 0.2,
        "days_without_posts": [date(2026, 12, 25)],
    }


def _crisis(spec: Spec) -> dict[str, Any]:
    """Return who leads, when somebody watches, and what makes a situation grave."""
    words = work(spec.language, spec.country)
    hours = {"days": ["monday", "tuesday", "wednesday", "thursday", "friday"]}
    return {
        "lead": "crisis_lead",
        "deputies": ["social_media_manager", "approver"],
        "false_alarms_per_week": 0.5,
        "first_answer_minutes": 60,
        "alone_up_to": spec.money(30),
        "drill_months": 12,
        "hours": [{**hours, "from_time": f"{OPENS:02d}:00", "to_time": f"{CLOSES:02d}:00"}],
        "severity": [
            {"level": 1, "times_usual": 2.0},
            {"level": 2, "times_usual": 4.0, "mentions": 12},
            {"level": 3, "times_usual": 8.0, "signs": [*words.signs]},
        ],
        "contacts": {"crisis_lead": words.words["reached"], "approver": words.words["reached"]},
    }


class _Said:
    """Writes plan entries: id, title in the client's language, and who approved them."""

    def __init__(self, spec: Spec, approval: Mapping[str, Any]) -> None:
        self.spec, self.place = spec, int(spec.language == "es")
        self.approval = approval

    def title(self, key: str) -> str:
        """Return a text in the client's language."""
        return str(in_country(_TITLES[key][self.place], self.spec.language, self.spec.country))

    def __call__(self, id: str, title: str | None = None, **rest: Any) -> dict[str, Any]:
        """Return one entry; a title not given is looked up."""
        key = id if id in _TITLES else id[3:]
        return {"id": id, "title": title or self.title(key), **self.approval, **rest}


_NETWORK_NAMES = {"tiktok": "TikTok", "youtube": "YouTube", "linkedin": "LinkedIn"}


def _objectives(spec: Spec, truth: Truth, say: _Said) -> list[dict[str, Any]]:
    deadline = date(spec.end.year, 12, 31)
    rest: dict[str, Any] = {
        "deadline": deadline,
        "because": ["ST-winning-format"],
        "metric": "err",
        "unit": "rate",
        "target": 0.05,
    }
    objectives = [say("OB-err", **rest, baseline=0.035, owner="social_media_manager", probability=0.5)]
    if "ga4" in spec.platforms:
        rest = {"deadline": deadline, "because": ["ST-own-channels"], "metric": "key_events", "unit": "count"}
        usual = usual_key_events(spec, truth)
        objectives.append(
            say("OB-key-events", **rest, baseline=usual, target=round(1.1 * usual, -1), owner="social_media_manager")
        )
    return objectives


def _campaigns(spec: Spec, say: _Said) -> list[dict[str, Any]]:
    metric = "sessions" if "ga4" in spec.platforms else "reach"
    rest: dict[str, Any] = {"metric": metric, "because": ["ST-own-channels"], "unit": "rate"}
    given = {**rest, "because": ["ST-giveaways"]}
    return [
        say("CA-autumn", **rest, start=date(2026, 10, 5), end=date(2026, 10, 25), expected=0.25, on=HISTORY[1]),
        say("CA-spring", **given, start=date(2026, 5, 4), end=date(2026, 5, 24), expected=0.20),
        say(
            "CA-giveaway-winter", **given, start=date(2026, 12, 7), end=date(2026, 12, 20), expected=0.20, on=HISTORY[2]
        ),
    ]


def plan_history(spec: Spec, truth: Truth) -> list[tuple[date, dict[str, Any]]]:
    """Return the plans of three months, each with the day it was approved on; the last is `plan.toml`.

    In August the campaign of the autumn was not yet planned and less went into ads; in September the winter
    giveaway was not yet planned.
    """
    last = plan_tables(spec, truth)
    if not last:
        return []
    plans = []
    for day, without in zip(HISTORY, ({"CA-autumn", "CA-giveaway-winter"}, {"CA-giveaway-winter"}, set()), strict=True):
        campaigns = [one for one in last["campaigns"] if one["id"] not in without]
        lines = [{**one, "value": _earlier(one, day, spec)} for one in last["budget_lines"]]
        month = str(Period.of(day).previous())
        plans.append((day, {**last, "period": month, "campaigns": campaigns, "budget_lines": lines}))
    return plans


def _earlier(line: Mapping[str, Any], day: date, spec: Spec) -> float:
    """Return what a line had in an earlier plan: ads had less in August, and the contingency the rest."""
    moved = 4 * spec.money(10)
    shift = dict(zip(_MOVED, (-moved, moved), strict=True)).get(line["id"][3:], 0.0) if day == HISTORY[0] else 0.0
    return float(line["value"]) + shift


def review_truth(spec: Spec, truth: Truth) -> dict[str, Any]:
    """Return what the review should find: a keep, a change and a stop, and the history of the plan."""
    if not plan_tables(spec, truth):
        return {}
    verdicts: dict[str, Any] = {"keep": {"id": "ST-winning-format", "format": truth.winning_format}}
    if "facebook" in spec.platforms:
        why = {"platform": "facebook", "format": truth.useless_format, "to": truth.winning_format}
        verdicts["change"] = {"id": "ST-links", **why}
    verdicts["stop"] = {"ids": ["ST-giveaways", "CA-giveaway-winter"], "because": "CA-spring had no effect"}
    history = [
        {"on": day, "period": plan["period"], "campaigns": [one["id"] for one in plan["campaigns"]]}
        for day, plan in plan_history(spec, truth)
    ]
    return {"review": {**verdicts, "history": history}}


def wished(spec: Spec, truth: Truth, metric: str, value: float) -> float:
    """Return what is wished for: a multiple of the usual key events, or the value itself."""
    return round(usual_key_events(spec, truth) * value, -1) if metric == "key_events" else value
