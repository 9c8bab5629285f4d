"""Files into entries of the catalog, in a process of its own: a file that kills it kills no other.

Started by `loading` as `python -P -m reader.session.loader ROOT [--no-terms]`. Both directions carry frames: four
bytes of length, then a value as `marshal` writes it. In comes a list of (path, mtime_ns, size), out
go as many answers in the same order: an entry, or the sentence that says why there is none.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
import struct
import sys
from contextlib import suppress
from typing import Any

from reader.article import FileStamp
from reader.errors import ArticleGone
from reader.library import load
from reader.session.read import measured
from reader.store.catalog.entry import Entry, entry
from reader.store.catalog.vocabulary import NewTerms

LENGTH = struct.Struct(">I")
NO_TERMS = "--no-terms"  # the writer takes them from the index of words


def entry_of(root: str, stamp: FileStamp, vocabulary: NewTerms | None) -> Entry:
    """Read, measure and index one file; ArticleGone where it can't be read any more.

    The stamp is the walk's: a file that changed meanwhile is read again by the next refresh.
    """
    document = load.load(root, stamp.path)
    article, text = measured(document)
    holds = (text.code, text.table, text.image, text.notes, text.maths)
    made = entry(article, stamp, document.body, text.text, text.links, holds)
    return made if vocabulary is None else made._replace(terms=vocabulary.of(made.words))


def packed(value: Any) -> bytes:
    """A plain value as it is sent, without its length."""
    return marshal.dumps(value)


def unpacked(data: bytes) -> Any:
    """What was packed: both ends are ours, and nothing that is run comes in it."""
    return marshal.loads(data)  # noqa: S302


def frame(value: Any) -> bytes:
    """A value as it is sent."""
    data = packed(value)
    return LENGTH.pack(len(data)) + data


def frames(received: bytearray) -> list[bytes]:
    """Take the whole frames off the front of what was received; each is still packed."""
    found: list[bytes] = []
    start = 0
    with memoryview(received) as view:
        while start + LENGTH.size <= len(received):
            (length,) = LENGTH.unpack_from(received, start)
            end = start + LENGTH.size + length
            if end > len(received):
                break
            found.append(bytes(view[start + LENGTH.size : end]))
            start = end
    if start:
        del received[:start]
    return found


def serve(root: str, requests: int, answers: int, *, terms: bool = True) -> None:
    """Answer until nobody asks any more; both are descriptors."""
    vocabulary = NewTerms() if terms else None
    received = bytearray()
    while data := os.read(requests, 1 << 16):
        received += data
        for request in frames(received):
            for path, mtime_ns, size in unpacked(request):
                stamp = FileStamp(os.fsdecode(path), mtime_ns, size)
                try:
                    answer: Any = tuple(entry_of(root, stamp, vocabulary))
                except ArticleGone as error:
                    answer = str(error)
                # One by one: whoever asked knows by the answers which file was the last.
                _send(answers, frame(answer))


def _send(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def main() -> None:
    """The loader's life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for whoever started this
    # What is imported stays; documents have no cycles, so that looking for them is rarely worth it.
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    with suppress(BrokenPipeError):
        terms = NO_TERMS not in sys.argv[2:]
        serve(sys.argv[1], sys.stdin.fileno(), sys.stdout.fileno(), terms=terms)
    os._exit(0)


if __name__ == "__main__":
    main()
