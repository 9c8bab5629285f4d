"""What the sample articles promise: every field, every construct, and damage that is real.

The checks ask pyromark and PyYAML, not the program, so that they hold whatever it makes of the files.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyromark
import pytest
import yaml

SAMPLES = Path(__file__).parents[2] / "sample_articles"
CMS_FIELDS = frozenset(
    [
        *("title", "subtitle", "description", "author", "read_time"),
        *("publish_date", "created_date", "heroImage", "cta"),
    ]
)
GFM = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample file, split by the plainest rule that fits all of them."""

    path: str  # relative to the folder
    fence: str  # "---", "+++" or none
    front_matter: str
    body: str

    @property
    def fields(self) -> dict[str, Any]:
        """The parsed front matter; empty where there is none or YAML refuses it."""
        if self.fence == "+++":
            return tomllib.loads(self.front_matter)
        try:
            return yaml.safe_load(self.front_matter) or {}
        except yaml.YAMLError:
            return {}


def _split(path: Path) -> Sample:
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(SAMPLES).as_posix()
    for fence in ("---", "+++"):
        if text.startswith(f"{fence}\n"):
            front_matter, body = text[len(fence) + 1 :].split(f"\n{fence}\n", 1)
            return Sample(name, fence, front_matter, body)
    return Sample(name, "", "", text)


@cache
def samples() -> tuple[Sample, ...]:
    return tuple(_split(path) for path in sorted(SAMPLES.rglob("*.md")))


def sample(path: str) -> Sample:
    return next(one for one in samples() if one.path == path)


@cache
def constructs() -> frozenset[str]:
    """The kinds of all events in all bodies, one short word each."""
    found: set[str] = set()
    for one in samples():
        nesting: list[str] = []
        for event in pyromark.events(one.body, options=GFM):
            if isinstance(event, str):
                found.add(event)
                continue
            ((name, value),) = event.items()
            if name == "Start":
                kind, detail = next(iter(value.items())) if isinstance(value, dict) else (value, "")
                found.add(kind)
                found.add(f"{kind} in {nesting[-1]}" if nesting else f"{kind} on its own")
                found.update(_details(kind, detail))
                nesting.append(kind)
            elif name == "End":
                nesting.pop()
            else:
                found.add(f"{name}:{value}" if name == "TaskListMarker" else name)
                if name == "Code" and "`" in value:
                    found.add("Code with backticks")
                if name == "Text" and nesting[-1:] == ["Item"]:
                    found.add("tight list")
    return frozenset(found)


def _details(kind: str, detail: Any) -> Iterator[str]:
    match kind:
        case "Heading":
            yield f"Heading {detail['level']}"
        case "Link" | "Image":
            yield f"{kind} {detail['link_type']}"
            if detail["title"]:
                yield f"{kind} with a title"
        case "BlockQuote":
            yield f"Alert {detail}" if detail else "plain quote"
        case "CodeBlock":
            yield "indented code" if detail == "Indented" else "fenced code"
            if isinstance(detail, dict) and detail["Fenced"]:
                yield "fenced code with a language"
        case "List":
            yield "bullets" if detail is None else f"ordered from {min(detail, 2)}"
        case "Table":
            yield from (f"column {alignment}" for alignment in detail)


CONSTRUCTS = [
    *(f"Heading H{level}" for level in range(1, 7)),
    *(f"Link {kind}" for kind in ("Inline", "Reference", "Collapsed", "Shortcut", "Autolink")),
    *(f"Alert {kind}" for kind in ("Note", "Tip", "Important", "Warning", "Caution")),
    *(f"column {kind}" for kind in ("None", "Left", "Center", "Right")),
    *("Link Email", "Link with a title", "Image Inline", "Image Reference", "Image with a title"),
    *("Emphasis", "Strong", "Strikethrough", "Emphasis in Strong", "Strong in Emphasis"),
    *("Code with backticks", "InlineHtml", "HtmlBlock", "HardBreak", "SoftBreak", "Rule"),
    *("plain quote", "BlockQuote in BlockQuote", "Code", "indented code", "fenced code"),
    *("fenced code with a language", "bullets", "ordered from 1", "ordered from 2"),
    *("List in Item", "tight list", "Paragraph in Item", "TaskListMarker:True"),
    *("TaskListMarker:False", "Table", "FootnoteReference", "FootnoteDefinition"),
    "Paragraph in FootnoteDefinition",
]


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_every_construct_stands_in_some_sample(construct: str) -> None:
    assert construct in constructs()


