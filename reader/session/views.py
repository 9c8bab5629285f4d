"""One's own views: queries under names, kept in the settings file and nowhere else.

Each change reads the file anew, so that what another session or an editor wrote there is kept.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from reader import settings
from reader.allowed import EVERYTHING, NO_SETTINGS, Allowed
from reader.characters import one_line
from reader.errors import SettingsUnwritable
from reader.named import NamedTuple
from reader.query.views import BUILT_IN, View, every, key

if TYPE_CHECKING:
    from tomlkit.container import Container

TABLE = "views"
_BY_HAND = "[views] is written in a form that only an editor can change"


class Own(NamedTuple):
    """A view of one's own on its way into the file."""

    name: str
    query: str
    was: str = ""  # its name in the file; empty for a new one


Edit = Callable[[tuple[Own, ...]], tuple[Own, ...]]
"""Called with the views that are in the file, once; SettingsUnwritable where one would be lost."""


def save(name: str, query: str, at: int | None = None) -> Edit:
    """A query under a name that no view has: at an index, else last."""

    def edit(own: tuple[Own, ...]) -> tuple[Own, ...]:
        _refuse_taken(name, own)
        index = len(own) if at is None else at
        return (*own[:index], Own(name, query), *own[index:])

    return edit


def rename(name: str, other: str) -> Edit:
    """Another name for a view; one that no other view has."""

    def edit(own: tuple[Own, ...]) -> tuple[Own, ...]:
        _refuse_taken(other, tuple(each for each in own if each.name != name))
        return tuple(each._replace(name=other) if each.name == name else each for each in own)

    return edit


def _refuse_taken(name: str, own: tuple[Own, ...]) -> None:
    if any(key(each.name) == key(name) for each in own):
        raise SettingsUnwritable(_taken(name))


def _taken(name: str) -> str:
    return f"There is a view “{name}” already; take another name, or delete that one before."


def move(name: str, steps: int) -> Edit:
    """A view so many places down, or up where negative, as far as there are any."""

    def edit(own: tuple[Own, ...]) -> tuple[Own, ...]:
        moved = next((each for each in own if each.name == name), None)
        if moved is None:
            return own
        rest = [each for each in own if each is not moved]
        rest.insert(max(0, min(own.index(moved) + steps, len(rest))), moved)
        return tuple(rest)

    return edit


def delete(name: str, gone: Callable[[Own, int], None] | None = None) -> Edit:
    """Without a view; `gone` is told which it was in the file, and where."""

    def edit(own: tuple[Own, ...]) -> tuple[Own, ...]:
        for index, each in enumerate(own):
            if each.name == name and gone is not None:
                gone(each, index)
        return tuple(each for each in own if each.name != name)

    return edit


def listed(own: Mapping[str, str]) -> tuple[View, ...]:
    """All views as they are listed: those of every library, then one's own."""
    return tuple(every(own).values())


def is_own(view: View, own: Mapping[str, str], shared: frozenset[str] = frozenset()) -> bool:
    """Whether a view is one's own, and so can be renamed, ordered and deleted."""
    return view.name in own and view.name not in shared


def refused_name(name: str, own: Mapping[str, str], but: str = "") -> str:
    """Why a view can't be called so, as a sentence; `but` is the one that is called anew."""
    if not name:
        return "A view needs a name."
    if wrong := settings.wrong_view(name, ""):
        return f"{wrong[0].upper()}{wrong[1:]}."
    if key(name) in {key(view.name) for view in BUILT_IN} or not key(name):
        return f"“{name}” is there for every library; take another name."
    if key(name) in {key(each) for each in own} - ({key(but)} if but else set()):
        return _taken(name)
    return ""


# The file


def refusal(file: str, allowed: Allowed = EVERYTHING) -> str:
    """Why views can't be saved in a settings file, as a sentence; empty where they can.

    The one place that decides it.
    """
    if not allowed.settings:
        return NO_SETTINGS
    name = one_line(file)
    try:
        found = os.lstat(file)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"{name} can't be read: {(error.strerror or str(error)).lower()}."
    if stat.S_ISLNK(found.st_mode):
        target = one_line(os.path.realpath(file))
        return f"{name} is a link to {target}, which is left as it is: write views there yourself."
    if not stat.S_ISREG(found.st_mode):
        return f"{name} is no file."
    if not found.st_mode & 0o222 or not os.access(file, os.W_OK):
        return f"{name} is read-only and left as it is: write views there yourself."
    return ""


def change(edit: Edit, file: str | None = None, allowed: Allowed = EVERYTHING) -> Mapping[str, str]:
    """Change the views in the settings file; the views as they are then, with everybody's.

    SettingsUnwritable where the file is a link, read-only, no TOML, or can't be written. Comments,
    order and all that is not concerned stay as they are. Takes its time: for a thread.
    """
    file, shared = (file, {}) if file else (settings.path(), _everybodys())
    if sentence := refusal(file, allowed):
        raise SettingsUnwritable(sentence)
    name = one_line(file)
    try:
        before = _read(file)
        text = before.decode()
        written = edited(text, edit)
    except (ValueError, RecursionError) as error:  # what is no UTF-8 and what is no TOML are both
        raise SettingsUnwritable(f"{name} is left as it is: {one_line(str(error))}.") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingsUnwritable(f"{name} can't be read: {reason}.") from error
    if written != text:
        try:
            _replace(file, written.encode(), before)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise SettingsUnwritable(f"{name} can't be written: {reason}.") from error
    import tomllib

    return {**shared, **settings.apply(tomllib.loads(written), where=name)[0].views}


