"""Files made badly or in bad faith: each is told in a line, and costs what is broken alone."""

import gzip
import io
import json
import re
import time
import zipfile

import duckdb
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.reading import Refusal, read_reports
from dragoman.report import Report

TEXT = "The ministers of both countries met in Riga on Tuesday and agreed to talk again, they said."
PAGE = f"<html><body><article><h1>Talks</h1>{'<p>' + TEXT + '</p>'}</article></body></html>".encode()


def read(path):
    """Texts and refusals, in their order."""
    return [i.text if isinstance(i, Report) else str(i) for i in read_reports([path])]


def reasons(path):
    return [i.reason for i in read_reports([path]) if isinstance(i, Refusal)]


def record(number=0):
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    page = io.BytesIO(PAGE.replace(b"Riga", b"Riga, round %d," % number))
    writer.write_record(writer.create_warc_record("https://a.example/", "response", payload=page, http_headers=headers))
    return stream.getvalue()


def test_a_broken_record_of_a_crawl_costs_itself_alone(tmp_path):
    nameless = re.sub(rb"Content-Length: \d+", b"Content-Length: many", record(2), count=1)
    path = tmp_path / "a.warc"
    path.write_bytes(record(1) + nameless + record(3) + b"rubbish\r\nand more\r\n" + record(4))
    found = read(path)
    assert [re.findall(r"round \d", f) for f in found] == [["round 1"], [], ["round 3"], [], ["round 4"]]
    assert found[1] == f"{path}, record 2: has no length that can be read; what follows up to the next record " \
        "is passed over"  # fmt: skip
    assert found[3].startswith(f"{path}, record 4: is no WARC record")


def test_a_record_that_breaks_off_says_how_much_is_missing(tmp_path):
    (tmp_path / "a.warc").write_bytes(record(1) + record(2)[:-40])
    found = read(tmp_path / "a.warc")
    assert "round 1" in found[0]
    assert found[1].endswith("bytes are missing")


def test_where_packing_breaks_what_stands_before_is_read(tmp_path):
    broken = bytearray(gzip.compress(record(2)))
    broken[40:60] = bytes(20)
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(record(1)) + bytes(broken) + gzip.compress(record(3)))
    first, fault = read(tmp_path / "a.warc.gz")
    assert "round 1" in first
    assert ", record 2: the archive is broken" in fault
    assert fault.endswith("not read from here on")


def test_a_record_of_another_kind_is_never_held(tmp_path):
    head = b"WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 20000000\r\n\r\n"
    with gzip.open(tmp_path / "a.warc.gz", "wb") as stream:
        stream.write(head + bytes(20_000_000) + b"\r\n\r\n" + record(1))
    assert ["round 1" in f for f in read(tmp_path / "a.warc.gz")] == [True]


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (b"<html><body>" + b"x" * 5_000_000, "no article needs"),
        (b"<html><body><p " + b" ".join(b"a%d=x" % n for n in range(200_000)) + b">", "attributes"),
        (b"<html><body>" + b"<div>" * 200_000 + TEXT.encode(), "no article"),
        (b"<html><body>" + b"<table><tr><td>" * 20_000 + TEXT.encode(), "no article"),
    ],
    ids=["long", "attributes", "deep", "tables"],
)
def test_a_page_made_to_exhaust_the_parser_is_refused_soon(tmp_path, page, says):
    (tmp_path / "a.html").write_bytes(page)
    begun = time.process_time()
    (reason,) = reasons(tmp_path / "a.html")
    assert says in reason
    assert time.process_time() - begun < 10


def test_entities_that_multiply_are_not_expanded(tmp_path):
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    body = f"<html><body><article><p>&i; {TEXT}</p><p>{TEXT} Again.</p></article></body></html>"
    (tmp_path / "a.html").write_text(f'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">{entities}]>{body}', encoding="utf-8")
    (text,) = read(tmp_path / "a.html")
    assert len(text) < 1000


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gz", "zst"])
def test_a_bomb_is_told_and_what_lies_beside_it_is_read(tmp_path, pack):
    suffix = "gz" if pack is gzip.compress else "zst"
    (tmp_path / f"a.txt.{suffix}").write_bytes(pack(bytes(120_000_000)))
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    refused, text = read(tmp_path)
    assert f"a.txt.{suffix}" in refused
    assert text == TEXT


