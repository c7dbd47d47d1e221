"""The places that a report names, wherever they stand, recognised by their form and by the gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.resolving.actors import SUPRANATIONAL
from dragoman.resolving.gazetteer import Gazetteer
from dragoman.resolving.knowledge.loader import Entry, Hit, Knowledge
from dragoman.resolving.place_names import is_abbreviation, is_region
from dragoman.resolving.venues import is_side
from dragoman.resolving.words import Word, words

__all__ = ["Toponym", "find_toponyms"]

#: A preposition, or a verb of motion, in front of a place.
_BEFORE = frozenset(
    "in at near from to of around outside inside across between into towards toward through throughout over leaving "
    "via off visit visited reached entered left town city village".split()
)
_TITLES = frozenset(
    "mr mrs ms dr sir lord gen col lt maj capt sgt president minister king queen prince princess pope senator judge "
    "mayor governor general colonel captain sheikh ayatollah rev justice professor said says".split()
)
_COMMON = frozenset(
    "the a an in on at he she it we they you i but and his her its their this that these those there when while after "
    "before monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december police court army government state church school university hospital "
    "street road avenue park house center centre college county department office board council commission national "
    "international united american god no yes one two three new old as if for so or not all some many most "
    "more us north south east west northern southern eastern western central union republic commonwealth justice bank "
    "meanwhile former federal democratic olympic mine officer date mile much "
    "jan feb aug sep sept oct nov dec".split()
)
_INSTITUTION = frozenset(
    "university college school hospital church street road avenue boulevard times post news tribune herald journal "
    "gazette inc corp company bank club fc united city's airport stadium station department office police sheriff "
    "court board council authority association institute center centre museum park hotel highway drive lane".split()
)
_JOINS = frozenset({"of", "de", "la", "del", "al", "el", "-", "the", "du", "da", "les", "upon", "on"})
_SIDES = frozenset("north south east west northern southern eastern western central greater".split())
#: In front of a town's name these are no first names.
_OPEN = _BEFORE | _SIDES
_LONGEST = 5
#: People of a town whose name counts without any word that says that it is a place; of several words fewer do.
_KNOWN, _KNOWN_COMPOUND = 15_000, 5_000
#: People of a town that has a police of its own.
_LEAST_TOWN = 500
#: A town must be so large to be known by what it owns alone: "Chili's" is a restaurant.
_OWNS = 20_000


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name at `start:end`; `country` is the code where the tables know it as a country's name."""

    text: str
    start: int
    end: int
    country: str | None = None


def find_toponyms(
    text: str, knowledge: Knowledge, gazetteer: Gazetteer, hits: Sequence[Hit] | None = None
) -> list[Toponym]:
    """Place names of a cleaned text, in its order: countries of the tables, and names of the gazetteer.

    `hits` are what the tables know of the text's words, where that has been looked up already.

    A name counts where its surroundings say that it is a place ("in Leeds", "Leeds, England", "Leeds police") or where
    the gazetteer holds nothing small under it; persons' and institutions' names are left out.
    """
    tokens = words(text)
    finder = _Finder(text, tokens, gazetteer)
    found: list[Toponym] = []
    named = {h.first: h for h in (knowledge.scan(tokens) if hits is None else hits) if h.entries}
    at = 0
    while at < len(tokens):
        hit = named.get(at)
        if hit and not _is_place(hit.entries[0]):
            at = hit.last
            continue
        last = _end(tokens, at, gazetteer)
        if hit and hit.last >= last and hit.entries[0].kind in ("country", "adjective", "demonym"):
            if any(e.kind == "country" for e in hit.entries):
                found.append(_toponym(text, tokens, at, hit.last, hit.entries[0].code))
            at = hit.last
        elif last > at:
            if finder.is_toponym(at, last):
                found.append(_toponym(text, tokens, at, last, None))
            at = last
        else:
            finder.note_person(at)
            at += 1
    return found