def _everybodys() -> Mapping[str, str]:
    chosen = settings.read()[0]
    return {name: query for name, query in chosen.views.items() if name in chosen.shared}


def edited(text: str, edit: Edit) -> str:
    """The text of a settings file with its views edited; ValueError where it can't be."""
    import tomllib

    import tomlkit  # 40 ms, where something is saved
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import Table

    values = tomllib.loads(text)
    usable = dict(settings.apply({TABLE: values.get(TABLE, {})}, where="")[0].views)
    before = tuple(Own(name, query, name) for name, query in usable.items())
    after = edit(before)
    if after == before:
        return text
    new_line = "\r\n" if "\r\n" in text else "\n"
    if TABLE not in values:
        gap = new_line if text.strip() else ""
        ended = "" if not text or text.endswith("\n") else new_line
        lines = [f"[{TABLE}]", *(_line(own) for own in after)]
        written = text + ended + gap + "".join(line + new_line for line in lines)
    else:
        text += "" if text.endswith("\n") else new_line
        try:
            document = tomlkit.parse(text)
            table = document[TABLE]
            if not isinstance(table, Table) or document.as_string() != text:
                raise ValueError(_BY_HAND)
            _rearrange(table.value, usable, after, new_line)
            written = document.as_string()
        except TOMLKitError as error:
            raise ValueError(_BY_HAND) from error
    _check(written, values, usable, after)
    return written


def _check(
    written: str, values: dict[str, Any], usable: dict[str, str], after: tuple[Own, ...]
) -> None:
    """ValueError where a file would say anything else than what was meant."""
    import tomllib

    wanted = {name: value for name, value in values.get(TABLE, {}).items() if name not in usable}
    wanted |= {own.name: own.query for own in after}
    found = tomllib.loads(written)
    if found != {**values, TABLE: wanted}:
        raise ValueError(_BY_HAND)
    names = [name for name in found[TABLE] if name in {own.name for own in after}]
    if names != [own.name for own in after]:
        raise ValueError(_BY_HAND)


def _rearrange(
    container: Container, usable: dict[str, str], after: tuple[Own, ...], new_line: str
) -> None:
    """Put the views of a table in order. The comment right above a view goes with it; what is set
    off by a blank line stays, and so do entries that are no views.
    """
    from tomlkit.items import Comment, Table

    fixed: list[list[Any]] = [[]]  # what stands before each view, and at last behind them all
    entries: dict[str, list[Any]] = {}
    body = container.body
    for index, (name, item) in enumerate(body):
        if isinstance(item, Table) and name is not None and not name.is_dotted():
            fixed[-1] += body[index:]
            break
        if name is None or name.key not in usable:
            fixed[-1].append((name, item))
            continue
        above: list[Any] = []
        while fixed[-1] and isinstance(fixed[-1][-1][1], Comment):
            above.insert(0, fixed[-1].pop())
        entries[name.key] = [*above, (name, item)]
        fixed.append([])
    made: list[Any] = []
    for own in after:
        made += fixed.pop(0) if len(fixed) > 1 else []
        entry = entries.get(own.was)
        if entry is None:
            entry = [_entry(own, new_line)]
        elif (own.name, own.query) != (own.was, usable[own.was]):
            fresh = _entry(own, new_line)
            old = entry[-1][1].trivia
            fresh[1].trivia.comment, fresh[1].trivia.comment_ws = old.comment, old.comment_ws
            fresh[1].trivia.indent = old.indent
            entry = [*entry[:-1], fresh]
        made += entry
    for rest in fixed:
        made += rest
    container.body[:] = made


def _entry(own: Own, new_line: str) -> Any:
    import tomlkit

    return tomlkit.parse(_line(own) + new_line).body[0]


def _line(own: Own) -> str:
    """A view as a line of the file, in the quotes that leave its query as it was typed."""
    import tomlkit

    written = tomlkit.string(own.query).as_string()
    if written != f'"{own.query}"' and "'" not in own.query:
        written = f"'{own.query}'"
    return f"{tomlkit.key(own.name).as_string()} = {written}"


def _read(file: str) -> bytes:
    try:
        with open(file, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        return b""


def _replace(file: str, data: bytes, before: bytes) -> None:
    """The file whole or not at all; its mode stays. OSError where it changed meanwhile."""
    folder = os.path.dirname(file)
    os.makedirs(folder, exist_ok=True)
    number, draft = tempfile.mkstemp(prefix=".reader-", suffix=".tmp", dir=folder)
    try:
        with open(number, "wb") as stream:
            stream.write(data)
            stream.flush()
            with contextlib.suppress(FileNotFoundError):
                found = os.lstat(file)
                if found.st_uid != os.geteuid() or found.st_gid != os.fstat(number).st_gid:
                    os.fchown(number, found.st_uid, found.st_gid)
                os.fchmod(number, stat.S_IMODE(found.st_mode))
            os.fsync(number)
        if _read(file) != before or os.path.islink(file):
            raise OSError(0, "it was changed meanwhile, try again")
        os.replace(draft, file)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(draft)
        raise
