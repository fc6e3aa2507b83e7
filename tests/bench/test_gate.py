from bench.gate import drops, lowered, raised

ROWS = [
    {"name": "claims dev: detect F1", "value": 50.0, "hash": "a"},
    {"name": "factuality MAE", "value": 0.8, "hash": "a"},
    {"name": "speed lexicon: articles/s", "value": 70.0, "hash": "a"},
]


def changed(name, **more):
    return [{**row, **more} if row["name"] == name else row for row in ROWS]


def test_floors_are_made_of_what_was_measured_and_hold():
    floors = raised(ROWS, {})
    assert set(floors) == {"claims dev: detect F1", "factuality MAE"}
    assert drops(ROWS, floors) == []


def test_a_drop_is_refused_whichever_way_is_better():
    floors = raised(ROWS, {})
    assert len(drops(changed("claims dev: detect F1", value=49.0), floors)) == 1
    assert len(drops(changed("factuality MAE", value=0.9), floors)) == 1
    assert drops(changed("factuality MAE", value=0.7), floors) == []


def test_a_missing_row_and_other_data_are_refused():
    floors = raised(ROWS, {})
    assert len(drops(ROWS[1:], floors)) == 1
    assert "other data" in drops(changed("claims dev: detect F1", hash="b"), floors)[0]


def test_floors_only_rise():
    floors = raised(ROWS, {})
    assert raised(changed("claims dev: detect F1", value=40.0), floors) == floors
    assert (
        raised(changed("claims dev: detect F1", value=60.0), floors)["claims dev: detect F1"]["floor"] == 59.7
    )


def test_a_floor_is_lowered_with_its_reason():
    floors = lowered(raised(ROWS, {}), "claims dev: detect F1=45", "the data changed")
    assert floors["claims dev: detect F1"]["floor"] == 45.0
    assert floors["claims dev: detect F1"]["reason"] == "the data changed"
