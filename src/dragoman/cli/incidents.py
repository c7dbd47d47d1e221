"""`dragoman incidents`: linked happenings with every source's claims."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli.filters import filter_of, filter_options
from dragoman.linking.claims import Claim, Incident, incidents
from dragoman.store import Store

__all__ = ["command"]

_QUIET = {"status", "mode", "date", "place"}


@click.command(name="incidents")
@click.argument("store", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@filter_options
@click.option("--contradicted", is_flag=True, help="Only those whose sources contradict each other.")
@click.option("--min-reports", type=click.IntRange(1), default=1, help="Only those that so many reports tell.")
@click.option(
    "--format", "shape", type=click.Choice(["text", "jsonl"]), default="text", show_default=True, help="Shape."
)
def command(store: Path, contradicted: bool, min_reports: int, shape: str, **conditions: Any) -> None:
    """Show the incidents of STORE that have an event meeting every condition given, with their claims.

    \b
    Example:
      dragoman incidents news.duckdb --party AZE --since 2020-07-01 --contradicted
    """
    with Store(store, read_only=True) as opened:
        for incident in incidents(opened, filter_of(**conditions), contradicted=contradicted):
            if len(incident.reports) >= min_reports:
                click.echo(incident.to_json() if shape == "jsonl" else _text(incident))


def _text(incident: Incident) -> str:
    day = incident.date["start"] if incident.date else "day unknown"
    if incident.date and incident.date["end"] != day:
        day += f" to {incident.date['end']}"
    place = f", {incident.place['name'] or incident.place['country']}" if incident.place else ""
    parties = f"{', '.join(incident.actors) or '?'} → {', '.join(incident.recipients) or '?'}"
    sources = _count(incident.independent_sources, "independent source")
    lines = [
        click.style(f"{incident.event} {parties}", bold=True) + f"  {day}{place}  [{incident.id}]",
        f"  {_count(len(incident.events), 'mention')} in {_count(len(incident.reports), 'report')}, {sources}",
        *(click.style(f"  disputed: {why}", fg="red") for why in incident.contradictions),
        *(f"  {_claim(c)}" for c in incident.claims if c.field not in _QUIET),
    ]
    return "\n".join(lines)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _claim(claim: Claim) -> str:
    value = claim.value
    if "min" in value:
        low, high = value["min"], value["max"]
        told = f"{low:,}" if low == high else f"{low or 0:,}–{high:,}" if high is not None else f"at least {low:,}"
    else:
        told = f"{value['text']} ({value['country'] or '?'})"
    stance = f" {claim.stance}" if claim.stance else ""
    who = " ← ".join(claim.said_by) + stance if claim.said_by else "in the report's own words"
    return (
        f"{claim.field}: {told}: {who}; {_count(claim.independent_sources, 'source')}, first {claim.first_seen or '?'}"
    )
