"""Whose rows a table holds: rivals side by side, an agency's other clients, what the team itself sent."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from drops import asked, dropped, proposed, read_as_proposed, said

RIVALS = (
    "Company,Date,Channel,Followers,Posts\nRival,2026-06-30,instagram,12500,10\n{more},2026-07-31,instagram,800,12\n"
)


@pytest.mark.parametrize("more", ["Rival", "Otro", "Acme"])
def test_followers_of_other_companies_are_proposed_as_rivals(more: str, tmp_path: Path) -> None:
    mapping = proposed(dropped(tmp_path, {"tool.csv": RIVALS.format(more=more)}))
    found = dropped(tmp_path, {"tool.csv": RIVALS.format(more=more)}, mapping=mapping)
    assert set(found.tables["competitors"]["competitor"]) == {"Rival", more}
    assert "daily" not in found.tables


def test_the_clients_own_name_in_a_column_makes_no_rival_of_it(tmp_path: Path) -> None:
    table = RIVALS.replace("Rival", "Acme Shop").format(more="ACME")
    assert 'table = "daily"' in proposed(dropped(tmp_path, {"tool.csv": table}))


def test_posts_of_other_companies_are_not_proposed_as_the_clients(tmp_path: Path) -> None:
    table = "Brand,Date,Post link,Message,Channel,Likes\n"
    table += "".join(f"Rival,2026-07-{day},https://www.instagram.com/p/A{day}/,Hola,instagram,40\n" for day in (13, 14))
    found = dropped(tmp_path, {"tool.csv": table})
    assert not proposed(found)
    assert "others than the client" in said(found)


CHAT = (
    "Thread ID,Message ID,Direction,{channel},Sender,Text,Created at\n"
    "t1,m1,INCOMING,Instagram,Ana,Are you open?,2026-09-01T10:00:00Z\n"
    "t1,m2,OUTGOING,Instagram,Acme,Yes,2026-09-01T10:05:00Z\n"
    "t2,m3,INCOMING,Live chat,Eva,It is broken,2026-09-13T16:30:00Z\n"
)


@pytest.mark.parametrize(("name", "channel"), [("chat.csv", "Channel"), ("inbox.csv", "Canal"), ("a.csv", "Network")])
def test_what_the_team_sent_is_an_answer_and_no_message(name: str, channel: str, tmp_path: Path) -> None:
    inbox = dropped(tmp_path, {name: CHAT.format(channel=channel)}).tables["inbox"]
    assert inbox["platform"].tolist() == ["instagram", "web"]
    assert (inbox["answered_at"] - inbox["received_at"]).dropna().tolist() == [pd.Timedelta(minutes=5)]


def test_sent_messages_without_a_conversation_are_asked_about(tmp_path: Path) -> None:
    table = "message_id;received_at;platform;text;kind;Dirección\n"
    table += "1;2026-09-01 10:00;instagram;¿Abrís?;question;entrante\n2;2026-09-01 10:05;instagram;Sí;other;saliente\n"
    found = dropped(tmp_path, {"inbox.csv": table})
    assert "inbox" not in found.tables
    assert "“Dirección”" in asked(found)


@pytest.mark.parametrize(
    ("received", "answered", "column"),
    [("2026-09-01 10:00", "2026-09-01", "answered_at"), ("2026-09-01", "2026-09-01", "received_at")],
)
def test_an_answer_of_which_only_the_day_is_known_took_nobody_knows_how_long(
    received: str, answered: str, column: str, tmp_path: Path
) -> None:
    table = "message_id;received_at;platform;text;kind;answered_at\n"
    table += f"1;{received};instagram;¿Abrís?;question;{answered}\n2;{received};instagram;Está roto;complaint;\n"
    found = dropped(tmp_path, {"inbox.csv": table})
    assert "inbox" not in found.tables
    assert f"“{column}” holds days without an hour" in asked(found)


def test_messages_of_which_only_the_day_is_known_are_read_where_no_answer_is_told(tmp_path: Path) -> None:
    table = "message_id;received_at;platform;text;kind\n1;2026-09-01;instagram;¿Abrís?;question\n"
    assert len(dropped(tmp_path, {"inbox.csv": table}).tables["inbox"]) == 1


@pytest.mark.parametrize("header", ["Data;Rede;Alcance;Seguidores", "Fecha;Red;Alcance;Seguidores"])
def test_followers_beside_reach_are_proposed_too(header: str, tmp_path: Path) -> None:
    table = header + "\n01/09/2026;Instagram;1050;300\n13/09/2026;Instagram;2000;305\n"
    daily = read_as_proposed(tmp_path, table).tables["daily"]
    assert daily.groupby("metric")["value"].sum().to_dict() == {"reach": 3050, "followers_total": 605}


AGENCY = (
    "Fecha,Cliente,Plataforma,Campaña,Inversión,Clics\n2026-09-13,{mine},Meta,Pan,100,5\n"
    "2026-09-14,Otro SL,Meta,Tarta,50,3\n{more}"
)


@pytest.mark.parametrize("more", ["", "Total,,,,150,8\n"])
def test_money_of_an_agencys_other_clients_is_not_the_clients(more: str, tmp_path: Path) -> None:
    found = read_as_proposed(tmp_path, AGENCY.format(mine="Acme Tienda", more=more))
    assert found.tables["ads"]["spend"].sum() == pytest.approx(100)
    assert "They are of other clients (column “Cliente”)" in said(found)


def test_an_agencys_table_that_does_not_name_the_client_is_asked_about(tmp_path: Path) -> None:
    found = read_as_proposed(tmp_path, AGENCY.format(mine="Panadería", more=""))
    assert "ads" not in found.tables
    assert "names several clients" in asked(found)


def test_a_column_that_names_one_client_splits_nothing(tmp_path: Path) -> None:
    found = read_as_proposed(tmp_path, AGENCY.format(mine="Otro SL", more=""))
    assert found.tables["ads"]["spend"].sum() == pytest.approx(150)


POSTED = "Date,Username,Caption,Link,Likes\n" + "".join(
    f"2026-09-{day} 10:00,{{}},Hola,https://www.instagram.com/p/A{day}/,40\n" for day in (13, 14)
)


@pytest.mark.parametrize("names", [("rival_shop", "rival_shop"), ("@pepe", "@juana")])
def test_posts_of_other_accounts_alone_are_not_the_clients(names: tuple[str, str], tmp_path: Path) -> None:
    found = read_as_proposed(tmp_path, POSTED.format(*names))
    assert "posts" not in found.tables
    assert "another account's file" in said(found)


def test_posts_of_others_beside_the_clients_are_not_its_own(tmp_path: Path) -> None:
    posts = read_as_proposed(tmp_path, POSTED.format("@Acme", "@juana")).tables["posts"]
    assert posts["is_own"].tolist() == [True, False]


@pytest.mark.parametrize("names", [("Acme Madrid", "Acme Sevilla"), ("Sol Norte", "Sol Sur"), ("acme", "acme")])
def test_names_that_may_be_the_clients_are(names: tuple[str, str], tmp_path: Path) -> None:
    assert read_as_proposed(tmp_path, POSTED.format(*names)).tables["posts"]["is_own"].all()


ANSWERED = "message_id;received_at;platform;text;kind;answered_at\n{}2;2026-09-13 18:30;facebook;Hola;other;{}\n"


def test_answers_before_their_messages_are_asked_about(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"inbox.csv": ANSWERED.format("", "2026-09-13 17:00")})
    assert "inbox" not in found.tables
    assert "Answers that stand before their message: 1 (row 2)" in asked(found)


def test_a_few_answers_before_their_messages_are_named(tmp_path: Path) -> None:
    more = "".join(f"m{n};2026-09-12 10:{n};x;Hola {n};other;2026-09-12 11:{n}\n" for n in range(10, 30))
    found = dropped(tmp_path, {"inbox.csv": ANSWERED.format(more, "2026-09-13 17:00")})
    assert len(found.tables["inbox"]) == 21
    assert "before their message: 1 (row 22)" in said(found)


# Tools' own words for a post's moment and numbers, in the order their downloads have: link, moment, numbers.
TOOLS = {
    "iconosquare": "Media ID;Publication date;Caption;Type;Link;Likes;Comments;Saved;Reach\n"
    "1;2026/09/01 10:00;Hola;PHOTO;{0};40;6;4;900\n2;2026/09/13 18:30;Adios;REELS;{1};60;6;4;1100\n",
    "later": "Posted Time,Type,Caption,Link,Likes,Comments,Saves,Reach,Engagement Rate\n"
    "09/01/2026 10:00,IMAGE,Hola,{0},40,6,4,900,5.8%\n09/13/2026 18:30,VIDEO,Adios,{1},60,6,4,1100,6.8%\n",
    "swonkie": "Data de publicação;Rede;Página;Mensagem;Link;Alcance;Gostos;Comentários\n"
    "01-09-2026 10:00;Instagram;Acme;Olá;{0};900;40;6\n13-09-2026 18:30;Instagram;Acme;Adeus;{1};1100;60;6\n",
    "graph": "date,permalink,media_type,caption,like_count,comments_count,reach,saved\n"
    "2026-09-01T08:00:00+0000,{0},IMAGE,Hola,40,6,900,4\n2026-09-13T16:30:00+0000,{1},VIDEO,Adios,60,6,1100,4\n",
}


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tools_posts_are_read_as_proposed(tool: str, tmp_path: Path) -> None:
    links = [f"https://www.instagram.com/p/{code}/" for code in ("AAA", "BBB")]
    posts = read_as_proposed(tmp_path, TOOLS[tool].format(*links), zone="Europe/Madrid").tables["posts"]
    assert posts[["reach", "likes", "comments"]].sum().to_list() == [2000, 100, 12]
    assert f"{posts['published_at'].max():%Y-%m-%d %H:%M}" == "2026-09-13 16:30"
