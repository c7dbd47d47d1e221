from dataclasses import replace

import pytest

from dragoman.resolving.gazetteer import Gazetteer, distance_km, place_key
from dragoman.resolving.knowledge import Knowledge, load_knowledge, read_table
from dragoman.resolving.place_contexts import place_context
from dragoman.resolving.places import PlaceContext, resolve_place
from dragoman.resolving.toponyms import find_toponyms


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


#: mention, countries that the report names, country, point that it must be near to
FOUND = [
    ("Tallinn", {}, "EST", (59.44, 24.75)),
    ("Paris, Texas", {"FRA": 1.0}, "USA", (33.66, -95.56)),
    ("Cambridge, Massachusetts", {"GBR": 1.0}, "USA", (42.37, -71.11)),
    ("Kandahar province", {"AFG": 1.0}, "AFG", (31.61, 65.71)),
    ("villages in Tovuz", {"AZE": 1.0}, "AZE", (40.99, 45.63)),
    ("the town of Hebron", {"PSE": 1.0}, "PSE", (31.53, 35.10)),
    ("Tripoli", {"LBY": 1.0}, "LBY", (32.89, 13.19)),
    ("Tripoli", {"LBN": 1.0}, "LBN", (34.44, 35.84)),
    ("Christchurch, New Zealand", {"GBR": 1.0}, "NZL", (-43.53, 172.63)),
]


@pytest.mark.parametrize(("mention", "countries", "country", "point"), FOUND)
def test_a_place_is_found_in_the_country_of_its_context(gazetteer, knowledge, mention, countries, country, point):
    place = resolve_place(mention, PlaceContext(countries=countries), knowledge=knowledge, gazetteer=gazetteer)
    assert place.country == country
    assert place.lat is not None and place.lon is not None
    assert distance_km((place.lat, place.lon), point) < 40
    assert place.why


def test_a_village_that_shares_the_name_of_a_far_town_lies_where_the_text_puts_it(gazetteer, knowledge):
    context = PlaceContext(countries={"AZE": 1.0})
    there = resolve_place("Tovuz's Aghdam village", context, knowledge=knowledge, gazetteer=gazetteer)
    assert there.lat is not None and there.lon is not None
    assert distance_km((there.lat, there.lon), (40.99, 45.63)) < 40
    assert there.admin1 == "Tovuz"
    assert "Tovuz" in there.why
    town = resolve_place("Aghdam", context, knowledge=knowledge, gazetteer=gazetteer)
    assert town.lat is not None and town.lon is not None
    assert distance_km((town.lat, town.lon), (39.99, 46.93)) < 20


def test_the_text_around_may_give_the_container(gazetteer, knowledge):
    context = PlaceContext(countries={"AZE": 1.0}, text="Shells fell on Tovuz's Aghdam at noon.")
    assert resolve_place("Aghdam", context, knowledge=knowledge, gazetteer=gazetteer).admin1 == "Tovuz"


def test_a_country_has_its_middle_and_says_so(gazetteer, knowledge):
    place = resolve_place("Armenia", PlaceContext(), knowledge=knowledge, gazetteer=gazetteer)
    assert (place.country, place.precision) == ("ARM", "country")
    assert place.lat is not None and place.lon is not None
    assert distance_km((place.lat, place.lon), (40.2, 45.0)) < 60
    assert "middle" in place.why


def test_what_the_gazetteer_does_not_know_is_said_to_be_unknown(gazetteer, knowledge):
    place = resolve_place("Xyzzyville", PlaceContext(), knowledge=knowledge, gazetteer=gazetteer)
    assert (place.country, place.lat, place.precision) == (None, None, "unknown")
    assert "no Xyzzyville" in place.why


def test_words_without_a_name_have_at_most_a_country(gazetteer, knowledge):
    def country(context: PlaceContext) -> str | None:
        place = resolve_place("the market square", context, knowledge=knowledge, gazetteer=gazetteer)
        assert (place.name, place.lat) == (None, None)
        return place.country

    assert country(PlaceContext()) is None
    assert country(PlaceContext(countries={"MLI": 1.0, "FRA": 0.5})) == "MLI"
    assert country(PlaceContext(countries={"MLI": 1.0}, main="NER")) == "NER"


