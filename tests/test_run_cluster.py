"""The same unit on a Dask cluster and on object storage, both started here."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from batch_site import COMMAND, Site
from test_run_signals import WAIT, sleepers, until

pytest.importorskip("distributed")
pytestmark = pytest.mark.heavy


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[Site, str, list[subprocess.Popen[str]]]]:
    """Start a scheduler and two workers, as `dask scheduler` and `dask worker` do."""
    site = Site(tmp_path)
    environment = site.environment() | {"PYTHONPATH": str(Path(__file__).parent)}
    logs = [(tmp_path / f"{name}.log").open("w+") for name in ("scheduler", "one", "two")]

    def start(log: IO[str], *command: str) -> subprocess.Popen[str]:
        words = [sys.executable, "-m", "dask", *command]
        return subprocess.Popen(words, env=environment, stdout=log, stderr=log, text=True, start_new_session=True)

    processes = [start(logs[0], "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")]
    pattern = re.compile(r"tcp://127\.0\.0\.1:\d+")
    until(lambda: pattern.search(Path(logs[0].name).read_text(encoding="utf-8")))
    address = pattern.search(Path(logs[0].name).read_text(encoding="utf-8"))[0]  # type: ignore[index]
    for log in logs[1:]:
        options = ["--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path)]
        processes.append(start(log, "worker", address, *options))
    yield site, address, processes
    for process in reversed(processes):
        process.terminate()
    for process in processes:
        process.wait(30)


def run(site: Site, *arguments: str, out: str | None = None) -> subprocess.Popen[str]:
    folders = ["--data", str(site.clients), "--out", out or str(site.out), "--period", "2026-10", "--json"]
    command = [sys.executable, "-c", COMMAND, "run", *arguments, *folders]
    return subprocess.Popen(command, env=site.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_batch_on_a_cluster_survives_the_death_of_a_worker(cluster) -> None:
    site, address, processes = cluster
    site.add_notebook("00_quick", "print('quick')")
    site.add_notebook("01_slow", WAIT)
    for slug in ("alpha", "beta", "gamma"):
        site.add_client(slug)
    (site.clients / "wait").touch()
    batch = run(site, "--all", "--cluster", address)
    until(lambda: len(sleepers()) == 2)
    os.killpg(processes[1].pid, signal.SIGKILL)
    (site.clients / "wait").unlink()
    for pid in sleepers():
        os.kill(pid, signal.SIGTERM)
    answer, errors = batch.communicate(timeout=180)
    assert batch.returncode == 0, errors
    clients = json.loads(answer)["clients"]
    assert sorted(client["client"] for client in clients) == ["alpha", "beta", "gamma"]
    assert {client["status"] for client in clients} <= {"done", "up to date"}
    assert (site.out / "index.html").is_file()


def test_a_lost_scheduler_ends_in_a_summary_that_names_each_client(cluster) -> None:
    site, address, processes = cluster
    site.add_notebook("00_slow", WAIT)
    for slug in ("alpha", "beta", "gamma"):
        site.add_client(slug)
    (site.clients / "wait").touch()
    batch = run(site, "--all", "--cluster", address)
    until(lambda: len(sleepers()) == 2)
    os.killpg(processes[0].pid, signal.SIGKILL)
    answer, errors = batch.communicate(timeout=180)
    (site.clients / "wait").unlink()
    for pid in sleepers():
        os.kill(pid, signal.SIGTERM)
    assert batch.returncode == 1, errors
    assert "Traceback" not in errors
    clients = json.loads(answer)["clients"]
    assert sorted(client["client"] for client in clients) == ["alpha", "beta", "gamma"]
    assert all("was lost" in client["failure"]["message"] for client in clients)


def test_nobody_at_the_address_is_one_sentence(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.add_notebook("00_quick", "1")
    site.add_client("alpha")
    batch = run(site, "--all", "--cluster", "tcp://127.0.0.1:9")
    _, errors = batch.communicate(timeout=60)
    assert batch.returncode == 1
    assert "no Dask scheduler answers" in errors.strip().splitlines()[-1]


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Start an S3-compatible server on loopback with one bucket; keep what it is asked for."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "FSSPEC_S3_ENDPOINT_URL": f"http://{host}:{port}",
    }.items():
        monkeypatch.setenv(name, value)
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    s3fs.S3FileSystem(endpoint_url=f"http://{host}:{port}").mkdir("books")
    yield "s3://books/2026"
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def test_object_storage_gets_each_file_once_and_is_up_to_date_afterwards(
    tmp_path: Path, bucket: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from smmkit.run import batch

    site = Site(tmp_path)
    monkeypatch.setenv("SMMKIT_PRELOAD", site.environment()["SMMKIT_PRELOAD"])
    site.add_notebook("00_quick", "print('quick')")
    site.add_client("alpha")
    settings = site.settings().with_out(bucket)
    with caplog.at_level("INFO", logger="werkzeug"):
        (first,) = batch.run_batch(["alpha"], settings, jobs=1, watch=lambda *_: None)
    assert first.status == "done", first
    written = puts(caplog)
    assert len(written) == len(set(written))
    assert {"00_quick.ipynb", "run.json", "workbook.html"} <= {name.rsplit("/", 1)[-1] for name in written}
    assert [name.rsplit("/", 1)[-1] for name in written[-2:]] == ["run.json", "index.html"]
    caplog.clear()
    with caplog.at_level("INFO", logger="werkzeug"):
        (second,) = batch.run_batch(["alpha"], settings, jobs=1, watch=lambda *_: None)
    assert second.status == "up to date"
    assert puts(caplog) == []


def puts(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the paths that were written, in order, as the server saw them."""
    return re.findall(r'"PUT (\S+) HTTP', caplog.text)


def test_without_a_cluster_nothing_of_dask_is_imported() -> None:
    check = (
        "import sys, smmkit.cli.run, smmkit.run.batch; assert not {'dask', 'distributed', 'fsspec'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check], check=True)
