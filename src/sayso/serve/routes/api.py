"""``/api/v1``: reports, claims, incidents, tolls, sources as JSON, CSV and GeoJSON; reports can be added."""

from __future__ import annotations

import base64
import binascii
import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from sayso.core.coded import Failure
from sayso.core.errors import RecordError, UsageError
from sayso.core.jsonl import claim_to_json, report_to_json
from sayso.core.toll import Toll, TollEntry
from sayso.record import flat, pick
from sayso.record.read import Held, Said
from sayso.serve import page
from sayso.serve.access import tell
from sayso.serve.asked import Asked, asked, only, plain, state_of
from sayso.serve.described import ALWAYS, FORM, LISTED, NOT_FOUND, REFUSED, SHAPE, TABLE
from sayso.serve.desk import Desk, View, toll_id
from sayso.serve.post import add_posted

router = APIRouter(prefix="/api/v1", responses=ALWAYS)
Json = dict[str, Any]
AsOf = Annotated[str | None, Query(max_length=40, description="as of an ISO day or moment (UTC)")]
Limit = Annotated[int, Query(ge=1, le=1000, description="how many at most")]
Cursor = Annotated[
    str, Query(max_length=40, description="`next` of the page before; empty for the first page")
]
Table = Annotated[Literal["json", "csv"], Query(alias="format")]
Form = Annotated[Literal["json", "csv", "geojson"], Query(alias="format")]
Shape = Annotated[Literal["json", "geojson"], Query(alias="format")]
_TOLL_COLUMNS: Final = (
    "toll", "measure", "group", "country", "id", "claimant", "claimant_kind", "low", "high", "text", "of", "scope",
    "place", "day", "status", "stance", "because", "grade", "chains", "routes", "copies", "part_of", "superseded_by",
    "corrected_to", "withdrawn_on", "claims",
)  # fmt: skip


@router.get("/claims", tags=["claims"], responses=FORM)
def claims(
    request: Request,
    wanted: Annotated[Asked, Depends(asked)],
    form: Form = "json",
    limit: Limit = 100,
    cursor: Cursor = "",
) -> Response:
    """The claims that pass the filters, as persons left them, in the order in which their reports came."""
    filters, start = wanted.filters(), start_of(cursor)
    desk, view = _view(request, wanted.as_of)
    found = pick.page(desk.record.store, filters, only(wanted.state, view.decisions), start, limit)
    some, following = found.claims, next_after(start + limit, found.total)
    view.fetch(s.claim.id for s in some)
    if form == "csv":
        rows = [flat.flat(_left(view, s)) for s in some]
        return _csv(request, view, flat.COLUMNS, rows, following)
    full = [_claim(view, s) for s in some]
    if form == "geojson":
        return _features(request, view, [(r["place"], r) for r in full], following)
    return answer(request, view, {"claims": full, "total": found.total, "next": following})


@router.get("/claims/{claim_id}", tags=["claims"], responses=NOT_FOUND)
def claim(request: Request, claim_id: str) -> Response:
    """One claim: as persons left it, as it was read, and what was decided about it."""
    _, view = _view(request, None)
    found = view.read.get(claim_id)
    if found is None:
        raise RecordError("The record holds no such claim.")
    row = _claim(view, found) | {
        "read": claim_to_json(found.claim),
        "decisions": [asdict(d) | {"id": d.id} for d in view.decisions.get(claim_id, ())],
    }
    return answer(request, view, row)


@router.get("/reports", tags=["reports"], responses=LISTED)
def reports(
    request: Request,
    as_of: AsOf = None,
    text: Annotated[str, Query(max_length=300)] = "",
    limit: Limit = 100,
    cursor: Cursor = "",
) -> Response:
    """The reports without their text, in the order in which they came; ``text`` searches in it."""
    from sayso.record.search import Filters

    start = start_of(cursor)
    desk, view = _view(request, as_of)
    wanted = Filters(as_of=view.as_of, text=plain(text) or None)
    total, some = pick.reports_page(desk.record.store, wanted, start, limit, newest_first=False)
    rows = [_report(h) for h in some]
    return answer(request, view, {"reports": rows, "total": total, "next": next_after(start + limit, total)})


