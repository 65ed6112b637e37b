"""Counts of a corpus that can be counted by hand."""

import pytest

from tests.corpus.made import FIVE, row
from triage.corpus.census import band, census
from triage.corpus.rows import hand


def test_the_counts() -> None:
    found = census(FIVE)
    assert (found.rows, found.writers, found.nameless, found.unscoped, found.with_also) == (5, 3, 1, 1, 2)
    assert found.languages == ("en", "de")
    assert found.intents["en"]["order_status"] == 1 == found.intents["de"]["damaged_parcel"]
    assert sum(sum(counts.values()) for counts in found.intents.values()) == 5
    assert found.urgencies["de"] == {"low": 1, "normal": 0, "high": 1, "critical": 0}
    assert found.lengths["de"]["151–350"] == 1 == found.lengths["de"]["to 35"]
    assert found.hands["de"] == {"de-a": 1, "de-b": 1}
    assert found.hands["en"] == {"en-a": 2, "no writer": 1}
    assert found.also["product_defect"]["refund"] == 1 == found.also["damaged_parcel"]["refund"]
    assert found.also["order_status"]["refund"] == 0
    assert sum(found.likeness) == 5
    assert found.repeated == 0


def test_repeated_mails_are_counted() -> None:
    found = census([*FIVE, FIVE[0], FIVE[0]])
    assert found.repeated == 2
    assert found.likeness[-1] == 2


def test_customers_are_not_named() -> None:
    assert "jo" not in hand(row(writer="jo@shop.example", source="shop"))
    assert "jo" not in str(census([row(writer="jo@shop.example", source="correction")]))


def test_labels_that_the_contract_does_not_know_follow_it() -> None:
    found = census([row(intent="my_own", language="", urgency="")])
    assert found.intents["?"]["my_own"] == 1
    assert found.urgencies["?"]["none"] == 1


def test_an_empty_corpus() -> None:
    assert census([]).rows == 0


@pytest.mark.parametrize(
    ("letters", "name"), [(0, "to 35"), (35, "to 35"), (36, "36–70"), (700, "351–700"), (701, "over 700")]
)
def test_the_edges_of_the_bands(letters: int, name: str) -> None:
    assert band(row("x" * letters)) == name
