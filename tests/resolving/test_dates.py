"""Words that tell a time become the days that they stand for, and never any others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.event import EventDate
from dragoman.frame import Span
from dragoman.resolving.dates import find_times, resolve_date

THURSDAY = date(2020, 7, 16)
A_WEEK_EARLIER = EventDate(start=date(2020, 7, 9), end=date(2020, 7, 9), precision="day", why="given")


def span(sentence: str, words: str) -> Span:
    start = sentence.index(words)
    return Span(text=words, start=start, end=start + len(words))


def whole(sentence: str) -> Span:
    return Span(text=sentence, start=0, end=len(sentence))


def resolve(
    sentence: str,
    words: str | None,
    published: date | None = THURSDAY,
    status: str = "actual",
    anchor: EventDate | None = None,
) -> EventDate:
    mention = None if words is None else span(sentence, words)
    return resolve_date(mention, whole(sentence), published=published, status=status, anchor=anchor)


def days(found: EventDate) -> str:
    """ "2020-07-12" or "2020-07-12/2020-07-16", "" where no day is known."""
    if found.start is None or found.end is None:
        return ""
    return str(found.start) if found.start == found.end else f"{found.start}/{found.end}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("July 12", "2020-07-12"),
        ("12 July", "2020-07-12"),
        ("12th of July", "2020-07-12"),
        ("JULY 12", "2020-07-12"),
        ("Jul. 12", "2020-07-12"),
        ("Jul 12th, 2019", "2019-07-12"),
        ("Sunday, July 12, 2020", "2020-07-12"),
        ("July 12 last year", "2019-07-12"),
        ("February 29", "2020-02-29"),
        ("2020-07-12", "2020-07-12"),
        ("12.07.2020", "2020-07-12"),
        ("7/13/2020", "2020-07-13"),
        ("13/7/2020", "2020-07-13"),
        ("December 2", "2019-12-02"),
        ("July 18", "2020-07-18"),
        ("on the 12th", "2020-07-12"),
        ("Mon 6", "2020-07-06"),
        ("Bastille Day", "2020-07-14"),
        ("New Year's Eve", "2019-12-31"),
        ("Christmas Eve 2018", "2018-12-24"),
    ],
)
def test_month_and_day_name_a_day(words: str, expected: str) -> None:
    assert days(resolve(f"It happened {words}.", words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Thursday", "2020-07-16"),
        ("on Wednesday", "2020-07-15"),
        ("Friday night", "2020-07-10"),
        ("early Tuesday", "2020-07-14"),
        ("before dawn on Monday", "2020-07-13"),
        ("last Thursday", "2020-07-09"),
        ("next Monday", "2020-07-20"),
        ("Friday last week", "2020-07-10"),
        ("today", "2020-07-16"),
        ("this morning", "2020-07-16"),
        ("tonight", "2020-07-16"),
        ("yesterday", "2020-07-15"),
        ("last night", "2020-07-15"),
        ("the day before", "2020-07-15"),
        ("the day before yesterday", "2020-07-14"),
        ("tomorrow", "2020-07-17"),
        ("overnight", "2020-07-15/2020-07-16"),
        ("nine days ago", "2020-07-07"),
        ("twenty-one days ago", "2020-06-25"),
        ("two hours ago", "2020-07-16"),
    ],
)
def test_days_count_from_the_publication_date(words: str, expected: str) -> None:
    assert days(resolve(f"They met {words}.", words)) == expected


@pytest.mark.parametrize(
    ("words", "expected", "precision"),
    [
        ("from July 12 till July 16", "2020-07-12/2020-07-16", "span"),
        ("between 3 and 5 May", "2020-05-03/2020-05-05", "span"),
        ("May 3-5", "2020-05-03/2020-05-05", "span"),
        ("July 12 and 13", "2020-07-12/2020-07-13", "span"),
        ("from 28 December to 3 January", "2019-12-28/2020-01-03", "span"),
        ("from Monday to Wednesday", "2020-07-13/2020-07-15", "span"),
        ("on Monday and on Tuesday", "2020-07-13/2020-07-14", "span"),
        ("the night from Saturday to Sunday", "2020-07-11/2020-07-12", "span"),
        ("last week", "2020-07-06/2020-07-12", "week"),
        ("this week", "2020-07-13/2020-07-16", "week"),
        ("earlier this week", "2020-07-13/2020-07-15", "week"),
        ("three weeks ago", "2020-06-23/2020-06-27", "week"),
        ("over the weekend", "2020-07-11/2020-07-12", "span"),
        ("since January 6", "2020-01-06/2020-07-16", "span"),
        ("since Monday", "2020-07-13/2020-07-16", "span"),
        ("until Monday", "2020-07-16/2020-07-20", "span"),
        ("in the past two days", "2020-07-14/2020-07-16", "span"),
        ("for a third day", "2020-07-14/2020-07-16", "span"),
    ],
)
def test_spans(words: str, expected: str, precision: str) -> None:
    found = resolve(f"They fought {words}.", words)
    assert (days(found), found.precision) == (expected, precision)


@pytest.mark.parametrize(
    ("words", "precision"),
    [("last month", "month"), ("in June", "month"), ("earlier this month", "month"), ("November 1996", "month"),
     ("March", "month"), ("since March", "month"), ("in 2014", "year"), ("1892", "year"), ("last year", "year"),
     ("ten years ago", "year")],
)  # fmt: skip
def test_what_is_vaguer_than_a_week_has_no_days(words: str, precision: str) -> None:
    found = resolve(f"It was seized {words}.", words)
    assert (days(found), found.precision) == ("", precision)
    assert found.why.startswith("vaguer than a week")


@pytest.mark.parametrize(
    "words", ["3/5/2020", "for two weeks", "a few days ago", "every Friday", "on the tenth anniversary", "soon"]
)
def test_no_day_is_invented(words: str) -> None:
    found = resolve(f"They met {words}.", words)
    assert (days(found), found.precision) == ("", "unknown")
    assert found.why
    assert found.text == words


@pytest.mark.parametrize(
    ("words", "status", "expected"),
    [
        ("Tuesday", "actual", "2020-07-14"),
        ("Tuesday", "future", "2020-07-21"),
        ("Tuesday", "hypothetical", "2020-07-21"),
        ("September 7", "actual", "2019-09-07"),
        ("September 7", "future", "2020-09-07"),
    ],
)
def test_what_lies_ahead_takes_the_next_such_day(words: str, status: str, expected: str) -> None:
    assert days(resolve(f"A strike on {words}.", words, status=status)) == expected


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("He was freed two days later.", "two days later", "2020-07-11"),
        ("A day after, he fled.", "A day after", "2020-07-10"),
        ("They fled two days earlier.", "two days earlier", "2020-07-07"),
        ("They fled the same night.", "the same night", "2020-07-09"),
        ("They fled the next day.", "the next day", "2020-07-10"),
        ("They have fled since.", "since", "2020-07-09/2020-07-16"),
        ("They had fled two days after the king spoke.", "two days after", "2020-07-07"),
        ("At 7:45 p.m. shots were fired.", "At 7:45 p.m.", "2020-07-09"),
    ],
)
def test_some_words_count_from_the_neighbouring_event(sentence: str, words: str, expected: str) -> None:
    assert days(resolve(sentence, words, anchor=A_WEEK_EARLIER)) == expected


def test_words_count_from_the_other_date_of_the_sentence() -> None:
    sentence = "Freed on Tuesday, two days after gunmen seized him."
    assert days(resolve(sentence, "two days after")) == "2020-07-12"


def test_nothing_to_count_from() -> None:
    found = resolve("He was freed two days later.", "two days later")
    assert days(found) == ""
    assert found.why == "relative to another date that is unknown"


def test_a_cut_mention_is_read_in_its_sentence() -> None:
    found = resolve("It was held from July 12 till July 16 in Ganja.", "July 12")
    assert days(found) == "2020-07-12/2020-07-16"
    assert (found.text, found.span) == ("July 12", (17, 24))


def test_of_days_in_a_row_the_weekday_is_the_last() -> None:
    sentence = "Crowds looted shops for a third day on Wednesday."
    assert days(resolve(sentence, "for a third day on Wednesday")) == "2020-07-13/2020-07-15"
    assert days(resolve(sentence, "Wednesday")) == "2020-07-15"


def test_a_clause_after_since_tells_of_the_day_itself() -> None:
    sentence = "The school has been shut since Saturday, when gunmen stormed it."
    assert days(resolve(sentence, "Saturday")) == "2020-07-11"
    assert days(resolve(sentence, "since Saturday")) == "2020-07-11/2020-07-16"


@pytest.mark.parametrize("words", ["12 noon", "at 7:45 p.m.", "around five", "at dawn"])
def test_an_hour_alone_is_no_day(words: str) -> None:
    assert days(resolve(f"They attacked {words}.", words)) == ""
    assert days(resolve(f"They attacked {words} on Monday.", words)) == "2020-07-13"


@pytest.mark.parametrize(
    ("status", "expected", "why"),
    [
        ("actual", "", "no date told; published on 2020-07-16"),
        ("negated", "", "no date told; published on 2020-07-16"),
        ("historical", "", "background, no date told"),
        ("future", "", "future, no date told"),
        ("hypothetical", "", "hypothetical, no date told"),
    ],
)
def test_without_any_date_the_status_decides(status: str, expected: str, why: str) -> None:
    found = resolve("Troops crossed the border.", None, status=status)
    assert (days(found), found.why, found.text, found.span) == (expected, why, None, None)


@pytest.mark.parametrize("days_told", ["on Monday", "on Monday and left on Tuesday"])
def test_a_date_that_was_not_marked_for_the_event_is_not_taken_for_its_own(days_told: str) -> None:
    found = resolve(f"Troops crossed the border {days_told}.", None)
    assert (days(found), found.text) == ("", None)
    assert found.why == "no date told; published on 2020-07-16"


@pytest.mark.parametrize(
    ("words", "expected", "why"),
    [
        ("July 12, 2020", "2020-07-12", "month and day"),
        ("July 12", "", "relative to a publication date that is unknown"),
        ("on Friday", "", "relative to a publication date that is unknown"),
        ("overnight", "", "relative to a publication date that is unknown"),
    ],
)
def test_without_a_publication_date(words: str, expected: str, why: str) -> None:
    found = resolve(f"They met {words}.", words, published=None)
    assert (days(found), found.why) == (expected, why)


def test_no_date_and_no_publication_date() -> None:
    assert resolve("Troops crossed the border.", None, published=None).why == "no date told, and no publication date"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday, 26 Egyptians were held; on July 12 two more.", ["Monday", "July 12"]),
        ("Held from 3 to 5 May, they walked since Friday.", ["from 3 to 5 May", "since Friday"]),
        ("On July 12 and 16 soldiers later", ["July 12"]),
        ("On the tenth anniversary of the July 7 bombing", []),
        ("The Sunday Times and Russia Today may march 12 times.", []),
        ("Good Friday, the 26th floor, 2000 people, 10:30", []),
    ],
)
def test_finds_time_expressions_and_nothing_like_them(text: str, expected: list[str]) -> None:
    assert [found.text for found in find_times(text, THURSDAY)] == expected


def test_months_keep_their_bounds() -> None:
    (found,) = find_times("It began in June.", THURSDAY)
    assert (found.first, found.last, found.precision) == (date(2020, 6, 1), date(2020, 6, 30), "month")


WORDS = st.sampled_from(
    "from between and to till until since the last next this on in of a two 31 12 99 2020 9999 July May February "
    "Monday Sunday night week weeks days years month ago later after before earlier same day yesterday tomorrow "
    "overnight weekend 30/2/2020 2020-13-40 , . - anniversary Christmas".split()
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join))
PUBLISHED = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max, date.max - timedelta(days=3)]))


@example(text="NIGHT SINCE UNTIL 1000", published=None, past=False)
@given(text=TEXTS, published=PUBLISHED, past=st.booleans())
def test_expressions_quote_the_text_in_order(text: str, published: date | None, past: bool) -> None:
    end = 0
    for found in find_times(text, published, past=past):
        assert text[found.start : found.end] == found.text != ""
        assert found.start >= end
        assert found.why
        assert (found.first is None) == (found.last is None)
        assert found.first is None or found.last is None or found.first <= found.last
        end = found.end


@given(
    text=TEXTS,
    cut=st.tuples(st.integers(0, 60), st.integers(1, 60)),
    published=PUBLISHED,
    status=st.sampled_from(["actual", "historical", "future", "hypothetical", "negated"]),
    anchored=st.booleans(),
)
def test_every_mention_gets_an_honest_answer(
    text: str, cut: tuple[int, int], published: date | None, status: str, anchored: bool
) -> None:
    start, end = min(cut[0], len(text)), min(sum(cut), len(text))
    mention = Span(text=text[start:end], start=start, end=end) if start < end else None
    anchor = A_WEEK_EARLIER if anchored else None
    found = resolve_date(mention, whole(text), published=published, status=status, anchor=anchor)
    assert found.why
    assert (found.start is None) == (found.end is None)
    if found.start and found.end:
        assert found.start <= found.end
        assert found.precision in {"day", "span", "week"}
    if found.span:
        assert text[found.span[0] : found.span[1]] == found.text


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("at the end of July", "2020-07-24", "2020-07-31"),
        ("in the first days of May", "2020-05-01", "2020-05-07"),
        ("the first half of 2019", "2019-01-01", "2019-06-30"),
        ("the third quarter of last year", "2019-07-01", "2019-09-30"),
        ("8/3/2020", "2020-08-03", "2020-08-03"),
        ("September 3", "2020-09-03", "2020-09-03"),
    ],
)
def test_periods_and_days_near_the_publication(words, first, last):
    sentence = f"Talks were held {words}, the ministry said."
    start = sentence.index(words)
    found = resolve_date(
        Span(text=words, start=start, end=start + len(words)),
        Span(text=sentence, start=0, end=len(sentence)),
        published=date(2020, 8, 11),
        status="actual",
    )
    assert (str(found.start), str(found.end)) == (first, last)


def test_until_a_day_behind_is_not_next_years():
    sentence = "They shelled the town until July 16."
    found = resolve_date(span(sentence, "July 16"), whole(sentence), published=date(2020, 8, 11), status="actual")
    assert found.start is None or found.start.year == 2020
    assert found.end is None or found.end <= date(2020, 8, 11)


def test_undated_news_is_of_the_publication_day_only_where_the_coder_reads_it_so():
    sentence = whole("The minister thanked the donors.")
    days = {
        dating: resolve_date(None, sentence, published=THURSDAY, status="actual", dating=dating)
        for dating in ("told", "day", "eve", "week", "unknown")
    }
    assert {dating for dating, found in days.items() if found.start} == {"day"}
    assert (days["day"].start, days["day"].end) == (THURSDAY, THURSDAY)
    assert "day of publication" in days["day"].why
    assert "fresh news" in days["week"].why


def test_a_supposition_about_the_past_is_not_ahead() -> None:
    past = resolve("They may have left the boat on Tuesday to be rescued.", "Tuesday", status="hypothetical")
    ahead = resolve("They may leave the boat on Tuesday.", "Tuesday", status="hypothetical")
    assert past.start is not None and ahead.start is not None
    assert past.start < THURSDAY < ahead.start
