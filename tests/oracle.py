"""What a query means, read off the articles one by one: no index, no SQL, no tree of the program.

A query is made together with its meaning, so that nothing here parses what is typed. Shared with
the program are only the stemmer it leans on and the languages whose articles titles drop.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from Stemmer import Stemmer

from tests.match_library import Made
from tests.query_library import ARTICLES, added, deeds

Meaning = Callable[[Made], bool]


@dataclass(frozen=True)
class Asked:
    """A query as it is typed, what it means, and how tightly it binds."""

    typed: str
    means: Meaning
    is_group: bool = False  # of several, which need parentheses within others

    def __repr__(self) -> str:
        return self.typed

    @property
    def within(self) -> str:
        """As it stands within another query."""
        return f"({self.typed})" if self.is_group else self.typed


# Text


def folded(text: str) -> str:
    """Compatibility forms, no case, no accents; the signs of Indic and Thai vowels stay."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    kept = [
        char
        for char in unicodedata.normalize("NFD", plain)
        if not (unicodedata.category(char) == "Mn" and ord(char) < 0x0900)
    ]
    return unicodedata.normalize("NFC", "".join(kept))


def _is_unspaced(char: str) -> bool:
    name = unicodedata.name(char, "")
    return name.startswith(("CJK UNIFIED", "HIRAGANA", "KATAKANA", "THAI"))


def tokens(text: str) -> list[str]:
    """Runs of letters, digits and their marks; characters of unspaced scripts one by one."""
    found: list[str] = []
    run = ""
    for char in folded(text) + " ":
        if _is_unspaced(char):
            found += [run, char]
            run = ""
        elif unicodedata.category(char)[0] in "LNM":
            run += char
        else:
            found.append(run)
            run = ""
    return [token for token in found if token]


@cache
def stem(word: str) -> str:
    """By Snowball; the language goes by the script."""
    if len(word) < 3 or not word.isalpha():
        return word
    script = unicodedata.name(word[0], "").split(" ")[0]
    languages = {
        "LATIN": "english",
        "CYRILLIC": "russian",
        "GREEK": "greek",
        "ARABIC": "arabic",
        "DEVANAGARI": "hindi",
    }
    language = languages.get(script)
    return str(Stemmer(language).stemWord(word)) if language else word


def is_one_typo(left: str, right: str) -> bool:
    """Whether an insertion, a loss, a change or a swap of neighbours makes one of the other."""
    made = {left}
    letters = set(right)
    for at in range(len(left) + 1):
        made.add(left[:at] + left[at + 1 :])
        made.update(left[:at] + char + left[at:] for char in letters)
        made.update(left[:at] + char + left[at + 1 :] for char in letters)
        made.add(left[:at] + left[at + 1 : at + 2] + left[at : at + 1] + left[at + 2 :])
    return right in made


def columns(made: Made, field: str) -> list[str]:
    """The texts that a field looks at, those that are apart from one another apart."""
    about = "\n".join((made.subtitle, made.description, *made.tags))
    authors = "\n".join(made.authors)
    texts = {
        "title": made.title,
        "subtitle": made.subtitle,
        "description": made.description,
        "author": authors,
        "text": made.text,
    }
    return [texts[field]] if field else [made.title, about, authors, made.text]


def stands(words: list[str], meets: Callable[[str, str, bool], bool], text: str) -> bool:
    """Whether the words stand side by side in a text."""
    there = tokens(text)
    last = len(words) - 1
    return any(
        all(meets(word, there[at + i], i == last) for i, word in enumerate(words))
        for at in range(len(there) - last)
    )


def _same(word: str, other: str, _last: bool) -> bool:
    return word == other


def _by_stem(word: str, other: str, _last: bool) -> bool:
    return word == other or stem(word) == stem(other)


def _begun(word: str, other: str, last: bool) -> bool:
    return other.startswith(word) if last else word == other


def _nearly(word: str, other: str, _last: bool) -> bool:
    return word == other or (len(word) >= 4 and is_one_typo(word, other))


def words(typed: str, form: str = "", field: str = "") -> Asked:
    """Words in a field or anywhere: `form` is empty, * or ~, or \" for a phrase."""
    meets = {"": _by_stem, '"': _same, "*": _begun, "~": _nearly}[form]
    if form == "" and field == "author":
        meets = _same  # names have no other forms
    wanted = tokens(typed)
    written = f'"{typed}"' if form == '"' else f"{typed}{form}"
    return Asked(
        f"{field}:{written}" if field else written,
        lambda made: any(stands(wanted, meets, text) for text in columns(made, field)),
    )


