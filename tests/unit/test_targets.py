"""What the links of an article lead to."""

import os
from pathlib import Path

import pytest

from reader.article import Metadata
from reader.markdown.lines import Role, Span
from reader.markdown.parse import Text
from reader.session.names import FolderNames, nearest
from reader.session.targets import (
    Broken,
    Elsewhere,
    NamesUnknown,
    Resolver,
    ToArticle,
    ToHeading,
    ToNote,
    Web,
    article_at,
)
from tests.catalogs import article, catalog

BODY = "# First Things\n\nText.\n\n## Second things\n\nText."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    for name in ("a.md", "notes/b.md", "notes/My Note.md", "notes/README.md", "map.png", "é.md"):
        path = library / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    (tmp_path / "secret.md").write_text("secret")
    (library / "out.md").symlink_to(tmp_path / "secret.md")
    (library / "alias.md").symlink_to(library / "notes" / "b.md")
    return library


def resolver(root: Path, path: str = "notes/b.md", body: str = BODY) -> Resolver:
    return Resolver(str(root), path, Text(body), FolderNames(str(root)))


@pytest.mark.parametrize(
    ("link", "path", "fragment"),
    [
        ("../a.md", "a.md", ""),
        ("../a", "a.md", ""),
        ("../a.md#part", "a.md", "part"),
        ("/a.md", "a.md", ""),
        ("My%20Note.md", "notes/My Note.md", ""),
        ("My Note", "notes/My Note.md", ""),
        ("../%C3%A9.md", "é.md", ""),
        ("/notes/", "notes/README.md", ""),
        ("/alias.md", "", ""),
        ("wiki:my note", "notes/My Note.md", ""),
        ("wiki:My Note#Some part", "notes/My Note.md", "Some part"),
    ],
)
def test_a_link_within_the_library_leads_to_an_article(root, link, path, fragment) -> None:
    target = resolver(root)(link)
    # A link to the article itself, behind another name too, is one to its beginning.
    assert target == (ToArticle(path, fragment) if path else ToHeading(""))


def test_links_are_told_apart(root: Path) -> None:
    resolve = resolver(root)
    assert resolve("https://example.org/x y") == Web("https://example.org/x%20y")
    assert resolve("#second-things") == ToHeading("second-things")
    assert resolve("b.md#first-things") == ToHeading("first-things")
    assert resolve("#fn:1") == ToNote("1")
    assert resolve("#fnref:1") == ToNote("1", back=True)
    assert isinstance(resolve("#third"), Broken)
    assert isinstance(resolve("nothing.md"), Broken)
    assert isinstance(resolve("wiki:Nothing"), Broken)
    assert isinstance(resolve("javascript:alert(1)"), Elsewhere)
    assert isinstance(resolve("../map.png"), Elsewhere)


@pytest.mark.parametrize(
    "link",
    ["../../secret.md", "/../secret.md", "%2e%2e/%2e%2e/secret.md", "/out.md", "/out", "x\0.md"],
)
def test_no_link_leads_out_of_the_library(root: Path, link: str) -> None:
    assert not isinstance(resolver(root)(link), ToArticle)


def test_of_a_long_text_no_heading_is_looked_for_before_it_is_wanted(root: Path) -> None:
    text = Text("# One\n\n" + "Text. " * 100_000)
    resolve = Resolver(str(root), "a.md", text)
    assert resolve("#nothing") == ToHeading("nothing")
    assert not text.count


def test_a_name_without_an_article_is_plain_text_and_a_lost_link_is_told(root: Path) -> None:
    spans = (
        Span("text "),
        Span("Nobody", Role.LINK, link="wiki:Nobody"),
        Span("lost", Role.LINK, link="lost.md"),
        Span("web", Role.LINK, link="https://example.org"),
        Span("My Note", Role.LINK, link="wiki:My Note#H 1"),
        Span("picture", Role.IMAGE, link="lost.png"),
    )
    shown = resolver(root).change(spans)
    assert [(span.text, span.role, span.link) for span in shown] == [
        ("text ", Role.TEXT, ""),
        ("Nobody", Role.TEXT, ""),
        ("lost", Role.LINK_BROKEN, "lost.md"),
        ("web", Role.LINK, "https://example.org"),
        ("My Note", Role.LINK, "My%20Note.md#H%201"),
        ("picture", Role.IMAGE, "lost.png"),
    ]
    assert resolver(root)(shown[4].link) == ToArticle("notes/My Note.md", "H 1")


