"""The files of a folder that are articles, without opening one of them.

`os.scandir` and the kind of file that it gets for free; one `lstat` for each article. 100,000 files
take some 0.4 s.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.article import FileStamp
from reader.characters import one_line
from reader.errors import LibraryUnreadable
from reader.library.names import is_article
from reader.named import NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".readerignore"
LARGEST_IGNORE_FILE = 1 << 20  # bytes; each pattern is tried on each file
LEFT_OUT = frozenset({"node_modules"})  # beside hidden folders


@dataclass(frozen=True, slots=True)
class FolderProblem:
    """A part of the folder that can't be walked, as a sentence."""

    path: str  # relative to the library, "" for the library itself
    message: str


@dataclass(frozen=True, slots=True)
class _Ignore:
    """One ignore file: what it says holds for what lies below its folder."""

    below: int  # length of the folder's path with its slash
    patterns: GitIgnoreSpec


_Rules = tuple[_Ignore, ...]


class _Folder(NamedTuple):
    """A folder still to be entered."""

    shown: str
    real: str
    rules: _Rules


_Found = FileStamp | FolderProblem


def walk(root: str) -> Iterator[FileStamp | FolderProblem]:
    """Every article below the root, ordered by path as bytes; what only links lead to comes last.

    Hidden folders, `node_modules` and what ignore files name are left out. Links are followed while
    they stay inside the real root, and each real file comes once. FIFOs, devices and sockets are
    passed over. Raises LibraryUnreadable where the root itself can't be read.
    """
    yield from Walk(root)


