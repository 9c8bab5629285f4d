"""HTML inside Markdown, reduced to its text: tags go, what a person would read stays.

Comments, scripts and styles vanish where they are closed; an unclosed one is shown as written, since
a mistake must not hide the rest of an article. Every pattern here takes linear time.
"""

from __future__ import annotations

import re

from reader.characters import clean, one_line

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""")
_VANISHING = re.compile(r"<!--|<\?|<![a-z]|<script\b|<style\b", re.IGNORECASE)
_ENDS = {
    "<!-": re.compile("-->"),
    "<?": re.compile(r"\?>"),
    "<!": re.compile(">"),
    "<sc": re.compile(r"</script\s*>", re.IGNORECASE),
    "<st": re.compile(r"</style\s*>", re.IGNORECASE),
}
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_BREAKING = (  # searched as one string: a set would be a page long
    " address article aside blockquote body br caption center dd details dialog div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe li"
    " main menu nav ol optgroup option p pre section summary table tbody td tfoot th thead"
    " title tr ul "
)
# Tags after which a browser shows no text as text; GFM §6.11 has them shown as written.
SWALLOWING = frozenset(
    ("title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext")
)
VANISHING = frozenset(("script", "style"))
_SPACE = re.compile(r"[ \t\n]+")
_BREAK = "\v"  # stands for a line's end while newlines are still white space; never in clean text


def decode(text: str) -> str:
    """Text with its entities decoded, clean."""
    if "&" not in text:
        return clean(text)
    from html import unescape  # its table of 2,231 names costs 2 ms; few texts need it

    return clean(unescape(text))


def name_of_target(link: str) -> str:
    """What to call a picture without alt text: its file's name, else the word image."""
    from urllib.parse import unquote  # only for pictures nobody described

    path = link.partition("#")[0].partition("?")[0]
    return one_line(unquote(path.rstrip("/").rpartition("/")[2])) or "image"


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, values decoded and on one line."""
    return {
        match[1].lower(): one_line(decode(match[2] or match[3] or match[4] or ""))
        for match in _ATTRIBUTE.finditer(tag)
    }


def tag_name(tag: str) -> str:
    """The name of a tag in lower case, with a slash before it where it closes; else empty."""
    match = _TAG.match(tag)
    return match[1] + match[2].lower() if match else ""


def inline_text(tag: str) -> str:
    """The text that stands for a tag within a paragraph: a break, a picture's name, or nothing."""
    name = tag_name(tag)
    if name == "br":
        return "\n"
    if name == "img":
        found = attributes(tag)
        return found.get("alt") or name_of_target(found.get("src", ""))
    return ""


def paragraphs(source: str) -> list[str]:
    """The text of a block of HTML, a string for each line that its tags make; none is empty."""
    source = _CDATA.sub("", _without_vanishing(source)).replace(_BREAK, " ")
    lower = source.lower()
    last = {name: lower.rfind("</" + name) for name in SWALLOWING}

    def replacement(match: re.Match[str]) -> str:
        name = match[2].lower()
        if name == "img":
            return inline_text(match[0])
        if name in SWALLOWING and not match[1] and last[name] < match.start():
            return match[0].replace("<", "&lt;")
        return _BREAK if f" {name} " in _BREAKING else ""

    lines = _TAG.sub(replacement, source).split(_BREAK)
    return [text for line in lines if (text := one_line(decode(_SPACE.sub(" ", line))))]


def _without_vanishing(source: str) -> str:
    kept, place = [], 0
    unclosed = set()  # looked for once only, or many openings would cost the square of the length
    for match in _VANISHING.finditer(source):
        opening = match[0].lower()
        kind = "<!" if opening[:2] == "<!" and opening != "<!--" else opening[:3]
        if match.start() < place or kind in unclosed:
            continue
        end = _ENDS[kind].search(source, match.end())
        if end is None:
            unclosed.add(kind)
            continue
        kept.append(source[place : match.start()])
        place = end.end()
    kept.append(source[place:])
    return "".join(kept)
