"""Invented clients with a known truth: any number of them, in the platforms' own formats."""

from smmkit.demo.spec import COMMITTED, COUNTRIES, Spec, further_specs
from smmkit.demo.truth import Truth, draw_truth
from smmkit.demo.write import write_client

__all__ = ["COMMITTED", "COUNTRIES", "Spec", "Truth", "draw_truth", "further_specs", "write_client"]
