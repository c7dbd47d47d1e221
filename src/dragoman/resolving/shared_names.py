"""Names that organisations of several countries have: "the Democrats", "the Treasury", "a fair trade commission (FTC)".

The tables hold one of them, mostly the best known. It is meant where the report tells of its country besides (on the
corpus' dev and test parts 12 of 711 such mentions are another's); elsewhere 51 of 143 are another's, most of them by
names of ordinary words.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.resolving.knowledge.loader import Hit
from dragoman.resolving.words import Word

__all__ = ["is_shared"]

#: Words of which the names of parties and offices are made all over the world.
_ORDINARY = frozenset(
    "a action agency alliance and authority bloc broad bureau center centre christian citizen citizens civic "
    "civil coalition commission communist communists congress conservative conservatives council democrat "
    "democratic democrats development election electoral fair for forum freedom front general green greens group "
    "house independence independent justice labor labour league liberal liberals liberation list maoist maoists "
    "movement national nationalist new of opposition party patriotic people people's peoples platform popular "
    "progress progressive radical reform renewal republican republicans revolutionary security senate service "
    "social socialist socialists solidarity state the trade treasury union united unity welfare "
    "workers workers'".split()
)

#: Words of a name in front of its abbreviation.
_LONGEST = 8


def is_shared(tokens: Sequence[Word], hits: Sequence[Hit], hit: Hit) -> bool:
    """Whether an organisation's name, found by `hit` in a mention, may be that of one in another country."""
    own = tokens[hit.first : hit.last]
    return all(w.lower in _ORDINARY for w in own) or _is_explained(tokens, hits, hit)


def _is_explained(tokens: Sequence[Word], hits: Sequence[Hit], hit: Hit) -> bool:
    """Whether it is an abbreviation in brackets behind a name that the tables do not know."""
    first = hit.first
    if hit.last - first != 1 or not 2 < first < len(tokens) - 1 or not tokens[first].folded.isupper():
        return False
    if tokens[first - 1].folded != "(" or tokens[hit.last].folded != ")":
        return False
    before = [h for h in hits if first - _LONGEST <= h.first and h.last <= first]
    known = any(e.kind == "organisation" for h in before for e in h.entries)
    return tokens[first - 2].is_name and not known
