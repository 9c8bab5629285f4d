"""TeX's mathematics to a tree. Nothing is an error, and nothing is dropped."""

from __future__ import annotations

from reader.markdown.maths.commands import INFIX
from reader.markdown.maths.environments import skip_spacing
from reader.markdown.maths.named import named
from reader.markdown.maths.symbols import (
    Kind,
    kind_of,
    lettered,
)
from reader.markdown.maths.tokens import Tokens
from reader.markdown.maths.tree import (
    DEEPEST,
    NOTHING,
    Atom,
    Fenced,
    Fraction,
    Grid,
    Node,
    Scripts,
    TooDeep,
    row_of,
)

LONGEST = 6000
"""Characters; a longer source is not a formula but a text."""


class Parser(Tokens):
    """A place in the source, and how deep and in which letters it stands."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.depth = 0
        self.font = ""

    # Rows

    def row(self, *stops: str) -> Node:
        """Everything up to one of some characters or commands, which is not taken."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooDeep
        font = self.font
        items: list[Node] = []
        while (token := self.peek()) is not None:
            if (token.kind == "command" and "\\" + token.value in stops) or token.kind in stops:
                break
            if token.kind == "command" and token.value in INFIX:
                self.place += 1
                bar = INFIX[token.value]
                fraction: Node = Fraction(row_of(items), self.row(*stops), bar)
                items = [Fenced("(", fraction, ")") if token.value == "choose" else fraction]
                break
            self.item(items)
        self.font = font
        self.depth -= 1
        return row_of(items)

    def item(self, items: list[Node]) -> None:
        """Takes what comes next and adds it to a row."""
        token = self.tokens[self.place]
        if token.kind in "^_" or token.kind == "'":
            self.scripts(items)
        elif token.kind == "space":
            self.place += 1
            if self._between_words():
                items.append(Atom(" ", Kind.SPACE))
        else:
            node = self.node()
            if node is not None:
                items.append(node)

    def _between_words(self) -> bool:
        """Whether the space just taken parts a word of two or more letters from what is beside it.

        To TeX its letters would be factors; whoever writes so, "x dx" too, means the word.
        """
        before = [token.kind for token in self.tokens[max(0, self.place - 3) : self.place - 1]]
        behind = [token.kind for token in self.tokens[self.place : self.place + 2]]
        if not before or not behind:
            return False
        if len(behind) == 2 and all(map(_is_letter, behind)):
            return before[-1].isalnum() or before[-1] in ")%]"
        return len(before) == 2 and all(map(_is_letter, before)) and behind[0].isalnum()

    def scripts(self, items: list[Node]) -> None:
        kind = self.tokens[self.place].kind
        self.place += 1
        if kind == "'":
            number = 1
            while (token := self.peek()) is not None and token.kind == "'":
                self.place += 1
                number += 1
            script: Node = Atom({1: "′", 2: "″", 3: "‴"}.get(number, "′" * number), Kind.ORD)
        else:
            script = self.argument(tight=True)
        base = items.pop() if items else NOTHING
        if isinstance(base, Atom) and base.kind is Kind.SPACE:
            items.append(base)
            base = NOTHING
        had = base if isinstance(base, Scripts) else Scripts(base, None, None)
        if kind == "_":
            items.append(had._replace(sub=_both(had.sub, script)))
        else:
            items.append(had._replace(sup=_both(had.sup, script)))

    def argument(self, *, tight: bool = False) -> Node:
        """The group or the single part that comes next; nothing where there is none."""
        self.skip_spaces()
        token = self.peek()
        if token is None or token.kind == "}" or token.kind == "&":
            return NOTHING
        if token.kind == "{":
            return self.group()
        if token.kind == "command" and token.value in ("right", "end", "\\"):
            return NOTHING
        if token.kind in "^_'":
            return NOTHING
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooDeep
        node = self.node()
        self.depth -= 1
        if tight and isinstance(node, Atom) and node.kind is Kind.SPACE:
            return NOTHING
        return node or NOTHING

    def group(self) -> Node:
        self.place += 1
        node = self.row("}")
        self.place += 1
        if isinstance(node, Atom) and node.kind is Kind.PUNCT:
            return Atom(node.text, Kind.ORD)  # 3{,}5
        return node

    def optional(self) -> Node | None:
        """What stands in square brackets, where they come next."""
        place = self.place
        if not self.take("["):
            self.place = place
            return None
        node = self.row("]", "}")
        self.take("]")
        return node

    # Parts

    def node(self) -> Node | None:
        """The part that comes next; None where it shows nothing."""
        token = self.tokens[self.place]
        if token.kind == "{":
            return self.group()
        self.place += 1
        if token.kind == "command":
            return named(self, token.value)
        char = token.value
        if char.isdigit() or (char == "." and self._digit_follows()):
            return self.number(char)
        if char in "~$&":
            return Atom(" ", Kind.SPACE) if char == "~" else None
        char = {"-": "−", "*": "∗"}.get(char, char)
        return Atom(lettered(char, self.font), kind_of(char))

    def _digit_follows(self) -> bool:
        token = self.peek()
        return token is not None and token.value[:1].isdigit()

    def number(self, first: str) -> Node:
        """The digits that stand together; behind a script's mark TeX takes only one."""
        single = self.place > 1 and self.tokens[self.place - 2].kind in ("^", "_")
        digits = [first]
        while not single and (token := self.peek()) is not None:
            following = self.tokens[self.place + 1 : self.place + 2]
            inside = token.kind in ".," and bool(following) and following[0].kind.isdigit()
            thousand = inside and token.kind == "," and self._thousands()
            if not (token.kind.isdigit() or (inside and (token.kind == "." or thousand))):
                break
            digits.append(token.value)
            self.place += 1
        return Atom(lettered("".join(digits), self.font), Kind.ORD)

    def _thousands(self) -> bool:
        """Whether exactly three digits follow the comma that comes next."""
        ahead = [token.kind for token in self.tokens[self.place + 1 : self.place + 5]]
        count = next((at for at, kind in enumerate(ahead) if not kind.isdigit()), len(ahead))
        return count == 3

    def nested(self, raw: str) -> Node:
        """A formula within this one, from its source."""
        inner = Parser(raw)
        inner.depth, inner.font = self.depth, self.font
        return inner.whole()

    def whole(self) -> Node:
        """All there is; what closes nothing is text."""
        items: list[Node] = []
        rows: list[tuple[Node, ...]] = []
        cells: list[Node] = []
        while self.place < len(self.tokens):
            node = self.row("}", "&", "\\\\")
            items.append(node)
            token = self.peek()
            if token is None:
                break
            self.place += 1
            if token.kind == "}":
                items.append(Atom("}", Kind.CLOSE))
                continue
            cells.append(row_of(items))
            items = []
            if token.kind == "command":
                skip_spacing(self)
                rows.append(tuple(cells))
                cells = []
        cells.append(row_of(items))
        if cells != [NOTHING]:
            rows.append(tuple(cells))
        if not rows:
            return NOTHING
        if len(rows) == 1 and len(rows[0]) == 1:
            return rows[0][0]
        return Grid(tuple(rows), "rl", joined=True)


def _is_letter(kind: str) -> bool:
    return len(kind) == 1 and kind.isalpha()


def _both(had: Node | None, script: Node) -> Node:
    return script if had is None else row_of([had, script])


def parse(source: str) -> Node:
    """The tree of a formula's source; TooDeep where it should be shown as written."""
    if len(source) > LONGEST:
        raise TooDeep
    return Parser(source).whole()
