"""Small figures drawn as inline SVG: smaller than a picture, sharp on paper, readable on a telephone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_WIDTH, _HEIGHT = 300.0, 34.0
# A PDF does not know the page's style sheet inside a figure; on a screen the sheet wins.
_ON_PAPER = {"good": "#14694b", "warn": "#8a4b00", "bad": "#a8211a"}
_SPARK_WIDTH, _SPARK_HEIGHT = 90.0, 20.0


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
    lines: list[list[str]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            lines.append([])
        else:
            height = _SPARK_HEIGHT - 2 - (value - low) * rise if rise else _SPARK_HEIGHT / 2
            lines[-1].append(f"{_at(place * step)},{_at(height)}")
    stroke = Markup('<polyline fill="none" stroke="#555555" stroke-width="1.8" points="{}"/>')
    drawn = [stroke.format(" ".join(line)) for line in lines if len(line) > 1]
    return _svg(_SPARK_WIDTH, _SPARK_HEIGHT, drawn, alt, "spark")


def _svg(width: float, height: float, parts: Sequence[Markup], alt: str, name: str) -> Markup:
    told = Markup('role="img" aria-label="{}"').format(alt) if alt else Markup('aria-hidden="true"')
    inside = Markup("").join(parts)
    return Markup('<svg class="{}" viewBox="0 0 {} {}" {}>{}</svg>').format(
        escape(name), _at(width), _at(height), told, inside
    )


def _at(place: float) -> str:
    return f"{place:.1f}".removesuffix(".0")
