"""What a cell has started ends with it, also in a session of its own, which no process group reaches."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import Any

from smmkit.month_folder import TOKEN

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of linux/prctl.h


def end_group(process: Any) -> None:
    """End a process and everything it started, whatever they are doing."""
    if hasattr(os, "killpg"):
        with suppress(OSError):  # it never had a group of its own, or all of it has ended
            os.killpg(process.pid, signal.SIGKILL)
    elif process.is_alive():
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    process.kill()
    process.join()


def adopt() -> None:
    """Keep the orphans among this process' descendants its own, so that they can be found; Linux alone can."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def end_descendants() -> None:
    """End everything this process has started, whatever session it is in."""
    import psutil

    with suppress(psutil.Error, OSError):
        for process in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                process.kill()


def end_marked(token: str) -> None:
    """End what was started for a run, known by the token in its environment: whoever started it has died.

    Parameters
    ----------
    token
        What the run handed to its processes; it is in no other process.

    """
    import psutil

    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if token and process.environ().get(TOKEN) == token:
                process.kill()
