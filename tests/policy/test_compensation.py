"""The compensation ladder: what is offered, how much, and that nothing is paid twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.domain import Award, AwardState
from triage.labels import INTENTS, MARKETS, PARCEL_STATES
from triage.policy.compensation import (
    NO_CAUSE,
    Matter,
    cause_of,
    code_kind,
    fitting,
    is_told,
    proposal,
)
from triage.policy.compensation_faults import faults, out_of_reach, setting_faults, who_may_grant
from triage.policy.compensation_limits import allowed, rounded
from triage.settings import DEFAULT_COMPENSATION, Authority, Codes, CompensationRow
from triage.settings.compensation import CAUSES, KINDS, TIERS

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CASE = "c" * 64


def matter(cause: str, **more: Any) -> Matter:
    values = {"case": CASE, "mailbox": "support", "order": "NW-20417", "value": Decimal(80), "currency": "EUR"}
    return Matter(cause=cause, **values | more)


def next_one(what: Matter, *earlier: Award, automatic: bool = False, by_hand: bool = False) -> Award | None:
    return proposal(DEFAULT_COMPENSATION, what, earlier, NOW, automatic=automatic, by_hand=by_hand)


def granted(made: Award | None) -> Award:
    assert made is not None
    return replace(made, state=AwardState.GRANTED)


def withdrawn(made: Award | None) -> Award:
    assert made is not None
    return replace(made, state=AwardState.WITHDRAWN)


def in_words(made: Award | None) -> str:
    """An award as a line of a table."""
    if made is None:
        return "nothing"
    share = f"{(made.share * 100).normalize():f}% " if made.share is not None else ""
    amount = f"{made.amount} {made.currency} " if made.amount is not None else ""
    return f"{share}{amount}{made.kind}" + (f" + {made.plus}" if made.plus else "")


# --- causes -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("intent", "state", "cause"),
    [
        ("order_status", "stalled", "delay"), ("no_tracking_update", "stuck", "delay"),
    ("delivery_delay", "unknown", "delay"),
        ("order_status", "not_collected", "delay"), ("lost_parcel", "lost", "lost"), ("order_status", "lost", "lost"),
        ("customs", "customs", "customs"), ("delivery_delay", "customs", "customs"),
    ("damaged_parcel", "delivered", "damage"),
        ("damaged_parcel", "unknown", "damage"), ("wrong_or_missing_item", "delivered", "wrong_item"),
        ("product_defect", "unknown", "defect"), ("not_as_described", "delivered", "defect"),
    ],
)  # fmt: skip
def test_a_cause_is_seen(intent: str, state: str, cause: str) -> None:
    assert cause_of(intent, state) == cause


@pytest.mark.parametrize(
    ("intent", "state"),
    [
        ("order_status", "moving"), ("order_status", "unknown"), ("delivery_delay", "moving"),
        ("delivery_delay", "delivered"), ("lost_parcel", "delivered"), ("lost_parcel", "unknown"),
        ("customs", "unknown"), ("shipping_time", "stuck"), ("refund", "lost"), ("dispute", "lost"),
        ("feedback", "stuck"), ("other", "stuck"), ("product_question", "customs"), ("order_status", "returned"),
    ],
)  # fmt: skip
def test_nothing_is_owed_for_a_question(intent: str, state: str) -> None:
    assert cause_of(intent, state) == NO_CAUSE


@pytest.mark.parametrize("intent", [*INTENTS, "a shop's own"])
def test_every_combination_has_a_known_cause(intent: str) -> None:
    assert {cause_of(intent, state) for state in PARCEL_STATES} <= {*CAUSES, NO_CAUSE}


# --- the shipped ladder -----------------------------------------------------------------------------------------------
LADDERS = [
    ("delay", "europe", 80, ["5% 4.00 EUR discount", "15% 12.00 EUR discount + gift"]),
    ("delay", "north_america", 80, ["5% 4.00 EUR discount", "15% 12.00 EUR discount + gift"]),
    ("delay", "asia", 80, ["gift", "5% 4.00 EUR discount", "15% 12.00 EUR discount"]),
    ("customs", "europe", 80, ["15% 12.00 EUR discount"]),
    ("congestion", "north_america", 80, ["10% 8.00 EUR discount + free_shipping"]),
    ("congestion", "asia", 80, ["gift", "10% 8.00 EUR discount + free_shipping"]),
    ("damage", "asia", 80, ["20% 16.00 EUR refund_part"]),  # what follows is more than the order: a person's
    ("lost", "europe", 80, ["replacement"]),
    ("defect", "europe", 80, ["replacement"]),
    ("data", "europe", 80, ["10 EUR voucher"]),
    ("data", "europe", 6, ["6 EUR voucher"]),
    ("delay", "europe", 500, ["30% 150.00 EUR discount"]),
    ("delay", "asia", 900, ["30% 270.00 EUR discount"]),
    ("delay", "europe", None, ["5% discount", "15% discount + gift"]),
    ("damage", "europe", None, []),  # a part of an unknown value cannot be refunded
    ("lost", "europe", None, ["replacement"]),
    ("data", "europe", None, ["10 EUR voucher"]),
    ("delay", "europe", 0, []),
]


@pytest.mark.parametrize(("cause", "market", "value", "steps"), LADDERS)
def test_the_shipped_ladders(cause: str, market: str, value: int | None, steps: list[str]) -> None:
    what = matter(cause, market=market, value=None if value is None else Decimal(value))
    given: list[Award] = []
    for said in [*steps, "nothing"]:
        made = next_one(what, *given)
        assert in_words(made) == said
        given += [granted(made)] if made else []


BY_HAND = [
    ("damage", 80, ["20% 16.00 EUR refund_part", "replacement", "64.00 EUR refund"]),
    ("lost", 80, ["replacement", "80 EUR refund"]),
    ("lost", None, ["replacement", "100% refund"]),
    ("delay", 900, ["30% 270.00 EUR discount", "replacement"]),
]


@pytest.mark.parametrize(("cause", "value", "steps"), BY_HAND)
def test_a_person_may_propose_what_waits_until_something_was_taken_back(
    cause: str, value: int | None, steps: list[str]
) -> None:
    what = matter(cause, value=None if value is None else Decimal(value))
    given: list[Award] = []
    for said in [*steps, "nothing"]:
        made = next_one(what, *given, by_hand=True)
        assert in_words(made) == said
        given += [granted(made)] if made else []


def test_what_a_person_proposed_is_in_no_draft_before_it_can_be_granted() -> None:
    """Once the money was taken back, the replacement that waits is what comes next."""
    money = granted(next_one(matter("damage")))
    waiting = next_one(matter("damage"), money, by_hand=True)
    assert waiting is not None
    assert next_one(matter("damage"), money, waiting) is None
    assert next_one(matter("damage"), withdrawn(money), waiting) == waiting


def test_the_shipped_table_is_sound() -> None:
    assert faults(DEFAULT_COMPENSATION) == ()
    assert list(setting_faults(DEFAULT_COMPENSATION, Authority(), Codes())) == []
    assert not any(row.automatic for row in DEFAULT_COMPENSATION)
    for cause in CAUSES:
        for market in MARKETS:
            made = fitting(DEFAULT_COMPENSATION, matter(cause, market=market), 1)
            assert made is not None
            assert TIERS.index(made.tier) < TIERS.index("expert")  # a first gesture needs no expert


# --- the law ----------------------------------------------------------------------------------------------------------
def test_a_step_that_is_only_proposed_is_proposed_again() -> None:
    first = next_one(matter("delay"))
    assert first is not None
    held = replace(first, code="SORRY-1")
    assert next_one(matter("delay"), held) == held


def test_two_cases_on_one_order_do_not_both_pay() -> None:
    first = next_one(matter("delay"))
    assert first is not None
    elsewhere = matter("delay", case="d" * 64, order="#nw 20417")
    assert next_one(elsewhere, first) is None
    assert in_words(next_one(elsewhere, granted(first))).startswith("15%")
    assert next_one(elsewhere, granted(first)).key == "NW20417:delay:2"  # type: ignore[union-attr]


def test_another_order_of_the_same_case_has_its_own_ladder() -> None:
    first = granted(next_one(matter("delay")))
    assert in_words(next_one(matter("delay", order="NW-999"), first)).startswith("5%")


def test_an_order_that_becomes_known_later_does_not_begin_anew() -> None:
    first = next_one(matter("delay", order="", value=None))
    assert first is not None
    assert first.key == f"{CASE}:delay:1"
    assert next_one(matter("delay", case="d" * 64, order=""), first).key == f"{'d' * 64}:delay:1"  # type: ignore[union-attr]
    assert next_one(matter("delay"), granted(first)).step == 2  # type: ignore[union-attr]


def test_what_was_withdrawn_may_be_given_anew_and_is_another_row() -> None:
    first = withdrawn(next_one(matter("delay")))
    again = next_one(matter("delay"), first)
    assert again is not None
    assert (again.key, again.step) == ("NW20417:delay:1:2", 1)
    third = next_one(matter("delay"), first, withdrawn(again))
    assert third is not None
    assert third.key == "NW20417:delay:1:3"


OTHERS = [
    ("delay", "damage", "12.00 EUR refund_part"),  # 16 less 4
    ("delay", "customs", "8.00 EUR voucher"),  # 12 less 4: a discount's difference is a sum
    ("customs", "delay", "nothing"),
    ("customs", "congestion", "nothing"),
    ("delay", "data", "6.00 EUR voucher"),
    ("delay", "lost", "nothing"),  # the article on top of money is more than the order
    ("damage", "lost", "nothing"),
    ("lost", "delay", "nothing"),
    ("lost", "damage", "nothing"),
    ("damage", "damage", "nothing"),
]


@pytest.mark.parametrize(("before", "then", "said"), OTHERS)
def test_another_cause_comes_on_top_only_with_what_it_is_worth_more(before: str, then: str, said: str) -> None:
    assert in_words(next_one(matter(then), granted(next_one(matter(before))))) == said


def test_a_gift_is_not_put_on_top_of_another_cause_but_money_may_follow_a_gift() -> None:
    gift = granted(next_one(matter("delay", market="asia")))
    assert next_one(matter("customs", market="asia"), gift) is None
    assert in_words(next_one(matter("damage", market="asia"), gift)) == "20% 16.00 EUR refund_part"


def test_of_unknown_value_shares_are_compared() -> None:
    first = granted(next_one(matter("delay", value=None)))
    assert in_words(next_one(matter("customs", value=None), first)) == "10% discount"
    assert next_one(matter("data", value=None), first) is None


def test_nothing_follows_a_refund() -> None:
    refund = replace(granted(next_one(matter("lost"))), kind="refund", amount=Decimal(80), currency="EUR")
    assert all(next_one(matter(cause), refund) is None for cause in CAUSES)


def test_a_thank_you_is_no_compensation_but_counts_towards_the_value() -> None:
    thanks = replace(
        granted(next_one(matter("delay"))), key="x", cause="thanks", share=Decimal("0.98"), amount=None, kind="discount"
    )
    assert in_words(next_one(matter("delay"), thanks)) == "1.60 EUR voucher"


@pytest.mark.parametrize(
    ("value", "currency"),
    [
        (Decimal("NaN"), "EUR"),
        (Decimal(-5), "EUR"),
        (Decimal(10) ** 30, "EUR"),
        (Decimal(80), ""),
        (Decimal(80), "EURO"),
    ],
)
def test_a_value_that_is_none_counts_as_unknown(value: Decimal, currency: str) -> None:
    assert in_words(next_one(matter("delay", value=value, currency=currency))) == "5% discount"


def test_sums_of_another_currency_are_for_a_person() -> None:
    assert next_one(matter("data", currency="GBP")) is None
    voucher = granted(next_one(matter("data")))
    assert next_one(matter("damage", currency="GBP"), voucher) is None


def test_an_automatic_mail_promises_only_what_the_table_marks() -> None:
    assert next_one(matter("delay"), automatic=True) is None
    table = [replace(DEFAULT_COMPENSATION[0], automatic=True), DEFAULT_COMPENSATION[1]]
    first = proposal(table, matter("delay"), (), NOW, automatic=True)
    assert in_words(first) == "5% 4.00 EUR discount"
    assert proposal(table, matter("delay", order=""), (), NOW, automatic=True) is None
    assert proposal(table, matter("delay"), [granted(first)], NOW, automatic=True) is None


def test_a_code_is_promised_for_as_long_as_the_row_says() -> None:
    assert next_one(matter("delay")).valid_until == NOW + timedelta(days=30)  # type: ignore[union-attr]
    assert next_one(matter("lost")).valid_until is None  # type: ignore[union-attr]


MONEY = st.decimals(0, 3000, places=2)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(CAUSES), st.sampled_from(MARKETS), st.sampled_from(["a", "b"]), st.sampled_from(["g", "w", "p"])
    ),
    max_size=12,
)


@given(value=MONEY, currency=st.sampled_from(["EUR", "USD", "JPY", "KWD"]), steps=STEPS)
def test_an_order_never_costs_more_than_it_brought(value: Decimal, currency: str, steps: list[tuple[str, ...]]) -> None:
    value = rounded(value, currency)
    ledger: dict[str, Award] = {}
    for cause, market, case, becomes in steps:
        what = matter(cause, market=market, case=case * 64, value=value, currency=currency)
        made = proposal(DEFAULT_COMPENSATION, what, tuple(ledger.values()), NOW)
        if made is not None:
            assert made.amount is None or made.amount == rounded(made.amount, currency) > 0
            change = {"g": granted, "w": withdrawn, "p": lambda same: same}[becomes]
            ledger[made.key] = change(made)
    standing = [one for one in ledger.values() if one.state is not AwardState.WITHDRAWN]
    assert sum((one.amount or Decimal(0) for one in standing), Decimal(0)) <= value
    assert len({(one.cause, one.step) for one in standing}) == len(standing)


@pytest.mark.parametrize(
    ("share", "value", "currency", "amount"),
    [
        ("0.05", "12.10", "EUR", "0.61"),
        ("0.05", "50", "JPY", "3"),
        ("0.05", "1.111", "KWD", "0.056"),
        ("0.5", "0.01", "EUR", "0.01"),
    ],
)
def test_money_is_rounded_half_up_to_the_smallest_coin(share: str, value: str, currency: str, amount: str) -> None:
    table = [CompensationRow(name="x", causes=("delay",), share=Decimal(share))]
    made = proposal(table, matter("delay", value=Decimal(value), currency=currency), (), NOW)
    assert made is not None
    assert made.amount == Decimal(amount)


# --- faults of a table ------------------------------------------------------------------------------------------------
def row(name: str = "row", **more: Any) -> CompensationRow:
    worth = {} if {"kind", "amount"} & more.keys() else {"share": Decimal("0.1")}
    return CompensationRow(name=name, **{"causes": ("delay",)} | worth | more)


FAULTY = [
    ([row(causes=("dely",))], 'row: unknown cause "dely"; did you mean "delay"?'),
    ([row(causes=())], "row: causes is empty"),
    ([row(states=("stuk",))], 'row: unknown state "stuk"; did you mean "stuck"?'),
    ([row(markets=("europ",))], 'row: unknown market "europ"; did you mean "europe"?'),
    ([row(kind="discont", share=Decimal("0.1"))], 'row: unknown kind "discont"; did you mean "discount"?'),
    ([row(tier="expret")], 'row: unknown tier "expret"; did you mean "expert"?'),
    ([row(plus="present")], 'row: unknown plus "present"'),
    ([row(kind="gift", plus="gift")], 'row: plus is "gift", which the row gives already'),
    ([row(share=Decimal(5))], "row: share is 5; it is a part of one, so 5 % is 0.05"),
    ([row(share=Decimal(0))], "row: share is 0;"),
    ([row(share=Decimal("-0.1"))], "row: share is -0.1;"),
    ([row(share=None)], "row: a discount needs a share"),
    ([row(amount=Decimal(5), currency="EUR")], "row: a discount needs a share; a fixed amount off is a voucher"),
    ([row(kind="voucher", share=Decimal("0.1"))], "row: a voucher needs an amount"),
    ([row(kind="voucher", amount=Decimal(10))], 'row: unknown currency ""'),
    ([row(kind="voucher", amount=Decimal(10), currency="EURO")], 'row: unknown currency "EURO"'),
    ([row(kind="voucher", amount=Decimal(0), currency="EUR")], "row: amount is 0; it must be above 0"),
    ([row(kind="refund_part", share=Decimal("0.1"), amount=Decimal(1), currency="EUR")], "needs a share or an amount"),
    ([row(kind="gift", share=Decimal("0.1"))], "row: a gift has neither share nor amount"),
    ([row(valid_days=3)], "row: valid_days is 3; a code for 3 days or less is refused"),
    ([row(step=0)], "row: step is 0; steps are counted from 1"),
    ([row(min_value=Decimal(-1), currency="EUR")], "row: min_value is -1"),
    ([row(min_value=Decimal(9), max_value=Decimal(9), currency="EUR")], "row: max_value is 9"),
    ([row(min_value=Decimal(9))], 'row: unknown currency ""'),
    ([row("a"), row("a", causes=("lost",))], "a: two rows have this name"),
    ([row("a"), row("b")], "a and b: both are step 1 for delay, any state, any market"),
    ([row("a"), row("b", markets=("asia",))], "a and b: both are step 1 for delay, any state, asia"),
    ([row("a", states=("stuck", "lost")), row("b", states=("lost",))], "both are step 1 for delay, lost, any market"),
    (
        [row("a", max_value=Decimal(50), currency="EUR"), row("b", min_value=Decimal(49), currency="EUR")],
        "a and b: both are step 1",
    ),
    ([row(step=2)], "row: is step 2 for delay, unknown, north_america, and there is no step 1"),
    ([row("a", markets=("europe",)), row("b", step=2)], "b: is step 2 for delay, unknown, north_america"),
    ([row("a", min_value=Decimal(50), currency="EUR"), row("b", step=2)], "b: is step 2 for delay"),
]  # fmt: skip

SOUND = [
    [row()],
    [row("a", markets=("europe",)), row("b", markets=("asia",))],
    [row("a", states=("stuck",)), row("b", states=("lost",))],
    [row("a"), row("b", causes=("damage",))],
    [row("a"), row("b", step=2), row("c", step=3)],
    [row("a"), row("b", min_value=Decimal(50), currency="EUR")],
    [row("a", max_value=Decimal(50), currency="EUR"), row("b", min_value=Decimal(50), currency="EUR")],
    [row("a", min_value=Decimal(50), currency="EUR"), row("b", min_value=Decimal(50), currency="USD")],
    [row("a"), row("b", step=2, min_value=Decimal(50), currency="EUR")],
    [
        row("a", min_value=Decimal(40), currency="EUR"),
        row("b", step=2, min_value=Decimal(50), max_value=Decimal(60), currency="EUR"),
    ],
    [row(kind="refund_part", amount=Decimal(5), currency="EUR")],
    [row(kind="refund_part", valid_days=1, share=Decimal("0.1"))],
    [row(valid_days=4)],
]


@pytest.mark.parametrize(("table", "words"), FAULTY)
def test_a_fault_of_a_table_is_told(table: list[CompensationRow], words: str) -> None:
    assert any(words in fault for fault in faults(table)), faults(table)


@pytest.mark.parametrize("table", SOUND)
def test_a_sound_table_is_left_alone(table: list[CompensationRow]) -> None:
    assert faults(table) == ()


def test_faults_of_the_settings_around_it_are_told() -> None:
    authority = Authority(agents={"ann@shop.example": "exprt"}, default="nobody")
    told = "\n".join(setting_faults([], authority, Codes(seconds=0, least_days=3, low=-1)))
    for words in ('ann@shop.example: unknown tier "exprt"; did you mean "expert"?', 'default: unknown tier "nobody"',
                  "seconds is 0", "least_days is 3", "low is -1"):  # fmt: skip
        assert words in told


# --- who may, codes, and what a mail tells ----------------------------------------------------------------------------
@pytest.mark.parametrize("tier", TIERS)
def test_each_tier_may_grant_what_those_below_it_may(tier: str) -> None:
    authority = Authority(agents={"Ann@Shop.example": tier})
    made = next_one(matter("delay"))
    assert made is not None
    reach = [needed for needed in TIERS if allowed(replace(made, tier=needed), "ann@shop.EXAMPLE", authority)]
    assert reach == list(TIERS[: TIERS.index(tier) + 1])
    assert not allowed(replace(made, tier="advanced"), "max@shop.example", authority)


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (row(share=Decimal("0.05")), "discount_5"), (row(share=Decimal("0.125")), "discount_12.5"),
        (row(share=Decimal("0.1")), "discount_10"), (row(share=Decimal("1.0")), "discount_100"),
        (row(kind="voucher", amount=Decimal("10.00"), currency="EUR"), "voucher_10_EUR"),
        (row(kind="voucher", amount=Decimal(1200), currency="JPY"), "voucher_1200_JPY"),
        (row(kind="free_shipping"), "free_shipping"), (row(kind="gift"), ""), (row(kind="replacement"), ""),
        (row(kind="refund_part", share=Decimal("0.1")), ""),
    ],
)  # fmt: skip
def test_a_codes_kind_tells_what_it_is_worth(made: CompensationRow, kind: str) -> None:
    assert code_kind(made) == kind


def award(**more: Any) -> Award:
    made = next_one(matter("delay"))
    assert made is not None
    return replace(made, **{"share": None, "amount": None, "currency": ""} | more)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (award(code="SORRY-5", share=Decimal("0.05")), "Your code is SORRY-5."),
        (award(share=Decimal("0.05")), "We give you 5 % off"),
    (award(share=Decimal("0.05")), "Sie erhalten 5\xa0% Rabatt"),
        (award(share=Decimal("0.125")), "12,5 %"), (award(share=Decimal("0.15")), "15% off!"),
        (award(kind="voucher", amount=Decimal("10.00"), currency="EUR"), "einen Gutschein über 10,00 €"),
        (award(kind="voucher", amount=Decimal("7.5"), currency="USD"), "a $7.50 voucher"),
        (award(kind="refund_part", share=Decimal("0.2"), amount=Decimal(16), currency="EUR"), "we refund 16 EUR"),
    ],
)  # fmt: skip
def test_an_offer_is_found_in_a_mail(made: Award, text: str) -> None:
    assert is_told(made, text)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (award(code="SORRY-5", share=Decimal("0.05")), "Your code is SORRY-51, for 5 %."),
        (award(code="SORRY-5"), "XSORRY-5"), (award(share=Decimal("0.05")), "15 % off"),
        (award(share=Decimal("0.05")), "5 days"), (award(share=Decimal("0.05")), "4.5 % off"),
        (award(share=Decimal("0.05")), "5.5 % off"),
        (award(kind="voucher", amount=Decimal("10.00"), currency="EUR"), "10 % off"),
        (award(kind="voucher", amount=Decimal("10.00"), currency="EUR"), "order 100"),
        (award(kind="voucher", amount=Decimal("10.00"), currency="EUR"), "10.50 EUR"),
        (award(kind="gift"), "we add a gift"), (award(kind="replacement"), "we send it again"),
    ],
)  # fmt: skip
def test_in_doubt_an_offer_was_not_told(made: Award, text: str) -> None:
    assert not is_told(made, text)


def test_every_kind_has_a_row_or_is_a_shops_choice() -> None:
    assert {one.kind for one in DEFAULT_COMPENSATION} | {"free_shipping"} == set(KINDS)


# --- who has the tiers ------------------------------------------------------------------------------------------------
TEAM = Authority(agents={"max@shop.example": "expert", "ann@shop.example": "advanced"})


def test_the_table_tells_who_may_grant() -> None:
    assert list(who_may_grant(DEFAULT_COMPENSATION, TEAM)) == [
        "basic: granted by everybody",
        "advanced: granted by ann@shop.example, max@shop.example",
        "expert: granted by max@shop.example",
        "drafts offer what everybody may grant: 7 of 22 rows",
    ]
    alone = list(who_may_grant(DEFAULT_COMPENSATION, Authority(default="expert")))
    assert alone[2:] == ["expert: granted by everybody", "drafts offer what everybody may grant: 22 of 22 rows"]


def test_rows_that_nobody_may_grant_are_told() -> None:
    (line,) = out_of_reach(DEFAULT_COMPENSATION, Authority())
    for words in ("delay_2, customs", "more rows", 'default = "expert"', '"you@shop.example" = "expert"'):
        assert words in line
    (line,) = out_of_reach([row("dear", tier="advanced")], Authority())
    assert 'nobody may grant dear, and no draft offers them: they need a higher tier than "basic"' in line


@pytest.mark.parametrize("authority", [TEAM, Authority(default="expert")])
def test_rows_that_somebody_may_grant_are_left_alone(authority: Authority) -> None:
    assert list(out_of_reach(DEFAULT_COMPENSATION, authority)) == []
    assert list(out_of_reach([row("small")], Authority())) == []
