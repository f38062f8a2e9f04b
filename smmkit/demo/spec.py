"""What an invented client is: size, sector, country, platforms, and whether anything is planted in its data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b
from zlib import crc32

import numpy as np
import pandas as pd

from smmkit.client.fields import fold
from smmkit.demo.words import sector_words
from smmkit.demo.world import SMOOTH, World, draw_world
from smmkit.period import Period

LAST_MONTH = "2026-10"


@dataclass(frozen=True)
class Country:
    """Where a client is: zone, money (units of it that buy what a euro buys), export language and cities."""

    timezone: str
    currency: str
    rate: float
    headers: str
    cities: tuple[str, ...]

    @property
    def language(self) -> str:
        """`en` or `es`."""
        return self.headers[:2]


COUNTRIES = {
    "ES": Country("Europe/Madrid", "EUR", 1, "es-ES", ("Madrid", "Getafe", "Alcalá de Henares", "Toledo", "Sevilla")),
    "MX": Country(
        "America/Mexico_City", "MXN", 20, "es-LA", ("Ciudad de México", "Puebla", "Toluca", "Querétaro", "León")
    ),
    "CL": Country(
        "America/Santiago", "CLP", 1000, "es-LA", ("Santiago", "Valparaíso", "Concepción", "Rancagua", "Talca")
    ),
    "AR": Country(
        "America/Argentina/Buenos_Aires", "ARS", 1500, "es-LA", ("Buenos Aires", "Rosario", "La Plata", "Mendoza")
    ),
    "CO": Country("America/Bogota", "COP", 4500, "es-LA", ("Bogotá", "Medellín", "Cali", "Bucaramanga", "Pereira")),
    "US": Country(
        "America/Denver", "USD", 1.1, "en-US", ("Denver", "Boulder", "Fort Collins", "Golden", "Salt Lake City")
    ),
    "GB": Country("Europe/London", "GBP", 0.85, "en-US", ("Leeds", "York", "Bradford", "Harrogate", "Sheffield")),
}


@dataclass(frozen=True)
class Spec:
    """One invented client; the same record gives the same bytes.

    Parameters
    ----------
    slug, name
        Folder name and written name.
    sector
        A sector of `words.toml`.
    country
        A key of `COUNTRIES`.
    seed
        Start of all random numbers.
    followers
        Followers of the biggest account at the start.
    platforms
        Networks with an export; `meta-ads` and `ga4` count as such here.
    months
        Months of history up to `last`.
    planted
        False makes a client whose data hold no effect at all.
    empty_month
        A month in which the client did nothing, such as `2026-04`.
    rivals
        Names of the competitors.
    colour
        Brand colour.
    world
        How rough chance is and what the exports lack.

    """

    slug: str
    name: str
    sector: str
    country: str
    seed: int
    followers: int = 6000
    platforms: tuple[str, ...] = ("instagram", "facebook", "meta-ads", "ga4")
    months: int = 14
    planted: bool = True
    empty_month: str | None = None
    rivals: tuple[str, ...] = ()
    colour: str = "#0072B2"
    last: str = field(default=LAST_MONTH)
    world: World = SMOOTH

    @property
    def place(self) -> Country:
        """The client's country."""
        return COUNTRIES[self.country]

    @property
    def language(self) -> str:
        """The language of captions and of the workbook."""
        return self.place.language

    @property
    def handle(self) -> str:
        """The name behind the @ on every network."""
        return re.sub(r"[^a-z0-9]", "", fold(self.name))

    @property
    def start(self) -> date:
        """First day of the history."""
        return Period(self.last).shift(1 - self.months).start

    @property
    def end(self) -> date:
        """Last day of the history."""
        return Period(self.last).end

    @cached_property
    def days(self) -> pd.DatetimeIndex:
        """Every day of the history."""
        return pd.date_range(self.start, self.end, freq="D")

    @cached_property
    def active(self) -> np.ndarray:
        """True for the days on which the client did anything."""
        return np.asarray(self.days.strftime("%Y-%m") != self.empty_month)

    def rng(self, part: str) -> np.random.Generator:
        """Return the random numbers of one part, untouched by changes in the others."""
        return np.random.default_rng([self.seed, crc32(part.encode())])

    def number(self, part: str, digits: int) -> int:
        """Return a made-up account number of so many digits."""
        return int(self.rng(part).integers(10 ** (digits - 1), 10**digits))

    def money(self, euros: float) -> float:
        """Return an amount in the client's currency that buys what the euros buy, rounded to two digits that matter."""
        amount = euros * self.place.rate
        return float(f"{amount:.2g}")


