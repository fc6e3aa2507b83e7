"""What servers said in their robots.txt, kept in a watch's state, so that rounds by cron ask no more often."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

from sayso.intake.robots import Rules
from sayso.watch.state import State


class KeptRules(MutableMapping[str, Rules]):
    """Origin → rules, in the state's file. Rules that no longer count stay until they are asked for anew."""

    def __init__(self, state: State) -> None:
        self._state = state

    def __getitem__(self, origin: str) -> Rules:
        found = self._state.rows("SELECT said, until FROM robots WHERE origin = ?", origin)
        if not found:
            raise KeyError(origin)
        return Rules(*found[0])

    def __setitem__(self, origin: str, rules: Rules) -> None:
        self._state.run(
            "INSERT OR REPLACE INTO robots (origin, said, until) VALUES (?, ?, ?)",
            origin,
            rules.text,
            rules.until,
        )

    def __delitem__(self, origin: str) -> None:
        if not self._state.run("DELETE FROM robots WHERE origin = ?", origin):
            raise KeyError(origin)

    def __iter__(self) -> Iterator[str]:
        return (str(row[0]) for row in self._state.rows("SELECT origin FROM robots ORDER BY origin"))

    def __len__(self) -> int:
        return int(self._state.rows("SELECT count(*) FROM robots")[0][0])
