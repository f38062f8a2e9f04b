"""How much memory the reading of exports may take: no file may take the machine down with it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

# Megabytes, for who knows better than the machine says.
VARIABLE = "SMMKIT_MEMORY"
_LEAST = 1 << 30
_GROUP_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def bound_memory() -> int | None:
    """Let this process take no more memory than the machine has, beyond what it holds already.

    What asks for more gets a `MemoryError`, which the reader tells in a sentence, and not the system's kill.

    Returns
    -------
    int or None
        The limit in bytes; None where the system has none (Windows) or does not say what a process holds (macOS).

    """
    held = _held()
    if held is None:
        return None
    import resource

    limit = held + (memory() or sys.maxsize)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = min(limit, hard) if hard != resource.RLIM_INFINITY else limit
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
        return limit
    return None


def memory() -> int | None:
    """Return the bytes that a process may use: what is asked for, what the container allows, what the machine has."""
    asked = os.environ.get(VARIABLE, "")
    if asked.isdecimal():
        return max(int(asked) << 20, 1)
    found = [int(text) for path in _GROUP_LIMITS if (text := _read(path).strip()).isdecimal()]
    with suppress(ValueError, OSError, AttributeError):
        found.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    return max(min(found), _LEAST) if found else None


def _held() -> int | None:
    """Return the addresses this process holds, as Linux counts them against the limit."""
    pages = _read("/proc/self/statm").split()
    return int(pages[0]) * os.sysconf("SC_PAGE_SIZE") if pages else None


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii")
    except OSError:
        return ""