def test_a_small_namesake_in_a_country_that_is_never_named_is_not_taken(gazetteer, knowledge):
    context = PlaceContext(countries={"IRN": 1.0})
    place = resolve_place("Evin", context, knowledge=knowledge, gazetteer=gazetteer)
    assert (place.country, place.lat) == ("IRN", None)


@pytest.mark.parametrize(
    ("name", "key"), [("Kandahār", "kandahar"), ("Saint-Denis", "saint denis"), ("Ağdam", "agdam")]
)
def test_names_are_folded(name: str, key: str):
    assert place_key(name) == key


def test_regions_have_the_names_of_iso(gazetteer):
    (tovuz, *_) = [p for p in gazetteer.find("Tovuz") if p.kind == "town"]
    assert (tovuz.country, tovuz.admin1) == ("AZE", "Tovuz")


def test_distances_are_in_kilometres():
    assert distance_km((59.44, 24.75), (56.95, 24.11)) == pytest.approx(279, abs=3)


@pytest.mark.parametrize(
    ("mention", "country"), [("the Iraqi embassy in Kabul", "AFG"), ("the Iraqi embassy", "AFG"), ("in Iraq", "IRQ")]
)
def test_an_embassy_does_not_lie_in_the_country_it_is_of(gazetteer, knowledge, mention, country):
    context = PlaceContext(countries={"AFG": 1.0})
    assert resolve_place(mention, context, knowledge=knowledge, gazetteer=gazetteer).country == country


#: mention, the report's text, name and region
BESIDE = [
    ("Paris", "Lamar County, Texas. Deputies from Paris searched homes in Clarksville and Bonham.", "Texas"),
    ("Georgia", "Storms hit Georgia and Alabama; Atlanta and Macon lost power.", "Georgia"),
    ("Springfield", "Police in Springfield and in Chicopee, Massachusetts, met.", "Massachusetts"),
    ("Virginia", "Farms in Virginia, Ohio and Indiana were inspected.", "Virginia"),
]


@pytest.mark.parametrize(("mention", "text", "admin1"), BESIDE)
def test_namesakes_are_told_apart_by_the_places_beside_them(gazetteer, knowledge, mention, text, admin1):
    context = place_context(text, {}, knowledge, gazetteer)
    place = resolve_place(mention, context, knowledge=knowledge, gazetteer=gazetteer)
    assert (place.country, place.admin1) == ("USA", admin1)


def test_toponyms_are_neither_persons_nor_institutions(gazetteer, knowledge):
    text = "Mayor Austin Lincoln flew from Leeds to Lagos. Harvard University and the Boston Globe wrote."
    assert [t.text for t in find_toponyms(text, knowledge, gazetteer)] == ["Leeds", "Lagos"]


def test_seas_and_districts_have_their_own_precision(gazetteer, knowledge):
    sea = resolve_place("the Gulf of Aden", PlaceContext(), knowledge=knowledge, gazetteer=gazetteer)
    assert (sea.name, sea.country, sea.precision) == ("Gulf of Aden", None, "region")
    county = resolve_place("Licking County", PlaceContext(), knowledge=knowledge, gazetteer=gazetteer)
    assert (county.admin1, county.precision) == ("Ohio", "district")


def test_a_city_that_is_a_region_of_its_own_is_a_town(gazetteer, knowledge):
    riga = resolve_place("Riga", PlaceContext(countries={"LVA": 1.0}), knowledge=knowledge, gazetteer=gazetteer)
    assert (riga.country, riga.precision) == ("LVA", "town")


def test_a_region_that_only_iso_names_has_a_country_and_no_point(gazetteer, knowledge):
    context = PlaceContext(countries={"EST": 1.0, "LVA": 1.0})
    place = resolve_place("Saaremaa", context, knowledge=knowledge, gazetteer=gazetteer)
    assert (place.country, place.precision, place.lat) == ("EST", "admin1", None)


