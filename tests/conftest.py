"""What all tests share: a world of their own, and the list of skips that are known."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Reasons for which a test may be skipped. Any other skip fails the run: a check that silently
# does not run is no check.
KNOWN_SKIPS = (
    "tmux is not installed",
    "screen is not installed",
    "sshd is not installed",
    "strace can't be used",
    "locales are not installed",
    "only root can drop to another user",
    "no specification examples here",
    "not Linux",
    "no disk can be mounted",
)

# What was made by a test is looked through as seldom as where the program reads many files.
GARBAGE = (20_000, 20, 20)

settings.register_profile(
    # The same tree gets the same verdict; `soak` is what explores.
    "default",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=100,
    derandomize=True,
    database=None,
)
settings.register_profile("soak", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def collected_as_ever() -> Iterator[None]:
    """The collector of garbage is as it was, whatever a command in this process set for its end."""
    yield
    gc.enable()
    gc.set_threshold(*GARBAGE)


FOLDERS = {
    "XDG_CACHE_HOME": "cache",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
    "HOME": "home",
}
Stamps = list[tuple[int, int, int]]
_untouched: list[tuple[Path, Stamps]] = []  # worlds in which no test has left anything


@pytest.fixture(autouse=True)
def own_world(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Cache, state and settings in a folder of the test's own; nothing of the person's is touched.

    Most tests write nothing there and leave it to the next: seven folders for each of thousands
    took more than those tests, and as much again when the system's folder was cleared.
    """
    world, before = _untouched.pop() if _untouched else (None, [])
    if world is None or _stamps(world) != before:
        world = tmp_path_factory.mktemp("world")
        for folder in FOLDERS.values():
            (world / folder).mkdir(mode=0o700)
        before = _stamps(world)
    for name, folder in FOLDERS.items():
        monkeypatch.setenv(name, str(world / folder))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(world / "everybody"))
    for name in list(os.environ):
        if name.startswith("READER_") or name in ("NO_COLOR", "COLORTERM", "CI"):
            monkeypatch.delenv(name)
    yield world
    if _stamps(world) == before:
        _untouched.append((world, before))


def _stamps(world: Path) -> Stamps:
    """What tells whether anything was made, removed or forbidden in a world; empty if it is gone."""
    try:
        infos = [os.stat(world / folder) for folder in ("", *FOLDERS.values())]
    except OSError:
        return []
    return [(info.st_mtime_ns, info.st_ctime_ns, info.st_mode) for info in infos]


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core: those with a terminal or with children mostly wait."""
    return 2 * (os.cpu_count() or 1)


# Tests that take long begin first, so that none is left over at the end: those that wait most of
# the time at every other worker, and at those between what computes.
LONG_WAITS = ("terminal/test_wire.py", "terminal/test_killed.py", "terminal/test_driver.py")
LONG_WORK = (
    "unit/test_pathological.py",
    "properties/test_terminal_screen.py",
    "properties/test_anchors.py",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give each worker, which gets a stretch of all tests, its share of the long ones."""
    workers = int(getattr(config, "workerinput", {}).get("workercount", 1))
    if workers > 1:
        items[:] = dealt(items, workers)


def dealt(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """The tests in stretches, one for each worker, that begin with the long ones."""
    stretches: list[list[pytest.Item]] = [[] for _ in range(workers)]
    rest = list(items)
    for files, theirs in ((LONG_WAITS, stretches[::2]), (LONG_WORK, stretches[1::2])):
        long = [item for item in rest if item.nodeid.partition("::")[0].endswith(files)]
        for number, item in enumerate(long):
            theirs[number % len(theirs)].append(item)
        chosen = set(long)
        rest = [item for item in rest if item not in chosen]
    for number, stretch in enumerate(stretches):
        # As xdist cuts what it has: what is left, by the workers that are left
        wanted = max(
            0, (len(items) - sum(map(len, stretches[:number]))) // (workers - number) - len(stretch)
        )
        stretch += rest[:wanted]
        del rest[:wanted]
    return [item for stretch in (*stretches, rest) for item in stretch]


def pytest_collection_finish() -> None:
    """What was collected stays until the end, and need not be looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)


def _reason(report: pytest.TestReport) -> str:
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name each skip that is not on the list."""
    for report in unknown_skips(terminalreporter):
        terminalreporter.write_line(f"UNKNOWN SKIP {report.nodeid}: {_reason(report)}", red=True)


def unknown_skips(terminalreporter: pytest.TerminalReporter) -> list[pytest.TestReport]:
    """Reports of skips whose reason is not on the list."""
    skipped = terminalreporter.stats.get("skipped", [])
    return [
        report for report in skipped if not any(known in _reason(report) for known in KNOWN_SKIPS)
    ]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """An unknown skip fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and exitstatus == 0 and unknown_skips(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
