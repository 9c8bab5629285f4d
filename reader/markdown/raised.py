"""Text above and below the line: Unicode's own characters where it has them all.

Only characters that common terminal fonts draw are used (Unicode 6.0 and before).
"""

from __future__ import annotations

from functools import cache

_RAISED = str.maketrans(
    "0123456789+-−=()abdefghijklmnoprstuvwxyzcABDEGHIJKLMNOPRTUVWβγδθφχ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᶜᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
)
_LOWERED = str.maketrans(
    "0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
)
_KEPT = " ,.[]*†‡°"  # stand as they are between raised or lowered characters
_NUMBERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN_NUMBERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def raised(text: str) -> str:
    """The text as a superscript: `2` is `²`; where a character has no such form, `^(…)`."""
    return _moved(text, _RAISED, "^")


def lowered(text: str) -> str:
    """The text as a subscript: `2` is `₂`; where a character has no such form, `_(…)`."""
    return _moved(text, _LOWERED, "_")


def raised_number(number: int) -> str:
    """A number of a footnote as it stands in the text."""
    return str(number).translate(_NUMBERS)


def plain_number(text: str) -> str:
    """A raised number on the line again."""
    return text.translate(_PLAIN_NUMBERS)


def plain_raised(char: str) -> str:
    """A raised character on the line again; empty for any other."""
    return _plain_forms()[0].get(char, "")


def plain_lowered(char: str) -> str:
    """A lowered character on the line again; empty for any other."""
    return _plain_forms()[1].get(char, "")


@cache
def _plain_forms() -> tuple[dict[str, str], dict[str, str]]:
    raised = {chr(to): chr(one) for one, to in _RAISED.items()}
    lowered = {chr(to): chr(one) for one, to in _LOWERED.items()}
    ascii_only = [
        {small: "-" if plain == "−" else plain for small, plain in table.items()}
        for table in (raised, lowered)
    ]
    names = {"β": "beta", "γ": "gamma", "δ": "delta", "θ": "theta", "φ": "phi", "χ": "chi"}
    names["ρ"] = "rho"
    return (
        {small: names.get(plain, plain) for small, plain in ascii_only[0].items()},
        {small: names.get(plain, plain) for small, plain in ascii_only[1].items()},
    )


def _moved(text: str, table: dict[int, int], mark: str) -> str:
    inner = text.strip()
    if not inner:
        return text
    if all(ord(char) in table or char in _KEPT for char in inner):
        return text.translate(table)
    return f"{mark}{inner}" if len(inner) == 1 else f"{mark}({inner})"
