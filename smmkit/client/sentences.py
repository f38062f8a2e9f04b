"""Turn what pydantic found into sentences: file, line, what was found, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from smmkit.client.fields import nearest
from smmkit.client.lines import Path, line_of

# Words people write for a choice that has another name.
_HABITS = {"twitter": "x", "ig": "instagram", "fb": "facebook", "spanish": "es", "español": "es", "english": "en"}
_SHARES = frozenset(
    {"margin", "max_share", "weight", "keep_at", "stop_at", "max_loss", "promo_cap", "curated_floor", "community_floor",
     "exploration_share", "probability", "p_at_signing"}
)  # fmt: skip
_TYPES = {
    "string_type": "a text in quotes",
    "float_type": "a number without quotes",
    "float_parsing": "a number without quotes",
    "tuple_type": "a list, or a table of its own in double brackets",
    "dict_type": "a table",
    "model_type": "a table",
}


def sentences(error: ValidationError, model: type[BaseModel], file: str, lines: Mapping[Path, int]) -> str:
    """Return one sentence a line, in the order of the file."""
    found = [_sentence(detail, model, dict(lines)) for detail in error.errors(include_url=False)]
    ordered = sorted(dict.fromkeys(found), key=lambda pair: pair[0] or float("inf"))
    return "\n".join(f"{file}, line {line}: {said}" if line else f"{file}: {said}" for line, said in ordered)


def _sentence(detail: ErrorDetails, model: type[BaseModel], lines: dict[Path, int]) -> tuple[int | None, str]:
    path: Path = detail["loc"] + tuple(detail.get("ctx", {}).get("path", ()))
    line = line_of(path, lines)
    kind, value = detail["type"], detail["input"]
    if kind == "client":
        return line, detail["msg"]
    if kind == "extra_forbidden":
        return line, _unknown(path, model)
    if kind == "missing":
        return line_of(path[:-1], lines), _missing(path, model)
    if kind == "literal_error":
        return line, _choice(path, value, str(detail["ctx"]["expected"]))
    if kind in ("too_short", "string_too_short"):
        return line, f"{_name(path)} is empty. Write at least one."
    if kind in _TYPES:
        return line, f"{_name(path)} is {value!r}. Write {_TYPES[kind]}."
    if kind.startswith("date"):
        return line, f"{_name(path)} is {value!r}. Write a day as year-month-day without quotes, such as 2026-12-31."
    if kind.startswith(("less_than", "greater_than")):
        return line, f"{_name(path)} is '{value}'. {_bounds(detail, value)}"
    if kind == "string_pattern_mismatch":
        return line, f"{_name(path)} is {value!r}. Use small letters, digits and hyphens, such as 'more-orders'."
    return line, f"{_name(path)} is {value!r}. {detail['msg']}."


def _name(path: Path) -> str:
    words = [part for part in path if isinstance(part, str) and part != "[key]"]
    return words[-1] if words else "the file"


def _place(path: Path) -> str:
    words = [part for part in path[:-1] if isinstance(part, str)]
    return f" in [{'.'.join(words)}]" if words else ""


def _fields(path: Path, model: type[BaseModel]) -> Mapping[str, Any]:
    """Return the keys that may stand where a path ends."""
    for part in (part for part in path[:-1] if isinstance(part, str)):
        found = model.model_fields[part].annotation
        inner = [kind for kind in (found, *get_args(found)) if isinstance(kind, type) and issubclass(kind, BaseModel)]
        if not inner:
            return {}
        model = inner[0]
    return model.model_fields


def _unknown(path: Path, model: type[BaseModel]) -> str:
    known = _fields(path, model)
    near = nearest(str(path[-1]), known)
    do = f"Did you mean '{near}'?" if near else f"Known keys here: {', '.join(known)}."
    return f"unknown key '{path[-1]}'{_place(path)}. {do}"


def _missing(path: Path, model: type[BaseModel]) -> str:
    key = str(path[-1])
    example = (getattr(_fields(path, model).get(key), "examples", None) or [None])[0]
    if example is None:
        return f"'{key}' is missing{_place(path)}. Add a table [[{key}]]."
    written = example if not isinstance(example, str) or example[:2] == "20" else f'"{example}"'
    return f"'{key}' is missing{_place(path)}. Add a line such as {key} = {written}"


def _choice(path: Path, value: Any, expected: str) -> str:
    choices = expected.replace(" or ", ", ").replace("'", "").split(", ")
    near = _HABITS.get(str(value).casefold()) or nearest(str(value), choices)
    hint = f"Did you mean '{near}'? " if near in choices else ""
    name = "platform" if path[-1] == "[key]" else _name(path)
    return f"{name} is '{value}'. {hint}Write one of: {', '.join(choices)}."


def _bounds(detail: ErrorDetails, value: Any) -> str:
    if _name(detail["loc"]) in _SHARES:
        share = f", here perhaps {value / 100:g}" if 1 < value <= 100 else ""
        return f"Write a share between 0 and 1{share}."
    bounds = detail.get("ctx", {})
    if bounds.get("gt") == 0 or bounds.get("ge") == 0:
        return "Write an amount above 0, or leave the line out."
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    limits = [f"{said} {bounds[name]:g}" for name, said in words.items() if name in bounds]
    return f"Write a number of {' and '.join(limits)}."
