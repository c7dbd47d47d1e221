import json
from datetime import date

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.event import Event, Participant, Quantity, json_schema
from tests.events import event

CONTRACT_KEYS = [
    "report", "id", "event", "mode", "contexts", "quad", "score", "cameo", "status", "trigger", "sentence", "actors",
    "recipients", "said_by", "date", "place", "quantities", "incident", "confidence", "coder",
]  # fmt: skip


def test_a_record_has_the_keys_of_the_contract_in_their_order():
    assert list(event().to_dict()) == CONTRACT_KEYS


def test_parts_have_the_keys_of_the_contract():
    record = event().to_dict()
    assert {"text", "start", "end", "name", "country", "sectors", "id"} <= record["actors"][0].keys()
    assert {"start", "end", "text", "precision", "why"} <= record["date"].keys()
    assert {
        "text", "name", "country", "admin1", "lat", "lon", "geonames_id", "precision", "why",
    } <= record["place"].keys()  # fmt: skip
    assert {"kind", "text", "min", "max", "of", "what"} <= record["quantities"][0].keys()
    assert record["report"]["date"] == "2024-05-15"


def test_keys_stay_where_nothing_is_told():
    record = event(date=None, place=None, quantities=(), said_by=()).to_dict()
    assert (record["date"], record["place"], record["quantities"], record["said_by"]) == (None, None, [], [])
    assert list(record) == CONTRACT_KEYS


def test_the_record_survives_json():
    original = event()
    assert Event.from_dict(json.loads(original.to_json())) == original
    assert json.loads(original.to_json()) == json.loads(json.dumps(original.to_dict()))


@given(
    st.builds(
        Participant,
        text=st.text(), start=st.integers(0, 99), end=st.integers(0, 99), name=st.none() | st.text(),
        country=st.none() | st.text(), sectors=st.lists(st.text()).map(tuple), id=st.none() | st.text(),
        why=st.none() | st.text(),
    ),
    st.builds(
        Quantity,
        kind=st.text(), text=st.text(), min=st.none() | st.floats(allow_nan=False, allow_infinity=False),
        max=st.none() | st.floats(allow_nan=False, allow_infinity=False), what=st.none() | st.text(),
        span=st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
    ),
    st.none() | st.dates(),
)  # fmt: skip
def test_to_dict_and_from_dict_are_inverse(who: Participant, how_many: Quantity, day: date | None):
    original = event(actors=(who,), quantities=(how_many,), date=None)
    record = original.to_dict()
    record["report"]["date"] = day.isoformat() if day else None
    again = Event.from_dict(record)
    assert again.to_dict() == record
    assert again.actors == original.actors


def test_a_record_with_a_missing_key_is_refused_by_its_path():
    record = event().to_dict()
    del record["trigger"]["start"]
    with pytest.raises(msgspec.ValidationError, match=r"start.*\$\.trigger"):
        Event.from_dict(record)


def test_the_schema_accepts_a_record_and_refuses_a_broken_one():
    schema = json_schema()
    record = json.loads(event().to_json())
    jsonschema.validate(record, schema)
    record["confidence"] = "high"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, schema)
