"""One run at a time on a client."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from smmkit.errors import RunError
from smmkit.month_folder import OWNER
from smmkit.text.message import E_

LOCK = ".run.lock"


@contextmanager
def locked(folder: Path) -> Iterator[str]:
    """Hold a client's folder for this process, or say who holds it.

    Yields a token: a process that is handed it may write what is official as long as the folder is held.

    The lock is the operating system's, so it falls with the process however that ends; the file beside
    it only tells the next one who is there.

    Raises
    ------
    RunError
        If another run holds the folder, or it cannot be written.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK, timeout=0)
        with lock:
            owner = folder / OWNER
            about = {"pid": os.getpid(), "host": socket.gethostname(), "since": f"{datetime.now():%H:%M:%S}"}
            token = uuid4().hex
            owner.write_text(json.dumps({**about, "token": token}), encoding="utf-8")
            try:
                yield token
            finally:
                owner.unlink(missing_ok=True)
    except Timeout:
        raise RunError(_held(folder)) from None
    except OSError as error:
        raise RunError(f"{folder}: cannot be written ({error.strerror}). Choose another folder with --out.") from None


def _held(folder: Path) -> str:
    """Say that another run holds a folder, and which where that can be read."""
    try:
        owner = json.loads((folder / OWNER).read_text(encoding="utf-8"))
        pid, host, since = owner["pid"], owner["host"], owner["since"]
    except (OSError, ValueError, KeyError):
        return E_(f"{folder}: another run is writing this client. Wait for it to end or stop it, then run again.")
    return E_(
        f"{folder}: another run is writing this client (process {pid} on {host}, since {since}). "
        "Wait for it to end or stop it, then run again."
    )
