import gzip
import io
import json
import zipfile
from datetime import date

import duckdb
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.reading import Refusal, read_reports
from dragoman.reading.files import Columns
from dragoman.report import Report

TEXT = "The ministers of both countries met in Riga on Tuesday and agreed to talk again, they said."
LINES = (json.dumps({"text": TEXT, "date": "2020-08-11"}) + "\n") * 2
PAGE = f"""<html lang="en"><head><title>Talks in Riga</title><meta property="og:site_name" content="Harbour Courier">
<meta property="article:published_time" content="2021-03-04T10:00:00Z"></head><body><nav>Home Sport Money</nav>
<article><h1>Talks in Riga</h1>{
    "".join(f"<p>{TEXT} It was round {n} of the talks, and no other date was named.</p>" for n in range(6))
}</article><footer>All rights reserved</footer></body></html>"""


def read(*sources, **options):
    return list(read_reports([str(s) for s in sources], **options))


def test_compressed_lines_are_read(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINES.encode()))
    (tmp_path / "b.jsonl.zst").write_bytes(zstandard.compress(LINES.encode()))
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("../../outside.txt", TEXT)
        archive.writestr("in/rows.jsonl", LINES)
        archive.writestr("photo.png", b"x")
    found = read(tmp_path)
    assert [r.text for r in found if isinstance(r, Report)] == [TEXT] * 7
    (refused,) = [r for r in found if isinstance(r, Refusal)]
    assert "photo.png" in refused.source
    assert sorted(p.name for p in tmp_path.parent.glob("outside*")) == []


def test_a_broken_member_leaves_the_others_unharmed(tmp_path):
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", "")
        archive.writestr("c.txt", TEXT)
    assert [type(f) for f in read(tmp_path / "c.zip")] == [Report, Refusal, Report]


def test_a_bomb_ends_with_its_name(tmp_path):
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b"\n" * 80_000_000))
    (refused,) = read(tmp_path / "bomb.jsonl.gz")
    assert "far more than a text would" in refused.reason


def test_a_cut_gzip_gives_what_stands_before_the_cut(tmp_path):
    rows = "".join(json.dumps({"text": f"{TEXT} {n * 7919}", "id": n}) + "\n" for n in range(4000))
    packed = gzip.compress(rows.encode())
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *reports, refused = read(tmp_path / "cut.jsonl.gz")
    assert len(reports) > 100 and all(isinstance(r, Report) for r in reports)
    assert "broken" in refused.reason


@pytest.mark.parametrize(("suffix", "mark"), [("csv", ","), ("tsv", "\t")])
def test_tables_are_read_with_their_own_column_names(tmp_path, suffix, mark):
    quoted = '"' + TEXT.replace("met", 'met\n""again""') + '"'
    rows = [mark.join(["body", "published", "paper"]), mark.join([quoted, "2020-08-11", "Courier"]), mark * 2, ""]
    path = tmp_path / f"a.{suffix}"
    path.write_text("\n".join(rows))
    first, refused = read(path, columns=Columns(text="body", date="published", publisher="paper"))
    assert (first.text, first.date, first.publisher) == (
        TEXT.replace("met", 'met\n"again"'), date(2020, 8, 11), "Courier",
    )  # fmt: skip
    assert str(refused) == f"{path}, line 4: has no `body`"


def test_a_table_in_another_encoding_is_read(tmp_path):
    text = TEXT.replace("Riga", "Córdoba, said José Muñoz of the señores’ party,")
    (tmp_path / "a.csv").write_bytes(f'text\n"{text}"\n'.encode("cp1252"))
    (report,) = read(tmp_path / "a.csv")
    assert report.text == text


def test_parquet_is_read(tmp_path):
    path = tmp_path / "a.parquet"
    duckdb.sql("select * from (values ($1, date '2020-08-11', 7), (null, null, 8)) t(body, day, id)", params=[TEXT])\
        .write_parquet(str(path))  # fmt: skip
    report, refused = read(path, columns=Columns(text="body", date="day"))
    assert (report.text, report.date, report.id) == (TEXT, date(2020, 8, 11), "7")
    assert "row 2" in refused.source
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.write(path, "inside.parquet")
    assert read(tmp_path / "b.zip", columns=Columns(text="body", date="day"))[0] == report


def test_a_page_gives_its_article(tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    (report,) = read(tmp_path / "a.html")
    assert (report.date, report.date_why, report.title) == (date(2021, 3, 4), "page", "Talks in Riga")
    assert report.publisher == "Harbour Courier"
    assert "round 5" in report.text and "Sport Money" not in report.text and "rights reserved" not in report.text


def _warc(pages, *, packed):
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    for url, kind, body in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    return stream.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_of_a_crawl_gives_its_articles(tmp_path, packed):
    pages = [
        ("https://courier.example/a", "text/html; charset=utf-8", PAGE.encode()),
        ("https://courier.example/p.png", "image/png", b"x"),
        ("https://courier.example/empty", "text/html", b"<html></html>"),
    ]
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    path.write_bytes(_warc(pages, packed=packed))
    report, refused = read(path)
    assert (report.url, report.date) == ("https://courier.example/a", date(2021, 3, 4))
    assert "record 3 (https://courier.example/empty)" in refused.source


def test_a_crawl_that_breaks_off_gives_what_stands_before(tmp_path):
    data = _warc([("https://courier.example/a", "text/html", PAGE.encode())] * 2, packed=False)
    (tmp_path / "cut.warc").write_bytes(data[: int(len(data) * 0.6)] + b"\r\nrubbish\r\n\r\n")
    found = read(tmp_path / "cut.warc")
    assert isinstance(found[0], Report)


def test_patterns_are_expanded(tmp_path):
    for name in ("a1.txt", "a2.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    assert len(read(tmp_path / "a*.txt")) == 2


def test_other_encodings_are_told_apart(tmp_path):
    text = "The señores of Córdoba said that José Muñoz, who has been mayor, would go. Así será, they said in the café."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    (tmp_path / "b.txt").write_bytes(text.encode("utf-16"))
    assert [r.text.lstrip("\ufeff") for r in read(tmp_path)] == [text, text]
