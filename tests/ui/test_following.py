"""Hints, links followed, the way back, and marks."""

import pytest

from reader.terminal import browser
from reader.ui.where import Where
from tests.ui.conftest import PROSE, write

FILL = "The river bends and the road follows it. " * 30
BODY = f"""\
{FILL}

See [the web](https://example.org/page), [the part below](#down-there), [another article](b.md),
[a part of it](b.md#far-away), [a lost one](lost.md).

```python
x = 1
```

| a | b |
|---|---|
| c | d |

{FILL}

{FILL}

## Down there

{FILL}

{FILL}

{FILL}
"""


@pytest.fixture
def articles(tmp_path):
    write(tmp_path, "a.md", "Alpha", body=BODY, day="2024-02-09", heroImage="https://example.org/h")
    write(tmp_path, "b.md", "Bravo", body=f"{PROSE}\n\n## Far away\n\n{PROSE}", day="2024-02-08")
    write(tmp_path, "c.md", "Charlie", body="Just text.", day="2024-02-07")
    return tmp_path


@pytest.fixture(autouse=True)
def no_browser(monkeypatch):
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def copied(monkeypatch):
    """What was copied."""
    texts = []

    def copy(app, text):
        texts.append(text)
        return "Copied."

    monkeypatch.setattr("reader.ui.app.ReaderApp.copy", copy)
    return texts


def page(window):
    return window.screen.panes.page


def first_row(window) -> str:
    return page(window).shown_lines[0].text


async def hint(window, wanted) -> None:
    """Press f, and the letters of what is wanted: a link, or a kind of block."""
    await window.press("f")
    choosing = window.screen.taking.__self__
    label = next(
        label
        for label, found in choosing._hints.items()
        if wanted in (found.link, found.kind.value)
    )
    await window.press(*label)


async def test_hints_are_painted_over_the_page_and_the_text_stays(open_window, articles):
    async with open_window(articles) as window:
        await window.press("enter")
        before = window.rows
        await window.press("f")
        shown = window.rows
        assert shown != before
        assert "Type the letters" in shown[-1]
        changed = [
            (old, new) for old, new in zip(before[:-1], shown[:-1], strict=True) if old != new
        ]
        assert all(len(old) == len(new) for old, new in changed)
        assert sum(a != b for old, new in changed for a, b in zip(old, new, strict=True)) <= 18
        await window.press("escape")
        assert window.rows[1:-1] == before[1:-1]
        assert window.screen.where is Where.PAGE


@pytest.mark.parametrize("key", ["escape", "Z", "space", "1", "enter", "backspace"])
async def test_any_other_key_leaves_the_hints_and_does_nothing_else(open_window, articles, key):
    async with open_window(articles) as window:
        await window.press("enter", "f")
        top = page(window).top
        await window.press(key)
        assert window.screen.taking is None
        assert page(window).top == top
        assert "Type the letters" not in window.text


async def test_the_target_of_a_web_link_is_shown_and_nothing_is_opened_unasked(
    open_window, articles, copied, monkeypatch
):
    opened = []
    monkeypatch.setattr(
        browser, "open_address", lambda address, _: opened.append(address) or "Yes."
    )
    monkeypatch.setattr(browser, "command", lambda _: ["fox"])
    async with open_window(articles) as window:
        await window.press("enter")
        await hint(window, "https://example.org/page")
        assert "https://example.org/page" in window.rows[-1]
        assert "Enter opens it" in window.rows[-1]
        await window.press("escape")
        assert not opened
        assert "https://" not in window.rows[-1]
        await hint(window, "https://example.org/page")
        await window.press("enter")
        assert opened == ["https://example.org/page"]
        await hint(window, "https://example.org/page")
        await window.press("y")
        assert copied == ["https://example.org/page"]


async def test_without_a_browser_an_address_is_offered_to_be_copied(open_window, articles, copied):
    async with open_window(articles, (80, 24)) as window:
        await window.press("enter", "o")
        assert "https://example.org/h" in window.rows[-1]
        assert "y copies it" in window.rows[-1]
        assert "Enter opens" not in window.rows[-1]
        await window.press("enter")
        assert copied == ["https://example.org/h"]


async def test_an_address_too_long_for_the_foot_is_shown_whole(open_window, tmp_path):
    address = "https://example.org/" + "way/" * 40 + "end"
    write(tmp_path, "a.md", "Alpha", body=f"[here]({address})\n\n{PROSE}")
    async with open_window(tmp_path, (80, 24)) as window:
        await window.press("enter")
        await hint(window, address)
        shown = "".join(row.strip(" ▐") for row in window.rows[:-1])
        assert address in shown
        assert "y copies it" in window.rows[-1]
        await window.press("escape")
        assert "way/way" not in window.text