class _Finder:
    """Tells the gazetteer's names that are places in a text from those that are persons', firms' or plain words."""

    def __init__(self, text: str, tokens: Sequence[Word], gazetteer: Gazetteer) -> None:
        self._text, self._tokens, self._gazetteer = text, tokens, gazetteer
        self._plain = frozenset(w.text for w in tokens if w.text.islower())
        #: Words seen as persons' names so far.
        self._persons: set[str] = set()

    def note_person(self, at: int) -> None:
        """Remember a word as a person's name if a title stands before it."""
        if self._tokens[at].is_name and at and self._tokens[at - 1].lower in _TITLES:
            self._persons.add(self._tokens[at].lower)

    def is_toponym(self, first: int, last: int) -> bool:
        """Whether the words, a name of the gazetteer, name a place here."""
        tokens = self._tokens
        before = tokens[first - 1] if first else None
        after = tokens[last] if last < len(tokens) else None
        if self._is_state_behind(first, before, after):
            return True
        if after and after.lower in _INSTITUTION and _touch(tokens[last - 1], after):
            return after.lower == "police" and self._has_police(first, last, before)
        if self._is_person(first, last, before, after) or self._is_owner(first, last):
            return False
        if is_side(self._name(first, last)):
            return False
        if self._is_placed(first, last, before, after):
            return True
        if last - first > 1:
            return self._biggest(first, last) > _KNOWN_COMPOUND
        # "Man", "Young": words that the report uses as such
        return tokens[first].lower not in self._plain and self._biggest(first, last) > _KNOWN

    def _name(self, first: int, last: int) -> str:
        return self._text[self._tokens[first].start : self._tokens[last - 1].end]

    def _biggest(self, first: int, last: int) -> int:
        found = self._gazetteer.find(self._name(first, last))
        return max((c.population for c in found if c.main), default=0)

    def _is_state_behind(self, first: int, before: Word | None, after: Word | None) -> bool:
        """Whether a word is the abbreviation in "Columbus, GA News"; in "Columbus, Miss Smith" it is none."""
        word = self._tokens[first]
        if not before or before.folded != "," or first < 2 or not self._tokens[first - 2].is_name:
            return False
        goes_on = after is not None and after.is_name and _touch(word, after)
        return is_abbreviation(word.text) and (not goes_on or word.text.endswith(".") or word.folded.isupper())

    def _has_police(self, first: int, last: int, before: Word | None) -> bool:
        """Whether the name in front of "police" is a town's, not a person's or a plain word."""
        word = self._tokens[first]
        if word.lower in self._persons or (last - first == 1 and word.lower in self._plain):
            return False
        if before and before.lower not in _COMMON and (before.lower in _TITLES or _is_first_name(before, word)):
            return False
        found = self._gazetteer.find(self._name(first, last))
        return any(c.kind == "town" and c.main and c.population > _LEAST_TOWN for c in found)

    def _is_owner(self, first: int, last: int) -> bool:
        """Whether a small town's name is rather a shop's or a person's: "Chili's"."""
        word = self._tokens[first]
        if last - first > 1 or not word.possessive:
            return False
        return max((c.population for c in self._gazetteer.find(word.folded)), default=0) < _OWNS

    def _is_person(self, first: int, last: int, before: Word | None, after: Word | None) -> bool:
        """Whether the words are a person's name, or a part of one; the persons so found are remembered."""
        tokens = self._tokens
        if before and before.lower in _TITLES:
            self._persons.add(tokens[last - 1].lower)
            return True
        if after and after.is_name and _touch(tokens[last - 1], after) and after.lower not in ("county", "city"):
            self._persons.add(after.lower)  # "Jordan Brook"
            return True
        if before and _is_first_name(before, tokens[first]):
            self._persons.add(tokens[last - 1].lower)
            return True
        return last - first == 1 and tokens[first].lower in self._persons

    def _is_placed(self, first: int, last: int, before: Word | None, after: Word | None) -> bool:
        """Whether the words around say that it is a place."""
        if is_region(self._name(first, last)) or (before and before.lower in _BEFORE):
            return True
        if after and after.folded == "," and _listed(self._tokens, last, self._gazetteer):
            return True
        return bool(before and before.folded == "," and first > 1 and self._tokens[first - 2].is_name)


def _is_first_name(before: Word, word: Word) -> bool:
    """Whether a word in front of a name may be a part of it: "Rodney King"."""
    return before.is_name and _touch(before, word) and before.lower not in _OPEN


def _is_place(entry: Entry) -> bool:
    return entry.kind in ("country", "capital", "province", "adjective", "demonym") and entry.code not in SUPRANATIONAL


def _toponym(text: str, tokens: Sequence[Word], first: int, last: int, country: str | None) -> Toponym:
    start, end = tokens[first].start, tokens[last - 1].end
    if tokens[last - 1].possessive and text[start:end].endswith(("'s", "’s")):
        end -= 2
    elif text[end - 1] == "." and "." not in text[start : end - 1] and not is_abbreviation(text[start:end]):
        end -= 1
    return Toponym(text[start:end], start, end, country)


def _end(tokens: Sequence[Word], at: int, gazetteer: Gazetteer) -> int:
    """Index behind the longest name of the gazetteer that begins at `at`; `at` itself where none does."""
    if not tokens[at].is_name or (tokens[at].lower in _COMMON and not _is_compound(tokens, at)):
        return at
    ends = []
    for last in range(at + 1, min(len(tokens), at + _LONGEST) + 1):
        word = tokens[last - 1]
        if not (word.is_name or word.lower in _JOINS):
            break
        if word.is_name and (last > at + 1 or tokens[at].lower not in _COMMON):
            ends.append(last)  # "East Oakland" is no place called East
        if word.possessive or (word.text.endswith(".") and len(word.text) > 3):
            break
    for last in reversed(ends):
        name = " ".join(w.folded for w in tokens[at:last]).replace(" - ", "-")
        if (len(name) > 2 and gazetteer.find(name)) or is_region(name) or _after_comma(tokens, at, last, name):
            return last
    return at


def _after_comma(tokens: Sequence[Word], at: int, last: int, name: str) -> bool:
    """ "Leeds, Ala.": an abbreviation counts behind a comma only."""
    return last == at + 1 and at > 1 and tokens[at - 1].folded == "," and is_abbreviation(name)


def _is_compound(tokens: Sequence[Word], at: int) -> bool:
    """ "New York", "St Louis": a common word that goes on in capitals."""
    return at + 1 < len(tokens) and tokens[at + 1].is_name and _touch(tokens[at], tokens[at + 1])


def _touch(one: Word, two: Word) -> bool:
    """Whether nothing but a blank stands between, and no sentence ends."""
    return two.start == one.end + 1 and not (one.text.endswith(".") and len(one.text) > 3)


def _listed(tokens: Sequence[Word], comma: int, gazetteer: Gazetteer) -> bool:
    """Whether behind the comma another place stands: "Leeds, England"."""
    nxt = tokens[comma + 1] if comma + 1 < len(tokens) else None
    return bool(nxt and nxt.is_name and gazetteer.find(nxt.folded))
