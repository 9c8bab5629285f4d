"""Where a platform wants caches, settings and data of one person to lie."""

from __future__ import annotations

import os
import sys

NAME = "reader"
EVERYBODYS = "/etc/xdg"  # on Linux, where $XDG_CONFIG_DIRS names nothing else


def cache() -> str:
    """For what can be made again."""
    return _xdg("XDG_CACHE_HOME", ".cache") or _platform("user_cache_dir")


def config() -> str:
    """For settings."""
    return _xdg("XDG_CONFIG_HOME", ".config") or _platform("user_config_dir")


def settings_file() -> str:
    """The settings, whether they exist or not."""
    return os.environ.get("READER_CONFIG") or os.path.join(config(), "config.toml")


def shared_settings_files() -> tuple[str, ...]:
    """The settings of everybody on this machine, whether they exist or not, the weakest first."""
    if not sys.platform.startswith("linux"):
        return (os.path.join(_platform("site_config_dir"), "config.toml"),)
    named = os.environ.get("XDG_CONFIG_DIRS", "").strip() or EVERYBODYS
    found = [folder for folder in named.split(":") if os.path.isabs(folder)]
    return tuple(os.path.join(folder, NAME, "config.toml") for folder in reversed(found))


def shared_settings_file() -> str:
    """The strongest of them that exists, else where it would be."""
    files = shared_settings_files()
    there = [file for file in files if os.path.exists(file)]
    return (there or files or ("/etc/xdg/reader/config.toml",))[-1]


def data() -> str:
    """For what can't be made again."""
    return _xdg("XDG_DATA_HOME", ".local/share") or _platform("user_data_dir")


def log() -> str:
    """The file that stands for stderr while the interface runs."""
    folder = _xdg("XDG_STATE_HOME", ".local/state") or _platform("user_state_dir")
    return os.path.join(folder, "reader.log")


def _xdg(variable: str, default: str) -> str:
    # platformdirs answers the same on Linux, and takes 21 ms to be imported: a third of what
    # `reader search` may cost.
    if not sys.platform.startswith("linux"):
        return ""
    named = os.environ.get(variable, "").strip()
    # A relative path is to be ignored, XDG Base Directory Specification 0.8.
    base = named if os.path.isabs(named) else os.path.expanduser(f"~/{default}")
    return os.path.join(base, NAME)


def _platform(name: str) -> str:
    import platformdirs

    return str(getattr(platformdirs, name)(NAME))
