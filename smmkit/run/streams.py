"""What a cell printed, as one text per stream: nbclient's own rules, in time that grows with the text alone.

nbclient looks for overwritten text by a pattern that tries every place of a line: a line of a hundred thousand
characters takes it half a minute, one of a million an hour.
"""

from __future__ import annotations

from typing import Any

Output = Any  # a NotebookNode


def coalesced(outputs: list[Output]) -> list[Output]:
    """Return a cell's outputs with all text of a stream where it first appeared, stdout before stderr beside it."""
    kept: list[Output] = []
    texts: dict[str, list[str]] = {}
    for output in outputs:
        if output["output_type"] != "stream":
            kept.append(output)
        elif output["name"] in texts:
            texts[output["name"]].append(output["text"])
        else:
            texts[output["name"]] = [output["text"]]
            kept.append(output)
    for output in kept:
        if output["output_type"] == "stream":
            output["text"] = visible("".join(texts[output["name"]]))
    names = [output.get("name") for output in kept]
    for position in range(len(kept) - 1):
        if names[position : position + 2] == ["stderr", "stdout"]:
            kept[position : position + 2] = kept[position + 1], kept[position]
    return kept


def visible(text: str) -> str:
    """Return what is left of a text when each carriage return that is followed by more overwrites its line."""
    if "\r" not in text:
        return text
    return "\n".join(line[line.rfind("\r", 0, len(line) - 1) + 1 :] if line else line for line in text.split("\n"))
