"""A class: who has which client. The truth follows from the seed and a secret that stays in the teacher's folder."""

from __future__ import annotations

import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import tomlkit

from smmkit.client.fields import fold
from smmkit.demo import COUNTRIES, Spec
from smmkit.demo.words import sector_words
from smmkit.errors import ConfigError
from smmkit.files import write_whole

CLASS = "class.toml"
TRUTH = "truth"
SECRET = "secret.txt"
NETWORKS = ("instagram", "facebook", "meta-ads", "ga4")
"""Every student's client has the same exports, so that one is as hard as another."""
_COLOURS = ("#0B6E4F", "#7A1F5C", "#1A4F8B", "#9A3412", "#4C1D95", "#155E75", "#713F12", "#9F1239")
_SHORTEST = 16
_ROW = {"student", "client", "second"}
Kept = Mapping[str, Mapping[str, str]]
"""Student -> slug and name of both clients, as they were handed out."""


@dataclass(frozen=True)
class Pupil:
    """One student, by number alone, with two clients: their own, and a second one in which nothing is planted."""

    number: str
    client: Spec
    quiet: Spec


@dataclass(frozen=True)
class Class:
    """A class as the teacher's folder keeps it.

    Parameters
    ----------
    folder
        The teacher's folder.
    lang, country
        Language of the texts; country of the clients.
    seed
        Which clients, by name; their data need the secret too.
    students
        How many.
    kept
        Who has which client already; another version of the program may invent other names.

    """

    folder: Path
    lang: str
    country: str
    seed: int
    students: int
    kept: Kept = field(default_factory=dict)

    @property
    def currency(self) -> str:
        """The clients' money."""
        return COUNTRIES[self.country].currency

    @property
    def data(self) -> Path:
        """The data folder with every student's clients."""
        return self.folder / "data"

    @property
    def pupils(self) -> tuple[Pupil, ...]:
        """The students; number 00 is the teacher's own client, for the board."""
        secret = read_secret(self.folder)
        return pupils(self.students, seed=self.seed, secret=secret, country=self.country, kept=self.kept)

    def pupil(self, number: str) -> Pupil:
        """Return one student.

        Raises
        ------
        ConfigError
            If the class has no such number.

        """
        found = {pupil.number: pupil for pupil in self.pupils}
        if number not in found:
            raise ConfigError(f"{self.folder / CLASS}: the class has no student {number} (00 to {self.students:02d}).")
        return found[number]


def parse_lang(lang: str) -> tuple[str, str]:
    """Return language and country of `es_MX`, `es` or `en`.

    Raises
    ------
    ConfigError
        If there are no clients in that language and country.

    """
    usual = {"es": "ES", "en": "US"}
    language, _, country = lang.replace("-", "_").partition("_")
    place = country.upper() or usual.get(language, "")
    if place not in COUNTRIES or COUNTRIES[place].language != language:
        known = ", ".join(f"{one.language}_{code}" for code, one in COUNTRIES.items())
        raise ConfigError(f"'{lang}' is not a language and country of the course. Known: {known}.")
    return language, place


def pupils(count: int, *, seed: int, secret: bytes, country: str, kept: Kept | None = None) -> tuple[Pupil, ...]:
    """Return the teacher's client and one for each student: no two of one name, none made without the secret.

    Parameters
    ----------
    count, seed
        How many students, and which clients.
    secret
        What the random numbers need besides the seed.
    country
        Where the clients are.
    kept
        The clients of students who have theirs already.

    """
    rng = np.random.default_rng([seed, 0xC0])
    language = sector_words(COUNTRIES[country].language, country)
    taken: set[str] = set()
    found = []
    for number in (f"{one:02d}" for one in range(count + 1)):
        mine = _spec(rng, language, number, "client", country=country, secret=secret, taken=taken)
        other = _spec(rng, language, number, "quiet", country=country, secret=secret, taken=taken)
        if has := (kept or {}).get(number):
            mine = replace(mine, slug=has["client"], name=has.get("client_name", mine.name))
            other = replace(other, slug=has["second"], name=has.get("second_name", other.name))
            taken |= {fold(mine.name), fold(other.name)}
        found.append(Pupil(number, mine, other))
    return tuple(found)