COMMITTED = (
    Spec(
        "cafe-lumbre",
        "Café Lumbre",
        "cafe",
        "ES",
        seed=1101,
        followers=8200,
        platforms=("instagram", "facebook", "tiktok", "meta-ads", "ga4"),
        rivals=("Tostadero Norte", "La Molienda", "Grano y Medio"),
        colour="#8A3B12",
    ),
    Spec(
        "libreria-cenzontle",
        "Librería Cenzontle",
        "books",
        "MX",
        seed=2202,
        followers=12400,
        platforms=("instagram", "facebook", "x", "meta-ads", "ga4"),
        rivals=("El Péndulo Verde", "Casa Papel", "Letra Andante", "Tinta Clara"),
        colour="#1B5E57",
    ),
    Spec(
        "ridgeline-bikes",
        "Ridgeline Bikes",
        "bikes",
        "US",
        seed=3303,
        followers=15600,
        platforms=("instagram", "facebook", "youtube", "linkedin", "meta-ads", "ga4"),
        rivals=("Summit Cycles", "Irongate Bikes", "Trailhead Works"),
        colour="#1F4E8C",
    ),
)
"""The three clients that travel with the project."""

_COLOURS = ("#0B6E4F", "#7A1F5C", "#1A4F8B", "#9A3412", "#4C1D95", "#155E75", "#713F12", "#9F1239")
_MIXES = (
    ("instagram", "facebook", "meta-ads", "ga4"),
    ("instagram", "facebook", "tiktok", "meta-ads", "ga4"),
    ("instagram", "facebook", "youtube", "meta-ads", "ga4"),
    ("instagram",),
    ("instagram", "facebook", "linkedin", "meta-ads", "ga4"),
    ("instagram", "facebook", "x", "meta-ads", "ga4"),
    ("facebook", "meta-ads"),
)


def further_specs(
    count: int, *, seed: int = 0, planted: bool = True, world: str = "smooth", secret: bytes = b""
) -> Iterator[Spec]:
    """Invent any number of further clients.

    Every seventh mix has one platform alone, every eleventh client has no
    history before the last month, every thirteenth an empty month.

    Parameters
    ----------
    count, seed
        How many, and where all random numbers start.
    planted
        False makes clients whose data hold no effect at all.
    world
        `smooth` or `rough`; each client draws its own numbers from that world's ranges.
    secret
        A class secret: with it the data cannot be made again from the seed alone, while names and places stay.

    """
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        country = str(rng.choice(list(COUNTRIES)))
        language = sector_words(COUNTRIES[country].language, country)
        sector = language.draw(rng)
        name = sector.name(rng)
        yield Spec(
            slug=f"{re.sub(r'[^a-z0-9]+', '-', fold(name)).strip('-')}-{number + 1:04d}",
            name=name,
            sector=sector.key,
            country=country,
            seed=_sealed(int(rng.integers(1, 2**31)), secret),
            followers=int(10 ** rng.uniform(3.0, 4.7)),
            platforms=_MIXES[number % len(_MIXES)],
            months=1 if number % 11 == 10 else 14,
            planted=planted,
            empty_month="2026-04" if number % 13 == 12 else None,
            rivals=tuple(str(rival) for rival in rng.permutation(language.rivals)[:3]),
            colour=_COLOURS[int(rng.integers(len(_COLOURS)))],
            world=draw_world(world, rng) if world != SMOOTH.name else SMOOTH,
        )


def _sealed(seed: int, secret: bytes) -> int:
    """Return a seed of 128 bits that only who knows the secret can make; the seed itself where there is none."""
    if not secret:
        return seed
    return int.from_bytes(blake2b(str(seed).encode(), key=secret[:64], digest_size=16).digest())
