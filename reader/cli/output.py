"""What commands print: lines that hold no control character, whatever an article or a path holds."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from reader.characters import clean, is_clean, one_line
from reader.patterns import pattern

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

# All that `characters.clean` acts on; within JSON it stands in strings alone, where it is escaped.
_UNSAFE = pattern("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def json_line(value: Any) -> str:
    """A value on one line of JSON; text stays readable, what a terminal would obey is escaped.

    Bytes of a path that are not UTF-8 are lone surrogates, as os.fsdecode gives them. Where stdout
    is not UTF-8, it is all ASCII.
    """
    import json  # 1 ms, for scripts alone

    text = json.dumps(value, ensure_ascii=not _takes_all())
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def columns(*values: str) -> str:
    """Values with tabs between them, each on one line, cut nowhere."""
    return "\t".join(one_line(value) for value in values)


def write(lines: Iterable[str]) -> None:
    """Print lines to stdout; in a locale without a character it is told by its number."""
    take_all()
    for line in lines:
        sys.stdout.write((line if is_clean(line) else clean(line)) + "\n")


def take_all() -> None:
    """Let stdout take every character: one that the locale lacks is told by its number."""
    if (
        not _takes_all()
        and getattr(sys.stdout, "errors", "") != IN_ASCII
        and hasattr(sys.stdout, "reconfigure")
    ):
        sys.stdout.reconfigure(errors="backslashreplace")


IN_ASCII = "reader-in-ascii"
"""The error handler of a stream to a terminal whose locale is not UTF-8."""


def fit_the_terminal() -> None:
    """Let what is printed on a terminal be ASCII, whatever it was: its locale is not UTF-8.

    Bytes of UTF-8 would be several signs there, and some of them controls (C1). Files and pipes
    get what they always get.
    """
    import codecs

    streams = [stream for stream in (sys.stdout, sys.stderr) if stream.isatty()]

    codecs.register_error(IN_ASCII, _in_ascii)
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="ascii", errors=IN_ASCII)


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    from reader.markdown.ascii_signs import written  # few terminals need it

    assert isinstance(error, UnicodeEncodeError)
    return written(error.object[error.start : error.end]), error.end


def _takes_all() -> bool:
    return (sys.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"


def tell(sentence: str) -> None:
    """A sentence for the person, beside the results."""
    print(f"reader: {clean(sentence)}", file=sys.stderr)
