"""Who says what: source, cue and content of every attribution in a text.

Found by cue verbs ("said", "denied that"), "according to", headlines ("Minister: ...") and quotations,
which may run over several sentences and be claimed only by the sentence before. Rules on words and
punctuation, without a parser; what they lack is told in docs/accuracy.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.coding.sentences import sentence_spans
from dragoman.resolving.knowledge import load_cues
from dragoman.resolving.words import Word, words

__all__ = ["KINDS", "Attribution", "find_attributions"]

#: How a source stands to what it says.
KINDS = ("states", "alleges", "denies", "confirms", "reportedly")

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Offsets of a source, its cue and the pieces of its content; `source` is None where it is not told."""

    source: Bounds | None
    cue: Bounds
    content: tuple[Bounds, ...]
    kind: str

    def covers(self, start: int, end: int) -> bool:
        """Whether a span lies in the content."""
        return any(first <= start and end <= last for first, last in self.content)


_AUXILIARIES = frozenset(
    "has have had is are was were be been being will would could should may might must can cannot did does do also "
    "then later earlier previously repeatedly reportedly now still again just never not n't further immediately "
    "already recently initially once even only simply both all itself himself herself themselves since separately "
    "wouldn't didn't doesn't hasn't haven't don't isn't won't".split()
)
_PASSIVE = frozenset("be been being is are was were".split())
_STOPS = frozenset(
    "that who which whom whose where when while if because although though as after before until unless than "
    "but so whereas whether what why how".split()
)
_STARTS_NOUN = frozenset(
    "the a an this that these those his her its their our my one two three several some many most another both "
    "he she it they we i you mr mrs ms dr".split()
)
_SUBJECTS = frozenset("he she it they we i you who".split())
_TIME = re.compile(
    r"\s*(?:,?\s*(?:on|in|at|during|late|early|earlier|later|from|by|over|through|via)?\s*(?:the\s+)?(?:a\s+)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|this week|last week|statement|interview|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}|reporters|tweet|phone|telephone|"
    r"written|press|news|conference|television|radio|state|briefing|speech|letter|report|email|e-mail|post|"
    r"morning|afternoon|evening|night|Twitter|Facebook|Telegram|separate|joint)\b)+[,:]?"
)
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Aa]s (?:reported|quoted|cited|confirmed|stated) by|[Ii]n the words of)\s+"
)
_HEADLINE = re.compile(r"(?P<source>[A-Z][\w.'’-]*(?:\s+[\w.'’-]+){0,3}):\s+(?=[\"'A-Z])")
_TRANSCRIPT = re.compile(r"^(?P<source>[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){0,3}):[ ]+(?=\S)", re.MULTILINE)
_BRACKET = re.compile(r"\([^()\n]{1,40}\)")
_AND_VERB = re.compile(r",?\s+(?:and|but)\s+(?:also\s+|later\s+|then\s+)?(\w+)\b")
_MAX_SOURCE = 30


def find_attributions(text: str) -> list[Attribution]:
    """The attributions of a cleaned text, in its order."""
    quotes = _quotations(text)
    found = list(_transcript(text))
    # What stands in brackets inside a source ("(R-Iowa)") would end its phrase; blanks keep the offsets.
    whole, text = text, _BRACKET.sub(lambda m: " " * len(m.group()), text)
    for start, end in sentence_spans(text):
        here = [*_headline(text, start, end), *_according(text, start, end), *_verbs(text, start, end, quotes)]
        found.extend(here)
    return _with_quotations(whole, _distinct(found), quotes)


def _transcript(text: str) -> Iterator[Attribution]:
    """ "MINISTER: Well, ..." up to the end of its line."""
    for match in _TRANSCRIPT.finditer(text):
        end = text.find("\n", match.end())
        content = _trim(text, match.end(), len(text) if end < 0 else end)
        source = match.span("source")
        yield Attribution(source=source, cue=(source[1], source[1] + 1), content=(content,), kind="states")


def _quotations(text: str) -> list[Bounds]:
    """Quotations with their marks; one that its paragraph leaves open runs to the paragraph's end."""
    spans = []
    for paragraph in re.finditer(r"[^\n]+", text):
        marks = [m.start() for m in re.finditer('"', paragraph.group())]
        for first, last in zip(marks[::2], [*marks[1::2], None], strict=False):
            end = paragraph.end() if last is None else paragraph.start() + last + 1
            spans.append((paragraph.start() + first, end))
    return spans


