"""The panel of views: a query under each name, with the number of articles it shows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from reader.characters import one_line, width
from reader.errors import SettingsUnwritable
from reader.markdown.lines import Line, Role, Span
from reader.markdown.plain import wrap_plain
from reader.query.views import View
from reader.session import views
from reader.session.view_counts import Asked, Counted
from reader.ui.bars import Bar
from reader.ui.line_editor import LineEditor
from reader.ui.line_pane import LinePane
from reader.ui.looks import Look
from reader.ui.overlay import Overlay, steps
from reader.ui.strips import Painter

AROUND = 8  # rows of the screen for the frame and the title
LEAST = 3  # views, without which the keys are cut
NAME_SHARE = 0.4  # of the columns, at most
KEYS = "Enter or digit shows it · a saves the query · ? keys · q leaves"
LOOKING = "Enter or its digit shows it · ? keys · q leaves"
OWN_KEYS = (
    "Enter or its digit shows it · r renames · J K order · x deletes · a saves the query "
    "· ? keys · q leaves"
)
NOTHING_TO_SAVE = "No query is in force: / types one, F narrows by facets. Then a saves it here."
NOTHING_DELETED = "No view was deleted since this was opened."
BUSY = "The last change is still being written; Enter again."
TYPING = "Enter saves it · Esc leaves it"

Change = Callable[[views.Edit], Awaitable[Mapping[str, str]]]
"""Changes one's own views where they are kept; SettingsUnwritable where that can't be."""


class ViewCounted(Message):
    """The articles of a view were counted."""

    def __init__(self, counted: Counted) -> None:
        self.counted = counted
        super().__init__()


class ViewsPanel(Overlay[View | None]):
    """The answer is the view to show, None when left."""

    OVER = "views"
    AUTO_FOCUS = ""  # the line takes the keys only while a name is asked for

    def __init__(
        self,
        painter: Painter,
        own: Mapping[str, str],
        in_force: str,
        change: Change,
        count: Callable[[Asked], None],
        *,
        shared: frozenset[str] = frozenset(),
        refused: str = "",
    ) -> None:
        super().__init__()
        self._own = own
        self._shared = shared  # the names of those that everybody on this machine has
        self._refused = refused  # why nothing is saved here; empty where it is
        self._in_force = in_force
        self._change = change
        self._count = count
        self._ticket = 0
        self._missing: set[str] = set()  # views that are being counted
        self._again = False  # when these are known, all are counted once more
        self._title = Bar(painter, id="tag-title")
        self._title.set((Span("Views", Role.TITLE),), margin=0)
        self._line = _NameLine(self)
        self._below = _Listed(painter)
        self._renamed = ""  # the view that the line gives another name; empty: a new one
        self._deleted: list[tuple[views.Own, int]] = []  # and where in the file each stood
        self._busy = False

    def compose(self) -> ComposeResult:
        """The title, the views, and the line for a name where one is asked for."""
        with Vertical(id="panel"):
            yield self._title
            yield self._below
            yield self._line

    def on_mount(self) -> None:
        """The view in force is chosen; the numbers come as they are known."""
        self._line.display = False
        self._below.room = max(3, self.app.size.height - AROUND)
        self._list(self._own)
        queries = [view.query for view in self._below.views]
        if self._in_force in queries:
            self._below.cursor = queries.index(self._in_force)
        self._say()

    def _list(self, own: Mapping[str, str], name: str = "") -> None:
        """These views from now on, with the cursor on a name, else where it is."""
        self._own = own
        self._below.own = own
        self._below.views = views.listed(own)
        names = [view.name for view in self._below.views]
        if name in names:
            self._below.cursor = names.index(name)
        self._below.move(0)
        self._ask()

    def _ask(self) -> None:
        self._ticket += 1
        self._again = False
        self._missing = {view.name for view in self._below.views}
        self._count(Asked(self._ticket, self._below.views, self._own))

    def count_again(self) -> None:
        """The numbers may be others now; what is being counted is counted to its end before."""
        if self._missing:
            self._again = True
        else:
            self._ask()

    def on_view_counted(self, message: ViewCounted) -> None:
        """A number; a late one is dropped."""
        message.stop()
        counted = message.counted
        if counted.ticket == self._ticket:
            self._below.counted[counted.name] = counted
            self._below.compose_rows()
            self._missing.discard(counted.name)
            if self._again and not self._missing:
                self._ask()

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Move, show, change or leave."""
        if self._line.display:
            return  # they are typed
        event.stop()
        event.prevent_default()
        below = self._below
        moves = steps(below.room, below.room, len(below.views))
        if event.key.isdecimal():
            if event.key != "0" and int(event.key) <= len(below.views):
                self.dismiss(below.views[int(event.key) - 1])
        elif event.key == "space" or event.key in ("enter", "l", "right"):
            self.dismiss(below.chosen)
        elif event.key in moves:
            below.move(moves[event.key])
            self._say()
        elif event.key in ("q", "escape", "h", "left", "v"):
            self.dismiss(None)
        elif event.key == "question_mark":
            self.tell_keys()
        else:
            self._act(event.key)

    def _act(self, key: str) -> None:
        chosen = self._below.chosen
        if self._refused:
            if key in ("a", "U", "r", "x", "J", "K"):
                self._say(self._refused)
        elif key == "a":
            self._begin_saving()
        elif key == "U":
            self._bring_back()
        elif key in ("r", "x", "J", "K"):
            if not views.is_own(chosen, self._own, self._shared):
                who = "everybody here" if chosen.name in self._shared else "every library"
                self._say(f"{chosen.name} is there for {who} and stays as it is.")
            elif key == "r":
                self._type(chosen.name, chosen.name)
            elif key == "x":
                self._delete(chosen.name)
            else:
                step = 1 if key == "J" else -1
                self._edit(views.move(chosen.name, step), "", chosen.name)

    def _begin_saving(self) -> None:
        if self._in_force:
            self._type("", "")
        else:
            self._say(NOTHING_TO_SAVE)

    def _delete(self, name: str) -> None:
        gone: list[tuple[views.Own, int]] = []  # as it is in the file by now
        self._edit(
            views.delete(name, lambda own, at: gone.append((own, at))),
            f"Deleted {name}. U brings it back.",
            done=lambda: self._deleted.extend(gone),
        )

    def _bring_back(self) -> None:
        if not self._deleted:
            self._say(NOTHING_DELETED)
            return
        own, at = self._deleted[-1]
        edit = views.save(own.name, own.query, at)
        self._edit(edit, f"{own.name} is back.", own.name, done=self._deleted.pop)

    # The name of a view

    def _type(self, text: str, renamed: str) -> None:
        self._renamed = renamed
        self._line.value = text
        self._line.cursor_position = len(text)
        self._line.display = True
        self._line.focus()
        self._say(TYPING if renamed else f"A name for {self._in_force} · {TYPING}", asks=True)

    def end_typing(self) -> None:
        """No name after all."""
        self._line.display = False
        self.set_focus(None)
        self._say()

    def take_name(self) -> None:
        """What is typed is the name, where it can be one."""
        name = one_line(self._line.value)
        refused = views.refused_name(name, self._own, but=self._renamed)
        if refused:
            self._say(refused)
            return
        if self._busy:
            self._say(BUSY)
            return
        self.end_typing()
        if self._renamed:
            self._edit(views.rename(self._renamed, name), "", name)
        else:
            self._edit(views.save(name, self._in_force), f"Saved as {name}.", name)

    # What is kept

    def _edit(
        self, edit: views.Edit, said: str, name: str = "", done: Callable[[], object] | None = None
    ) -> None:
        """`done` is called when it is in the file, and only then."""
        if not self._busy:  # one after the other, as they were meant
            self._busy = True
            self.run_worker(self._changed(edit, said, name, done))

    async def _changed(
        self, edit: views.Edit, said: str, name: str, done: Callable[[], object] | None
    ) -> None:
        try:
            own = await self._change(edit)
        except SettingsUnwritable as error:
            self._say(str(error))
            return
        finally:
            self._busy = False
        if done is not None:
            done()
        if self.is_attached:
            self._list(own, name)
            self._say(said)

    def _say(self, words: str = "", *, asks: bool = False) -> None:
        below = self._below
        own = views.is_own(below.chosen, self._own, self._shared)
        keys = LOOKING if self._refused else OWN_KEYS if own else KEYS
        if self._deleted:
            keys = keys.replace("· ? keys", "· U brings back · ? keys")
        below.said = words or keys
        below.said_look = Look.NOTICE if words and not asks else Look.BAR
        below.compose_rows()

    def on_click(self, event: events.Click) -> None:
        """A click shows what it meets."""
        if event.widget is self._below and (view := self._below.view_at(event.y)) is not None:
            self.dismiss(view)


