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
_reader_query() {
  local word=$1 quote= line
  [[ $word == [\"\']* ]] && quote=${word:0:1} word=${word:1}
  "${COMP_WORDS[0]}" __complete "$word" "${COMP_WORDS[@]:1}" 2>/dev/null |
    while IFS= read -r line; do printf '%s\n' "$quote$line"; done
}
_shtab_reader_pos_0_COMPGEN=_reader_files"""
# Bash breaks words at a colon too, though only where no quotation mark is open: `author:da` comes as
# three. They are joined before, and what stands before the last colon is taken off what is offered.
_BASH_ENDING = r"""
_reader() {
  local line=$COMP_LINE blank word last=-1 at=$COMP_CWORD i
  local -a words=()
  for i in "${!COMP_WORDS[@]}"; do
    word=${COMP_WORDS[i]}
    blank=${line%%[![:space:]]*}
    line=${line#"$blank"}
    line=${line#"$word"}
    if [[ $last -ge 0 && -z $blank && ( $word == :* || ${words[last]} == *: ) ]]; then
      words[last]+=$word
    else
      last=$((last + 1))
      words[last]=$word
    fi
    [[ $i -eq $COMP_CWORD ]] && at=$last
  done
  local COMP_CWORD=$at
  local -a COMP_WORDS=("${words[@]}")
  _shtab_reader "$@"
  word=${words[at]}
  if [[ $word != [\"\']* && $word == *:* && $COMP_WORDBREAKS == *:* ]]; then
    word=${word%"${word##*:}"}
    COMPREPLY=("${COMPREPLY[@]#"$word"}")
  fi
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]]; then
    compopt -o nospace 2>/dev/null || :
  fi
}
complete -o bashdefault -F _reader reader
"""
_ZSH = """\
_reader_query() {
  local -a found
  found=(${(f)"$($service __complete "${(Q)PREFIX}" ${(Q)words} 2>/dev/null)"})
  compadd -S '' -- $found
}
functions[_shtab_reader_only_commands]=$functions[_shtab_reader_commands]
_shtab_reader_commands() {
  _alternative 'commands:command:_shtab_reader_only_commands' 'files:library or article:_files'
}"""
_FISH = """\
complete -c reader -n '_shtab_reader_using; and test $_shtab_reader_npos -eq 0' \\
  -ka '(__fish_complete_path (commandline -ct))' -d 'library or article'"""

# A word is completed as a person goes on typing it: the completions of a query begin with it.
_FISH_QUERY = """\
function _reader_query
  set -l tokens (commandline -opc)
  $tokens[1] __complete (commandline -ct | string trim -l -c \\"\\') $tokens[2..-1] 2>/dev/null
end
"""

_PREAMBLES = {"bash": _BASH, "zsh": _ZSH}
_ENDINGS = {"bash": _BASH_ENDING, "fish": f"{_FISH_QUERY}{_FISH}"}
_QUERY = {"bash": "_reader_query", "zsh": "_reader_query", "fish": "(_reader_query)"}


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
        elif action.dest == "query":
            action.complete = _QUERY  # type: ignore[attr-defined]
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
    """The completion script of a shell; only for words of a query it asks the program."""
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
    return f"{text}\n{_ENDINGS[shell]}" if shell in _ENDINGS else text
