"""Spans of hand-made frames, resolved with the report around them."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.event import Participant
from dragoman.frame import Frame, RoleSpan, Span
from dragoman.resolving.knowledge import load_knowledge
from dragoman.resolving.mentions import Memory
from dragoman.resolving.participants import Resolver

KNOWLEDGE = load_knowledge()


def span(text: str, quote: str) -> Span:
    """The last occurrence of a quote, so that a pronoun may stand in an earlier word."""
    start = text.rindex(quote)
    return Span(text=quote, start=start, end=start + len(quote))


class Report:
    """A text whose frames are resolved one after the other."""

    def __init__(self, text: str, dateline: str | None = None) -> None:
        self.text = text
        self.memory = Memory(text, KNOWLEDGE, dateline=dateline)
        self.resolver = Resolver(self.memory, KNOWLEDGE)

    def resolve(
        self, role: str, quote: str, event: str = "ACCUSE", place: str | None = None, **others: str
    ) -> tuple[Participant, ...]:
        quotes = {("place" if r == "place_span" else r): q for r, q in others.items()} | {role: quote}
        roles = tuple(RoleSpan(role=r, span=span(self.text, q), score=1.0) for r, q in quotes.items())
        whole = Span(text=self.text, start=0, end=len(self.text))
        frame = Frame(event=event, trigger=whole, sentence=whole, roles=roles)
        found = self.resolver.participants(frame.spans(role), frame, place)
        self.resolver.remember(found)
        return found

    def country(
        self, role: str, quote: str, event: str = "ACCUSE", place: str | None = None, **others: str
    ) -> str | None:
        (participant,) = self.resolve(role, quote, event, place, **others)
        return participant.country


@pytest.mark.parametrize("quote", ["police", "the government", "protesters", "the minister", "the village"])
def test_bare_domestic_nouns_belong_to_the_country_of_the_report(quote: str) -> None:
    assert Report(f"Peru is tense. On Monday {quote} acted.").country("actor", quote) == "PER"


def test_where_it_happened_speaks_for_the_country_of_a_bare_noun() -> None:
    text = "Peru fears a strike. In Arica police acted."
    (police,) = Report(text).resolve("actor", "police", place="CHL", place_span="Arica")
    assert police.country == "CHL"
    assert police.why is not None
    assert "where it happened" in police.why


def test_without_any_country_a_noun_stays_unresolved() -> None:
    (police,) = Report("In the rain police acted.").resolve("actor", "police")
    assert (police.country, police.sectors) == (None, ("COP",))
    assert police.why


def test_unknown_words_are_people_of_the_country_of_the_report() -> None:
    (found,) = Report("Peru is tense. A gizmo was hit.").resolve("recipient", "A gizmo")
    assert (found.country, found.sectors) == ("PER", ("CVL",))
    assert found.why is not None
    assert "no table" in found.why


def test_a_surname_is_the_person_introduced_before() -> None:
    (found,) = Report("Greek Foreign Minister Nikos Dendias came to Oslo. Dendias spoke.").resolve("actor", "Dendias")
    assert (found.name, found.country, found.sectors) == ("Nikos Dendias", "GRC", ("GOV",))


def test_a_government_named_by_its_head_is_of_his_country() -> None:
    text = "Bulgarian Prime Minister Plamen Zahariev spoke in Ukraine. Ukraine, Ukraine. Zahariev's government paid."
    assert Report(text).country("actor", "Zahariev's government") == "BGR"


def test_he_is_the_subject_of_the_sentence_before() -> None:
    text = "Serbian President Goran Vidak met Greek envoy Nikos Pappas. He left."
    assert Report(text).country("actor", "He") == "SRB"


def test_a_pronoun_is_never_the_other_side_of_its_event() -> None:
    text = "Serbian President Goran Vidak spoke. Greek envoy Nikos Pappas praised him."
    assert Report(text).country("recipient", "him", actor="Greek envoy Nikos Pappas") == "SRB"


def test_they_are_several_named_before() -> None:
    report = Report("Kenyan farmers marched. They sang.")
    report.resolve("actor", "Kenyan farmers")
    (they,) = report.resolve("actor", "They")
    assert (they.country, they.name) == ("KEN", "Kenyan farmers")


def test_he_is_nobodys_town() -> None:
    report = Report("British minister Ann Lowe came. On Monday Lampedusa appealed to Italy. A guard hit him.")
    report.memory.add_places([(report.text.index("Lampedusa"), "ITA")])
    report.resolve("actor", "British minister Ann Lowe")
    report.resolve("actor", "Lampedusa")
    (him,) = report.resolve("recipient", "him")
    assert him.name == "Ann Lowe"


def test_a_pronoun_without_antecedent_says_so() -> None:
    (he,) = Report("Peru is tense. Then he broke down.").resolve("actor", "he")
    assert he.country is None
    assert he.why is not None
    assert "not clear" in he.why


def test_we_in_a_statement_that_is_relayed_is_its_source() -> None:
    text = "Omani officers met in Pakistan. Pakistan is host. We train together, the Omani commodore said."
    assert Report(text).country("actor", "We", said_by="the Omani commodore") == "OMN"


def test_our_monitors_do_not_speak_for_themselves() -> None:
    text = "Sudan is at war with Chad. Our monitors counted us."
    (found,) = Report(text).resolve("recipient", "us", said_by="Our monitors")
    assert found.country is None


def test_possessives_belong_to_the_owner_even_in_the_same_event() -> None:
    report = Report("Kenya is far from South Sudan. Kenya took out its citizens.")
    (citizens,) = report.resolve("recipient", "its citizens", event="AID", place="SSD", actor="Kenya")
    assert (citizens.country, citizens.sectors) == ("KEN", ("CVL",))
    assert citizens.why is not None
    assert "belongs to" in citizens.why


def test_both_sides_are_one_participant_each() -> None:
    found = Report("Armenia and Azerbaijan met. Both sides agreed.").resolve("actor", "Both sides", event="AGREE")
    assert [(p.country, p.text) for p in found] == [("ARM", "Both sides"), ("AZE", "Both sides")]


def test_both_sides_of_one_country_are_its_own() -> None:
    assert Report("Sudan burns. Both sides agreed.").country("actor", "Both sides", event="AGREE") == "SDN"


def test_both_sides_where_rebels_fight_are_the_government_and_they() -> None:
    text = "Sudan's rebels fight in Sudan. The rebels attacked, says Kenya, says Kenya. Both sides agreed."
    found = Report(text).resolve("actor", "Both sides", event="AGREE")
    assert [(p.country, p.sectors) for p in found] == [("SDN", ("GOV",)), ("SDN", ("REB",))]


@pytest.mark.parametrize(
    ("quote", "code"),
    [("The Summit", "IGO"), ("member states", "IGO"), ("rights groups", "NGO"), ("aid workers", "NGO")],
)
def test_bodies_across_borders_have_a_code(quote: str, code: str) -> None:
    (found,) = Report(f"The African Union met in Kenya. On Monday {quote} spoke.").resolve("actor", quote)
    assert (found.country, found.sectors) == (code, ())


@pytest.mark.parametrize("quote", ["migrants", "foreign reporters", "Western diplomats", "donors"])
def test_strangers_are_not_of_the_country_where_they_are(quote: str) -> None:
    assert Report(f"Malta waits. On Monday {quote} came.").country("recipient", quote, place="MLT") is None


def test_an_embassy_is_not_the_hosts() -> None:
    text = "China and Japan quarrel. China is loud. A crowd besieged the embassy."
    assert Report(text).country("recipient", "the embassy", event="PROTEST", place="CHN") == "JPN"


def test_an_army_does_not_fight_itself() -> None:
    text = "Israeli forces and Lebanon fight. The Israeli army shelled an outpost; Israel denies it."
    assert Report(text).country("recipient", "an outpost", event="ASSAULT", actor="The Israeli army") == "LBN"


def test_counted_people_are_those_named_before() -> None:
    report = Report("Kenyan nurses went on strike. Police held fifty of them.")
    report.resolve("actor", "Kenyan nurses")
    (found,) = report.resolve("recipient", "fifty of them")
    assert (found.country, found.sectors) == ("KEN", ("MED",))


def test_a_place_within_the_mention_tells_its_country() -> None:
    report = Report("In Tijuana a fence fell. Honduras, Honduras! Tijuana's mayor spoke.")
    text = report.text
    report.memory.add_places([(text.index("Tijuana"), "MEX")])
    assert report.country("actor", "Tijuana's mayor") == "MEX"


def test_two_spans_of_one_country_both_stay() -> None:
    text = "Polish police and Polish soldiers came."
    whole = Span(text=text, start=0, end=len(text))
    roles = tuple(
        RoleSpan(role="actor", span=span(text, quote), score=1.0) for quote in ("Polish police", "Polish soldiers")
    )
    frame = Frame(event="MOBILIZE", trigger=whole, sentence=whole, roles=roles)
    found = Resolver(Memory(text, KNOWLEDGE), KNOWLEDGE).participants(frame.spans("actor"), frame, None)
    assert [(p.country, p.sectors) for p in found] == [("POL", ("COP",)), ("POL", ("MIL",))]


def test_capital_us_is_a_state_and_no_pronoun() -> None:
    report = Report("North Korea's envoy in New York spoke again. Pyongyang accused the US of hostility.")
    (us,) = report.resolve("recipient", "US", actor="Pyongyang")
    assert us.country == "USA"


def test_the_leaders_of_the_two_countries_are_one_participant_each() -> None:
    report = Report("Chad and Niger quarrel over wells. The leaders of the two countries met in Agadez.")
    found = report.resolve("actor", "The leaders of the two countries", event="CONSULT")
    assert {p.country for p in found} == {"TCD", "NER"}


def test_a_hyphenated_office_lists_no_two_participants() -> None:
    report = Report("U.N. Secretary-General Antonio Guterres called for calm.")
    (guterres,) = report.resolve("actor", "U.N. Secretary-General Antonio Guterres")
    assert guterres.country == "UNO"


def test_whoever_loses_soldiers_loses_his_own() -> None:
    report = Report("Serbia looked on. Azerbaijan lost 12 servicemen in the clashes.")
    frame_words = report.text.index("lost")
    trigger = Span(text="lost", start=frame_words, end=frame_words + 4)
    roles = tuple(
        RoleSpan(role=role, span=span(report.text, quote), score=1.0)
        for role, quote in (("actor", "Azerbaijan"), ("recipient", "12 servicemen"))
    )
    whole = Span(text=report.text, start=0, end=len(report.text))
    frame = Frame(event="ASSAULT", trigger=trigger, sentence=whole, roles=roles)
    (lost,) = report.resolver.participants(frame.spans("recipient"), frame, None)
    assert lost.country == "AZE"


def test_an_office_without_a_country_is_seldom_of_the_other_side() -> None:
    text = "Mali and Niger are at odds. Mali sent a note. Minister Abdou Tankari accused Mali of piracy."
    assert Report(text).country("actor", "Minister Abdou Tankari", recipient="Mali") is not None
    text = "Talks of Mali and Niger failed. The minister accused Mali of piracy."
    assert Report(text).country("actor", "The minister", recipient="Mali") == "NER"


def test_both_sides_are_those_whom_an_event_set_against_each_other() -> None:
    report = Report("Qatar, Qatar and Qatar hosted. Chad fought Sudan. Both sides left.")
    actors = report.resolve("actor", "Chad", "ASSAULT")
    recipients = report.resolve("recipient", "Sudan", "ASSAULT")
    report.resolver.remember_sides("ASSAULT", actors, recipients)
    assert {p.country for p in report.resolve("actor", "Both sides")} == {"TCD", "SDN"}


def test_the_enemy_is_whom_a_country_faces() -> None:
    report = Report("Chad fought Sudan, Qatar said. Chad then warned the enemy.")
    report.resolver.remember_sides(
        "ASSAULT", report.resolve("actor", "Chad", "ASSAULT"), report.resolve("recipient", "Sudan", "ASSAULT")
    )
    assert report.country("recipient", "the enemy", "THREATEN", actor="Chad") == "SDN"


@pytest.mark.parametrize(("quote", "country"), [("The North", "PRK"), ("the southern side", "KOR")])
def test_a_compass_point_stands_for_the_state_called_so(quote: str, country: str) -> None:
    text = f"North Korea and South Korea met. Later {quote} left."
    assert Report(text).country("actor", quote) == country


def test_those_are_told_behind_the_word() -> None:
    assert Report("Chad's soldiers left. Police beat those who stayed.").country("recipient", "those") is None


def test_they_may_be_people_without_a_country() -> None:
    report = Report("Chad's army watched. Migrants landed at night. Police beat them.")
    report.resolve("actor", "army", "MOBILIZE")
    report.resolve("actor", "Migrants", "RETREAT")
    assert report.country("recipient", "them", "ASSAULT") is None


def test_his_men_are_what_he_is() -> None:
    report = Report("Rebel leader Koffi Zan of Togo spoke. Zan left. His men stayed.")
    report.resolve("actor", "Zan")
    (men,) = report.resolve("actor", "His men")
    assert (men.country, men.sectors[:1]) == ("TGO", ("REB",))


def test_a_colleague_in_another_capital_is_not_of_her_own_country() -> None:
    report = Report("Norway's minister Liv Aas phoned. She thanked her colleague in Moscow.")
    report.resolve("actor", "Norway's minister Liv Aas")
    assert report.country("recipient", "her colleague in Moscow") == "RUS"


def test_truce_monitors_come_from_several_states() -> None:
    assert Report("Sri Lanka waits. Truce monitors left.").country("actor", "monitors") == "IGO"


def test_a_mention_of_blanks_is_unresolved() -> None:
    (nobody,) = Report("Chad's army  left.").resolve("actor", "  ")
    assert (nobody.country, nobody.why) == (None, "no words are left of this mention")


def test_she_is_not_the_nine_people_named_before():
    report = Report("Latvia's Foreign Minister Zane Kalna said nine people were killed. She condemned it.")
    report.resolve("said_by", "Latvia's Foreign Minister Zane Kalna")
    report.resolve("recipient", "nine people", "ASSAULT")
    (she,) = report.resolve("actor", "She")
    assert she.name == "Zane Kalna"
    assert she.country == "LVA"


def test_a_relative_pronoun_is_the_noun_before_it() -> None:
    text = "Peru watched as Ecuador spoke to a Venezuelan patrol boat, which fired, whose crew fled."
    report = Report(text)
    assert report.country("actor", "which") == "VEN"
    assert report.country("actor", "whose crew") == "VEN"
    (who,) = Report("Chile freed a Turkish sailor, who thanked Peru.").resolve("actor", "who")
    assert who.country == "TUR"
    assert who.why is not None and "a Turkish sailor" in who.why


@pytest.mark.parametrize("quote", ["unknown gunmen", "unidentified men", "gunmen", "a suicide bomber", "hackers"])
def test_unknown_men_have_no_country(quote: str) -> None:
    (men,) = Report(f"Peru is tense. On Monday {quote} acted in Lima.").resolve("actor", quote)
    assert men.country is None
    assert men.why is not None and "no country that the report tells" in men.why


def test_the_same_noun_is_of_the_same_country_as_before() -> None:
    text = "Kenya met Uganda. Officials of Uganda praised a team.\n\nKenya saw Kenya. Later a team left."
    assert Report(text).country("actor", "a team") == "KEN"
    seen = Report(text.replace("a team.", "the Ugandan team."))
    seen.resolve("actor", "the Ugandan team")
    assert seen.country("actor", "a team") == "UGA"


def test_persons_are_not_of_the_town_that_bears_their_name() -> None:
    report = Report("Texas and Ohio police held them. David and Louise Turpin fled California for Texas.")
    report.memory.add_places([(33, "PAN")])
    assert report.country("actor", "David and Louise Turpin") == "USA"


def test_whoever_belongs_to_a_weapon_has_no_owner() -> None:
    assert Report("Peru mourns. A roadside bomb, whose maker fled, went off.").country("actor", "whose maker") == "PER"


def test_weapons_do_not_act() -> None:
    text = "Peru mourns. A roadside bomb and Ecuadorian shells hit a truck."
    assert Report(text).resolve("actor", "A roadside bomb") == ()
    assert Report(text).country("actor", "Ecuadorian shells") == "ECU"
    assert len(Report(text).resolve("recipient", "A roadside bomb")) == 1


def test_a_statement_in_the_first_person_is_of_where_it_was_written() -> None:
    text = "Ghana watches the strike. We thank the mayor."
    (we,) = Report(text, dateline="Lima").resolve("actor", "We", event="SUPPORT")
    assert we.country == "PER"
    assert we.why == "the report speaks in the first person; PER is the dateline's country"
    quoted = 'Ghana and Peru watch the strike. "We thank the mayor" stands on a wall.'
    assert Report(quoted).country("actor", "We", event="SUPPORT") is None


def test_we_are_of_the_one_country_of_which_a_report_speaks() -> None:
    (we,) = Report("Ghana watches the strike. We thank the mayor.").resolve("actor", "We", event="SUPPORT")
    assert we.country == "GHA"
    assert we.why is not None and we.why.startswith("'we': who speaks is not clear; GHA is the country of which")


def test_a_person_called_by_age_and_nationality_is_of_that_country() -> None:
    text = "Peru fined campaigner Greta Lund. The sixteen-year-old Swede paid. Later Lund thanked Peru."
    assert Report(text).country("actor", "Lund", event="SUPPORT") == "SWE"


def test_a_country_told_later_beats_one_that_was_only_near() -> None:
    text = "Peru fined activist Rosa Lind. Peru is strict. Finnish activist Rosa Lind left. Lind praised Peru."
    assert Report(text).country("actor", "Lind", event="SUPPORT") == "FIN"


def test_they_are_the_body_that_the_sentence_begins_with() -> None:
    report = Report(
        "A bomb killed thirty Pakistanis in Kabul. The Taliban said they had planted it and searched for them."
    )
    report.resolve("recipient", "thirty Pakistanis", "ASSAULT")
    (they,) = report.resolve("actor", "they", "ASSAULT")
    assert they.country == "AFG"
    assert report.country("recipient", "them", "ASSAULT") != "AFG"


def test_a_capital_makes_no_name_of_a_counting_word() -> None:
    report = Report("Two thousand Kenyans work in Japan. Most fled the storm. Japan and Japan again.")
    report.resolve("actor", "Two thousand Kenyans")
    assert report.country("recipient", "Most", "SANCTION") == "KEN"


@pytest.mark.parametrize("quote", ["The Democrats", "the Treasury", "The Fair Trade Commission (FTC)"])
def test_a_name_that_others_have_too_is_of_the_country_that_the_report_tells(quote: str) -> None:
    here = Report(f"In Serbia a bill was debated. {quote} rejected it.").resolve("actor", quote)
    assert [p.country for p in here] == ["SRB"]
    assert here[0].why and "of USA the report tells nothing else" in here[0].why
    there = Report(f"Washington waits. In Serbia an American bill was debated. {quote} rejected it.")
    assert there.country("actor", quote) == "USA"


def test_shared_names_alone_still_tell_whose_news_it_is() -> None:
    report = Report("Senate Republicans met. The Democrats left, and voters waited.")
    assert report.memory.main_country == "USA"
    assert Report("Serbia waits. The Democrats met. The Democrats left.").memory.main_country == "SRB"


@pytest.mark.parametrize(
    ("quote", "country"),
    [("The Houthis", "YEM"), ("The Pentagon", "USA"), ("Hamas", "PSE"), ("The Security Council", "UNO")],
)
def test_a_name_that_nobody_else_has_needs_no_other_word(quote: str, country: str) -> None:
    assert Report(f"In Serbia a bill was debated. {quote} rejected it.").country("actor", quote) == country


def test_the_group_is_the_armed_group_named_last() -> None:
    report = Report("Niger is tense. Islamic State struck in Tera, and the group threatened more. So Niger said.")
    (group,) = report.resolve("actor", "the group")
    assert (group.country, group.name) == ("IMG", "Islamic State")
    for other in ("The EU met", "Islamic State struck. Amnesty International met"):
        assert Report(f"Niger is tense. {other} and the group threatened more.").country("actor", "the group") == "NER"


def test_nouns_are_of_the_country_of_the_place_right_behind_them() -> None:
    report = Report("Liberia spoke. Rebels in Sierra Leone freed it, and the embassy in Sierra Leone paid Liberia.")
    (rebels,) = report.resolve("actor", "Rebels")
    assert rebels.country == "SLE"
    assert rebels.why and rebels.why.endswith("in SLE, as the words behind tell")
    (embassy,) = report.resolve("actor", "the embassy")
    assert embassy.why and "behind" not in embassy.why
    for behind in ("outside the US embassy", "in Jordan Otieno's house", "in Uganda-backed units"):
        assert (
            Report(f"Kenya was tense. Protesters {behind} shouted, Kenya said.").country("actor", "Protesters") == "KEN"
        )
    people = Report("Niger is tense. A bomb killed two people near the Libyan embassy in Niamey, Niger.")
    assert people.country("recipient", "two people") == "NER"


@pytest.mark.parametrize("thing", ["the hijab", "a new vetting law", "two databases", "the Eastern Kelp Bill"])
def test_a_thing_is_no_party(thing: str) -> None:
    assert Report(f"Peru is tense. On Monday {thing} was named.").resolve("recipient", thing) == ()


def test_a_thing_whose_owner_is_told_stands_for_him() -> None:
    assert Report("Peru is tense. A French flag was burned.").country("recipient", "A French flag") == "FRA"


def test_any_other_country_is_none_that_was_named() -> None:
    text = "Greece is a country of islands. Peru called on any other country to wait."
    assert Report(text).country("recipient", "any other country") is None


def test_a_news_agency_that_is_quoted_does_not_say_where_the_news_happens() -> None:
    text = "Slums burnt in Dhaka, Bangladesh. A man told Agence France-Presse that developers evicted them."
    assert Report(text).country("actor", "developers") == "BGD"


def test_an_agency_that_no_longer_exists_is_of_a_country_that_the_report_tells_of() -> None:
    text = "In Manila the National Commission (NTC) closed a station. Filipino senators blamed the NTC."
    memory = Memory(text, KNOWLEDGE, day=date(2020, 5, 6))
    whole = Span(text=text, start=0, end=len(text))
    roles = (RoleSpan(role="recipient", span=span(text, "the NTC"), score=1.0),)
    frame = Frame(event="ACCUSE", trigger=whole, sentence=whole, roles=roles)
    (found,) = Resolver(memory, KNOWLEDGE).participants(frame.spans("recipient"), frame, None)
    assert found.country == "PHL"


def test_the_accused_is_the_suspect_named_last() -> None:
    report = Report("New Zealand held a man. An Australian, Ned Purcell, was charged. Police questioned the accused.")
    charged = report.resolve("recipient", "An Australian, Ned Purcell")
    assert charged[0].name == "Ned Purcell"
    report.resolver.remember_sides("ACCUSE", [], charged)
    (found,) = report.resolve("recipient", "the accused")
    assert (found.name, found.country) == ("Ned Purcell", "AUS")


def test_a_village_council_is_not_the_one_of_the_united_nations() -> None:
    text = "The United Nations helped Samoa. In Samoa the premier called on village councils."
    assert Report(text).country("recipient", "village councils") == "WSM"


def test_what_a_protest_is_for_is_no_party() -> None:
    assert Report("Tonga saw pro-democracy riots.").resolve("actor", "pro-democracy") == ()
    assert Report("Tonga saw it. Anti-government riots went on.").resolve("actor", "Anti-government") == ()


def test_all_three_nations_are_those_named_just_before() -> None:
    text = "In Peru China spoke. Singapore, India, and Australia have searched before: All three nations offered help."
    assert [p.country for p in Report(text).resolve("actor", "All three nations")] == ["SGP", "IND", "AUS"]


def test_all_four_nations_are_not_the_three_named_before() -> None:
    text = "Singapore, India and Australia have searched before: All four nations offered help."
    assert [p.country for p in Report(text).resolve("actor", "All four nations")] == [None]


def test_both_may_be_two_of_one_country() -> None:
    report = Report("In Paris two French officers were found guilty of attacking a Canadian. Both appealed.")
    report.resolve("recipient", "two French officers")
    assert [p.country for p in report.resolve("actor", "Both")] == ["FRA"]


def test_toward_whom_somebody_acts_is_another() -> None:
    text = "Estonian Minister Aino Lepik met Canadian envoy Ned Purcell. Lepik said she thanked him."
    report = Report(text)
    report.resolve("actor", "Canadian envoy Ned Purcell")
    report.resolve("actor", "Estonian Minister Aino Lepik")
    frame_text = Span(text=text, start=0, end=len(text))
    roles = tuple(RoleSpan(role=r, span=span(text, q), score=1.0) for r, q in (("actor", "she"), ("recipient", "him")))
    frame = Frame(event="SUPPORT", trigger=frame_text, sentence=frame_text, roles=roles)
    (she,) = report.resolver.participants(frame.spans("actor"), frame, None)
    (him,) = report.resolver.participants(frame.spans("recipient"), frame, None, acting=[she])
    assert (she.country, him.country) == ("EST", "CAN")


@pytest.mark.parametrize("quote", ["David Laws", "Law", "those carrying drugs", "anti-fascists"])
def test_who_is_called_like_a_thing_or_holds_one_is_a_party(quote: str) -> None:
    assert (
        len(Report(f"Peru is tense. On Monday police in Peru searched {quote} again.").resolve("recipient", quote)) == 1
    )


@pytest.mark.parametrize(
    "between",
    [
        "Israel and Hamas resumed talks in Egypt.",
        "Two hundred Kenyan farmers watched Israel and Egypt.",
        "The two leaders spoke of Israel and Egypt.",
    ],
)
def test_both_are_not_a_pair_behind_which_two_states_are_named(between: str) -> None:
    text = f"Two Canadian soldiers were killed in Gaza. {between} Both accused the other of delays."
    report = Report(text)
    report.resolve("recipient", "Two Canadian soldiers")
    assert "CAN" not in {p.country for p in report.resolve("actor", "Both")}


def test_news_of_a_medium_is_of_its_country_where_nothing_else_tells_one() -> None:
    text = "A court jailed two journalists of Cumhuriyet. The government accused the newspaper of lies."
    assert Report(text).country("actor", "The government") == "TUR"
