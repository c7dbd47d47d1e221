"""Small crises with the incidents and claims that a careful reader would see in them."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, permutations

import msgspec
import pytest

from dragoman.event import Coder, Event, EventDate, Participant, Place, Quantity, ReportRef
from dragoman.frame import Span
from dragoman.linking.claims import incidents
from dragoman.linking.clustering import THRESHOLD, _merge, cluster
from dragoman.linking.linker import Linker
from dragoman.linking.mention import mention_of
from dragoman.linking.scoring import candidate_pairs, features
from dragoman.report import Report
from dragoman.store import Store
from dragoman.store.store import CodedReport
from tests.events import event, participant

DAY = date(2024, 5, 14)
TOWNS = {"Koshava": (44.0, 23.0), "Zhelin": (47.5, 27.0)}
#: How each paper words it; the first letter of a report's id chooses.
LEADS = {
    "a": "Mortar rounds fell on the border post near {town} before dawn on {day}.",
    "b": "Before dawn on {day} several mortar rounds fell on a border post outside {town}.",
    "c": "The border post at {town} burnt after mortar rounds fell on it early on {day}.",
    "f": "A rocket fell among the barracks of {town} on {day}, hours after the rain had stopped.",
    "l": "Shells fell again, this time on the railway yard of {town}, as the market opened on {day}.",
}
BODY = LEADS["a"] + " {extra}"
#: What each paper adds in its own words, so that no report is a copy of another.
EXTRA = {
    "a": "Villagers fled to the church, and ambulances of the district hospital drove along the river road.",
    "b": "The mayor, who was woken by the blasts, counted eleven craters in the vineyards behind the customs house.",
    "c": "Windows broke in the school; its caretaker swept the glass into buckets before the pupils came.",
    "d": "At the ferry lorries queued for two kilometres, because officers had closed the bridge in both directions.",
}


def told(id_, *, town="Koshava", day=DAY, killed=None, actor="SRB", recipient="BGR", publisher="A",
         status="actual", country="BGR", said_by=(), text=None, later=0):  # fmt: skip
    """A coded report that tells one attack."""
    words = {"town": town, "day": day, "extra": EXTRA.get(id_[0], f"It rained at {id_}.")}
    text = text or (LEADS.get(id_[0], LEADS["a"]) + " {extra}").format(**words)
    published = day + timedelta(1 + later)
    quote = Span(text="fell", start=text.index("fell"), end=text.index("fell") + 4)
    lat, lon = TOWNS[town]
    who = Participant(text="rounds", start=7, end=13, country=actor) if actor else None
    made = replace(
        event(id=f"e-{id_}"), report=ReportRef(id=id_, date=published, publisher=publisher), event="ASSAULT",
        mode=("heavy-weapons",), quad="material conflict", status=status, trigger=quote,
        sentence=Span(text=text[: text.index(".") + 1], start=0, end=text.index(".") + 1),
        actors=(who,) if who else (), recipients=(Participant(text="post", start=0, end=4, country=recipient),),
        said_by=tuple(said_by), date=EventDate(start=day, end=day, text=str(day), precision="day"),
        place=Place(text=town, name=town, country=country, lat=lat, lon=lon, precision="town"),
        quantities=(Quantity(kind="killed", text="x", min=killed, max=killed, of="recipients"),) if killed else (),
    )  # fmt: skip
    report = Report(id=id_, text=text, date=published, publisher=publisher)
    return CodedReport(report, msgspec.json.encode([made]), 1)


def speaker(name, country, stance="states"):
    return Participant(text=name, start=0, end=1, name=name, country=country, stance=stance)


@pytest.fixture
def make(tmp_path):
    opened = []

    def made(*batches):
        store = Store(tmp_path / f"{len(opened)}.duckdb")
        opened.append(store)
        run = store.begin_run(Coder(version="0", model="0", codebook="plover-2.0"), {})
        linker = Linker(store)
        for batch in batches:
            store.write(batch, run)
            linker.link_new(run)
        return store

    yield made
    for store in opened:
        store.close()


def partition(store):
    return sorted(tuple(sorted(i.reports)) for i in incidents(store))


CRISIS = [
    told("a", killed=3), told("b", publisher="B", killed=3), told("c", publisher="C", killed=7, later=1),
    told("far", town="Zhelin", killed=3, actor="ROU", recipient="MDA", country="MDA"),
    told("later", day=DAY + timedelta(40)),
    told("plan", status="future"),
]  # fmt: skip


def test_reports_of_one_happening_are_one_incident_and_others_are_not(make):
    assert partition(make(CRISIS)) == [("a", "b", "c"), ("far",), ("later",), ("plan",)]


@pytest.mark.parametrize("order", [*permutations(range(4))][::5])
def test_the_order_of_adding_does_not_matter(make, order):
    batches = [[CRISIS[n]] for n in order] + [CRISIS[4:]]
    assert partition(make(*batches)) == [("a", "b", "c"), ("far",), ("later",), ("plan",)]


def test_an_id_stays_when_reports_are_added(make):
    store = make(CRISIS[:1])
    (before,) = [i.id for i in incidents(store)]
    store.write(CRISIS[1:3], 1)
    Linker(store).link_new(1)
    assert [i.id for i in incidents(store)] == [before]
    assert store.fetch("select incident, change from incident_history") == [(before, "created")]


def test_a_report_that_joins_two_incidents_is_written_down(make):
    store = make(CRISIS[:1], CRISIS[3:4])
    first, second = sorted(i.id for i in incidents(store))
    with store.writing() as connection:
        connection.execute("insert into links values ('e-a', 'e-far', 0.9)")
        Linker(store)._regroup(["e-a"], 1)
    assert len(list(incidents(store))) == 1
    ((gone, into),) = store.fetch("select incident, other from incident_history where change = 'merged'")
    assert {gone, into} == {first, second}


def test_a_split_is_written_down(make):
    store = make([*CRISIS[:2], told("b2", publisher="D", killed=3)])
    (before,) = [i.id for i in incidents(store)]
    with store.writing() as connection:
        connection.execute("delete from links where a = 'e-b2' or b = 'e-b2'")
        Linker(store)._regroup(["e-a", "e-b", "e-b2"], 1)
    assert partition(store) == [("a", "b"), ("b2",)]
    ((new, origin),) = store.fetch("select incident, other from incident_history where change = 'split'")
    assert origin == before
    assert [i.id for i in incidents(store) if "b2" in i.reports] == [new]


def test_a_visit_of_several_days_is_one_incident(make):
    def visit(id_, first, last, text):
        coded = told(id_, text=f"{text} The talks fell between the capital and the port.", publisher=id_)
        (event_,) = msgspec.json.decode(coded.records, type=list[Event])
        days = EventDate(start=DAY + timedelta(first), end=DAY + timedelta(last), text="visit", precision="span")
        changed = replace(event_, event="CONSULT", mode=("visit",), quad="verbal cooperation", date=days)
        return CodedReport(coded.report, msgspec.json.encode([changed]), 1)

    whole = visit("a", 0, 3, "President Orsova toured the shipyards of Koshava with her Bulgarian hosts for four days.")
    one_day = visit("b", 2, 2, "On her tour of the shipyards of Koshava President Orsova met Bulgarian hosts again.")
    assert partition(make([whole, one_day])) == [("a", "b")]


def test_bounds_of_fresh_news_are_no_claim_about_the_day(make):
    coded = told("b", publisher="B")
    (event_,) = msgspec.json.decode(coded.records, type=list[Event])
    bounds = EventDate(start=DAY - timedelta(1), end=DAY + timedelta(1), precision="span", why="fresh news")
    bounded = CodedReport(coded.report, msgspec.json.encode([replace(event_, date=bounds)]), 1)
    (incident,) = incidents(make([told("a"), bounded]))
    assert incident.date == {"start": str(DAY), "end": str(DAY)}
    assert [c.reports for c in incident.claims if c.field == "date"] == [("a",)]
    (alone,) = incidents(make([bounded]))
    assert alone.date == {"start": str(DAY - timedelta(1)), "end": str(DAY + timedelta(1))}
    assert not [c for c in alone.claims if c.field == "date"]


def test_the_next_attack_of_a_week_is_not_the_first(make):
    first, again = told("a"), told("l", day=DAY + timedelta(5), publisher="L")
    assert partition(make([first], [again])) == [("a",), ("l",)]


def test_a_follow_up_updates_the_claims(make):
    store = make([told("a", killed=3)], [told("c", publisher="C", killed=4, later=1)])
    (incident,) = incidents(store)
    killed = [(c.value["min"], c.first_seen, c.last_seen) for c in incident.claims if c.field == "killed"]
    assert killed == [(3, DAY + timedelta(1), DAY + timedelta(1)), (4, DAY + timedelta(2), DAY + timedelta(2))]
    assert not incident.contradicted


def test_only_events_of_one_type_kind_and_country_are_compared():
    def mention(id_, **changes):
        return replace(
            mention_of(event(id=id_), id=id_, report=id_, published=DAY, sentence="", report_words={}), **changes
        )

    one = mention("a", block=("ASSAULT", "real"), countries=frozenset({"SRB"}))
    others = [
        mention("b", block=("ASSAULT", "real"), countries=frozenset({"SRB", "BGR"})),
        mention("c", block=("ASSAULT", "real"), countries=frozenset()),
        mention("d", block=("ASSAULT", "real"), countries=frozenset({"ROU"})),
        mention("e", block=("ASSAULT", "future"), countries=frozenset({"SRB"})),
        mention("f", block=("COERCE", "real"), countries=frozenset({"SRB"})),
    ]
    assert [b.id for _, b in candidate_pairs([one], others)] == ["b", "c"]
    denial = replace(others[0], id="g", status="negated", place=None)
    assert list(candidate_pairs([one], [denial])) == []
    assert len(list(candidate_pairs([one], [replace(denial, place="tallinn")]))) == 1
    assert len(list(candidate_pairs([replace(one, status="negated")], [denial]))) == 1
    assert [(a.id, b.id) for a, b in candidate_pairs(others, None)] == [("b", "c"), ("b", "d"), ("c", "d")]


def test_removing_a_report_undoes_it(make):
    store = make(CRISIS)
    store.write([told("b2", publisher="D", killed=9)], 1)
    linker = Linker(store)
    linker.link_new(1)
    assert any("b2" in group for group in partition(store))
    linker.remove("b2", 1)
    plain = make(CRISIS)
    assert partition(store) == partition(plain)
    assert [c.to_json()[22:] for c in incidents(store)] == [c.to_json()[22:] for c in incidents(plain)]
    assert store.fetch("select count(*) from links where a = 'e-b2' or b = 'e-b2'") == [(0,)]


@pytest.mark.parametrize(
    "other",
    [
        {"id_": "far", "town": "Zhelin"},
        {"id_": "later", "day": DAY + timedelta(4)},
    ],
)
def test_attacks_between_the_same_parties_in_another_town_or_week_stay_apart(make, other):
    assert len(partition(make([told("a"), told(**other)]))) == 2


def test_claims_stand_side_by_side_with_their_sources(make):
    army = speaker("the army", "SRB")
    (incident,) = incidents(make([*CRISIS[:3], told("d", publisher="B", killed=7, said_by=[army])]))
    killed = [
        (c.value["min"], c.said_by, c.reports, c.independent_sources) for c in incident.claims if c.field == "killed"
    ]
    assert killed == [
        (3, (), ("a", "b"), 2), (7, (), ("c",), 1), (7, ("the army [SRB]",), ("d",), 1),
    ]  # fmt: skip
    assert incident.independent_sources == 3


def test_a_reprint_is_no_further_source(make):
    text = BODY.format(
        town="Koshava", day=DAY, extra="An agency wrote these words and no other paper changed one. " * 4
    )
    (alone,) = incidents(make([told("a", text=text)]))
    (both,) = incidents(make([told("a", text=text), told("z", text=text + " Reprinted.", publisher="Z")]))
    assert len(both.reports) == 2
    assert alone.independent_sources == both.independent_sources == 1


def test_numbers_that_cannot_both_be_true_are_told(make):
    (incident,) = incidents(make([told("a", killed=3), told("b", publisher="B", killed=8)]))
    assert incident.contradictions == ("killed: 3 (A) or 8 (B)",)


def test_a_toll_that_grows_is_no_contradiction(make):
    (incident,) = incidents(make([told("a", killed=3), told("b", publisher="B", killed=8, later=2)]))
    assert not incident.contradicted


def test_a_denial_is_a_contradiction(make):
    denial = told("b", publisher="B", said_by=[speaker("the army", "SRB", "denies")])
    (incident,) = incidents(make([told("a"), denial]))
    assert incident.contradictions == ("the army [SRB] denies it, others tell it",)


def test_two_doers_are_a_contradiction(make):
    (incident,) = incidents(make([told("a"), told("b", publisher="B", actor="ROU")]))
    assert incident.contradictions == ("who did it: ROU or SRB",)


def test_average_linkage_does_not_chain():
    chain = {(str(n), str(n + 1)): 0.9 for n in range(9)}
    groups = cluster(chain, map(str, range(10)))
    assert max(map(len, groups)) == 2
    assert sorted(n for g in groups for n in g) == sorted(map(str, range(10)))


def test_clustering_ignores_the_order_of_links():
    links = {("a", "b"): 0.8, ("b", "c"): 0.7, ("a", "c"): 0.5, ("c", "d"): 0.6, ("d", "e"): 0.9}
    expected = cluster(links, "abcde")
    assert all(cluster(dict(p), "abcde") == expected for p in list(permutations(links.items()))[::7])
    assert expected == [["a", "b", "c"], ["d", "e"]]


@pytest.mark.parametrize("seed", range(20))
def test_weak_links_lead_no_further(seed):
    chance = random.Random(seed)
    nodes = [str(n) for n in range(30)]
    links = {p: round(chance.uniform(0.2, 1), 4) for p in combinations(nodes, 2) if chance.random() < 0.12}
    assert cluster(links, nodes) == sorted(_merge(sorted(nodes), links, THRESHOLD))


@pytest.mark.parametrize(
    ("sectors", "same"), [(("COP",), True), (("MIL",), True), (("UAF",), False), (("CRM",), False), (("CVL",), True)]
)
def test_a_states_forces_are_not_the_gunmen_of_their_country(sectors, same):
    def mention(id_, *kinds):
        coded = event(id=id_, actors=(participant("Estonian police", "EST", *kinds),))
        return mention_of(coded, id=id_, report=id_, published=DAY, sentence="", report_words={})

    found = features(mention("a", "COP"), mention("b", *sectors))
    assert bool(found.get("same actors")) is same
    assert bool(found.get("other actors")) is not same
