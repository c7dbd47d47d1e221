"""Which events a user asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Filter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Conditions that an event must meet, all of them; what is None or empty asks for nothing.

    Countries are ISO 3166 alpha-3 or PLOVER's codes; `since` and `until` are inclusive and compare with
    the event's day, else with its report's. `copies=False` leaves out events of near-copies.
    """

    actor: str | None = None
    recipient: str | None = None
    party: str | None = None
    event: str | None = None
    mode: str | None = None
    status: str | None = None
    place: str | None = None
    publisher: str | None = None
    report: str | None = None
    since: date | None = None
    until: date | None = None
    min_confidence: float = 0.0
    copies: bool = True

    def sql(self) -> tuple[str, list[object]]:
        """A condition over `events e`, and its values."""
        country = "list_contains(list_transform(e.{}, lambda p: p.country), ?)"
        day = 'coalesce(e."date"."{}", e.report."date")'
        either = f"({country.format('actors')} or {country.format('recipients')})"
        asked: list[tuple[str, object | None]] = [
            (country.format("actors"), self.actor), (country.format("recipients"), self.recipient),
            (either, self.party), ("e.event = ?", self.event), ("list_contains(e.mode, ?)", self.mode),
            ("e.status = ?", self.status), ("e.place.country = ?", self.place),
            ("e.report.publisher = ?", self.publisher), ("e.report.id = ?", self.report),
            (f"{day.format('end')} >= ?", self.since), (f"{day.format('start')} <= ?", self.until),
            ("e.confidence >= ?", self.min_confidence or None),
        ]  # fmt: skip
        conditions = ["true"] if self.copies else ["e.report_key in (select key from reports where copy_of is null)"]
        values: list[object] = []
        for condition, value in asked:
            if value is not None:
                conditions.append(condition)
                values += [value] * condition.count("?")
        return " and ".join(conditions), values
