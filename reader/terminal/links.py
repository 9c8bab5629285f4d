"""The one gate for links: from what an article says to something that may be opened, or not."""

from __future__ import annotations

import os
import posixpath
import re

from reader.named import NamedTuple
from reader.patterns import pattern

_SCHEME = pattern(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_OFFERED = ("http", "https", "mailto")
# RFC 3986 §2.2 and §2.3, and % of what is encoded already
_PLAIN = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%"
)
_ENCODED = pattern(rb"%([0-9A-Fa-f]{2})")


class Web(NamedTuple):
    """An address for a browser or a mail program; ASCII, nothing in it acts on a terminal."""

    address: str


class Inside(NamedTuple):
    """A file of the library, by its path relative to the root, and a heading in it or nothing."""

    path: str
    heading: str = ""


class Heading(NamedTuple):
    """A heading of the same article."""

    heading: str


class Refused(NamedTuple):
    """A link that is not followed, and the sentence that says why."""

    reason: str


Target = Web | Inside | Heading | Refused


def target(link: str, article: str) -> Target:
    """What a link means that stands in the article at a path relative to the library.

    A path that begins with / counts from the library's root. Nothing leads out of the library by
    its name; whether a file is a symbolic link that does is for whoever opens it.
    """
    link = link.strip()
    if not link:
        return Refused("The link is empty.")
    if link.startswith("//"):
        link = "https:" + link
    scheme = _SCHEME.match(link)
    if scheme:
        return _web(scheme[1].lower(), scheme[2])
    path, _, heading = link.partition("#")
    path = path.partition("?")[0]
    heading = _decoded(heading)
    if not path:
        return Heading(heading)
    return _inside(_decoded(path), heading, article)


def _web(scheme: str, rest: str) -> Target:
    if scheme not in _OFFERED:
        return Refused(f"Links of the kind {scheme}: are not opened.")
    if scheme == "mailto":
        return Web(f"mailto:{_encoded(rest)}") if rest else Refused("The link names nobody.")
    if not rest.startswith("//"):
        return Refused("The link names no host.")
    authority, slash, path = _cut(rest[2:])
    user, at, host = authority.rpartition("@")
    if not host or host.startswith(":"):
        return Refused("The link names no host.")
    if not host.isascii():
        try:
            # What is shown is what is asked for: a look-alike letter shows as xn--
            name, colon, port = host.partition(":")
            host = name.encode("idna").decode("ascii") + colon + port
        except UnicodeError:
            return Refused("The link's host is not a name.")
    return Web(f"{scheme}://{_encoded(user)}{at}{_encoded(host)}{slash}{_encoded(path)}")


def _cut(text: str) -> tuple[str, str, str]:
    """The authority, the character that ends it, and what follows."""
    end = min((at for at in map(text.find, "/?#") if at >= 0), default=len(text))
    return text[:end], text[end : end + 1], text[end + 1 :]


def _inside(path: str, heading: str, article: str) -> Target:
    if "\0" in path:
        return Refused("The link names no file.")
    start = "" if path.startswith("/") else posixpath.dirname(article)
    found = posixpath.normpath(posixpath.join(start, path.lstrip("/")))
    if found == ".." or found.startswith("../"):
        return Refused("The link leads out of the library.")
    if found == ".":
        return Refused("The link names a folder.")
    return Inside(found, heading)


def _decoded(text: str) -> str:
    """Text without percent-encoding; bytes that are not UTF-8 as in paths."""
    raw = os.fsencode(text) if text.isascii() else text.encode("utf-8", "surrogateescape")
    return os.fsdecode(_ENCODED.sub(lambda match: bytes((int(match[1], 16),)), raw))


def _encoded(text: str) -> str:
    """Text with everything percent-encoded that is not an ordinary character of an address."""
    raw = text.encode("utf-8", "surrogateescape")
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in raw)


LINK_END = "\x1b]8;;\x1b\\"


def link_start(address: str, group: str = "") -> str:
    """The sequence (OSC 8) after which text is a link to a Web target's address.

    Runs of one link in several rows share a `group`, so that a terminal marks them together.
    """
    parameters = f"id={_encoded(group).replace(':', '%3A').replace(';', '%3B')}" if group else ""
    return f"\x1b]8;{parameters};{_encoded(address)}\x1b\\"
