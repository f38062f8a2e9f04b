"""The same unit on many machines: one client's chain is one task of an existing Dask cluster."""

from __future__ import annotations

import logging
import multiprocessing
from asyncio import CancelledError
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from smmkit.errors import ConfigError
from smmkit.run.batch import chain_of, write_page
from smmkit.run.pool import run_chains
from smmkit.run.shared_exports import warned
from smmkit.run.tasks import Failure, Outcome, Settings

if TYPE_CHECKING:
    from smmkit.run.pool import Watch

SECONDS_TO_CONNECT = 15
SECONDS_TO_CLOSE = 5


def run_on_cluster(clients: Sequence[str], settings: Settings, address: str, *, watch: Watch) -> list[Outcome]:
    """Send each client to a worker and gather what came of it, once.

    Parameters
    ----------
    clients
        Names of the clients' folders; the data folder must be where the workers see it too.
    settings
        What is asked for; `out` is a shared folder or an fsspec URL.
    address
        Of the Dask scheduler, such as `tcp://10.0.0.5:8786`.
    watch
        Is told of each outcome.

    Raises
    ------
    ConfigError
        If Dask is not installed or nobody answers at the address.

    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise ConfigError("--cluster needs Dask. Install the extra: pip install 'smmkit[cluster]'.") from None
    _keep_quiet()
    try:
        dask = Client(address, timeout=SECONDS_TO_CONNECT)
    except (OSError, TimeoutError) as error:
        raise ConfigError(
            f"--cluster {address}: no Dask scheduler answers ({error}). Start one: dask scheduler."
        ) from None
    outcomes: list[Outcome] = []
    waiting = list(clients)
    try:
        run = uuid4().hex[:8]
        futures = {
            dask.submit(run_unit, name, settings.as_dict(), key=f"smmkit-{name}-{run}", pure=False): name
            for name in clients
        }
        for future in as_completed(futures):
            found = _outcomes(future, futures[future], settings)
            waiting.remove(futures[future])
            outcomes += found
            for outcome in found:
                watch("outcome", outcome)
    except (Exception, CancelledError) as error:  # the scheduler went: what was finished stays finished
        lost = [_lost(name, settings, f"the scheduler was lost ({type(error).__name__})") for name in waiting]
        outcomes += lost
        for outcome in lost:
            watch("outcome", outcome)
    finally:
        with suppress(Exception, CancelledError):
            dask.close(timeout=SECONDS_TO_CLOSE)
    return warned(outcomes, settings) + write_page(outcomes, settings)


def _keep_quiet() -> None:
    """Let Dask's own threads print no traceback when the scheduler goes: the summary says what was lost."""
    for name in ("asyncio", *logging.root.manager.loggerDict):
        if name.partition(".")[0] in {"asyncio", "distributed", "tornado"}:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _outcomes(future: Any, client: str, settings: Settings) -> list[Outcome]:
    if future.cancelled():
        return [_lost(client, settings, "the scheduler was lost")]
    error = future.exception()
    if error is None:
        return [Outcome.from_dict(each) for each in future.result()]
    return [_lost(client, settings, f"its worker was lost ({type(error).__name__})")]


def _lost(client: str, settings: Settings, what: str) -> Outcome:
    message = f"{what}. Look at the cluster's log, then run again: what was finished stays."
    return Outcome(client, settings.period or "", "failed", failure=Failure("cluster", message))


def run_unit(client: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    """Bring one client up to date, inside a Dask worker.

    Every step is a process of its own, so that a crash never takes the worker with it.
    """
    # A nanny marks its worker as daemonic, which forbids children; ours end with their parent by themselves.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    settings = Settings.from_dict(values)
    return [asdict(each) for each in run_chains(iter([chain_of(client, settings)]), jobs=1, watch=lambda *_: None)]
