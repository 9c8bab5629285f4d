"""What a browser would show of the reference HTML of an example: its words, alt texts included."""

from __future__ import annotations

from html.parser import HTMLParser

# Between the text around these and the text within a browser shows a gap.
_APART = (
    " address article aside blockquote body br center dd details dialog div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe legend li main"
    " menu nav ol optgroup option p pre section summary table tbody td tfoot th thead title tr ul "
)
_UNSEEN = frozenset(("script", "style"))


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        if tag == "img":
            self.texts.append(dict(attrs).get("alt") or "")
        elif f" {tag} " in _APART:
            self.texts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        if f" {tag} " in _APART:
            self.texts.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _UNSEEN:
            self.unseen -= 1

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.texts.append(data)


def shown_words(html: str) -> list[str]:
    """The words that the HTML shows, in order; comments, scripts and styles show none."""
    parser = _Shown()
    parser.feed(html)
    parser.close()
    return "".join(parser.texts).split()
