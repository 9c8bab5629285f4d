"""A file's name made readable, for articles that state no title."""

from __future__ import annotations

from reader.characters import fold, is_seen, one_line
from reader.patterns import pattern

EXTENSIONS = (".md", ".markdown", ".mkd", ".mdown", ".mdx", ".txt")
"""What makes a file an article, in any case of letters."""

_DATED = pattern(r"\d{4}-\d{1,2}-\d{1,2}[-_ ]+(?=\S)")  # 2024-02-09-a-post, as blogs name files
_SEPARATORS = pattern(r"[-_]+")
_OF_ITS_FOLDER = ("", "index", "_index")  # names that say nothing beside their folder's


def is_article(name: str) -> bool:
    """Whether a file of this name is an article.

    The records that macOS (`._x.md`) and editors (`.#x.md`) leave beside a file are none.
    """
    return name.lower().endswith(EXTENSIONS) and not name.startswith(("._", ".#"))


def title_from_path(path: str) -> str:
    """The name of a file as a title: no extension, no date before it, words apart. Never empty.

    `index.md` and a file named just `.md` are called after their folder.
    """
    folder, _, name = path.rpartition("/")
    stem = name
    for extension in EXTENSIONS:
        if name.lower().endswith(extension):
            stem = name[: -len(extension)]
            break
    if stem in _OF_ITS_FOLDER and folder:
        stem = folder.rpartition("/")[2]
    text = _readable(stem)
    return (text if is_seen(text) else one_line(name)) or "Untitled"


def _readable(stem: str) -> str:
    text = one_line(stem)
    if " " not in text:
        text = one_line(_SEPARATORS.sub(" ", _DATED.sub("", text, count=1)))
    return text[:1].upper() + text[1:]


def file_key(name: str) -> str:
    """What file names are compared by: as they are shown, folded, without the ending."""
    name = one_line(name)
    lower = name.lower()
    ending = next((one for one in EXTENSIONS if lower.endswith(one)), "")
    return fold(name[: len(name) - len(ending)] if ending else name)
