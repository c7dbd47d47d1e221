"""A small annotated report for tests, as a file."""

from __future__ import annotations

from pathlib import Path

COMPACT = """\
id: {id}
date: 2019-03-07
publisher: Kestrel Wire
dateline: Tbilisi
source: fictional
genre: agency
region: caucasus
text: |
  TBILISI, March 7 (Kestrel Wire) - Georgian border police arrested three men on Tuesday after they crossed from
  South Ossetia, the interior ministry said. Its spokeswoman Nana Kobalava accused the breakaway region of sending
  them and asked the European Union monitors to look into it, while in Gori some 200 villagers rallied for their
  release. Nobody was hurt. The men come from a village that the line of barbed wire has cut in two for ten years, and
  the harvest there has been poor for as long as anybody can remember.
entities:
  border: {{country: GEO, sectors: [COP]}}
  men: {{country: GEO, sectors: [UNK]}}
  moi: {{country: GEO, sectors: [GOV]}}
  nana: {{name: Nana Kobalava, country: GEO, sectors: [GOV]}}
  so: {{country: GEO, sectors: [GOV, PRE]}}
  villagers: {{country: GEO, sectors: [CVL]}}
  gori: {{name: Gori, country: GEO}}
events:
  - COERCE/arrest: arrested
    contexts: [territory]
    actors: [border: Georgian border police]
    recipients: [men: three men]
    said_by: [moi: the interior ministry]
    date: {{Tuesday: 2019-03-05}}
    quantities: [{{arrested: three men, min: 3, max: 3, of: recipients}}]
    incident: a
  - ACCUSE/allege: accused
    contexts: [territory]
    actors: [nana: spokeswoman Nana Kobalava]
    recipients: [so: the breakaway region]
    date: 2019-03-07
  - PROTEST/demo: rallied
    actors: [villagers: some 200 villagers]
    date: 2019-03-05/2019-03-07
    place: {{gori: Gori}}
    quantities: [{{protesters: some 200 villagers, min: 200, max: 200, of: actors}}]
"""


def write(folder: Path, *, name: str = "2019-03-07-border", changes: tuple[tuple[str, str], ...] = ()) -> Path:
    """Write the report, with some of its words replaced."""
    content = COMPACT.format(id=name)
    for old, new in changes:
        assert old in content, old
        content = content.replace(old, new, 1)
    path = folder / f"{name}.yaml"
    path.write_text(content, encoding="utf-8")
    return path
