"""What listening and inbox tools write without ids: the proposal reads it as pasted, and nobody's address stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from drops import dropped, said

BRANDWATCH = """Report:,Mentions
Brand:,Acme
From:,Tue Sep 01 00:00:00 UTC 2026

Query Name,Date,Title,Snippet,Url,Domain,Sentiment,Language,Author,Reach (new)
Acme,2026-09-03 10:15:22.0,Nice,"Acme is nice, really",https://x.com/anaperez/status/1,x.com,positive,en,ana,1200
Acme,2026-09-03 10:15:22.0,Nice,"Acme is nice, really",https://x.com/luissoto/status/2,x.com,positive,en,luis,20
Acme,2026-09-05 11:00:00.0,,Acme is late again,,x.com,negative,en,eva,90
"""
MENTION = """Title,Description,URL,Published at,Source type,Source name,Tone,Language,Country,Author name,Direct reach
Acme rocks,I love Acme,https://example.com/1,2026-09-03T10:15:22+0000,web,example.com,positive,en,ES,Ana,300
Acme late,Acme sent it late,https://example.com/2,2026-09-04T10:15:22+0000,web,example.com,negative,en,ES,Eva,30
Acme late,Acme sent it late,https://example.com/3,2026-09-04T12:15:22+0000,forum,example.com,neutral,en,ES,Eva,30
"""
TALKWALKER = """published;title;content;url;source;sentiment;lang;reach
2026-09-03 10:15:22;A;Acme bien;https://e.com/1;e.com;positivo;es;100
2026-09-04 10:15:22;B;Acme mal;https://e.com/2;e.com;negativo;es;10
2026-09-04 10:15:22;B;Acme mal;https://e.com/3;e.com;negativo;es;20
"""
METRICOOL = """Fecha;Red;Tipo;Usuario;Mensaje;Respondido por;Fecha de respuesta
03/09/2026 10:15;Instagram;Comentario;ana;¿Abrís mañana?;Marta;03/09/2026 11:00
14/09/2026 10:15;Facebook;Mensaje;luis;¿Cuánto vale?;;
14/09/2026 10:15;Facebook;Mensaje;eva;¿Cuánto vale?;;
"""
HOOTSUITE = """Created Date,Network,Message,Contact,First Response Date,Assignee
2026-09-03 10:15,Instagram,Are you open?,ana,2026-09-03 11:00,Marta
2026-09-14 10:15,Facebook,How much?,luis,,
2026-09-14 10:15,Facebook,How much?,eva,,
"""
TOOLS = {
    "brandwatch": (BRANDWATCH, "mentions", "sentiment", {"positive": 2, "negative": 1}),
    "mention": (MENTION, "mentions", "sentiment", {"positive": 1, "neutral": 1, "negative": 1}),
    "talkwalker": (TALKWALKER, "mentions", "sentiment", {"positive": 1, "negative": 2}),
    "metricool": (METRICOOL, "inbox", "platform", {"facebook": 2, "instagram": 1}),
    "hootsuite": (HOOTSUITE, "inbox", "platform", {"facebook": 2, "instagram": 1}),
}


@pytest.mark.parametrize("tool", TOOLS)
def test_messages_without_ids_are_read_by_the_proposal_as_pasted(tool: str, tmp_path: Path) -> None:
    data, table, column, counts = TOOLS[tool]
    (report,) = dropped(tmp_path, {f"{tool}.csv": data}).files
    assert report.proposal is not None
    found = dropped(tmp_path, {f"{tool}.csv": data}, mapping=report.proposal)
    rows = found.tables[table]
    assert rows[column].value_counts().to_dict() == counts
    key = "mention_id" if table == "mentions" else "message_id"
    assert rows[key].is_unique
    assert (
        not rows.drop(columns="source_file")
        .astype("str")
        .stack()
        .str.contains(r"://|\bana\b|anaperez|luis|Marta|Eva")
        .any()
    )
    again = dropped(tmp_path, {f"{tool}.csv": data, f"{tool} (2).csv": data}, mapping=report.proposal)
    assert len(again.tables[table]) == len(rows)
    if table == "inbox":
        assert "named by their moment and text instead: 3" in said(found)
        assert rows["answered_at"].notna().sum() == 1