@pytest.mark.parametrize(("mention", "town"), [("Cologne", "Köln"), ("Geneva", "Geneva")])
def test_towns_known_the_world_over_are_meant_before_their_namesakes(mention, town, gazetteer, knowledge):
    context = PlaceContext(countries={"USA": 1.0})
    assert resolve_place(mention, context, knowledge=knowledge, gazetteer=gazetteer).name == town


def test_the_embassy_of_a_country_lies_elsewhere(gazetteer, knowledge):
    context = PlaceContext(main="PRY")
    assert resolve_place("the embassy of Brazil", context, knowledge=knowledge, gazetteer=gazetteer).country == "PRY"


def test_a_building_is_no_town_of_its_name(gazetteer, knowledge):
    place = resolve_place("the Court", PlaceContext(main="ZAF"), knowledge=knowledge, gazetteer=gazetteer)
    assert (place.country, place.lat) == ("ZAF", None)


def test_names_that_fit_one_region_speak_for_it(gazetteer, knowledge):
    text = "Fire in Tyler, in Longview, in Lufkin, in Nacogdoches and in Paris."
    context = place_context(text, {"USA": 1.0}, knowledge, gazetteer)
    assert resolve_place("Tyler", context, knowledge=knowledge, gazetteer=gazetteer).admin1 == "Texas"
    assert context.fits["USA", "Texas"] > 2


def test_the_middle_of_a_region_is_the_one_that_the_table_tells() -> None:
    gazetteer = Gazetteer()
    for row in read_table("region_points.csv"):
        regions = [p for p in gazetteer.find(row["region"]) if (p.kind, p.country) == ("admin1", row["code"])]
        assert [(p.lat, p.lon) for p in regions] == [(float(row["lat"]), float(row["lon"]))]


STREET_TEXT = "Two men were shot in Raleigh. It happened in Durham Street, near a motel. A woman in Charlotte heard."


def _street_context(knowledge: Knowledge, gazetteer: Gazetteer) -> PlaceContext:
    return replace(place_context(STREET_TEXT, {"USA": 1.0}, knowledge, gazetteer), main="USA")


@pytest.mark.parametrize("mention", ["a motel", "Linden Street"], ids=["no name", "a name that no table knows"])
def test_a_street_or_building_has_the_point_of_the_town_around_it(gazetteer, knowledge, mention):
    context = _street_context(knowledge, gazetteer)
    at = STREET_TEXT.index("a motel")
    place = resolve_place(mention, context, knowledge=knowledge, gazetteer=gazetteer, span=(at, at + len(mention)))
    assert place.precision == "town"
    assert place.admin1 == "North Carolina"
    assert distance_km((place.lat, place.lon), (35.77, -78.64)) < 15
    assert "Raleigh" in place.why


def test_what_is_no_building_has_no_point(gazetteer, knowledge):
    context = _street_context(knowledge, gazetteer)
    place = resolve_place("the front line", context, knowledge=knowledge, gazetteer=gazetteer, span=(30, 44))
    assert place.lat is None


def test_a_building_in_another_country_than_the_reports_towns_has_no_point(gazetteer, knowledge):
    context = replace(_street_context(knowledge, gazetteer), main="FRA", countries={"FRA": 1.0})
    place = resolve_place("a motel", context, knowledge=knowledge, gazetteer=gazetteer, span=(50, 57))
    assert (place.country, place.lat) == ("FRA", None)


