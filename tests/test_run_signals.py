"""Stopped in the middle, by a person or by the system: nothing is lost, nothing is left, running again goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from batch_site import COMMAND, Site

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals and process groups are POSIX")
SLEEPER = "98762"
WAIT = f"""import subprocess, time
from pathlib import Path
import os
while Path(os.environ["SMMKIT_DATA"], "wait").exists():
    subprocess.run(["sleep", "{SLEEPER}"])"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.add_notebook("00_quick", "print('quick')")
    site.add_notebook("01_slow", WAIT)
    for slug in ("alpha", "beta"):
        site.add_client(slug)
    (site.clients / "wait").touch()
    return site


def start(site: Site, *arguments: str) -> subprocess.Popen[str]:
    """Start the command line in a process group of its own."""
    folders = ["--data", str(site.clients), "--out", str(site.out), "--period", "2026-10", "--json"]
    command = [sys.executable, "-c", COMMAND, "run", *arguments, *folders]
    return subprocess.Popen(
        command,
        env=site.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until(true: Callable[[], object], seconds: float = 120.0) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def sleepers() -> list[int]:
    return [
        process.pid for process in psutil.process_iter(["cmdline"]) if process.info["cmdline"] == ["sleep", SLEEPER]
    ]


def recorded(site: Site, client: str) -> dict[str, object]:
    return json.loads((site.month(client) / "run.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), pytest.param(signal.SIGTERM, 143, marks=pytest.mark.heavy)],
    ids=["ctrl-c", "sigterm"],
)
def test_a_polite_stop_keeps_what_is_finished_and_goes_on_later(site: Site, number: int, code: int) -> None:
    process = start(site, "--all", "-j", "2")
    until(lambda: len(sleepers()) == 2)
    os.killpg(process.pid, number)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert "run the same command again" in errors
    assert sleepers() == []
    assert recorded(site, "alpha")["status"] == "stopped"
    assert list(site.out.rglob(".writing-*")) == []
    (site.clients / "wait").unlink()
    again = start(site, "--all", "-j", "2")
    answer, _ = again.communicate(timeout=120)
    ran = {client["client"]: client["ran"] for client in json.loads(answer)["clients"]}
    assert again.returncode == 0
    assert ran == {"alpha": ["01_slow", "report"], "beta": ["01_slow", "report"]}


def test_a_killed_group_leaves_no_process_and_the_next_run_resumes(site: Site) -> None:
    process = start(site, "alpha")
    until(sleepers)
    left_over = site.month("alpha") / ".writing-abc.ipynb"
    left_over.write_text("half a noteb", encoding="utf-8")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    until(lambda: not sleepers(), 10.0)
    until(
        lambda: (
            not [
                p
                for p in psutil.process_iter(["environ"])
                if (p.info["environ"] or {}).get("SMMKIT_NOTEBOOKS") == str(site.notebooks)
            ]
        ),
        10.0,
    )
    (site.clients / "wait").unlink()
    answer, _ = start(site, "alpha").communicate(timeout=120)
    assert json.loads(answer)["clients"][0]["ran"] == ["01_slow", "report"]
    assert not left_over.exists()


def test_the_second_run_on_a_client_says_who_is_there_and_stops(site: Site) -> None:
    first = start(site, "alpha")
    until(sleepers)
    answer, _ = start(site, "alpha").communicate(timeout=60)
    result = json.loads(answer)
    assert result["exit_code"] == 1
    assert f"process {first.pid} on" in result["clients"][0]["failure"]["message"]
    (site.clients / "wait").unlink()
    for pid in sleepers():
        os.kill(pid, signal.SIGTERM)
    first.communicate(timeout=120)
    assert first.returncode == 0
