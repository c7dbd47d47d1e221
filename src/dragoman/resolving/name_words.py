"""Names among the words of a report: where a person's name begins and ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from dragoman.resolving.knowledge.loader import Hit, Knowledge
from dragoman.resolving.words import Word

__all__ = ["NO_NAME", "TITLES", "NameWords", "joined"]

#: Before a name, and no part of it.
TITLES = frozenset({"mr", "mrs", "ms", "dr", "sir", "lord", "gen", "col", "lt", "maj", "capt", "sgt", "sheikh"})
#: Capitalised at the head of a sentence or in a date, and never a person's name.
NO_NAME = frozenset(
    "the a an in on at he she it we they you i but and his her its their this that these those there when while "
    "after before monday tuesday wednesday thursday friday saturday sunday january february march april june july "
    "august september october november december".split()
)
#: Written small inside a name.
_PARTICLES = frozenset("al el ad ar as an bin ibn ben de del della da dos du di la le van von der den ter".split())
#: Words of a name at most, hyphens counted.
_LONGEST = 6
#: Behind a hyphen they make an adjective of a name: "Moscow-backed".
_COMPOUND = frozenset("allied backed based born brokered controlled funded held installed led made run".split())
#: No sentence ends with them, whatever the splitter of sentences says of the rarer ones.
_SHORT = TITLES | frozenset("amb asst atty eng min mohd md shri sen rep gov prof hon rev wm".split())


class NameWords:
    """Finds names among a report's words.

    Args:
        tokens: the words of the cleaned text. hits: what the tables find among them.
        sentences: where each sentence begins, in order.
    """

    def __init__(
        self, text: str, tokens: Sequence[Word], hits: Sequence[Hit], knowledge: Knowledge, sentences: Sequence[int]
    ) -> None:
        self._text = text
        self._words = tokens
        self._hits = hits
        self._knowledge = knowledge
        self._ends = _ends_of(tokens, sentences)
        self._starts = [h.first for h in hits]
        self._by_end = {h.last: h for h in hits}

    def _of_country(self, i: int) -> bool:
        """Whether word `i` ends a country behind "of"."""
        hit = self._by_end.get(i + 1)
        if hit is None or hit.first == 0 or all(e.kind != "country" for e in hit.entries):
            return False
        return self._words[hit.first - 1].lower == "of"

    def is_known(self, word: Word) -> bool:
        """Whether a lone word is a country or nationality: "the pilot, Jordanian"."""
        return any(e.kind != "leader" for e in self._knowledge.names(word.folded))

    def behind(self, at: int) -> list[Word]:
        """The name that begins with word `at`; none if none does."""
        name: list[Word] = []
        while at < len(self._words) and len(name) < _LONGEST:
            size = self._name_part(at, first=not name)
            if not size:
                break
            name += self._words[at : at + size]
            at += size
            if name[-1].possessive or self.ends_sentence(at - 1):
                break
        return name

    def _name_part(self, at: int, *, first: bool) -> int:
        """How many words at `at` go on with a name: "Vidak", "-ho" of Yong-ho, "de Souza", "al-Rubai"; 0 for none."""
        if self._may_be_name(at):
            return 1
        if first:
            return 0
        if self._is_hyphen(at):
            return 2
        if self._words[at].lower in _PARTICLES and at + 1 < len(self._words):
            hyphen = self._words[at + 1].folded == "-" and at + 2 < len(self._words)
            return (3 if hyphen else 2) * self._may_be_name(at + 1 + hyphen, joined=hyphen)
        return 0

    def _is_hyphen(self, at: int) -> bool:
        """Whether a word is a hyphen inside a name: of "Yong-ho", of "Jean-Yves"."""
        if not 0 < at < len(self._words) - 1 or self._words[at].folded != "-":
            return False
        before, after = self._words[at - 1], self._words[at + 1]
        closed = before.end == self._words[at].start and self._words[at].end == after.start
        return closed and before.is_name and after.folded[:1].isalpha() and after.lower not in _COMPOUND

    def before(self, at: int) -> list[Word]:
        """The name that ends before word `at`."""
        name: list[Word] = []
        while at > 0 and len(name) < _LONGEST:
            hyphened = at > 1 and self._is_hyphen(at - 2)
            if not hyphened and not self._may_be_name(at - 1, joined=True):
                break
            if name and self._text[self._words[at - 1].end : self._words[at].start].strip(" -"):
                break  # a quotation ends or a bracket opens between them
            if len(name) > 1 and self._of_country(at - 1):
                break  # "the President of Saudi Arabia Ana Petrova"
            name[:0] = self._words[at - 3 : at] if hyphened else self._words[at - 1 : at]
            at -= 3 if hyphened else 1
            if at > 0 and self.ends_sentence(at - 1):
                break
        return name

    def _may_be_name(self, i: int, *, joined: bool = False) -> bool:
        word = self._words[i]
        if not word.is_name or word.text.isdigit() or word.lower in NO_NAME:
            return False
        if len(word.folded) > 3 and word.text.isupper():
            return False  # a headline, an acronym
        hit = next((h for h in self.hits_at(i) if h.noun and h.noun.kind in ("office", "body", "force")), None)
        joined = joined or i == 0 or self._text[self._words[i - 1].end : word.start].strip(" -,") == ""
        return hit is None and joined

    def ends_sentence(self, i: int) -> bool:
        """Whether the word behind word `i` begins another sentence; none does behind a title cut short."""
        return i in self._ends

    def hits_at(self, first: int) -> list[Hit]:
        """What the tables find at word `first`."""
        i = bisect_left(self._starts, first)
        return [self._hits[i]] if i < len(self._hits) and self._starts[i] == first else []


def _ends_of(tokens: Sequence[Word], sentences: Sequence[int]) -> frozenset[int]:
    """Indices of the words that end a sentence."""
    ends = {len(tokens) - 1}
    for i, (word, after) in enumerate(pairwise(tokens)):
        begins = bisect_left(sentences, word.end)
        if begins < len(sentences) and sentences[begins] <= after.start and word.lower not in _SHORT:
            ends.add(i)
    return frozenset(ends)


def joined(name: Sequence[Word]) -> str:
    """A name as it is written, without possessives and full stops."""
    return " ".join(w.folded if w.possessive else w.text.rstrip(".") for w in name).replace(" - ", "-")