def test_spans_without_links_are_left_as_they_are(root: Path) -> None:
    spans = (Span("text"), Span("more", Role.CODE))
    assert resolver(root).change(spans) is spans


def test_before_the_library_is_read_a_name_stays_a_link_and_is_asked_again(root: Path) -> None:
    class Names:
        answer: str | None = None

        def find(self, name: str, near: str) -> str | None:
            if self.answer is None:
                raise NamesUnknown
            return self.answer

    names = Names()
    resolve = Resolver(str(root), "a.md", Text(BODY), names)
    span = Span("B", Role.LINK, link="wiki:B")
    assert resolve.change((span,)) == (span,)
    names.answer = "notes/b.md"
    assert resolve("wiki:B") == ToArticle("notes/b.md")


def test_a_folder_without_an_article_of_its_own_is_none(root: Path) -> None:
    (root / "empty").mkdir()
    assert article_at(str(root), "empty") is None


@pytest.mark.parametrize("link", ["elsewhere/secret", "elsewhere/secret.md", "elsewhere/none.md"])
def test_nothing_behind_a_link_out_of_the_library_is_looked_at_for_an_article(
    root: Path, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else an article could ask which files there are, or wake up a disk that sleeps."""
    (root / "elsewhere").symlink_to(root.parent)
    looked_at = []

    def looking(call):
        def look(path, *args, **options):
            looked_at.append(os.fspath(path))
            return call(path, *args, **options)

        return look

    for name in ("stat", "lstat", "scandir", "readlink"):
        monkeypatch.setattr(os, name, looking(getattr(os, name)))
    assert resolver(root, "a.md")(link) == Elsewhere("The link leads out of the library.")
    assert not [path for path in looked_at if "secret" in path or "none" in path]


def test_a_link_as_long_as_an_article_leads_to_nothing(root: Path) -> None:
    assert isinstance(resolver(root)("x/" * 100_000), Broken)


def test_in_the_catalog_an_article_goes_by_title_slug_and_file_name(tmp_path: Path) -> None:
    made = [
        article("x/one.md", "“The First” One"),
        article("two.md", "Other"),
        article("x/two.md", "Another"),
        article("3.md", "Third")._replace(metadata=Metadata(slug="the-slug")),
    ]
    opened = catalog(tmp_path / "c.db", made)
    assert opened.named("the first” ONE") == ["x/one.md"]
    assert opened.named("The-Slug") == ["3.md"]
    assert opened.named("One") == ["x/one.md"]
    assert sorted(opened.named("folder/two.md")) == ["two.md", "x/two.md"]
    assert opened.named("nothing") == []
    assert opened.named("") == []
    opened.close()


def test_of_several_the_one_beside_or_in_the_named_folder_is_meant() -> None:
    paths = ["two.md", "x/two.md", "y/z/two.md"]
    assert nearest("two", paths, "") == "two.md"
    assert nearest("two", paths, "x") == "x/two.md"
    assert nearest("y/z/two", paths, "x") == "y/z/two.md"
    assert nearest("two", [], "x") is None


def test_a_file_name_of_any_bytes_has_a_key_that_can_be_kept(tmp_path: Path) -> None:
    opened = catalog(tmp_path / "c.db", [article("x/Na\udcffme\x1b.md", "Title")])
    assert opened.named("Na\ufffdme") == ["x/Na\udcffme\x1b.md"]
    opened.close()


@pytest.mark.parametrize(
    "name", ["../../secret", "{outside}/secret", "/{outside}/secret", "../way/secret"]
)
def test_a_name_does_not_look_into_folders_outside_of_the_library(root: Path, name: str) -> None:
    (root / "way").symlink_to(root.parent)
    resolve = resolver(root)
    assert isinstance(resolve("wiki:" + name.format(outside=root.parent)), Broken)
    assert resolve("wiki:../a") == ToArticle("a.md")  # folders of the library it may name