# What a parser has already resolved can only be seen in the source
SPELLINGS = {
    "a setext heading of the first level": r"^[^\n]+\n=+$",
    "a setext heading of the second level": r"(?<=\n\n)[^\n|]+\n-+$",
    "a heading closed by number signs": r"^#+ .+ #+$",
    "a hard break by a backslash": r"\S\\$",
    "a hard break by two spaces": r"\S  $",
    "a backslash escape": r"\\[*_\[\]#]",
    "an escaped pipe in a table": r"^\|.*\\\|.*\|$",
    "a named entity": r"&frac12;",
    "a fence of tildes": r"^~~~\w*$",
    "a bullet of each kind, star": r"^\* \S",
    "a bullet of each kind, plus": r"^\+ \S",
    "a bullet of each kind, dash": r"^- \S",
    "an ordered list with parentheses": r"^1\) \S",
    "a thematic break of stars": r"^\*\*\*$",
    "a thematic break of dashes": r"^- - -$",
    "a thematic break of underscores": r"^___$",
    "a bare link": r"(?<![\(<\[:] )(?<![\(<])\bhttps://[\w./-]+(?= )",
    "a link reference definition": r"^\[[\w-]+\]: \S",
    "an HTML comment": r"<!-- .* -->",
    "strong by underscores": r"__\w[^_]*__",
    "a quote continued lazily": r"^> [^\n]+\n\w",
    "a list of definitions": r"^\w+\n: \S",
    "a name in double brackets": r"\[\[\w[^\]\n]*\]\]",
    "an emoji by its name": r" :[a-z_]+:$",
    "text above and below the line": r"(?s)\w~\d~.*\d\^\d\^",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_of_a_construct_stands_in_some_sample(spelling: str) -> None:
    pattern = re.compile(SPELLINGS[spelling], re.MULTILINE)
    assert any(pattern.search(one.body) for one in samples())


def test_there_are_at_least_fourteen_articles_by_several_authors() -> None:
    authors = {
        author
        for one in samples()
        for given in [one.fields.get("author", one.fields.get("by", []))]
        for author in (given if isinstance(given, list) else [given])
    }
    assert len(samples()) >= 14
    assert len(authors) >= 6


def test_most_articles_have_every_field_of_the_cms() -> None:
    complete = [one for one in samples() if one.fields.keys() >= CMS_FIELDS]
    assert len(complete) >= 12


def test_each_latin_article_has_between_300_and_1500_words() -> None:
    for one in samples():
        if one.fields.get("lang") not in ("zh-Hans", "ar"):
            assert 300 <= len(one.body.split()) <= 1500, one.path


def test_the_articles_span_the_years_from_2019_to_2026() -> None:
    assert {day.year for day in _published().values()} >= {*range(2019, 2027)}


def test_welcome_is_the_newest_article() -> None:
    published = _published()
    assert max(published, key=lambda path: published[path]) == "welcome.md"


def test_some_articles_share_a_day() -> None:
    days = [*_published().values()]
    assert days.count(datetime.date(2024, 2, 9)) == 3


def test_two_articles_were_created_about_a_year_after_their_date() -> None:
    published = _published()
    late = [
        one.path
        for one in samples()
        if one.fields.get("created_date")
        and (_day(one.fields["created_date"]) - published[one.path]).days >= 365
    ]
    assert len(late) >= 2


def test_two_articles_share_their_title_and_differ_in_their_subtitle() -> None:
    one, other = sample("railway-time.md").fields, sample("unix-time.md").fields
    assert one["title"] == other["title"]
    assert one["subtitle"] != other["subtitle"]


def test_some_articles_state_a_reading_time_that_is_far_from_their_length() -> None:
    # At 238 words a minute, give or take a whole minute
    wrong = []
    for one in samples():
        stated = re.match(r"(\d+) mins", one.fields.get("read_time", ""))
        if stated and abs(int(stated[1]) - len(one.body.split()) / 238) > 1.5:
            wrong.append(one.path)
    assert len(wrong) >= 2
    assert len(wrong) < len(samples()) / 2


def test_one_article_is_chinese_and_one_is_arabic() -> None:
    chinese, arabic = sample("sanyu.md"), sample("warraqin.md")
    assert chinese.fields["lang"] == "zh-Hans"
    assert len(re.findall(r"[\u4e00-\u9fff]", chinese.body)) > 700
    assert arabic.fields["lang"] == "ar"
    assert len(re.findall(r"[\u0621-\u064a]+", arabic.body)) > 300


def test_one_article_has_toml_and_one_has_no_front_matter() -> None:
    assert sample("blank-maps.md").fence == "+++"
    assert sample("blank-maps.md").fields.keys() >= CMS_FIELDS
    assert sample("commonplace.md").fence == ""
    assert sample("commonplace.md").body.startswith("Common Places\n===")


def test_one_article_uses_other_names_for_the_fields() -> None:
    assert {"tagline", "by", "date", "image", "summary"} <= sample("date-due.md").fields.keys()


def test_the_yaml_of_exactly_one_article_is_refused_because_of_an_apostrophe() -> None:
    refused = []
    for one in samples():
        if one.fence == "---":
            try:
                yaml.safe_load(one.front_matter)
            except yaml.YAMLError:
                refused.append(one.path)
    assert refused == ["sleeper.md"]
    assert "\nsubtitle: 'What a sleeping car's timetable" in sample("sleeper.md").front_matter


def _lost_code() -> list[str]:
    """What stands below each line that is only `python`, up to the prose that follows it."""
    parts = re.split(r"(?m)^python\n", sample("unix-time.md").body)[1:]
    return [re.split(r"\n\n(?=(?:The|It) )", part)[0] for part in parts]


def test_one_article_has_lost_its_fences_and_a_parser_makes_headings_of_its_comments() -> None:
    body = sample("unix-time.md").body
    html = pyromark.html(body, options=GFM)
    assert "```" not in body
    assert "~~~" not in body
    assert "<h1>The leap second at the end of 2016" in html
    assert "<strong>init</strong>" in html


def test_the_code_that_lost_its_fences_still_runs_and_says_what_the_article_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    codes = _lost_code()
    assert "__init__" in codes[1]
    for code in codes:
        exec(code, {})
    assert capsys.readouterr().out == "2038-01-19 03:14:07+00:00\n0.5\n"


def test_one_article_lies_in_a_folder_below() -> None:
    assert [one.path for one in samples() if "/" in one.path] == ["letters/reading-aloud.md"]


def test_links_between_the_articles_lead_to_an_article_and_a_heading_of_it() -> None:
    links = [(one, target) for one in samples() for target in _links(one) if ":" not in target]
    assert len(links) >= 20
    for one, target in links:
        path, _, heading = unquote(target).partition("#")
        file = (SAMPLES / one.path).parent / path
        assert file.is_file(), f"{one.path}: {target}"
        if heading:
            assert heading in _slugs(_split(file.resolve())), f"{one.path}: {target}"


def test_welcome_links_to_every_other_article() -> None:
    others = {one.path for one in samples()} - {"welcome.md"}
    assert others <= {*_links(sample("welcome.md"))}


def test_pictures_and_examples_lie_on_hosts_that_belong_to_nobody() -> None:
    real = {"mosh.org"}
    for one in samples():
        hosts = re.findall(r"https?://([\w.-]+)", one.front_matter + one.body)
        for host in hosts:
            assert host in real or host.endswith(("example.org", "example.com")), one.path


def _links(one: Sample) -> Iterator[str]:
    for event in pyromark.events(one.body, options=GFM):
        match event:
            case {"Start": {"Link": {"dest_url": target, "link_type": kind}}} if kind != "Email":
                yield target


def _slugs(one: Sample) -> set[str]:
    headings = re.findall(r"(?m)^#+ (.+?)(?: #+)?$", one.body)
    return {re.sub(r"[^\w]+", "-", heading.lower()).strip("-") for heading in headings}


def _day(value: object) -> datetime.date:
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))


def _published() -> dict[str, datetime.date]:
    """The day of each article that has one; that of the broken front matter is read as text."""
    days = {}
    for one in samples():
        found = re.search(r"(?m)^(?:publish_date|date)\s*[:=] ['\"]?([\d-]{10})", one.front_matter)
        if found:
            days[one.path] = _day(found[1])
    return days
