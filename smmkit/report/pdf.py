"""A page as a PDF for mail and paper: tagged, with its language and title, and nothing fetched from anywhere."""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from smmkit.errors import RunError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
NEITHER = (
    "no PDF can be made here: neither WeasyPrint nor Chromium is installed. Install one of them "
    "(pip install 'smmkit[pdf]'), or print the page from a browser."
)
_SECONDS = 120
# Nothing runs on paper; a page that opens a dialog would keep the browser waiting.
_SCRIPTS = re.compile(r"<script>.*?</script>", re.S)


def page_pdf(html: str) -> bytes:
    """Return a page as a tagged PDF.

    WeasyPrint makes it (`pdf/ua-1`, the standard for documents that a screen reader reads); where it is not
    installed or cannot load its libraries, Chromium prints it.

    Parameters
    ----------
    html
        A whole page that holds all it shows.

    Returns
    -------
    bytes
        The same page gives the same bytes where WeasyPrint makes it.

    Raises
    ------
    RunError
        If neither program is there, or the browser fails.

    """
    still = _SCRIPTS.sub("", html)
    try:
        return _by_weasyprint(still)
    except (ImportError, OSError):  # Pango is missing: an OSError from its loader
        return _by_browser(still)


def _by_weasyprint(html: str) -> bytes:
    from weasyprint import HTML, URLFetcher

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",)), media_type="print")
    made = page.write_pdf(pdf_variant="pdf/ua-1", full_fonts=False, optimize_images=True)
    assert isinstance(made, bytes)
    return made


def _by_browser(html: str) -> bytes:
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise RunError(NEITHER)
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        command = [browser, "--headless", "--disable-gpu", "--no-pdf-header-footer", "--disable-background-networking"]
        command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}", page.as_uri()]
        for more in ([], ["--no-sandbox"]):  # a container has no sandbox to offer; the page may fetch nothing anyway
            with suppress(subprocess.TimeoutExpired):
                subprocess.run([*command[:-1], *more, command[-1]], capture_output=True, timeout=_SECONDS, check=False)
            if made.is_file():
                return made.read_bytes()
    raise RunError(f"{browser} made no PDF. Print the page from a browser window.")
