"""Persons stay out of every text column, every message, every file that is kept; no list of names reverses a hash."""

from __future__ import annotations

import stat
from pathlib import Path

import pandas as pd
import prepared
import pytest
from drops import brief, dropped, said

from smmkit.cli.check import check
from smmkit.client import load_client
from smmkit.schema import TABLES
from smmkit.sources import import_client, secret
from smmkit.sources.privacy import hash_people, mask_text
from smmkit.sources.secret import SALT_VARIABLE, secret_of

PHONES = (
    "612345678", "612 345 678", "612-34-56-78", "+34 612345678", "(+34) 612.345.678", "0034 612 345 678",
    "612.345.678", "6 1 2 3 4 5 6 7 8", "６１２３４５６７８", "55 1234 5678", "(555) 123-4567", "555-1234",
    "+56 9 1234 5678",
    "612\u00a0345\u00a0678", "612/345/678", "（612） 345 678", "Tlf.612345678", "WhatsApp612345678", "612*345*678",
    "612\u200b345\u200b678", "612345678a", "612\n345\n678", "612 345\n678", "612,345,678", "612, 345, 678",
    "612|345|678",
    "612 | 34 | 56 | 78", "#612345678", "#612 345 678", "#+34612345678", "612;345;678", "612\t345\t678", "612'345'678",
    "+34,612,345,678", "6,1,2,3,4,5,6,7,8", "[612]345678", "612&nbsp;345&nbsp;678", "612%20345%20678",
    "612 --- 345 --- 678",
    "55,1234,5678", "555\n123\n4567", "+34\n612\n345678", "612345,678", "\ufe0f\u20e3".join("6123456789"[:9]),
    "wa.me/?phone=34612345678",
)  # fmt: skip
MAILS = (
    "ana@example.com",
    "josé.muñoz@correo.es",
    "ana+x@café.com.mx",
    "ana＠example.com",
    "o'neil@mail.example.co.uk",
    "ana [at] example.com",
    "ana(arroba)correo(punto)es",
    "ana @ correo.es",
    "ana%40correo.es",
    "ana@correo\u200b.es",
    "ana@[192.168.1.1]",
    "ana@[IPv6:2001:db8::1]",
    "ana@192.168.1.1",
    '"ana perez"@example.com',
    "ana[@]correo.es",
    "ana(a)correo.es",
    "ana&#64;correo.es",
    "ana@correo .es",
    "ana\u00a0@correo.es",
    "ana arroba correo punto es",
    "ana at example dot com",
)
PROFILES = (
    "instagram.com/ana.perez",
    "https://www.linkedin.com/in/ana-perez-123/",
    "https://x.com/ana_perez",
    "wa.me/346123",
    "instagram.com/stories/ana.perez/123/",
    "twitch.tv/anaperez",
    "linktr.ee/anaperez",
    "instagram.com/?u=ana.perez",
    "https://www.facebook.com/?u=ana.perez",
    "https://www.facebook.com/profile.php?id=100012345678901",
    "https://x.com/intent/user?screen_name=ana",
    "https://l.instagram.com/?u=https%3A%2F%2Finstagram.com%2Fana.perez",
    "mastodon.social/@ana",
)
KEPT = (
    "on 2026-10-31 18:00", "31/10/2026", "1.234.567 views", "campaign 2025-2026", "1.250,50", "id 18000000000000001",
    "https://www.instagram.com/p/C00000abcde/", "netflix.com/ana", "at 18:00-20:00", "1 200 300 units",
    "612,345,678 views", "612.345.678 impresiones", "$612,345,678", "€ 612.345.678,00", "Prices: 650, 700, 750",
    "650,\n700,\n750",
    "650, 712, 733, 801", "6, 7, 8, 9, 7, 8, 9, 6, 7, 8", "order #612345678", "#100023456", "10, 2025, 2026",
    "612 10:30:45",
    "31/10/2026, 12/11/2026", "1/2/2026 10:30 - 2/2/2026 11:30", "1|2|3|4|5|6|7|8", "ISBN 978-84-376-0494-7",
    "40.416775,-3.703790",
    "https://www.facebook.com/sharer.php?u=https://cafe.es/oferta", "https://www.instagram.com/explore/tags/cafe/",
    "650 € 700 € 750 €", "utm_campaign=oct2026&utm_id=123456", "https://www.instagram.com/p/C00000abcde/?igshid=abc",
)  # fmt: skip


