"""Label Studio's JSON import: tasks with predictions by its documented form, and by the interface beside them.

Its own package checks the same and pulls half a gigabyte, so the form is written down here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import jsonschema

from sayso.export.formats import save
from sayso.export.gather import Bundle

_SPAN = {"start": {"type": "integer", "minimum": 0}, "end": {"type": "integer"}, "text": {"type": "string"}}
_WORDS = {"type": "array", "items": {"type": "string"}, "minItems": 1}
_REGION = {
    "type": "object",
    "required": ["id", "from_name", "to_name", "type", "value"],
    "properties": {
        "id": {"type": "string"},
        "type": {"enum": ["labels", "choices"]},
        "value": {
            "type": "object",
            "required": ["start", "end", "text"],
            "properties": {**_SPAN, "labels": _WORDS, "choices": _WORDS},
            "additionalProperties": False,
        },
        "score": {"type": "number", "minimum": 0, "maximum": 1},
    },
}
_RELATION = {
    "type": "object",
    "required": ["type", "from_id", "to_id", "direction"],
    "properties": {
        "type": {"const": "relation"},
        "direction": {"enum": ["right", "left", "bi"]},
        "labels": {"type": "array", "items": {"type": "string"}},
    },
}
TASKS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["data", "predictions"],
        "properties": {
            "data": {"type": "object", "required": ["text"], "additionalProperties": {"type": "string"}},
            "predictions": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["model_version", "result"],
                    "properties": {
                        "model_version": {"type": "string"},
                        "score": {"type": "number"},
                        "result": {"type": "array", "items": {"oneOf": [_REGION, _RELATION]}},
                    },
                },
            },
        },
    },
}
"""The form of the pages "Label Studio JSON format" and "Import pre-annotated data" of its manual."""


def test_tasks_have_label_studios_form(bundle: Bundle, tmp_path: Path) -> None:
    tasks = json.loads(save("labelstudio", bundle, tmp_path / "x.json")[0].read_text("utf-8"))
    jsonschema.Draft202012Validator(TASKS).validate(tasks)
    assert [t["data"]["report"] for t in tasks] == [r.id for r in bundle.reports()]


def test_every_region_fits_the_interface_and_lies_on_its_words(bundle: Bundle, tmp_path: Path) -> None:
    made, config = save("labelstudio", bundle, tmp_path / "x.json")
    interface = {e.get("name"): e for e in ElementTree.parse(config).iter() if e.get("name")}
    allowed = {name: {child.get("value") for child in e} for name, e in interface.items()}
    seen: set[str] = set()
    for task in json.loads(made.read_text("utf-8")):
        text, result = task["data"]["text"], task["predictions"][0]["result"]
        regions = [p for p in result if p["type"] != "relation"]
        names = {p["id"] for p in regions}
        seen |= names
        for part in regions:
            value = part["value"]
            assert text[value["start"] : value["end"]] == value["text"]
            assert interface[part["from_name"]].get("toName") == part["to_name"] == "text"
            assert set(value[part["type"]]) <= allowed[part["from_name"]]
        for part in (p for p in result if p["type"] == "relation"):
            assert {part["from_id"], part["to_id"]} <= names
    assert {i.claim.id for i in bundle.items} <= seen


def test_offsets_hold_behind_an_emoji_too(happen: Callable[..., Bundle], tmp_path: Path) -> None:
    bundle = happen({}, text="Shots \U0001f525 were heard.")
    (task,) = json.loads(save("labelstudio", bundle, tmp_path / "x.json")[0].read_text("utf-8"))
    for part in task["predictions"][0]["result"]:
        if part["type"] != "relation":
            units = task["data"]["text"].encode("utf-16-le")
            value = part["value"]
            assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]
