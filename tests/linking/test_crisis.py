"""The invented crisis of `examples/crisis`, coded by the shipped model: what belongs together and what does not."""

from pathlib import Path

import pytest

from dragoman.coding.coder import Coder
from dragoman.linking.claims import incidents
from dragoman.reading.files import read_reports
from dragoman.scaling.adding import add_reports
from dragoman.scaling.engine import in_process
from dragoman.store import Store
from dragoman.store.query import Filter

CRISIS = Path(__file__).parents[2] / "examples" / "crisis" / "reports.jsonl"


@pytest.fixture(scope="module")
def attacks(tmp_path_factory):
    coder = Coder(threads=1)
    with Store(tmp_path_factory.mktemp("crisis") / "crisis.duckdb") as store:
        added = add_reports(store, read_reports([CRISIS]), in_process(coder), coder.reference)
        assert (added.added, len(added.refused)) == (67, 0)
        yield list(incidents(store, Filter(event="ASSAULT")))


def telling(attacks, *reports):
    return [i for i in attacks if set(reports) <= set(i.reports)]


def test_the_first_shooting_is_one_incident_of_both_sides(attacks):
    (shooting,) = telling(attacks, "andean-wire-01", "la-paz-tribune-01", "lima-courier-01")
    assert {(c.value["min"], c.field) for c in shooting.claims if c.field == "killed"} >= {(2, "killed"), (4, "killed")}
    assert shooting.contradicted


def test_a_reprint_adds_no_source(attacks):
    reprinted = telling(attacks, "andean-wire-01", "highland-star-01")
    assert reprinted
    for incident in reprinted:
        publishers = {name.rsplit("-", 1)[0] for name in incident.reports}
        assert incident.independent_sources == len(publishers - {"highland-star"})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("andean-wire-09", "andean-wire-10"),  # the customs launch near Guaqui, the bus near Juli, on one day
        ("andean-wire-01", "andean-wire-08"),  # the shooting off Yunguyo, the grenades at Kasani near Yunguyo
        ("andean-wire-09", "andean-wire-17"),  # two attacks at Guaqui, a week apart
    ],
)
def test_attacks_of_other_towns_and_weeks_stay_apart(attacks, one, other):
    assert telling(attacks, one)
    assert not telling(attacks, one, other)
