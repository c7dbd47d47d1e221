"""What the tables know of a mention's words, without what only looks like it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from dragoman.resolving.knowledge.loader import Hit, Knowledge
from dragoman.resolving.words import Word, words

__all__ = ["covered", "scan_mention"]

_SAINTS = frozenset({"st", "saint", "san", "santa", "santo"})


def covered(hits: Iterable[Hit]) -> set[int]:
    """Indices of the words that belong to a hit."""
    return {i for h in hits for i in range(h.first, h.last)}


def scan_mention(text: str, knowledge: Knowledge) -> tuple[Sequence[Word], list[Hit]]:
    """Words and hits; a headline's capitals ("ITALY") are read like names where nothing is known so."""
    tokens = words(text)
    hits = knowledge.scan(tokens)
    if len(text) > 3 and text.isupper() and not any(h.entries for h in hits):
        tokens = words(text.title())
        hits = knowledge.scan(tokens)
    inside = covered(hits)
    return tokens, [h for h in hits if not _other_name(tokens, h, inside) and not _saint(tokens, h)]


def _saint(tokens: Sequence[Word], hit: Hit) -> bool:
    """Whether a capital's name is a church's or the like: "St. John's Episcopal Church"."""
    if not hit.entries or hit.entries[0].kind != "capital" or tokens[hit.first].lower not in _SAINTS:
        return False
    return hit.last < len(tokens) and tokens[hit.last].is_name


def _other_name(tokens: Sequence[Word], hit: Hit, inside: Container[int]) -> bool:
    """Whether a leader's surname belongs to a longer name that is not his.

    "Haugerud-Mbeki", "Lungu-Botezatu", "Aristide Moussavou"; `inside` are the words of all hits.
    """
    if hit.last - hit.first > 1 or not hit.entries or any(e.kind != "leader" for e in hit.entries):
        return False
    if hit.first > 1 and tokens[hit.first - 1].folded == "-" and tokens[hit.first - 2].is_name:
        return True
    behind = hit.last + (hit.last < len(tokens) and tokens[hit.last].folded == "-")
    return behind < len(tokens) and tokens[behind].is_name and behind not in inside
