"""A whole batch: which clients, their chains, the portfolio page, the exit code."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from smmkit import folders
from smmkit.errors import ConfigError
from smmkit.run import inputs
from smmkit.run.chain import Chain, client_chain
from smmkit.run.month import plan
from smmkit.run.pool import Watch, run_chains
from smmkit.run.sentences import of_one_client
from smmkit.run.shared_exports import warned
from smmkit.run.tasks import Done, Outcome, Settings

PORTFOLIO = "index.html"
PERIOD = "period"
"""The step of a month that was refused before anything was done for it."""


def chosen_clients(names: Sequence[str], data: Path) -> list[str]:
    """Return the clients named, or all of them if none is.

    Raises
    ------
    ConfigError
        If there is no such client; names the nearest one.

    """
    known = folders.client_slugs(data)
    if not known:
        start = folders.command("new", "SLUG")
        raise ConfigError(f"{folders.clients_dir(data)}: no client there. Run `{start}`, or name a folder with --data.")
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"Did you mean '{near[0]}'?" if near else f"Clients there: {', '.join(known[:8])}."
            raise ConfigError(f"no client '{name}' in {folders.clients_dir(data)}. {hint}")
    return list(dict.fromkeys(names)) or known


def check_numbers(only: Sequence[str], folder: Path) -> tuple[str, ...]:
    """Return the numbers of the notebooks asked for, two digits each.

    Raises
    ------
    ConfigError
        If there is no such notebook.

    """
    known = {source.number: source.name for source in inputs.notebooks(folder)}
    wanted = tuple(dict.fromkeys(value[:2].zfill(2) for value in only))
    for number in wanted:
        if number not in known:
            raise ConfigError(f"no notebook '{number}' (there are: {', '.join(known.values())}).")
    return wanted


def run_batch(
    clients: Sequence[str], settings: Settings, *, jobs: int | None, watch: Watch, fail_fast: bool = False
) -> list[Outcome]:
    """Bring the workbooks of some clients up to date, and the portfolio page over all of them.

    Parameters
    ----------
    clients
        Names of the clients' folders.
    settings
        What is asked for.
    jobs
        Processes at work at once; None for one per core.
    watch
        Is told what happens.
    fail_fast
        Start nothing more after the first failure.

    Returns
    -------
    list of Outcome
        One per client that was looked at; a failed portfolio page is one of its own.

    """
    work = (chain_of(client, settings) for client in clients)
    outcomes = warned(run_chains(work, jobs=jobs or cores(), watch=watch, fail_fast=fail_fast), settings)
    return outcomes + write_page(outcomes, settings)


def chain_of(client: str, settings: Settings) -> Chain:
    """Return the chain that brings one client up to date, on disk or on object storage."""
    if not is_remote(settings.out):
        return client_chain(client, settings)
    from smmkit.run.storage import remote_chain

    return remote_chain(client, settings)


def is_remote(out: str) -> bool:
    """Tell a URL from a folder."""
    return "://" in out


def write_page(outcomes: Sequence[Outcome], settings: Settings) -> list[Outcome]:
    """Write the page over all clients if one of them changed; return its outcome if it failed.

    A month that was refused changed none of them.
    """
    remote = is_remote(settings.out)
    same = (one.status == "up to date" or (one.failure is not None and one.failure.step == PERIOD) for one in outcomes)
    if all(same) and (remote or (Path(settings.out) / PORTFOLIO).is_file()):
        return []
    if remote:
        from smmkit.run.storage import remote_portfolio as page
    else:
        page = portfolio_chain
    pages = run_chains(iter([page(settings)]), jobs=1, watch=lambda *_: None)
    return [each for each in pages if each.failure]


def portfolio_chain(settings: Settings) -> Chain:
    """Write the page over all clients, in a fresh process like everything else."""
    done: Done = yield settings.task("portfolio", lang=settings.lang)
    return (Outcome("portfolio", "", "failed" if done.failure else "done", ("portfolio",), failure=done.failure),)


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """Return 0 if every client is up to date, 1 if one failed."""
    return int(any(outcome.status not in {"done", "up to date"} for outcome in outcomes))


def plans(clients: Sequence[str], settings: Settings) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield for each client, and each month asked for, its steps with action and reason; nothing is written."""
    for client in clients:
        for one in settings.months:
            name = f"{client} {one.period}" if settings.periods else client
            try:
                yield name, [(step.name, step.action, step.reason) for step in plan(client, one)]
            except Exception as error:  # one client's odd file must not hide the plans of the others
                yield name, [("start", "fail", of_one_client(error))]