@pytest.mark.parametrize("written", [*PHONES, *MAILS, *PROFILES])
def test_what_names_a_person_is_masked(written: str) -> None:
    masked = mask_text(pd.Series([f"call {written} now", written], dtype="str"))
    assert not masked.str.contains(written, regex=False).any()
    assert masked.str.contains(r"\[(?:phone|email|profile)\]", regex=True).all()


@pytest.mark.parametrize("written", KEPT)
def test_dates_prices_and_posts_are_left_alone(written: str) -> None:
    assert mask_text(pd.Series([written], dtype="str")).tolist() == [written]


SENTINELS = ("Zacarías Quimper", "zq.privado@correo.es", "612 998 771", "@zacarias_q", "linkedin.com/in/zacarias-q")
SENTENCE = "{0} {1} {2} {3} https://www.{4}/"


def sheets() -> dict[str, str]:
    """Return hand-kept tables with a person in every cell that takes text, and in cells that take numbers and dates."""
    who = SENTENCE.format("", *SENTINELS[1:]).strip()
    mail = SENTINELS[1]
    return {
        "mentions.csv": "mention_id,at,text,author,sentiment,cause,topic,brand\n"
        f'm1,2026-09-01 10:00,"{who}",{SENTINELS[0]},{SENTINELS[0]},"{who}","{who}",Acme\n'
        f'm2,{SENTINELS[0]},"{who}",x,positive,,,\n',
        "costs.csv": "day,line,kind,amount,note\n"
        f'2026-09-01,"{mail}",ads,3,"{who}"\n2026-09-02,photos,{SENTINELS[0]},0,"{who}"\n2026-09-03,b,ads,7,"{who}"\n',
        "money.csv": f'day,line,kind,amount,note\n2026-09-01,"{mail}",ads,{SENTINELS[0]},"{who}"\n',
        "judgements.csv": f'judge,topic,left,right,ratio\n"{who}","{who}",a,b,3\nx,y,a,b,{SENTINELS[0]}\n',
        "inbox.csv": f'message_id,platform,received_at,kind,text\n1,instagram,2026-09-01 10:00,{SENTINELS[0]},"{who}"\n'
        f'2,instagram,"{mail}",question,"{who}"\n',
        "competitors.csv": "competitor,platform,day,followers_total,note\n"
        f'Rival,instagram,2026-09-01,{SENTINELS[0]},"{who}"\n',
        "strange.csv": f'colour,size,{mail}\n"{SENTINELS[0]}",3,"{who}"\n',
    }


def test_no_person_reaches_any_file_that_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "clients" / "acme"
    (folder / "exports").mkdir(parents=True)
    (folder / "client.toml").write_text(brief(), encoding="utf-8")
    for name, text in sheets().items():
        (folder / "exports" / name).write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    imported = import_client(load_client(folder), out)
    check.callback(("acme",), False, False, True, None, tmp_path / "clients")  # type: ignore[misc]
    shown = capsys.readouterr().out + said(imported)
    kept = shown + "".join(path.read_bytes().decode("utf-8", "ignore") for path in out.rglob("*") if path.is_file())
    cells = " ".join(str(cell) for table in imported.tables.values() for cell in table.to_numpy().ravel())
    assert [person for person in SENTINELS if person in kept + cells] == []
    assert {"mentions", "costs", "inbox", "judgements"} <= set(imported.tables)


def test_every_text_column_of_every_table_is_masked_or_named_as_none(tmp_path: Path) -> None:
    columns = [column for table in TABLES.values() for column in table.columns if column.kind == "text"]
    assert len(columns) > 50  # the sentinels above would mean nothing otherwise


