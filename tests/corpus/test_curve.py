"""A curve measured on a corpus that is easy to learn, and its figures."""

import pytest

from tests.corpus.made import row
from triage.corpus.curve import Curve, interval, learn
from triage.corpus.lots import Lot, Plan, plan
from triage.domain import Example

ASKED = ("where is the {}", "has the {} been shipped", "any news of the {}")
BROKEN = ("the {} is broken", "the {} broke after a day", "the {} does not work")
THINGS = ("lamp", "cup", "chair", "ring", "kettle", "shirt", "phone", "book", "drill", "tent")


def easy(writer: str, size: int) -> list[Example]:
    rows = []
    for number in range(size):
        said, intent, urgency = (ASKED, "order_status", "low") if number % 2 else (BROKEN, "product_defect", "normal")
        words = said[number // 2 % 3].format(THINGS[number // 6 % 10])
        rows.append(row(f"{words} {number // 60 * 'please '}", intent, urgency=urgency, writer=writer))
    return rows


def test_an_easy_corpus_is_learnt() -> None:
    rows = [*easy("en-a", 130), *easy("en-b", 120), *easy("en-c", 60)]
    told: list[tuple[int, str]] = []
    chosen = plan(rows)
    found = learn(rows, chosen, progress=lambda done, words: told.append((done, words)))
    assert [point.rows for point in found.growth] == [lot.size for lot in chosen.growth]
    assert found.growth[-1].asked == len(chosen.growth[0].test)
    assert found.growth[-1].intent_right / found.growth[-1].asked > 0.95
    assert [point.own for point in found.own] == [0, 50, 100]
    assert {point.asked for point in found.own} == {len(chosen.own[0].test)}  # both halves together
    assert told[-1] == (chosen.work, "Done")
    assert len(told) == len(chosen.growth) + len(chosen.own) + 1


def test_own_rows_help_where_the_others_say_otherwise() -> None:
    """A shop whose word for broken nobody else knows."""
    others = easy("en-a", 120)
    own = [row(f"the {THINGS[n % 10]} went kaplonk", "product_defect", urgency="normal", writer="en-s")
           for n in range(40)]  # fmt: skip
    own += [row(f"when will the {THINGS[n % 10]} be here", writer="en-s") for n in range(40)]
    rows = [*others, *own]
    train, mine = tuple(range(120)), tuple(range(120, 200))
    lots = (Lot(train=train, test=mine[::2]), Lot(train=train, test=mine[::2], own=mine[1::2]))
    found = learn(rows, Plan(growth=(), own=lots, left_out=0, shop="en-s"))
    none, some = found.own
    assert some.own == 40
    assert some.intent_right > none.intent_right


def test_rows_without_urgency_are_not_asked_for_it() -> None:
    rows = [Example(subject="", body=one.body, intent=one.intent, writer=one.writer) for one in easy("en-a", 90)]
    lot = Lot(train=tuple(range(60)), test=tuple(range(60, 90)))
    (point,) = learn(rows, Plan(growth=(lot,), own=(), left_out=1, shop="")).growth
    assert (point.asked, point.urgency_asked, point.urgency_right) == (30, 0, 0)


@pytest.mark.parametrize(("right", "of"), [(0, 5), (5, 5), (1, 1), (500, 1_000)])
def test_the_interval_holds_the_share(right: int, of: int) -> None:
    low, high = interval(right, of)
    assert -1e-9 <= low <= right / of <= high <= 1 + 1e-9
    assert high - low > 0


def test_nothing_planned_is_nothing_measured() -> None:
    empty = Curve(rows=1, seed=0, left_out=0, shop="", growth=(), own=())
    assert learn([row()], Plan(growth=(), own=(), left_out=0, shop="")) == empty