async def test_a_heading_is_gone_to_and_backspace_comes_back_to_the_row(open_window, articles):
    async with open_window(articles) as window:
        await window.press("enter", "j", "j", "j")
        top = page(window).top
        await hint(window, "#down-there")
        assert first_row(window) == "Down there"
        assert "Backspace goes back" in window.rows[-1]
        await window.press("backspace")
        assert page(window).top == top
        await window.press("backspace")
        assert "nothing to go back to" in window.rows[-1]


async def test_another_article_opens_at_its_heading_and_backspace_comes_back(open_window, articles):
    async with open_window(articles) as window:
        await window.press("enter", "j", "j")
        top = page(window).top
        await hint(window, "b.md#far-away")
        assert page(window).page.article.title == "Bravo"
        assert first_row(window) == "Far away"
        assert window.selected == "Bravo"
        await window.press("j", "backspace")
        assert page(window).page.article.title == "Alpha"
        assert page(window).top == top
        assert window.selected == "Alpha"


async def test_an_article_that_the_list_does_not_hold_opens_too(open_window, articles):
    async with open_window(articles) as window:
        await window.press("slash")
        await window.type("alpha")
        await window.until(lambda: window.titles == ["Alpha"])
        await window.press("enter", "enter")
        await hint(window, "b.md")
        assert page(window).page.article.title == "Bravo"
        assert window.selected == "Alpha"
        await window.press("j", "j", "q")
        assert page(window).page.article.title == "Alpha"
        assert window.screen.where is Where.LIST


async def test_a_link_that_leads_to_nothing_says_so(open_window, articles):
    async with open_window(articles) as window:
        await window.press("enter")
        await hint(window, "lost.md")
        assert "There is no lost.md in the library." in window.rows[-1]


@pytest.mark.parametrize("way", ["link", "back"])
async def test_an_article_that_is_gone_is_not_gone_to_and_its_sentence_says_so(
    open_window, articles, way
):
    async with open_window(articles) as window:
        await window.press("enter", "j", "j")
        if way == "back":
            await hint(window, "b.md")
        else:
            await window.press("f")  # what is known of the link stays known
            await window.press("escape")
        opened, path, top = window.screen.opened, page(window).page.article.path, page(window).top
        if way == "back":
            (articles / "a.md").unlink()
            await window.press("backspace")
        else:
            assert page(window).page.resolver("b.md")
            (articles / "b.md").unlink()
            await hint(window, "b.md")
        assert page(window).page.article.path == opened.path == path
        assert page(window).top == top
        assert window.screen.where is Where.PAGE
        assert "can't be read" in window.rows[-1]
        await window.press("j")
        assert page(window).top != top
        await window.press("backspace")
        assert "nothing to go back to" in window.rows[-1]
        opened.keep()
        assert not window.app.desk.memory.touched("b.md" if way == "link" else "none")


async def test_code_is_copied_and_a_table_is_shown_alone(open_window, articles, copied):
    async with open_window(articles) as window:
        await window.press("enter")
        await hint(window, "code")
        assert copied == ["x = 1"]
        assert "Copied." in window.rows[-1]
        await hint(window, "table")
        assert window.app.screen is not window.screen
        await window.press("q")


async def test_pairs_of_letters_are_narrowed_down_and_taken_back(open_window, tmp_path):
    body = "\n".join(f"[link {n}](https://example.org/{n})" for n in range(40))
    write(tmp_path, "a.md", "Alpha", body=body)
    async with open_window(tmp_path) as window:
        await window.press("enter", "f")
        choosing = window.screen.taking.__self__
        pair = next(label for label in choosing._hints if len(label) == 2)
        await window.press(pair[0])
        assert window.screen.taking is not None
        await window.press("backspace")
        assert choosing._typed == ""
        await window.press(*pair)
        assert choosing._hints[pair].link in window.text


async def test_where_there_is_nothing_to_act_on_that_is_said(open_window, articles):
    async with open_window(articles) as window:
        await window.press("G", "enter", "f")
        assert "nothing on the screen" in window.rows[-1]
        await window.press("o")
        assert "no link on the screen" in window.rows[-1]


async def test_a_single_article_follows_links_to_its_neighbours(open_window, articles):
    async with open_window(articles / "a.md") as window:
        await hint(window, "b.md")
        assert page(window).page.article.title == "Bravo"
        assert window.rows[0].strip().startswith("b.md")
        await window.press("backspace")
        assert page(window).page.article.title == "Alpha"


