"""Writes ``src/sayso/hashes.json``: ``python -m release.hashes`` after a change of model, tables or migrations."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sayso.health import HASHES, data_files

PACKAGE = Path(__file__).parents[1] / "src" / "sayso"


def text(package: Path = PACKAGE) -> str:
    """The list as it stands in the file: one path a line, sorted."""
    return json.dumps(data_files(package), indent=0, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the list; says which files are new, gone or changed. Gives back 0."""
    path = PACKAGE / HASHES
    old = json.loads(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(text(), "utf-8")
    new = json.loads(text())
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            print("new" if name not in old else "gone" if name not in new else "changed", name)
    print(f"{len(new)} files listed in {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
