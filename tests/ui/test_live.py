"""The article on the page follows its file."""

import asyncio
import os

import pytest

from reader.ui import live
from tests.ui.conftest import PROSE, write

SENTENCES = [
    f"Sentence {number} has the word {word} in it and goes on for a while."
    for number, word in enumerate(
        [
            "amber",
            "birch",
            "cedar",
            "delta",
            "ember",
            "fjord",
            "grove",
            "heath",
            "inlet",
            "jetty",
            "knoll",
            "larch",
        ]
    )
]
PARAGRAPHS = [
    " ".join([f"Here begins part {number}.", *SENTENCES[:number], "The river bends. " * 12])
    for number in range(12)
]


def rewrite(path, body, title="Lichens"):
    write(path.parent, path.name, title, body=body, day="2023-06-01")


def put_in_place(path, body):
    other = path.with_name(".lichens.swp")
    head = path.read_text().partition("\n---\n\n")[0]
    other.write_text(f"{head}\n---\n\n{body}\n")
    os.replace(other, path)


@pytest.fixture
def article(library):
    path = library / "lichens.md"
    rewrite(path, "\n\n".join(PARAGRAPHS))
    return path


async def read_to_the_middle(window):
    """Open the article and scroll into its sixth part."""
    await window.press("3", "j", "enter")
    assert window.screen.opened.shown == "lichens.md"
    page = window.screen.panes.page
    while page.top.part < 7:
        page.scroll_rows(1)
    page.scroll_rows(1)
    await followed(window)
    return page


async def followed(window):
    await window.until(lambda: window.screen.live.is_following)
    await window.settle()


def margin(window):
    """The rows with a sign beside them."""
    return [row for row in window.rows if live.SIGN in row]


def none_left(monkeypatch):
    """A person whose watches have run out."""

    def refuse(self):
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("reader.library.watch.Folders.__init__", refuse)
    monkeypatch.setattr(live, "POLL", 0.1)


@pytest.mark.parametrize("save", [rewrite, put_in_place])
async def test_an_edit_above_the_place_is_shown_and_the_sentence_stays(open_window, article, save):
    async with open_window(article.parent) as window:
        page = await read_to_the_middle(window)
        place, first = page.place, page.shown_lines[0].text
        save(article, "\n\n".join(["A new beginning.", *PARAGRAPHS]))
        await window.until(lambda: page.place.block == place.block + 1)
        assert page.place.quote == place.quote
        assert page.shown_lines[0].text == first
        assert "has changed, further up" in window.rows[-1]


async def test_what_changed_in_sight_is_marked_until_the_next_key(open_window, article):
    async with open_window(article.parent) as window:
        page = await read_to_the_middle(window)
        edited = [*PARAGRAPHS]
        edited[8] = "Entirely other words.\nOn two lines."
        rewrite(article, "\n\n".join(edited))
        await window.until(lambda: "Entirely other words." in window.text)
        assert [row.split(live.SIGN)[1].strip()[:14] for row in margin(window)] == [
            "Entirely other"
        ]
        assert "has changed." in window.rows[-1]
        await window.press("j")
        assert margin(window) == []
        assert page.signs.get("changed") is None


async def test_the_very_sentence_edited_is_still_the_one_on_top(open_window, article):
    async with open_window(article.parent) as window:
        page = await read_to_the_middle(window)
        top = page.shown_lines[0].text
        word = next(
            word for word in ["amber", "birch", "cedar", "delta", "ember", "fjord"] if word in top
        )
        edited = "\n\n".join(PARAGRAPHS).replace(word, "word")
        edited = edited.replace("Here begins part 6.", "Here there begins a longer part 6.")
        rewrite(article, "New first paragraph.\n\n" + edited)
        await window.until(lambda: "has changed" in window.rows[-1])
        sentence = next(each for each in SENTENCES if word in each).replace(word, "word")
        assert sentence.split(" has ")[0] in " ".join(line.text for line in page.shown_lines[:3])
        assert page.top.part == 8


async def test_a_paragraph_taken_away_leaves_one_at_the_next(open_window, article):
    async with open_window(article.parent) as window:
        page = await read_to_the_middle(window)
        rewrite(article, "\n\n".join(PARAGRAPHS[:6] + PARAGRAPHS[7:]))
        await window.until(lambda: "has changed" in window.rows[-1])
        assert "begins part 7" in " ".join(line.text for line in page.shown_lines[:4])


async def test_a_removed_article_stays_readable_and_one_that_comes_back_is_shown(
    open_window, article
):
    async with open_window(article.parent) as window:
        page = await read_to_the_middle(window)
        place, text = page.place, article.read_text()
        article.unlink()
        await window.until(lambda: live.GONE in window.rows[-1])
        await window.press("j", "k")
        assert live.GONE in window.rows[-1]
        assert page.place == place
        article.write_text(text.replace("begins part 6", "begins part six"))
        await window.until(lambda: "has changed" in window.rows[-1] or live.BACK in window.rows[-1])
        await window.settle()
        assert page.place.block == place.block
        assert live.GONE not in window.text


async def test_a_file_written_in_two_steps_loses_neither_place_nor_marks(open_window, article):
    async with open_window(article.parent) as window:
        page = await read_to_the_middle(window)
        place = page.place
        text = article.read_text()
        article.write_text("")
        await window.until(lambda: page.page.text.count == 0)
        article.write_text(text.replace("begins part 8", "begins part eight"))
        await window.until(lambda: page.page.text.count == len(PARAGRAPHS))
        await window.settle()
        assert page.place == place
        assert "begins part eight" in margin(window)[0]