def test_an_archive_is_read_but_for_its_bad_members(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("1.txt", "2.txt", "3.txt"):
            archive.writestr(name, TEXT)
        archive.writestr("4.csv", "a,b\n" + "1,2\n" * 100)
        archive.writestr("5.jsonl", "\n" * 80_000_000)
        archive.writestr("/etc/6.txt", TEXT)
        archive.writestr("..\\..\\7.txt", TEXT)
    data = bytearray(path.read_bytes())
    first, second = (m.start() for m in list(re.finditer(b"PK\x01\x02", data))[:2])
    data[first + 8] |= 1  # marked as encrypted
    data[second + 10] = 99  # packed in a way that nobody knows
    path.write_bytes(data)
    found = read(path)
    assert [f for f in found if f == TEXT] == [TEXT] * 3
    assert [f.split(": ", 1)[0][-5:] for f in found if f != TEXT] == ["1.txt", "2.txt", "4.csv", "jsonl"]
    assert any(f.endswith("is encrypted; unpack it first") for f in found)
    assert {p.name for p in tmp_path.iterdir()} == {"a.zip"}


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("select 1 as a, 'x' as b", "has no column `text` (its columns: a, b); name it with --text COLUMN"),
        ("select {'text': 'x'} as nested", "has no column `text` (its columns: nested); name it with --text COLUMN"),
        ("select [1, 2] as text from range(1000)", "its column `text` holds INTEGER[], not text"),
    ],
)
def test_parquet_of_another_schema_is_refused_in_one_line(tmp_path, rows, says):
    path = tmp_path / "a.parquet"
    duckdb.sql(f"copy ({rows}) to '{path}' (format parquet)")
    assert reasons(path) == [says]


def test_parquet_that_breaks_off_is_refused(tmp_path):
    path = tmp_path / "a.parquet"
    duckdb.sql(f"copy (select '{TEXT}' as text) to '{path}' (format parquet)")
    path.write_bytes(path.read_bytes()[:-30])
    (reason,) = reasons(path)
    assert reason.startswith("is no Parquet file that can be read")
    assert "\n" not in reason


def test_text_that_was_written_as_bytes_is_read(tmp_path):
    duckdb.sql(f"copy (select '{TEXT}'::blob as text) to '{tmp_path / 'a.parquet'}' (format parquet)")
    assert read(tmp_path / "a.parquet") == [TEXT]


def test_a_table_without_the_column_names_those_it_has(tmp_path):
    (tmp_path / "a.csv").write_text(f'body,day\n"{TEXT}",2020-01-01\n', encoding="utf-8")
    assert reasons(tmp_path / "a.csv") == ["has no column `text` (its columns: body, day); name it with --text COLUMN"]


def test_a_quote_that_never_closes_ends_its_table_alone(tmp_path):
    (tmp_path / "a.csv").write_text(f'text\n"{TEXT}"\n"never closed {"x" * 9_000_000}', encoding="utf-8")
    text, refused = read(tmp_path / "a.csv")
    assert text == TEXT
    assert ", line 3: the table cannot be read from here on" in refused


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"text": TEXT + "\ud83d"}, "its `text` holds half a character (offset 91); mend it"),
        ({"text": TEXT, "title": "\udc00"}, "its `title` holds half a character (offset 0); mend it"),
        ({"text": TEXT, "date": "0001-01-01"}, "its day 0001-01-01 is that of no news; years 1600 to 2199 are"),
        ({"text": TEXT, "date": "9999-12-31"}, "its day 9999-12-31 is that of no news; years 1600 to 2199 are"),
    ],
)
def test_a_row_that_no_store_could_keep_is_refused(tmp_path, row, says):
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert reasons(tmp_path / "a.jsonl") == [says]


def test_a_link_to_the_folder_above_is_not_followed_round(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    assert read(tmp_path) == [TEXT]
