"""TeX's mathematics to a tree. Nothing is an error, and nothing is dropped."""

from __future__ import annotations

from reader.markdown.maths.commands import AROUND, ARROWS, BRACES, DROPPED, IGNORED, INFIX
from reader.markdown.maths.environments import environment, environment_name, skip_spacing, substack
from reader.markdown.maths.symbols import (
    FONTS,
    FUNCTIONS,
    MARKS,
    SPACES,
    Kind,
    accented,
    kind_of,
    lettered,
    symbol,
)
from reader.markdown.maths.tokens import Tokens
from reader.markdown.maths.tree import (
    DEEPEST,
    NOTHING,
    Accent,
    Atom,
    Boxed,
    Fenced,
    Fraction,
    Grid,
    Node,
    Root,
    Row,
    Scripts,
    Stack,
    TooDeep,
)
from reader.markdown.maths.words import TEXTS, chemistry, formulas_in, words_of

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
                fraction: Node = Fraction(_row(items), self.row(*stops), bar)
                items = [Fenced("(", fraction, ")") if token.value == "choose" else fraction]
                break
            self.item(items)
        self.font = font
        self.depth -= 1
        return _row(items)

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
            return self.named(token.value)
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

    def named(self, name: str) -> Node | None:  # noqa: C901  # one case for each family of commands
        if name in SPACES:
            return Atom(SPACES[name], Kind.SPACE) if SPACES[name] else None
        if name in IGNORED:
            return None
        if name in ("frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac"):
            return self.fraction()
        if name in ("binom", "dbinom", "tbinom"):
            return Fenced("(", Fraction(self.digit(), self.digit(), bar=False), ")")
        if name == "sqrt":
            degree = self.optional()
            return Root(self.argument(), degree)
        if name == "left":
            return self.fenced()
        if name == "right":
            return _bracket(self.delimiter())
        if name == "substack":
            return substack(self)
        if name == "begin":
            return environment(self, environment_name(self))
        if name == "end":
            environment_name(self)
            return None
        if name in TEXTS:
            return self.text(name)
        if name in FONTS:
            return self.in_font(name)
        if name in AROUND:
            self.take("*")
            return Fenced(AROUND[name][0], self.argument(), AROUND[name][1])
        if name in MARKS:
            return self.accent(name)
        if name in BRACES or name in ARROWS or name in ("overset", "underset", "stackrel"):
            return self.stack(name)
        return self.rest(name)

    def rest(self, name: str) -> Node | None:
        if name in ("boxed", "fbox", "framebox"):
            return Boxed(self.argument())
        if name in ("bmod", "mod", "pmod"):
            return self.modulus(name)
        if name in (
            "phantom",
            "hphantom",
            "vphantom",
            "hspace",
            "mspace",
            "kern",
            "mkern",
            "hskip",
        ):
            self.raw_group()
            return Atom(" ", Kind.SPACE)
        if name in DROPPED:
            self.take("*")
            self.raw_group()
            return None
        if name in ("textcolor", "href"):
            self.raw_group()
            return self.argument()
        if name in ("SI", "qty", "si", "unit"):
            return self.quantity(name)
        if name == "ce":
            return Atom(chemistry(self.raw_group()), Kind.TEXT)
        return self.sign(name)

    def sign(self, name: str) -> Node | None:
        """A function, a symbol, or a name that is neither."""
        if name == "\\":
            return Atom("; ", Kind.SPACE)
        if not name.isalpha():
            return Atom(symbol(name) or name, kind_of(name)) if name.strip() else None
        if name in FUNCTIONS:
            return Atom(name, Kind.FUNC)
        found = symbol(name)
        if found:
            return Atom(lettered(found, self.font), kind_of(found) if name != "mid" else Kind.REL)
        return Atom(name, Kind.FUNC)  # unknown: its name tells more than nothing

    def digit(self) -> Node:
        """An argument, of one digit where it has no braces, as TeX reads \\frac12."""
        self.skip_spaces()
        token = self.peek()
        if token is not None and token.kind.isdigit():
            self.place += 1
            return Atom(token.value, Kind.ORD)
        return self.argument()

    def fraction(self) -> Node:
        self.optional()
        return Fraction(self.digit(), self.digit())

    def delimiter(self) -> str:
        self.skip_spaces()
        token = self.peek()
        if token is None or token.kind in ("{", "}", "&"):
            return ""
        self.place += 1
        if token.kind == "command":
            return symbol(token.value) or token.value
        return {".": "", "<": "⟨", ">": "⟩"}.get(token.value, token.value)

    def fenced(self) -> Node:
        left = self.delimiter()
        body = self.row("\\right", "}", "&", "\\end")
        if self.command("right"):
            self.place += 1
            return Fenced(left, body, self.delimiter())
        return Row((_bracket(left), *(body.items if isinstance(body, Row) else (body,))))

    def text(self, name: str) -> Node:
        starred = self.take("*")
        self.skip_spaces()
        token = self.peek()
        if token is None or token.kind != "{":
            return self.argument()
        if name == "mathrm" and self.font:
            self.font, font = "", self.font
            node = self.argument()
            self.font = font
            return node
        raw = self.raw_group()
        if name in ("mathrm", "operatorname"):
            return self._upright(raw, name)
        if name == "tag":
            return Row(
                (
                    Atom("    ", Kind.SPACE),
                    Atom(words_of(raw if starred else f"({raw})"), Kind.TEXT),
                )
            )
        pieces = formulas_in(raw)
        items: list[Node] = []
        for number, piece in enumerate(pieces):
            if number % 2:
                items.append(self.nested(piece))
            elif words := words_of(piece):
                items.append(Atom(words, Kind.TEXT))
        if name in ("intertext", "shortintertext"):
            items.append(Atom("; ", Kind.SPACE))
        return _row(items)

    def _upright(self, raw: str, name: str) -> Node:
        """A name in upright letters; formulas in it stay formulas."""
        plain = raw.replace("\\,", " ").replace("\\ ", " ").replace("~", " ")
        if "\\" in plain or set("^_{$") & set(plain):
            return self.nested(raw)
        words = " ".join(plain.split())
        function = name == "operatorname" or words in FUNCTIONS
        return Atom(words, Kind.FUNC if function else Kind.ORD)

    def nested(self, raw: str) -> Node:
        """A formula within this one, from its source."""
        inner = Parser(raw)
        inner.depth, inner.font = self.depth, self.font
        return inner.whole()

    def in_font(self, name: str) -> Node:
        before, self.font = self.font, FONTS[name]
        if name in ("bf", "rm", "it", "cal", "frak", "sf", "tt"):
            return NOTHING  # up to the end of its group: `row` puts the font back
        node = self.argument()
        self.font = before
        return node

    def accent(self, name: str) -> Node:
        body = self.argument()
        if name == "not" and isinstance(body, Atom):
            return Atom(accented(body.text[:1], MARKS["not"]) + body.text[1:], body.kind)
        return Accent(name, body)

    def stack(self, name: str) -> Node:
        if name in ARROWS:
            under = self.optional()
            return Stack(Atom(ARROWS[name], Kind.REL), self.argument(), under, "arrow")
        if name in BRACES:
            return Stack(self.argument(), None, None, BRACES[name])
        label, base = self.argument(), self.argument()
        return Stack(base, None, label) if name == "underset" else Stack(base, label, None)

    def quantity(self, name: str) -> Node:
        """A number and its unit, or a unit alone."""
        number = words_of(self.raw_group()) if name in ("SI", "qty") else ""
        unit = words_of(self.raw_group().replace("\\", " \\")).strip()
        return Atom(f"{number} {unit}".strip(), Kind.TEXT)

    def modulus(self, name: str) -> Node:
        if name == "bmod":
            return Atom("mod", Kind.BIN)
        return Row((Atom(" ", Kind.SPACE), Fenced("(", Row((_MOD, self.argument())), ")")))

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
            cells.append(_row(items))
            items = []
            if token.kind == "command":
                skip_spacing(self)
                rows.append(tuple(cells))
                cells = []
        cells.append(_row(items))
        if cells != [NOTHING]:
            rows.append(tuple(cells))
        if not rows:
            return NOTHING
        if len(rows) == 1 and len(rows[0]) == 1:
            return rows[0][0]
        return Grid(tuple(rows), "rl", joined=True)


_MOD = Atom("mod", Kind.FUNC)


def _row(items: list[Node]) -> Node:
    flat: list[Node] = []
    for item in items:
        if isinstance(item, Row):
            flat += item.items
        else:
            flat.append(item)
    return flat[0] if len(flat) == 1 else Row(tuple(flat))


def _is_letter(kind: str) -> bool:
    return len(kind) == 1 and kind.isalpha()


def _both(had: Node | None, script: Node) -> Node:
    return script if had is None else _row([had, script])


def _bracket(text: str) -> Node:
    return Atom(text, kind_of(text)) if text else NOTHING


def parse(source: str) -> Node:
    """The tree of a formula's source; TooDeep where it should be shown as written."""
    if len(source) > LONGEST:
        raise TooDeep
    return Parser(source).whole()
