"""Date, place and publisher from the first lines of a text.

News texts carry their date as an own line ("Friday, August 21, 2015"), in a byline ("date 2020-08-11 By
Azernews") or in a dateline ("BAKU, Aug 11, 2020 (Agency) -"). A date without a year is no date: the
year would be a guess.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dragoman.reading.clean import clean
from dragoman.report import Report

__all__ = ["with_dateline"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b")
_MONTH_FIRST = re.compile(rf"(?i)\b{_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b")
_DAY_FIRST = re.compile(rf"(?i)\b(?P<day>\d\d?)(?:st|nd|rd|th)? {_MONTH},? (?P<year>(?:19|20)\d\d)\b")
_DATELINE = re.compile(
    rf"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'-]{{2,30}})(?:, (?P<state>[A-Z][A-Za-z. ]{{2,20}}))?"
    rf"(?:, (?i:{_MONTH}) (?P<day>\d\d?)(?:, (?P<year>(?:19|20)\d\d))?)?"
    rf"(?: ?\((?P<agency>[A-Z][^)\n]{{1,40}})\))? ?(?:[-–—]+|:) "
)
_BYLINE = re.compile(r"(?i)\bby (?P<publisher>[A-Z][\w.&' -]{2,40})$")
_LINES = 8
_SHORT = 110


def with_dateline(report: Report) -> Report:
    """The report with date, dateline and publisher filled in where its first lines tell them.

    What is known already stays.
    """
    head = [line.strip() for line in clean(report.text[:3000]).split("\n") if line.strip()][:_LINES]
    day, why = report.date, report.date_why
    place, publisher = report.dateline, report.publisher
    for line in head:
        if match := _DATELINE.match(line):
            place = place or match["place"].strip().title()
            publisher = publisher or match["agency"]
            if day is None and match["year"]:
                day, why = _date(match), "dateline"
        if len(line) <= _SHORT:
            found = _find(line)
            if day is None and found:
                day, why = found, "byline"
            if found and publisher is None and (byline := _BYLINE.search(line)):
                publisher = byline["publisher"].strip()
    return replace(report, date=day, date_why=why if day else "", dateline=place, publisher=publisher)


def _find(line: str) -> date | None:
    for pattern in (_ISO, _MONTH_FIRST, _DAY_FIRST):
        if (match := pattern.search(line)) and (day := _date(match)):
            return day
    return None


def _date(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    month = int(groups["number"]) if groups.get("number") else _MONTHS[groups["month"].lower()]
    try:
        return date(int(groups["year"]), month, int(groups["day"]))
    except ValueError:
        return None
