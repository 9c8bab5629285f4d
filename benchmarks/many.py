"""Fifty people in one library: what each session holds, and how long the fiftieth takes to start."""

from __future__ import annotations

import os
import select
import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack
from statistics import median

from benchmarks.memory import BUDGET, pss
from benchmarks.screen import Screen, painted
from benchmarks.starts import bare, warm
from benchmarks.table import Row
from benchmarks.terminal import Recorder
from benchmarks.world import Unmeasurable, World, hello, reader, remove

SESSIONS = 50
LAST = 5  # starts that stand for the last one, since one start alone says little

_QUIET = 0.15  # seconds after which nothing more is expected
_PATIENCE = 120.0  # seconds for all that were started at once


def many(world: World, runs: int) -> list[Row]:
    """Each with a state of its own and the catalog of all; one after another, then all at once."""
    del runs  # once: the sessions are the runs
    warm(world)  # the first start after an indexing tells the state what there is
    states = world.cache + ".states"
    remove(states)
    os.makedirs(states)
    try:
        return [*_one_after_another(world, states), _at_once(world, states)]
    finally:
        remove(states)


def _one_after_another(world: World, states: str) -> list[Row]:
    bares: list[float] = []
    times: list[float] = []
    with ExitStack() as open_ones:
        hollow = open_ones.enter_context(Recorder(hello(), world.environ()))
        hollow.read_until("hello")
        sessions: list[Recorder] = []
        for number in range(SESSIONS):
            if number >= SESSIONS - LAST:
                bares.append(bare(world))
            session = open_ones.enter_context(_started(world, states, number))
            times.append(_first_paint(world, session))
            session.wait_for_children()
            sessions.append(session)
        for session in sessions:
            session.read_until_quiet(0.01)
        of_bare = pss(hollow.process.pid)
        held = [pss(session.process.pid) for session in sessions]
    over = [one - of_bare for one in held]
    limit = BUDGET.get(world.articles)
    return [
        Row(
            f"each of {SESSIONS} sessions over bare (PSS)",
            world.articles,
            median(over),
            "MB",
            of_bare,
            f"{limit:.0f} MB" if limit else "",
            limit,
            note=f"{min(over):.1f} to {max(over):.1f} MB; all together {sum(held):,.0f} MB",
        ),
        Row(
            f"start of the {SESSIONS}th: list painted",
            world.articles,
            median(times[-LAST:]),
            bare=median(bares),
            note=f"median of the last {LAST}, the others at rest; the first {times[0]:.2f} s,"
            f" all {min(times):.2f} to {max(times):.2f} s, median {median(times):.2f} s",
        ),
    ]


def _at_once(world: World, states: str) -> Row:
    """All are started in the same moment; when the last one has painted its page."""
    alone, _, _ = _all_painted(lambda _: Recorder(hello(), world.environ()), "hello")
    last, used, rested = _all_painted(
        lambda number: _started(world, states, number), world.listed[0].on_page
    )
    return Row(
        f"{SESSIONS} started at once: the last page painted",
        world.articles,
        last,
        bare=alone,
        note=f"bare is {SESSIONS} bare apps; {used:.2f} s of a processor each until then;"
        f" all indexers have ended after {rested:.1f} s",
    )


def _all_painted(start: Callable[[int], Recorder], word: str) -> tuple[float, float, float]:
    """Seconds until all have painted a word, those each has worked, those until none has a child."""
    with ExitStack() as open_ones:
        began = time.monotonic()
        sessions = [open_ones.enter_context(start(number)) for number in range(SESSIONS)]
        waiting = {session.fileno(): session for session in sessions}
        wanted, ends = word.encode(), dict.fromkeys(waiting, b"")
        while waiting:
            if time.monotonic() > began + _PATIENCE:
                raise Unmeasurable(f"{len(waiting)} of {SESSIONS} have painted nothing")
            for number in select.select(list(waiting), [], [], 1.0)[0]:
                session = waiting[number]
                if not session.read(0):
                    raise Unmeasurable(f"a session ended: {session.said()}")
                ends[number] = ends[number][-len(wanted) :] + session.pieces[-1].data
                if wanted in ends[number]:
                    del waiting[number]
        painted_at = time.monotonic()
        used = sum(_processor_time(session.process.pid) for session in sessions)
        _let_rest(sessions)
        return painted_at - began, used / SESSIONS, time.monotonic() - began


def _started(world: World, states: str, number: int) -> Recorder:
    state = os.path.join(states, f"{number}.db")
    if not os.path.exists(state):
        shutil.copyfile(os.path.join(world.cache, "state.db"), state)
    return Recorder([*reader(), world.library], {**world.environ(), "READER_STATE": state})


def _first_paint(world: World, session: Recorder) -> float:
    """Seconds from its start to the list."""
    first = world.listed[0]
    if not session.read_until(first.on_page):
        raise Unmeasurable(f"no page was painted: {session.said()}")
    session.read_until_quiet(_QUIET)
    (at,) = painted(Screen(), session.take(), lambda screen: screen.shows(first.in_list))
    if at is None:
        raise Unmeasurable("the list is not where it is looked for")
    return at - session.started


def _let_rest(sessions: list[Recorder]) -> None:
    """Read what all write until none has a child."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        by_number = {session.fileno(): session for session in sessions}
        for number in select.select(list(by_number), [], [], 0.1)[0]:
            by_number[number].read(0)
        if not any(session.has_children() for session in sessions):
            return


def _processor_time(pid: int) -> float:
    """Seconds that a process has used, in itself and for it in the kernel (proc(5))."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stream:
            fields = stream.read().rpartition(")")[2].split()
    except OSError as error:
        raise Unmeasurable("only Linux tells how long a process has worked") from error
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
