"""What the team answers: some with a phrase for all, some with an answer of one's own whose parts are known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from smmkit.demo.spec import Spec
from smmkit.demo.talk import talk
from smmkit.demo.words import choose, sector_words

HABITS: Mapping[str, float] = {
    "greeting": 0.92,
    "empathy": 0.22,
    "solution": 0.84,
    "thanks": 0.62,
    "sign_off": 0.55,
}
"""How often a personal answer has each part; empathy is the weakest habit."""
GENERIC = 0.24
"""Share of the answers by people that are one of three phrases for all."""

KEPT_DAYS = 240
"""For how long the tool keeps the words of an answer; of older ones it knows only when they went out."""


def reply_texts(spec: Spec, table: pd.DataFrame) -> pd.DataFrame:
    """Return the messages with their answers and, in `has_*`, which parts each has."""
    rng = spec.rng("replies")
    words = talk(spec.language, spec.sector, spec.country).replies
    count = len(table)
    things = choose(rng, sector_words(spec.language, spec.country).sectors[spec.sector].things, count)
    generic = rng.random(count) < (GENERIC if spec.planted else 0.0)
    has = {part: (rng.random(count) < share) & ~generic for part, share in HABITS.items()}
    parts = {
        "greeting": choose(rng, words["hi"], count),
        "empathy": choose(rng, words["care"], count),
        "solution": [words[f"fix_{kind}"][n % len(words[f"fix_{kind}"])] for n, kind in enumerate(table["kind"])],
        "thanks": choose(rng, words["thanks"], count),
        "sign_off": choose(rng, words["bye"], count),
    }
    same = choose(rng, words["generic"], count)
    known = (table["received_at"] > pd.Timestamp(spec.end) - pd.Timedelta(days=KEPT_DAYS)).to_numpy()
    texts = []
    for row, (by, thing) in enumerate(zip(table["answered_by"], things, strict=True)):
        own = " ".join(parts[part][row] for part in HABITS if has[part][row]) or parts["solution"][row]
        said = same[row] if generic[row] else own.format(thing=thing, brand=spec.name)
        texts.append({"person": said, "bot": words["bot"][0]}.get(by, "") if known[row] else "")
    out = table.assign(reply=texts, has_personal=~generic)
    return out.assign(**{f"has_{part}": np.asarray(values) for part, values in has.items()})
