"""The best column of each line out of a grid, for many outcomes at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from smmkit.allocation.families import Array

_SWEEPS = 8
_CHUNK = 64
# Gains closer than this share of the outcome are a tie, and the first column wins on every processor.
_TIE = 1e-10


def best_of_grid(columns: Array, y: Array) -> NDArray[np.intp]:
    """Choose one column per line so that effects of zero or more explain most of each outcome.

    One or two lines are searched whole. With more, the lines are gone through
    in turn until none of them changes, each against all columns of its own.

    Parameters
    ----------
    columns
        Columns free of the controls, (lines, choices, periods).
    y
        Outcomes free of the controls, (draws, periods).

    Returns
    -------
    array
        Number of the column chosen, (draws, lines).

    """
    square = np.einsum("lgt,mht->lmgh", columns, columns, optimize=True)
    product = np.einsum("dt,lgt->dlg", y, columns, optimize=True)
    scale = (y**2).sum(axis=1)
    if len(columns) == 1:
        gain = np.maximum(product[:, 0], 0.0) ** 2 / np.maximum(np.diagonal(square[0, 0]), 1e-300)
        return _first_best(gain, scale)[:, None]
    if len(columns) == 2:
        return _whole_pair(square, product, scale)
    return _in_turn(square, product, scale)


def _first_best(gain: Array, scale: Array) -> NDArray[np.intp]:
    """Number of the largest gain, the first of those that tie with it."""
    least = gain.max(axis=1, keepdims=True) - _TIE * scale[:, None]
    return np.asarray(np.argmax(gain >= least, axis=1))


def _whole_pair(square: Array, product: Array, scale: Array) -> NDArray[np.intp]:
    """Search every pair of columns, some outcomes at a time."""
    choices, picked = product.shape[2], []
    one, other = np.diagonal(square[0, 0])[:, None], np.diagonal(square[1, 1])[None, :]
    for begin in range(0, len(product), _CHUNK):
        part = product[begin : begin + _CHUNK]
        gain = _pair_gain(part[:, 0, :, None], part[:, 1, None, :], one, other, square[0, 1])
        best = _first_best(gain.reshape(len(part), -1), scale[begin : begin + _CHUNK])
        picked.append(np.stack(np.divmod(best, choices), axis=1))
    return np.concatenate(picked)


def _pair_gain(p: Array, q: Array, a: Array, b: Array, c: Array) -> Array:
    """Explained by two columns with effects of zero or more, from their inner products."""
    a, b = np.maximum(a, 1e-300), np.maximum(b, 1e-300)
    room = np.maximum(a * b - c * c, 1e-10 * a * b)
    first, second = (b * p - c * q) / room, (a * q - c * p) / room
    alone = np.maximum(np.maximum(p, 0.0) ** 2 / a, np.maximum(q, 0.0) ** 2 / b)
    return np.asarray(np.where((first > 0) & (second > 0), p * first + q * second, alone))


def _in_turn(square: Array, product: Array, scale: Array) -> NDArray[np.intp]:
    lines, choices = product.shape[1], product.shape[2]
    picked = np.zeros((len(product), lines), dtype=np.intp)
    for at in range(lines):
        own = np.maximum(product[:, at], 0.0) ** 2 / np.maximum(np.diagonal(square[at, at]), 1e-300)
        picked[:, at] = _first_best(own, scale)
    for _ in range(_SWEEPS):
        before = picked.copy()
        for at in range(lines):
            tried = np.repeat(picked[:, None, :], choices, axis=1)
            tried[:, :, at] = np.arange(choices)
            picked[:, at] = _first_best(_gain_of(square, product, tried), scale)
        if (picked == before).all():
            break
    return picked


def _gain_of(square: Array, product: Array, picked: NDArray[np.intp]) -> Array:
    """Explained by the columns picked, (draws, choices)."""
    lines = product.shape[1]
    own = np.take_along_axis(product[:, None], picked[..., None], axis=3)[..., 0]
    at = np.arange(lines)
    pairs = square[at[:, None], at[None, :], picked[..., :, None], picked[..., None, :]]
    effect = solved(pairs.reshape(-1, lines, lines), own.reshape(-1, lines)).reshape(own.shape)
    return np.asarray((effect * own).sum(axis=2))


def non_negative(columns: Array, y: Array) -> Array:
    """Least squares with effects of zero or more: drop negative ones and solve again.

    Parameters
    ----------
    columns
        One set per outcome, (draws, periods, lines).
    y
        Outcomes, (draws, periods).

    Returns
    -------
    array
        Effects, (draws, lines).

    """
    turned = np.swapaxes(columns, 1, 2)
    return solved(turned @ columns, (turned @ y[:, :, None])[:, :, 0])


def solved(square: Array, product: Array) -> Array:
    """Solve normal equations with effects of zero or more, (draws, lines).

    Parameters
    ----------
    square
        Normal matrices, (draws, lines, lines).
    product
        Right-hand sides, (draws, lines).

    Returns
    -------
    array of float
        Effects, (draws, lines), none below zero.

    """
    diagonal = np.einsum("dll->dl", square)
    kept = np.ones(product.shape, dtype=bool)
    effect = np.zeros_like(product)
    for _ in range(product.shape[1] + 1):
        pair = kept[:, :, None] & kept[:, None, :]
        ridge = np.where(kept, 1e-10 * diagonal + 1e-300, 1.0)
        system = np.where(pair, square, 0.0) + np.eye(product.shape[1]) * ridge[:, :, None]
        effect = np.asarray(np.linalg.solve(system, np.where(kept, product, 0.0)[:, :, None])[:, :, 0], dtype=float)
        if (effect >= 0).all():
            break
        kept &= effect >= 0
    return np.asarray(np.maximum(effect, 0.0))
