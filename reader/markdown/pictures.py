"""Whether two targets are the same picture, whatever a CMS made of the path."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from reader.named import NamedTuple
from reader.patterns import pattern

_SIZE = pattern(r"-\d{2,5}x\d{2,5}$")  # what WordPress adds to a picture it has scaled
_RUNS = pattern(r"[A-Za-z0-9_-]+")
_PLAIN = pattern(
    r"(?:image|img|cover|hero|banner|header|featured?|thumb(?:nail)?|photo|picture|index|main)?[-_\d]*"
)


class Picture(NamedTuple):
    """Where a picture is."""

    host: str
    path: str
    name: str  # of its file
    stem: str  # of the name, without a size
    mark: bytes  # what stands in any source that shows it

    @classmethod
    def of(cls, link: str) -> Picture:
        """The picture at a target; without a name where there is none."""
        try:
            parts = urlsplit(link.strip())
        except ValueError:
            return cls("", "", "", "", b"")
        path = unquote(parts.path).rstrip("/")
        name = path.rpartition("/")[2]
        stem = _SIZE.sub("", name.rpartition(".")[0]).lower()
        written = _SIZE.sub("", parts.path.rstrip("/").rpartition("/")[2].rpartition(".")[0])
        mark = max(_RUNS.findall(written) or _RUNS.findall(name) or [""], key=len)
        return cls(parts.netloc.lower(), path, name, stem, mark.encode())

    def is_shown_by(self, link: str) -> bool:
        """Whether a target shows this picture.

        It does where host and path are the same; also where the name of the file is, unless this is
        one that any picture may have, or the hosts are two.
        """
        other = Picture.of(link)
        if not self.name or not other.name:
            return False
        if (self.host, self.path.strip("/")) == (other.host, other.path.strip("/")):
            return True
        if self.host and other.host and self.host != other.host:
            return False
        return bool(self.stem) and self.stem == other.stem and not _PLAIN.fullmatch(self.stem)
