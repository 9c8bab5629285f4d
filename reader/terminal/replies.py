"""What a terminal answers, taken out of what a person types; for the whole session.

An answer can be late (it crosses the same slow link), and a read can end anywhere within it. What
is left over goes to the parser of keys.
"""

from __future__ import annotations

from reader.patterns import pattern

ESCAPE_DELAY = 0.1  # seconds after which a lone ESC is the key; tmux holds it back longer itself
_SEQUENCE_DELAY = 0.5  # seconds for the rest of a sequence, which nobody types
_STRING_DELAY = 5.0  # seconds for the rest of a long answer over a stalling link
_KEPT = 4096  # bytes of an answer that are reported; a clipboard's content is nobody's business

_CSI = pattern(rb"\x1b\[([0-?]*)([ -/]*)([@-~])")
_CSI_BEGUN = pattern(rb"\x1b\[[0-?]{0,64}[ -/]{0,4}")
# Enough to tell an answer from Alt and a key: OSC with a number, DCS of DECRQSS, XTGETTCAP, DA3
# and XTVERSION (xterm's ctlseqs).
_STRING = pattern(rb"\x1b(?:\]\d{1,4};|P[\d;]{0,8}[$+!>])")
_STRING_BEGUN = pattern(rb"\x1b(?:\]\d{0,4}|P[\d;]{0,8})")
_STRING_END = pattern(rb"[\x00-\x1f]")
_PASTE, _PASTE_END = b"\x1b[200~", b"\x1b[201~"
# tmux pastes whatever it holds. An ESC would end the paste for Textual's parser: the rest were keys.
_UNPASTED = bytes([*(byte for byte in range(0x20) if byte not in b"\t\n\r"), 0x7F])


class Replies:
    """The filter; `feed` what was read, then `take` the answers, and ask `expire` for the time."""

    def __init__(self) -> None:
        self._held = b""  # the beginning of a sequence, or ESC within a string
        self._since = 0.0
        self._string: bytearray | None = None  # an answer under way
        self._pasting = False
        self._answers: list[bytes] = []

    def feed(self, data: bytes, now: float) -> bytes:
        """What of the bytes read at a monotonic time are keys, pastes or the mouse."""
        rest, self._held = self._held + data, b""
        self._since = now
        keys = bytearray()
        while rest:
            if self._string is not None:
                rest = self._in_string(rest)
            elif self._pasting:
                rest = self._in_paste(rest, keys)
            else:
                rest = self._in_keys(rest, keys)
            if self._held:
                break
        return bytes(keys)

    def take(self) -> list[bytes]:
        """The answers since the last call, whole, from ESC to their end."""
        answers, self._answers = self._answers, []
        return answers

    def due(self) -> float | None:
        """The monotonic time at which `expire` has something to do; None when nothing waits."""
        if self._string is not None:
            return self._since + (_SEQUENCE_DELAY if self._held else _STRING_DELAY)
        if not self._held or self._pasting:
            return None  # the end of a paste surely comes
        return self._since + (ESCAPE_DELAY if self._held == b"\x1b" else _SEQUENCE_DELAY)

    def expire(self, now: float) -> bytes:
        """What has waited too long to be an answer; b"\\x1b" alone is the Escape key."""
        due = self.due()
        if due is None or now < due:
            return b""
        self._string = None
        held, self._held = self._held, b""
        return held

    def _in_keys(self, rest: bytes, keys: bytearray) -> bytes:
        start = rest.find(b"\x1b")
        if start < 0:
            keys += rest
            return b""
        keys += rest[:start]
        rest = rest[start:]
        if rest == b"\x1b" or _is_begun(rest):
            self._held = rest
            return b""
        if string := _STRING.match(rest):
            self._string = bytearray(string[0])
            return rest[string.end() :]
        sequence = _CSI.match(rest)
        if sequence is None:
            keys += rest[:1]  # a key with Alt, or Escape and then something else
            if rest[1:2] != b"\x1b":
                keys += rest[1:2]
                return rest[2:]
            return rest[1:]
        whole = sequence[0]
        if is_answer(whole):
            self._answers.append(whole)
        if not is_answer(whole) or is_for_textual(whole):
            keys += whole
        self._pasting = whole == _PASTE
        return rest[sequence.end() :]

    def _in_paste(self, rest: bytes, keys: bytearray) -> bytes:
        end = rest.find(_PASTE_END)
        if end >= 0:
            self._pasting = False
            keys += rest[:end].translate(None, _UNPASTED) + _PASTE_END
            return rest[end + len(_PASTE_END) :]
        # The end may have come in part.
        cut = next(
            (
                size
                for size in range(len(_PASTE_END) - 1, 0, -1)
                if rest.endswith(_PASTE_END[:size])
            ),
            0,
        )
        keys += rest[: len(rest) - cut].translate(None, _UNPASTED)
        self._held = rest[len(rest) - cut :]
        return b""

    def _in_string(self, rest: bytes) -> bytes:
        string = self._string
        assert string is not None
        end = _STRING_END.search(rest)
        text = rest[: end.start()] if end else rest
        string += text[: max(0, _KEPT - len(string))]
        if end is None:
            return b""
        rest = rest[end.start() :]
        if rest == b"\x1b":
            self._held = rest
            return b""
        finish = 1 if rest.startswith(b"\a") else 2 if rest.startswith(b"\x1b\\") else 0
        if finish:
            self._answers.append(bytes(string) + rest[:finish])
        # Any other control ends it without an answer and is a key: nobody is locked out.
        self._string = None
        return rest[finish:]


def is_answer(sequence: bytes) -> bool:
    """Whether a control sequence (CSI) comes from the terminal itself and not from a person."""
    match = _CSI.fullmatch(sequence)
    if match is None:
        return False
    parameters, intermediates, final = match.groups()
    if parameters[:1] in (b"?", b">", b"="):
        return True
    # device attributes, status, window reports, positions, mode reports; F3 with Shift, Ctrl or
    # Alt looks like a position in the first row, and Textual takes it for one as well
    return final in b"cntR" or intermediates == b"$"


def is_for_textual(answer: bytes) -> bool:
    """Whether Textual asked and understands: synchronised output, mode 2026."""
    return answer.startswith(b"\x1b[?2026;") and answer.endswith(b"$y")


def _is_begun(rest: bytes) -> bool:
    return bool(_CSI_BEGUN.fullmatch(rest) or _STRING_BEGUN.fullmatch(rest))
