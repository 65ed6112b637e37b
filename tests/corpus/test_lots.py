"""Which rows are chosen: writers are never on both sides, subsets grow, and the same seed chooses the same."""

import pytest

from tests.corpus.made import row
from triage.corpus.lots import OWN_STEPS, Plan, left_out, plan
from triage.domain import Example
from triage.errors import ConfigError


def corpus(**sizes: int) -> list[Example]:
    """Rows by writer, whose name begins with the language."""
    return [
        row(f"{writer} {number}", writer=writer, language=writer[:2])
        for writer, size in sizes.items()
        for number in range(size)
    ]


ROWS = corpus(en_a=500, en_b=420, en_c=100, en_d=90, de_a=300, de_b=60, it_a=80)


def writers(rows: tuple[int, ...]) -> set[str]:
    return {ROWS[number].writer for number in rows}


def test_whole_writers_are_left_out_in_each_language_that_has_another() -> None:
    chosen = plan(ROWS)
    held = writers(chosen.growth[0].test)
    assert {name[:2] for name in held} == {"en", "de"}
    assert chosen.left_out == len(held)
    for lot in chosen.growth:
        assert not writers(lot.train) & held
    assert sum(ROWS[number].language == "en" for number in chosen.growth[0].test) <= 0.25 * 1_110


def test_a_large_smallest_writer_is_left_out_all_the_same() -> None:
    assert left_out(corpus(en_a=200, en_b=150), 0) == {"en_b"}


def test_subsets_grow_and_hold_the_smaller_ones() -> None:
    sizes = [lot.size for lot in plan(ROWS).growth]
    assert sizes[:2] == [250, 500]
    assert sizes == sorted(set(sizes))
    for smaller, larger in zip(plan(ROWS).growth, plan(ROWS).growth[1:], strict=False):
        assert set(smaller.train) < set(larger.train)
    assert len(writers(plan(ROWS).growth[0].train)) > 3  # rows of all writers, not one after the other


def test_the_shop_is_played_by_the_busiest_writers() -> None:
    chosen = plan(ROWS)
    assert chosen.shop == "en_a, en_b"
    none, *some = chosen.own
    assert writers(none.test) == {"en_a", "en_b"}
    assert not writers(none.train) & {"en_a", "en_b"}
    assert [len(lot.own) for lot in some] == [step for step in OWN_STEPS for _ in "ab"]
    for one, other in zip(some[::2], some[1::2], strict=True):
        assert set(one.test) | set(other.test) == set(none.test)
        assert not set(one.test) & set(other.test)
        assert not set(one.test) & set(one.own)
        assert set(one.train) == set(none.train)


def test_named_writers_play_the_shop() -> None:
    chosen = plan(ROWS, shop=["de_a"])
    assert chosen.shop == "de_a"
    assert [len(lot.own) for lot in chosen.own] == [0, 50, 50, 100, 100]
    market = plan(ROWS, shop=["de"])
    assert market.shop == "mails in de"
    assert writers(market.own[0].test) == {"de_a", "de_b"}
    with pytest.raises(ConfigError, match="nobody"):
        plan(ROWS, shop=["nobody"])


def test_a_shops_own_rows_are_taken_and_no_customer_stands_on_both_sides() -> None:
    own = [
        row(f"own {number}", writer=f"c{number // 3}@mail.example", source="shop", weight=2.0) for number in range(240)
    ]
    chosen = plan([*ROWS, *own])
    assert chosen.shop == "the shop's customers"
    everyone = [*ROWS, *own]
    for lot in chosen.own[1:]:
        assert not {everyone[n].writer for n in lot.own} & {everyone[n].writer for n in lot.test}
        assert all(everyone[n].source == "shop" for n in (*lot.own, *lot.test))


def test_the_same_seed_chooses_the_same() -> None:
    def chosen(seed: int) -> Plan:
        return plan(ROWS, seed)

    assert chosen(3) == chosen(3) != chosen(4)


def test_too_few_rows_and_one_writer_only() -> None:
    with pytest.raises(ConfigError, match="at least 200 rows"):
        plan(ROWS[:199])
    with pytest.raises(ConfigError, match="one writer"):
        plan(corpus(en_a=300))
    nameless = plan([row(str(number), writer="") for number in range(300)])
    assert nameless.growth[-1].size == 225
    assert nameless.own == ()
