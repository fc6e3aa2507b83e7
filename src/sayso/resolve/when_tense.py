"""Whether a time lies ahead: the tense of the verb that governs it, read from the words around."""

from __future__ import annotations

import re
from typing import Final

_PLAN: Final = (
    r"due|scheduled|slated|expected|expects?|planned|plans?|planning|set|poised|ready|prepar\w+|hopes?|hoping|vow\w*|"
    r"intend\w*|pledge\w*|agree[ds]?|decid\w+|invited|ordered|asked|urged|called|calling|needs?|threaten\w*|promis\w+|"
    r"going|about|have|has|is|are|was|were|wants?|likely|deadline|bound|supposed|ought"
)
_MARK: Final = re.compile(
    r"(?P<future>\b(?:will|shall|won['’]t)\b|['’]ll\b"
    r"|\b(?:would|could|may|might|should|must|can)\s(?:(?:not|also|only|then)\s)?(?!have\b)\w+"
    rf"|\b(?:{_PLAN})\s(?:\w+\s)?to\s(?!have\b)\w+"
    r"|\b(?:due|scheduled|slated|upcoming|forthcoming|deadline)\b"
    r"|\b(?:expected|planned|set)\s(?:for|on|by|this|next)\b)"
    r"|(?P<past>\b(?:would|could|may|might|must|should|to)\shave\b"
    r"|\b(?:was|were|had|did|said|told|began|came|went|took|made|fell|rose|held|left|met|found|saw|won|lost|shot|hit"
    r"|killed|struck|sent|gave|got|became|broke|drove|fled|flew|fought|kept|knew|led|put|ran|spoke|spent|stood|wrote"
    r"|thought|brought|bought|sold|heard|been|ago|set|cut|blew|swept|took|rose|grew)\b"
    r"|\b[a-z]{2,14}ed\b)"
    r"|(?P<present>\b(?:is|are|am|has|have|says|say)\b)",
    re.IGNORECASE,
)
_STOP: Final = re.compile(r"[.!?;\n][\"”’)]?(?:\s|$)(?!\d)")
_REACH: Final = 130


def tense(text: str, start: int, end: int) -> str:
    """``past``, ``future`` or ``none`` for the time at ``text[start:end]``: by the nearest verb before it in its sentence,
    else by the first one after it."""
    low = max(0, start - _REACH)
    before = text[low:start]
    stop = 0
    for mark in _STOP.finditer(before):
        stop = mark.end()
    found = None
    for mark in _MARK.finditer(before, stop):
        found = mark
    if found is None or found.lastgroup == "present":
        after = text[end : end + _REACH]
        halt = _STOP.search(after)
        follow = _MARK.search(after, 0, halt.start() if halt else len(after))
        if follow is not None and (found is None or follow.lastgroup == "future"):
            found = follow
    if found is None or found.lastgroup == "present":
        return "none"
    return found.lastgroup or "none"
