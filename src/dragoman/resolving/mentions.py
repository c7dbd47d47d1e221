"""What a report itself says of its persons and countries, and what its short forms stand for.

`Memory` reads a report once: it notes who is introduced with which office ("Nebojsa Stefanovic is also
Interior Minister of Serbia"), where each country and person is named, and which country a bare noun
("the delegation") had when it was named in full. Resolution is conservative: what stays unclear is
left unresolved.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import exp

from dragoman.coding.sentences import sentence_spans
from dragoman.resolving.actors import SUPRANATIONAL
from dragoman.resolving.contexts import NOTHING, Asked, CountryContext
from dragoman.resolving.introductions import Introductions
from dragoman.resolving.knowledge.loader import Entry, Hit, Knowledge
from dragoman.resolving.persons import Person
from dragoman.resolving.shared_names import is_shared
from dragoman.resolving.words import Word, fold, words

__all__ = ["BOTH", "FIRST_PERSON", "HE", "THEY", "Memory", "is_pronoun"]

HE = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
THEY = frozenset({"they", "them", "their", "themselves", "those", "these"})
FIRST_PERSON = frozenset({"we", "us", "our", "i", "me", "my", "ourselves"})
PRONOUNS = HE | THEY | FIRST_PERSON | {"it", "its", "itself"}
_STATE = "US"
_PAIRED = (
    r"(?:sides|countries|nations|states|parties|governments|leaders|neighbou?rs|ministers|presidents|delegations|"
    r"capitals|armies|navies|allies|powers)"
)
BOTH = re.compile(
    rf"(?i)^(?:(?:both|the two)(?: of the| [\w-]+)? {_PAIRED}|(?:the )?(?:sides|parties|two|pair)|"
    r"the(?: foreign| defen[cs]e| prime| interior)? (?:ministers|presidents|delegations)|"
    rf"(?:.+ of )(?:both|the two)(?: [\w-]+)? {_PAIRED}|"
    r"each other|one another|either side|neither side|both(?: of them)?)$"
)
_SECOND = 0.25
_NEAR = 200.0
#: First words of many places, by which none is known.
_NO_PLACE = frozenset(
    "the north south east west northern southern eastern western central new old san santa saint st el la al upper "
    "lower port fort union republic commonwealth justice federal democratic".split()
)
#: Between a noun and its relative pronoun: "two of whom", "from which".
_LINKING = frozenset("of from by with to for in on at against whom and some many most several all two three".split())
_ARTICLES = frozenset({"a", "an", "the"})
_BEFORE_NOUN = frozenset("by with from at to against toward towards under into for and as than said says".split())
_COMPASS = re.compile(r"(?i)^(?:the )?(north|south|east|west)(?:ern)?(?:ers| side)?$")
_PLACES = ("country", "capital", "province")
_IN = re.compile(r"\s+(?:in|at|near|outside|inside)\s+(?:the\s+)?(?=[A-Z])")
#: Between the countries of a list, and so many characters before its short form at most.
_LISTING = re.compile(r",? (?:and )?(?:the )?")
_LISTED = 500
_COURT = re.compile(r"\b(?:Court|Tribunal)\b")


def is_pronoun(text: str) -> bool:
    """Whether a mention is nothing but a pronoun; "US" in capitals is a state."""
    return text != _STATE and fold(text).lower() in PRONOUNS


@dataclass(frozen=True, slots=True)
class _Named:
    at: int
    entry: Entry

    @property
    def country(self) -> str:
        return self.entry.code

    @property
    def is_medium(self) -> bool:
        return self.entry.sectors[:1] == ("JRN",)


#: Sectors and codes of armed groups.
_ARMED_GROUPS = frozenset({"REB", "PRM", "UAF", "IMG", "ISM"})


class Memory:
    """One report's persons, countries and nouns.

    Args:
        text: the cleaned text.
        day: when it was published, if known: names and offices have their time.
        dateline: the place of the dateline, if known.
    """

    def __init__(
        self, text: str, knowledge: Knowledge, *, day: date | None = None, dateline: str | None = None
    ) -> None:
        self.text = text
        self._knowledge = knowledge
        self.day = day
        self._words = words(text)
        self._starts = [w.start for w in self._words]
        self.hits = knowledge.scan(self._words)
        self._told = {e.code for h in self.hits for e in h.entries if e.kind != "organisation" and e.holds(day)}
        if dateline:
            self._told |= {e.code for e in knowledge.names(dateline)}
        self._countries = list(self._named_countries())
        self._telling = self._telling_countries()
        self.main_country, self.main_why = self._main_country(dateline)
        self._sentences = [start for start, _ in sentence_spans(text)] or [0]
        self._context = CountryContext(
            ((n.at, n.country) for n in self._telling),
            self._sentences,
            [0, *(m.end() for m in re.finditer(r"\n+", text))],
        )
        self._places: dict[int, str] = {}
        self._place_names: dict[int, str] = {}
        if dateline and (entries := knowledge.names(dateline)):
            self._context.set_dateline(entries[0].code)
        self._introductions = Introductions(
            text, self._words, self.hits, knowledge, day,
            lambda at, name: self.context_country(at, Asked(name=name))[0], self._sentences,
        )  # fmt: skip
        self._introduce()
        self._noun_countries = list(self._bound_nouns())

    # -- reading the report once ------------------------------------------------------------------

    def add_places(self, places: Iterable[tuple[int, str]], *, dateline: str | None = None) -> None:
        """Take note of places whose country is known (offset, country): they tell whose news this is.

        `dateline` is the country of the dateline's place, where the tables do not tell it.
        """
        known = dict(places)
        if dateline:
            self._context.set_dateline(dateline)
        self._places |= known
        for at in known.keys() - self._place_names.keys():
            first = self._word_at(at)
            if first and first.is_name and first.lower not in _NO_PLACE:
                self._place_names[at] = first.folded
        if self._context.add_places(known.items()) or dateline:
            self._introduce()

    def _word_at(self, at: int) -> Word | None:
        """The word, or the part of one, that begins at an offset or next behind it."""
        i = bisect_left(self._starts, at)
        if i < len(self._starts) and self._starts[i] == at:
            return self._words[i]
        return next(iter(words(self.text[at : at + 40])), None)

    def _introduce(self) -> None:
        self.persons = self._introductions.persons()
        self._by_surname = {p.surname: p for p in self.persons}
        self._person_mentions = sorted(self._occurrences())

    def _named_countries(self) -> Iterable[_Named]:
        for hit in self.hits:
            entry = next((e for e in hit.entries if e.holds(self.day)), None)
            if entry and entry.kind != "leader" and entry.code and not self._is_anothers(entry, hit):
                yield _Named(self._words[hit.first].start, entry)

    def _telling_countries(self) -> list[_Named]:
        """What tells whose news this is; media do only where nothing else does, since they tell of anything."""
        states = [n for n in self._countries if n.country not in SUPRANATIONAL]
        return [n for n in states if not n.is_medium] or states

    def _is_anothers(self, entry: Entry, hit: Hit) -> bool:
        """Whether an organisation's name is rather that of one in another country that the report tells of."""
        elsewhere = entry.code not in self._told and bool(self._told - SUPRANATIONAL)
        return elsewhere and entry.is_of_one_country and is_shared(self._words, self.hits, hit)

    def _main_country(self, dateline: str | None) -> tuple[str | None, str]:
        counts: Counter[str] = Counter()
        for named in self._telling:
            counts[named.country] += 2 if named.at < 300 else 1
        if dateline and (entries := self._knowledge.names(dateline)):
            counts[entries[0].code] += 2
        if not counts:
            return None, ""
        country, n = counts.most_common(1)[0]
        return country, f"{country} is the country named most ({n})"

    def _occurrences(self) -> Iterable[tuple[int, str]]:
        names = {p.surname: p.surname for p in self.persons}
        others = Counter(fold(part).lower() for p in self.persons for part in set(p.name.split()[:-1]))
        for person in self.persons:
            for part in person.name.split()[:-1]:
                if others[fold(part).lower()] == 1:  # "Wang" of Wang Wenbin
                    names.setdefault(fold(part).lower(), person.surname)
        for word in self._words:
            if word.is_name and word.lower in names:
                yield word.start, names[word.lower]

    def _bound_nouns(self) -> Iterable[tuple[int, str, str]]:
        """Nouns that stand right behind their country: ("delegation", "SRB") at an offset."""
        for before, hit in zip(self.hits, self.hits[1:], strict=False):
            if not hit.noun or not before.entries or hit.first - before.last > 1:
                continue
            owner = before.entries[0]
            if owner.code and not self._is_anothers(owner, before):
                yield self._words[hit.first].start, hit.noun.noun, owner.code

    # -- asking -----------------------------------------------------------------------------------

    def context_country(self, at: int, asked: Asked = NOTHING, *, ahead: float = 0.0) -> tuple[str | None, str]:
        """The country that a bare noun at an offset belongs to, and why (`CountryContext.country`)."""
        return self._context.country(at, asked, ahead=ahead)

    def tells_of(self, country: str) -> bool:
        """Whether the report names a country, its people, a place or a leader of it, beside organisations."""
        return country in self._told or country in self._places.values() or country == self.written_in

    @property
    def written_in(self) -> str | None:
        """The country of the dateline."""
        return self._context.dateline

    def person(self, mention: str) -> Person | None:
        """Whom a name stands for, by its last word."""
        names = [w for w in words(mention) if w.is_name]
        last = names[-1].lower if names else ""
        return next((p for p in self.persons if p.surname == last), None) or self._by_other_name(last)

    def _by_other_name(self, name: str) -> Person | None:
        """The only one who bears a name that is not his last: "Wang" of Wang Wenbin, "Caballero" of Caballero Rojas."""
        fits = [p for p in self.persons if name in [fold(part).lower() for part in p.name.split()[:-1]]]
        return fits[0] if len(fits) == 1 else None

    def person_in(self, mention: str) -> Person | None:
        """Whose name a mention holds: "Prime Minister Plamen Zahariev's government"."""
        known = self._by_surname
        return next((known[w.lower] for w in words(mention) if w.is_name and w.lower in known), None)

    def place_in(self, mention: str) -> tuple[str, str] | None:
        """A known place within a mention, and its country: "Tijuana's mayor", "farmers from Andijan"."""
        inside = {w.folded for w in words(mention)}
        return next(((name, self._places[at]) for at, name in self._place_names.items() if name in inside), None)

    def country_behind(self, end: int) -> str | None:
        """The country of the place that stands right behind a mention: of "rebels" in "rebels in Sierra Leone"."""
        match = _IN.match(self.text, end)
        if match is None:
            return None
        if there := self._places.get(match.end()):
            return there
        hit = next((h for h in self.hits if self._words[h.first].start == match.end()), None)
        entry = next((e for e in hit.entries if e.kind in _PLACES), None) if hit else None
        return entry.code if hit and entry and not self._modifies(hit) else None

    def _modifies(self, hit: Hit) -> bool:
        """Whether a country's name only goes before a noun or another name: "the US embassy", "Jordan Otieno"."""
        word = self._words[hit.last] if hit.last < len(self._words) else None
        if word is None or word.start > self._words[hit.last - 1].end + 1:
            return False
        return word.folded == "-" or word.is_name or self._knowledge.noun(word.lower) is not None

    def compass_state(self, mention: str) -> Entry | None:
        """The state that "the North" or "the southern side" stands for, if the report names one called so."""
        match = _COMPASS.match(mention)
        if not match:
            return None
        named = [n.entry for n in self._countries if n.entry.name.startswith(f"{match[1].title()} ")]
        return named[0] if named else None

    def named_persons(self, start: int, end: int) -> list[tuple[int, Person]]:
        """Persons named between two offsets."""
        return [(at, self._by_surname[s]) for at, s in self._person_mentions if start <= at < end]

    def is_place(self, at: int) -> bool:
        """Whether the name that begins at an offset is read as that of a place."""
        return at in self._place_names

    def named_states(self, start: int, end: int) -> list[tuple[int, Entry]]:
        """States and organisations named between two offsets; an adjective or a town is none."""
        kinds = ("country", "organisation", "metonym")
        return [(n.at, n.entry) for n in self._countries if start <= n.at < end and n.entry.kind in kinds]

    def sentence_start(self, at: int) -> int:
        """Where the sentence of an offset begins."""
        i = bisect_left(self._sentences, at + 1)
        return self._sentences[i - 1] if i else 0

    def words_before(self, at: int, most: int) -> tuple[str, int] | None:
        """The last noun phrase of the sentence before an offset, of so many words at most, and where it begins."""
        start = self.sentence_start(at)
        found = [w for w in words(self.text[start:at], start) if w.folded[:1].isalnum()][-most:]
        while found and found[-1].lower in _LINKING:
            found.pop()
        cuts = [i + 1 for i, w in enumerate(found) if w.lower in _BEFORE_NOUN]
        cuts += [i for i, w in enumerate(found) if w.lower in _ARTICLES and i and found[i - 1].lower != "of"]
        found = found[max(cuts, default=0) :]
        return (self.text[found[0].start : found[-1].end], found[0].start) if found else None

    def person_before(self, at: int, *, within: int = 400) -> Person | None:
        """The person named last before an offset."""
        i = bisect_left(self._person_mentions, (at, ""))
        if i == 0 or at - self._person_mentions[i - 1][0] > within:
            return None
        surname = self._person_mentions[i - 1][1]
        return next(p for p in self.persons if p.surname == surname)

    def office_holder(self, noun: str, country: str | None, at: int) -> Person | None:
        """Whom "the minister" stands for: the last one introduced whose office ends in these words."""
        fits = [
            p for p in self.persons
            if p.at < at and p.office.endswith(noun) and (country is None or p.country == country)
        ]  # fmt: skip
        if not fits:
            return None
        named = {p.surname: p for p in fits}
        earlier = [s for a, s in self._person_mentions if a < at and s in named]
        return named[earlier[-1]] if earlier else max(fits, key=lambda p: p.at)

    def country_weights(self) -> dict[str, float]:
        """How often the report names each country, as a share of the one named most.

        A capital counts half, since it may be the namesake of another town.
        """
        counts: Counter[str] = Counter()
        for named in self._countries:
            if named.country not in SUPRANATIONAL:
                counts[named.country] += 1 if named.entry.kind == "capital" else 2
        if self.main_country:
            counts[self.main_country] += 2
        most = max(counts.values(), default=1)
        return {country: n / most for country, n in counts.items()}

    def noun_country(self, noun: str, at: int) -> str | None:
        """The country that a noun had when it was last named in full."""
        earlier = [c for a, n, c in self._noun_countries if a < at and n == noun]
        return earlier[-1] if earlier else None

    def organisation(self, at: int, *, court: bool = False) -> Entry | None:
        """The international organisation named last before an offset; for a court only if it is one."""
        earlier = [
            n.entry for n in self._countries
            if n.at < at and n.entry.kind == "organisation" and n.country in ("UNO", "IGO", "EUR")
            and (not court or _COURT.search(n.entry.name))
        ]  # fmt: skip
        return earlier[-1] if earlier else None

    def armed_group(self, at: int) -> Entry | None:
        """The organisation that was named last before an offset, if it is an armed group."""
        earlier = [n.entry for n in self._countries if n.at < at and n.entry.kind == "organisation"]
        return earlier[-1] if earlier and _ARMED_GROUPS & {*earlier[-1].sectors, earlier[-1].code} else None

    def two_countries(self, at: int) -> list[str]:
        """The two countries that "both sides" at an offset are, those named most before it and nearest."""
        scores: defaultdict[str, float] = defaultdict(float)
        for named in self._countries:
            if named.at < at and named.country not in SUPRANATIONAL:
                scores[named.country] += 1.0 + 2 * exp((named.at - at) / _NEAR)
        best = sorted(scores, key=lambda c: -scores[c])[:2]
        if len(best) == 2 and scores[best[1]] < _SECOND * scores[best[0]]:
            best = best[:1]  # two sides of one country
        return sorted(best, key=lambda c: next(n.at for n in self._countries if n.country == c))

    def listed_before(self, at: int, count: int) -> list[str]:
        """The last list of so many countries before an offset: "Estonia, Latvia and Lithuania"."""
        runs: list[list[tuple[int, str]]] = []
        for hit in self.hits:
            start, end = self._words[hit.first].start, self._words[hit.last - 1].end
            country = next((e.code for e in hit.entries if e.kind == "country" and e.holds(self.day)), None)
            if start >= at or start < at - _LISTED or country is None:
                continue
            goes_on = runs and _LISTING.fullmatch(self.text, runs[-1][-1][0], start)
            runs = [*runs[:-1], [*runs[-1], (end, country)]] if goes_on else [*runs, [(end, country)]]
        whole = [run for run in runs if len({c for _, c in run}) == len(run) == count]
        return [country for _, country in whole[-1]] if whole else []

    def is_civil_war(self, at: int) -> bool:
        """Whether the report has spoken of rebels before an offset more than once."""
        rebels = [
            h for h in self.hits
            if self._words[h.first].start < at
            and "REB" in (*(h.noun.sectors if h.noun else ()), *(s for e in h.entries[:1] for s in e.sectors))
        ]  # fmt: skip
        return len(rebels) > 1
