"""Who takes part: a span of a frame resolved to participants, with what the report tells elsewhere.

The mention's own words come first (`actors`), then what the report said of the name or noun, then its
context; each participant says which of these it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.event import Participant
from dragoman.frame import PARTIES, Frame, Span
from dragoman.reading.clean import clean
from dragoman.resolving import participant_kinds as kinds
from dragoman.resolving.actors import SUPRANATIONAL, Reading, counts_only, read_mention
from dragoman.resolving.contexts import Asked
from dragoman.resolving.gatherings import Gatherings
from dragoman.resolving.homes import Homes, MentionPlace
from dragoman.resolving.kin import Kin
from dragoman.resolving.knowledge.loader import Entry, Knowledge
from dragoman.resolving.mentions import BOTH, FIRST_PERSON, HE, THEY, Memory, is_pronoun
from dragoman.resolving.parties import Parties
from dragoman.resolving.persons import Person
from dragoman.resolving.quotations import Quotations
from dragoman.resolving.references import References
from dragoman.resolving.suspects import Suspects
from dragoman.resolving.words import fold

__all__ = ["Resolver"]

_POSSESSIVE = frozenset({"his", "her", "their", "its", "our", "my", "whose"})
#: Toward whom somebody acts is another than he, unless he is told to act on "himself" or what is his.
_OTHER_PERSON = frozenset({"he", "she", "him", "her"})
_RELATIVE = frozenset({"who", "whom", "whose", "which"})
#: Words before a relative pronoun that are read as what it stands for.
_RELATIVE_WORDS = 7
#: So far ahead of the report's next country, nine in ten of those who say "we" are of the first.
_CLEARLY = 1.0


class Resolver:
    """Resolves the participants of one report, frame by frame in the order of the text.

    Args:
        frames: all frames of the report, from which its meetings are known beforehand.
    """

    def __init__(self, memory: Memory, knowledge: Knowledge, frames: Iterable[Frame] = ()) -> None:
        self._memory = memory
        self._knowledge = knowledge
        self._references = References(memory, knowledge)
        self._parties = Parties()
        self._gatherings = Gatherings(frames, knowledge, memory.day)
        self._speakers: set[int] = set()
        self._kin = Kin()
        self._suspects = Suspects()
        self._homes = Homes(memory, knowledge, self._kin)
        self._quotations = Quotations(memory, knowledge)

    def participants(
        self, spans: Iterable[Span], frame: Frame, place_country: str | None, *, acting: Iterable[Participant] = ()
    ) -> tuple[Participant, ...]:
        """Everyone whom the spans of a role name, in the order of the text, none twice.

        Args:
            acting: the event's actors, for its recipients: "him" is none of them.
        """
        names = frozenset(p.name for p in acting if p.name)
        if place_country:
            self._memory.add_places((s.start, place_country) for s in frame.spans("place"))
        found: dict[tuple[int, str | None, tuple[str, ...]], Participant] = {}
        for span in spans:
            if span in frame.spans("said_by"):
                self._speakers.add(span.start)
            role = next((r for r in PARTIES if span in frame.spans(r)), "actor")
            for participant in self._one(MentionPlace(span, role, frame, place_country, names)):
                found.setdefault((participant.start, participant.country, participant.sectors), participant)
        return tuple(found.values())

    def remember(self, participants: Iterable[Participant], together: Sequence[Participant] = ()) -> None:
        """Let later pronouns refer to these; those who acted `together` may be "they"."""
        self._references.remember(participants, self._speakers)
        self._references.remember_group(together)

    def remember_sides(self, event: str, actors: Sequence[Participant], recipients: Sequence[Participant]) -> None:
        """Let a later "both sides" stand for those whom an event sets beside or against each other.

        Whom a later bare noun belongs to is judged by them, too.
        """
        self._kin.remember_event(actors, recipients)
        self._parties.remember(event, actors, recipients)
        self._suspects.remember(event, actors, recipients)

    def _one(self, at: MentionPlace) -> Sequence[Participant]:
        text = clean(at.span.text).strip()
        if not text:
            return [_participant(at.span, Reading(why="no words are left of this mention"))]
        lower = fold(text).lower()
        if lower in THEY and (group := self._references.group_of(at.span.start, at.own)):
            return [self._member(at, replace(p, why="acted together before")) for p in group]
        if lower in _RELATIVE and (before := self._phrase_before(at)):
            return [self._member(at, p) for p in self._one(before)]
        if is_pronoun(text):
            return [self._pronoun(at, lower)]
        if state := self._memory.compass_state(text):
            why = f"{text!r} stands for {state.name}, which the report names"
            return [_participant(at.span, Reading(country=state.code, sectors=("GOV",), name=state.name, why=why))]
        readings = read_mention(text, self._knowledge, self._memory.day)
        if len(readings) == 1:
            readings = [self._of_here(readings[0])]
        if met := self._gatherings.members(text, at.span.start, readings):
            return [self._member(at, replace(p, why="met with the others")) for p in met]
        if listed := self._listed(at, text):
            return listed
        if BOTH.search(lower) and not any(r.country for r in readings):
            return self._both(at, readings)
        if len(readings) > 1:
            return [_participant(at.span, r) for r in readings]
        reading = readings[0] if readings else Reading()
        told = bool(reading.country and not reading.located)
        if not told and (kinds.CAUSE.fullmatch(text) or (reading.noun is None and self._is_thing(at, text))):
            return []
        whole = self._named(reading) if told else self._completed(at, text, reading)
        self._kin.remember(at.span.start, whole, told=told)
        return [_participant(at.span, whole)]

    def _listed(self, at: MentionPlace, text: str) -> Sequence[Participant]:
        """ "All three nations": those of the last list of so many countries before it."""
        counted = kinds.SEVERAL_STATES.fullmatch(text)
        if not counted:
            return []
        countries = self._memory.listed_before(at.span.start, kinds.COUNTS[counted["count"].lower()])
        why = f"the countries named just before: {', '.join(countries)}"
        return [self._side(at, country, ("GOV",), why) for country in countries]

    def _is_thing(self, at: MentionPlace, text: str) -> bool:
        """Whether a mention is of something with which, or to which, an act is done, and of nobody."""
        if at.role == "actor" and kinds.WEAPON.match(text):
            return True
        if not kinds.THING.fullmatch(text) or kinds.HOLDING.search(text):
            return False
        name = text.istitle() and not text.startswith(("The ", "A "))  # "Bill", "David Laws", not "the Kelp Bill"
        return not name and self._memory.person_in(text) is None

    def _of_here(self, reading: Reading) -> Reading:
        """Without the country of a name that others have, too, if nothing else in the report tells of that country."""
        if not reading.shared or reading.country is None or self._memory.tells_of(reading.country):
            return reading
        why = f"{reading.why}, which others are called, too: of {reading.country} the report tells nothing else"
        return replace(reading, country=None, why=why)

    def _phrase_before(self, at: MentionPlace) -> MentionPlace | None:
        """The words in front of "who", "which" or "whose", which stand for these."""
        found = self._memory.words_before(at.span.start, _RELATIVE_WORDS)
        if not found or is_pronoun(found[0]) or fold(found[0]).lower() in _RELATIVE:
            return None
        return replace(at, span=Span(text=found[0], start=found[1], end=found[1] + len(found[0])))

    def _member(self, at: MentionPlace, one: Participant) -> Participant:
        why = f"{at.span.text!r} is taken for {one.text!r}; {one.why}"
        name = one.name or one.text
        return replace(one, text=at.span.text, start=at.span.start, end=at.span.end, name=name, why=why)

    # -- pronouns and pairs -------------------------------------------------------------------------

    def _pronoun(self, at: MentionPlace, word: str) -> Participant:
        if word in FIRST_PERSON:
            reading = self._first_person(at)
            return _participant(at.span, reading or self._somebody(at, f"{word!r}: who speaks is not clear"))
        speaks = at.role == "said_by"
        others = frozenset() if speaks else self._homes.other_countries(at)
        found = None
        if word not in ("those", "these"):  # who they are is told behind the word
            found = self._references.of_pronoun(
                word, at.span.start, at.own, speaking=speaks, others=others,
                without=at.acting if word in _OTHER_PERSON else frozenset(),
            )  # fmt: skip
        if found is None:
            return _participant(at.span, Reading(why=f"{word!r}: whom it stands for is not clear"))
        why = f"{word!r} is taken for {found.text!r}, named before"
        if word in HE and found.why:
            why += f"; {found.why}"
        name = found.name or (None if word in HE else found.text)
        return replace(found, text=at.span.text, start=at.span.start, end=at.span.end, name=name, why=why)

    def _somebody(self, at: MentionPlace, why: str) -> Reading:
        """Whoever says "we" in a report that speaks of one country above all is of that country."""
        asked = Asked(here=at.country, others=self._homes.other_countries(at))
        country, reason = self._memory.context_country(at.span.start, asked, ahead=_CLEARLY)
        return Reading(country=country, why=f"{why}; {reason}") if country else Reading(why=why)

    def _first_person(self, at: MentionPlace) -> Reading | None:
        """ "We" is whoever speaks: the frame's source, the speaker of the quotation or of the passage."""
        start = at.span.start
        for source in at.frame.spans("said_by"):
            if not FIRST_PERSON & set(fold(source.text).lower().split()):  # "our monitors" say who "we" are not
                said = self._one(MentionPlace(source, "said_by", at.frame, None))[0]
                if said.country:
                    return Reading(
                        country=said.country, sectors=said.sectors, name=said.name, why=f"spoken by {source.text!r}"
                    )
        quotation = self._quotations.at(start)
        speaker = self._quotations.speaker(quotation) if quotation else self._quotations.label(start)
        if speaker:
            return _of_speaker(speaker, "the first person is who speaks")
        if quotation or not (here := self._memory.written_in):
            return None
        return Reading(country=here, why=f"the report speaks in the first person; {here} is the dateline's country")

    def _both(self, at: MentionPlace, readings: Sequence[Reading]) -> Sequence[Participant]:
        if kinds.PAIR.fullmatch(at.span.text) and (pair := self._references.pair_before(at.span.start)):
            return [self._member(at, replace(pair, why=f"the two named just before; {pair.why}"))]
        named = (readings[0].sectors if readings else ()) or ("GOV",)
        third = self._homes.other_countries(at)
        most = self._memory.two_countries(at.span.start)
        sides = self._parties.two_before(at.span.start, third, most)
        if sides:
            why = f"those who face each other before: {' and '.join(c for c, _ in sides)}"
            rebels = any(kind == "REB" for _, kind in sides)
            return [self._side(at, c, (kind,) if rebels else named, why) for c, kind in sides]
        countries = [c for c in most if c not in third]
        countries = countries or [c for c in (at.country, self._memory.context_country(0)[0]) if c][:1]
        if kinds.SIDES.search(at.span.text) and countries and self._memory.is_civil_war(at.span.start):
            country = self._memory.context_country(0)[0] or countries[0]
            why = f"the government and the rebels of {country}, of whom the report speaks before"
            return [_participant(at.span, Reading(country=country, sectors=(s,), why=why)) for s in ("GOV", "REB")]
        if not countries:
            why = "two sides, which the report does not name before"
            return [_participant(at.span, Reading(sectors=named, why=why))]
        why = f"the countries named most before: {' and '.join(countries)}"
        return [self._side(at, c, named, why) for c in countries]

    def _side(self, at: MentionPlace, country: str, sectors: tuple[str, ...], why: str) -> Participant:
        name = self._knowledge.countries.get(country)
        return _participant(at.span, Reading(country=country, sectors=sectors, name=name, why=why))

    # -- names and nouns ------------------------------------------------------------------------------

    def _named(self, reading: Reading) -> Reading:
        """A reading with its person's full name, if the report or the tables know it."""
        person = self._memory.person(reading.name) if reading.name else None
        if person and person.country == reading.country:
            return replace(reading, name=person.name)
        return reading

    def _completed(self, at: MentionPlace, text: str, reading: Reading) -> Reading:
        """A reading without a country of its own, completed from the report."""
        if facing := self._facing(at, text, reading):
            return facing
        if reading.located and reading.noun and reading.noun.noun in kinds.PEERS:
            return reading  # "her colleague in Moscow" is not hers but Moscow's
        if text.split(maxsplit=1)[0].lower() in _POSSESSIVE and (owner := self._owner(at, text)):
            why = "; ".join(filter(None, (reading.why, f"belongs to {owner.text!r}")))
            if reading.noun and reading.noun.noun in kinds.FOLLOWERS and owner.sectors[:1] in kinds.ARMED:
                reading = replace(reading, sectors=owner.sectors)
            return _in_country(reading, owner.country, why)
        if reading.noun is None and counts_only(text):  # "Most", which looks like a name where a sentence begins
            several = self._pronoun(at, "they")
            if several.country:
                return Reading(country=several.country, sectors=several.sectors, why=several.why or "")
        person = self._memory.person(reading.name) if reading.name else self._memory.person_in(text)
        if person and person.country:
            sectors = reading.sectors or person.sectors
            return replace(reading, country=person.country, sectors=sectors, name=person.name, why=person.why)
        return self._noun(at, text, reading)

    def _facing(self, at: MentionPlace, text: str, reading: Reading) -> Reading | None:
        """ "The enemy", "its neighbour", "the other side": not of the country that says so."""
        noun = reading.noun.noun if reading.noun else ""
        if noun not in kinds.FACING and not kinds.FACING_WORDS.search(text):
            return None
        owner = self._owner(at, text) if text.split(maxsplit=1)[0].lower() in _POSSESSIVE else None
        here = owner.country if owner else self._own_country(at)
        if not here:
            return None
        words = reading.why or repr(text)
        if country := self._parties.facing(here, at.span.start):
            return _in_country(reading, country, f"{words}; whom {here} faces in the report")
        if noun not in kinds.ANOTHER or not (owner or noun.startswith("neighbouring ")):
            return None  # rebels are of the same country as those whose enemies they are
        country, _ = self._memory.context_country(at.span.start, Asked(here=at.country, without=frozenset({here})))
        return _in_country(reading, country, f"{words}; not {here}, whose it is") if country else None

    def _own_country(self, at: MentionPlace) -> str | None:
        """The country of the event's other side, or else of who speaks."""
        if other := next((r.country for r in self._homes.other_side(at) if r.country), None):
            return other
        sources = at.frame.spans("said_by") if at.role != "said_by" else ()
        said = [p.country for s in sources for p in self._one(MentionPlace(s, "said_by", at.frame, None)) if p.country]
        return said[0] if said else None

    def _noun(self, at: MentionPlace, text: str, reading: Reading) -> Reading:
        noun, start = reading.noun, at.span.start
        if suspect := self._suspects.whom(text):
            why = f"{text!r} is {suspect.name}, the suspect named last; {suspect.why}"
            sectors = reading.sectors or suspect.sectors
            return replace(reading, country=suspect.country, sectors=sectors, name=suspect.name, why=why)
        if noun and noun.noun in kinds.STATES and kinds.ANY.match(text):
            return replace(reading, why=f"{reading.why}; no country that is told")
        if noun and reading.name is None and noun.kind in ("office", "person", "spokesperson") and not noun.plural:
            holder = self._memory.office_holder(noun.noun, reading.country, start)
            if holder:
                return replace(
                    reading, country=holder.country, sectors=holder.sectors or reading.sectors, name=holder.name,
                    why=f"{text!r} is {holder.name}, {holder.why}",
                )  # fmt: skip
        if noun and (country := self._memory.noun_country(noun.noun, start)):
            return _in_country(reading, country, f"{reading.why}; {noun.noun!r} was {country} when last named in full")
        if reading.country:
            return reading
        return self._from_context(at, text, reading)

    def _from_context(self, at: MentionPlace, text: str, reading: Reading) -> Reading:
        """Bare nouns and unknown words belong to the country where the news happens."""
        why = reading.why or "no table knows these words"
        noun = reading.noun.noun if reading.noun else ""
        if organisation := self._organisation(at, noun):
            why = f"{why}; short for {organisation.name!r}"
            return replace(reading, country=organisation.code, sectors=(), name=organisation.name, why=why)
        if text.lower() in kinds.BANDS and (band := self._memory.armed_group(at.span.start)):
            why = f"{why}; short for {band.name!r}"
            return replace(reading, country=band.code, sectors=band.sectors, name=band.name, why=why)
        if noun in kinds.NGOS:
            return replace(reading, country="NGO", sectors=(), why=f"{why}; organisations that work across borders")
        place = self._memory.place_in(text)
        if place and reading.noun is None and kinds.NAMES.search(text) and not kinds.AT_PLACE.search(text):
            place = None  # "David and Louise Turpin" are not of the town of David
        if noun in kinds.MONITORS:
            return replace(reading, country="IGO", sectors=(), why=f"{why}; who watch a truce come from several states")
        unnamed = noun.startswith(kinds.NOT_KNOWN) or (noun.endswith(kinds.MASKED) and not place)
        if unnamed or (noun in kinds.SOURCES and at.role == "said_by" and reading.name is None):
            return replace(reading, why=f"{why}; of no country that the report tells")
        if (noun in kinds.STRANGERS and not (place and " from " in text)) or _elsewhere(text, noun):
            return replace(reading, why=f"{why}; not of the country where it happened")
        if noun in kinds.STATES and reading.noun and reading.noun.plural:
            return replace(reading, why=f"{why}; of several countries, which are not told")
        if place and not kinds.MISSION.search(text):
            return _in_country(reading, place[1], f"{why}; of {place[0]}, which lies in {place[1]}")
        if not kinds.MISSION.search(text) and (there := self._memory.country_behind(at.span.end)):
            return _in_country(reading, there, f"{why}; in {there}, as the words behind tell")
        if at.role == "recipient" and kinds.LOSSES.match(at.frame.trigger.text):
            loser = next((r.country for r in self._homes.other_side(at) if r.country), None)
            if loser:
                return _in_country(reading, loser, f"{why}; lost by {loser}")
        country, reason = self._homes.country(at, noun, reading)
        return _in_country(reading, country, f"{why}; {reason}") if country else replace(reading, why=why)

    def _organisation(self, at: MentionPlace, noun: str) -> Entry | None:
        """The organisation for which "the mission", "the court", "the Summit" is short."""
        if noun in kinds.COURTS:
            return self._memory.organisation(at.span.start, court=True)
        if noun not in kinds.BODIES or kinds.LOCAL.search(at.span.text):
            return None
        return self._memory.organisation(at.span.start)

    def _owner(self, at: MentionPlace, text: str) -> Participant | None:
        """Whose "their soldiers" are: often the other side of the same event."""
        pronoun = text.split(maxsplit=1)[0].lower()
        if pronoun == "whose" and (before := self._phrase_before(at)):
            return next(iter(self._one(before)), None)
        if pronoun in ("our", "my"):
            reading = self._first_person(at)
            return _participant(at.span, reading) if reading else None
        return self._references.of_pronoun("it" if pronoun == "whose" else pronoun, at.span.start, ())


