"""Every row of the table with a part of its attacks; `make abuse` makes all of them."""

import logging

import pytest

from tests.abuse import rows
from tests.abuse.found import Row
from tests.abuse.guarding import ANSWERED, sentences
from tests.abuse.hostile_words import NAMES, SIGN_UPS, SUBJECTS


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.name} {row.what}")
def test_nothing_gets_through(row: Row, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    found = row.run(row.quick)
    assert found.count > 0
    assert not found.faults


def test_the_tables_are_as_large_as_they_say() -> None:
    languages = [language for language, _ in sentences()]
    assert {language: languages.count(language) for language in languages} == dict.fromkeys([*ANSWERED, "nl"], 50)
    assert len(set(sentences())) == 500
    assert len(NAMES) + len(SUBJECTS) >= 200
    assert len(SIGN_UPS) == 30
