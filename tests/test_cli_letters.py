"""Output into a file of a narrow encoding, as Windows writes one, is spelled out; nobody sees a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from drops import dropped

POSTS = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,"
    "Data comment,Date,Views,Reach,Likes,Shares,Comments,Saves,Follows\n"
    "18000000000000001,178414,acme,Acme,text,0,09/03/2026 10:15,,IG image,,Lifetime,100,80,9,1,1,0,0\n"
)


def check(folder: Path, *options: str, encoding: str) -> bytes:
    clients = folder / "clients"
    dropped(clients, {"ig – ✓ 日本 😀.csv": POSTS.replace("Reach", "Reach_1")})
    narrow = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    words = [sys.executable, "-m", "smmkit", "check", "acme", "--data", str(folder), *options]
    ran = subprocess.run(words, env=narrow, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    return ran.stdout


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "latin-1"])
def test_signs_a_narrow_file_lacks_are_spelled_out(tmp_path: Path, encoding: str) -> None:
    said = check(tmp_path, "--lang", "es", encoding=encoding).decode(encoding)
    assert "-> posts" in said
    assert "\\u65e5\\u672c \\ud83d\\ude00.csv" in said
    assert "conocida" in said


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_json_stays_json_and_says_the_same(tmp_path: Path, encoding: str) -> None:
    (report,) = json.loads(check(tmp_path, "--json", "--lang", "es", encoding=encoding).decode(encoding))
    assert report["file"].removesuffix(".csv").endswith("日本 😀")
    assert any("«Reach_1» no es conocida" in said for said in report["warnings"])