def _headline(text: str, start: int, end: int) -> Iterator[Attribution]:
    """ "Minister: No talks this year"."""
    match = _HEADLINE.match(text, start, end)
    if match and match.end() < end:
        source = match.span("source")
        yield Attribution(source=source, cue=(source[1], source[1] + 1), content=((match.end(), end),), kind="states")


def _according(text: str, start: int, end: int) -> Iterator[Attribution]:
    for match in _ACCORDING.finditer(text, start, end):
        stop = _source_end(text, match.end(), end)
        before = _trim(text, start, match.start())
        after = _trim(text, stop, end)
        content = after if before[1] - before[0] < 12 else before
        if content[0] < content[1]:
            yield Attribution(
                source=(match.end(), stop), cue=_trim(text, *match.span()), content=(content,), kind="states"
            )


def _source_end(text: str, start: int, end: int) -> int:
    """Where a source that began at `start` ends: at the comma or at what begins another clause."""
    for word in words(text[start:end], start):
        if word.text in (",", ";", ":", "–", "—") or word.lower in _STOPS | {"and", "citing"}:
            return _trim(text, start, word.start)[1]
    return _trim(text, start, end)[1]


def _verbs(text: str, start: int, end: int, quotes: Sequence[Bounds]) -> Iterator[Attribution]:
    cues = load_cues()
    tokens = words(text[start:end], start)
    last: Bounds | None = None
    for i, token in enumerate(tokens):
        cue = cues.get(token.lower)
        noun = (
            token.lower in _NOUNS and token.lower.endswith("s") and i + 1 < len(tokens) and tokens[i + 1].lower == "and"
        )
        if cue is None or noun or (token.is_name and i) or any(a < token.start < b for a, b in quotes):
            continue
        found = _verb(text, tokens, i, (start, end), cue.takes, last)
        if found is None:
            continue
        last = found.source or last
        yield replace(found, kind=cue.kind if found.kind == "states" else found.kind)


def _verb(
    text: str, tokens: Sequence[Word], i: int, sentence: Bounds, takes: str, last: Bounds | None
) -> Attribution | None:
    """The attribution whose verb is the word at `i`, if it is one."""
    begin = i
    while begin and (tokens[begin - 1].lower in _AUXILIARIES or tokens[begin - 1].lower.endswith("ly")):
        begin -= 1
    left = tokens[begin - 1] if begin else None
    if left is not None and (left.lower in ("to", "of", "a", "an", "the") or left.possessive):
        return None
    if begin == i and tokens[i].lower.endswith("ed") and i + 1 < len(tokens) and tokens[i + 1].lower in ("of", "by"):
        return None  # a participle: "men accused of", "killed, reported by"
    cue = (tokens[begin].start, tokens[i].end - tokens[i].text.endswith("."))
    if (inverted := _inverted(text, tokens, i, begin, sentence)) is not None:
        speaker, before = inverted
        return Attribution(source=speaker, cue=cue, content=(_from_opening(text, before),), kind="states")
    passive = any(t.lower in _PASSIVE for t in tokens[begin:i]) and not tokens[i].lower.endswith("ing")
    source: Bounds | None
    if tokens[i].lower.endswith("ing") and begin == i:
        source = last or _leading_source(tokens, begin)
    elif begin and tokens[begin - 1].lower == "and" and last and last[0] >= sentence[0]:
        source = last
    else:
        source = _subject(text, tokens, begin)
    if source is None:
        return None
    if passive and takes != "person":
        return _passive(text, source, cue, tokens, i, sentence)
    content = _after(text, tokens, i, sentence, takes)
    closing = _closing(text, tokens, i, source, sentence)
    if closing is not None:
        content = _from_opening(text, closing)
    if content is not None and content[1] - content[0] < 3 and text[tokens[i].end : sentence[1]].strip() == ":":
        content = _next_quotation(text, sentence[1])
    if content is None or content[1] - content[0] < 3:
        return None
    return Attribution(source=source, cue=cue, content=(content,), kind="states")


def _from_opening(text: str, content: Bounds) -> Bounds:
    """A quotation whose last sentence is `content`, from where its line opens it."""
    line = text.rfind("\n", 0, content[0]) + 1
    if text.count('"', line, content[0]) % 2 == 1 and text[content[1] - 1] == '"':
        return text.rfind('"', line, content[0]), content[1]
    return content


