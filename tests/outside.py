"""A library whose links, names and addresses try to lead out of it."""

from __future__ import annotations

from pathlib import Path

BODY = """\
[up](../elsewhere/secret.md) [root](/../../../../../../etc/passwd) [etc](/etc/hostname)
[file](file:///etc/hostname) [encoded](%2e%2e/elsewhere/secret.md) [abs](//etc/passwd)
[[../elsewhere/secret]] [[secret]] [link](out.md) [through](away/secret.md) [folder](away/)
[web](https://example.org/) [mail](mailto:ann@example.org) [next](b.md#two) [[Second]]
![picture](../elsewhere/picture.png) <a href="file:///etc/passwd">html</a>

# One

Some words of the article about rivers and roads, so that there is something to mark.[^1]

```python
import os  # not run
```

| a | b |
|---|---|
| [x](../elsewhere/secret.md) | y |

[^1]: A note with [a link](../elsewhere/secret.md).

## Two

"""


def make(folder: Path) -> Path:
    """The library below a folder, beside what it must not show; its root."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    for name in ("secret.md", "picture.png"):
        (elsewhere / name).write_text("# Secret\n\nNobody may read this quokka.\n")
    root = folder / "articles"
    (root / "deep").mkdir(parents=True)
    for name, title in (("a", "First"), ("b", "Second"), ("c", "Third"), ("deep/d", "Fourth")):
        head = f"---\ntitle: {title}\nheroImage: file:///etc/hostname\ndate: 2024-01-02\n---\n"
        text = head + BODY + "A paragraph of many words. " * 40 + "\n"
        (root / f"{name}.md").write_text(text)
    (root / "out.md").symlink_to(elsewhere / "secret.md")
    (root / "away").symlink_to(elsewhere)
    (root / "passwords.md").symlink_to("/etc/passwd")
    return root
