"""What an agent offers in her own words, in eight languages, and what only looks like it."""

from decimal import Decimal
from time import process_time

import pytest

from triage.policy.compensation_words import number, offered_in

OFFERS = [
    # en
    ("We offer 30% off.", "30%", ""),
    ("We refund 20% (16 EUR).", "20%", "16"),
    ("As an apology you get a voucher of 10 EUR.", "", "10"),
    ("Here is a 15% discount code for you: ABC-1234.", "15%", ""),
    ("I can give you $15 off your next order.", "", "15"),
    ("Would you accept 20% of the price back?", "20%", ""),
    ("We'd like to offer you, as a gesture, 25% off your order.", "25%", ""),
    ("We will happily take 10 percent off the price.", "10%", ""),
    ("We're sorry. 30% off your next order is yours.", "30%", ""),
    # de
    ("Wir bieten Ihnen 30 % Rabatt.", "30%", ""),
    ("Wir erstatten Ihnen 20 % des Kaufpreises (16,00 EUR).", "20%", "16.00"),
    ("Als Entschuldigung erhalten Sie einen Gutschein über 10 Euro.", "", "10"),
    ("Gern erstatte ich Ihnen 20 Prozent.", "20%", ""),
    ("Wir möchten Ihnen 15 % Nachlass gewähren.", "15%", ""),
    ("Wir schreiben Ihnen 16,50 € gut als Kulanz zurück.", "", "16.50"),
    # fr
    ("Nous vous offrons une remise de 30 %.", "30%", ""),
    ("Nous vous remboursons 20 % du prix.", "20%", ""),
    ("Je vous propose un bon d'achat de 10 €.", "", "10"),
    ("Vous bénéficiez d'une réduction de 15 %.", "15%", ""),
    # es
    ("Le ofrecemos un descuento del 30 %.", "30%", ""),
    ("Le devolvemos el 20 % del precio (16 EUR).", "20%", "16"),
    ("Le regalamos un cupón de 10 euros.", "", "10"),
    # it
    ("Le offriamo uno sconto del 30%.", "30%", ""),
    ("Le rimborsiamo il 20% del prezzo.", "20%", ""),
    ("Riceverà un buono di 10 euro.", "", "10"),
    # pt
    ("Oferecemos um desconto de 30%.", "30%", ""),
    ("Reembolsamos 20% do valor.", "20%", ""),
    ("Como compensação, oferecemos-lhe um vale de 10 euros de desconto.", "", "10"),
    # zh
    ("作为补偿，我们为您提供30%的折扣。", "30%", ""),
    ("我们退还您20%的款项。", "20%", ""),
    ("给您打8折优惠。", "20%", ""),
    ("我们赠送您一张10欧元的优惠券。", "", "10"),
    # ja
    ("お詫びとして30%割引いたします。", "30%", ""),
    ("代金の20%を返金いたします。", "20%", ""),
    ("10ユーロのクーポンを差し上げます。", "", "10"),
    ("次回2割引させていただきます。", "20%", ""),
]
NONE = [
    "Only 5 % of our parcels are late, we are looking.",
    "We cannot offer 20 %.",
    "Unfortunately we can't give you 30% off.",
    "The new cup costs 16 EUR.",
    "We offer this cup for 16 EUR.",
    "We offer express delivery for 9.90 EUR.",
    "5% of our parcels are late and we offer our apologies.",
    "VAT is 19%.",
    "You asked for 50% off.",
    "We have received your payment of 80 EUR.",
    "Your order of 80 EUR left our warehouse.",
    "We work at 100% to find your parcel.",
    "The battery is at 80%.",
    "We will get back to you within 24 hours.",
    "Wir können Ihnen leider keine 20 % geben.",
    "Die Zollgebühr beträgt 19 % und 16 EUR.",
    "Nur 5 % unserer Pakete kommen zu spät.",
    "Leider können wir nicht 30 % Rabatt geben.",
    "Nous ne pouvons pas vous offrir 20 %.",
    "Los aranceles son del 21 %.",
    "No podemos ofrecerle un descuento del 20 %.",
    "Non possiamo offrirle il 20% di sconto.",
    "Não podemos oferecer um desconto de 20%.",
    "我们无法提供20%的折扣。",
    "关税为20%。",
    "20%割引はできません。",
    "送料は10ユーロです。",
    "The return costs 10 USD and you can choose.",
    "We ship 24/7 and refunds take 5-10 days.",
    "Il pacco pesa 10 kg.",
    "We give you 100% attention.",
    "> We offer 30% off.",  # the customer's program quotes us
    "Would you like to pay 80 EUR by card?",
    "You get 2 cups for 16 EUR.",
    "Please accept our apologies: of 100 parcels 5 % are late.",
    "",
]


@pytest.mark.parametrize(("text", "share", "amount"), OFFERS)
def test_an_offer_is_heard(text: str, share: str, amount: str) -> None:
    (one,) = offered_in(f"Hello Ann,\n\n{text}\n\nTom")
    assert (f"{one.share * 100:.0f}%" if one.share else "") == share
    assert (str(one.amount) if one.amount else "") == amount
    assert one.currency in ({"EUR", "USD"} if amount else {""})


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_offer_is_left_alone(text: str) -> None:
    assert offered_in(text) == ()


def test_money_back_is_told_from_a_gift() -> None:
    assert [one.back for one in offered_in("We refund 20% (16 EUR).\n\nAnd we offer you 10% off your next order.")] == [
        True,
        False,
    ]


def test_of_two_in_one_sentence_the_higher_counts_and_the_same_twice_is_one() -> None:
    assert [one.share for one in offered_in("We can offer you 10% or 15% off.")] == [Decimal("0.15")]
    assert len(offered_in("We offer 10% off.\n\nAs I said: we offer 10% off.")) == 1


@pytest.mark.parametrize(
    ("written", "value"),
    [("1.200,50", "1200.50"), ("1,200.50", "1200.50"), ("1'200", "1200"), ("16,5", "16.5"), ("1.200.000", "1200000")],
)
def test_numbers_as_people_write_them(written: str, value: str) -> None:
    assert str(number(written)) == value


@pytest.mark.parametrize(
    "text", ["1 " * 50_000, "we " * 50_000, "% " * 50_000, "wir " + "x" * 100_000, "1,1." * 30_000]
)
def test_a_strange_mail_costs_little(text: str) -> None:
    begun = process_time()
    offered_in(text)
    assert process_time() - begun < 1.5