def _spec(
    rng: np.random.Generator, language: Any, number: str, which: str, *, country: str, secret: bytes, taken: set[str]
) -> Spec:
    """Invent a client whose name nobody else in the class has."""
    for _ in range(1000):
        sector = language.draw(rng)
        name = sector.name(rng)
        if fold(name) not in taken:
            break
    else:
        name = f"{name} {len(taken)}"
    taken.add(fold(name))
    base = int(rng.integers(1, 2**31))
    return Spec(
        slug=re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-"),
        name=name,
        sector=sector.key,
        country=country,
        seed=sealed(f"{which}-{number}-{base}", secret),
        followers=int(10 ** rng.uniform(3.7, 4.2)),
        platforms=NETWORKS,
        planted=which == "client",
        rivals=tuple(str(rival) for rival in rng.permutation(language.rivals)[:3]),
        colour=_COLOURS[int(rng.integers(len(_COLOURS)))],
    )


def record_of(group: Class, pupil: Pupil) -> dict[str, Any]:
    """Return what `student.toml` says: whose folder it is, and which clients are theirs."""
    names = {"student": pupil.number, "client": pupil.client.slug, "quiet": pupil.quiet.slug}
    return names | {"lang": group.lang, "country": group.country, "currency": group.currency}


def sealed(name: str, secret: bytes) -> int:
    """Return a seed that only who knows the secret can make."""
    return int.from_bytes(blake2b(name.encode(), key=blake2b(secret).digest(), digest_size=16).digest())


def read_class(folder: Path) -> Class:
    """Read a class from the teacher's folder.

    Raises
    ------
    ConfigError
        If it is not the folder `course build` wrote.

    """
    file = folder / CLASS
    if not file.is_file():
        raise ConfigError(f"{folder}: no {CLASS} here. Name the teacher's folder `smmkit course build` wrote.")
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        lang, country = parse_lang(f"{raw['lang']}_{raw['country']}")
        # A class of an earlier version tells slugs alone.
        kept = {str(row["student"]): row for row in raw.get("student", ()) if set(row) >= _ROW}
        return Class(folder, lang, country, int(raw["seed"]), int(raw["students"]), kept)
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{file}: cannot be used ({error}). Build the class again with the same secret.") from None


def write_class(folder: Path, lang: str, country: str, *, seed: int, students: int) -> Class:
    """Write the class's record: who has which client. It may grow, and whoever has a client keeps it.

    Raises
    ------
    ConfigError
        If the folder holds another class.

    """
    found = Class(folder, lang, country, seed, students)
    if (folder / CLASS).is_file():
        old = read_class(folder)
        if (old.country, old.seed) != (country, seed):
            raise ConfigError(
                f"{folder / CLASS}: this is the class of --lang {old.lang}_{old.country} and --client-seed {old.seed}. "
                "Build into a new folder, or name these."
            )
        found = replace(found, students=max(students, old.students), kept=old.kept)
    rows = [
        {"student": p.number, "client": p.client.slug, "client_name": p.client.name}
        | {"second": p.quiet.slug, "second_name": p.quiet.name}
        for p in found.pupils
    ]
    content = {"lang": lang, "country": country, "seed": seed, "students": found.students, "student": rows}
    head = "# The class. Student 00 is the teacher's own client. Keep this folder to yourself: it holds the secret.\n"
    write_whole(folder / CLASS, head + tomlkit.dumps(content))
    return replace(found, kept={row["student"]: row for row in rows})


def planted_in(group: Class, slug: str) -> dict[str, Any]:
    """Return what is planted in a client, as it was written with its data.

    Raises
    ------
    ConfigError
        If that file is not there any more, or cannot be read.

    """
    file = group.folder / TRUTH / f"{slug}.toml"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ConfigError(
            f"{file}: what is planted in this client cannot be read. Put the file back from your copy of the class."
        ) from None


def read_secret(folder: Path) -> bytes:
    """Return the class's secret."""
    file = folder / SECRET
    if not file.is_file():
        raise ConfigError(f"{file}: the class's secret is missing; without it nothing can be marked. Put it back.")
    return file.read_bytes().strip()


def keep_secret(folder: Path, given: Path | None) -> None:
    """Keep the secret of a class: the one given, the one that is there, or a new one."""
    file = folder / SECRET
    if given is None and file.is_file():
        return
    secret = secrets.token_hex(16).encode() if given is None else given.read_bytes().strip()
    if len(secret) < _SHORTEST:
        raise ConfigError(f"{given}: the secret is shorter than {_SHORTEST} characters. Write a longer one.")
    if file.is_file() and file.read_bytes().strip() != secret:
        raise ConfigError(
            f"{file}: this class has another secret. Build into a new folder, or leave --secret-file away."
        )
    write_whole(file, secret + b"\n")
    file.chmod(0o600)