async def test_an_edit_while_a_sheet_is_open_is_there_when_it_closes(open_window, article):
    async with open_window(article.parent) as window:
        page = await read_to_the_middle(window)
        place = page.place
        await window.press("question_mark")
        rewrite(article, "\n\n".join(["A new beginning.", *PARAGRAPHS]))
        await window.until(lambda: page.place.block == place.block + 1)
        await window.press("q")
        assert window.app.screen is window.screen
        assert page.place.quote == place.quote


async def test_a_touched_file_says_nothing(open_window, article):
    async with open_window(article.parent) as window:
        page = await read_to_the_middle(window)
        before = page.page
        os.utime(article)
        await window.until(lambda: page.page is not before)
        await window.settle()
        assert "changed" not in window.rows[-1]
        assert margin(window) == []


async def test_another_title_is_marked_in_the_header(open_window, article):
    async with open_window(article.parent) as window:
        await window.press("3", "j", "enter")
        await followed(window)
        rewrite(article, "\n\n".join(PARAGRAPHS), title="Mosses")
        await window.until(lambda: "Mosses" in window.text)
        assert [row for row in margin(window) if "Mosses" in row]
        assert len(margin(window)) == 1


async def test_where_the_kernel_tells_nothing_a_look_a_second_does(
    open_window, article, monkeypatch
):
    none_left(monkeypatch)
    async with open_window(article.parent) as window:
        page = await read_to_the_middle(window)
        place = page.place
        rewrite(article, "\n\n".join(["A new beginning.", *PARAGRAPHS]))
        await window.until(lambda: page.place.block == place.block + 1)
        article.unlink()
        await window.until(lambda: live.GONE in window.rows[-1])


async def test_a_folder_that_was_removed_and_made_again_is_followed_again(
    open_window, library, monkeypatch
):
    monkeypatch.setattr(live, "POLL", 0.1)
    folder = library / "below"
    path = write(folder, "deep.md", "Deep", day="2026-01-01")
    text = path.read_text()
    async with open_window(library) as window:
        await window.press("g", "enter")
        assert window.screen.opened.shown == "below/deep.md"
        await followed(window)
        path.unlink()
        folder.rmdir()
        await window.until(lambda: live.GONE in window.rows[-1])
        folder.mkdir()
        path.write_text(text.replace("Paragraph 0", "Paragraph nought"))
        await window.until(lambda: "Paragraph nought" in window.text)
        await followed(window)
        path.write_text(text.replace("Paragraph 0", "Paragraph zero"))
        await window.until(lambda: "Paragraph zero" in window.text)


async def test_a_single_article_is_followed_too(open_window, article):
    async with open_window(article) as window:
        await followed(window)
        rewrite(article, PROSE)
        await window.until(lambda: "Paragraph 0" in window.text)


async def test_nothing_wakes_up_while_nothing_happens(open_window, article, monkeypatch):
    async with open_window(article.parent) as window:
        await read_to_the_middle(window)
        await window.pilot.pause(0.5)
        looks = []
        monkeypatch.setattr(window.screen.live, "_look", lambda: looks.append(1))
        await window.pilot.pause(1.5)
        assert not looks


async def test_another_article_is_followed_though_the_file_of_the_one_before_was_missed(
    open_window, article, monkeypatch
):
    none_left(monkeypatch)
    monkeypatch.setattr(live, "AGAIN", 0.05)
    async with open_window(article.parent) as window:
        page = await read_to_the_middle(window)
        article.unlink()
        await window.press("J")
        assert page.page.article.path == "night.md"
        await window.screen.live.look()
        await followed(window)
        write(article.parent, "night.md", "Night Train", body="Other words.", day="2023-06-01")
        await window.until(lambda: "Other words." in window.text)
        assert live.GONE not in window.text


async def test_a_file_that_is_missed_does_not_keep_its_article_from_being_followed(
    open_window, article, monkeypatch
):
    monkeypatch.setattr(live, "AGAIN", 30.0)
    monkeypatch.setattr(live, "RESTS", 1.0)
    async with open_window(article.parent) as window:
        await window.press("3", "j", "enter")
        assert window.screen.opened.shown == "lichens.md"
        article.unlink()
        await window.screen.live.look()  # missed once, before the article has come to rest
        await followed(window)


async def test_word_of_the_article_before_says_nothing_of_the_one_that_is_shown(
    open_window, article, monkeypatch
):
    async with open_window(article.parent) as window:
        page = await read_to_the_middle(window)
        opened = window.screen.opened
        read_again = opened.read_again
        entered, waiting = asyncio.Event(), asyncio.Event()

        async def slowly(base):
            found = await read_again(base)
            entered.set()
            await waiting.wait()
            return found

        monkeypatch.setattr(opened, "read_again", slowly)
        look = asyncio.create_task(window.screen.live.look())  # finds the first article's file
        await entered.wait()
        monkeypatch.setattr(opened, "read_again", read_again)
        await window.press("J")
        assert page.page.article.path == "night.md"
        await followed(window)
        (article.parent / "night.md").unlink()
        await window.until(lambda: live.GONE in window.rows[-1])
        waiting.set()
        await look
        await window.press("j", "k")
        assert live.GONE in window.rows[-1]