def test_hashes_differ_between_data_folders_and_hold_within_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SALT_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    clients = []
    for place in ("one", "two"):
        folder = tmp_path / place / "acme"
        folder.mkdir(parents=True)
        (folder / "client.toml").write_text(brief(), encoding="utf-8")
        clients.append(load_client(folder))
    names = pd.Series(["ana"], dtype="str")
    first, again, other = (hash_people(names, client).iloc[0] for client in (clients[0], clients[0], clients[1]))
    assert first == again != other
    assert len({secret_of(client) for client in clients}) == 2
    secrets = [path for path in (tmp_path / "config").rglob("*") if path.is_file()]
    assert len(secrets) == 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets} == {0o600}
    assert not [path for path in (tmp_path / "one").rglob("*") if path.name != "client.toml" and path.is_file()]


def test_a_team_shares_one_secret_by_a_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SALT_VARIABLE, "shared")
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "client.toml").write_text(brief(), encoding="utf-8")
    assert secret_of(load_client(tmp_path / "acme")) == "shared"


def test_who_judges_is_kept_by_role_and_a_person_as_a_code(tmp_path: Path) -> None:
    table = "judge,topic,left,right,ratio\nSocial media manager,t,a,b,3\nAna Pérez,t,a,b,2\nLuis Soto,t,a,b,4\n"
    found = dropped(tmp_path, {"judgements.csv": table})
    judges = found.tables["judgements"]["judge"].tolist()
    assert judges[0] == "Social media manager"
    assert len({*judges}) == 3
    assert not {"Ana Pérez", "Luis Soto"} & {*judges}
    assert "names 2 judges by no role" in said(found)


def test_another_accounts_file_is_refused_naming_both(tmp_path: Path) -> None:
    header = "Post ID,Account ID,Account username,Publish time,Date,Views\n"
    row = "1800000000000000{n},17840000000000009,{who},01/1{n}/2026 08:24,Lifetime,5\n"
    found = dropped(tmp_path, {"a.csv": header + row.format(n=1, who="rival")})
    assert "posts" not in found.tables
    assert "rival" in said(found)
    assert "client.toml names acme" in said(found)
    mixed = header + row.format(n=1, who="rival") + row.format(n=2, who="acme").replace("0009", "0001")
    posts = dropped(tmp_path / "b", {"a.csv": mixed}).tables["posts"]
    assert posts["is_own"].tolist() == [False, True]


def test_the_same_export_under_two_clients_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for slug in ("one", "two"):
        folder = tmp_path / "clients" / slug
        (folder / "exports").mkdir(parents=True)
        (folder / "client.toml").write_text(brief(), encoding="utf-8")
        (folder / "exports" / f"{slug}.csv").write_text("Date,Views\n2026-03-01,5\n", encoding="utf-8")
        (folder / "exports" / "own.csv").write_text(f"Date,Views\n2026-03-0{len(slug)},{slug}\n", encoding="utf-8")
        (folder / "exports" / "team_hours.csv").write_text(
            "weekday,from_time,to_time\n1,09:00,17:00\n", encoding="utf-8"
        )
    check.callback((), True, False, False, "en", tmp_path / "clients")  # type: ignore[misc]
    told = capsys.readouterr().err
    assert "team_hours" not in told  # one desk answers for both
    assert "The same file lies under several clients (one: one.csv, two: two.csv)" in told
    assert "own.csv" not in told
    for slug in ("one", "two"):
        (tmp_path / "clients" / slug / "exports" / f"{slug}.csv").unlink()
        for name in "abc":
            (tmp_path / "clients" / slug / "exports" / f"{name}.csv").write_text(
                f"Date,Views\n2026-04-01,{ord(name)}\n"
            )
    check.callback((), True, False, False, "en", tmp_path / "clients")  # type: ignore[misc]
    told = capsys.readouterr().err
    assert told.count("another client's numbers") == 1  # once for the same clients, not once for each file
    assert "3 files are the same under several clients (one, two), such as a.csv, b.csv, c.csv" in told


def test_the_tests_keep_their_secrets_in_their_own_folder(tmp_path: Path) -> None:
    kept = secret._place(tmp_path)
    assert kept.is_relative_to(prepared.session_folder())
