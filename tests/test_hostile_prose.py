"""Names, captions and notes of anybody: shown sign by sign in prose, never obeyed by Markdown, MathJax or a page."""

from __future__ import annotations

import re
from html import unescape

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from smmkit.present.display import prose
from smmkit.report.fragments import fragment
from smmkit.report.harmless import harmless
from smmkit.report.page import page
from smmkit.text import Message, Text, inert

EN = Text("en", country="US", currency="USD")
HOSTILE = (
    "[x](javascript:alert(1))", "![x](https://outside.example/a.png)", "<img src=x onerror=alert(1)>",
    "**loud** _soft_",
    "see https://outside.example now", "write to ana@outside.example", "www.outside.example", "`code` and ~~gone~~",
    "# heading", "## heading", "- point", "+ point", "1. first", "12) twelfth", "---", ": meaning", "> quoted",
    "a\n\n<script>alert(1)</script>", r"\[x](y) \(z\) \href{javascript:alert(1)}{x}", "&lt;b&gt; &#36;",
    "$5 and $6 of $$7$$",
    "<https://outside.example>", "a[b]: https://outside.example", "key_events and money_states.csv", "__init__", "-5 %",
)  # fmt: skip


def rendered(markdown: str) -> str:
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    return str(markdown2html_mistune(markdown))


@pytest.mark.parametrize("value", HOSTILE)
def test_a_sentence_reads_as_it_was_written_and_makes_nothing(value: str) -> None:
    html = rendered(inert(value))
    assert set(re.findall(r"<(/?\w+)", html)) <= {"p", "/p", "span", "/span"}
    shown = unescape(re.sub(r"<[^>]*>", "", html)).strip()
    assert shown == re.sub(r"\n+", " ", value)


def test_two_amounts_in_dollars_are_never_in_one_text_for_mathjax() -> None:
    said = prose([Message("raise to {a:money} a month (so far {b:money})", {"a": 583, "b": 452})], EN)
    assert "$" not in said.markdown
    texts = re.split(r"<[^>]*>", unescape(rendered(said.markdown)))
    assert max(text.count("$") for text in texts) == 1
    assert all(text == "$" for text in texts if "$" in text)
    assert repr(said) == "raise to $583 a month (so far $452)"


@pytest.mark.parametrize(
    "raw",
    [
        "<script>alert(1)</script>", "<img src='https://outside.example/x'>",
        "<a href=' java&#10;script:alert(1)'>x</a>",
        "<iframe src=//outside.example></iframe>", "<meta http-equiv=refresh content='0;url=https://outside.example'>",
        "<svg onload=alert(1)>", "<p style='background:url(//outside.example)'>x</p>", "<p onclick=alert(1)>x</p>",
        "<form action=//outside.example><button>x</button></form>",
        "<scr<script></script>ipt>alert(1)</scr</script>ipt>",
        '<a title="x" href="vbscript:x">x</a>', "<a x\" onclick=alert(1) y='>'>x</a>",
        "<!--><script>alert(1)</script>-->",
        "<base href=//outside.example>", "<link rel=stylesheet href=//outside.example>", "<style>@import '//x'</style>",
    ],
)  # fmt: skip
def test_an_output_s_html_is_left_without_script_style_or_outside_address(raw: str) -> None:
    output = new_output("display_data", data={"text/html": raw, "text/markdown": raw})
    html = fragment(new_notebook(cells=[new_code_cell(outputs=[output])]), prefix="n", targets={}, text=EN)
    tags = " ".join(re.findall(r"<[a-zA-Z!/][^>]*>", html))
    assert not re.search(r"\bscript|\bon\w+=|style|outside|iframe|meta|svg|form|base|link", tags, re.IGNORECASE)


def test_tables_and_links_of_our_own_stay() -> None:
    row = '<tr id="EV-a"><td data-fact="x">1 &lt; 2</td><td><a href="#EV-a">x</a></td></tr>'
    link = '<a href="https://good.example/?a=1&amp;b=2">x</a>'
    for kept in (f'<table class="dataframe">{row}</table>', link):
        assert harmless(kept) == kept


def test_the_policy_of_a_page_allows_nothing_that_came_with_the_body() -> None:
    shell = {"title": "<!-- body -->", "subtitle": "", "text": EN, "colour": "#0072B2", "contents": []}
    plain, hostile = (page(body, **shell) for body in ("", "<script>alert(1)</script><style>a{}</style>"))
    policy = re.compile(r'content="(default-src[^"]*)"')
    assert policy.findall(plain) == policy.findall(hostile)
    assert "unsafe" not in policy.findall(plain)[0]
