import pytest

from dragoman.training.quotes import QuoteError, find_quote

TEXT = "The US said that us men met Serbia. Serbia, it said, met the USA."


@pytest.mark.parametrize(
    ("quote", "start"),
    [("Serbia", 28), ("Serbia#2", 36), ("us", 17), ("US#2", 61), ("Serbia, _it_ said", 44), ("_The US_ said", 0)],
)
def test_a_quote_points_to_its_words(quote: str, start: int):
    found, end = find_quote(TEXT, quote)
    assert found == start
    assert TEXT[found:end] == quote.partition("#")[0] if "_" not in quote else quote.split("_")[1]


@pytest.mark.parametrize(
    ("quote", "says"),
    [
        ("Croatia", "not in the text"),
        ("Serbia#3", "2 times"),
        ("_Serbia_ and", "0 times"),
        ("", "empty"),
        ("Serbia", "stands 2 times"),
        ("US#2", "inside a longer word"),
    ],
)
def test_a_quote_that_is_not_unmistakably_there_is_refused_in_our_own_corpus(quote: str, says: str):
    with pytest.raises(QuoteError, match=says):
        find_quote(TEXT, quote, strict=True)