def _next_quotation(text: str, start: int) -> Bounds | None:
    """For "The paper reports:" the quotation that opens the next paragraph."""
    match = re.compile(r'\s*("[^"\n]+"?)').match(text, start)
    return match.span(1) if match else None


def _passive(
    text: str, subject: Bounds, cue: Bounds, tokens: Sequence[Word], i: int, sentence: Bounds
) -> Attribution | None:
    """ "Rebels are said to have crossed": nobody is named who says it."""
    if i + 1 >= len(tokens) or tokens[i + 1].lower not in ("to", "that"):
        return None
    return Attribution(
        source=None, cue=cue, content=(subject, _trim(text, tokens[i + 1].start, sentence[1])), kind="reportedly"
    )


def _inverted(text: str, tokens: Sequence[Word], i: int, begin: int, sentence: Bounds) -> tuple[Bounds, Bounds] | None:
    """ "..., said the minister": content before, source after."""
    if begin != i or i + 1 >= len(tokens) or not tokens[i].lower.endswith(("ed", "said", "says", "wrote", "es", "s")):
        return None
    head = _trim(text, sentence[0], tokens[i].start)
    joint = text[head[0] : tokens[i].start].rstrip()
    if not joint.endswith((",", '"', "?", "!", "-", "—")) or head[1] - head[0] < 8:
        return None
    following = tokens[i + 1]
    if not (following.is_name or following.lower in _STARTS_NOUN or joint.endswith('"')) or following.lower == "that":
        return None
    if not joint.endswith('"') and _is_apposition(tokens[:i]):
        return None
    stop = following.end
    for token in tokens[i + 1 :]:
        if token.text in (",", ";", ":", "–", "—") or token.lower in _STOPS | {"in", "on", "at", "during", "after"}:
            break
        stop = token.end
    return _trim(text, following.start, stop), _trim(text, *head)


def _is_apposition(before: Sequence[Word]) -> bool:
    """ "Ana Loayza, deputy minister," rather than a clause with a comma at its end."""
    commas = [k for k, t in enumerate(before) if t.text == ","]
    if len(commas) < 2 or len(before) > _MAX_SOURCE:
        return False
    first = before[: commas[0]]
    return len(first) <= 7 and any(t.is_name for t in first[1:] or first)


def _subject(text: str, tokens: Sequence[Word], begin: int) -> Bounds | None:
    """The noun phrase that ends before the verb group at `begin`."""
    last = begin - 1
    if last < 0:
        return None
    if tokens[last].lower in _SUBJECTS - {"who"}:
        return tokens[last].start, tokens[last].end
    if tokens[last].lower in ("who", "which") and last:
        skip = 2 if tokens[last - 1].text == "," else 1
        return _subject(text, tokens, last - skip + 1)
    if tokens[last].text == ",":
        return _apposed(tokens, last)
    if not tokens[last].text[:1].isalnum():
        return None
    first = _phrase_start(tokens, last)
    if first > last or not _may_speak(tokens[first : last + 1]):
        return None
    return tokens[first].start, tokens[last].end


def _apposed(tokens: Sequence[Word], comma: int) -> Bounds | None:
    """ "Ana Loayza, the deputy minister for mines," before its verb."""
    opening = next((k for k in range(comma - 1, 0, -1) if tokens[k].text == ","), None)
    if opening is None or comma - opening > 25:
        return None
    first = _phrase_start(tokens, opening - 1)
    if first > opening - 1 or not _may_speak(tokens[first:opening]):
        return None
    return tokens[first].start, tokens[comma - 1].end


def _phrase_start(tokens: Sequence[Word], last: int) -> int:
    """First word of the noun phrase that ends at `last`."""
    cues = load_cues()
    first = last
    while first > 0 and last - first < _MAX_SOURCE:
        word = tokens[first - 1]
        if not word.text[:1].isalnum() or word.lower in _STOPS | _AUXILIARIES | _SUBJECTS:
            break
        if word.lower in cues and not word.is_name and cues[word.lower].takes == "clause" and word.lower not in _NOUNS:
            break
        if word.lower in ("and", "or") and not (first - 1 and tokens[first - 2].is_name and tokens[first].is_name):
            break
        first -= 1
    return first


_NOUNS = frozenset(
    "orders order plans offers offer support attack attacks question questions answer report "
    "state reports states charge charges claim claims rule rules hope hopes post".split()
)