@router.post("/reports", tags=["reports"], status_code=201, responses={
    **REFUSED, 413: {"description": "More than 5 MB."}, 415: {"description": "Neither HTML, text nor JSON lines."},
    422: {"description": "No report could be read from it; `failed` says why.", "content": {"application/json": {}}},
}, openapi_extra={"requestBody": {"required": True, "content": {
    kind: {"schema": {"type": "string"}} for kind in ("text/plain", "text/html", "application/x-ndjson")
}}})  # fmt: skip
async def add(
    request: Request,
    published: Annotated[dt.date | None, Query(description="its day, where it names none")] = None,
) -> JSONResponse:
    """Read a page, a text or JSON lines and keep the reports and claims; what the record has is not read again."""
    from starlette.concurrency import run_in_threadpool

    desk = page.of(request).desk
    data = await request.body()
    kind = request.headers.get("content-type", "")
    day = published.isoformat() if published else None
    results = await run_in_threadpool(add_posted, desk.record, data, kind, day)
    added = [asdict(r) for r in results if not isinstance(r, Failure)]
    failed = [r.reason for r in results if isinstance(r, Failure)]
    tell(
        request,
        "posted reports",
        " ".join(f"{r['report_id']} {r['status']}" for r in added) or "none could be read",
    )
    return JSONResponse({"added": added, "failed": failed}, 201 if added else 422)


@router.get("/reports/{report_id:path}", tags=["reports"], responses=NOT_FOUND)
def report(request: Request, report_id: str) -> Response:
    """One report in the contract's form: its text, its parts, its claims as persons left them, its notes."""
    desk, view = _view(request, None)
    held, coded = desk.report(report_id), view.coded.get(report_id)
    row = {
        "report": report_to_json(held.report),
        "claims": [claim_to_json(c) for c in coded.claims] if coded else [],
        "notes": list(coded.notes) if coded else [],
        "added_at": held.added_at,
    }
    return answer(request, view, row)


@router.get("/incidents", tags=["incidents"], responses=SHAPE)
def incidents(
    request: Request, as_of: AsOf = None, form: Shape = "json", limit: Limit = 100, cursor: Cursor = ""
) -> Response:
    """Each happening once, by day, with the ids of its claims."""
    _, view = _view(request, as_of)
    some, following = cut(view.incidents, cursor, limit)
    rows = [asdict(i) for i in some]
    if form == "geojson":
        placed = [(_place(view, row["claims"]), row) for row in rows]
        return _features(request, view, placed, following)
    return answer(request, view, {"incidents": rows, "total": len(view.incidents), "next": following})


@router.get("/incidents/{incident_id}", tags=["incidents"], responses=NOT_FOUND | REFUSED)
def incident(request: Request, incident_id: str, as_of: AsOf = None) -> Response:
    """One incident with its claims in full."""
    _, view = _view(request, as_of)
    found = next((i for i in view.incidents if i.id == incident_id), None)
    if found is None:
        raise RecordError("The record holds no such incident.")
    told = [{"report": view.claims[c][1], **claim_to_json(view.claims[c][0])} for c in found.claims]
    return answer(request, view, asdict(found) | {"claims": told})


@router.get("/tolls", tags=["tolls"], responses=TABLE)
def tolls(
    request: Request,
    as_of: AsOf = None,
    measure: Annotated[str, Query(max_length=40)] = "",
    form: Table = "json",
    limit: Limit = 100,
    cursor: Cursor = "",
) -> Response:  # fmt: skip
    """Who counted how many: every figure with its claimant, its standing and its claims. As CSV a line a figure."""
    _, view = _view(request, as_of)
    found = [t for t in view.tolls if not measure or t.measure == measure]
    some, following = cut(found, cursor, limit)
    if form == "csv":
        rows = [_figure(t, e) for t in some for e in t.entries]
        return _csv(request, view, _TOLL_COLUMNS, rows, following)
    full = [{"id": toll_id(t), **asdict(t)} for t in some]
    return answer(request, view, {"tolls": full, "total": len(found), "next": following})


@router.get("/tolls/{name}", tags=["tolls"], responses=NOT_FOUND | REFUSED)
def toll(request: Request, name: str, as_of: AsOf = None) -> Response:
    """One toll by its id."""
    _, view = _view(request, as_of)
    found = next((t for t in view.tolls if toll_id(t) == name), None)
    if found is None:
        raise RecordError("The record holds no such toll.")
    return answer(request, view, {"id": name, **asdict(found)})


@router.get("/sources", tags=["sources"], responses=LISTED)
def sources(request: Request, as_of: AsOf = None, limit: Limit = 100, cursor: Cursor = "") -> Response:
    """Who claimed what, those with most claims first; how many figures were withdrawn or contradicted."""
    _, view = _view(request, as_of)
    some, following = cut(view.sources, cursor, limit)
    rows = [asdict(s) for s in some]
    return answer(request, view, {"sources": rows, "total": len(view.sources), "next": following})


