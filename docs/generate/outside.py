"""Looks through a built site for what a browser would fetch from elsewhere: ``python -m docs.generate.outside DIR``."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

_FETCHED = {
    "script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "video": "src", "audio": "src",
    "object": "data", "embed": "src", "form": "action",
}  # fmt: skip
_ELSEWHERE = re.compile(r"^(?:https?:)?//", re.I)
_IN_STYLE = re.compile(r"@import\s+[\"']?(?:https?:)?//|url\(\s*[\"']?(?:https?:)?//", re.I)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        address = given.get(_FETCHED.get(tag, "")) or ""
        if _ELSEWHERE.match(address) and given.get("rel") != "canonical":
            self.found.append(f"<{tag}> {address}")
        if _IN_STYLE.search(given.get("style") or ""):
            self.found.append(f"<{tag} style>")


def outside(folder: Path) -> list[str]:
    """A line for each thing in the pages and style sheets of a folder that would be fetched from elsewhere."""
    told = []
    for path in sorted(folder.rglob("*.html")):
        page = _Page()
        page.feed(path.read_text("utf-8"))
        told += [f"{path.relative_to(folder)}: {what}" for what in page.found]
    for path in sorted(folder.rglob("*.css")):
        if _IN_STYLE.search(path.read_text("utf-8")):
            told.append(f"{path.relative_to(folder)}: a style from elsewhere")
    return told


def main() -> int:
    """Print what is fetched from elsewhere; gives back 1 if anything is."""
    told = outside(Path(sys.argv[1]))
    for line in told:
        print(line)
    print(f"{sys.argv[1]}: {'nothing is' if not told else f'{len(told)} things are'} fetched from elsewhere")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
