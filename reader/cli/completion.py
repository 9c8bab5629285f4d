"""`reader completion`: what a shell needs to complete commands, options, folders and files."""

from __future__ import annotations

import argparse
from typing import Any

from reader.cli.output import write

SHELLS = ("bash", "zsh", "fish")

_FORM = """\
where it goes:
  bash  eval "$(reader completion bash)" in ~/.bashrc
  zsh   eval "$(reader completion zsh)" in ~/.zshrc, after compinit
  fish  reader completion fish > ~/.config/fish/completions/reader.fish
"""

# Where a command may stand, a folder or an article may too; shtab knows only the one or the other.
# Its functions for bash lose a word with a space. `read` takes the backslashes out and, unlike
# eval, runs nothing of what was typed.
_BASH = r"""
_reader_compgen() {
  local word
  IFS= read word <<< "$2"
  [[ $word == [\"\']* ]] && word=${word:1}
  compgen "$1" -- "$word"
}
_reader_files() { _reader_compgen -f "$1"; }
_reader_dirs() { _reader_compgen -d "$1"; }
_shtab_reader_pos_0_COMPGEN=_reader_files"""
_ZSH = """\
functions[_shtab_reader_only_commands]=$functions[_shtab_reader_commands]
_shtab_reader_commands() {
  _alternative 'commands:command:_shtab_reader_only_commands' 'files:library or article:_files'
}"""
_FISH = """\
complete -c reader -n '_shtab_reader_using; and test $_shtab_reader_npos -eq 0' \\
  -ka '(__fish_complete_path (commandline -ct))' -d 'library or article'"""

_PREAMBLES = {"bash": _BASH, "zsh": _ZSH}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader completion`."""
    parser.epilog = _FORM
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("shell", choices=SHELLS, help="the shell that the script is for")


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    write([script(args.shell)])
    return 0


class _Parser(argparse.ArgumentParser):
    """Declares what the commands declare, and tells the shell what each argument may be."""

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        import shtab

        from reader.query.fields import SORT_NAMES

        action = super().add_argument(*names, **settings)
        if action.dest == "library":
            action.complete = {**shtab.DIRECTORY, "bash": "_reader_dirs"}  # type: ignore[attr-defined]
        elif action.dest in ("file", "path", "state", "output", "load"):
            action.complete = {**shtab.FILE, "bash": "_reader_files"}  # type: ignore[attr-defined]
        elif action.dest == "sort":
            action.choices = SORT_NAMES
        return action


class _Reader(_Parser):
    """`reader` itself: its one word without a dash is completed by the scripts' own lines."""

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        action = super().add_argument(*names, **settings)
        if not action.option_strings:
            action.help = argparse.SUPPRESS
        return action


def script(shell: str) -> str:
    """The completion script of a shell; it calls nothing of ours, so completing stays quick."""
    import shtab

    from reader.cli import launch, whose
    from reader.cli.main import COMMANDS, module

    whole = _Reader(prog="reader", description="Read a folder of Markdown articles.")
    commands = whole.add_subparsers(parser_class=_Parser)
    for name, sentence in COMMANDS.items():
        command = commands.add_parser(name, help=sentence, description=sentence)
        module(name).add_arguments(command)
        whose.add_arguments(command)
    whole.add_argument("--version", action="version", version="", help="print the version")
    launch.add_arguments(whole)
    whose.add_arguments(whole)
    text = str(shtab.complete(whole, shell, preamble=_PREAMBLES.get(shell, "")))
    # shtab's script for fish begins by erasing what was declared before
    return f"{text}\n{_FISH}" if shell == "fish" else text
