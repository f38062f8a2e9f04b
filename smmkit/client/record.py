"""What the records of a brief and of a plan have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A table of `client.toml` or `plan.toml`: no unknown key, no change, each key explained by its docstring."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, use_attribute_docstrings=True)
