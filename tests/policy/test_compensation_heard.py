"""What an agent's mail does to the ledger: awards it names, what she gives by herself, and what goes too far."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from triage.domain import Award, AwardState
from triage.policy.compensation import Matter, proposal
from triage.policy.compensation_heard import Heard, heard_in
from triage.settings import DEFAULT_COMPENSATION, Authority

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CASE, ANN, MAX = "c" * 64, "ann@shop.example", "max@shop.example"
TEAM = Authority(agents={MAX: "expert"})


def matter(cause: str = "delay", **more: Any) -> Matter:
    values = {"order": "NW-20417", "value": Decimal(80), "currency": "EUR", "by": ANN}
    return Matter(case=CASE, mailbox="support", cause=cause, **values | more)


def hear(text: str, *earlier: Award, cause: str = "delay", **more: Any) -> Heard:
    return heard_in(text, matter(cause, **more), earlier, DEFAULT_COMPENSATION, TEAM, NOW)


def waiting(cause: str = "delay", **more: Any) -> Award:
    made = proposal(DEFAULT_COMPENSATION, matter(cause, by="triage"), (), NOW)
    assert made is not None
    return replace(made, **more)


def kinds(found: Heard) -> list[str]:
    return [one.kind for one in found.events]


# --- what she gives by herself ----------------------------------------------------------------------------------------
MADE = [
    ("We offer 30% off.", "delay", ("discount", "0.3", "24.00", "expert")),
    ("We offer 15% off.", "delay", ("discount", "0.15", "12.00", "advanced")),
    ("We offer 5% off.", "delay", ("discount", "0.05", "4.00", "basic")),
    ("We refund 20% (16 EUR).", "damage", ("refund_part", "0.2", "16", "advanced")),
    ("We refund the 80 EUR.", "lost", ("refund", None, "80", "expert")),
    ("As an apology you get a voucher of 10 EUR.", "data", ("voucher", None, "10", "basic")),
    ("As an apology you get a voucher of 12 EUR.", "delay", ("voucher", None, "12", "advanced")),  # 15 % of 80
    ("As an apology you get a voucher of 50 EUR.", "delay", ("voucher", None, "50", "expert")),
    ("We offer 10% off.", "none", ("discount", "0.1", "8.00", "basic")),  # without a cause any row will do
]


@pytest.mark.parametrize(("text", "cause", "said"), MADE)
def test_what_she_gives_is_an_award(text: str, cause: str, said: tuple[str, str | None, str | None, str]) -> None:
    (one,) = hear(text, cause=cause).made
    kind, share, amount, tier = said
    assert (one.kind, one.tier, one.state, one.by, one.cause) == (kind, tier, AwardState.GRANTED, ANN, "by_hand")
    assert (one.share, one.amount) == (share and Decimal(share), amount and Decimal(amount))
    assert one.key == "NW20417:by_hand:1"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("We have received the jacket and refund 80 EUR to your card.", "none"),  # a return's money is no compensation
        ("We are looking into it.", "delay"),
        ("Only 5 % of our parcels are late.", "delay"),
        ("We cannot offer you 30% off.", "delay"),
    ],
)
def test_what_she_does_not_give_is_none(text: str, cause: str) -> None:
    assert hear(text, cause=cause) == Heard()


def test_above_her_tier_it_is_told_and_stands_all_the_same() -> None:
    found = hear("We offer 30% off.")
    (told,) = found.events
    assert (told.kind, told.case) == ("above_authority", CASE)
    assert told.detail == "30% discount, 24.00 EUR by ann@shop.example needs the tier expert"
    assert len(found.made) == 1


@pytest.mark.parametrize(("text", "by"), [("We offer 5% off.", ANN), ("We offer 30% off.", MAX)])
def test_within_her_tier_nothing_is_told(text: str, by: str) -> None:
    found = hear(text, by=by)
    assert (len(found.made), found.events) == (1, ())


def test_a_mail_that_is_heard_twice_gives_once_and_another_offer_is_another_award() -> None:
    first = hear("We offer 30% off.").made
    assert hear("We offer 30% off.", *first).made == ()
    (second,) = hear("We offer 40% off.", *first).made
    assert second.key == "NW20417:by_hand:2"


def test_two_offers_in_one_mail_are_two_awards() -> None:
    made = hear("We refund 20% of the price.\n\nAnd we offer you 10% off your next order.", cause="damage").made
    assert [(one.kind, one.key[-1]) for one in made] == [("refund_part", "1"), ("discount", "2")]


def test_more_than_the_order_leaves_is_told() -> None:
    assert kinds(hear("As an apology you get a voucher of 81 EUR.", by=MAX)) == ["above_value"]
    assert kinds(hear("As an apology you get a voucher of 80 EUR.", by=MAX)) == []
    replacement = replace(waiting("lost"), state=AwardState.GRANTED)
    assert kinds(hear("We offer 5% off.", replacement)) == ["above_value"]
    assert kinds(hear("We offer 5% off.", replace(replacement, state=AwardState.WITHDRAWN))) == []


# --- what was proposed ------------------------------------------------------------------------------------------------
def test_our_own_awards_code_share_or_sum_is_that_award() -> None:
    with_code = waiting(code="SORRY-0001")
    for text in ("Your code is SORRY-0001.", "We offer you 5% off.", "As an apology you get a voucher of 4.00 EUR."):
        assert hear(text, with_code) == Heard(granted=(with_code.key,)), text
    assert hear("We are looking into it.", with_code) == Heard()


def test_an_award_that_was_granted_is_only_named_again() -> None:
    assert hear("We offer you 5% off.", waiting(state=AwardState.GRANTED)) == Heard()


def test_an_offer_of_what_another_case_of_the_order_proposes_is_that_award() -> None:
    elsewhere = waiting(case="d" * 64)
    assert hear("We offer you 5% off.", elsewhere) == Heard(granted=(elsewhere.key,))
    assert hear("5% of it is done.", elsewhere) == Heard()


def test_what_an_expert_has_proposed_anybody_may_tell() -> None:
    dear = waiting("damage", tier="expert", by=MAX)
    assert hear("We refund 20% of the price.", dear, cause="damage") == Heard(granted=(dear.key,))
    found = hear("We refund 20% of the price.", replace(dear, by="triage"), cause="damage")
    assert (found.granted, kinds(found)) == ((dear.key,), ["above_authority"])
