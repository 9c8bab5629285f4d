"""The text of an article for the catalog, and what is counted in it."""

from __future__ import annotations

from reader.markdown.rendered import rendered


def test_the_text_has_neither_markup_nor_targets() -> None:
    found = rendered("# A *b*\n\nSee [this](https://example.org/x) and `code`.\n\n[r]: /y\n")
    assert found.text.split() == ["A", "b", "See", "this", "and", "code."]
    assert found.heading == "A b"
    assert found.links == ("https://example.org/x",)


def test_words_of_prose_code_and_characters_are_counted_apart() -> None:
    found = rendered("Three plain words.\n\n```\nx = 1\n```\n\n漢字 と English\n")
    assert (found.words, found.code_words, found.cjk) == (4, 3, 3)


def test_what_a_text_holds_is_told() -> None:
    assert rendered("|a|\n|-|\n").table
    assert rendered("![x](y)").image
    assert rendered("a[^1]\n\n[^1]: b\n").notes
    assert rendered("    code\n").code
    plain = rendered("nothing special")
    assert not any((plain.table, plain.image, plain.notes, plain.code))


def test_addresses_for_mail_are_links_too() -> None:
    assert rendered("<me@example.org> <http://a.b>").links == (
        "mailto:me@example.org",
        "http://a.b",
    )


def test_a_picture_without_words_has_its_name() -> None:
    assert rendered("![](a/b.png)").text.strip() == "b.png"


def test_html_and_entities_become_text() -> None:
    found = rendered("<div>\n<p>a &amp; b</p>\n</div>\n\n&#27;[1mc<br>d <script>e</script>\n")
    assert found.text.split() == ["a", "&", "b", "c", "d"]


def test_chinese_lines_are_joined_without_a_space() -> None:
    assert rendered("一行\n二行 a\nb\n").text.strip() == "一行二行 a b"


def test_an_empty_text() -> None:
    found = rendered("")
    assert (found.text, found.words, found.heading, found.links) == ("", 0, "", ())
