"""Offers, follow-ups and notices through the whole flow: what is told is granted, what is not told is not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.desks import AUTO, Bench, bench_in, letter
from triage.care import listen_to_agents, tick
from triage.domain import AwardState, CaseState
from triage.edges.store.cases import close
from triage.edges.store.codes import add_codes
from triage.edges.store.timeline import open_cases
from triage.flow import cycle
from triage.settings import Care, CompensationRow, FollowUps

TABLE = (
    CompensationRow(
        name="a gesture for damage", causes=("damage",), kind="discount", share=Decimal("0.2"), automatic=True
    ),
)
OFFERS = replace(AUTO, care=Care(offers=True), compensation=TABLE)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


def text_of(message: bytes) -> str:
    return str(message_from_bytes(message).get_payload(0).get_payload(decode=True).decode())


def codes(bench: Bench, *names: str, kind: str = "discount_20") -> None:
    now = bench.account.clock.now()
    with bench.database.write() as connection:
        add_codes(connection, names, kind, now + timedelta(days=300), now)


def awards(bench: Bench) -> list[tuple[str, AwardState, str]]:
    (case,) = open_cases(bench.database, everything=True)
    return [(one.kind, one.state, one.code) for one in bench.desk.ledger.awards(case.id, "")]


# --- offers in drafts -------------------------------------------------------------------------------------------------
def broken_cup(bench: Bench) -> str:
    bench.change(policy=OFFERS)
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    assert bench.outcomes() == ["draft"]
    return text_of(bench.mails("Drafts")[0])


def test_a_draft_names_the_offer_and_its_code(bench: Bench) -> None:
    codes(bench, "TEA-0001")
    assert "TEA-0001" in broken_cup(bench)
    assert awards(bench) == [("discount", AwardState.PROPOSED, "TEA-0001")]


def test_offers_are_off_at_first(bench: Bench) -> None:
    codes(bench, "TEA-0001")
    bench.change(policy=replace(OFFERS, care=Care()))
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    assert "TEA" not in text_of(bench.mails("Drafts")[0])
    assert awards(bench) == []


def test_what_the_agent_sends_is_granted_and_what_she_leaves_out_is_not(bench: Bench) -> None:
    listen_to_agents(bench.desk)
    codes(bench, "TEA-0001")
    broken_cup(bench)
    bench.account.deliver(
        letter("We are sorry.", number=50, sender="help@teapot.example", answers="<m1@customer.example>"), "Sent"
    )
    listen_to_agents(bench.desk)
    assert [state for _, state, _ in awards(bench)] == [AwardState.PROPOSED]
    words = "We are sorry. Please use the code TEA-0001 with your next order."
    bench.account.deliver(
        letter(words, number=51, sender="help@teapot.example", answers="<m1@customer.example>"), "Sent"
    )
    listen_to_agents(bench.desk)
    assert [state for _, state, _ in awards(bench)] == [AwardState.GRANTED]


def test_five_mails_do_not_climb_the_ladder(bench: Bench) -> None:
    codes(bench, "TEA-0001", "TEA-0002")
    broken_cup(bench)
    for number in range(2, 6):
        bench.account.deliver(letter("The cup is broken!", number=number, answers="<m1@customer.example>"))
    cycle(bench.desk)
    assert len(awards(bench)) == 1


def test_a_dearer_offer_than_any_agent_may_grant_stands_in_no_draft(bench: Bench) -> None:
    codes(bench, "TEA-0001")
    dear = (replace(TABLE[0], tier="expert"),)
    bench.change(policy=replace(OFFERS, compensation=dear))
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    assert "TEA" not in text_of(bench.mails("Drafts")[0])
    assert awards(bench) == []


# --- thank-you --------------------------------------------------------------------------------------------------------
def content(bench: Bench, *, pool: tuple[str, ...], hours: int = 25) -> None:
    """A case that was solved, asked about, and rated five; and so many hours later."""
    bench.change(policy=replace(AUTO, follow_ups=FollowUps(csat="auto", thank_you="auto")))
    codes(bench, *pool, kind="discount_10")
    listen_to_agents(bench.desk)
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    bench.account.deliver(
        letter("A new cup is on its way.", number=50, sender="help@teapot.example", answers="<m1@customer.example>"),
        "Sent",
    )
    listen_to_agents(bench.desk)
    (case,) = open_cases(bench.database)
    close(bench.database, case.id, bench.account.clock.now())
    bench.account.clock.step(hours=25)
    tick(bench.desk)
    cycle(bench.desk)
    bench.account.deliver(letter("5", number=2, answers="<m1@customer.example>"))
    cycle(bench.desk)
    bench.account.clock.step(hours=hours)
    for _ in range(3):
        tick(bench.desk)
        cycle(bench.desk)


def test_a_thank_you_brings_its_code_once(bench: Bench) -> None:
    content(bench, pool=("THX-0001", "THX-0002"))
    _check_back, thanks = (message for _, message in bench.account.sent)
    assert "THX-0001" in text_of(thanks)
    assert awards(bench) == [("discount", AwardState.GRANTED, "THX-0001")]


def test_a_thank_you_that_a_cap_has_put_off_still_brings_its_code(bench: Bench) -> None:
    """It is due on the day of the check-back, and one follow-up a day is all."""
    codes(bench, "THX-0001", kind="discount_10")
    content(bench, pool=(), hours=1)
    assert len(bench.account.sent) == 1
    bench.account.clock.step(hours=25)
    tick(bench.desk)
    cycle(bench.desk)
    _check_back, thanks = (message for _, message in bench.account.sent)
    assert "THX-0001" in text_of(thanks)
    assert [code for _, state, code in awards(bench) if state is AwardState.GRANTED] == ["THX-0001"]


def test_a_thank_you_without_codes_brings_thanks_alone(bench: Bench) -> None:
    content(bench, pool=())
    _check_back, thanks = (message for _, message in bench.account.sent)
    assert "thank" in text_of(thanks).lower()
    assert AwardState.GRANTED not in [state for _, state, _ in awards(bench)]


def test_the_score_of_a_stranger_counts_for_nobody(bench: Bench) -> None:
    content(bench, pool=())
    (case,) = open_cases(bench.database, everything=True)
    bench.account.deliver(letter("1", number=9, sender="eve@evil.example", subject="Score 1 [T-AAAAAAAAAA]"))
    cycle(bench.desk)
    assert next(one for one in open_cases(bench.database, everything=True) if one.id == case.id).score == 5
    assert case.state is CaseState.RESOLVED
