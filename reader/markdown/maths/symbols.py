"""What TeX's commands mean in Unicode, and how characters of a formula keep their distance."""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache, lru_cache


class Kind(IntEnum):
    """What a part of a formula is to its neighbours (TeXbook, chapter 18)."""

    ORD = 0
    OP = 1  # large operators
    BIN = 2
    REL = 3
    OPEN = 4
    CLOSE = 5
    PUNCT = 6
    FUNC = 7  # named functions
    TEXT = 8
    SPACE = 9
    FRAC = 10


def names(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


# Where the table means another character than mathematicians do, or has none.
_OWN = {
    "langle": "⟨", "rangle": "⟩", "lVert": "‖", "rVert": "‖", "lvert": "|", "rvert": "|",
    "epsilon": "ϵ", "varepsilon": "ε", "phi": "φ", "varphi": "φ", "star": "⋆", "ast": "∗",
    "cdot": "·", "cdotp": "·", "centerdot": "·", "mid": "|", "colon": ":", "ldots": "…",
    "dots": "…", "dotsc": "…", "dotsb": "⋯", "dotsm": "⋯", "dotsi": "⋯", "dotso": "…",
    "i": "ı", "imath": "ı", "jmath": "ȷ", "Box": "□", "qedsymbol": "∎", "qed": "∎", "lbrace": "{",
    "rbrace": "}", "lbrack": "[", "rbrack": "]", "backslash": "\\", "degree": "°", "celsius": "℃",
    "R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "reals": "ℝ", "Reals": "ℝ", "E": "𝔼",
    "dd": "d", "ee": "e", "ii": "i", "jj": "j", "h": "h", "iff": "⟺", "implies": "⟹",
    "impliedby": "⟸", "land": "∧", "lor": "∨", "lnot": "¬", "owns": "∋", "vert": "|", "Vert": "‖",
    "empty": "∅", "infin": "∞", "sub": "⊂", "sube": "⊆", "isin": "∈", "sdot": "⋅", "larr": "←",
    "rarr": "→", "lArr": "⇐", "rArr": "⇒", "hArr": "⇔", "harr": "↔", "exist": "∃", "ang": "∠",
    "Alpha": "Α", "Beta": "Β", "Epsilon": "Ε", "Zeta": "Ζ", "Eta": "Η", "Iota": "Ι", "Kappa": "Κ",
    "Mu": "Μ", "Nu": "Ν", "Omicron": "Ο", "Rho": "Ρ", "Tau": "Τ", "Chi": "Χ", "omicron": "ο",
    "plusmn": "±", "coloneqq": "≔", "eqqcolon": "≕", "vcentcolon": ":", "dblcolon": "∷",
    "models": "⊨", "doublecap": "⋒", "lt": "<", "gt": ">", "And": "&", "euro": "€", "pounds": "£",
    "dag": "†", "ddag": "‡", "copyright": "©", "bigstar": "★", "intercal": "⊺",
    "bigcirc": "◯", "lgroup": "(", "rgroup": ")", "lmoustache": "⎰", "rmoustache": "⎱",
    "slash": "/", "TeX": "TeX", "LaTeX": "LaTeX", "prime": "′", "backprime": "‵", "sum": "∑",
    "prod": "∏", "iiiint": "⨌", "oiint": "∯", "oiiint": "∰", "hslash": "ℏ", "Hbar": "ℏ",
    "bigtriangleup": "△", "bigtriangledown": "▽", "triangle": "△", "blacksquare": "■",
    "square": "□", "dotsh": "…", "vdots": "⋮", "ddots": "⋱", "iddots": "⋰", "adots": "⋰",
    "N_A": "N", "setminus": "∖", "smallsetminus": "∖", "gets": "←", "longrightarrow": "⟶",
}  # fmt: skip

FUNCTIONS = names(
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf "
    "limsup ln log max min Pr sec sin sinh sup tan tanh argmax argmin sgn sign tr rank diag softmax "
    "sigmoid ReLU erf Var Cov span grad curl lcm mod arsinh artanh arcosh arcctg tg ctg "
    "injlim projlim Tr"
)
"""Names set upright, apart from what they apply to."""

LIMITS = names("lim liminf limsup max min sup inf argmax argmin det gcd Pr")
"""Functions whose bounds stand below them."""

LARGE = frozenset("∑∏∐∫∬∭⨌∮∯∰⋃⋂⨁⨂⨀⋁⋀⨄⨅⨆")
INTEGRALS = frozenset("∫∬∭⨌∮∯∰")
_BINARY = frozenset("+−±∓×÷∗⋆∘∙∩∪⋓⋒⊎⊓⊔∧∨∖≀⊕⊖⊗⊘⊙†‡⨿⊞⊟⊠⊡⋊⋉⋈⊼⊻∸∔⋄◃▹⊲⊳")
_TIGHT = frozenset("∀∁∂∃∄∅∆∇∎∞∟∠∡∢√∛∜⊤⊥□△▽⋯⋮⋱⋰∕∤′″‴⊺∙·⋅")
_OPENING, _CLOSING = frozenset("([{⟨⌊⌈⟦⟪⎰"), frozenset(")]}⟩⌋⌉⟧⟫⎱!")

SPACES = {
    ",": " ", ":": " ", ";": " ", ">": " ", " ": " ", "\n": " ", "!": "", "quad": "  ",
    "qquad": "    ", "thinspace": " ", "medspace": " ", "thickspace": " ", "enspace": " ",
    "enskip": " ", "space": " ", "nobreakspace": " ", "negthinspace": "", "negmedspace": "",
    "negthickspace": "", "hfill": "  ", "/": "", "-": "", "@": "",
}  # fmt: skip

MARKS = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0305",
    "tilde": "\u0303", "widetilde": "\u0303", "vec": "\u20d7", "overrightarrow": "\u20d7",
    "overleftarrow": "\u20d6", "dot": "\u0307", "ddot": "\u0308", "dddot": "\u20db",
    "check": "\u030c", "breve": "\u0306", "acute": "\u0301", "grave": "\u0300",
    "mathring": "\u030a", "underline": "\u0332", "underbar": "\u0332", "cancel": "\u0338",
    "not": "\u0338", "bcancel": "\u0338", "xcancel": "\u0338", "sout": "\u0336",
    "overleftrightarrow": "\u20e1", "widecheck": "\u030c",
}  # fmt: skip
"""Accents as combining characters."""

