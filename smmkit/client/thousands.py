"""Amounts whose dot may stand for thousands: a file of the kind reads every dot as a decimal one."""

from __future__ import annotations

import re

from smmkit.errors import ConfigError

_AMOUNT = re.compile(
    r"^[ \t]*(monthly_budget|budget_step|min|max|at_least)[ \t]*=[ \t]*([1-9]\d{0,2}\.\d{3})[ \t]*(?:#.*)?$", re.M
)


def check_thousands(text: str, *, file: str) -> None:
    """Ask about an amount such as `1.500`, which is one and a half to TOML and fifteen hundred to many who write it.

    Raises
    ------
    ConfigError
        With file, line, what was read and the two ways to write what is meant.

    """
    found = _AMOUNT.search(text)
    if found is None:
        return
    line, (name, written) = text.count("\n", 0, found.start(1)) + 1, found.groups()
    raise ConfigError(
        f"{file}, line {line}: {name} is written {written}, which reads as {float(written):g}. "
        f"Write {written.replace('.', '')} if thousands are meant, or {float(written):.2f} if not."
    )
