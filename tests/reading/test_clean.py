import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.clean import FILLER, clean


@given(st.text(alphabet=st.characters() | st.sampled_from("â€™Ã©&amp;#39 \u00a0\u200b")))
def test_cleaning_moves_no_character(text: str):
    assert len(clean(text)) == len(text)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str):
    once = clean(text)
    assert clean(once) == once


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("Armeniaâ€™s", "Armenia's"),
        ("â€œNoâ€\x9d", '"No"'),
        ("Armenia’s “line”", 'Armenia\'s "line"'),
        ("JosÃ© and GdaÅ„sk", "José and Gdańsk"),
        ("AT&amp;T &quot;x&quot;", 'AT&T "x"'),
        ("ten\u00a0men\r\nfled", "ten men \nfled"),
        ("sol\u00addiers", "soldiers"),
        ("Vu?i?", "Vu?i?"),
        ("Ânkara", "Ânkara"),
    ],
)
def test_the_dirt_of_the_web_is_understood(raw: str, read: str):
    assert clean(raw).replace(FILLER, "") == read
