"""Pages made before they are wanted."""

import asyncio
import threading

import pytest

from reader.article import Place
from reader.errors import ReaderError
from reader.ui.fit import Fit
from reader.ui.loading import Loading, Wish


class Page:
    """As much of a page as is asked for here."""

    body_hash = b""

    def __init__(self, path):
        self.path = path

    def set_width(self, *_):
        pass

    def find(self, _place):
        return None

    def rows(self, *_):
        return []


class Desk:
    """Opens pages, once it may; remembers which."""

    def __init__(self):
        self.opened = []
        self.may = threading.Event()
        self.may.set()

    def open_page(self, path, *_):
        self.opened.append(path)
        assert self.may.wait(20)
        if path == "gone":
            raise ReaderError("gone is gone")
        return Page(path)


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def loading(desk):
    one = Loading(desk, None, lambda _path: Place())
    yield one
    desk.may.set()
    one.close()


def wish(path, columns=60):
    return Wish(path, Fit(columns), None)


async def test_a_page_that_was_made_ahead_is_not_made_again(loading, desk):
    loading.prepare(wish("a"), None)
    made = await loading.load(wish("a"), None)
    assert made.page.path == "a"
    assert desk.opened == ["a"]


async def test_one_for_another_width_is(loading, desk):
    loading.prepare(wish("a"), None)
    await loading.load(wish("a", 40), None)
    assert desk.opened == ["a", "a"]


async def test_of_a_row_of_wishes_only_the_last_is_made(loading, desk):
    desk.may.clear()
    for path in "abcd":
        loading.prepare(wish(path), None)
    desk.may.set()
    await loading.load(wish("d"), None)
    assert desk.opened[-1] == "d"
    assert len(desk.opened) <= 2  # the first may have begun


async def test_a_page_to_be_shown_is_made_whatever_is_wished_for_after_it(loading, desk):
    desk.may.clear()
    loading.prepare(wish("a"), None)
    wanted = loading.load(wish("b"), None)
    loading.prepare(wish("c"), None)
    loading.prepare(wish("d"), None)
    desk.may.set()
    assert (await wanted).page.path == "b"


async def test_one_taken_from_those_made_ahead_is_not_given_up_for_the_next(loading, desk):
    desk.may.clear()
    loading.prepare(wish("a"), None)
    loading.prepare(wish("b"), None)
    wanted = loading.load(wish("b"), None)
    loading.prepare(wish("c"), None)
    loading.prepare(wish("d"), None)
    desk.may.set()
    assert (await wanted).page.path == "b"


async def test_what_was_to_be_shown_before_is_not_made_any_more(loading, desk):
    desk.may.clear()
    loading.load(wish("a"), None)
    outdated = loading.load(wish("b"), None)
    wanted = loading.load(wish("c"), None)
    desk.may.set()
    assert (await wanted).page.path == "c"
    assert await outdated is None


async def test_what_is_forgotten_is_made_anew(loading, desk):
    loading.prepare(wish("a"), None)
    await asyncio.sleep(0)
    await loading.in_thread(lambda: None)
    loading.forget()
    await loading.load(wish("a"), None)
    assert desk.opened == ["a", "a"]


async def test_why_a_page_could_not_be_made_ahead_is_told_when_it_is_wanted(loading):
    loading.prepare(wish("gone"), None)
    with pytest.raises(ReaderError):
        await loading.load(wish("gone"), None)
