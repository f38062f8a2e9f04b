"""Items as JSON and back."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from smmkit.errors import DataError, OutdatedError
from smmkit.ledger.items import Item, Source
from smmkit.ledger.kinds import Kind
from smmkit.ledger.numbers import settled
from smmkit.ledger.verdict import Check, Experiment, Verdict
from smmkit.text.message import Message

FORMAT = "smmkit-ledger-1"


def dump(items: Iterable[Item]) -> str:
    """Return items as JSON: the same text for the same items, whatever their order."""
    records = [to_record(item) for item in sorted(items, key=lambda item: item.id)]
    return json.dumps({"format": FORMAT, "items": records}, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def load(written: str, *, where: str) -> list[Item]:
    """Return the items of a JSON text.

    Raises
    ------
    DataError
        If it is no ledger; `where` names the file. `OutdatedError` if another version recorded it.

    """
    try:
        content = json.loads(written)
        if content["format"] != FORMAT:
            raise OutdatedError(f"{where}: written by another version of smmkit; run the client again.")
        return [from_record(record) for record in content["items"]]
    except OutdatedError:
        raise
    except DataError as error:
        raise OutdatedError(
            f"{where}: another version of smmkit recorded what this one refuses ({error}) Run the client again."
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{where}: not a ledger ({error}); run the client again.") from None


def to_record(item: Item) -> dict[str, Any]:
    """Return an item as plain JSON values; what is empty is left out."""
    record = {field.name: _written(getattr(item, field.name)) for field in fields(item)}
    return {name: value for name, value in record.items() if value is not None and value not in ([], {})}


def from_record(record: dict[str, Any]) -> Item:
    """Return the item a record stands for."""
    rest = dict(record)
    experiment = rest.pop("experiment", None)
    collect = rest.pop("collect", None)
    return Item(
        **{
            **rest,
            "kind": Kind(rest["kind"]),
            "verdict": Verdict(rest["verdict"]),
            "title": _message(rest["title"]),
            "source": tuple(Source(**one) for one in rest.get("source", ())),
            "checks": tuple(
                Check(one["name"], one["passed"], _message(one["found"])) for one in rest.get("checks", ())
            ),
            "experiment": experiment and Experiment(**{**experiment, "arms": tuple(map(_message, experiment["arms"]))}),
            "collect": collect and _message(collect),
        }
    )


def _written(value: Any) -> Any:
    """Return a field as JSON values; numbers keep ten significant digits, which every computer agrees on."""
    if isinstance(value, Message):
        return {"key": value.key, "values": {name: _written(value.values[name]) for name in sorted(value.values)}}
    if isinstance(value, Check | Experiment | Source):
        return {field.name: _written(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name: _written(value[name]) for name in sorted(value)}
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if isinstance(value, float):
        return settled(value) if math.isfinite(value) else None
    return value if value is None or isinstance(value, bool | int) else str(value)


def _message(record: dict[str, Any]) -> Message:
    return Message(record["key"], record.get("values", {}))
