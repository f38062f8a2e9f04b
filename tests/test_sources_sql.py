"""A client's numbers from a real PostgreSQL that this test starts itself, and from SQLite."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from smmkit.client import Client, load_client
from smmkit.errors import ConfigError, DataError
from smmkit.sources import read_exports
from smmkit.sources.warehouse import PASSWORD_VARIABLE, read_warehouse
from smmkit.text import Text

sqlalchemy = pytest.importorskip("sqlalchemy", reason="the extra 'sql' is not installed")

BRIEF = """
name = "Twin"
sector = "Test"
country = "ES"
language = "es"
timezone = "Europe/Madrid"
currency = "EUR"
margin = 0.3
[[accounts]]
platform = "facebook"
handle = "twin"
account_id = "101"
[[accounts]]
platform = "youtube"
handle = "twintube"
[source]
url = "{url}"
"""
POSTS = pd.DataFrame(
    {
        "source_relation": "",
        "platform": ["facebook", "facebook", "youtube", "facebook"],
        "page_id": ["101", "101", "UC9", "999"],
        "page_name": ["Twin", "Twin", "TwinTube", "Somebody else"],
        "post_id": ["1", "2", "3", "4"],
        "post_message": ["Call +34 600 123 456", "Two", "Three", "Four"],
        "post_url": ["https://f/1", "https://f/2", "https://y/3", "https://f/4"],
        "created_timestamp": pd.to_datetime(
            ["2026-10-01 10:00", "2026-10-02 11:00", "2026-10-03 12:00", "2026-10-04 13:00"]
        ),
        "clicks": [5, 6, 700, 1],
        "impressions": [100, 200, 0, 1],
        "likes": [10, 20, 30, 1],
        "shares": [0, 0, 0, 1],
        "comments": [0, 0, 3, 1],
    }
)
CAMPAIGNS = pd.DataFrame(
    {
        "platform": ["facebook_ads", "google_ads", "apple_search_ads"],
        "date_day": pd.to_datetime(["2026-10-01", "2026-10-01", "2026-10-01"]).date,
        "account_id": ["a1", "g1", "s1"],
        "account_name": ["Twin", "Twin", "Twin"],
        "campaign_id": ["c1", "c2", "c3"],
        "campaign_name": ["Autumn", "Brand", "Store"],
        "clicks": [10, 20, 5],
        "impressions": [1000, 2000, 50],
        "spend": [12.5, 30.0, 1.0],
        "conversions": [1.0, 2.0, 0.0],
        "conversions_value": [20.0, 60.0, 0.0],
    }
)


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL."""

    port: int
    password: str

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) if Path("/usr/lib/postgresql").is_dir() else []
    return found[-1].parent if found else None


