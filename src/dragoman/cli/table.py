"""Events as a table for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.event import Event, EventDate, Participant, Quantity
from dragoman.report import Report

__all__ = ["print_table"]

_COLOURS = {
    "verbal cooperation": "green", "material cooperation": "bold green", "verbal conflict": "yellow",
    "material conflict": "bold red",
}  # fmt: skip
_AROUND = 70
#: Narrower than this a table of eight columns cannot be read; a pipe has no width of its own.
_WIDTH = 150


def print_table(report: Report, events: Sequence[Event], stream: TextIO) -> None:
    """Print the events of a report, one row each."""
    console = Console(file=stream, width=None if stream.isatty() else _WIDTH)
    table = Table(title=_title(report, events), title_justify="left", show_lines=True, expand=True)
    table.add_column("when", width=11)
    table.add_column("what", ratio=13)
    table.add_column("who → to whom", ratio=28)
    table.add_column("where", ratio=11)
    table.add_column("how many", ratio=11)
    table.add_column("said by", ratio=14)
    table.add_column("sentence", ratio=36)
    for event in events:
        table.add_row(
            _when(event.date), _what(event), _parties(event), _where(event), _numbers(event.quantities),
            "\n".join(_who(event.said_by)), _sentence(event, report.text),
        )  # fmt: skip
    console.print(table if events else Text(f"{_title(report, events)}\n  no event"))


def _title(report: Report, events: Sequence[Event]) -> str:
    date = f"{report.date} ({report.date_why})" if report.date else "date unknown"
    parts = [report.title or report.id, report.publisher or "", date, f"{len(events)} events"]
    return " · ".join(p for p in parts if p)


def _when(day: EventDate | None) -> str:
    if day is None or day.start is None:
        return f"{day.precision}: {day.text}" if day and day.text else ""
    mark = "" if day.is_told else "≈"
    return f"{mark}{day.start}" if day.start == day.end else f"{mark}{day.start}\n–{day.end}"


def _what(event: Event) -> Text:
    text = Text(event.event, style=_COLOURS[event.quad])
    if event.mode:
        text.append("\n" + ", ".join(event.mode), style="not bold")
    if event.status != "actual":
        text.append(f"\n({event.status})", style="italic not bold")
    return text


def _who(people: Iterable[Participant]) -> list[str]:
    lines: dict[str, None] = {}
    for p in people:
        code = " ".join([p.country or "?", *p.sectors[:2]])
        name = p.name if p.name and p.name.split()[-1] not in p.text else None
        lines[f"{p.text}{f' = {name}' if name else ''} [{code}]"] = None
    return list(lines)


def _parties(event: Event) -> Text:
    text = Text("\n".join(_who(event.actors)))
    if event.recipients:
        text.append("\n→ " if event.actors else "→ ", style="bold")
        text.append("\n→ ".join(_who(event.recipients)))
    return text


def _where(event: Event) -> str:
    place = event.place
    if place is None:
        return ""
    inside = [p for p in (place.admin1 if place.admin1 != place.name else None, place.country) if p]
    return f"{place.name or place.text}\n({', '.join(inside)})" if inside else place.name or place.text


def _numbers(quantities: Iterable[Quantity]) -> str:
    return "\n".join(f"{_range(q)} {q.what or q.kind}" for q in quantities)


def _range(quantity: Quantity) -> str:
    low, high = quantity.min, quantity.max
    if low == high:
        return f"{low:,.0f}"
    if low is None or high is None:
        return f"≥ {low:,.0f}" if low is not None else f"≤ {high:,.0f}"
    return f"{low:,.0f}–{high:,.0f}"


def _sentence(event: Event, text: str) -> Text:
    """The words around the trigger, which is marked."""
    trigger, sentence = event.trigger, event.sentence
    start, end = max(sentence.start, trigger.start - _AROUND), min(sentence.end, trigger.end + _AROUND)
    while start > sentence.start and not text[start - 1].isspace():
        start -= 1
    while end < sentence.end and not text[end].isspace():
        end += 1
    shown = Text("…" if start > sentence.start else "")
    shown.append(" ".join(text[start : trigger.start].split()) + " ")
    shown.append(f"[{' '.join(trigger.text.split())}]", style="bold reverse")
    after = " ".join(text[trigger.end : end].split())
    shown.append((" " if after[:1].isalnum() else "") + after + ("…" if end < sentence.end else ""))
    return shown
