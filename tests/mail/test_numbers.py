import json
from pathlib import Path

import pytest

from triage.mail.numbers import order_numbers
from triage.mail.tracking import tracking_numbers

ORDERS = {
    "Where is order 1042?": ["1042"], "order number is 1042": ["1042"], "Order No. 1042": ["1042"],
    "order #A-1042": ["A-1042"], "order id: 1042": ["1042"], "#1042": ["1042"],
    "Bestellnummer: 1042": ["1042"], "Bestellung Nr. 4711": ["4711"], "Auftrag 10-22931": ["10-22931"],
    "numéro de commande 1042": ["1042"], "commande n° 1042": ["1042"],
    "pedido nº 1042 y gracias": ["1042"], "ordine numero 1042": ["1042"], "ordine n. 1042": ["1042"],
    "n.º de encomenda 1042": ["1042"], "订单号1042什么时候": ["1042"],
    "我的訂單 1042": ["1042"], "注文番号：1042": ["1042"], "zamówienie 55321": ["55321"],
    "order ABC-1234-X": ["ABC-1234-X"], "your order (1042)": ["1042"],
    "304-1234567-1234567": ["304-1234567-1234567"], "eBay 12-34567-89012": ["12-34567-89012"],
    "AliExpress 8012345678901234": ["8012345678901234"],
    "Order 1042, order 1043 and again order 1042": ["1042", "1043"],
}  # fmt: skip
NO_ORDERS = [
    "", "I ordered 2 shirts", "order 100 pieces", "in order 2 receive it", "order 12.03.2024", "order 2024-03-12",
    "order 1042.50 EUR", "order 500 $", "Bestellung vom 12.03.",
    "call +49 170 1234567", "card 4111111111111111", "#ffffff", "快递单号 1234567", "order from 2023",
    "https://shop.example/order/1042", "order1042@example.org", "size 1042", "border 1042",
    "my postcode is 10423", "&#1042;",
]  # fmt: skip


@pytest.mark.parametrize("text", ORDERS)
def test_order_numbers(text):
    assert list(order_numbers(text)) == ORDERS[text]


@pytest.mark.parametrize("text", NO_ORDERS)
def test_no_order_numbers(text):
    assert order_numbers(text) == ()


def test_the_shops_own_patterns_come_first_and_broken_ones_do_not_stop():
    text = "order 1042, ref SHOP/77 and Z9"
    assert order_numbers(text, (r"SHOP/(\d+)", "(", r"\bZ\d")) == ("1042",)
    assert order_numbers(text, (r"SHOP/(\d+)7",)) == ("1042",)
    assert order_numbers("ref SHOP/777, order 1042", (r"SHOP/(\d+)",)) == ("777", "1042")


def test_only_tokens_leave():
    for token in order_numbers("order #123\u202e4 order 1042<script> order 99999-x\r\nBcc: x", (r"order (.*)",)):
        assert token.replace("-", "").isalnum()
        assert token.isascii()


VALID = {
    "RB123456785GB": "upu", "LX123456785CN": "upu", "LM 123 456 785 DE": "upu", "1Z5R89390357567127": "ups",
    "1Z 8V9 2A7 03 6720 3024": "ups", "YT2229521272164446": "yunexpress",
    "4PX3000123456CN": "4px", "LP00123456789012": "cainiao", "SF1234567890123": "sf", "JT1234567890123": "jt",
    "TBA123456789012": "amazon", "UE123456785YP": "yanwen", "JJD0002257639032011": "yodel",
}  # fmt: skip
CALLED = {
    "my fedex 986578788855": "fedex", "USPS 9400 1112 0108 0805 4830 16": "usps",
    "tracking number 9405803699300124287899": "usps", "Sendungsnummer 00340434161094015902": "dhl",
    "DHL 3318810025": "dhl", "dpd 0998 0000 0200 34D": "dpd", "numéro de suivi 986578788855": "fedex",
    "快递单号 986578788855": "fedex",
}  # fmt: skip


@pytest.mark.parametrize("number", VALID)
def test_numbers_that_speak_for_themselves(number):
    (found,) = tracking_numbers(f"Where is {number}, please?")
    assert (found.number, found.carrier, found.valid) == (number.replace(" ", ""), VALID[number], True)


@pytest.mark.parametrize("text", CALLED)
def test_digits_count_where_they_are_called_a_tracking_number(text):
    assert [found.carrier for found in tracking_numbers(text) if found.valid] == [CALLED[text]]
    digits = "".join(letter for letter in text if letter.isascii() and not letter.isalpha())
    assert tracking_numbers(f"I paid on account {digits}") == ()


def test_the_two_special_check_digits_of_s10():
    assert [found.valid for found in tracking_numbers("RR100000140DE RR100000025DE RR100000141DE RR100000020DE")] == [
        True,
        True,
        False,
        False,
    ]


def test_a_slip_is_told():
    assert [found.valid for found in tracking_numbers("RB123456786GB and 1Z5R89390357567128")] == [False, False]


@pytest.mark.parametrize(
    "text",
    ["RB123456785XX", "2Z5R89390357567127", "tracking 986578788856", "call +49 170 1234567 about the tracking",
    "IBAN DE89370400440532013000", "tracking 111111111111",
     "ABCDEFGHIJKL", "order 304-1234567-1234567", "2026-01-05 09:00 2026-01-06 10:00 tracking"],
)  # fmt: skip
def test_no_tracking_numbers(text):
    assert [found for found in tracking_numbers(text) if found.valid] == []


DATA = Path(__file__).parents[2].parent / "shared" / "data" / "tracking_number_data" / "couriers"
OURS = {"fedex", "ups", "usps", "s10", "dhl", "yunexpress", "dpd", "yodel"}


@pytest.mark.skipif(not DATA.is_dir(), reason="the public tracking number data is not here")
def test_against_public_numbers():
    """Compact numbers of the carriers we know: nearly all valid ones are found, nearly no invalid one passes."""
    valid, found, invalid, passed = 0, 0, 0, 0
    for courier in (json.loads((DATA / f"{name}.json").read_text()) for name in sorted(OURS)):
        for form in courier["tracking_numbers"]:
            for number in form["test_numbers"]["valid"]:
                valid += 1
                found += _is_valid(courier["name"], number.replace(" ", ""))
            for number in form["test_numbers"]["invalid"]:
                invalid += 1
                passed += _is_valid(courier["name"], number.replace(" ", ""))
    assert found >= 0.75 * valid
    assert passed <= 0.02 * invalid


def _is_valid(carrier: str, number: str) -> bool:
    return any(found.valid for found in tracking_numbers(f"{carrier} tracking number {number} please"))
