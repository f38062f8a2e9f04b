"""Conversations of a shared inbox (Hootsuite Inbox and tools like it): what came in, with the team's answers beside it.

No file of such a tool was found in public; the columns are those its interface for programs names (conversation,
message, direction, network, moment, text). A table without a direction or a conversation is not taken for one.
"""

from __future__ import annotations

import pandas as pd

from smmkit.sources.inbox_moments import IN, OUT
from smmkit.sources.kind import CLIENT_ZONE, ExportKind, Reading, Zone
from smmkit.sources.layout import single
from smmkit.sources.privacy import hash_people
from smmkit.sources.steps import masked, named_by_words
from smmkit.text import N_, Message

_DAYS = ("iso", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%b %d, %Y %I:%M %p")


def answered(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Keep what came in; the team's first message after it in the same conversation is its answer."""
    frame = frame.assign(_way=frame["_way"].str.strip().str.casefold())
    strange = ~frame["_way"].isin((*IN, *OUT))
    frame = reading.drop(frame, strange, Message(N_("They do not say whether they were received or sent.")))
    ours = frame["_way"].isin(OUT)
    ordered = frame.sort_values("received_at", kind="stable")
    sent = ordered["_way"].isin(OUT)
    threads = ordered["thread_id"]
    moment = ordered["received_at"].where(sent).groupby(threads, sort=False).bfill()
    words = ordered["text"].where(sent).groupby(threads, sort=False).bfill()
    frame = frame.assign(answered_at=moment.reindex(frame.index), reply=words.reindex(frame.index))
    why = Message(N_("The team's own messages: the first after a customer's is kept as its answer."))
    return reading.drop(frame, ours, why)


def hashed(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Replace who wrote by a hash."""
    return frame.assign(author_hash=hash_people(frame["_author"], reading.client)) if "_author" in frame else frame


KINDS = (
    ExportKind(
        name="conversations",
        label=N_("Messages of a shared inbox (received and sent)"),
        table="inbox",
        headers={
            "message_id": ("Message ID", "ID del mensaje", "ID da mensagem"),
            "thread_id": ("Conversation ID", "Thread ID", "ID de conversación", "ID de la conversación",
                "ID da conversa"),
            "platform": ("Network", "Social network", "Platform", "Red", "Red social", "Plataforma", "Rede",
                "Rede social", "Channel", "Channel type", "Canal"),
            "_way": ("Direction", "Message direction", "Dirección", "Direção"),
            "received_at": (
                "Created date", "Message date", "Date", "Sent at", "Created at", "Timestamp", "Fecha", "Data",
                "Date (UTC)",
                "Date (GMT)",
            ),
            "text": ("Message", "Message text", "Text", "Content", "Mensaje", "Texto", "Mensagem"),
            "_author": ("Author", "From", "Contact", "Autor", "Contacto", "Customer", "Sender", "Remitente"),
        },
        required=("thread_id", "platform", "_way", "received_at", "text"),
        layout=single,
        times={"received_at": _DAYS},
        zone=Zone(CLIENT_ZONE, N_("The table names no zone; it is taken to be the client's.")),
        values={
            "platform": {
                "facebook": "facebook", "instagram": "instagram", "instagram business": "instagram", "twitter": "x",
                "x": "x", "linkedin": "linkedin", "whatsapp": "whatsapp", "tiktok": "tiktok", "youtube": "youtube",
                "messenger": "facebook", "facebook messenger": "facebook", "instagram direct": "instagram",
                "email": "email", "e-mail": "email", "chat": "web", "live chat": "web", "web": "web",
            }
        },
        known=(
            "Channel*", "Canal", "Status", "Estado", "Tags", "Topics", "Etiquetas", "Sentiment*", "Sentimiento*",
            "First response*", "Resolution*", "Message type", "Type", "Tipo", "Team",
        ),
        private=("Assignee", "Assigned to", "Agent", "Asignado a", "Profile", "Contact handle", "Email", "Phone"),
        steps=(named_by_words("message_id", "received_at", "platform", "text"), answered, hashed,
               masked("text", "reply", handles=True)),
    ),
)  # fmt: skip
