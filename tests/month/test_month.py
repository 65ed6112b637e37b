"""A few simulated days: nothing is broken, and the same seed gives the same days."""

import pytest

from tests.month.run import month


@pytest.mark.slow
def test_three_days_break_nothing_and_are_the_same_twice() -> None:
    first, again = month(0, 60, 3), month(0, 60, 3)
    assert [(found.rule, found.broken) for found in first.findings if found.broken] == []
    assert (first.mails > 30, first.digest) == (True, again.digest)


@pytest.mark.slow
def test_kills_and_jumping_clocks_lose_nothing() -> None:
    played = month(1, 60, 3)
    kept = (
        "every customer's mail is in a case",
        "no mail waits undecided",
        "the ledger balances",
        "no automatic mail where none may go",
        "every text keeps the rules of words",
    )
    assert [found.rule for found in played.findings if found.rule in kept and found.broken] == []
    assert played.deaths
