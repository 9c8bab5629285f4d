"""Writing the note of a highlight: a line at the foot, the lines of the note above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.article import Highlight
from reader.markdown.lines import Line, Role, Span
from reader.session.draft import Draft, fits, tidy

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen
    from reader.ui.note_bar import NoteBar, NoteLine

KEPT = "The note is kept."
GONE = "The note is taken away."
LEFT = "The note is as it was; e goes on with what you typed."
EDITOR = "Ctrl+O editor  "
KEYS = f"Enter keeps it  \\ Enter or Ctrl+J: new line  {EDITOR}Esc leaves"


class Noting:
    """The note that is being written, and of which highlight."""

    def __init__(self, screen: LibraryScreen) -> None:
        self._screen = screen
        self._pane = screen.panes.page
        self._bar: NoteBar | None = None  # made when it is first asked for
        self._of: Highlight | None = None
        self._draft = Draft()
        self._left: dict[str, Draft] = {}  # what was typed and not kept, by highlight
        self.open = False

    async def begin(self, of: Highlight) -> None:
        """Open the line for the note of a highlight; the editor where it is too long for that."""
        screen = self._screen
        if of.id not in self._left and not fits(of.note):
            await self.edit(of)
            return
        if self._bar is None:
            from reader.ui.note_bar import NoteBar  # Textual's Input costs 10 ms

            self._bar = NoteBar(self, screen.reader_app.painter)
            await screen.mount(self._bar, after="#foot")
        self._of = of
        self._draft = self._left.pop(of.id) if of.id in self._left else Draft.of(of.note)
        self.open = True
        self._screen.query_one("#foot").display = False
        self._bar.display = True
        self._bar.line.put(self._draft.line)
        screen.highlighting.show_current(of.id)
        screen.set_focus(self._bar.line)
        self._show()

    async def edit(self, of: Highlight) -> None:
        """The note of a highlight in the person's own editor; what comes back is kept."""
        from reader.ui.editing import edit_note

        screen = self._screen
        before = self._left[of.id].note if of.id in self._left else of.note
        text = await edit_note(screen, before)
        if text is None:
            return
        self._left.pop(of.id, None)
        note = tidy(text.replace("\r\n", "\n").replace("\r", "\n"))
        if note != of.note:
            screen.highlighting.write_note(of, note)
            screen.notice = KEPT if note else GONE
        screen.say_bars()

    def edited(self) -> None:
        """From the line to the editor, with what is typed so far."""
        of = self._of
        if of is not None and self._screen.reader_app.allowed.programs:
            self.end(keep=False)
            self._screen.run_worker(self.edit(of), group="note")

    @property
    def line(self) -> NoteLine | None:
        """The line while it is open."""
        return self._bar.line if self.open and self._bar is not None else None

    def end(self, *, keep: bool) -> None:
        """Close the line, with the note kept or as it was before."""
        if not self.open or self._bar is None or self._of is None:
            return
        screen, of, note = self._screen, self._of, self._draft.note
        self.open = False
        with screen.app.batch_update():
            self._bar.display = False
            screen.query_one("#foot").display = True
            screen.set_focus(None)
            self._pane.lay_card(())
            screen.highlighting.show_current("")
            if keep and note != of.note:
                screen.highlighting.write_note(of, note)
                screen.notice = KEPT if note else GONE
            elif note != of.note:
                self._left[of.id] = self._draft
                screen.notice = LEFT
            screen.say_bars()

    def keep_typed(self) -> None:
        """Keep what is typed so far, where there is anything: the program ends; from any thread."""
        of, note = self._of, self._draft.note
        if self.open and of is not None and note and note != of.note:
            self._screen.desk.memory.set_note(of.path, of.id, note)

    # What is typed

    def typed(self, line: str) -> None:
        """The line that is edited is another one."""
        if self.open:
            self._draft = self._draft.typed(line)
            self._show()

    def entered(self, cursor: int) -> None:
        """Enter keeps the note; behind a backslash it begins a line."""
        line = self._draft.line
        if cursor == len(line) and line.endswith("\\"):
            self._draft = self._draft.typed(line[:-1])
            self.broken(cursor - 1)
        else:
            self.end(keep=True)

    def broken(self, cursor: int) -> None:
        """A line begins at the cursor."""
        self._draft = self._draft.broken(cursor)
        self._put(0)

    def joined(self) -> None:
        """Backspace at the beginning of a line."""
        self._draft, cursor = self._draft.joined()
        self._put(cursor)

    def moved(self, step: int) -> None:
        """To the line above or below."""
        self._draft = self._draft.moved(step)
        self._put(len(self._draft.line))

    def pasted(self, text: str, cursor: int) -> None:
        """A text was pasted."""
        self._draft, cursor = self._draft.pasted(text, cursor)
        self._put(cursor)

    def _put(self, cursor: int) -> None:
        if self._bar is not None:
            self._bar.line.put(self._draft.line, cursor)
        self._show()

    def _show(self) -> None:
        """The lines of the note above the one that is typed in, where it has several."""
        self._pane.lay_card(self._card())

    def _card(self) -> tuple[Line, ...]:
        programs = self._screen.reader_app.allowed.programs
        keys = Line((Span(KEYS if programs else KEYS.replace(EDITOR, ""), Role.DIM),))
        lines, at = self._draft
        if len(lines) == 1:
            return (keys,)
        room = max(1, self._pane.size.height // 2 - 3)
        first = max(0, min(at - room + 1, len(lines) - room))
        shown = range(first, min(len(lines), first + room))
        cut = self._pane.painter.cut
        return (
            *(
                Line(
                    (
                        Span("> " if number == at else "  ", Role.MARKER),
                        Span(cut(lines[number], max(1, self._pane.columns - 2))),
                    )
                )
                for number in shown
            ),
            keys,
        )