def _unprivileged(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    pytest.importorskip("psycopg", reason="the extra 'sql' is not installed")
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (Debian package postgresql)")
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        pytest.skip("tests run as root and there is no runuser to start PostgreSQL as another user")
    folder = Path(tempfile.mkdtemp(prefix="smmkit-pg-"))
    secret = folder / "secret"
    secret.write_text("only-for-this-test")
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        shutil.chown(secret, "postgres")
    data = folder / "data"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    initialise = ["initdb", "-D", str(data), "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={secret}", "--no-sync"]
    control = [str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    try:
        subprocess.run(
            _unprivileged([str(binaries / initialise[0]), *initialise[1:]]), check=True, capture_output=True, cwd=folder
        )
        subprocess.run(
            _unprivileged([*control, "-o", options, "start"]), check=True, stdout=subprocess.DEVNULL, cwd=folder
        )
        yield Server(port, secret.read_text())
    finally:
        subprocess.run(
            _unprivileged([*control, "-m", "immediate", "stop"]), check=False, capture_output=True, cwd=folder
        )
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def filled(server: Server) -> Server:
    url = sqlalchemy.make_url(server.url).set(password=server.password)
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("create schema twin_reporting"))
        POSTS.to_sql("social_media_reporting__rollup_report", connection, schema="twin_reporting", index=False)
        CAMPAIGNS.to_sql("ad_reporting__campaign_report", connection, schema="twin_reporting", index=False)
        CAMPAIGNS.to_sql("ad_reporting__ad_report", connection, schema="twin_reporting", index=False)
        CAMPAIGNS.to_sql("ad_reporting__account_report", connection, schema="twin_reporting", index=False)
    engine.dispose()
    return server


def client_at(folder: Path, url: str) -> Client:
    (folder / "twin" / "exports").mkdir(parents=True)
    (folder / "twin" / "client.toml").write_text(BRIEF.format(url=url))
    return load_client(folder / "twin")


@pytest.fixture
def client(tmp_path: Path, filled: Server, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv(PASSWORD_VARIABLE, filled.password)
    return client_at(tmp_path, filled.url)


def test_own_posts_are_read_and_other_accounts_left_out(client: Client) -> None:
    report, tables = read_warehouse(client)
    posts = dict(tables)["posts"]
    assert posts["post_id"].tolist() == ["1", "2", "3"]
    assert report.parts[0].rows_read == 4
    assert report.parts[0].dropped[0].rows == 1
    assert str(posts["published_at"].iloc[0]) == "2026-10-01 10:00:00+00:00"
    assert posts["text"].iloc[0] == "Call [phone]"


def test_zero_for_want_of_a_number_becomes_not_reported(client: Client) -> None:
    posts = dict(read_warehouse(client)[1])["posts"].set_index("post_id")
    assert posts.loc[["1", "2"], "comments"].isna().all()
    assert posts.loc[["1", "2"], "shares"].isna().all()
    assert posts.loc["3", "views"] == 700
    assert pd.isna(posts.loc["3", "clicks_total"])
    assert posts.loc["1", "interactions_parts"] == "likes"


def test_spend_is_counted_once_and_finer_levels_stay_apart(client: Client) -> None:
    report, tables = read_warehouse(client)
    named = dict(tables)
    assert named["ads"]["spend"].sum() == pytest.approx(42.5)
    assert set(named["ads"]["platform"]) == {"meta", "google"}
    assert named["ads_detail"]["level"].unique().tolist() == ["ad"]
    assert "account" not in set(named["ads"]["level"])
    assert any("does not know" in Text("en")(drop.why) for drop in report.parts[1].dropped)


def test_the_import_names_the_warehouse_without_its_password(client: Client) -> None:
    imported = read_exports(client)
    assert imported.files[0].as_json(Text("en"))["source"] == "warehouse"
    assert "only-for-this-test" not in str(imported.files[0])
    assert len(imported.tables["posts"]) == 3


def test_a_wrong_password_is_one_sentence_without_the_password(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "wrong-secret")
    with pytest.raises(DataError, match="cannot be read") as caught:
        read_warehouse(client)
    assert "wrong-secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_server_that_is_down_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_warehouse(client_at(tmp_path, "postgresql+psycopg://postgres@127.0.0.1:1/postgres"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+psycopg://u:secret@h/db", "holds a password"),
        ("postgresql+psycopg://u@h/db?password=secret", "holds a password"),
        ("postgresql+psycopg://u@h/db?sslpassword=secret", "holds a password"),
        ("sqlite:///x.db?Access_Token=secret", "holds a password"),
        ("sqlite:///x.db?jwt=secret", "holds a password"),
        ("sqlite:///x.db?clave=secret", "holds a password"),
        ("sqlite:///x.db?key=secret", "holds a password"),
        ("sqlite:///x.db?dsn=postgres%3A%2F%2Fu%3Asecret%40h%2Fd", "holds a password"),
        ("sqlite:///x.db?odbc_connect=DRIVER%3Dx%3BPWD%3Dsecret", "holds a password"),
        ("not an address", "no database address"),
        ("nosuchdb://h/db", "no database address"),
    ],
)
def test_a_bad_address_is_refused(tmp_path: Path, url: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        read_warehouse(client_at(tmp_path, url))
    assert "secret" not in str(caught.value)


def test_a_database_without_the_tables_says_which_it_looked_for(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="social_media_reporting__rollup_report"):
        read_warehouse(client_at(tmp_path, f"sqlite:///{tmp_path}/empty.db"))


def test_an_address_is_shown_by_driver_host_and_database_alone(tmp_path: Path) -> None:
    url = "postgresql+psycopg://someone@127.0.0.1:1/warehouse?application_name=hushed"
    with pytest.raises(DataError, match=r"postgresql\+psycopg://127.0.0.1/warehouse: ") as caught:
        read_warehouse(client_at(tmp_path, url))
    assert not any(hidden in str(caught.value) for hidden in ("someone", "hushed"))


def test_any_database_sqlalchemy_knows_will_do(tmp_path: Path) -> None:
    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path}/twin.db")
    POSTS.to_sql("social_media_reporting__rollup_report", engine, index=False)
    engine.dispose()
    _, tables = read_warehouse(client_at(tmp_path, f"sqlite:///{tmp_path}/twin.db"))
    assert dict(tables)["posts"]["likes"].sum() == 60