@pytest.mark.parametrize(
    ("mention", "country", "admin1"),
    [("a hospital in Palmyra, Homs province", "SYR", "Homs"), ("Linden Street in Raleigh", "USA", "North Carolina")],
)
def test_what_the_words_call_a_province_is_one_and_else_a_street_lies_in_a_town(
    gazetteer, knowledge, mention, country, admin1
):
    context = PlaceContext(countries={country: 1.0}, main=country)
    place = resolve_place(mention, context, knowledge=knowledge, gazetteer=gazetteer, span=(0, len(mention)))
    assert (place.country, place.admin1, place.precision) == (country, admin1, "town")
    assert place.name != "Homs"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Oakland police arrested a man. Lincoln University was shut.", ["Oakland"]),
        ("East Oakland was quiet; a fire burnt in Oakland.", ["Oakland", "Oakland"]),
        ("Reported by WTVM of Columbus, GA News.", ["Columbus", "GA"]),
        ("Young people gathered. A young man spoke in Leeds.", ["Leeds"]),
        ("They drove to Chili's and left for Leeds' station.", ["Leeds"]),
        ("Gangs of the South Side met in Chicago.", ["Chicago"]),
        ("In June, Mo Silvan ran through Southend. Shells fell in Izmail's market.", ["Southend", "Izmail"]),
        ("Rodney King police were called. Man police, a man said.", []),
        ("On Monday Oakland police came. The Oakland police left.", ["Oakland", "Oakland"]),
        ("A man died in Columbus, Ga. Officers said so.", ["Columbus", "Ga."]),
        ("He was taken to Simpson's house.", []),
    ],
    ids=[
        "its police",
        "a side of it",
        "an abbreviation",
        "a plain word",
        "a shop",
        "a side of any town",
        "a name",
        "no town",
        "not the first word",
        "the end of a sentence",
        "a person",
    ],
)
def test_toponyms_are_told_by_the_words_around_them(gazetteer, knowledge, text, names):
    assert [t.text for t in find_toponyms(text, knowledge, gazetteer)] == names


@pytest.mark.parametrize(
    ("mention", "country"), [("GRU headquarters", "RUS"), ("KNU camp", "MMR"), ("BNP office", "BGD")]
)
def test_an_abbreviation_is_no_airport(gazetteer, knowledge, mention, country):
    context = PlaceContext(countries={country: 1.0}, main=country)
    place = resolve_place(mention, context, knowledge=knowledge, gazetteer=gazetteer)
    assert (place.country, place.lat) == (country, None)


def test_a_code_of_capitals_is_no_town(gazetteer, knowledge):
    place = resolve_place("the UTC campus", PlaceContext(main="USA"), knowledge=knowledge, gazetteer=gazetteer)
    assert (place.country, place.lat) == ("USA", None)
    nyc = resolve_place("NYC", PlaceContext(), knowledge=knowledge, gazetteer=gazetteer)
    assert nyc.name == "New York City"


def test_a_town_lies_in_the_region_that_the_text_puts_it_in(gazetteer, knowledge):
    text = "Two men were shot in Columbus, Ga., and a third in Tyrone, Mo., the sheriff said."
    context = place_context(text, {"USA": 1.0}, knowledge, gazetteer)
    assert [(place.name, place.admin1) for _, place in context.towns] == [("Columbus", "Georgia")]


def test_a_country_is_not_the_region_of_its_name(gazetteer, knowledge):
    text = "A fire broke out in Batumi, Georgia, on Monday. Batumi was without light."
    context = place_context(text, {"GEO": 1.0}, knowledge, gazetteer)
    assert [(place.name, place.country) for _, place in context.towns] == [("Batumi", "GEO")] * 2


def test_a_namesake_in_a_country_that_nobody_names_is_not_meant(gazetteer, knowledge):
    context = PlaceContext(countries={"HTI": 1.0}, main="HTI")
    place = resolve_place("Croix", context, knowledge=knowledge, gazetteer=gazetteer)
    assert (place.country, place.lat) == ("HTI", None)
    assert "that fits" in place.why


def test_a_venue_lies_where_the_report_is_at_home(gazetteer, knowledge):
    text = "Raleigh police were called. A shop in Harrison closed. It was in Durham Street, Raleigh said."
    context = replace(place_context(text, {"USA": 1.0}, knowledge, gazetteer), main="USA")
    assert {town.name for _, town in context.towns} == {"Raleigh", "Harrison"}
    at = text.index("Durham Street")
    place = resolve_place("a motel", context, knowledge=knowledge, gazetteer=gazetteer, span=(at, at + 13))
    assert place.name == "Raleigh"
    side = resolve_place("the South Side", context, knowledge=knowledge, gazetteer=gazetteer, span=(at, at + 13))
    assert side.name == "Raleigh"
