"""The decision matrix: what each row takes, what it leaves alone, and what `triage check` says of a wrong table."""

from dataclasses import replace
from itertools import product
from pathlib import Path
from time import process_time

import pytest

from triage.domain import Level
from triage.labels import CUSTOMERS, INTENTS, MARKETS, PARCEL_STATES
from triage.policy.answerable import ANSWERABLE, may_be_automatic
from triage.policy.matrix import faults, is_own, overlaps, row_for
from triage.settings import DEFAULT_CLOCKS, DEFAULT_MATRIX, DEFAULT_QUEUES, MatrixRow

QUEUES = tuple(rule.name for rule in DEFAULT_QUEUES)
CLOCKS = tuple(rule.name for rule in DEFAULT_CLOCKS)
TEXTS = tuple(folder.name for folder in (Path(__file__).parents[2] / "templates").iterdir())
TROUBLE = ("not_collected", "late", "stalled", "stuck", "customs", "returned", "lost")
CALM = ("unknown", "not_shipped", "label_only", "moving", "out_for_delivery")
EVERYTHING = tuple(product(INTENTS, PARCEL_STATES, CUSTOMERS, MARKETS, Level))


def found(
    intent: str, state: str = "moving", customer: str = "new", *own: MatrixRow, market: str = "europe"
) -> MatrixRow:
    return row_for(
        (*own, *DEFAULT_MATRIX), intent=intent, state=state, customer=customer, market=market, level=Level.AUTO
    )


def said(intent: str, state: str = "moving", customer: str = "new") -> tuple[str, str]:
    row = found(intent, state, customer)
    return row.answer, row.template or intent


SAYS = {
    "where is it, on its way": (said("order_status"), ("auto", "order_status")),
    "where is it, no order known": (said("order_status", "unknown"), ("auto", "missing_order_number")),
    "where is it, delivered": (said("order_status", "delivered"), ("draft", "lost_parcel")),
    "where is it, stalled": (said("order_status", "stalled"), ("draft", "order_status")),
    "where is it, lost": (said("order_status", "lost"), ("draft", "lost_parcel")),
    "tracking shows nothing, on its way": (said("no_tracking_update"), ("auto", "no_tracking_update")),
    "tracking shows nothing, stuck": (said("no_tracking_update", "stuck"), ("draft", "no_tracking_update")),
    "tracking says delivered": (said("no_tracking_update", "delivered"), ("draft", "lost_parcel")),
    "how long, stalled": (said("shipping_time", "stalled"), ("draft", "order_status")),
    "how long, before any order": (said("shipping_time", "unknown"), ("auto", "shipping_time")),
    "never came": (said("lost_parcel", "delivered"), ("draft", "lost_parcel")),
    "late": (said("delivery_delay", "moving"), ("draft", "delivery_delay")),
    "damaged": (said("damaged_parcel", "delivered"), ("draft", "damaged_parcel")),
    "wrong goods": (said("wrong_or_missing_item", "delivered"), ("draft", "first_contact")),
    "a return after delivery": (said("return_exchange", "delivered"), ("auto", "return_exchange")),
    "money back for a lost parcel": (said("refund", "lost"), ("draft", "refund")),
    "another address, delivered": (said("address_change", "delivered"), ("draft", "address_change")),
    "thanks": (said("feedback", "delivered"), ("auto", "feedback")),
    "a dispute": (said("dispute"), ("draft", "dispute")),
    "the law": (said("legal_policy", "unknown"), ("person", "legal_policy")),
    "a complaint about us": (said("service_complaint"), ("person", "service_complaint")),
    "no customer": (said("other", "unknown"), ("person", "other")),
    "a VIP, calm": (said("order_status", "moving", "vip"), ("draft", "order_status")),
    "a VIP with a dispute": (said("dispute", "moving", "vip"), ("draft", "dispute")),
    "a buyer on a marketplace": (said("refund", "unknown", "marketplace"), ("draft", "refund")),
    "a customer with an open dispute": (said("feedback", "delivered", "dispute"), ("draft", "feedback")),
    "a returning customer": (said("order_status", "moving", "returning"), ("auto", "order_status")),
}


@pytest.mark.parametrize(("answer", "wanted"), SAYS.values(), ids=SAYS.keys())
def test_what_the_shipped_rows_say(answer: tuple[str, str], wanted: tuple[str, str]) -> None:
    assert answer == wanted


def test_what_may_never_be_automatic_is_not_and_everything_is_decided() -> None:
    for intent, state, customer, market, level in EVERYTHING:
        row = row_for(DEFAULT_MATRIX, intent=intent, state=state, customer=customer, market=market, level=level)
        assert row in DEFAULT_MATRIX
        if row.answer == "auto":
            assert may_be_automatic(intent, state, customer)
            assert customer in {"new", "returning"}


@pytest.mark.parametrize("state", TROUBLE)
def test_a_parcel_in_trouble_never_gets_the_calm_answer(state: str) -> None:
    assert {found(intent, state, customer).answer for intent in INTENTS for customer in CUSTOMERS} == {
        "draft",
        "person",
    }


