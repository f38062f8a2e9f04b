"""The JSON Schema of `ledger.json`, for those who read it from elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from smmkit.ledger.items import ID_PATTERN, PERIOD_PATTERN, UNITS, WINDOW_PATTERN
from smmkit.ledger.kinds import Kind
from smmkit.ledger.records import FORMAT
from smmkit.ledger.verdict import Verdict

SCHEMA_FILE = Path(__file__).with_name("ledger.schema.json")


def ledger_schema() -> str:
    """Return the JSON Schema as text, the same bytes every time."""
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "smmkit ledger",
        "description": "Everything a client's month found and proposes, each item with what it rests on.",
        **_record({"format": {"const": FORMAT}, "items": _list("item")}, ()),
        "definitions": {
            "id": {"type": "string", "pattern": f"^{ID_PATTERN}$"},
            "message": _record(
                {
                    "key": {"type": "string", "description": "English sentence with placeholders"},
                    "values": {"additionalProperties": {"type": ["string", "number", "boolean", "null"]}},
                },
                (),
            ),
            "source": _record({"file": {"type": "string"}, "rows": {"type": "string"}}, ()),
            "check": _record({"name": {"type": "string"}, "passed": {"type": "boolean"}, "found": _of("message")}, ()),
            "experiment": _record(
                {
                    "arms": _list("message"),
                    "sample_size": {"type": "integer", "description": "per arm"},
                    "weeks": {"type": "number"},
                    "metric": {"type": "string"},
                    "unit": {"type": "string", "description": "what is counted per arm"},
                },
                ("unit",),
            ),
            "item": _record(_item(), optional=set(_item()) - {"id", "kind", "title", "period", "verdict", "status"}),
        },
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _item() -> dict[str, Any]:
    number, text = {"type": "number"}, {"type": "string"}
    text_values = {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null"]}}
    return {
        "id": _of("id"),
        "kind": {"enum": [str(kind) for kind in Kind]},
        "title": _of("message"),
        "because": _list("id"),
        "value": {**number, "description": "rates as fractions, money in the client's currency"},
        "low": number,
        "high": number,
        "p_value": {**number, "description": "chance of such a difference without any"},
        "unit": {"enum": list(UNITS)},
        "n": {"type": "integer"},
        "period": {"type": "string", "pattern": f"^{PERIOD_PATTERN}$"},
        "verdict": {"enum": [str(verdict) for verdict in Verdict]},
        "metric": text,
        "definition": text,
        "owner": text,
        "status": text,
        "source": _list("source"),
        "about": {**text_values, "description": "what it is about, as data: line, platform, format, topic, choice..."},
        "topics": {"type": "array", "items": text},
        "scope": {**text, "description": "networks, formats and channels the number covers"},
        "window": {"type": "string", "pattern": f"^{WINDOW_PATTERN}$"},
        "importance": {"type": "number", "minimum": 0},
        "checks": _list("check"),
        "experiment": _of("experiment"),
        "collect": _of("message"),
    }


def _record(properties: dict[str, Any], optional: Any) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _of(name: str) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{name}"}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _of(name)}
