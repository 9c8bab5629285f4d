"""The palette: every action of the key table by its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from reader.ui.keys import Binding, applying, name

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen

HIDDEN = {"palette", "percent", "cancel"}


class Actions(Provider):
    """What applies in the pane that has the focus."""

    @property
    def _panes(self) -> LibraryScreen:
        return cast("LibraryScreen", self.screen)

    def _applying(self) -> list[Binding]:
        panes = self._panes
        seen: dict[str, Binding] = {}
        allowed = panes.reader_app.allowed
        for binding in applying(panes.where, single=panes.single, allowed=allowed):
            if binding.action not in HIDDEN:
                seen.setdefault(binding.action, binding)
        return list(seen.values())

    def _title(self, binding: Binding) -> str:
        title = f"{binding.help[0].upper()}{binding.help[1:]}"
        return f"{title}  ({name(binding.keys[0])})" if binding.keys else title

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for binding in self._applying():
            yield DiscoveryHit(self._title(binding), partial(self._panes.act, binding.action))

    async def search(self, query: str) -> Hits:
        """Those that match what was typed."""
        matcher = self.matcher(query)
        for binding in self._applying():
            title = self._title(binding)
            score = matcher.match(title)
            if score > 0:
                run = partial(self._panes.act, binding.action)
                yield Hit(score, matcher.highlight(title), run)