def _may_speak(phrase: Sequence[Word]) -> bool:
    """A name or a noun phrase with a determiner or a plural; not a bare adverb or number."""
    head = phrase[-1].lower
    return bool(phrase) and (
        any(t.is_name for t in phrase) or phrase[0].lower in _STARTS_NOUN or (head.endswith("s") and head.isalpha())
    )


def _leading_source(tokens: Sequence[Word], begin: int) -> Bounds | None:
    """For "..., saying": the subject at the front of the sentence, as far as it is a name."""
    stop = next((k for k, t in enumerate(tokens[:begin]) if not (t.is_name or t.lower in _STARTS_NOUN | {"of"})), None)
    return (tokens[0].start, tokens[stop - 1].end) if stop else None


def _after(text: str, tokens: Sequence[Word], i: int, sentence: Bounds, takes: str) -> Bounds | None:
    """What stands behind the verb, without day, occasion and the one told."""
    start = tokens[i].end
    if match := _TIME.match(text, start, sentence[1]):
        start = match.end()
    if takes == "person":
        start = _past_addressee(text, tokens, i, start)
    return _trim(text, start, _clause_end(text, start, sentence[1]))


def _past_addressee(text: str, tokens: Sequence[Word], i: int, start: int) -> int:
    for word in tokens[i + 1 : i + 14]:
        if word.start < start:
            continue
        if word.lower in ("that", "to", "how", "what", "whether", "not", "there") or word.text in (",", ":"):
            return word.end if word.text in (",", ":") else word.start
        if '"' in text[word.start - 1 : word.start]:
            return word.start - 1
        if word.lower in ("he", "she", "they", "it", "we") and word.start > start + 1:
            return word.start
    return start


def _clause_end(text: str, start: int, end: int) -> int:
    """Before a participle that tells on ("..., adding that") the content of the first verb ends."""
    cues = load_cues()
    for match in re.finditer(r',"?\s+(?:and\s+)?(\w+ing|according)\b', text[start:end]):
        if match[1] == "according" or match[1] in cues:
            end = start + match.start()
            break
    for match in _AND_VERB.finditer(text, start, end):
        if (
            match[1] in cues
            and match[1].endswith(("ed", "said", "told", "says"))
            and text.count('"', start, match.start()) % 2 == 0
        ):
            return match.start()
    return end


def _closing(text: str, tokens: Sequence[Word], i: int, source: Bounds, sentence: Bounds) -> Bounds | None:
    """ "..., the minister said on Monday.": the content stands before the source."""
    before = text[sentence[0] : source[0]].rstrip()
    if not before.endswith((",", '"', "-", "—", "?", "!")) or len(before) < 8:
        return None
    rest = text[tokens[i].end : sentence[1]]
    if match := _TIME.match(text, tokens[i].end, sentence[1]):
        rest = text[match.end() : sentence[1]]
    tail = rest.strip(' ."')
    quoted = before.endswith(('"', '",'))
    if quoted or len(tail) < 3 or (rest.lstrip().startswith(",") and len(before) > 25) or len(tail.split()) <= 4:
        return _trim(text, sentence[0], source[0])
    return None


def _trim(text: str, start: int, end: int) -> Bounds:
    """Without blanks, and without commas and the like that only join."""
    while start < end and text[start] in " \n,:;-–—":
        start += 1
    while end > start and text[end - 1] in " \n,:;-–—.":
        end -= 1
    return start, end


def _distinct(found: Sequence[Attribution]) -> list[Attribution]:
    seen: set[Bounds] = set()
    kept = []
    for attribution in sorted(found, key=lambda a: a.cue):
        if attribution.cue not in seen:
            seen.add(attribution.cue)
            kept.append(attribution)
    return kept


def _with_quotations(text: str, found: list[Attribution], quotes: Sequence[Bounds]) -> list[Attribution]:
    """Quotations that no cue covers go to the speaker before them in their paragraph, or to the one of the last."""
    kept = list(found)
    for quote in quotes:
        if quote[1] - quote[0] < 25 or any(_meets(quote, piece) for a in kept for piece in a.content):
            continue
        line = text.rfind("\n", 0, quote[0]) + 1
        heads = [k for k, a in enumerate(kept) if line <= a.cue[0] < quote[0] and a.source]
        if heads:
            owner = kept[heads[-1]]
            kept[heads[-1]] = replace(owner, content=(*owner.content, _trim(text, *quote)))
    return kept


def _meets(one: Bounds, other: Bounds) -> bool:
    return one[0] < other[1] and other[0] < one[1]
