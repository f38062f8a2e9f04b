"""The items of a run: evidence, judgements and proposals, each with what it rests on."""

from smmkit.ledger.comparable import check_comparable, definition_check
from smmkit.ledger.items import Item, Source, item_id, kind_of
from smmkit.ledger.kinds import ARRAYS, KINDS, Kind, KindFacts
from smmkit.ledger.ledger import Ledger
from smmkit.ledger.links import check_chain
from smmkit.ledger.store import read_ledger, read_part, write_part
from smmkit.ledger.verdict import Check, Experiment, Judgement, Verdict, judge

__all__ = [
    "ARRAYS",
    "KINDS",
    "Check",
    "Experiment",
    "Item",
    "Judgement",
    "Kind",
    "KindFacts",
    "Ledger",
    "Source",
    "Verdict",
    "check_chain",
    "check_comparable",
    "definition_check",
    "item_id",
    "judge",
    "kind_of",
    "read_ledger",
    "read_part",
    "write_part",
]
