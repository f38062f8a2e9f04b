"""What a statement of the workshop is about, read from its words: only so can it meet another item in a strategy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from smmkit.measures.needs import plain_words
from smmkit.topics.swot.analysis.rules import INTERNAL, OPPORTUNITIES, WEAKNESSES

_FORMATS: Mapping[str, tuple[str, ...]] = {
    "carousel": ("carrusel", "carousel"),
    "reel": ("reel",),
    "video": ("video",),
    "story": ("stories", "story", "historias"),
    "live": ("directos", "livestream"),
    "image": ("foto", "photo", "picture", "imagen", "imagenes"),
}
_SOMEBODY = ("persona", "person", "emplead", "employee", "equipo", "team", "plantilla", "staff")
_ALONE = ("solo", "sola", "unic", "only", "single", "one", "falta", "lack", "pocas", "pocos", "few")
_ANSWERS = ("contest", "respond", "answer", "repl", "espera", "wait", "noche", "night", "weekend")
_SERVICE = ("trato", "servicio", "service", "atencion", "amab", "kindness", "friendl", "asesor", "advice")
_PARTNER = ("alianza", "alliance", "asociac", "association", "colabor", "collabor", "partner", "acuerdo")
_OFFER = ("vale", "regalo", "gift", "voucher", "tarjeta", "product", "oferta", "offer", "suscrip", "subscri", "lanza")
_CRISIS = ("crisis", "queja", "complain", "boicot", "boycott", "escandal", "scandal")


@dataclass(frozen=True)
class Theme:
    """What a statement is about.

    Attributes
    ----------
    kind
        `people`, `format`, `answers`, `service` (inside); `partner`, `offer`, `staff`, `crisis` (outside); empty where
        its words do not say.
    format
        The format of posts it names; empty where it names none.

    """

    kind: str
    format: str = ""


def theme_of(statement: str, quadrant: str) -> Theme:
    """Return what a statement is about.

    A statement no rule understands stays on the board and makes no strategy: two sentences side by side are none.

    Parameters
    ----------
    statement
        As somebody wrote it, in Spanish or English.
    quadrant
        Where it stands on the board.

    Returns
    -------
    Theme
        With an empty `kind` where its words do not say.

    """
    words = plain_words(statement)
    if quadrant in INTERNAL:
        return _inside(words, weak=quadrant == WEAKNESSES)
    if quadrant == OPPORTUNITIES:
        return Theme("partner" if _has(words, _PARTNER) else "offer" if _has(words, _OFFER) else "")
    return Theme("crisis" if _has(words, _CRISIS) else "staff" if _has(words, _SOMEBODY) else "")


def _inside(words: tuple[str, ...], *, weak: bool) -> Theme:
    if weak and _has(words, _SOMEBODY) and _has(words, _ALONE):
        return Theme("people")
    named = next((name for name, stems in _FORMATS.items() if _has(words, stems)), "")
    if named:
        return Theme("format", named)
    if weak and _has(words, _ANSWERS):
        return Theme("answers")
    return Theme("service" if _has(words, _SERVICE) else "")


def _has(words: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    return any(word.startswith(stems) for word in words)