def path(typed: str) -> Asked:
    """A part of the path; with / in front, its beginning."""

    def meets(made: Made) -> bool:
        whole = folded(f"/{made.name}.md")
        return whole.startswith(folded(typed)) if typed[0] == "/" else folded(typed) in whole

    return Asked(f'path:"{typed}"', meets)


def tag(typed: str) -> Asked:
    """A tag of the author's or of one's own."""

    def plain(name: str) -> str:
        return re.sub(r"[\s_-]+", " ", folded(name))

    return Asked(
        f'tag:"{typed}"',
        lambda made: plain(typed) in {plain(t) for t in (*made.tags, *deeds(made.name).tags)},
    )


# Numbers and days


def number(field: str, low: int | None, high: int | None) -> Asked:
    """Between two bounds, one of which may be missing."""

    def value(made: Made) -> int:
        return {
            "read": made.minutes,
            "words": made.words,
            "progress": deeds(made.name).progress,
        }[field]

    return Asked(
        f"{field}:{'' if low is None else low}..{'' if high is None else high}",
        lambda made: (low is None or low <= value(made)) and (high is None or value(made) <= high),
    )


def day_of(made: Made, field: str) -> date | None:
    """The day that a field looks at."""
    return {
        "date": made.published or made.created,
        "created": made.created,
        "updated": made.updated,
        "added": added(made.name),
    }[field]


def days(field: str, first: date | None, last: date | None) -> Asked:
    """Between two days; what has no day is not."""

    def holds(made: Made) -> bool:
        day = day_of(made, field)
        return day is not None and (first is None or first <= day) and (last is None or day <= last)

    written = "..".join("" if day is None else day.isoformat() for day in (first, last))
    return Asked(f"{field}:{written}", holds)


# States and parts


def state(name: str) -> Asked:
    """What `is:` knows."""

    def holds(made: Made) -> bool:
        done = deeds(made.name)
        return {
            "new": done.new,
            "unread": done.status == "unread",
            "reading": done.status == "reading",
            "read": done.status == "read",
            "starred": done.starred,
            "archived": done.archived,
            "highlighted": done.highlighted,
            "draft": made.draft,
            "broken": made.broken,
        }[name]

    return Asked(f"is:{name}", holds)


def part(name: str) -> Asked:
    """What `has:` knows."""
    return Asked(
        f"has:{name}",
        lambda made: deeds(made.name).noted if name == "notes" else name in made.has.split(),
    )


def lang(tongue: str) -> Asked:
    """A language, and what is more exactly it."""

    def holds(made: Made) -> bool:
        stated = made.lang.lower().replace("_", "-")
        return stated == tongue or stated.startswith(f"{tongue}-")

    return Asked(f"lang:{tongue}", holds)


def view(name: str, of: Asked) -> Asked:
    """A view by its name."""
    return Asked(f'in:"{name}"', of.means)


# Together


def without(asked: Asked) -> Asked:
    """Not that."""
    inner = f"({asked.typed})" if asked.typed.startswith("-") else asked.within  # -- is one dash
    return Asked(f"-{inner}", lambda made: not asked.means(made))


def both(parts: list[Asked]) -> Asked:
    """All of them."""
    return Asked(
        " ".join(each.within for each in parts),
        lambda made: all(each.means(made) for each in parts),
        is_group=True,
    )


def either(parts: list[Asked]) -> Asked:
    """One of them."""
    return Asked(
        " OR ".join(each.within for each in parts),
        lambda made: any(each.means(made) for each in parts),
        is_group=True,
    )


def found(asked: Asked) -> set[str]:
    """The names of the articles that a query means."""
    return {made.name for made in ARTICLES if asked.means(made)}


# Orders

Key = tuple[object, ...]


def keyed(made: Made, key: str) -> Key | None:
    """What an order compares in its own direction; None where an article lacks it."""
    done = deeds(made.name)
    day = made.published or made.created
    match key:
        case "date":
            return None if day is None else (-day.toordinal(),)
        case "created":
            return None if made.created is None else (-made.created.toordinal(),)
        case "author":
            return (folded(made.authors[0]),) if made.authors else None
        case "read":
            return (made.minutes,)
        case "words":
            return (made.words,)
        case "progress":
            return (-done.progress,)
        case "added":
            return (-added(made.name).toordinal(),)
        case "lastread":
            return (-done.opened_at,) if done.opened_at else None
    raise AssertionError(key)
