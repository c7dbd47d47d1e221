"""Readers of periods: months and their ends, quarters, halves, years."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.resolving.date_words import Context, Reading, month_number, month_of, shifted, span_of, year_of

__all__ = ["end_of_month", "month_alone", "part_of_year", "vague", "year_alone"]

Match = re.Match[str]
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1}


def month_alone(match: Match, when: Context) -> Reading | None:
    """ "In March", "May last year": the month, its year by the publication date where none is told."""
    month, year, which = month_number(match["month"]), match["year"], (match["which"] or "").lower()
    if year:
        number = int(year) if year[:1].isdigit() else when.today.year + {"l": -1, "t": 0, "n": 1}[year[0].lower()]
        return month_of(number, month, "a month") if 1 <= number <= 9999 else None
    ahead = month > when.today.month
    shift = (0 if ahead else 1) if not when.past or which == "next" else (-1 if ahead else 0)
    number = when.today.year + shift
    return month_of(number, month, "a month, the year by the publication date") if 1 <= number <= 9999 else None


def vague(match: Match, when: Context) -> Reading | None:
    """ "Last month", "this year", "next spring"."""
    which, unit = match["which"].lower(), match["unit"].lower()
    shift = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit == "month":
        return shifted(abs(shift), "month", (when.today, when.today), shift or 1, "a month")
    if unit == "year":
        return year_of(when.today.year + shift, "a year")
    return Reading(precision="year", why=f"a {unit}")


def year_alone(match: Match, _: Context) -> Reading | None:
    """A year told by its number."""
    return year_of(int(match["year"]), "a year")


def end_of_month(match: Match, when: Context) -> Reading | None:
    """ "At the end of July", "in the first days of May": a week at the month's end or beginning."""
    month = month_alone(match, when)
    if month is None or month.first is None or month.last is None:
        return month
    if match["part"].lower().startswith(("end", "last", "final")):
        return span_of(month.last - timedelta(days=7), month.last, "the last week of a month", "week")
    return span_of(month.first, month.first + timedelta(days=6), "the first week of a month", "week")


def part_of_year(match: Match, when: Context) -> Reading | None:
    """ "The first half of 2017", "the third quarter of this year", "the last quarter"."""
    words = (match["year"] or "").lower()
    shift = {"last": -1, "next": 1}.get(words.split()[0] if words else "", 0)
    year = int(words) if words[:1].isdigit() else when.today.year + shift
    months = 6 if match["unit"].lower() == "half" else 3
    number = _ORDINALS[match["nth"].lower()]
    number = 12 // months if number < 0 else number
    if number > 12 // months or not 1 <= year <= 9998:
        return None
    first = date(year, (number - 1) * months + 1, 1)
    after = date(year + 1, 1, 1) if number * months == 12 else date(year, number * months + 1, 1)
    return span_of(first, after - timedelta(days=1), f"a {match['unit'].lower()} of a year")
