"""One file as a document: read, decoded, split, and its fields understood."""

from __future__ import annotations

import codecs
import os
import stat
from functools import lru_cache

from reader.article import Document, Metadata, Problem
from reader.characters import is_clean_utf8, one_line
from reader.errors import ArticleGone
from reader.library import decode

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from reader.library.front_matter import FrontMatter

LARGEST = 64 << 20  # bytes; more of a file is not read
_NO_NAMES = ("", ".", "..")
_READING = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
HEAD = 1 << 20
"""Bytes in which the front matter of a long file is looked for; only then is its body decoded, once.

An emoji makes four bytes of each character: 10 MB decoded, cut and copied take 100 MB.
"""


def load(root: str, path: str) -> Document:
    """The document in a file of a folder, up to 64 MiB of it; never an error for what is in it.

    Raises ArticleGone where there is no such file any more, where it can't be read, where it is no
    regular file (which is then not opened), and where a link leads out of the folder.
    """
    data, info = read_bytes(root, path)
    return load_bytes(data, path, size=info.st_size, mtime_ns=info.st_mtime_ns)


def read_bytes(root: str, path: str, most: int = LARGEST) -> tuple[bytes, os.stat_result]:
    """The first 64 MiB of a file, and its state when they were read; raises as `load` does."""
    try:
        file, info = _found(root, path)
        _refuse_special(info, path)
        # Should a pipe have taken the file's place since: then this must not wait for a writer
        number = os.open(file, _READING)
        try:
            info = os.fstat(number)
            _refuse_special(info, path)
            return _up_to(number, min(info.st_size, most)), info
        finally:
            os.close(number)
    except OSError as error:
        raise _gone(path, error) from error


def read_head(root: str, path: str, most: int) -> bytes:
    """The lines of a file that begin within so many bytes of it and end there; as `read_bytes`."""
    data, info = read_bytes(root, path, most)
    if info.st_size <= most:
        return data
    return data[: data.rfind(b"\n") + 1] or _whole_characters(data)


def _gone(path: str, error: OSError) -> ArticleGone:
    reason = (error.strerror or str(error)).lower()
    return ArticleGone(f"{one_line(path)} can't be read: {reason}.")


def stamp(root: str, path: str) -> tuple[int, int]:
    """mtime_ns and size of a file as `load` would read it; raises as that does."""
    try:
        info = os.stat(locate(root, path))
    except OSError as error:
        raise _gone(path, error) from error
    _refuse_special(info, path)
    return info.st_mtime_ns, info.st_size


def load_bytes(data: bytes, path: str, *, size: int | None = None, mtime_ns: int = 0) -> Document:
    """The document in some bytes; `size` is that of the file, where it has more than these."""
    # YAML, 15 ms; an excerpt needs bytes alone. By names: a module out of a package is 2 µs more.
    from reader.library.front_matter import read as read_front_matter
    from reader.library.metadata import read as read_metadata

    whole = len(data) if size is None else size
    data = data[:LARGEST]
    if whole > len(data):
        data = _whole_characters(data)
    split = _split(data) if len(data) > HEAD else None
    problems: list[Problem] = []
    if split is not None:
        read, body = split
    else:
        text, found = decode.decode(data)
        problems += found
        read = read_front_matter(text)
        body = text if read is None else read.fenced.body
        del text
    if whole > LARGEST:
        shown = f"Only the first {LARGEST >> 20} MiB of {-(-whole >> 20)} MiB are read."
        problems.append(Problem(0, shown, loss=True))
    if read is None:
        if not body or body.isspace():
            problems.append(Problem(0, "This file is empty."))
        return Document(path, Metadata(), body, 1, whole, mtime_ns, tuple(problems))
    problems += read.problems
    if not body or body.isspace():
        problems.append(Problem(0, "This article has front matter but no text."))
    return Document(
        path=path,
        metadata=read_metadata(read.fields),
        body=body,
        body_line=read.fenced.body_line,
        size=whole,
        mtime_ns=mtime_ns,
        problems=tuple(sorted(problems, key=_place)),
    )


def _split(data: bytes) -> tuple[FrontMatter | None, str] | None:
    """Front matter and body of clean UTF-8, found in its head; None where that does not tell."""
    from reader.library import front_matter

    head = _whole_characters(data[:HEAD])
    try:
        text = head.decode()
        if data.startswith(codecs.BOM_UTF8) or not is_clean_utf8(data):
            return None
        read = front_matter.read(text)
        if read is None:
            # Without a fence there is no front matter; behind one it may end later on.
            return None if text.lstrip()[:1] in ("", "{", "-", "+") else (None, data.decode())
        fenced = read.fenced
        if not fenced.closed or fenced.cut or not fenced.body.strip():
            return None
        before = len(head) - len(fenced.body.encode())
        return read, str(memoryview(data)[before:], "utf-8")
    except UnicodeDecodeError:
        return None


def _whole_characters(data: bytes) -> bytes:
    """Data without the UTF-8 character at its end that was cut in two."""
    for back in range(1, min(4, len(data) + 1)):
        byte = data[-back]
        if byte & 0xC0 != 0x80:  # no continuation: a character begins here
            length = 1 if byte < 0xC0 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return data[:-back] if length > back else data
    return data


def _place(problem: Problem) -> tuple[bool, int]:
    """Problems by line, those of the whole file last."""
    return problem.line == 0, problem.line


def locate(root: str, path: str) -> str:
    """Where a file lies, behind links; ArticleGone where those or dots lead out of the folder.

    The path may be what an article says: nothing of it is looked at beyond a link that leads out.
    """
    file = os.path.join(root, path)
    if "/" not in path and path != ".." and not os.path.islink(file):
        return file
    top = place = _real(root)
    base = top if top.endswith("/") else top + "/"
    for part in path.split("/"):
        if part == "..":
            place = os.path.dirname(place)
        elif part not in ("", "."):
            place = os.path.join(place, part)
            if os.path.islink(place):
                place = os.path.realpath(place)
        if place != top and not place.startswith(base):
            break
    if not place.startswith(base):
        raise ArticleGone(f"{one_line(path)} lies outside of the library.")
    return place


def _found(root: str, path: str) -> tuple[str, os.stat_result]:
    """Where a file lies, as `locate` tells, and its state; raises as that does, and OSError."""
    parts = path.split("/")
    place = root if len(parts) == 1 else _real(root)
    for part in parts:  # each is asked for once; where one is a link, `locate` goes its way anew
        if part in _NO_NAMES:
            break
        place = f"{place}/{part}"
        info = os.lstat(place)
        if stat.S_ISLNK(info.st_mode):
            break
    else:
        return place, info
    place = locate(root, path)
    return place, os.stat(place)


@lru_cache(maxsize=4)
def _real(root: str) -> str:
    """The real path of a library; a root that becomes a link later leads to the same files."""
    return os.path.realpath(root)


def _refuse_special(info: os.stat_result, path: str) -> None:
    if not stat.S_ISREG(info.st_mode):
        raise ArticleGone(f"{one_line(path)} is no file that can be read.")


def _up_to(number: int, size: int) -> bytes:
    """Bytes of a file up to a size; fewer where it has become shorter."""
    pieces = []
    while size > 0:
        piece = os.read(number, size)
        if not piece:
            break
        pieces.append(piece)
        size -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)