class Walk:
    """One `walk`: iterated over once, it knows the folders that it has entered."""

    def __init__(self, root: str) -> None:
        try:
            self._top = top = os.path.realpath(root, strict=True)
            os.scandir(top).close()
        except OSError as error:
            raise LibraryUnreadable(
                f"{one_line(root)} can't be read: {error.strerror or error}."
            ) from error
        self._base = top if top.endswith("/") else top + "/"
        self._entered: dict[str, _Rules] = {}  # real folders, "" or with a slash at the end
        self._links: list[tuple[str, _Rules]] = []

    def folders(self, most: int) -> list[str]:
        """The real folders entered so far, relative to the root, "" for itself; the upper first."""
        entered = sorted(self._entered, key=lambda folder: (folder.count("/"), folder))
        return [folder.rstrip("/") for folder in entered[:most]]

    def __iter__(self) -> Iterator[FileStamp | FolderProblem]:
        yield from self._below("", "", ())
        taken: set[str] = set()
        while self._links:  # a folder behind a link may hold more of them
            links, self._links = sorted(self._links, key=lambda link: link[0]), []
            for path, rules in links:
                yield from self._link(path, rules, taken)

    def _below(self, shown: str, real: str, rules: _Rules) -> Iterator[_Found]:
        """A folder and all below; `shown` is the path in results, `real` the one without links."""
        # A stack in place of recursion: folders nest deeper than Python calls do.
        stack: list[Iterator[_Found | _Folder]] = [self._folder(shown, real, rules)]
        while stack:
            for found in stack[-1]:
                if isinstance(found, _Folder):
                    stack.append(self._folder(*found))
                    break
                yield found
            else:
                stack.pop()

    def _folder(self, shown: str, real: str, rules: _Rules) -> Iterator[_Found | _Folder]:
        """The entries of one folder in order: stamps, problems, and folders still to enter."""
        if real in self._entered:
            return
        try:
            with os.scandir(self._base + real) as entries:
                listed = list(entries)
        except OSError as error:
            self._entered[real] = rules
            yield FolderProblem(shown.rstrip("/"), f"Not readable: {_reason(error)}.")
            return
        for entry in listed:
            if entry.name == IGNORE_FILE and entry.is_file(follow_symlinks=False):
                patterns, problems = _ignore_file(entry.path, shown + IGNORE_FILE)
                rules = (*rules, _Ignore(len(shown), patterns))
                yield from problems
        self._entered[real] = rules
        yield from self._entries(listed, shown, real, rules)

    def _entries(
        self, listed: list[os.DirEntry[str]], shown: str, real: str, rules: _Rules
    ) -> Iterator[_Found | _Folder]:
        ordered: list[tuple[str, os.DirEntry[str]]] = []
        for entry in listed:
            name = entry.name
            if entry.is_dir(follow_symlinks=False):
                if not name.startswith(".") and name not in LEFT_OUT:
                    # With its slash, so that what is below sorts as its whole path does
                    ordered.append((name + "/", entry))
            elif is_article(name) and entry.is_file(follow_symlinks=False):
                ordered.append((name, entry))
            elif entry.is_symlink() and (is_article(name) or not name.startswith(".")):
                self._links.append((shown + name, rules))
        ordered.sort(key=lambda item: os.fsencode(item[0]))
        for name, entry in ordered:
            path = shown + name
            if rules and _ignored(path, rules):
                continue
            if name.endswith("/"):
                yield _Folder(path, real + name, rules)
                continue
            try:
                info = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue  # gone since the folder was listed
            except OSError as error:
                yield FolderProblem(path, f"Not readable: {_reason(error)}.")
                continue
            yield FileStamp(path, info.st_mtime_ns, info.st_size)

    def _link(self, path: str, rules: _Rules, taken: set[str]) -> Iterator[_Found]:
        """What a link leads to, where it stays inside and is not listed otherwise."""
        name = path.rpartition("/")[2]
        if _ignored(path, rules):
            return
        try:
            target = os.path.realpath(self._base + path)
            info = os.stat(target)
        except OSError as error:
            if is_article(name):
                yield FolderProblem(path, f"A link that leads nowhere: {_reason(error)}.")
            return
        folder = stat.S_ISDIR(info.st_mode)
        if not folder and not (is_article(name) and stat.S_ISREG(info.st_mode)):
            return
        if target != self._top and not target.startswith(self._base):
            yield FolderProblem(path, "A link that leads out of the library is not followed.")
            return
        real = target[len(self._base) :]
        if folder:
            if (
                not name.startswith(".")
                and name not in LEFT_OUT
                and not _ignored(path + "/", rules)
            ):
                yield from self._below(path + "/", real + "/" if real else "", rules)
        elif real not in taken and not self._lists(real):
            taken.add(real)
            yield FileStamp(path, info.st_mtime_ns, info.st_size)

    def _lists(self, real: str) -> bool:
        """Whether the walk itself comes by a real file."""
        folder, slash, name = real.rpartition("/")
        rules = self._entered.get(folder + slash)
        return rules is not None and is_article(name) and not _ignored(real, rules)


def _ignored(path: str, rules: _Rules) -> bool:
    """What ignore files say; one that lies deeper, and a line further down, overrules the others."""
    verdict = False
    for rule in rules:
        said = rule.patterns.check_file(path[rule.below :]).include
        if said is not None:
            verdict = said
    return verdict


def _ignore_file(file: str, shown: str) -> tuple[GitIgnoreSpec, list[FolderProblem]]:
    from pathspec import GitIgnoreSpec  # 12 ms, only where somebody ignores something

    problems: list[FolderProblem] = []
    good: list[str] = []
    try:
        with open(file, "rb") as stream:
            text = os.fsdecode(stream.read(LARGEST_IGNORE_FILE))
    except OSError as error:
        return GitIgnoreSpec([]), [FolderProblem(shown, f"Not readable: {_reason(error)}.")]
    for number, line in enumerate(text.splitlines(), 1):
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:
            problems.append(FolderProblem(shown, f"Line {number} is no pattern and is left out."))
        else:
            good.append(line)
    return GitIgnoreSpec.from_lines(good), problems


def _reason(error: OSError) -> str:
    """The system's words for an error, as the end of a sentence."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
