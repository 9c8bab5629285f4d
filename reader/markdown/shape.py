"""What has a form of its own in other dialects, in the form in which the parser knows it.

Admonitions become quotations, code between the tags of a template becomes fenced code. What is
nested comes to light once that around it has its form, so it is looked for again.
"""

from __future__ import annotations

import re

from reader.markdown import admonitions, folds, notation, template_blocks
from reader.markdown.mended import Mended, edited
from reader.patterns import pattern

DEEPEST = 8
"""Forms within forms that are understood."""

_DETAILS = pattern("<details", re.IGNORECASE)


def shaped(source: str, above: str = "", *, goes_on: bool | None = None) -> Mended:
    """The source with the forms of other dialects as the parser knows them.

    `above` is the line before it. `goes_on` is given where only its blocks are wanted, not what is
    in them: whether it is cut off behind its last line.
    """
    found = edited(source, notation.edits(source, blocks=goes_on is not None))
    for _ in range(DEEPEST):
        text, cut = found.text, bool(goes_on)
        edits = template_blocks.edits(text, goes_on=cut) if "{" in text else []
        last = not edits
        if last and _DETAILS.search(text):
            edits = folds.edits(text, goes_on=cut)
            last = not edits
        if last:
            edits = admonitions.edits(text, above, goes_on=cut)
            last = goes_on is not None or not edits
        if not edits:
            break
        step = edited(text, edits)
        found = step._replace(before=found if found.changed else None)
        if last:
            break
    return found