def _view(request: Request, as_of: str | None) -> tuple[Desk, View]:
    desk = page.of(request).desk
    return desk, desk.view(as_of)


def _claim(view: View, said: Said) -> Json:
    row = {"report": said.held.report.id, **claim_to_json(_left(view, said).claim)}
    return row | {"state": state_of(said.claim.id, view.decisions), "model": said.model}


def _left(view: View, said: Said) -> Said:
    """The claim as persons left it."""
    now = view.claims.get(said.claim.id)
    return replace(said, claim=now[0]) if now else said


def _figure(toll: Toll, entry: TollEntry) -> Json:
    """One figure as a row with `_TOLL_COLUMNS`."""
    row = asdict(entry) | {
        "toll": toll_id(toll),
        "measure": toll.measure,
        "group": toll.of,
        "country": toll.place,
    }
    row |= {"grade": entry.grade.grade, "claims": " ".join(s.claim for s in entry.shown)}
    return {name: row[name] for name in _TOLL_COLUMNS}


def _report(held: Held) -> Json:
    row = report_to_json(held.report)
    return {k: v for k, v in row.items() if k not in {"text", "parts"}} | {
        "added_at": held.added_at,
        "reported_at": held.reported_at,
    }


def _place(view: View, claims: Iterable[str]) -> Json | None:
    """The most exact place of the claims."""
    places = [
        c.place
        for c in (view.claims[i][0] for i in claims)
        if c.place is not None and c.place.lat is not None
    ]
    order = ("poi", "populated", "district", "province", "country", "region", "unresolved")
    best = min(places, key=lambda p: order.index(p.precision), default=None)
    return asdict(best) if best else None


def cut(items: Sequence[Any], cursor: str, limit: int) -> tuple[Sequence[Any], str | None]:
    """One page and the cursor of the next. Raises UsageError for a cursor that was not given out here."""
    start = start_of(cursor)
    return items[start : start + limit], next_after(start + limit, len(items))


def start_of(cursor: str) -> int:
    """The number of the first item of a page. Raises UsageError for a cursor that was not given out here."""
    try:
        decoded = base64.urlsafe_b64decode(cursor.encode()).decode("ascii")
        start = int(decoded.removeprefix("at:")) if cursor else 0
    except (ValueError, binascii.Error, UnicodeError):
        raise UsageError("This cursor was not given out by this address.") from None
    if not 0 <= start < 2**53:
        raise UsageError("This cursor was not given out by this address.")
    return start


def next_after(end: int, total: int) -> str | None:
    """The cursor of the page that begins there, if there is one."""
    return base64.urlsafe_b64encode(f"at:{end}".encode()).decode() if end < total else None


def answer(request: Request, view: View, content: Json) -> Response:
    body = json.dumps(content, ensure_ascii=False, default=str).encode("utf-8", "backslashreplace")
    return _tagged(request, view, body, "application/json")


def _features(
    request: Request,
    view: View,
    placed: Iterable[tuple[Mapping[str, Any] | None, Json]],
    following: str | None,
) -> Response:
    """GeoJSON (RFC 7946): a point for each that has coordinates; how exact it is stands in ``precision``."""
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
            "properties": row | {"place_name": place["name"], "precision": place["precision"]},
        }
        for place, row in placed
        if place is not None and place["lat"] is not None and place["lon"] is not None
    ]
    content = {"type": "FeatureCollection", "features": features, "next": following}
    body = json.dumps(content, ensure_ascii=False, default=str).encode("utf-8", "backslashreplace")
    return _tagged(request, view, body, "application/geo+json")


def _csv(
    request: Request,
    view: View,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    following: str | None,
) -> Response:
    text = io.StringIO()
    table = csv.DictWriter(text, columns)
    table.writeheader()
    table.writerows({k: _cell(v) for k, v in row.items()} for row in rows)
    response = _tagged(
        request, view, text.getvalue().encode("utf-8", "backslashreplace"), "text/csv; charset=utf-8"
    )
    if following:
        response.headers["X-Next-Cursor"] = following
    return response


def _cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def _tagged(request: Request, view: View, body: bytes, kind: str) -> Response:
    """The answer with its ETag; 304 where the client has it already."""
    tag = f'"{hashlib.sha256(view.version.encode() + body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Vary": "Accept"}
    if tag in (given.strip() for given in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)
