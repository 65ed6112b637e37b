import random
from decimal import Decimal

import pytest

from triage.mail.named.amounts import amounts

AMOUNTS = {
    ("order 1042 EUR 50", "en", ""): "50 EUR", ("Bestellung 20417 € 35", "de", ""): "35 EUR",
    ("I paid 1.234,56 €", "de", ""): "1234.56 EUR", ("€1,234.56", "en", ""): "1234.56 EUR",
    ("1 234,56 €", "fr", ""): "1234.56 EUR",
    ("1\u202f234,56\u00a0€", "fr", ""): "1234.56 EUR", ("CHF 1'234.50", "de", ""): "1234.50 CHF",
    ("49€90", "fr", ""): "49.9 EUR",
    ("12,- €", "de", ""): "12 EUR", ("für 12,- gekauft", "de", ""): "12 EUR", ("20,-- EUR", "de", ""): "20 EUR",
    ("299:-", "sv", ""): "299 SEK", ("299 kr", "sv", ""): "299 SEK", ("kr. 299", "da", ""): "299 DKK",
    ("kr 1 299,00", "no", ""): "1299.00 NOK",
    ("1.299 kr.", "da", ""): "1299 DKK", ("$50 CAD", "en", ""): "50 CAD", ("CAD $50", "en", ""): "50 CAD",
    ("US $50", "en", ""): "50 USD",
    ("US$50.00", "es", ""): "50.00 USD", ("$20", "en", "US"): "20 USD", ("$20", "en", "AU"): "20 AUD",
    ("$20", "en", ""): "20 ",
    ("£20", "en", ""): "20 GBP", ("¥200", "zh", ""): "200 CNY", ("￥2,000", "ja", ""): "2000 JPY",
    ("¥200", "en", "JP"): "200 JPY",
    ("¥200", "en", ""): "200 ", ("200元", "zh", ""): "200 CNY", ("付了200块钱", "zh", ""): "200 CNY",
    ("人民币200元", "zh", ""): "200 CNY",
    ("50美元", "zh", ""): "50 USD", ("新台幣500元", "zh", "TW"): "500 TWD", ("2000円", "ja", ""): "2000 JPY",
    ("1万円", "ja", ""): "10000 JPY",
    ("15,000원", "ko", ""): "15000 KRW", ("₩15,000", "ko", ""): "15000 KRW", ("R$ 99,90", "pt", ""): "99.90 BRL",
    ("99,90 zł", "pl", ""): "99.90 PLN", ("1500 ₽", "ru", ""): "1500 RUB", ("1500 руб.", "ru", ""): "1500 RUB",
    ("₹999", "en", ""): "999 INR",
    ("HK$120", "zh", ""): "120 HKD", ("NT$1,200", "zh", ""): "1200 TWD", ("A$45", "en", ""): "45 AUD",
    ("C$45", "en", ""): "45 CAD",
    ("NZ$45", "en", ""): "45 NZD", ("S$45", "en", ""): "45 SGD", ("U$S 100", "es", ""): "100 USD",
    ("20 euros", "fr", ""): "20 EUR",
    ("20 Euro", "de", ""): "20 EUR", ("20 dollars", "en", "CA"): "20 CAD", ("30 US dollars", "en", ""): "30 USD",
    ("I paid 20 pounds", "en", ""): "20 GBP", ("EUR 42", "en", ""): "42 EUR", ("eur 42,50", "de", ""): "42.50 EUR",
    ("42 eur", "de", ""): "42 EUR",
    ("USD100", "en", ""): "100 USD", ("USD: 100", "en", ""): "100 USD", ("Order 1042: EUR 50", "en", ""): "50 EUR",
    ("order 1042 €50", "en", ""): "50 EUR", ("2 $10 shirts", "en", "US"): "10 USD", ("250 TRY", "tr", ""): "250 TRY",
    ("250 TL", "tr", ""): "250 TRY",
    ("€ 1.234", "de", ""): "1234 EUR", ("0,125 €", "de", ""): "0.125 EUR", ("5.000.000 Ft", "hu", ""): "5000000 HUF",
    ("€5.", "en", ""): "5 EUR",
    ("-20€", "de", ""): "20 EUR", ("500 Kč", "cs", ""): "500 CZK", ("100 lei", "ro", ""): "100 RON",
    ("100 грн", "uk", ""): "100 UAH",
    ("100 pesos", "es", "MX"): "100 MXN", ("2 350 €", "fr", ""): "2350 EUR", ("1234567 €", "de", ""): "1234567 EUR",
    ("฿500", "th", ""): "500 THB",
}  # fmt: skip
NO_AMOUNTS = [
    "EUR 3 Mio", "€3 million", "1万5000円", "₹2 lakh",
    "La lettre LW 200 100 300 FR n'est jamais arrivée",
    "", "order 1042", "size EU 42", "EU 42.5", "20 %", "try 2 times", "Us 20", "12 ft long", "20 pounds of coffee",
    "+49 170 1234567", "2026-03-12",
    "on 12.03.", "5 kg", "30 cm", "1,5 l", "304-1234567-1234567", "RB123456785GB", "version 1.2.3", "12:30", "€",
    "$$$", "euro", "10 kronprinz",
    "I want 2 red ones", "all 3 items", "top 10", "the € sign", "EURO2024", "1000 pieces", "100 stars", "24/7",
    "won 2 games", "https://a.example/?p=20",
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "country"), AMOUNTS)
def test_amounts(text, language, country):
    (found,) = amounts(text, language, country)
    assert f"{found.value} {found.currency}" == AMOUNTS[text, language, country]


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_no_amounts(text):
    assert amounts(text, "en") == ()


def test_several_sums():
    text = "3 × 19,99 € = 59,97 €, plus 4,99€ shipping; $10 $20"
    assert [(str(found.value), found.currency) for found in amounts(text, "en", "US")] == [
        ("19.99", "EUR"), ("59.97", "EUR"), ("4.99", "EUR"), ("10", "USD"), ("20", "USD"),
    ]  # fmt: skip
    assert len(amounts(" ".join(f"{number} €" for number in range(100)))) == 20


def test_no_text_is_too_much():
    for seed in range(300):
        chance = random.Random(seed)
        for found in amounts("".join(chance.choices("1203.,'- €$¥元万EUkr\u00a0:", k=chance.randint(0, 200)))):
            assert isinstance(found.value, Decimal)
            assert found.value.is_finite()
