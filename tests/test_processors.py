"""The same numbers on every machine: what notebooks show and record, under other vector kernels."""

from __future__ import annotations

import json
import math
import os
import platform
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from prepared import lay_import

TESTS = Path(__file__).resolve().parent
OLD = {"OPENBLAS_CORETYPE": "Nehalem", "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX512_SPR"}
SETTINGS = {
    "nehalem": OLD,
    "haswell": {"OPENBLAS_CORETYPE": "Haswell", "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR"},
    "sandybridge": OLD | {"OPENBLAS_CORETYPE": "Sandybridge"},
    "mixed": OLD | {"OPENBLAS_CORETYPE": "Haswell"},
}
CHAIN = tuple(f"{number:02}" for number in range(11))
"""Every notebook that measures; the report, which comes last, repeats them."""


@lru_cache(maxsize=8)
def run(setting: str, client: str, numbers: tuple[str, ...], folder: Path) -> dict[str, Any]:
    """Run some notebooks in a process of its own that believes itself on another processor."""
    environment = {name: value for name, value in os.environ.items() if name not in OLD} | SETTINGS.get(setting, {})
    if setting == "plain":  # the others read the exports by themselves
        lay_import(client, folder / setting)
    command = [sys.executable, str(TESTS / "processor.py"), client, str(folder / setting), *numbers]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def check(setting: str, client: str, numbers: tuple[str, ...], folder: Path) -> None:
    """Hold one setting's values, items and fingerprints to those of this machine, and see that it took effect."""
    plain, other = run("plain", client, numbers, folder), run(setting, client, numbers, folder)
    assert other["processor"]["blas"] == [SETTINGS[setting]["OPENBLAS_CORETYPE"]]
    assert not set(other["processor"]["numpy"]) & set(SETTINGS[setting]["NPY_DISABLE_CPU_FEATURES"].split())
    assert other["items"].keys() == plain["items"].keys()
    assert len(plain["items"]) > 10
    for id, (fingerprint, values, written) in plain["items"].items():
        assert other["items"][id][0] == fingerprint, id
        assert alike(other["items"][id][1], values), id
        assert other["items"][id][2] == written, id
    assert other["shown"] == plain["shown"]


def alike(found: list[float | None], expected: list[float | None]) -> bool:
    """Say whether two lists hold the same numbers to the seventh digit, and nothing where the other has nothing."""
    return [one is None for one in found] == [one is None for one in expected] and all(
        one is None or two is None or math.isclose(one, two, rel_tol=1e-7, abs_tol=1e-12)
        for one, two in zip(found, expected, strict=True)
    )


intel = pytest.mark.skipif(
    platform.machine() not in ("x86_64", "AMD64"), reason="the settings name kernels of x86 processors"
)


@intel
def test_what_is_measured_and_allocated_is_the_same_on_an_older_processor(tmp_path: Path) -> None:
    check("nehalem", "ridgeline-bikes", ("03", "04", "06", "09"), tmp_path)


@intel
@pytest.mark.heavy
@pytest.mark.parametrize("client", ["cafe-lumbre", "ridgeline-bikes", "libreria-cenzontle"])
@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_gives_the_same_numbers(setting: str, client: str, tmp_path: Path) -> None:
    check(setting, client, CHAIN, tmp_path)