@pytest.mark.parametrize("intent", sorted(ANSWERABLE))
def test_what_the_machine_may_answer_it_answers_for_calm_parcels(intent: str) -> None:
    left = {"moving", "out_for_delivery"} if intent in {"address_change", "cancel_or_change_order"} else set()
    assert {state for state in CALM if found(intent, state).answer != "auto"} == left


def test_a_combination_without_a_row_is_a_persons() -> None:
    row = row_for((), intent="refund", state="moving", customer="new", market="asia", level="auto")
    assert row.answer == "person"


def test_the_shops_row_comes_first_and_only_where_its_conditions_hold() -> None:
    own = MatrixRow(name="Asia", intents=("refund",), markets=("asia",), levels=(Level.AUTO,), answer="person")
    assert is_own(own)
    assert found("refund", "moving", "new", own, market="asia") is own
    assert not any(is_own(found(intent, "moving", "new", own)) for intent in INTENTS)


def test_the_shipped_rows_have_no_fault_and_the_look_is_quick() -> None:
    begun = process_time()
    assert faults(DEFAULT_MATRIX, queues=QUEUES, clocks=CLOCKS, templates=TEXTS) == ()
    assert process_time() - begun < 0.2


ROW = MatrixRow(name="mine", intents=("refund",), states=("delivered",), answer="draft")
FAULTS = {
    "a text for another moment": (
        (
            MatrixRow(name="a", intents=("refund",), states=("unknown",), customers=("new",), answer="auto",
                      template="dispute_apology"),
            *DEFAULT_MATRIX,
        ),
        'row "a": the text dispute_apology is never an automatic answer; write draft or person',
    ),
    "a hole": (
        DEFAULT_MATRIX[:-1],
        "no row takes payment with the parcel unknown, customer returning, market north_america, level shadow",
    ),
    "a contradiction": (
        (ROW, replace(ROW, name="other", answer="person"), *DEFAULT_MATRIX),
        'rows "mine" and "other" contradict each other: they take the same cases; leave one out',
    ),
    "the same in other words": (
        (ROW, replace(ROW, name="other", markets=MARKETS), *DEFAULT_MATRIX),
        'rows "mine" and "other" contradict each other: they take the same cases; leave one out',
    ),
    "a row behind a wider one": (
        (replace(ROW, states=()), replace(ROW, name="late"), *DEFAULT_MATRIX),
        'row "late" can never fit: "mine" before it takes everything it could',
    ),
    "a row behind two": (
        (ROW, replace(ROW, name="b", states=("lost",)), replace(ROW, name="c", states=("delivered", "lost")),
         *DEFAULT_MATRIX),
        'row "c" can never fit: "mine", "b" before it takes everything it could',
    ),
    "automatic for a dispute": (
        (replace(ROW, intents=("dispute",), answer="auto"), *DEFAULT_MATRIX),
        'row "mine": dispute is never answered automatically at all; write draft or person',
    ),
    "automatic for a stalled parcel": (
        (replace(ROW, intents=("order_status",), states=("moving", "stalled"), answer="auto"), *DEFAULT_MATRIX),
        'row "mine": order_status is never answered automatically with the parcel stalled; write draft or person',
    ),
    "an intent": (
        (replace(ROW, intents=("refnd",)), *DEFAULT_MATRIX),
        'row "mine": unknown intent "refnd"; did you mean "refund"?',
    ),
    "a state": (
        (replace(ROW, states=("stucked",)), *DEFAULT_MATRIX),
        'row "mine": unknown state "stucked"; did you mean "stuck"?',
    ),
    "a customer": (
        (replace(ROW, customers=("VIP",)), *DEFAULT_MATRIX), 'row "mine": unknown customer "VIP"; did you mean "vip"?',
    ),
    "a market": (
        (replace(ROW, markets=("america",)), *DEFAULT_MATRIX),
        'row "mine": unknown market "america"; did you mean "north_america"?',
    ),
    "a queue": (
        (replace(ROW, queue="Monye"), *DEFAULT_MATRIX), 'row "mine": unknown queue "Monye"; did you mean "Money"?',
    ),
    "a clock": (
        (replace(ROW, clock="ordinry"), *DEFAULT_MATRIX),
        'row "mine": unknown clock "ordinry"; did you mean "ordinary"?',
    ),
    "a text": (
        (replace(ROW, template="first_contct"), *DEFAULT_MATRIX),
        'row "mine": unknown template "first_contct"; did you mean "first_contact"?',
    ),
    "no name": ((replace(ROW, name=" "), *DEFAULT_MATRIX), 'row " ": a name has 1 to 80 characters'),
    "one name twice": (
        (replace(ROW, name="Where is my order"), *DEFAULT_MATRIX),
        '2 rows are called "Where is my order"; a decision names its row, so call them differently',
    ),
}  # fmt: skip
ASKS = "missing_order_number"
STATUS = MatrixRow(name="s", intents=("shipping_time", "no_tracking_update"), states=("moving",), customers=("new",),
                   answer="auto")  # fmt: skip
