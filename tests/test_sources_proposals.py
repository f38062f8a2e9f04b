"""A mapping is proposed where it can be read as it stands, and none where it could not."""

from __future__ import annotations

from pathlib import Path

import pytest
from drops import brief, dropped, said

# Tools whose exports are nobody's kind: header and rows -> table, and what its rows add up to once pasted.
PASTED = {
    "zendesk": (
        "Ticket ID,Subject,Status,Channel,Requester email,Created at,First reply time (min),Solved at\n"
        "1,Pedido,Solved,Facebook,ana@example.com,2026-09-01 10:00,30,2026-09-01 12:00\n"
        "2,Queja,Open,Email,luis@example.com,2026-09-02 10:00,,\n",
        "inbox",
        {},
    ),
    "intercom": (
        "Conversation ID,Conversation started at,First message,Contact email,Channel,State\n"
        "1,2026-09-01 10:00,Hola,ana@example.com,Instagram,closed\n"
        "2,2026-09-02 10:00,Buenas,luis@example.com,Facebook,open\n",
        "inbox",
        {},
    ),
    "quora": (
        "Campaign Name,Ad Group Name,Ad Name,Placement,Date,Impressions,Clicks,Gross Spend,Total Conversions\n"
        "C,G,A,FEED,2026-07-01,72914,762,373.36,2\nC,G,A,RHR,2026-07-02,7000,70,35.00,1\n",
        "ads",
        {"spend": 408.36, "impressions": 79914},
    ),
    "tiktok-es": (
        "Título del vídeo;Enlace del vídeo;Hora de publicación;Me gusta totales;Comentarios totales;"
        "Visualizaciones totales\n"
        "Silla;https://www.tiktok.com/@acme/video/7412345678901234567;08/09/2024 20:46;300;22;5000\n"
        "Mesa;https://www.tiktok.com/@acme/video/7414345678901234999;14/09/2024 06:08;10;2;900\n",
        "posts",
        {"views": 5900, "likes": 310},
    ),
    "brand24": (
        "Date,Hour,Title,Snippet,Source,Category,Sentiment,URL,Author,Followers,Reach\n"
        "2026-09-01,10:00,T,Acme me gusta,twitter.com,Twitter,1,https://x.com/a/1,ana,10,100\n"
        "2026-09-02,11:00,T,Acme mal,blog.es,Blogs,-1,https://blog.es/2,luis,0,50\n",
        "mentions",
        {"reach": 150},
    ),
    "hubspot": (
        "Channel,Account name,Message,Link,Published date,Clicks,Interactions,Impressions,Likes,Comments,Shares\n"
        "LinkedIn,Acme,Hola,https://example.com/1,2026-09-01 10:00,5,10,100,8,1,1\n"
        "Facebook,Acme,Hey,https://example.com/2,2026-09-02 10:00,6,12,200,9,2,1\n",
        "posts",
        {"impressions": 300, "link_clicks": 11},
    ),
}
# Shops and lists in which one or two words happen to be those of a table.
UNUSABLE = {
    "odoo": "Order Reference,Customer,Salesperson,Order Date,Status,Total\nS1,Ana,Eva,2026-09-01,sale,45\n",
    "stock": "Item,SKU,Price,Currency,Quantity\nTaza,T1,20,EUR,3\n",
    "contacts": "First Name,Last Name,Email,Country,Status\nAna,Gil,ana@example.com,ES,active\n",
    "google-reviews": "Review ID,Location,Reviewer,Rating,Comment,Created,Reply\n1,Acme,Ana,5,Bien,2026-09-01,Sí\n",
}


@pytest.mark.parametrize("tool", PASTED)
def test_a_proposal_is_read_as_pasted_once_the_network_is_named(tool: str, tmp_path: Path) -> None:
    text, table, sums = PASTED[tool]
    proposal = dropped(tmp_path / "a", {f"{tool}.csv": text}).files[0].proposal or ""
    assert f'table = "{table}"' in proposal
    pasted = proposal.replace('# platform = "..."  # ? which network is it', 'platform = "instagram"')
    found = dropped(tmp_path / "b", {f"{tool}.csv": text}, mapping=pasted)
    rows = found.tables[table]
    assert len(rows) == len(text.strip().splitlines()) - 1
    assert {name: float(rows[name].sum()) for name in sums} == pytest.approx(sums)


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_no_table_could_use_is_proposed_nothing_and_says_so(name: str, tmp_path: Path) -> None:
    imported = dropped(tmp_path, {f"{name}.csv": UNUSABLE[name]})
    assert not imported.files[0].proposal
    assert "too few of its columns are recognized" in said(imported)


def test_days_in_ads_managers_name_are_those_of_rows_that_tell_none(tmp_path: Path) -> None:
    text = "Campaign name,Campaign delivery,Results,Amount spent (EUR),Impressions\nA,active,4,10.5,900\n"
    named = dropped(tmp_path / "a", {"Acme-Campaigns-Sep-1-2026-Sep-30-2026.csv": text}).tables["ads"]
    assert [f"{day:%Y-%m-%d}" for day in (named["date_start"].iloc[0], named["date_stop"].iloc[0])] == [
        "2026-09-01",
        "2026-09-30",
    ]
    unnamed = dropped(tmp_path / "b", {"campaigns.csv": text}, toml=brief())
    assert "ads" not in unnamed.tables or unnamed.tables["ads"].empty


def test_messages_and_mentions_that_nobody_numbered_are_kept_apart(tmp_path: Path) -> None:
    inbox = (
        "Fecha;Red;Mensaje;Respondido\n"
        "01/09/2026 10:00;Instagram;¿Abrís mañana?;01/09/2026 10:30\n"
        "01/09/2026 10:00;Instagram;¿Abrís mañana?;\n"
        "13/09/2026 9:05;Facebook;Mi pedido;\n"
    )
    mentions = "Fecha;Texto;Sentimiento\n01/09/2026 10:00;Genial;Positivo\n13/09/2026 9:05;Fatal;negativo\n"
    files = {"inbox.csv": inbox.encode("cp1252"), "mentions.csv": mentions.encode("cp1252")}
    tables = dropped(tmp_path, files).tables
    assert tables["inbox"]["message_id"].nunique() == len(tables["inbox"]) == 3
    assert tables["inbox"]["answered_at"].notna().sum() == 1
    assert sorted(tables["mentions"]["sentiment"]) == ["negative", "positive"]
    # the same columns under another name may be posts
    assert "mentions" not in dropped(tmp_path / "b", {"lista.csv": mentions}).tables


def test_a_week_of_ads_is_dated_by_its_week_not_by_the_whole_report(tmp_path: Path) -> None:
    text = (
        "Campaign name,Week,Amount spent (EUR),Impressions,Reporting starts,Reporting ends\n"
        "A,2026-08-31 - 2026-09-06,10,100,2026-08-31,2026-09-13\n"
        "A,2026-09-07 - 2026-09-13,12,120,2026-08-31,2026-09-13\n"
    )
    ads = dropped(tmp_path, {"weeks.csv": text}).tables["ads"]
    assert [f"{day:%m-%d}" for day in ads["date_start"]] == ["08-31", "09-07"]
    assert [f"{day:%m-%d}" for day in ads["date_stop"]] == ["09-06", "09-13"]
