"""The bytes of a file as clean text, whatever encoding they are in."""

from __future__ import annotations

import codecs

from reader.article import Problem
from reader.characters import clean, is_clean_utf8
from reader.patterns import pattern

_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_VALID_UTF8 = pattern(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_FOREIGN = pattern(rb"[\x80-\xff]")
_ESCAPED = pattern("[\udc80-\udcff]")
_REPLACED = pattern("\ufffd")
_NOT_ASCII = pattern("[^\x00-\x7f]")
_CONTROL = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINE_END = pattern("\r\n?")
_TELLING_LINE = pattern(rb"[^\n]*[\x80-\xff][^\n]*\n?")
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
        text = text.removeprefix("\ufeff")
        return (text, ()) if is_clean_utf8(data) else _plain(text)
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


def _plain(text: str) -> tuple[str, tuple[Problem, ...]]:
    """Lines that end in \\n, clean, and a problem where that took something away."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    first = _CONTROL.search(text)
    if first is None:
        return clean(text), ()
    count = len(_CONTROL.findall(text))
    what = "1 control character is" if count == 1 else f"{count:,} control characters are"
    line = text.count("\n", 0, first.start()) + 1
    return clean(text), (Problem(line, f"{what} left out, which a terminal would obey."),)


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
    if encoding == "utf-8":
        # One surrogate for each byte, which `clean` turns into U+FFFD
        text = data.decode(encoding, "surrogateescape")
        lost, name = [match.start() for match in _ESCAPED.finditer(text)], "UTF-8"
    else:
        text = data.decode(encoding, "replace")
        lost, name = [match.start() for match in _REPLACED.finditer(text)], encoding.upper()
    problems = []
    if not told:
        first = _NOT_ASCII.search(text)
        read_as = "Windows-1252" if encoding == _WESTERN else encoding
        problems.append(
            Problem(
                _line(text, first.start() if first else 0),
                f"the text is not UTF-8; it is read as {read_as}.",
            )
        )
    if lost:
        what = "byte" if encoding == "utf-8" else "character"
        says = f"1 {what} is not {name} and shows as �."
        if len(lost) > 1:
            says = f"{len(lost):,} {what}s are not {name} and show as �."
        problems.append(Problem(_line(text, lost[0]), says, loss=True))
    shown, more = _plain(text)
    return shown, (*problems, *more)


def _line(text: str, position: int) -> int:
    """The line, counted from 1, of a character."""
    return _LINE_END.sub("\n", text[:position]).count("\n") + 1