def _elsewhere(text: str, noun: str) -> bool:
    if noun in kinds.OF_SEVERAL:
        return True
    inside = {*noun.split(), *(["foreign"] if kinds.FOREIGN_OFFICE.search(text) else [])}
    return any(w in kinds.NOT_FROM_HERE and w not in inside for w in fold(text).lower().split())


def _in_country(reading: Reading, country: str | None, why: str) -> Reading:
    """A reading with a country, and with the sectors that its kind has when the noun tells none."""
    sectors = reading.sectors
    if not sectors and country not in SUPRANATIONAL:
        sectors = (kinds.PLAIN.get(reading.noun.kind, "GOV") if reading.noun else "CVL",)
    return replace(reading, country=country, sectors=sectors, why=why)


def _of_speaker(speaker: Person | Reading, why: str) -> Reading:
    if isinstance(speaker, Person):
        return Reading(country=speaker.country, sectors=speaker.sectors, name=speaker.name, why=f"{why}; {speaker.why}")
    return replace(speaker, why=f"{why}; {speaker.why}")


def _participant(span: Span, reading: Reading) -> Participant:
    return Participant(
        text=span.text,
        start=span.start,
        end=span.end,
        name=reading.name,
        country=reading.country,
        sectors=reading.sectors,
        why=reading.why or None,
    )
