"""Streams are brought together as nbclient does it, in a fraction of its time."""

from __future__ import annotations

from effort import effort
from hypothesis import given
from hypothesis import strategies as st
from nbclient.client import _RGX_CARRIAGERETURN
from nbformat.v4 import new_output

from smmkit.run.streams import coalesced, visible


@given(st.text(alphabet="ab\r\n ", max_size=60))
def test_what_stays_visible_is_what_nbclient_leaves(text: str) -> None:
    assert visible(text) == _RGX_CARRIAGERETURN.sub("", text)


def test_a_line_of_ten_million_characters_takes_no_time() -> None:
    line = "x" * 10_000_000 + "\r" + "y" * 10
    with effort() as one:
        assert visible(line) == "y" * 10
    assert one.units < 10


def test_each_stream_is_one_output_and_stdout_stands_before_stderr() -> None:
    shown = new_output("display_data", data={"text/plain": "figure"})
    printed = [("stderr", "a"), ("stdout", "b"), ("stderr", "c\rd"), ("stdout", "e")]
    found = coalesced([new_output("stream", name=name, text=text) for name, text in printed] + [shown])
    assert [(each.name, each.text) for each in found[:2]] == [("stdout", "be"), ("stderr", "d")]
    assert found[2:] == [shown]
    assert coalesced([]) == []
