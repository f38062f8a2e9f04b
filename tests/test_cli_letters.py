"""Output into a file of a narrow encoding, as Windows writes one, is spelled out; nobody sees a traceback."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from drops import dropped

from smmkit.cli import main

POSTS = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,"
    "Data comment,Date,Views,Reach,Likes,Shares,Comments,Saves,Follows\n"
    "18000000000000001,178414,acme,Acme,text,0,09/03/2026 10:15,,IG image,,Lifetime,100,80,9,1,1,0,0\n"
)


def words(folder: Path, *options: str) -> list[str]:
    """Drop a file whose name has signs of many scripts; return the command that checks its client."""
    dropped(folder / "clients", {"ig – ✓ 日本 😀.csv": POSTS.replace("Reach", "Reach_1")})
    return ["check", "acme", "--data", str(folder), "--lang", "es", *options]


def check(folder: Path, *options: str, encoding: str) -> str:
    """Return what the command writes into a file of that encoding."""
    asked, file = words(folder, *options), io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    with redirect_stdout(file), pytest.raises(SystemExit) as end:
        main(asked)
    assert not end.value.code
    file.flush()
    return file.buffer.getvalue().decode(encoding)


def spelled_out(said: str) -> None:
    assert "-> posts" in said
    assert "\\u65e5\\u672c \\ud83d\\ude00.csv" in said
    assert "conocida" in said


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "latin-1"])
def test_signs_a_narrow_file_lacks_are_spelled_out(tmp_path: Path, encoding: str) -> None:
    spelled_out(check(tmp_path, encoding=encoding))


def test_a_process_whose_output_is_narrow_spells_out_too(tmp_path: Path) -> None:
    narrow = {**os.environ, "PYTHONIOENCODING": "cp850", "PYTHONUTF8": "0"}
    ran = subprocess.run(
        [sys.executable, "-m", "smmkit", *words(tmp_path)], env=narrow, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    spelled_out(ran.stdout.decode("cp850"))


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_json_stays_json_and_says_the_same(tmp_path: Path, encoding: str) -> None:
    (report,) = json.loads(check(tmp_path, "--json", encoding=encoding))
    assert report["file"].removesuffix(".csv").endswith("日本 😀")
    assert any("«Reach_1» no es conocida" in said for said in report["warnings"])
