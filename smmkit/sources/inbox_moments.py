"""Ask of messages whose file says neither who wrote which nor at what hour they were answered."""

from __future__ import annotations

import pandas as pd

from smmkit.sources.kind import Reading
from smmkit.sources.missing import stripped
from smmkit.sources.row_numbers import rows_of
from smmkit.text import N_, Message

IN = ("inbound", "incoming", "received", "in", "entrante", "recibido", "entrada", "recebida", "recebido")
OUT = ("outbound", "outgoing", "sent", "out", "saliente", "enviado", "salida", "saída", "enviada")
_FIRST, _MOST = 1000, 0.5
_OURS = N_(
    "Column “{column}” says which messages were sent and which received, so some of them are the team's own. Export "
    "conversations with their number, direction, network, moment and text, or leave the sent ones out."
)
_DAYS_ALONE = N_(
    "Column “{column}” holds days without an hour, so nobody can tell how long an answer took. Write day and hour, "
    "such as 2026-10-31 18:00, or leave the column out."
)


_FEW = 0.1
_EARLY = N_(
    "Answers that stand before their message: {count:number} (row {rows}). Day and month, or the zones of the two "
    "columns, do not fit together; correct them."
)


def ask_inbox(frame: pd.DataFrame, reading: Reading) -> None:
    """Ask where the team's own messages stand among the others, or where only days tell when they were answered.

    Parameters
    ----------
    frame
        Messages; `received_at`, `answered_at` and `solved_at` in UTC.
    reading
        The table they were read from.

    """
    if reading.kind.table != "inbox" or frame.empty:
        return
    body, taken = reading.section.body.head(_FIRST), set(reading.match.columns.values())
    for place in (place for place in map(int, body.columns) if place not in taken):
        told = set(stripped(body[place]).str.casefold()) - {""}
        if told <= {*IN, *OUT} and told & set(OUT) and told & set(IN):
            reading.ask(Message(_OURS, {"column": reading.section.header[place].strip()}))
    if "answered_at" not in frame or frame["answered_at"].isna().all():
        return
    for column in ("received_at", "answered_at"):
        if _days_alone(frame[column], reading.client.timezone):
            reading.ask(Message(_DAYS_ALONE, {"column": reading.header_of(column)}))
    early = frame["answered_at"] < frame["received_at"] - pd.Timedelta(minutes=1)  # a platform cuts its seconds
    if early.any():
        late = frame.loc[early].set_index("source_row")["answered_at"]
        said = Message(_EARLY, {"count": int(early.sum()), "rows": rows_of(late)})
        many = float(early.sum()) > _FEW * float(frame["answered_at"].notna().sum())
        (reading.ask if many else reading.warn)(said)


def _days_alone(moments: pd.Series, zone: str) -> bool:
    """Tell whether most moments are the first of their day, as days without an hour are read."""
    some = moments.dropna().head(_FIRST)
    some = some if some.dt.tz is not None else some.dt.tz_localize("UTC")
    local = some.dt.tz_convert(zone)
    return len(some) > 0 and bool((local.dt.strftime("%H:%M:%S") == "00:00:00").mean() > _MOST)
