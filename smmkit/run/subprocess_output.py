"""What programs and C libraries write past Python's streams, brought back into the notebook."""

from __future__ import annotations

import codecs
import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

_MARK = b"\0smmkit-end-of-cell\0"
_PATIENCE = 1.0


class Capture:
    """Descriptors 1 and 2, each a pipe that a thread empties into the notebook's stream."""

    def __init__(self, streams: Mapping[int, Any]) -> None:
        self.seen = {descriptor: threading.Event() for descriptor in streams}
        for descriptor, stream in streams.items():
            reader, writer = os.pipe()
            # Python asks a stream for its descriptor when it hands it to a subprocess: the terminal, as in a kernel.
            stream._original_stdstream_copy = os.dup(descriptor)
            os.dup2(writer, descriptor)
            os.close(writer)
            threading.Thread(target=self._pump, args=(descriptor, reader, stream), daemon=True).start()

    def _pump(self, descriptor: int, reader: int, stream: Any) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        rest = b""
        while chunk := os.read(reader, 65536):
            *whole, rest = (rest + chunk).split(_MARK)
            for part in whole:
                stream.write(decoder.decode(part))
                self.seen[descriptor].set()
            begun = _mark_begun(rest)
            stream.write(decoder.decode(rest[: len(rest) - begun]))
            rest = rest[len(rest) - begun :]

    def drain(self) -> None:
        """Wait until everything written so far is in the streams."""
        for descriptor, seen in self.seen.items():
            seen.clear()
            with suppress(OSError):
                os.write(descriptor, _MARK)
                seen.wait(_PATIENCE)


def _mark_begun(content: bytes) -> int:
    """Return how many bytes at the end may be the beginning of a mark that is still to come whole."""
    return max(length for length in range(len(_MARK)) if content.endswith(_MARK[:length]))
