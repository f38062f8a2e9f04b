"""A client's numbers from a SQL warehouse that holds the public dbt packages' tables (extra `sql`).

`[source] url` in client.toml names the database; the password comes from the environment alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from smmkit.client import Client
from smmkit.errors import ConfigError, DataError
from smmkit.sources.dbt import AD_COLUMNS, ADS, POST_COLUMNS, POSTS, Found, ads_from_report, posts_from_rollup
from smmkit.sources.report import FileReport

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Connection, Engine

PASSWORD_VARIABLE = "SMMKIT_SQL_PASSWORD"  # the name of the variable, no secret
_SECRET = re.compile(
    r"pass(?!file)|pwd|\bpw\b|secret|token|credential(?!s?_(?:path|file))|jwt|bearer|\bauth\b|\bsig(?:nature)?\b|\bkey\b"
    r"|contrase|clave|senha|(?:api|access|account|private).?key(?!_(?:path|file))",
    re.IGNORECASE,
)
_SECRET_INSIDE = re.compile(r"(?:password|passwd|pwd|secret|token|key)\s*=|//[^/@\s:]+:[^/@\s]+@", re.IGNORECASE)


def read_warehouse(client: Client) -> tuple[FileReport, list[tuple[str, pd.DataFrame]]]:
    """Read the tables of the client's warehouse.

    Parameters
    ----------
    client
        Its `source.url` is an SQLAlchemy address such as `postgresql+psycopg://reader@host/warehouse`;
        only rows of its own accounts are taken.

    Returns
    -------
    tuple
        What was understood, and the rows by canonical table.

    Raises
    ------
    ConfigError
        If the address holds a password, or the driver is not installed.
    DataError
        If the database cannot be reached or holds none of the tables.

    """
    from sqlalchemy.exc import SQLAlchemyError

    engine = _engine(client)
    name = _shown(engine.url)
    try:
        with engine.connect() as connection:
            found = _tables(connection, client)
    except SQLAlchemyError as error:
        raise DataError(
            f"{name}: the database cannot be read ({_cause(error)}). Check [source] url and {PASSWORD_VARIABLE}."
        ) from None
    finally:
        engine.dispose()
    if not found:
        raise DataError(
            f"{name}: none of the tables {POSTS}, {', '.join(ADS.values())} is there. Check the search path."
        )
    return FileReport(name, tuple(part for part, _ in found)), [table for _, tables in found for table in tables]


def _engine(client: Client) -> Engine:
    try:
        from sqlalchemy import create_engine, make_url
        from sqlalchemy.exc import ArgumentError, NoSuchModuleError
    except ImportError:
        raise ConfigError(
            f"{client.slug}: [source] url needs the extra 'sql'. Run: pip install 'smmkit[sql]'"
        ) from None
    try:
        url = make_url(client.source.url or "")
        if url.password is not None or _holds_secret(url):
            raise ConfigError(
                f"{client.slug}/client.toml: [source] url holds a password. "
                f"Remove it there and set the environment variable {PASSWORD_VARIABLE}."
            )
        secret = os.environ.get(PASSWORD_VARIABLE)
        options: dict[str, Any] = (
            {"connect_args": {"connect_timeout": 10}} if url.get_backend_name() == "postgresql" else {}
        )
        return create_engine(url.set(password=secret) if secret else url, **options)
    except (ArgumentError, NoSuchModuleError):
        raise ConfigError(
            f"{client.slug}/client.toml: [source] url is no database address. "
            "Write it like postgresql+psycopg://reader@host/warehouse"
        ) from None
    except ImportError:
        raise ConfigError(
            f"{client.slug}: the driver of [source] url is not installed. Run: pip install 'smmkit[sql]'"
        ) from None


def _holds_secret(url: URL) -> bool:
    """Tell whether a parameter of an address is a secret, or a whole connection string that holds one."""
    values = {key: " ".join(value) if isinstance(value, tuple) else value for key, value in url.query.items()}
    return any(_SECRET.search(key) or _SECRET_INSIDE.search(value) for key, value in values.items())


def _shown(url: URL) -> str:
    """Return driver, host and database of an address: no user, and no parameter, whatever it is called."""
    return f"{url.drivername}://{url.host or ''}/{url.database or ''}"


def _cause(error: Exception) -> str:
    """Return the first line of what a driver says, without the password it was given."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__]
    secret = os.environ.get(PASSWORD_VARIABLE)
    return said[0].replace(secret, "***") if secret else said[0]


def _query(connection: Connection, table: str, columns: Sequence[str]) -> pd.DataFrame | None:
    """Read the columns of a table that are there; None if the table is not."""
    from sqlalchemy import MetaData, Table, inspect, select

    schema = _schema(connection, table)
    if schema is None:
        return None
    there = {column["name"] for column in inspect(connection).get_columns(table, schema=schema or None)}
    record = Table(table, MetaData(), schema=schema or None, autoload_with=connection)
    frame = pd.read_sql(select(*(record.c[column] for column in columns if column in there)), connection)
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return frame


def _schema(connection: Connection, table: str) -> str | None:
    """Return the one schema that holds a table: "" for the search path, None if there is none."""
    from sqlalchemy import inspect

    inspector = inspect(connection)
    if inspector.has_table(table):
        return ""
    holding = [schema for schema in inspector.get_schema_names() if inspector.has_table(table, schema=schema)]
    if len(holding) > 1:
        raise ConfigError(
            f"[source] url: {table} is in the schemas {', '.join(holding)}. "
            f"Choose one by adding ?options=-csearch_path%3D{holding[0]} to the address."
        )
    return holding[0] if holding else None


def _tables(connection: Connection, client: Client) -> list[Found]:
    """Read posts, and spend by the coarsest level there is; finer levels go into a table of their own."""
    found: list[Found] = []
    raw = _query(connection, POSTS, tuple(POST_COLUMNS))
    if raw is not None:
        found.append(posts_from_rollup(raw, client))
    spent = False
    for level, name in ADS.items():
        raw = None if level == "account" and spent else _query(connection, name, tuple(AD_COLUMNS))
        if raw is not None:
            found.append(ads_from_report(raw, level, client))
            spent = True
    return found
