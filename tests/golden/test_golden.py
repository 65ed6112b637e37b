import pytest

from tests.golden.golden import FOLDER, MAILS, expected, interesting, read
from tests.golden.score import REPLIES, score, truth


@pytest.mark.parametrize("path", MAILS, ids=lambda path: str(path.relative_to(FOLDER).with_suffix("")))
def test_golden(path):
    assert interesting(read(path)) == expected(path)


def test_there_are_enough():
    assert len(MAILS) >= 250
    assert len({truth(path)["program"] for path in REPLIES}) >= 20
    assert len({truth(path)["language"] for path in REPLIES}) >= 18


def test_replies_are_told_apart_as_their_authors_say():
    scores = [score(path) for path in REPLIES]
    assert [one.name for one in scores if one.lost] == []
    assert sum(one.exact for one in scores) >= 0.94 * len(scores)
