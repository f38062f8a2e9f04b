"""JupyterLab itself: amounts in dollars are no formula, and a name that holds a link is a name."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from smmkit.present.display import prose, table_html
from smmkit.text import Message, Text

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SAID = Message(
    "raise to {a:money} a month (so far {b:money}) {name}",
    {"a": 583.0, "b": 452.0, "name": r"[x](javascript:alert(1)) \(x^2\) **b**"},
)


@pytest.mark.heavy
@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")
def test_only_what_is_a_formula_becomes_one(tmp_path: Path) -> None:
    pytest.importorskip("jupyterlab")
    from playwright.sync_api import sync_playwright

    said = prose([SAID], Text("en", country="US", currency="USD")).markdown
    table = table_html(pd.DataFrame({"a": ["$5", "$6"], "b": ["$7 and $8", "x"]}))
    shown = [{"text/markdown": said}, {"text/html": table}, {"text/markdown": "control: $5 and $6"}]
    cells = [new_code_cell("1", outputs=[new_output("display_data", data=data)]) for data in shown]
    nbformat.write(new_notebook(cells=cells), tmp_path / "a.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={tmp_path}",
    ]
    own = {"JUPYTER_CONFIG_DIR": str(tmp_path / ".config"), "JUPYTER_DATA_DIR": str(tmp_path / ".data")}
    server = subprocess.Popen([sys.executable, "-m", "jupyterlab", *options], env={**os.environ, **own})
    try:
        _wait(f"http://127.0.0.1:{port}/api")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{port}/lab/tree/a.ipynb", timeout=90_000)
            page.wait_for_selector("mjx-container", timeout=90_000, state="attached")
            prosaic, tabular, control = page.query_selector_all(".jp-OutputArea-output")
            assert control.query_selector_all("mjx-container")
            assert not [one for part in (prosaic, tabular) for one in part.query_selector_all("mjx-container, a")]
            assert prosaic.inner_text().startswith("raise to $583.00 a month (so far $452.00) [x](javascript:alert(1))")
            browser.close()
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str) -> None:
    for _ in range(120):
        try:
            urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.5)
    pytest.fail("JupyterLab did not start")
