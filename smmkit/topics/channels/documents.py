"""What leaves the house after notebook 05: channels and tools as a spreadsheet, and a briefing per creator to ask."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from smmkit.ledger import Item
from smmkit.measures.scopes import Window
from smmkit.report.document import Book, Document, Written
from smmkit.report.letters import letter
from smmkit.report.sheets import Sheet, workbook_bytes
from smmkit.sources.platform_limits import load_limits
from smmkit.sources.references import load_disclosure_rules
from smmkit.text import N_
from smmkit.topics.channels.analysis import Creator, partners, shortlist
from smmkit.topics.channels.proposals.allies import QUESTIONS, creators_of, flag_said
from smmkit.topics.channels.proposals.month import changes_of
from smmkit.topics.channels.tables import change_table, code_table, creator_table, message_table, partner_table
from smmkit.topics.channels.tables.allies import CONTRACT, checklist_rows

TEMPLATES = Path(__file__).with_name("templates")


def write_channels(book: Book) -> Written:
    """Return `channels.xlsx`: decisions, codes of the networks, tools, changes, partners, creators, checklist."""
    end, text = book.period.end, book.text
    decided = [str(one.about["platform"]) for one in _items(book, "CH-")]
    platforms = list(dict.fromkeys([*book.client.platforms, *decided]))
    found = partners(book.table("partners"))
    tables = {
        N_("Channels"): _decisions(book, "CH-", "EV-channel-"),
        N_("What networks ask"): code_table(load_limits(), platforms, text, end=end),
        N_("Tools"): _decisions(book, "DE-tools", "EV-tools-"),
        N_("Changes"): change_table(changes_of(book, platforms), text, due=book.period.shift(1).end),
        N_("Partners"): partner_table(found, text),
        N_("First messages"): message_table(found, book.client, text),
        N_("Creators"): creator_table(creators_of(book), text, window=Window.month(book.period)),
    }
    sheets = [_sheet(text.word(name), table) for name, table in tables.items() if table is not None and len(table)]
    heads = _words(book, N_("See to it"), N_("Whose rule"), N_("Read at"), N_("Read on"))
    rules = checklist_rows(load_disclosure_rules(book.client.country), text, end=end)
    return workbook_bytes([*sheets, Sheet(text.word(N_("Checklist")), heads, rules)])


def _items(book: Book, *starts: str) -> list[Item]:
    return [item for start in starts for item in book.ledger.values() if item.id.startswith(start)]


def _words(book: Book, *heads: str) -> list[str]:
    return [book.text.word(head) for head in heads]


def _decisions(book: Book, *starts: str) -> pd.DataFrame:
    text = book.text
    rows = [(text(item.title), text.word(item.verdict.value), item.id) for item in _items(book, *starts)]
    return pd.DataFrame(rows, columns=_words(book, N_("What"), N_("Verdict"), N_("Item")), dtype="str")


def _sheet(name: str, table: pd.DataFrame) -> Sheet:
    return Sheet(
        name, [str(head) for head in table.columns], [tuple(map(str, row)) for row in table.itertuples(index=False)]
    )


def write_creator_briefs(book: Book) -> Written:
    """Return one page per creator on the shortlist, known by a code: questions, rules of the country, contract."""
    rules = checklist_rows(load_disclosure_rules(book.client.country), book.text, end=book.period.end)
    rules = rules[: len(rules) - len(CONTRACT)]
    return {f"creator_brief_{one.short}.html": _brief(one, rules, book) for one in shortlist(creators_of(book))}


def _brief(one: Creator, rules: list[tuple[str, str, str, str]], book: Book) -> str:
    text, brand = book.text, book.client.brand
    facts = [
        (text(N_("How we speak")), ", ".join(brand.tone)),
        (text(N_("What we keep away from")), ", ".join(brand.avoid)),
        (text(N_("What we counted")), _counted(one, book)),
    ]
    questions = [*map(text, QUESTIONS), *(text(flag_said(one, flag)) for flag in one.flags)]
    return letter(
        TEMPLATES / "creator_brief.html", book.client, text, month=str(book.period), code=one.short,
        facts=[fact for fact in facts if fact[1]], questions=questions, rules=rules, contract=[*map(text, CONTRACT)],
    )  # fmt: skip


def _counted(one: Creator, book: Book) -> str:
    """Say what anybody can count of a creator, and nothing of what the client would pay."""
    return book.text(
        N_("{followers:number} followers; of a thousand, {per:number1} react to a post"),
        followers=one.followers, per=1000 * one.rate,
    )  # fmt: skip


DOCUMENTS: tuple[Document, ...] = (
    Document("05", "channels.xlsx", write_channels),
    Document("05", "creator_brief_*.html", write_creator_briefs),
)
