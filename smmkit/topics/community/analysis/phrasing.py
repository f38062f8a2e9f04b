"""How people put a thing: the runs of words that ten of them or more share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

_AROUND = 8
_MOST = 3
_WORTH = 9


def shared_runs(
    said: Sequence[Sequence[str]], lemmas: Sequence[Sequence[str]], gram: str, *, least: int, stop: Set[str]
) -> tuple[tuple[str, int], ...]:
    """Return up to three runs of words around a phrase, each with the messages that hold it.

    A run that so many people share is nobody's own sentence. The run that says most to most people comes first; the
    messages that hold it are set aside before the next one is looked for.

    Parameters
    ----------
    said, lemmas
        Words of each message as written, and in their dictionary forms.
    gram
        The phrase, in dictionary forms.
    least
        Messages that must share a run.
    stop
        Words that do not end a run.

    Returns
    -------
    tuple of (str, int)
        Runs of more words than the phrase; empty where people put it in too many ways.

    """
    parts = gram.split()
    left = [_runs(words, bases, parts, stop) for words, bases in zip(said, lemmas, strict=True)]
    found: list[tuple[str, int]] = []
    while len(found) < _MOST:
        counted = Counter(run for runs in left for run in runs)
        often = [(run, n) for run, n in counted.items() if n >= least]
        if not often:
            break
        best = max(often, key=lambda one: (one[1] * min(len(one[0]), _WORTH), len(one[0]), one[0]))
        found.append((" ".join(best[0]), best[1]))
        left = [runs for runs in left if best[0] not in runs]
    return tuple(found)


def _runs(words: Sequence[str], bases: Sequence[str], parts: list[str], stop: Set[str]) -> set[tuple[str, ...]]:
    """Return the runs of a message that hold the phrase and are longer than it."""
    size = len(parts)
    at = next((n for n in range(len(bases) - size + 1) if list(bases[n : n + size]) == parts), None)
    if at is None:
        return set()
    starts = range(max(at - _AROUND, 0), at + 1)
    ends = [end for end in range(at + size, min(at + size + _AROUND, len(words)) + 1) if words[end - 1] not in stop]
    return {tuple(words[start:end]) for start in starts for end in ends if end - start > size}
