"""What a session may do beside reading: decided once, where it starts, and handed down."""

from __future__ import annotations

from reader.named import NamedTuple


class Allowed(NamedTuple):
    """What may be done; the indexer, the catalog, the state and its log are always there."""

    programs: bool = True  # start an editor, a browser, tmux; sleep, so that a shell takes over
    settings: bool = True  # write the settings file, where views are saved
    elsewhere: bool = True  # read and write files outside of the library by name


EVERYTHING = Allowed()
RESTRICTED = Allowed(programs=False, settings=False, elsewhere=False)
"""`--restricted`: for ForceCommand and kiosks."""

NO_PROGRAMS = "No other program is started here: this session is restricted to reading."
NO_SETTINGS = "Views are not saved here: this session is restricted to reading."
