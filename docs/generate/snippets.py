"""The snippets of a page, run as a reader would run them: one folder a page, in the order in which they stand.

A fenced block marked ``sh`` or ``python`` is run. ``<!-- not run: reason -->`` before it leaves it out;
``<!-- shows -->`` or ``<!-- shows 20 -->`` puts what it prints (so many lines) beneath it in the built site. A block of
any language after ``<!-- file: NAME -->`` is saved under that name.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sayso.cli.main import main

_BLOCK: Final = re.compile(
    r"(?:<!-- *(?P<mark>not run: [^>]+?|shows(?: \d+)?|file: [\w.-]+) *-->\s*\n)?"
    r"^```(?P<language>\w+) *\n(?P<code>.*?)^```$",
    re.M | re.S,
)
_RUN: Final = ("sh", "python")
_SHELL: Final = re.compile(r"[|&;$`\\*?]|<<")


@dataclass(frozen=True, slots=True)
class Snippet:
    """One block. ``mark`` is what the comment before it says, "" without one; ``end``: where the block ends in the
    page; ``line``: where it begins, counted from 1."""

    language: str
    code: str
    mark: str
    end: int
    line: int

    @property
    def skipped(self) -> bool:
        """Whether it is marked as not to be run."""
        return self.mark.startswith("not run")

    @property
    def shows(self) -> int:
        """How many lines of its output belong in the page."""
        words = self.mark.split()
        return 0 if words[:1] != ["shows"] or self.skipped else int(words[1]) if words[1:] else 1000

    @property
    def file(self) -> str:
        """The name under which it is saved, or ""."""
        return self.mark.removeprefix("file: ") if self.mark.startswith("file: ") else ""


class Broken(Exception):
    """A snippet did not do what its page says it does."""


def snippets(text: str) -> Iterator[Snippet]:
    """The blocks of a page that are code to be run, or are marked as not to be."""
    for found in _BLOCK.finditer(text):
        mark, language = found["mark"] or "", found["language"]
        if language in _RUN or mark.startswith("file: "):
            line = text.count("\n", 0, found.start("language")) + 1
            yield Snippet(language, found["code"], mark, found.end(), line)


def run_page(name: str, text: str, folder: Path) -> dict[int, str]:
    """Run the blocks of a page in a folder; gives back where a block ends → what it printed.

    Raises Broken, naming page and line, where one fails.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    printed = {}
    for each in snippets(text):
        if each.skipped:
            continue
        if each.file:
            (folder / each.file).write_text(each.code, "utf-8")
            continue
        try:
            with contextlib.chdir(folder), _settings():
                output = _python(each.code, names) if each.language == "python" else _shell(each.code)
        except Exception as error:
            raise Broken(f"{name}, line {each.line}: {error}") from error
        printed[each.end] = output
    return printed


def with_output(name: str, text: str, folder: Path) -> str:
    """The page with the output of those blocks that show it beneath them."""
    if not any(s.shows for s in snippets(text)):
        return text
    printed = run_page(name, text, folder)
    for each in sorted(snippets(text), key=lambda s: -s.end):
        if each.shows:
            lines = printed[each.end].rstrip().split("\n")
            cut = [*lines[: each.shows], "…"] if len(lines) > each.shows else lines
            text = text[: each.end] + "\n\n```text\n" + "\n".join(cut) + "\n```" + text[each.end :]
    return text


def _python(code: str, names: dict[str, Any]) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, "<snippet>", "exec"), names)
    return out.getvalue()


def _shell(code: str) -> str:
    """Plain commands of sayso are run in this process, which is quicker; everything else by bash."""
    output = []
    for line in re.sub(r"\\\n\s*", " ", code).splitlines():
        words = shlex.split(line, comments=True)
        if not words:
            continue
        target = Path(words[-1]) if len(words) > 2 and words[-2] == ">" else None
        arguments = words[1:-2] if target else words[1:]
        if words[0] != "sayso" or _SHELL.search(line) or "<" in words:
            output.append(_bash(line))
            continue
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")) as out:
            with contextlib.redirect_stderr(io.StringIO()) as err:
                status = main(arguments)
            out.seek(0)
            text = out.read()
        if status != 0:
            raise Broken(f"'{line}' ended with {status}: {err.getvalue() or text}")
        if target:
            target.write_text(text, "utf-8")
        else:
            output.append(text)
    return "".join(output)


def _bash(line: str) -> str:
    place = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line], capture_output=True, text=True, env=place, timeout=60
    )
    if done.returncode != 0:
        raise Broken(f"'{line}' ended with {done.returncode}: {done.stderr or done.stdout}")
    return done.stdout


@contextlib.contextmanager
def _settings() -> Iterator[None]:
    """The width that the site has, and one name for whoever decides."""
    before = {name: os.environ.get(name) for name in ("COLUMNS", "USER", "LOGNAME")}
    os.environ.update(COLUMNS="92", USER="desk", LOGNAME="desk")
    sys.path.insert(0, "")
    try:
        yield
    finally:
        sys.path.remove("")
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
