import random

import pytest

from triage.mail.named.numbers import order_numbers

ORDERS = {
    "Dwa zamówienia: 90011 oraz 90012": ["90011", "90012"], "Zamówienie nr 2026/0441, dnia 02.03.2026": ["2026/0441"],
    "Pedido ES-33019, pagué 39,95 €": ["ES-33019"], "Bestellung DE-1042": ["DE-1042"],
    "order 1042 EUR 50": ["1042"],
    "zamówienie 5530/2026": ["5530/2026"], "Ordine 9921/26 del 4 marzo": ["9921/26"],
    "Zamówienie 2211/03/26 z 9 marca": ["2211/03/26"], "nr zam. K77-1002": ["K77-1002"],
    "Where is order 1042?": ["1042"], "order number is 1042": ["1042"], "Order No. 1042": ["1042"],
    "order #A-1042": ["A-1042"], "order id: 1042": ["1042"], "#1042": ["1042"], "Order # 1042": ["1042"],
    "ORDER NUMBER 10422": ["10422"], "order no. 1042.": ["1042"], "order:10422!": ["10422"],
    '"order" "10422"': ["10422"],
    "*Order* 10422": ["10422"], "My order's number is 10422": ["10422"], "your order (1042)": ["1042"],
    "order number (10422)": ["10422"], "our order, number 10422": ["10422"], "PO 4500012345": ["4500012345"],
    "Purchase order 4500012345": ["4500012345"], "order WC-1042": ["WC-1042"], "order ABC-1234-X": ["ABC-1234-X"],
    "Order no: 2024-A-00017": ["2024-A-00017"], "invoice 5 for order 10422": ["10422"], "order nr 2024": ["2024"],
    "order #2024": ["2024"],
    "Question about order 2001": ["2001"], "Order reference XKBKNABJK": ["XKBKNABJK"],
    "commande n°XKBKNABJK": ["XKBKNABJK"],
    "order (placed on 12/03/2024) no 10422": ["10422"], "Bestellung vom 12.03.2024, Nr. 4711": ["4711"],
    "Bestellnummer: 1042": ["1042"], "Bestellung Nr. 4711": ["4711"], "Auftrag 10-22931": ["10-22931"],
    "Bestellnr.: B-10422": ["B-10422"], "numéro de commande 1042": ["1042"], "commande n° 1042": ["1042"],
    "pedido nº 1042 y gracias": ["1042"], "n.º de pedido: 1042": ["1042"], "Nº pedido 1042": ["1042"],
    "ordine numero 1042": ["1042"], "ordine n. 1042": ["1042"], "n.º de encomenda 1042": ["1042"],
    "订单号1042什么时候": ["1042"], "我的訂單 1042": ["1042"], "1042号订单": ["1042"], "注文番号：1042": ["1042"],
    "ご注文番号は10422です": ["10422"], "10422番のご注文": ["10422"], "주문번호 1042": ["1042"],
    "zamówienie 55321": ["55321"], "numer zamówienia 55321": ["55321"], "beställning 10422": ["10422"],
    "ordrenummer: 10422": ["10422"], "bestelling 10422": ["10422"], "Bestelnummer: 10422": ["10422"],
    "tilaus 10422": ["10422"], "tilausnumero: 10422": ["10422"], "rendelés 10422": ["10422"],
    "10422 numaralı siparişim": ["10422"], "sipariş numaram 10422": ["10422"], "заказ № 1042": ["1042"],
    "номер заказа 10422": ["10422"], "номер замовлення 10422": ["10422"], "objednávka č. 1042": ["1042"],
    "číslo objednávky: 10422": ["10422"], "comanda nr. 1042": ["1042"], "παραγγελία 10422": ["10422"],
    "đơn hàng #1042": ["1042"],
    "304-1234567-1234567": ["304-1234567-1234567"], "304 - 1234567 - 1234567": ["304-1234567-1234567"],
    "D01-1234567-1234567": ["D01-1234567-1234567"], "eBay 12-34567-89012": ["12-34567-89012"],
    "AliExpress 8012345678901234": ["8012345678901234"], "Etsy order 3012345678": ["3012345678"],
    "Temu PO-211-12345678901234567": ["PO-211-12345678901234567"], "Shein GSH12A34B567890": ["GSH12A34B567890"],
    "楽天 123456-20240312-0123456789": ["123456-20240312-0123456789"], "Shopee 240312RXSKJ8TQ": ["240312RXSKJ8TQ"],
    "my Walmart one is 2000123-12345678": ["2000123-12345678"], "Zalando 10101234567890": ["10101234567890"],
    "it is 100000123": ["100000123"], "TikTok 576461234567890123": ["576461234567890123"],
    "Order 1042, order 1043 and again order 1042": ["1042", "1043"], "orders 1042 and 1043": ["1042", "1043"],
    "Bestellungen 10421, 10422 und 10423": ["10421", "10422", "10423"], "order 10423 / 10424": ["10423", "10424"],
    "commandes 1042, 1043 et 1044": ["1042", "1043", "1044"], "pedidos 1042 y 1043": ["1042", "1043"],
    "ordini 1042 e 1043": ["1042", "1043"], "订单1042和1043": ["1042", "1043"], "注文番号 1042と1043": ["1042", "1043"],
    "order numbers 10422, 10423 & 10424": ["10422", "10423", "10424"],
    "104233": ["104233"], "Re: 104233\nwhere is it": ["104233"], "hello\n104233": ["104233"],
    "Question\n#10423.": ["10423"],
}  # fmt: skip
NO_ORDERS = [
    "eBay-Artikel 295000111333, gekauft am 11.03.2026", "order 12/05", "commande du 03/2026",
    "", "I ordered 2 shirts", "order 100 pieces", "in order 2 receive it", "order 12.03.2024", "order 2024-03-12",
    "order 1042.50 EUR", "order 500 $", "order 1042 €", "order 1042,50 €", "Order 1042 USD", "Bestellung vom 12.03.",
    "call +49 170 1234567", "Order: +49 170 1234567", "Order hotline 0800 1234567", "tel 0170 1234567",
    "card 4111111111111111", "order card 4111 1111 1111 1111", "order IBAN DE89 3704 0044 0532 0130 00", "#ffffff",
    "快递单号 1234567", "order from 2023", "order 2024", "Order in 2024", "https://shop.example/order/1042",
    "www.shop.example/order/10422", "order1042@example.org", "size 1042", "border 1042", "recorder 1042", "&#1042;",
    "my postcode is 10423", "order from 10423 Berlin", "Musterstr. 5, 10423 Berlin", "order 1000 pieces",
    "order 500 units",
    "order 1500 kg", "my order is 3 weeks late", "order 14 days ago", "order 1042 days ago", "order 50 %", "EU 42",
    "ticket #1042", "invoice #1042", "apt #304", "room #1042", "version #1042", "order 10:42", "order 12/03/2024",
    "order 2 shirts size 1042", "2024", "20240312", "005", "ORDER CANCELLED", "ORDER NUMBER CANCELLED", "100 stars",
    "I paid 1042 €", "PIN 10422 please", "order it 1042 times", "2024-03-12", "0044 20 7946 0958", "订单 2024年3月12日",
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


def test_what_the_shops_pattern_took_is_not_told_twice():
    assert order_numbers("My order: SHOP-123456", (r"SHOP-(\d{6})",)) == ("123456",)


EXAMPLES = {
    ("it is SHOP-104234", "SHOP-104233"): ["SHOP-104234"], ("it is shop 104234!", "SHOP-104233"): ["SHOP-104234"],
    ("shop104234 please", "SHOP-104233"): ["SHOP-104234"], ("SHOP-99999", "SHOP-104233"): ["SHOP-99999"],
    ("SHOP-1042334", "SHOP-104233"): ["SHOP-1042334"], ("it is 1043", "#1042"): ["1043"], ("nr 998", "#1042"): ["998"],
    ("2025-a-00018?", "2024-A-00017"): ["2025-A-00018"], ("2024/17-22", "2024/17-21"): ["2024/17-22"],
    ("B2C-5512/7", "B2C-5511/6"): ["B2C-5512/7"],
}  # fmt: skip
NOT_LIKE_THE_EXAMPLE = [
    ("SHIP-104234", "SHOP-104233"), ("SHOP-1042", "SHOP-104233"), ("XSHOP-104233", "SHOP-104233"),
    ("I paid 1043 €", "#1042"), ("I paid 1043.50", "#1042"), ("2025-B-00018", "2024-A-00017"), ("SHOP-", "SHOP-"),
    ("https://shop.example/SHOP-104233", "SHOP-104233"), ("on 12.03.2024", "2024"), ("+49 1042 33", "1042"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "example"), EXAMPLES)
def test_numbers_like_the_shops_example(text, example):
    assert list(order_numbers(text, examples=(example,))) == EXAMPLES[text, example]


@pytest.mark.parametrize(("text", "example"), NOT_LIKE_THE_EXAMPLE)
def test_what_is_unlike_the_example(text, example):
    assert order_numbers(f"see {text}", examples=(example,)) == ()


def test_examples_with_anything_in_them_do_no_harm():
    letters = "A1-(#*[\\|^$.9Ж中"
    for seed in range(300):
        chance = random.Random(seed)
        example = "".join(chance.choices(letters, k=chance.randint(0, 60)))
        order_numbers("order A1-(9) " + example, examples=(example,))


def test_only_tokens_leave():
    for token in order_numbers("order #123\u202e4 order 1042<script> order 99999-x\r\nBcc: x", (r"order (.*)",)):
        assert token.replace("-", "").isalnum()
        assert token.isascii()