BOLD = 'row "mine": customer {} is never answered automatically; write customers = ["vip", "returning", "new"] or some'
BOUNDS = {
    "an open dispute": (replace(ROW, customers=("vip", "dispute"), answer="auto"), BOLD.format("dispute")),
    "a marketplace": (replace(ROW, customers=("marketplace",), answer="auto"), BOLD.format("marketplace")),
    "everybody": (replace(ROW, answer="auto"), BOLD.format("dispute")),
    "another question's text": (
        replace(ROW, customers=("new",), answer="auto", template="order_status"),
        'row "mine": the text order_status is no answer to refund; leave template out, or write draft or person',
    ),
    "one text for every question": (
        replace(STATUS, name="mine", intents=("order_status", "payment"), answer="auto", template="payment"),
        'row "mine": the text payment is no answer to order_status; leave template out',
    ),
    "a text for a person": (
        replace(ROW, answer="person", template="refund"),
        'row "mine": a person writes the answer, so the text refund is never used; leave template out, or write',
    ),
}  # fmt: skip
GOOD = {
    "the shop is more careful": (replace(ROW, answer="person"),),
    "a shipped row's own conditions": (replace(DEFAULT_MATRIX[1], name="mine", answer="draft"),),
    "a shipped row is wholly replaced": (MatrixRow(name="never alone", intents=("order_status",), answer="draft"),),
    "two rows that overlap": (replace(ROW, states=()), replace(ROW, name="b", intents=("refund", "payment"))),
    "automatic where the machine may": (replace(ROW, customers=("vip",), answer="auto"),),
    "automatic for everything that a row before left": (
        MatrixRow(name="a", intents=("refund",), states=TROUBLE, answer="person"),
        MatrixRow(
            name="b",
            intents=("refund",),
            customers=("vip", "returning", "new"),
            answer="auto",
            queue="Money",
            clock="vip",
        ),
    ),
    "automatic for a dispute's customer that a row before left": (
        MatrixRow(name="a", intents=("payment",), customers=("dispute", "marketplace"), answer="draft"),
        MatrixRow(name="b", intents=("payment",), states=CALM, answer="auto"),
    ),
    "the status for how long it takes": (replace(STATUS, template="order_status"),),
    "the number for any question about an order": (replace(STATUS, intents=("refund",), template=ASKS),),
    "tracking's text for where it is": (replace(STATUS, intents=("order_status",), template="no_tracking_update"),),
    "its own text, named": (replace(STATUS, intents=("refund",), template="refund"),),
    "another's text in a draft": (replace(STATUS, intents=("refund",), template="payment", answer="draft"),),
}


@pytest.mark.parametrize(("matrix", "fault"), FAULTS.values(), ids=FAULTS.keys())
def test_faults_are_named_with_their_neighbour(matrix: tuple[MatrixRow, ...], fault: str) -> None:
    assert faults(matrix, queues=QUEUES, clocks=CLOCKS, templates=TEXTS) == (fault,)


@pytest.mark.parametrize("own", GOOD.values(), ids=GOOD.keys())
def test_rows_that_a_shop_may_write(own: tuple[MatrixRow, ...]) -> None:
    assert faults((*own, *DEFAULT_MATRIX), queues=QUEUES, clocks=CLOCKS, templates=TEXTS) == ()


@pytest.mark.parametrize(("own", "fault"), BOUNDS.values(), ids=BOUNDS.keys())
def test_rows_that_are_too_bold(own: MatrixRow, fault: str) -> None:
    (found,) = faults((own, *DEFAULT_MATRIX), queues=QUEUES, clocks=CLOCKS, templates=TEXTS)
    assert found.startswith(fault)


OVERLAPS = {
    "two that share cases": (("refund",), ("delivered", "unknown"), ("delivered", "lost"), True),
    "an exception before the rule": (("refund",), ("delivered",), ("delivered", "lost"), False),
    "nothing shared": (("refund",), ("delivered",), ("lost",), False),
}


@pytest.mark.parametrize(("intents", "first", "second", "told"), OVERLAPS.values(), ids=OVERLAPS.keys())
def test_rows_that_overlap_are_told(
    intents: tuple[str, ...], first: tuple[str, ...], second: tuple[str, ...], told: bool
) -> None:
    one = MatrixRow(name="a", intents=intents, states=first, answer="person")
    other = MatrixRow(name="b", intents=intents, states=second, answer="draft")
    lines = list(overlaps((one, other)))
    assert [line[:60] for line in lines] == (
        ['rows "a" and "b" both take refund with the parcel delivered,'] if told else []
    )
    assert list(overlaps((one, replace(other, answer="person")))) == []


def test_a_look_at_a_shops_rows_is_quick() -> None:
    own = tuple(replace(ROW, name=f"{n}", markets=(MARKETS[n % 3],), states=(PARCEL_STATES[n],)) for n in range(13))
    begun = process_time()
    assert faults((*own, *DEFAULT_MATRIX), queues=QUEUES, clocks=CLOCKS, templates=TEXTS) == ()
    assert list(overlaps(own)) == []
    assert process_time() - begun < 0.2
