"""Find telephone numbers in a text, however they are spaced out, and leave amounts, dates and lists alone."""

from __future__ import annotations

import re

# Digits as a telephone writes them: what may stand between two of them, and how many there are.
_BETWEEN = "[ \u00a0\u2007\u2009\u202f().·/*~_\u2010-\u2015\u3000（）．－／\ufe0f\u20e3-]{0,3}"
# What stands between the groups of a number that is spread over lines, cells or lists.
_APART = r"(?:&nbsp;|%20|[^\w@#+€$£%]){1,5}"
# Any number of them here: a search that counts them as well is ten times as slow.
PERHAPS_PHONE = r"(?:\p{Nd}(?:&nbsp;|%20|[^A-Za-z\p{Nd}@#€$£%])*){6}\p{Nd}"
_DIGITS = re.compile(rf"(?<![\w@#])(?<!\d[.,])(?:[+＋]|00)?[(（]?[+＋]?\d(?:{_BETWEEN}\d){{6,}}(?!\d)")
# A number of nine digits as in Spain and Portugal, written on to a word: `Tlf.612…`, `WhatsApp612…`, `#612…`.
_GLUED = re.compile(rf"(?:(?<=[^\W\d_])|(?<=[^\W\d_]\.)|(?<=[_#]))[6-9]\d{{2}}(?:{_BETWEEN}\d){{6}}(?!\d)")
_TAGGED = re.compile(rf"(?<=#)(?:[+＋]|00)\d(?:{_BETWEEN}\d){{8,}}(?!\d)")
_SHAPES = (
    rf"[6-9]\d\d{_APART}\d{{3}}{_APART}\d{{3}}",
    rf"[6-9]\d\d(?:{_APART}\d\d){{3}}",
    rf"[6-9](?:{_APART}\d){{8}}",
    rf"[6-9]\d\d{_APART}\d{{6}}|[6-9]\d{{5}}{_APART}\d{{3}}",
    rf"\d{{3}}{_APART}\d{{3}}{_APART}\d{{4}}",
    rf"\d\d{_APART}\d{{4}}{_APART}\d{{4}}",
)
_SPREAD = re.compile(
    rf"(?<![\w@])(?<!\d[.,])(?:(?P<abroad>(?:[+＋]|00)\d{{1,3}}){_APART}(?:\d{{1,4}}{_APART}){{1,4}}\d{{2,6}}"
    rf"|[(\[{{<]?(?:{'|'.join(_SHAPES)}))(?!\d)"
)
_NO_PHONE = re.compile(
    r"\d{4}([-/.])\d{1,2}\1\d{1,2}(?:[ T]\d{1,2})?"  # a day, perhaps with its hour
    r"|\d{1,2}([-/.])\d{1,2}\2\d{4}(?:[ T]\d{1,2})?"
    r"|(?:19|20)\d\d ?[-–/ ] ?(?:19|20)\d\d"  # two years
    r"|\d{1,3}(?:[. \u00a0\u202f]\d{3})+"  # thousands, unless they are a telephone's three groups of three
)
_GROUPS_OF_THREE = re.compile(r"[6-9]\d\d[. \u00a0\u202f]\d{3}[. \u00a0\u202f]\d{3}")
_SHORT = re.compile(r"\d{3}[ .-]\d{4}|\d{4}[ .-]\d{4}")  # numbers of seven or eight digits are written in two groups
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,' \u00a0\u2009\u202f’])\d{3})(?:\1\d{3})+")
_COUNTED = re.compile(
    r"(?:,\d{1,2}|\.\d{1,2})?[ \u00a0]?(?:[€$£%]|(?:EUR|USD|MXN|COP|CLP|ARS|PEN|GBP|euros?|pesos?|d[oó]lar(?:es)?"
    r"|dollars?|views?|impresi(?:ón|on)\w*|impress\w+|visuali[sz]a\w+|reproduc\w+|seguidor\w*|followers?|people|person(?:as|s)"
    r"|units?|unidades|visit(?:as?|s)|clic\w*|likes?|me gusta|plays?|alcance|reach|habitantes)\b)",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(?:[€$£]|\b(?:EUR|USD|MXN|COP|CLP|ARS|PEN|GBP))[ \u00a0]?\Z", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:pedido|order|orden|ticket|ref\w*|factura|invoice|caso|case|nº|n\.º|no\.?|num\w*|number)\W{0,3}\Z",
    re.IGNORECASE,
)
# Numbers of goods, and the minutes of a time before or behind, are no telephone's.
_GOODS = re.compile(r"(?:\b(?:ISBN|ISSN|EAN|SKU|UPC|GTIN|ASIN)\W{0,3}|\d:)\Z", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST, _MOST = 7, 15
_CONTEXT = 16


def without_phones(text: str) -> str:
    """Return a text with every telephone number replaced by a word."""
    text = _DIGITS.sub(lambda found: "[phone]" if _is_phone(found) else found[0], text)
    text = _GLUED.sub(lambda found: found[0] if _numbered(found) else "[phone]", _TAGGED.sub("[phone]", text))
    return _SPREAD.sub(lambda found: "[phone]" if _is_spread(found) else found[0], text)


def _is_phone(found: re.Match[str]) -> bool:
    written = found[0]
    digits = sum(letter.isdecimal() for letter in written)
    international = written.lstrip("(（").startswith(("+", "＋", "00"))
    if not _FEWEST <= digits <= _MOST or (_NO_PHONE.fullmatch(written) and not _GROUPS_OF_THREE.fullmatch(written)):
        return False
    if international:
        return True
    return (digits > 8 or bool(_SHORT.fullmatch(written))) and not (_amount(found) or _named_otherwise(found))


def _named_otherwise(found: re.Match[str]) -> bool:
    before = found.string[max(0, found.start() - _CONTEXT) : found.start()]
    return bool(_GOODS.search(before) or re.match(r":\d", found.string[found.end() :]))


def _is_spread(found: re.Match[str]) -> bool:
    """Tell a number spread over commas or lines from an amount, a list of prices, years or times."""
    if found["abroad"]:
        return 8 <= sum(letter.isdecimal() for letter in found[0]) <= _MOST
    groups = re.findall(r"\d+", found[0])
    apart = {re.sub(r"\s+", " ", each).strip() for each in re.findall(r"(?<=\d)\D+(?=\d)", found[0])}
    if len(groups) > 3 and (len(apart) > 1 or ":" in apart):
        return False
    if (
        _named_otherwise(found)
        or _amount(found)
        or _in_a_list(found)
        or any(_YEAR.fullmatch(group) for group in groups)
    ):
        return False
    return not all(group.endswith(("0", "5")) for group in groups) or found[0].count(groups[0]) > 1


def _amount(found: re.Match[str]) -> bool:
    """Tell whether thousands are counted: money stands before, or what is counted behind."""
    if not _THOUSANDS.fullmatch(found[0]):
        return False
    before = found.string[max(0, found.start() - _CONTEXT) : found.start()]
    return bool(_MONEY_BEFORE.search(before) or _COUNTED.match(found.string, found.end()))


def _in_a_list(found: re.Match[str]) -> bool:
    """Tell whether the groups go on before or behind, as those of a list do and a telephone's do not."""
    before = found.string[max(0, found.start() - _CONTEXT) : found.start()]
    return bool(re.search(r"\d[^\w\s][ ]?\Z", before) or re.match(r"[^\w\s.!?)\]][ ]?\d", found.string[found.end() :]))


def _numbered(found: re.Match[str]) -> bool:
    """Tell whether `#612…` is the number of an order, a ticket or an invoice."""
    before = found.string[max(0, found.start() - _CONTEXT) : found.start()]
    return before.endswith("#") and bool(_NUMBERED.search(before[:-1]))
