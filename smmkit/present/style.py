"""How every figure looks: one style sheet, one palette, a finding as title, an alternative text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from smmkit.present.facts import Stated
from smmkit.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

# Okabe and Ito (2008), Color Universal Design: tells apart under the common colour blindnesses.
BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILLION, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
)  # fmt: skip
OKABE_ITO = (BLUE, ORANGE, GREEN, VERMILLION, PURPLE, SKY, YELLOW, BLACK)
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
GREY = "#5F6368"
# Mean width of a character in inches: of a title (bold, 11 points) and of a tick label (9 points).
_WIDTH = 7.2  # inches
_TITLE_INCHES, _LABEL_INCHES = 0.098, 0.072
STYLE_SHEET = Path(__file__).with_name("smmkit.mplstyle")


_brand = {"colour": BLUE}
# What a figure's title says, and what the numbers in it declare.
_titles: WeakKeyDictionary[Figure, tuple[str, tuple[str, ...]]] = WeakKeyDictionary()


def set_brand(colour: str | None) -> None:
    """Set the colour that draws the client; None for the palette's blue."""
    _brand["colour"] = colour or BLUE


def brand_colour() -> str:
    """Return the colour that draws the client; everybody else is grey or from the palette."""
    return _brand["colour"]


@lru_cache(maxsize=1)
def use_style() -> None:
    """Apply the style sheet, once per process."""
    import matplotlib.style

    matplotlib.style.use(str(STYLE_SHEET))


def new_axes(ax: Axes | None = None, *, height: float = 3.6) -> Axes:
    """Return the axes given, or those of a new figure (inches)."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    use_style()
    axes: Axes = plt.subplots(figsize=(_WIDTH, height), layout="constrained")[1]
    return axes


def finish(
    ax: Axes, *, text: Text, title: str, alt: str, xlabel: str = "", ylabel: str = "", states: Sequence[str] = ()
) -> Axes:
    """Set the finding as title, the axes' units and the text for those who cannot see the figure.

    Numbers along the axes are written as the reader's language does.

    Parameters
    ----------
    ax
        Axes that are drawn.
    text
        The language.
    title
        The finding, no more than the interval allows.
    alt
        What the figure shows, in one or two sentences, with its main numbers.
    xlabel, ylabel
        Quantity and unit; empty where the ticks say it all.
    states
        The sums of money and rates in the title, made by `facts.stated`.

    Returns
    -------
    Axes
        The same axes.

    """
    from textwrap import fill

    ax.set_title(fill(title, _characters_above(ax)), loc="left")
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    for axis in (ax.xaxis, ax.yaxis):
        write_numbers(axis, text)
        round_ticks(axis)
    set_alt(ax.get_figure(root=True), alt)
    declare_title(ax.get_figure(root=True), title, states)
    return ax


def round_ticks(axis: Axis) -> None:
    """Let ticks stand at 1, 2, 5 and 10 alone: one at 2.5 % would be written 3 %; ticks that were set stay."""
    from matplotlib.ticker import AutoLocator

    locator = axis.get_major_locator()
    if isinstance(locator, AutoLocator):
        locator.set_params(steps=[1, 2, 5, 10])


def write_numbers(axis: Axis, text: Text) -> None:
    """Write plain numbers along an axis in the reader's language; other ticks stay as they are."""
    from matplotlib.ticker import FuncFormatter, ScalarFormatter

    if isinstance(axis.get_major_formatter(), ScalarFormatter):
        # The formatter is told all ticks before it writes the first: looking for them at each would cost more.
        numbers = FuncFormatter(lambda value, _: text.number(value, _decimals(numbers.locs)))
        axis.set_major_formatter(numbers)


def _decimals(places: Sequence[float]) -> int:
    """Return the fewest decimals that tell neighbouring ticks apart."""
    step = min((abs(after - place) for place, after in pairwise(places)), default=1.0)
    return next((digits for digits in range(6) if abs(round(step, digits) - step) < 1e-3 * step), 6)


def declare_title(figure: Figure | None, title: str, states: Sequence[str]) -> None:
    """Keep what the numbers of a figure's title declare: a notebook carries it beside the picture."""
    if figure is not None:
        _titles[figure] = title, tuple(states)


def title_facts(figure: Figure) -> tuple[str, list[tuple[str, str]]]:
    """Return a figure's title, and each number in it that declares: what it declares, and as it is shown."""
    title, states = _titles.get(figure, ("", ()))
    return title, [(one.fact, str(one)) for one in states if isinstance(one, Stated)]


def _characters_above(ax: Axes) -> int:
    """Return how many characters of a title fit over the axes: it starts where their tick labels end."""
    figure, place = ax.get_figure(root=True), ax.get_subplotspec()
    width = figure.get_figwidth() if figure is not None else 6.4
    columns = place.get_gridspec().ncols if place is not None else 1
    longest = max((len(line) for label in ax.get_yticklabels() for line in label.get_text().split("\n")), default=0)
    return max(int((width / columns - 0.3 - _LABEL_INCHES * max(longest, 6)) / _TITLE_INCHES), 24)


def set_alt(figure: Figure | None, alt: str) -> None:
    """Give a figure its alternative text (kept as the figure's label)."""
    if figure is not None:
        figure.set_label(alt)


def alt_text(figure: Figure) -> str:
    """Return a figure's alternative text; empty if it has none."""
    return str(figure.get_label() or "")
