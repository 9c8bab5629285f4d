"""What a value with broken quotes was meant to say."""

from __future__ import annotations

import re
from enum import Enum

from reader.characters import clean
from reader.patterns import pattern


class Fault(Enum):
    """What was wrong with a field, as a sentence with `{key}` for its name."""

    APOSTROPHE = "the apostrophe in `{key}` was not escaped."
    APOSTROPHES = "the apostrophes in `{key}` were not escaped."
    QUOTES = "the quotation marks in `{key}` were not escaped."
    OPEN = "the quotation mark before `{key}` was not closed."
    COLON = "the text of `{key}` has a colon and no quotation marks."
    BACKSLASH = "a backslash in `{key}` was not escaped."
    TAB = "`{key}` has tabs where YAML wants spaces."
    OTHER = "`{key}` is not written as {kind} wants it."

    def __str__(self) -> str:
        return self.value


_CLOSERS = {"'": "'’", '"': '"”'}
_TAIL = pattern(r"[ \t]+#.*|[ \t]*[,;]?", re.DOTALL)  # what may follow a closing quote
_BEFORE_COMMENT = {
    quote: pattern(rf"[{closers}](?=[ \t]+#)") for quote, closers in _CLOSERS.items()
}
_PLAIN_COMMENT = pattern(r"(?<![ \t])[ \t]+#(?:[ \t].*)?$", re.DOTALL)
# Words that begin with an apostrophe in English: the quote before them was not opened by mistake
_ELIDED = pattern(r"'(?:tis|twas|til|em|cause|n|\d0s)\b", re.IGNORECASE)
_ESCAPE = pattern(r'\\(?:([\\"\'/])|u([0-9a-fA-F]{4})|([nrt])|(.?))', re.DOTALL)
_SHELL_APOSTROPHE = r"'\''"


def plainly_quoted(text: str) -> str | None:
    """A value in quotes that needs no parser to be read, as YAML reads it; None if it does."""
    text = text.rstrip(" \t")
    quote, value = text[:1], text[1:-1]
    if len(text) < 2 or text[-1] != quote or "\n" in value:
        return None
    if quote == "'":
        if "'" in value.replace("''", ""):
            return None
        value = value.replace("''", "'")
    elif quote != '"' or '"' in value or "\\" in value:
        return None
    return value if value.isprintable() else clean(value)


def unquoted(text: str) -> tuple[str, Fault]:
    """The text that was meant, and what was wrong with it.

    A quoted value runs from its first quote to the last one of its kind; a typographic ’ or ” may
    close it. A comment may follow. An unquoted value keeps its colons.
    """
    text = text.strip()
    quote = text[:1]
    if quote not in _CLOSERS:
        value = _PLAIN_COMMENT.sub("", text).strip()
        return value, Fault.COLON if re.search(r":(?:\s|$)", value) else Fault.OTHER
    end = _closing(text, quote)
    if end is None:
        if _ELIDED.match(text):
            return text, Fault.APOSTROPHE
        return _inner(text[1:], quote)[0], Fault.OPEN
    inner = text[1:end]
    if len(inner) >= 2 and inner[0] == quote == inner[-1] and not text.startswith(quote * 3):
        inner = inner[1:-1]  # a doubled quote at both ends is one
    value, fault = _inner(inner, quote)
    if text[end] != quote and fault is Fault.OTHER:
        fault = Fault.OPEN
    return value, fault


def comment(text: str) -> str:
    """The comment that `unquoted` leaves out, from its # on; empty where there is none."""
    text = text.strip()
    if text[:1] in _CLOSERS:
        end = _closing(text, text[0])
        tail = text[end + 1 :] if end is not None else ""
    else:
        found = _PLAIN_COMMENT.search(text)
        tail = found[0] if found else ""
    tail = tail.strip()
    return tail if tail.startswith("#") else ""


def _closing(text: str, quote: str) -> int | None:
    """The last quote of its kind, or the last one before a comment where text follows that."""
    last = max(text.rfind(closer) for closer in _CLOSERS[quote])
    if last > 0 and _TAIL.fullmatch(text, last + 1):
        return last
    found = None
    for match in _BEFORE_COMMENT[quote].finditer(text, 1):
        found = match.start()
    return found


def _inner(inner: str, quote: str) -> tuple[str, Fault]:
    if quote == "'":
        value = inner.replace(_SHELL_APOSTROPHE, "'")
        if "\\'" in value:  # whoever escapes one this way escapes the other too
            value = value.replace("\\'", "'").replace('\\"', '"')
        lone = value.replace("''", "").count("'")
        fault = Fault.OTHER if not lone else Fault.APOSTROPHE if lone == 1 else Fault.APOSTROPHES
        return value.replace("''", "'").strip(), fault
    fault = Fault.QUOTES if re.search(r'(?<!\\)"', inner) else Fault.OTHER
    if "\\" not in inner:
        return inner.strip(), fault
    if all(escape[4] is None for escape in _ESCAPE.finditer(inner)):
        return _unescaped(inner), fault
    # A path, as in C:\Users: then no backslash was meant to escape anything but a quote
    value = re.sub(r"\\([\"'])", r"\1", inner).strip()
    return value, fault if fault is Fault.QUOTES else Fault.BACKSLASH


def _unescaped(inner: str) -> str:
    def character(match: re.Match[str]) -> str:
        if match[2]:
            return chr(int(match[2], 16))
        return match[1] or {"n": "\n", "r": "\n", "t": " "}[match[3]]

    text = _ESCAPE.sub(character, inner)
    # JSON writes an emoji as a pair of surrogates
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return clean(text).strip()
