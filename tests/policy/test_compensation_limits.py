"""All awards of one order together are never more than the order: every pair of kinds, both ways round."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.domain import Award, AwardState
from triage.labels import MARKETS
from triage.policy.compensation import Matter, proposal
from triage.policy.compensation_limits import excesses, in_the_way, is_above, over, rounded
from triage.settings import DEFAULT_COMPENSATION, Authority
from triage.settings.compensation import CAUSES, KINDS

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CASE, OTHER = "c" * 64, "d" * 64
VALUE = Decimal(900)
WORTH: dict[str, dict[str, Any]] = {
    "discount": {"share": Decimal("0.3"), "amount": Decimal("270.00"), "currency": "EUR"},
    "refund_part": {"share": Decimal("0.2"), "amount": Decimal("180.00"), "currency": "EUR"},
    "voucher": {"amount": Decimal(10), "currency": "EUR"},
    "refund": {"amount": VALUE, "currency": "EUR"},
}
CHEAP, MONEY, WHOLE = {"gift", "free_shipping"}, {"discount", "refund_part", "voucher"}, {"replacement", "refund"}


def award(kind: str, cause: str = "delay", *, at: datetime = NOW, order: str = "NW-20417", **more: Any) -> Award:
    values = {"case": CASE, "mailbox": "support", "order": order, "step": 1, "state": AwardState.GRANTED} | more
    return Award(key=f"{order or CASE}:{cause}:1", cause=cause, kind=kind, at=at, **WORTH.get(kind, {}) | values)


@pytest.mark.parametrize("elsewhere", [{}, {"case": OTHER}, {"case": OTHER, "order": "#nw 20417"}])
@pytest.mark.parametrize(("first", "second"), list(product(KINDS, KINDS)))
def test_every_pair_of_kinds(first: str, second: str, elsewhere: dict[str, str]) -> None:
    one = award(first, "damage")
    other = award(second, "lost", at=NOW + timedelta(days=1), **elsewhere)  # type: ignore[arg-type]
    fits = bool({first, second} & CHEAP) or {first, second} <= MONEY
    assert (in_the_way(other, [one], VALUE, "EUR") == ()) is fits
    assert (over(other, [one], VALUE, "EUR") == "") is fits
    assert (list(excesses([one, other], VALUE, "EUR")) == []) is fits


@pytest.mark.parametrize(("first", "second"), list(product(KINDS, KINDS)))
def test_the_machine_puts_no_kind_on_another_beyond_the_order(first: str, second: str) -> None:
    """Whatever the table has for the second cause: what comes out fits, or nothing does."""
    row = next((one for one in DEFAULT_COMPENSATION if one.kind == second), None)
    table = [replace(row or DEFAULT_COMPENSATION[0], name="x", causes=("lost",), states=(), markets=(), step=1,
                     min_value=None, max_value=None)]  # fmt: skip
    matter = Matter(case=OTHER, mailbox="support", cause="lost", order="NW-20417", value=VALUE, currency="EUR")
    made = proposal(table, matter, [award(first, "damage")], NOW)
    assert made is None or in_the_way(made, [award(first, "damage")], VALUE, "EUR") == ()


BESIDE = {
    "another order": (award("replacement", order="NW-1"), ()),
    "another case without an order": (award("replacement", order="", case=OTHER), ()),
    "withdrawn": (award("replacement", state=AwardState.WITHDRAWN), ()),
    "a thank-you": (award("discount", "thanks"), ()),
    "of a case that knew no order yet": (award("discount", "damage", order=""), ("damage",)),
    "the same order, written otherwise": (award("discount", "damage", order="nw20417"), ("damage",)),
}


@pytest.mark.parametrize(("standing", "found"), BESIDE.values(), ids=BESIDE.keys())
def test_what_stands_in_the_way_of_a_replacement(standing: Award, found: tuple[str, ...]) -> None:
    assert tuple(one.cause for one in in_the_way(award("replacement", "lost"), [standing], VALUE, "EUR")) == found


def test_money_fits_up_to_the_orders_value_and_no_further() -> None:
    most = award("voucher", "data", amount=Decimal("630.00"))
    assert in_the_way(award("discount"), [most], VALUE, "EUR") == ()
    assert in_the_way(award("discount"), [replace(most, amount=Decimal("630.01"))], VALUE, "EUR") != ()


def test_one_award_alone_may_be_too_much() -> None:
    for amount, fits in (("900.00", True), ("900.01", False)):
        made = award("voucher", "data", amount=Decimal(amount))
        assert (over(made, [], VALUE, "EUR") == "") is (list(excesses([made], VALUE, "EUR")) == []) is fits


UNKNOWN = {
    "shares up to one": ([Decimal("0.4"), Decimal("0.6")], 0),
    "shares above one": ([Decimal("0.5"), Decimal("0.6")], 1),
}


@pytest.mark.parametrize(("shares", "faults"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_without_a_value_shares_are_added_up(shares: list[Decimal], faults: int) -> None:
    one, other = (award("discount", f"c{n}", share=share, amount=None) for n, share in enumerate(shares))
    assert len(list(excesses([one, other]))) == faults


def test_without_a_value_a_refund_has_counted_what_stood_before_it_and_nothing_after() -> None:
    late = award("refund", "lost", at=NOW + timedelta(days=1))
    assert list(excesses([award("discount"), late])) == []
    early = award("refund", "lost", at=NOW - timedelta(days=1))
    (said,) = excesses([early, award("discount")])
    assert said.startswith("award NW-20417:delay:1 (30% discount, 270.00 EUR): more than the order, together with ")
    assert said.endswith("NW-20417:lost:1 (900 EUR refund)")


def test_a_refusal_says_why_and_what_to_do() -> None:
    said = over(award("replacement", "lost"), [award("discount", "damage")], VALUE, "EUR")
    for words in ("NW-20417:lost:1 (replacement)", "more than the order", "(30% discount, 270.00 EUR)",
                  "triage compensation withdraw NW-20417:damage:1"):  # fmt: skip
        assert words in said


def test_what_is_only_proposed_stops_no_grant_but_a_draft() -> None:
    waiting = award("discount", "damage", state=AwardState.PROPOSED)
    assert over(award("replacement", "lost"), [waiting], VALUE, "EUR") == ""
    assert in_the_way(award("replacement", "lost"), [waiting], VALUE, "EUR") == (waiting,)


STEPS = st.lists(st.tuples(st.sampled_from(CAUSES), st.sampled_from(MARKETS), st.sampled_from("ab")), max_size=14)


@given(value=st.decimals(0, 3000, places=2), steps=STEPS, back=st.lists(st.booleans(), min_size=14, max_size=14))
def test_whoever_grants_by_the_rules_never_gives_more_than_the_order(
    value: Decimal, steps: list[tuple[str, str, str]], back: list[bool]
) -> None:
    value, ledger = rounded(value, "EUR"), dict[str, Award]()
    for (cause, market, case), again in zip(steps, back, strict=False):
        matter = Matter(case=case * 64, mailbox="support", cause=cause, order="A-1", market=market, value=value,
                        currency="EUR")  # fmt: skip
        made = proposal(DEFAULT_COMPENSATION, matter, tuple(ledger.values()), NOW, by_hand=True)
        if made is None:
            continue
        fits = not over(made, tuple(ledger.values()), value, "EUR")
        ledger[made.key] = replace(made, state=AwardState.GRANTED) if fits else made
        if again:
            ledger[made.key] = replace(made, state=AwardState.WITHDRAWN)
    told = [one for one in ledger.values() if one.state is AwardState.GRANTED]
    assert list(excesses(told, value, "EUR")) == []
    worth = sum((value if one.kind == "replacement" else one.amount or Decimal(0) for one in told), Decimal(0))
    assert worth <= value


TEAM = Authority(agents={"max@shop.example": "expert"})
ABOVE = {
    "an expert's by an expert": (award("refund", tier="expert", by="max@shop.example"), False),
    "an expert's by anybody": (award("refund", tier="expert", by="ann@shop.example"), True),
    "a small one by anybody": (award("discount", by="ann@shop.example"), False),
    "what the table lets the machine give": (award("discount", tier="expert", by="triage"), False),
    "only proposed": (award("refund", tier="expert", by="ann@shop.example", state=AwardState.PROPOSED), False),
}


@pytest.mark.parametrize(("made", "above"), ABOVE.values(), ids=ABOVE.keys())
def test_what_is_above_an_agents_authority(made: Award, above: bool) -> None:
    assert is_above(made, TEAM) is above
