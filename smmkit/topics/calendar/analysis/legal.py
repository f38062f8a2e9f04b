"""What to settle before a campaign starts, by kind and country: a checklist with its sources, never legal advice."""

from __future__ import annotations

from dataclasses import dataclass

from smmkit.text import N_

EVERYWHERE = "*"
_ES_GAMES = "https://ordenacionjuego.es/es/node/102"
_ES_RULES = "https://www.versatil.legal/2018/05/"
_ES_TAX = (
    "https://abogados24-es.com/questions/que-precauciones-legales-debo-tomar-para-realizar-sorteos-o-concursos-online"
)
_MX_GAMES = "http://legarreta.com.mx/promociones-y-sorteos.html"
_MX_NEEDED = "http://juegosysorteos.gob.mx/es/Juegos_y_Sorteos/Requisitos_para_Sorteos"
_US_STATES = "https://www.raven5.com/spider-page/bonding-and-registration/"
_US_RULES = "https://whitelabel.woobox.com/articles/sweepstakes-legal-requirements-by-state"
READ_ON = "2026-11-25"


@dataclass(frozen=True)
class Duty:
    """Something to settle: for which kinds of campaign, where, and where it was read (empty: a house rule)."""

    kinds: tuple[str, ...]
    country: str
    what: str
    source: str = ""
    read_on: str = READ_ON


DUTIES: tuple[Duty, ...] = (
    Duty(
        ("contest",),
        "ES",
        N_(
            "Publish the rules before the start: who organises, dates, how a winner is drawn, the prize "
            "and its value, personal data."
        ),
        _ES_RULES,
    ),
    Duty(
        ("contest",),
        "ES",
        N_("A free draw to promote something needs no licence and no notice to the gambling authority."),
        _ES_GAMES,
    ),
    Duty(("contest",), "ES", N_("Pay the tax on gambling: 10 % of the market value of the prizes."), _ES_GAMES),
    Duty(
        ("contest",),
        "ES",
        N_("Withhold income tax on prizes above €300; ask the tax adviser for the rate of the day."),
        _ES_TAX,
    ),
    Duty(
        ("contest",),
        "MX",
        N_("Ask the Secretaría de Gobernación for the permit of a draw before it is announced."),
        _MX_GAMES,
    ),
    Duty(
        ("contest",),
        "MX",
        N_("Hand in dates, mechanics, area, media and prizes with the request for the permit."),
        _MX_NEEDED,
    ),
    Duty(
        ("contest",),
        "MX",
        N_("Ask a lawyer whether the promotion has to be told to PROFECO: the sources read do not agree."),
        _MX_GAMES,
    ),
    Duty(
        ("contest",),
        "US",
        N_("Let people enter without buying, on equal terms, and say so in the official rules."),
        _US_RULES,
    ),
    Duty(
        ("contest",),
        "US",
        N_("Name sponsor, who may enter, prize value, odds, how to enter and the last day in the official rules."),
        _US_RULES,
    ),
    Duty(
        ("contest",),
        "US",
        N_("For prizes above $5,000 register and post a bond: New York 30 days before, Florida 7 days before."),
        _US_STATES,
    ),
    Duty(("contest",), EVERYWHERE, N_("Read the network's own rules for promotions on the day the draw is written.")),
    Duty(
        ("fair", "event", "own", "launch"),
        EVERYWHERE,
        N_("Get permission from everybody who can be recognised in photos and videos."),
    ),
    Duty(("creator",), EVERYWHERE, N_("Have every paid or given post marked as advertising.")),
    Duty(
        ("promo", "ads", "launch"),
        EVERYWHERE,
        N_("Write the offer's conditions, stock and last day where the price stands."),
    ),
    Duty(
        ("promo", "ads", "contest", "launch", "creator", "fair", "event", "own"),
        EVERYWHERE,
        N_("Use only pictures and music whose rights are written down."),
    ),
)


def duties(kind: str, country: str) -> list[Duty]:
    """Return what a kind of campaign must settle in a country.

    Parameters
    ----------
    kind
        One of `campaigns.KINDS`.
    country
        ISO code of the client's country.

    Returns
    -------
    list of Duty
        Those of the country and those that hold everywhere, in the order of `DUTIES`.

    """
    return [one for one in DUTIES if kind in one.kinds and one.country in {country, EVERYWHERE}]
