"""One JupyterLab server for the tests, and a browser that runs notebooks in it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NO_BROWSER = "no Chromium on this machine (Debian: apt-get install chromium)"
SECONDS = 120_000  # milliseconds, as playwright counts; a busy machine is slow
START = 240  # seconds
_SETTLED = """async () => {
    const session = window.jupyterapp.shell.currentWidget.context.sessionContext;
    await session.ready;
}"""
_RUN = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
_END = "() => window.jupyterapp.shell.currentWidget.context.sessionContext.shutdown()"
_SAVE = "() => window.jupyterapp.commands.execute('docmanager:save')"


@contextmanager
def jupyterlab(root: Path, environment: dict[str, str]) -> Iterator[str]:
    """Start JupyterLab on a folder and return its address; it ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        "--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token=", f"--ServerApp.root_dir={root}",
        "--LabApp.expose_app_in_browser=True",
    ]  # fmt: skip
    own = {"JUPYTER_CONFIG_DIR": str(root / ".config"), "JUPYTER_DATA_DIR": str(root / ".data")}
    command = [sys.executable, "-m", "jupyterlab", *options]
    server = subprocess.Popen(
        command, env={**os.environ, **environment, **own}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(f"http://127.0.0.1:{port}/api")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait(address: str) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until:
        try:
            urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.25)
    pytest.fail("JupyterLab did not start")


class Notebooks:
    """A browser in front of JupyterLab."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser = browser
        self.address = address

    def opened(self, path: str, *, run: bool = True) -> Any:
        """Open a notebook in a workspace of its own, run all its cells, and return the page."""
        page = self.browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(SECONDS)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        workspace = path.replace("/", "-").removesuffix(".ipynb")
        page.goto(f"{self.address}/lab/workspaces/{workspace}/tree/{path}?reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        if run:
            page.evaluate(_SETTLED)
            page.evaluate(_RUN)
        return page

    @staticmethod
    def save(page: Any) -> None:
        """Save the notebook."""
        page.evaluate(_SAVE)

    @staticmethod
    def end_kernel(page: Any) -> None:
        """End the notebook's kernel."""
        page.evaluate(_END)