async def test_a_mark_is_come_back_to_and_so_is_the_place_before_the_jump(open_window, articles):
    async with open_window(articles) as window:
        await window.press("enter", "j", "j", "m", "a")
        marked = page(window).top
        assert "Marked as a" in window.rows[-1]
        await window.press("G")
        end = page(window).top
        await window.press("apostrophe", "a")
        assert page(window).top == marked
        await window.press("apostrophe", "apostrophe")
        assert page(window).top == end
        await window.press("apostrophe", "apostrophe")
        assert page(window).top == marked


@pytest.mark.parametrize("jump", [["G"], ["5", "0", "%"], ["/", *"down", "enter"]])
async def test_one_comes_back_from_every_far_move(open_window, articles, jump):
    async with open_window(articles) as window:
        await window.press("enter", "j", "j")
        before = page(window).top
        await window.press(*jump)
        assert page(window).top != before
        await window.press("apostrophe", "apostrophe")
        assert page(window).top == before
        await window.press("backspace", "backspace")
        assert "nothing to go back to" in window.rows[-1]


async def test_a_mark_that_is_not_set_says_which_are(open_window, articles):
    async with open_window(articles) as window:
        await window.press("enter", "apostrophe", "x")
        assert "no mark x" in window.rows[-1]
        await window.press("apostrophe", "apostrophe")
        assert "no jump" in window.rows[-1]
        await window.press("m", "k", "apostrophe", "x")
        assert "It has k" in window.rows[-1]
        await window.press("m", "escape", "apostrophe", "escape")
        assert window.screen.where is Where.PAGE


async def test_every_key_may_follow_the_hints(open_window, articles):
    from reader.ui.keys import BINDINGS

    keys = [key for b in BINDINGS if b.action not in ("quit", "suspend") for key in b.keys]
    async with open_window(articles) as window:
        await window.press("enter")
        for key in keys:
            if window.screen.where is Where.LIST:
                await window.pilot.press("enter")
            await window.pilot.press("f", key)
            while window.app.screen is not window.screen:
                await window.pilot.press("escape")
            await window.pilot.press("escape")
        await window.settle()
        assert window.app.is_running


async def test_back_from_the_source_of_another_article_is_the_row_that_was_left(
    open_window, articles
):
    async with open_window(articles) as window:
        await window.press("enter", "j", "j")
        top = page(window).top
        await hint(window, "b.md")
        await window.press("R", "m", "a")
        assert "R goes back" in window.rows[-1]
        await window.press("backspace")
        assert page(window).page.article.title == "Alpha"
        assert page(window).top == top


NOTED = f"""\
First[^one] words, and more[^long].

{PROSE}

[^one]: The *first* note.
[^long]: {"A note that goes on. " * 60}
"""


async def test_a_note_is_shown_in_place_and_enter_goes_to_it_and_back(open_window, tmp_path):
    write(tmp_path, "a.md", "Alpha", body=NOTED)
    async with open_window(tmp_path, (80, 24)) as window:
        await window.press("enter")
        assert "The first note." not in window.text
        await hint(window, "#fn:one")
        assert "The first note." in window.text
        assert "Enter goes to the note" in window.rows[-1]
        assert page(window).top == (0, 0)
        await window.press("escape")
        assert "The first note." not in window.text
        await hint(window, "#fn:one")
        await window.press("enter")
        assert "The first note." in window.text
        assert page(window).top.part > 0
        await hint(window, "#fnref:one")
        assert "First" in first_row(window)
        await window.press("backspace")
        assert "The first note." in window.text
        await window.press("backspace")
        assert page(window).top == (0, 0)


async def test_a_long_note_leaves_half_of_the_page_in_sight(open_window, tmp_path):
    write(tmp_path, "a.md", "Alpha", body=NOTED)
    async with open_window(tmp_path, (80, 24)) as window:
        await window.press("enter")
        await hint(window, "#fn:long")
        assert "First" in window.text
        assert "A note that goes on." in window.text
        assert "…" in window.rows[-2]


async def test_letters_of_a_page_that_was_read_anew_lead_nowhere(open_window, articles, copied):
    async with open_window(articles) as window:
        await window.press("enter", "space", "f")
        letters = next(iter(window.screen.taking.__self__._hints))
        desk, pane = window.app.desk, page(window)
        pane.show(desk.open_page("a.md", pane.columns, pane.page.glyphs, None), pane.place)
        await window.press(*letters)
        assert "The page has changed" in window.rows[-1]
        assert window.screen.opened.shown == "a.md"
        assert not copied


async def test_sentences_in_place_of_an_article_have_no_sections(open_window, articles):
    async with open_window(articles) as window:
        await window.press("enter", "G")
        pane = page(window)
        assert pane.sections is not None
        pane.say("Nothing here.")
        assert pane.sections is None
        assert pane.section is None
