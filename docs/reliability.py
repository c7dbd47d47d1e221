"""Draw how far confidences can be believed, and what `--min-confidence` trades, on the corpus' test part.

python docs/reliability.py          # writes docs/reliability.svg and docs/tradeoff.svg
"""

from __future__ import annotations

from pathlib import Path

import vl_convert

from dragoman.coding.coder import Coder
from dragoman.training.calibrate import bins, judged, tradeoff
from dragoman.training.corpus import load_corpus
from dragoman.training.split import split_of

DOCS = Path(__file__).parent
_SIZE = {"width": 320, "height": 320}


def _axis(field: str, title: str) -> dict[str, object]:
    return {"field": field, "type": "quantitative", "title": title, "scale": {"domain": [0, 1]}}


def reliability(found: list[tuple[float, bool]]) -> dict[str, object]:
    """Points on the diagonal mean what they say; each stands for a tenth of the events."""
    points = [{"confidence": b.confidence, "right": b.right, "events": b.events} for b in bins(found)]
    diagonal = [{"confidence": v, "right": v} for v in (0, 1)]
    encoding = {"x": _axis("confidence", "confidence"), "y": _axis("right", "share of right events")}
    return {
        **_SIZE,
        "layer": [
            {"data": {"values": diagonal}, "mark": {"type": "line", "color": "#999"}, "encoding": encoding},
            {"data": {"values": points}, "mark": {"type": "line", "point": True}, "encoding": encoding},
        ],
    }


def curve(found: list[tuple[float, bool]], wanted: int) -> dict[str, object]:
    """Precision against recall, a point each twentieth of least confidence."""
    points = tradeoff(found, wanted, [i / 20 for i in range(20)])
    values = [{"recall": p.recall, "precision": p.precision, "least": p.least} for p in points]
    encoding = {"x": _axis("recall", "recall"), "y": _axis("precision", "precision"), "order": {"field": "least"}}
    return {**_SIZE, "data": {"values": values}, "mark": {"type": "line", "point": True}, "encoding": encoding}


def main() -> None:
    """Write both pictures."""
    reports = [r for r in load_corpus(DOCS.parent / "corpus") if split_of(r.report.id) == "test"]
    found = judged(reports, list(Coder(min_confidence=0.0).code_many(r.report for r in reports)))
    wanted = sum(len(r.events) for r in reports)
    for name, drawing in (("reliability", reliability(found)), ("tradeoff", curve(found, wanted))):
        (DOCS / f"{name}.svg").write_text(vl_convert.vegalite_to_svg(drawing), encoding="utf-8")


if __name__ == "__main__":
    main()
