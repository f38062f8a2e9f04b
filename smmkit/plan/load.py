"""Read the approved plan, or say in sentences what is wrong with it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from smmkit.client.lines import key_lines
from smmkit.client.load import broken, decoded
from smmkit.client.sentences import sentences
from smmkit.client.written import toml_content
from smmkit.errors import ConfigError
from smmkit.plan.model import Plan

PLAN_FILE = "plan.toml"
SCHEMA_FILE = Path(__file__).with_name("plan.schema.json")
"""The JSON Schema of `plan.toml`, for completion in editors."""


def load_plan(folder: Path | str) -> Plan:
    """Read `plan.toml` of a client's folder; a client without one has an empty plan.

    Raises
    ------
    ConfigError
        If the file cannot be understood: one sentence per mistake, with file and line.

    """
    path = Path(folder) / PLAN_FILE
    return parse_plan(read_plan(path), file=f"{path.parent.name}/{PLAN_FILE}")


def read_plan(path: Path) -> str:
    """Return the text of a plan; empty if there is no such file."""
    if not path.is_file():
        return ""
    return decoded(path)


def parse_plan(text: str, *, file: str = PLAN_FILE) -> Plan:
    """Check the text of a `plan.toml`; `file` is the name used in error sentences."""
    try:
        return Plan.model_validate(toml_content(text, file=file))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(broken(str(error), text, file)) from None
    except ValidationError as error:
        raise ConfigError(sentences(error, Plan, file, key_lines(text))) from None


def plan_schema() -> str:
    """Return the JSON Schema of `plan.toml` as text, the same bytes every time."""
    schema: dict[str, Any] = {"$schema": "http://json-schema.org/draft-07/schema#", **Plan.model_json_schema()}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
