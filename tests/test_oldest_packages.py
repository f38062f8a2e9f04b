"""What pyproject.toml allows works: the oldest packages it names make every workbook."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UV = shutil.which("uv")


@pytest.mark.heavy
@pytest.mark.skipif(UV is None, reason="uv is not on the path")
def test_the_oldest_packages_allowed_make_every_workbook(root: Path, tmp_path: Path) -> None:
    assert UV is not None
    python = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    alone = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}

    def ran(*words: str) -> str:
        done = subprocess.run(words, cwd=root, env=alone, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    ran(UV, "venv", "--python", sys.executable, str(tmp_path / "env"))
    ran(UV, "pip", "install", "--python", str(python), "--resolution", "lowest-direct", "-e", ".")
    said = ran(str(python.with_name("smmkit")), "run", "--all", "--out", str(tmp_path / "workbooks"))
    assert "3 done, 0 up to date, 0 failed" in said
