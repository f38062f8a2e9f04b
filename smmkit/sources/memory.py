"""Where Arrow takes its memory from."""

from __future__ import annotations

from functools import lru_cache

import pyarrow as pa


@lru_cache(maxsize=1)
def use_quick_pool() -> None:
    """Let Arrow take memory from jemalloc where the build has it.

    Importing and reopening touch every page once; measured on a million posts, the other pools
    spend twice the time in the kernel for it.
    """
    if "jemalloc" in pa.supported_memory_backends():
        pa.set_memory_pool(pa.jemalloc_memory_pool())
