"""A dossier as JSON, Markdown or one self-contained HTML page."""

from __future__ import annotations

import json
from datetime import timedelta
from importlib import resources
from typing import Any

import msgspec

from dragoman.dossier.content import Dossier, Evidence, Line

_START = 'vegaEmbed("#chart", SPEC, {actions: false, renderer: "svg"});'

__all__ = ["chart", "to_html", "to_json", "to_markdown"]


def to_json(dossier: Dossier) -> str:
    """The dossier's fields as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(dossier), indent=1).decode()


def to_markdown(dossier: Dossier) -> str:
    """The dossier as Markdown with footnotes."""
    parts = [f"# {dossier.title}", " ".join(dossier.summary)]
    if dossier.weeks:
        rows = "\n".join(f"| {w.monday} | {w.direction} | {w.score:+.1f} | {w.incidents} |" for w in dossier.weeks)
        parts.append("## Weeks\n\n| week from | direction | score | incidents |\n|---|---|---:|---:|\n" + rows)
    for section in dossier.sections:
        parts.append(f"## {section.title}\n\n" + "\n".join(_markdown_line(line) for line in section.lines))
    parts.append("\n".join(f"[^{e.number}]: “{e.sentence}” {source(e)}" for e in dossier.evidence))
    return "\n\n".join(parts) + "\n"


def _markdown_line(line: Line) -> str:
    notes = "".join(f"[^{n}]" for n in line.notes)
    below = [*line.claims, *(f"**disputed:** {why}" for why in line.disputed)]
    below += [line.follow_up] if line.follow_up else []
    return "\n".join([f"- **{line.day}.** {line.text}.{notes}", *(f"  - {item}" for item in below)])


def source(evidence: Evidence) -> str:
    """Where a footnote's sentence stands."""
    day = f", {evidence.date}" if evidence.date else ""
    return f"— {evidence.publisher or evidence.report}{day}, report {evidence.report}, {evidence.start}–{evidence.end}"


def to_html(dossier: Dossier, *, script: bool = True) -> str:
    """One HTML page that needs nothing else: its chart is an SVG drawing, which a script (`script`) brings to life."""
    import jinja2  # noqa: PLC0415 - only pages need it

    page = (resources.files("dragoman.dossier") / "page.html").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["source"] = source
    spec, drawing, library = chart(dossier), "", ""
    if spec:
        import vl_convert  # noqa: PLC0415 - 60 MB of it

        drawing = vl_convert.vegalite_to_svg(spec)
        library = vl_convert.javascript_bundle(_START.replace("SPEC", json.dumps(spec))) if script else ""
    # A text of a report must not end the script that it stands in.
    library = library.replace("</script", "<\\/script")
    return environment.from_string(page).render(dossier=dossier, drawing=drawing, library=library)


def chart(dossier: Dossier) -> dict[str, Any] | None:
    """The Vega-Lite specification of the timeline: weekly sums of scores by direction; None without weeks."""
    if not dossier.weeks:
        return None
    rows = [
        {"week": str(w.monday), "direction": w.direction, "score": w.score, "incidents": w.incidents}
        for w in dossier.weeks
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 640, "height": 200, "data": {"values": rows},
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "x": {
                "field": "week", "type": "ordinal", "title": "week from", "scale": {"domain": _mondays(dossier)},
                "axis": {"labelAngle": -45, "labelOverlap": True},
            },
            "xOffset": {"field": "direction"},
            "y": {"field": "score", "type": "quantitative", "title": "conflict ← sum of PLOVER scores → cooperation"},
            "color": {
                "field": "direction", "type": "nominal", "title": None, "scale": {"range": ["#2166ac", "#b35806"]},
            },
            "tooltip": [{"field": f} for f in ("week", "direction", "score", "incidents")],
        },
    }  # fmt: skip


def _mondays(dossier: Dossier) -> list[str]:
    """Every week from the first to the last, so that a quiet one shows as a gap."""
    first, last = dossier.weeks[0].monday, dossier.weeks[-1].monday
    return [str(first + timedelta(weeks=n)) for n in range((last - first).days // 7 + 1)]
