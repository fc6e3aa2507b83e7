"""How a page is made: the template's surroundings, the browser's cookie for forms, addresses that keep the moment."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sayso import __version__
from sayso.core.claim import Claim
from sayso.core.errors import SaysoError
from sayso.core.toll import TollEntry
from sayso.serve.desk import Desk, Look, toll_id
from sayso.serve.guard import COOKIE, Tokens
from sayso.serve.person import person_of
from sayso.serve.stand import group_words
from sayso.serve.view import Blank, View

PRECISIONS: Final = {
    "poi": "a building or spot", "populated": "a town", "district": "a district", "province": "a province",
    "country": "a country", "region": "a region",
}  # fmt: skip
"""How exactly a place is known, in words."""
SORTS: Final = {"claimants": "between claimants", "headline": "headline against text", "denial": "denied"}
"""What a dispute is about, in words."""
_DAYS: Final = re.compile(r"\b(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?\b")
_YEAR: Final = 365 * 24 * 3600


class Pages:
    """The templates with what they need; `show` gives back a page as a response."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.tokens = Tokens()
        self._templates = _environment(desk.look)

    def show(
        self, request: Request, name: str, view: View | Blank, status: int = 200, **context: Any
    ) -> HTMLResponse:
        """The page of a template. Everything in ``context`` is escaped where it is shown."""
        return self.plain(
            request,
            name,
            status,
            view=view,
            record_name=self.desk.record.store.name.replace("\\", "/").rsplit("/", 1)[-1],
            link=_link(view.as_of),
            **context,
        )

    def plain(self, request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        """The same for a template that shows nothing of the record, not even its name."""
        person = person_of(request)
        cookie = self.tokens.cookie(request)
        page = self._templates.get_template(template).render(
            here=request.url.path,
            by=person.name,
            person=person,
            token=self.tokens.token(request, cookie),
            **context,
        )
        response = HTMLResponse(page, status)
        if request.cookies.get(COOKIE) != cookie:
            secure = request.url.scheme == "https"
            response.set_cookie(
                COOKIE, cookie, httponly=True, samesite="strict", max_age=_YEAR, secure=secure
            )
        return response


def of(request: Request) -> Pages:
    """The pages of the app that answers this request."""
    found: Pages = request.app.state.pages
    return found


def by(request: Request) -> str:
    """The name under which whoever asks decides."""
    return person_of(request).name


def report_path(report_id: str) -> str:
    """Where a report stands; its id may hold any character."""
    return "/reports/" + quote(report_id, safe=":")


def range_words(entry: TollEntry) -> str:
    """``26``, ``3,700+``, ``up to 40``, ``20–30``; the words of the report where the figure is vague."""
    low, high = entry.low, entry.high
    if low is None and high is None:
        return entry.text
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"{low:,}+"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def _environment(look: Look) -> Environment:
    made = Environment(
        loader=PackageLoader("sayso.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        version=__version__,
        report_path=report_path,
        toll_id=toll_id,
        group_words=group_words,
        range_words=range_words,
        PRECISIONS=PRECISIONS,
        SORTS=SORTS,
        reason=_reasons(look.words["clean"], look.words["value_words"]),
        **look.words,
    )
    made.tests["unsure"] = _unsure
    return made


def _reasons(clean: Callable[[str], str], day: Callable[[str], str]) -> Callable[[str], str]:
    """A reason as the record tells it, its days and spans of days (ISO) as pages tell them."""

    def said(match: re.Match[str]) -> str:
        first, last = match[1], match[2]
        try:
            return day(first if last in (None, first) else f"{first}/{last}")
        except (ValueError, SaysoError):  # words of a report that only look like a day
            return match[0]

    return lambda words: _DAYS.sub(said, clean(words))


def _unsure(claim: Claim) -> bool:
    return claim.score < 0.5


def _link(as_of: str | None) -> Callable[..., str]:
    """Addresses of this record that keep the moment that is looked at."""

    def link(path: str, **query: str | None) -> str:
        given = {**({"as_of": as_of} if as_of else {}), **query}
        named = {name: value for name, value in given.items() if value not in (None, "")}
        return f"{path}?{urlencode(named)}" if named else path

    return link