SUPERSCRIPTS = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ′″‴*∗†‡°∘⊤",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᵠᵡ′″‴**†‡°°ᵀ",
)
SUBSCRIPTS = str.maketrans(
    "0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
)

VULGAR = {
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖",
    "3/5": "⅗", "4/5": "⅘", "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞",
}  # fmt: skip

FONTS = {
    "mathbb": "mathbb", "Bbb": "mathbb", "mathds": "mathbb", "mathcal": "mathcal",
    "mathscr": "mathcal", "cal": "mathcal", "mathbf": "mathbf", "boldsymbol": "mathbf",
    "bm": "mathbf", "symbf": "mathbf", "pmb": "mathbf", "bf": "mathbf", "mathfrak": "mathfrak",
    "frak": "mathfrak", "mathrm": "", "mathsf": "", "mathtt": "", "mathit": "", "mathnormal": "",
    "rm": "", "it": "", "sf": "", "tt": "",
}  # fmt: skip
"""Commands that choose an alphabet, and its name in the table; empty for the plain letters."""


@cache
def _table() -> dict[str, str]:
    from unicodeit.data import REPLACEMENTS  # 6 ms, only where a formula is read

    return dict(REPLACEMENTS)


def symbol(name: str) -> str:
    """The character that a command without its backslash stands for; empty where it is none."""
    own = _OWN.get(name)
    return own if own is not None else _table().get("\\" + name, "")


def lettered(text: str, font: str) -> str:
    """Text in one of Unicode's mathematical alphabets; what it does not have stays plain."""
    if not font:
        return text
    table = _table()
    return "".join([table.get(f"\\{font}{{{char}}}", char) for char in text])


def accented(text: str, mark: str) -> str:
    """Text with a combining mark on every character."""
    marked = "".join([char if char == " " else char + mark for char in text])
    return unicodedata.normalize("NFC", marked)


@lru_cache(maxsize=1024)
def kind_of(char: str) -> Kind:
    """What a character is to its neighbours."""
    if char.isalnum():
        return Kind.ORD
    if char in "=<>≔≕:∷" or _is_relation(char):
        return Kind.REL
    for kind, chars in (
        (Kind.BIN, _BINARY),
        (Kind.OP, LARGE),
        (Kind.OPEN, _OPENING),
        (Kind.CLOSE, _CLOSING),
    ):
        if char in chars:
            return kind
    return Kind.PUNCT if char in ",;" else Kind.ORD


def _is_relation(char: str) -> bool:
    """Arrows, and Unicode's mathematical operators but for those that are something else."""
    code = ord(char[:1] or " ")
    return (
        0x2190 <= code <= 0x22FF
        or 0x27F0 <= code <= 0x297F
        or 0x2A66 <= code <= 0x2AFF
        or code == 0x27C2
    ) and not (
        char in _BINARY or char in LARGE or char in _TIGHT or char in _OPENING or char in _CLOSING
    )


_APART = frozenset((Kind.ORD, Kind.FUNC, Kind.OP, Kind.FRAC))
_ENDS = frozenset((Kind.ORD, Kind.CLOSE, Kind.FUNC, Kind.FRAC, Kind.OP))


def gap(left: Kind, right: Kind, *, tight: bool = False) -> int:
    """Columns between two neighbours; in scripts (`tight`) operators stand close."""
    if Kind.SPACE in (left, right):
        return 0
    if Kind.REL in (left, right):
        return int(not tight and left is not right)
    if Kind.BIN in (left, right):
        return int(not tight)
    if left is Kind.PUNCT:
        return int(not tight)
    if left in (Kind.FUNC, Kind.OP):
        return int(right in _APART or (left is Kind.OP and right in (Kind.OPEN, Kind.TEXT)))
    if right in (Kind.FUNC, Kind.OP):
        return int(left in _ENDS)
    if left is Kind.FRAC:
        return int(right in _APART or right is Kind.OPEN)
    if right is Kind.FRAC:
        return int(left in _ENDS)
    return 0
