"""Small figures drawn as inline SVG: smaller than a picture, sharp on paper, readable on a telephone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_WIDTH, _HEIGHT = 300.0, 34.0
# A PDF does not know the page's style sheet inside a figure; on a screen the sheet wins.
_ON_PAPER = {"good": "#14694b", "warn": "#8a4b00", "bad": "#a8211a"}
_SPARK_WIDTH, _SPARK_HEIGHT = 90.0, 20.0
_TREND_WIDTH, _TREND_HEIGHT = 340.0, 110.0
# Room for what the levels say, for the months below, above the line, and for the dot at its end.
_MARGIN, _FOOT, _HEAD, _DOT = 48.0, 24.0, 10.0, 4.0
_APART = 13.0


@dataclass(frozen=True)
class Bullet:
    """A value against its target, with what could be expected.

    Parameters
    ----------
    value, target
        In one unit; None where unknown.
    low, high
        What could be expected without a change; None where nobody computed it.
    mood
        `good`, `warn`, `bad` or `flat`: the colour of the bar; the words beside it say the same.

    """

    value: float | None
    target: float | None = None
    low: float | None = None
    high: float | None = None
    mood: str = "flat"


def bullet_svg(bullet: Bullet, alt: str) -> Markup:
    """Return a bullet chart (Few 2006): bar for the value, line for the target, band for the expectation.

    Parameters
    ----------
    bullet
        What to draw.
    alt
        What the figure says, for those who do not see it.

    """
    known = [v for v in (bullet.value, bullet.target, bullet.high) if v is not None and v > 0]
    if not known:
        return Markup("")
    scale = _WIDTH / (max(known) * 1.15)
    parts = [Markup('<rect class="rail" fill="#e2ddd7" x="0" y="13" width="300" height="8" rx="4"/>')]
    if bullet.low is not None and bullet.high is not None:
        left = max(bullet.low, 0.0) * scale
        width = max(bullet.high * scale - left, 1.5)
        band = Markup('<rect class="band" fill="#d9d2ca" x="{}" y="8" width="{}" height="18"/>')
        parts.append(band.format(_at(left), _at(width)))
    if bullet.value is not None:
        width = max(bullet.value, 0.0) * scale
        bar = Markup('<rect class="{}" fill="{}" x="0" y="13" width="{}" height="8" rx="4"/>')
        parts.append(bar.format(bullet.mood, _ON_PAPER.get(bullet.mood, "#555555"), _at(width)))
    if bullet.target is not None:
        place = _at(bullet.target * scale)
        mark = Markup('<line class="mark" stroke="#111111" stroke-width="2" x1="{0}" x2="{0}" y1="4" y2="30"/>')
        parts.append(mark.format(place))
    return _svg(_WIDTH, _HEIGHT, parts, alt, "bullet")


def spark_svg(values: Sequence[float | None], alt: str) -> Markup:
    """Return a line without axes; a month that is not known is a gap, never a zero.

    Parameters
    ----------
    values
        One per month, oldest first; None where unknown.
    alt
        What the line says; empty if the numbers beside it say it already.

    """
    known = [v for v in values if v is not None]
    if len(known) < 3:
        return Markup("")
    low, high = min(known), max(known)
    step = _SPARK_WIDTH / max(len(values) - 1, 1)
    rise = (_SPARK_HEIGHT - 4) / (high - low) if high > low else 0.0
    middle = _SPARK_HEIGHT / 2
    points = [
        None if value is None else (place * step, _SPARK_HEIGHT - 2 - (value - low) * rise if rise else middle)
        for place, value in enumerate(values)
    ]
    return _svg(_SPARK_WIDTH, _SPARK_HEIGHT, _lines(points), alt, "spark")


@dataclass(frozen=True)
class Scale:
    """What the axes of a trend say, in the reader's words.

    Parameters
    ----------
    low, high
        The smallest and the largest value drawn.
    zero
        Zero, drawn as a line where it lies between them.
    first, last
        The first and the last month.

    """

    low: str
    high: str
    zero: str
    first: str
    last: str


def trend_svg(values: Sequence[float | None], scale: Scale, alt: str) -> Markup:
    """Return a line with its axes: what is smallest and largest, zero, and the first and last month.

    Parameters
    ----------
    values
        One per month, oldest first; None where unknown: a gap, never a zero.
    scale
        What the axes say.
    alt
        What the figure says, for those who do not see it.

    Returns
    -------
    Markup
        The figure; empty with fewer than three known values.

    """
    known = [v for v in values if v is not None]
    if len(known) < 3:
        return Markup("")
    low, high = min(known), max(known)
    rise = (_TREND_HEIGHT - _FOOT - _HEAD) / (high - low) if high > low else 0.0
    step = (_TREND_WIDTH - _MARGIN - _DOT) / max(len(values) - 1, 1)

    def at(value: float) -> float:
        return _TREND_HEIGHT - _FOOT - (value - low) * rise if rise else _TREND_HEIGHT / 2

    marks = [(low, scale.low), (high, scale.high)] if rise else [(low, scale.low)]
    apart = rise and min(at(0) - at(high), at(low) - at(0)) >= _APART
    marks += [(0.0, scale.zero if apart else "")] * (low < 0 < high)
    parts = [_level(at(value), said, "axis" if value else "axis zero") for value, said in marks]
    parts += [
        _said(_MARGIN, _TREND_HEIGHT - 4, scale.first, "start"),
        _said(_TREND_WIDTH, _TREND_HEIGHT - 4, scale.last, "end"),
    ]
    points = [None if value is None else (_MARGIN + place * step, at(value)) for place, value in enumerate(values)]
    parts += _lines(points)
    if points[-1] is not None:
        dot = Markup('<circle class="dot" fill="#333333" cx="{}" cy="{}" r="3.5"/>')
        parts.append(dot.format(*map(_at, points[-1])))
    return _svg(_TREND_WIDTH, _TREND_HEIGHT, parts, alt, "trend")


def _level(height: float, said: str, name: str) -> Markup:
    """Return a level line across the figure with what it stands for at its left."""
    line = Markup('<line class="{0}" stroke="{4}" x1="{1}" x2="{2}" y1="{3}" y2="{3}"/>')
    drawn = line.format(name, _at(_MARGIN), _at(_TREND_WIDTH), _at(height), "#777777" if "zero" in name else "#cccccc")
    return drawn + (_said(_MARGIN - 6, height + 4, said, "end") if said else Markup(""))


def _said(left: float, top: float, said: str, anchor: str) -> Markup:
    written = Markup('<text fill="#555555" font-size="12" x="{}" y="{}" text-anchor="{}">{}</text>')
    return written.format(_at(left), _at(top), anchor, said)


def _lines(points: Sequence[tuple[float, float] | None]) -> list[Markup]:
    """Return the line through points; a missing one parts it."""
    runs: list[list[str]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(f"{_at(point[0])},{_at(point[1])}")
    stroke = Markup('<polyline fill="none" stroke="#555555" stroke-width="1.8" points="{}"/>')
    return [stroke.format(" ".join(run)) for run in runs if len(run) > 1]


def _svg(width: float, height: float, parts: Sequence[Markup], alt: str, name: str) -> Markup:
    told = Markup('role="img" aria-label="{}"').format(alt) if alt else Markup('aria-hidden="true"')
    inside = Markup("").join(parts)
    return Markup('<svg class="{}" viewBox="0 0 {} {}" {}>{}</svg>').format(
        escape(name), _at(width), _at(height), told, inside
    )


def _at(place: float) -> str:
    return f"{place:.1f}".removesuffix(".0")
