"""The short form of `tests/bench/torture.py`: a kill, every kind of hostile file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and SIGKILL are POSIX's")
def test_a_killed_batch_is_refused_where_it_is_mixed_and_resumed(tmp_path: Path) -> None:
    from bench import torture

    site = torture.make_site(tmp_path, 2)
    assert torture.kills(site, 1, seed=3) == (1, 1)


@pytest.mark.heavy
def test_hostile_files_leave_every_other_client_done(tmp_path: Path) -> None:
    from bench import torture

    site = torture.make_site(tmp_path, 2)
    assert torture.hostile(site) == (len(torture.HOSTILE), len(torture.HOSTILE))
