"""Find telephone numbers written as words (`seis uno dos, tres cuatro cinco…`) in English, Spanish and Portuguese."""

from __future__ import annotations

import re
from itertools import pairwise

_UNITS = (
    ("cero", "zero"), ("uno", "un", "one", "um", "uma"), ("dos", "two", "dois", "duas"), ("tres", "three", "três"),
    ("cuatro", "four", "quatro"), ("cinco", "five"), ("seis", "six", "meia"), ("siete", "seven", "sete"),
    ("ocho", "eight", "oito"), ("nueve", "nine", "nove"),
)  # fmt: skip
_TENS = (
    "diez|once|doce|trece|catorce|quince|dieciséis|dieciseis|diecisiete|dieciocho|diecinueve|veinte|veintiuno|veintiún"
    "|veintidós|veintidos|veintitrés|veintitres|veinticuatro|veinticinco|veintiséis|veintiseis|veintisiete|veintiocho"
    "|veintinueve|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|ten|eleven|twelve|thirteen|fourteen"
    "|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dez|onze|doze"
    "|treze|quatorze|quinze|dezasseis|dezesseis|dezassete|dezessete|dezoito|dezanove|dezenove|vinte|trinta"
    "|quarenta|cinquenta|sessenta|oitenta"
)
_HUNDREDS = (
    "cien|ciento|doscientos|trescientos|cuatrocientos|quinientos|seiscientos|setecientos|ochocientos|novecientos|cem"
    "|cento|duzentos|trezentos|quatrocentos|quinhentos|seiscentos|setecentos|oitocentos|novecentos"
)
_VALUE = {word: value for value, spelled in enumerate(_UNITS) for word in spelled}
_DIGITS = {**dict.fromkeys(_VALUE, 1), **dict.fromkeys(_TENS.split("|"), 2), **dict.fromkeys(_HUNDREDS.split("|"), 3)}
_WORD = f"(?:{'|'.join(sorted(_DIGITS, key=len, reverse=True))})"
_GAP = r"(?:[ \t\n.,;:/_\x{b7}\x{2013}-]{1,4}(?:(?:y|e|and)[ \t\n]{1,2})?)"
_FEWEST_WORDS, _FEWEST_DIGITS = 4, 9
_LONE_DIGITS = 7
PERHAPS_SPOKEN = rf"(?i:\b{_WORD}(?:{_GAP}{_WORD}){{{_FEWEST_WORDS - 1}}})"
_RUN = re.compile(
    rf"\b{_WORD}(?:{_GAP}{_WORD}\b){{{_FEWEST_WORDS - 1},}}".replace(r"\x{b7}\x{2013}", "\u00b7\u2013"), re.IGNORECASE
)


def without_spoken(text: str) -> str:
    """Return a text with every telephone number written as words replaced by a word."""
    return _RUN.sub(lambda found: "[phone]" if _is_phone(found[0]) else found[0], text)


def _is_phone(run: str) -> bool:
    """Tell a number said digit by digit, or in groups, from somebody who counts."""
    said = [word for word in re.findall(r"[^\W\d_]+", run.casefold()) if word in _DIGITS]
    values = [_VALUE[word] for word in said if word in _VALUE]
    if len(values) == len(said):
        steps = {later - earlier for earlier, later in pairwise(values)}
        return len(said) >= _LONE_DIGITS and steps not in ({1}, {-1}, {0})
    digits, open_places = 0, 0
    for word in said:
        size = _DIGITS[word]
        fills = size <= open_places and size < 3
        digits += 0 if fills else size
        open_places = size - 1 if not fills or size == 2 else 0
    return digits >= _FEWEST_DIGITS