class _Listed(LinePane):
    """The views around the cursor, and below them the keys or what there is to say."""

    def __init__(self, painter: Painter) -> None:
        super().__init__(painter, id="views")
        self.views: tuple[View, ...] = views.listed({})
        self.own: Mapping[str, str] = {}
        self.counted: dict[str, Counted] = {}
        self.cursor = 0
        self.room = 3  # rows
        self.said = KEYS
        self.said_look: str = Look.BAR
        self._shown: list[int | None] = []  # the view that each row shows

    @property
    def chosen(self) -> View:
        """The view under the cursor."""
        return self.views[self.cursor]

    def view_at(self, row: int) -> View | None:
        """The view that a row shows."""
        number = self._shown[row] if 0 <= row < len(self._shown) else None
        return None if number is None else self.views[number]

    def move(self, steps: int) -> None:
        """So many views on, or back where negative."""
        self.cursor = max(0, min(self.cursor + steps, len(self.views) - 1))
        self.compose_rows()

    def compose_rows(self) -> None:
        """The views that fit, the cursor among them; the panel is as high as it needs."""
        columns = self.size.width
        if not columns:
            return
        trouble = self.counted[self.chosen.name].trouble if self.chosen.name in self.counted else ""
        told: list[tuple[str, str]] = [
            (row, Look.NOTICE) for row in self._wrapped(trouble, columns)
        ]
        told += [(row, self.said_look) for row in self._wrapped(self.said, columns)]
        below = [Line(()), *(Line((Span(row, look),)) for row, look in told)]
        if self.room - len(below) < LEAST:
            below = below[1:2]  # what there is to say, without the air
        room = max(1, self.room - len(below))
        rows: list[int | None] = list(range(len(self.views)))
        first_own = next((n for n, v in enumerate(self.views) if v.name in self.own), None)
        if first_own and len(rows) < room:
            rows.insert(first_own, None)
        top = max(0, min(rows.index(self.cursor) - room // 2, len(rows) - room))
        self._shown = rows[top : top + room]
        lines = [Line(()) if n is None else self._row(n, columns) for n in self._shown]
        self.styles.height = len(lines) + len(below)
        self.put([self.painter.strip(line, columns) for line in (*lines, *below)])

    def _wrapped(self, text: str, columns: int) -> list[str]:
        return wrap_plain(self.painter.written(one_line(text)), columns) if text else []

    def _row(self, number: int, columns: int) -> Line:
        view, chosen = self.views[number], number == self.cursor
        counted = self.counted.get(view.name)
        right = ""
        if counted is not None:
            right = "?" if counted.count is None or counted.trouble else f"{counted.count:,}"
        digit = str(number + 1) if number < 9 else " "
        lead = f"{'>' if chosen else ' '} {digit}  "
        room = max(1, columns - width(lead + right) - 1)
        widest = max(width(each.name) for each in self.views) + 3
        share = max(12, min(widest, int(columns * NAME_SHARE)))
        name = self.painter.cut(view.name, min(room, share - 1))
        name += " " * (min(room, share) - width(name))
        query = self.painter.cut(one_line(view.query or view.help), max(0, room - width(name)))
        gap = " " * max(0, columns - width(lead + name + query + right))
        role = Look.ROW_SELECTED if chosen else Look.ROW
        dim = Look.ROW_SELECTED_DETAIL if chosen else Look.ROW_DETAIL
        return Line((Span(lead, role), Span(name, role), Span(query + gap, dim), Span(right, dim)))


class _NameLine(LineEditor):
    """The line of the panel."""

    def __init__(self, panel: ViewsPanel) -> None:
        super().__init__("", id="view-line", placeholder="a name")
        self._panel = panel

    def typed(self, text: str) -> None:
        """Nothing is done before Enter."""

    def entered(self) -> None:
        """Enter takes the name."""
        self._panel.take_name()

    def left(self, key: str = "") -> None:  # noqa: ARG002
        """Esc leaves the line, not the panel."""
        self._panel.end_typing()

    def takes(self, key: str) -> bool:  # noqa: ARG002
        """Every key is typed."""
        return False
