import pytest

from tests.golden.golden import MAILS, expected, interesting, read


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_golden(path):
    assert interesting(read(path)) == expected(path)


def test_there_are_enough():
    assert len(MAILS) >= 60
