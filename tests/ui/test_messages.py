"""What the foot says is kept for a while."""

from tests.ui.conftest import write


async def messages(window):
    await window.press("colon")
    await window.type("last messages")
    await window.press("enter")
    await window.until(lambda: "Messages" in window.text)
    return "\n".join(line.text for line in window.app.screen._pane.lines)


async def test_a_message_that_was_cut_in_the_foot_can_be_read_whole(open_window, library):
    async with open_window(library, (40, 20)) as window:
        long = "A very long sentence, " * 9 + "the end of it."
        window.screen.notice = long
        window.screen.say_bars()
        await window.press("asterisk", "asterisk", "asterisk")
        said = await messages(window)
        assert "the end of it." in " ".join(said.split())
        assert said.index("Starred.") < said.index("A very")


async def test_without_any_message_the_sheet_says_so(open_window, tmp_path):
    write(tmp_path, "a.md", "One")
    async with open_window(tmp_path / "a.md") as window:
        assert "Nothing was said" in await messages(window)


async def test_only_the_last_ten_are_kept(open_window, library):
    async with open_window(library) as window:
        for number in range(30):
            window.screen.notice = f"Message {number}."
        said = await messages(window)
        assert [f"Message {number}." in said for number in (19, 20, 29)] == [False, True, True]
