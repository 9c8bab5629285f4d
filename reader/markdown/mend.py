"""What the author meant but Markdown would take otherwise, put right before the parser sees it.

Every byte of the source keeps its place in order; shown, never stored.
"""

from __future__ import annotations

from reader.markdown.lost import lost_fences
from reader.markdown.mended import Edit, Mended, edited
from reader.markdown.syntax import may_be_mdx
from reader.patterns import pattern

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from reader.markdown.seen import Resolve

# What few texts need is loaded where a text may need it: 6 ms of the 60 that a search may take.
_OTHER_DIALECTS = tuple(
    # What is left of a form where most letters are left out of a text, and the form: sixteen
    # searches of every text would be a tenth of all indexing, and of what is left a thirtieth.
    (kept.encode(), form)
    for kept, forms in (
        ("{%", ("{%",)),
        ("{{", ("{{",)),
        ("{:", ("{:",)),
        ("){", ("){",)),
        ("oc}", ("oc}",)),
        ("[!", ("[!",)),
        ("*[", ("*[",)),
        ("oc]", ("oc]",)),
        ("OC]", ("OC]",)),
        ("oc_]", ("oc_]",)),
        ("OC_]", ("OC_]",)),
        ("^", (" ^",)),
        ("%%", ("%%",)),
        ("==", ("==",)),
        ("???", ("???",)),
        ("!!!", ("!!!",)),
        (":::", (":::",)),
        ("<", ("<details", "<DETAILS")),
    )
    for form in forms
)
_LONG = 1 << 20  # characters; a copy of more is memory, and long texts are few
_LEFT_OUT = bytes({*range(256)} - {*b"".join(kept for kept, _ in _OTHER_DIALECTS)})
# A first look, which most texts pass: without letters next to nothing is left of them.
_LETTERS_TOO = bytes({*range(256)} - {*rb"{}%:)[]!*^=?<"})
_MAY_BE_OTHER = pattern(rb"[{}^<]|\[!|\*\[|%%|==|\?\?\?|!!!|:::")
_MAY_BE_CONTENTS = pattern(rb"\](?<=[cC_]\])")


def other_dialects(source: str, above: str = "", *, goes_on: bool | None = None) -> Mended:
    """The source with other dialects' forms as the parser knows them; parameters as `mend` has them."""
    if not _has_other_forms(source):
        return Mended(source)
    from reader.markdown.shape import shaped

    return shaped(source, above, goes_on=goes_on)


def mend(
    source: str,
    above: str = "",
    *,
    goes_on: bool | None = None,
    mdx: bool | None = None,
    resolve: Resolve | None = None,
) -> Mended:
    """The source with other dialects' forms as the parser knows them, lost fences restored, formulas
    and template tags put where nothing in them is markup, and what is program in MDX hidden.

    `above` is the line before the source where that is a part of a longer one. `goes_on` is given
    where only its blocks are wanted, not what is in them: whether more comes behind it. `mdx` tells
    whether the source is of MDX, or a part of such; else its beginning tells. `resolve` knows the
    targets that are defined elsewhere.
    """
    shape = other_dialects(source, above, goes_on=goes_on)
    source = shape.text
    insertions = _fences(source, above)
    code = _ranges(insertions)
    mathematical = "$" in source or "\\" in source
    if mathematical:
        from reader.markdown import formulas

        insertions += formulas.displays(source, code, goes_on=bool(goes_on))
        code = _ranges(insertions)
    if may_be_mdx(source) if mdx is None else mdx:
        from reader.markdown.mdx import hidden_program, is_mdx

        if mdx or is_mdx(source):
            insertions += hidden_program(source, code, above, goes_on=bool(goes_on))
    if goes_on is None and "{" in source:
        from reader.markdown import braces
        from reader.markdown.templates import tags

        mended = _inserted(source, insertions)
        insertions += braces.literal(source, code, mended.text, mended.origin)
        mended = _inserted(source, insertions)
        insertions += tags(source, mended.text, mended.origin, resolve)
    if goes_on is None and mathematical:
        mended = _inserted(source, insertions)
        insertions += formulas.inlines(source, mended.text, mended.origin, resolve)
    mended = _inserted(source, insertions)
    return mended._replace(before=shape) if shape.changed else mended


def _has_other_forms(source: str) -> bool:
    forms = [form for _, form in _OTHER_DIALECTS]
    if len(source) < _LONG:
        data = source.encode()
        signs = data.translate(None, _LETTERS_TOO)
        if not signs or not (_MAY_BE_OTHER.search(signs) or _MAY_BE_CONTENTS.search(data)):
            return False
        signs = data.translate(None, _LEFT_OUT)
        forms = [form for kept, form in _OTHER_DIALECTS if kept in signs]
    return any(form in source for form in forms)


def _ranges(insertions: list[tuple[int, str]]) -> list[tuple[int, int]]:
    """What lies between each two of some insertions, ascending."""
    pairs = zip(insertions[::2], insertions[1::2], strict=True)
    return sorted((begin[0], end[0]) for begin, end in pairs)


def _inserted(source: str, insertions: list[tuple[int, str]]) -> Mended:
    return edited(source, [Edit(place, place, text) for place, text in insertions])


def _fences(source: str, above: str) -> list[tuple[int, str]]:
    found = [(code, "```") for code in lost_fences(source, above)]
    if "├" in source or "│" in source or "║" in source or "┃" in source:
        from reader.markdown.drawings import lost_drawings

        drawings = lost_drawings(source, [code for code, _ in found])
        found = sorted([*found, *((drawn, f"```\n{drawn.indent}") for drawn in drawings)])
    if not found:
        return []
    from reader.markdown.seen import literal_in, within

    literal = literal_in(source)
    insertions = []
    place = offset = 0  # characters and bytes
    for (name, stop, indent), fence in found:
        offset += len(source[place:name].encode())
        place = name
        if within(literal, offset):
            continue  # a name in real code, or code that is shown as such by its indentation
        insertions += [(name, fence), (stop, f"\n{indent}```")]
    return insertions
