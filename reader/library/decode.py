"""The bytes of a file as clean text, whatever encoding they are in."""

from __future__ import annotations

import codecs
import re

from reader.article import Problem
from reader.characters import clean

_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_VALID_UTF8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_FOREIGN = re.compile(rb"[\x80-\xff]")
_TELLING_LINE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
SAMPLE = 64 << 10  # bytes of lines that are not ASCII; a guess gets no better with more
EVIDENCE = 10  # bytes; fewer say nothing about an encoding other than the Western one
_WESTERN = "cp1252"


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Clean text with \\n at the ends of lines, and a problem where bytes could not be kept.

    UTF-8, what a byte order mark says, else the encoding that the bytes look like; a byte that
    still means nothing becomes U+FFFD.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return _plain(text.removeprefix("\ufeff")), ()
    encoding, start = next(
        ((name, len(mark)) for mark, name in _MARKS if data.startswith(mark)), ("", 0)
    )
    if not encoding:
        encoding = _guess(data)
    return _forced(data[start:], encoding, told=start > 0 or encoding == "utf-8")


def encoding_of(data: bytes) -> str:
    """The name of the encoding in which `decode` reads the data."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)
    return "utf-8"


def _plain(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return clean(text)


def _guess(data: bytes) -> str:
    """The encoding of data that is not UTF-8; UTF-8 all the same where that is most of it."""
    broken = len(_FOREIGN.findall(_VALID_UTF8.sub(b"", data)))
    if len(_VALID_UTF8.findall(data)) >= broken:
        return "utf-8"
    from charset_normalizer import from_bytes  # 60 ms, only for what is not UTF-8

    sample = b"".join(_sample(data))
    # By itself it calls three accents in English one of a dozen rare encodings
    western = from_bytes(sample, cp_isolation=[_WESTERN]).best()
    if western is not None and western.chaos == 0.0:
        return _WESTERN
    if broken < EVIDENCE:
        return "utf-8"
    best = from_bytes(sample).best()
    return best.encoding if best is not None else "utf-8"


def _sample(data: bytes) -> list[bytes]:
    taken: list[bytes] = []
    size = 0
    for line in _TELLING_LINE.finditer(data):
        taken.append(line[0][: SAMPLE - size])
        size += len(taken[-1])
        if size >= SAMPLE:
            break
    return taken


def _forced(data: bytes, encoding: str, *, told: bool) -> tuple[str, tuple[Problem, ...]]:
    """Text in an encoding with U+FFFD for what it can't be; `told`: the encoding is no guess."""
    lost: list[tuple[int, int]] = []  # where, and how many bytes

    def replace(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        lost.append((error.start, error.end - error.start))
        return "\ufffd", error.end

    codecs.register_error("reader.lost", replace)
    text = data.decode(encoding, "reader.lost")
    problems = []
    if not told:
        first = _FOREIGN.search(data)
        line = _line(data, first.start() if first else 0, encoding)
        name = "Windows-1252" if encoding == _WESTERN else encoding
        problems.append(Problem(line, f"the text is not UTF-8; it is read as {name}."))
    if lost:
        count = sum(length for _, length in lost)
        name = "UTF-8" if encoding == "utf-8" else encoding.upper()
        what = "1 byte is" if count == 1 else f"{count} bytes are"
        shows = "shows" if count == 1 else "show"
        line = _line(data, lost[0][0], encoding)
        problems.append(Problem(line, f"{what} not {name} and {shows} as �.", loss=True))
    return _plain(text), tuple(problems)


def _line(data: bytes, position: int, encoding: str) -> int:
    """The line, counted from 1, of a byte."""
    before = data[:position].decode(encoding, "replace")
    return before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
