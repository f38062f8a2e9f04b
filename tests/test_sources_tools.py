"""What shops, shared inboxes and listening tools export: every order, message and tone, once."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from drops import brief, dropped, said

from smmkit.sources import archive
from smmkit.sources.buyers import periods_added
from smmkit.sources.privacy import mask_text
from smmkit.text import Text

ORDERS = (
    "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Billing City,"
    "Cancelled at,Refunded Amount\n"
)
THREAD = "Conversation ID,Message ID,Network,Direction,Created Date,Message,Author\n"


def orders(tmp_path: Path, rows: str, **kept: str):  # type: ignore[no-untyped-def]
    return dropped(tmp_path, {"orders_export.csv": ORDERS + rows}, toml=brief("Europe/Madrid", **kept))


def test_an_order_of_several_items_counts_once_whether_its_amount_is_repeated_or_not(tmp_path: Path) -> None:
    rows = (
        "#1,ana@example.com,paid,EUR,55.00,2026-09-03 23:30:00 +0200,2,Madrid,,0\n"
        "#1,ana@example.com,,,,2026-09-03 23:30:00 +0200,1,,,\n"
        "#2,ANA@example.com,paid,EUR,30.00,2026-09-05 12:00:00 +0200,1,Madrid,,10.00\n"
        "#2,ANA@example.com,paid,EUR,30.00,2026-09-05 12:00:00 +0200,3,Madrid,,10.00\n"
        "#3,luis@example.com,paid,EUR,99.00,2026-09-06 12:00:00 +0200,1,Sevilla,2026-09-07 10:00:00 +0200,0\n"
    )
    table = orders(tmp_path, rows).tables["customers"]
    assert len(table) == 1
    row = table.iloc[0]
    assert (row["orders"], row["revenue"], row["city"]) == (2, 75.0, "Madrid")
    assert (f"{row['first_order_on']:%F}", f"{row['last_order_on']:%F}") == ("2026-09-03", "2026-09-05")
    assert "ana" not in table.to_csv()


def test_orders_in_another_currency_are_asked_about(tmp_path: Path) -> None:
    imported = orders(tmp_path, "#1,ana@example.com,paid,USD,55.00,2026-09-03 10:00:00 +0200,2,Madrid,,0\n")
    questions = [Text("en")(one) for part in imported.files[0].parts for one in part.questions]
    assert "customers" not in imported.tables
    assert any("USD" in one and "EUR" in one for one in questions)


def test_lists_of_the_same_customers_do_not_add_up_and_orders_of_two_periods_do() -> None:
    first = pd.DataFrame(
        {
            "customer_id": ["a", "b"],
            "first_order_on": pd.to_datetime(["2026-01-05", "2026-02-01"]),
            "last_order_on": pd.to_datetime(["2026-03-05", "2026-02-01"]),
            "orders": pd.array([3, 1], dtype="Int64"),
            "revenue": pd.array([30.0, 10.0], dtype="Float64"),
        }
    )
    later = first.assign(
        first_order_on=pd.to_datetime(["2026-07-01", "2026-08-01"]),
        last_order_on=pd.to_datetime(["2026-07-05", "2026-08-02"]),
    ).iloc[:1]
    (added,) = periods_added([later, first], lambda *_: None)
    row = added.set_index("customer_id").loc["a"]
    assert (row["orders"], row["revenue"]) == (6, 60.0)
    assert (f"{row['first_order_on']:%F}", f"{row['last_order_on']:%F}") == ("2026-01-05", "2026-07-05")
    whole = first.assign(last_order_on=pd.to_datetime(["2026-07-05", "2026-08-02"]))
    (once,) = periods_added([first, whole], lambda *_: None)
    assert once["orders"].sum() == first["orders"].sum()
    assert once["last_order_on"].max() == whole["last_order_on"].max()


def test_a_message_sent_is_the_answer_of_the_one_before_it_in_its_conversation(tmp_path: Path) -> None:
    rows = (
        "c1,m1,Instagram,Inbound,2026-09-03 10:15:00,¿Abrís?,ana\n"
        "c2,m2,Facebook,Incoming,2026-09-03 10:20:00,Mi pedido,luis\n"
        "c1,m3,Instagram,Outbound,2026-09-03 10:45:00,De 9 a 20,acme\n"
        "c1,m4,Instagram,Outbound,2026-09-03 10:50:00,¡Te esperamos!,acme\n"
        "c1,m5,Instagram,Inbound,2026-09-04 09:00:00,Gracias,ana\n"
    )
    table = dropped(tmp_path, {"messages.csv": THREAD + rows}, toml=brief("Europe/Madrid")).tables["inbox"]
    rows_ = table.set_index("message_id")
    assert list(rows_.index) == ["m1", "m2", "m5"]
    assert rows_.loc["m1", "reply"] == "De 9 a 20"
    assert (rows_.loc["m1", "answered_at"] - rows_.loc["m1", "received_at"]) == pd.Timedelta(minutes=30)
    assert rows_.loc[["m2", "m5"], "answered_at"].isna().all()


def test_a_row_that_is_neither_received_nor_sent_is_left_out_and_said(tmp_path: Path) -> None:
    rows = "c1,m1,Instagram,Inbound,2026-09-03 10:15:00,Hola,ana\nc1,m2,Instagram,Note,2026-09-03 10:16:00,Ojo,acme\n"
    imported = dropped(tmp_path, {"messages.csv": THREAD + rows}, toml=brief("Europe/Madrid"))
    assert list(imported.tables["inbox"]["message_id"]) == ["m1"]
    assert "received or sent" in said(imported)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (("0,8", "-0,7", "0,01"), ["positive", "negative", "neutral"]),
        (("1", "-1", "0"), ["positive", "negative", "neutral"]),
        (("80", "-60", "4"), ["positive", "negative", "neutral"]),
        (("5", "1", "3"), [None, None, None]),  # stars? nobody says where the middle is
    ],
)
def test_a_tone_in_numbers_around_zero_is_read_and_any_other_scale_is_not(
    written: tuple[str, ...], told: list[str | None], tmp_path: Path
) -> None:
    rows = "".join(f'{k};2026-09-1{k} 10:00;Texto;"{cell}";x\n' for k, cell in enumerate(written))
    files = {"mentions.csv": "id de la mención;fecha;texto;sentimiento;fuente\n" + rows}
    table = dropped(tmp_path, files, toml=brief("Europe/Madrid")).tables["mentions"]
    assert [None if pd.isna(cell) else cell for cell in table["sentiment"]] == told


def test_a_proposal_takes_the_network_from_the_addresses_of_the_posts(tmp_path: Path) -> None:
    header = "Fecha,Contenido,Enlace,Tipo,Impresiones,Me gusta\n"
    links = [f"https://www.instagram.com/p/C{k}/" for k in (1, 2)]
    one = dropped(tmp_path / "1", {"a.csv": header + "".join(f"2026-09-03 10:15,Hola,{url},I,9,1\n" for url in links)})
    assert 'platform = "instagram"' in str(one.files[0].proposal)
    links[1] = "https://www.tiktok.com/@acme/video/7550000000000000001"
    two = dropped(tmp_path / "2", {"a.csv": header + "".join(f"2026-09-03 10:15,Hola,{url},I,9,1\n" for url in links)})
    assert "# platform" in str(two.files[0].proposal)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("seis uno dos, tres cuatro cinco, seis siete ocho", "[phone]"),
        ("llama al seiscientos doce, treinta y cuatro, cincuenta y seis, setenta y ocho", "llama al [phone]"),
        ("five five five one two three four, thanks", "[phone], thanks"),
        ("nove um dois três quatro cinco seis sete oito", "[phone]"),
        ("uno dos tres cuatro cinco seis siete ocho nueve", None),  # somebody counts
        ("entre veinte y treinta, o cuarenta y cinco como mucho", None),
        ("escríbeme a ana@localhost", "escríbeme a [email]"),
        ("ana.lopez@empresa", "[email]"),
        ("hola amig@s y tod@s", None),
        ("Gracias a tod@s, es un placer", None),
        ("¡Buenos días.Amig@s😍😍!", None),
        ("niñ@s . es hoy", None),
        ("Foto de Ana.@cafe_lumbre", None),
        ("instagram.com?u=ana", "[profile]"),
    ],
)
def test_numbers_in_words_and_addresses_without_a_dot_are_masked(text: str, masked: str | None) -> None:
    assert mask_text(pd.Series([text, "nada"], dtype="str")).tolist() == [masked or text, "nada"]


REACH = 'sep=,\n"Instagram reach"\n"Date","Primary"\n"2026-09-01T00:00:00","120"\n"2026-09-02T00:00:00","130"\n'


def packed(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("_", "."), content)
    return stream.getvalue()


def refusal(tmp_path: Path, data: bytes) -> str:
    (report,) = dropped(tmp_path, {"exports.zip": data}).files
    assert report.refused is not None
    return Text("en")(report.refused)


def test_a_zip_of_exports_is_read_and_what_cannot_be_is_named(tmp_path: Path) -> None:
    data = packed(Reach_csv=REACH.encode("utf-16"), photo_csv=b"\x89PNG...", again_zip=b"PK\x03\x04")
    imported = dropped(tmp_path, {"exports.zip": data})
    assert imported.tables["daily"]["value"].sum() == 250
    assert any("photo.csv" in Text("en")(note) for note in imported.files[0].notes)


def test_a_zip_that_is_protected_torn_or_a_bomb_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = packed(Reach_csv=REACH.encode())
    place = data.index(b"PK\x01\x02") + 8
    assert "password" in refusal(tmp_path / "1", data[:place] + b"\x01" + data[place + 1 :])
    assert "damaged" in refusal(tmp_path / "2", data[: len(data) // 2])
    monkeypatch.setattr(archive, "UNPACKED", 1 << 16)
    assert "unpacks to more" in refusal(tmp_path / "3", packed(a_csv=b"0" * (1 << 17)))
    monkeypatch.setattr(archive, "UNPACKED", 1 << 30)
    assert "61 tables" in refusal(tmp_path / "4", packed(**{f"t{k}_csv": b"x" for k in range(61)}))


@pytest.mark.parametrize(
    ("header", "first", "second", "answers"),
    [
        (
            "Date,Campaign name,Impressions,Clicks,Spend",
            "9/1/2026,Marca,1000,50,10.50",
            "9/22/2026,Marca,1100,55,11.50",
            {"platform": "google"},
        ),
        (
            "Start Date,End Date,Campaign Name,Spend,Impressions,Clicks",
            "2026-09-01,2026-09-01,Otoño,10.5,1000,50",
            "2026-09-02,2026-09-02,Otoño,11.5,1100,55",
            {"platform": "google"},
        ),
    ],
    ids=["one-day-for-both-ends", "two-days"],
)
def test_ads_of_a_network_nobody_knows_are_read_by_the_proposal_as_pasted(
    header: str, first: str, second: str, answers: dict[str, str], tmp_path: Path
) -> None:
    remark = "©2026 All rights reserved."
    data = {"report.csv": "\n".join((header, first, second, remark)) + "\n"}
    proposal = dropped(tmp_path / "a", data).files[0].proposal
    assert proposal is not None
    for name, word in answers.items():
        proposal = proposal.replace(f'# {name} = "..."', f'{name} = "{word}"')
    found = dropped(tmp_path / "b", data, mapping=proposal).tables["ads"]
    assert found["spend"].sum() == 22.0
    assert found["impressions"].sum() == 2100
    assert found["date_start"].eq(found["date_stop"]).all()


def test_dates_with_dots_are_of_day_and_month_in_that_order(tmp_path: Path) -> None:
    table = (
        "Tag;Kampagne;Währungscode;Kosten;Impr.\n01.09.2026;Dach;EUR;1.234,56;12.345\n02.09.2026;Dach;EUR;99,90;900\n"
        "Gesamt: Kampagnen;--;EUR;1.334,46;13.245\n"
    )
    ads = dropped(tmp_path, {"Kampagnenbericht.csv": table}).tables["ads"]
    assert ads["date_start"].dt.strftime("%d %b").tolist() == ["01 Sep", "02 Sep"]
    assert ads["spend"].sum() == pytest.approx(1334.46)


def test_ads_that_only_their_spend_makes_meta_s_are_said_to_be_taken_for_meta_s(tmp_path: Path) -> None:
    bare = "Day,Campaign name,Amount spent,Impressions\n2026-09-01,A,10.5,1000\n2026-09-02,A,11.5,1100\n"
    assert "taken for Meta's" in said(dropped(tmp_path / "a", {"report.csv": bare}))
    meta = bare.replace("Amount spent", "Amount spent (EUR)")
    assert "taken for Meta's" not in said(dropped(tmp_path / "b", {"report.csv": meta}))


def test_pinterest_cut_off_among_its_days_is_said_to_be_cut(tmp_path: Path) -> None:
    whole = (
        "Analytics overview\n2026-07-20 - 2026-07-21\nClaimed accounts,All Pins\nCurated content,Not included\n\n"
        "Date,Impressions\n2026-07-20,100\n2026-07-21,101\n\n"
        "Top Pins 2026-07-20 - 2026-07-21\nPinterest Link,Impressions\n"
        "https://www.pinterest.com/pin/1/,9\n"
    )
    name = "Pinterest Analytics overview 20260720-20260721.csv"
    assert "cut off" not in said(dropped(tmp_path / "a", {name: whole}))
    assert "cut off" in said(dropped(tmp_path / "b", {name: whole[: whole.index("101") + 2]}))


TOOLS = {
    "later_posts.csv": (
        "Posted Time,Profile,Media Type,Caption,Permalink,Likes,Comments,Saves,Reach,Engagement Rate\n"
        '"Sep 1, 2026 10:00 AM",acme,IMAGE,Hola,https://www.instagram.com/p/C1/,50,4,6,900,5.2\n'
        '"Sep 14, 2026 11:00 AM",acme,CAROUSEL_ALBUM,Taza,https://www.instagram.com/p/C2/,450,24,60,7100,7\n'
    ),
    "fanpagekarma_posts.csv": (
        "Fanpage Karma\nPeriod: 01.09.2026 - 30.09.2026\n\nExported: 01.10.2026\n"
        "Date,Network,Type,Message-ID,Message,Link,Number of Likes,Number of Comments (total),Reach per post\n"
        "2026-09-01 10:00,Instagram,FEED_IMAGE,m1,Hola,https://www.instagram.com/p/C1/,50,4,900\n"
        "2026-09-14 10:00,Instagram,FEED_CAROUSEL_ALBUM,m2,Taza,https://www.instagram.com/p/C2/,450,24,7100\n"
    ),
    "metricool_posts.csv": (
        "Fecha,Contenido,Tipo,URL,Alcance,Me gusta,Guardados,Comentarios\n"
        "2026-09-01 10:00,Hola,FEED_IMAGE,https://www.instagram.com/p/C1/,900,50,6,4\n"
        "2026-09-14 11:30,Taza,FEED_CAROUSEL_ALBUM,https://www.instagram.com/p/C2/,7.100,450,60,24\n"
    ),
}


@pytest.mark.parametrize("name", TOOLS)
def test_posts_of_a_tool_are_read_by_the_proposal_as_pasted(name: str, tmp_path: Path) -> None:
    data = {name: TOOLS[name]}
    proposal = dropped(tmp_path / "a", data).files[0].proposal
    assert proposal is not None
    posts = dropped(tmp_path / "b", data, mapping=proposal).tables["posts"]
    assert posts[["likes", "comments", "reach"]].sum().tolist() == [500, 28, 8000]
    assert posts["published_at"].notna().all()
    assert posts["format"].tolist() == ["image", "carousel"]


def test_what_can_stand_for_nothing_is_not_proposed(tmp_path: Path) -> None:
    survey = "Marca temporal,¿Qué compra?,Edad\n1/9/2026 10:00:00,Tazas,25-34\n14/9/2026 11:00:00,Platos,35-44\n"
    assert not dropped(tmp_path / "a", {"respuestas.csv": survey}).files[0].proposal
    undated = (
        "Caption,Permalink,Likes\nHola,https://www.instagram.com/p/C1/,5\nTaza,https://www.instagram.com/p/C2/,6\n"
    )
    assert "# published_at" in str(dropped(tmp_path / "b", {"posts.csv": undated}).files[0].proposal)


@pytest.mark.parametrize(
    ("stops", "last"),
    [
        (("2026-09-02 00:00:00", "2026-09-03 00:00:00"), "2026-09-02"),
        (("2026-09-01 23:59:59", "2026-09-02 23:59:59"), "2026-09-02"),
        (("2026-09-01", "2026-09-02"), "2026-09-02"),
    ],
)
def test_an_end_at_midnight_is_no_day_more(stops: tuple[str, str], last: str, tmp_path: Path) -> None:
    rows = "".join(f"2026-09-0{k + 1},{stop},A,10,1000,50\n" for k, stop in enumerate(stops))
    table = "Start Time,End Time,Campaign Name,Amount Spent,Paid Impressions,Swipe Ups\n" + rows
    ads = dropped(tmp_path, {"snap.csv": table}).tables["ads"]
    assert ads["date_start"].eq(ads["date_stop"]).all()
    assert f"{ads['date_stop'].max():%Y-%m-%d}" == last
