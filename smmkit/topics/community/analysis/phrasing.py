"""How people put a thing: the runs of words that ten of them or more share, as they were written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

_AROUND = 8
_MOST = 3
_WORTH = 9
# A run is part of longer ones where so many of its messages hold one of them.
_PART = 0.8
_PRIVATE = r"@\S+|\S+@\S+|https?://\S+"
_PIECES = re.compile(rf"({_PRIVATE})|[^\W_]+(?:['’][^\W_]+|(?<=\d)[.,:](?=\d)\d+)*")
_OPENING, _CLOSING = "¿¡", re.compile(r"[\"”'’)]*[?!]+")
# After one of these a sentence begins; before one of them it may end.
_ENDS = ".?!¿¡…;:"

Run = tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """A message in words: as compared, in dictionary forms, and where each begins and ends in the text.

    Parameters
    ----------
    text
        The message.
    words
        In small letters, numbers too; a handle or an address is a word nobody else has.
    bases
        The dictionary form of each.
    spans
        First and last place of each in the text.

    """

    text: str
    words: Run
    bases: Run
    spans: tuple[tuple[int, int], ...]

    def plain(self, start: int, end: int) -> str:
        """Return the words from one place to another as they were written."""
        return " ".join(self.text[self.spans[start][0] : self.spans[end - 1][1]].split())

    def as_put(self, start: int, end: int) -> str:
        """Return the words from one place to another as they were written; an ellipsis where a sentence is cut."""
        first, last = self.spans[start][0], self.spans[end - 1][1]
        while first and self.text[first - 1] in _OPENING:
            first -= 1
        closed = _CLOSING.match(self.text, last)
        last = closed.end() if closed else last
        after = self.text[last:].lstrip()
        begins = self.begins(start)
        ends = end == len(self.words) or closed is not None or after[:1] in _ENDS
        return "…" * (not begins) + " ".join(self.text[first:last].split()) + "…" * (not ends)

    def begins(self, start: int) -> bool:
        """Say whether a sentence begins with a word."""
        return start == 0 or self.text[: self.spans[start][0]].rstrip("\"“«'‘( ")[-1:] in _ENDS

    def place_of(self, parts: Run) -> tuple[int, int] | None:
        """Return where a phrase of dictionary forms begins and ends; numbers inside it do not part it."""
        known = [place for place, word in enumerate(self.words) if not any(sign.isdigit() for sign in word)]
        size = len(parts)
        for at in range(len(known) - size + 1):
            if tuple(self.bases[place] for place in known[at : at + size]) == parts:
                return known[at], known[at + size - 1] + 1
        return None


def written(said: str, number: int, lemma: Callable[[str], str]) -> Written:
    """Return a message in words.

    Parameters
    ----------
    said
        The message.
    number
        Of the message, so that a handle or an address in it is shared with no other one.
    lemma
        Gives the dictionary form of a word.

    Returns
    -------
    Written
        Its words.

    """
    found = list(_PIECES.finditer(said))
    words = tuple(f"@{number}" if piece[1] else piece[0].casefold() for piece in found)
    return Written(said, words, tuple(map(lemma, words)), tuple(piece.span() for piece in found))


def shared_runs(messages: Sequence[Written], gram: str, *, least: int, stop: Set[str]) -> tuple[tuple[str, int], ...]:
    """Return up to three runs of words around a phrase as people wrote them, each with the messages that hold it.

    A run that so many people share is nobody's own sentence. The run that says most to most people comes first; the
    messages that hold it are set aside before the next one is looked for. Where most messages of a run hold a longer
    one, the longer ones stand for it: two questions are never cut down to the words they share.

    Parameters
    ----------
    messages
        What people wrote.
    gram
        The phrase, in dictionary forms.
    least
        Messages that must share a run.
    stop
        Words that do not end a run inside a message, and that say nothing beside the phrase.

    Returns
    -------
    tuple of (str, int)
        Runs that say more than the phrase; empty where people put it in too many ways.

    """
    parts = tuple(gram.split())
    left = [(message, _runs(message, parts, stop)) for message in messages]
    found: list[tuple[str, int]] = []
    while len(found) < _MOST:
        best = _best([runs for _, runs in left], least)
        if best is None:
            break
        put = Counter(message.as_put(*runs[best]) for message, runs in left if best in runs)
        found.append((max(put, key=lambda form: (put[form], form)), put.total()))
        left = [(message, runs) for message, runs in left if best not in runs]
    return tuple(found)


def _best(left: Sequence[dict[Run, tuple[int, int]]], least: int) -> Run | None:
    """Return the run that says most to most people, of those no longer ones stand for; None where there is none."""
    holders: dict[Run, set[int]] = defaultdict(set)
    for place, runs in enumerate(left):
        for run in runs:
            holders[run].add(place)
    often = {run: places for run, places in holders.items() if len(places) >= least}
    longer: dict[Run, set[int]] = defaultdict(set)
    for run, places in often.items():
        for part in _parts(run) & often.keys():
            longer[part] |= places
    kept = [run for run, places in often.items() if len(longer[run]) < _PART * len(places)]
    return max(kept, key=lambda run: (len(often[run]) * min(len(run), _WORTH), len(run), run), default=None)


def _parts(run: Run) -> set[Run]:
    """Return the shorter runs inside a run."""
    ends = range(1, len(run) + 1)
    return {run[start:end] for end in ends for start in range(end) if end - start < len(run)}


def _runs(message: Written, parts: Run, stop: Set[str]) -> dict[Run, tuple[int, int]]:
    """Return the runs of a message that hold the phrase and say more than it, with where each begins and ends."""
    found = message.place_of(parts)
    if found is None:
        return {}
    words, (at, until) = message.words, found
    last = min(until + _AROUND, len(words))
    starts = range(max(at - _AROUND, 0), at + 1)
    ends = [end for end in range(until, last + 1) if end == len(words) or words[end - 1] not in stop]
    return {
        words[start:end]: (start, end)
        for start in starts
        for end in ends
        if any(word not in stop for word in (*words[start:at], *words[until:end]))
    }


def name_of(messages: Sequence[Written], gram: str, *, least: int) -> str:
    """Return the words people most often use for a phrase of dictionary forms.

    Capital letters stay where most who write it inside a sentence write them: a name is one, “LOVE IT” is none.

    Parameters
    ----------
    messages
        What people wrote.
    gram
        The phrase, in dictionary forms.
    least
        Messages that must hold a number for it to be told.

    Returns
    -------
    str
        The words.

    """
    parts = tuple(gram.split())
    places = [(message, found) for message in messages if (found := message.place_of(parts))]
    whole = Counter(message.plain(start, end).casefold() for message, (start, end) in places)
    often = {form: n for form, n in whole.items() if n >= least or not any(sign.isdigit() for sign in form)}
    name = max(often, key=lambda form: (often[form], form), default=gram)
    inside = Counter(
        put
        for message, (start, end) in places
        if not message.begins(start) and (put := message.plain(start, end)).casefold() == name
    )
    return max(inside, key=lambda form: (inside[form], form), default=name)
