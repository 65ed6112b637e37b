import random

import pytest

from tests.mail.tracking_figures import DATA, figures
from triage.mail.named import check_digits
from triage.mail.named.tracking import tracking_numbers

ALONE = {
    "RB123456785GB": "upu", "LX123456785CN": "upu", "rb123456785gb": "upu", "LM 123 456 785 DE": "upu",
    "RB 12 345 678 5 GB": "upu", "RB-123-456-785-GB": "upu", "R B 1 2 3 4 5 6 7 8 5 G B": "upu", "EE123456785ES": "upu",
    "1Z5R89390357567127": "ups", "1Z 8V9 2A7 03 6720 3024": "ups", "1z8v92a70367203024": "ups",
    "YT2229521272164446": "yunexpress", "YT1234567890123": "yto", "4PX3000123456CN": "4px",
    "LP00123456789012": "cainiao",
    "CNFR9010123456789HD": "cainiao", "AEFP1234567890RU2": "cainiao", "SF1234567890123": "sf", "JT1234567890123": "jt",
    "TBA123456789012": "amazon", "TBM502887274000": "amazon", "UE123456785YP": "yanwen", "YW123456789012": "yanwen",
    "JJD0002257639032011": "yodel", "JJD01460011234567890": "dhl", "JVGL0999999990": "dhl", "GM2951173225174494": "dhl",
    "PQ4F6P0704104480181750E": "correos", "3STHNL123456789": "postnl", "H00ABA0012345678": "evri",
    "6A12345678901": "laposte", "JDQ000000000123456": "australiapost", "GFUS01011884214464": "gofo",
    "LTN74207623N1": "landmark", "1LS7119013618127-1": "lasership", "SP029692510000920746": "speedee",
    "D576002440000001718010": "canpar", "C11031500001879": "ontrac", "WI000456781234CNE": "wishpost",
    "JJFI12345678901234567": "posti", "UUS5A12345678901": "uniuni", "JD0123456789012": "jd",
}  # fmt: skip
CALLED = {
    "my fedex 986578788855": "fedex", "USPS 9400 1112 0108 0805 4830 16": "usps",
    "tracking number 9405803699300124287899": "usps", "Sendungsnummer 00340434161094015902": "dhl",
    "DHL 3318810025": "dhl", "dpd 0998 0000 0200 34D": "dpd", "numéro de suivi 986578788855": "fedex",
    "número de seguimiento 986578788855": "fedex", "codice di tracciamento, tracking 986578788855": "fedex",
    "código de rastreio 986578788855": "fedex", "快递单号 986578788855": "fedex", "FedEx追跡番号 986578788855": "fedex",
    "联邦快递 986578788855": "fedex", "tracking 9865-7878-8855": "fedex",
    "tracking number 0073938000549297": "canadapost",
    "Purolator 320595463938": "purolator", "tracking 7112 3456 7891 2345 6787": "usps", "UPS K1506235620": "ups",
    "InPost paczka 520113014230722029585646": "inpost", "bpost 323212345678901234567890": "bpost",
    "hermes 1234567890123456": "evri", "Mondial Relay colis 12345678": "mondialrelay", "SEUR 12345678": "seur",
    "中通快递 75312345678901": "zto", "顺丰单号 123456789012": "sf", "快递单号 773123456789012": "sto",
    "CDEK 1234567890": "cdek", "Nova Poshta 20450123456789": "novaposhta", "GLS ZFMJLB0K": "gls",
    "GLS Paketnummer 12345678901": "gls", "Poste Italiane 5P43L12345678": "posteitaliane", "BRT 123456789012": "brt",
    "Royal Mail 3A071234567890123": "royalmail", "Deutsche Post A0041D1234567890ABCD": "deutschepost",
    "parcelforce PBAB1234567": "parcelforce", "aramex 12345678901": "aramex", "my DPD parcel 01505012345678": "dpd",
    "tracking LX17635036": "lasership", "tracking KYV009956937": "purolator", "伝票番号 1234-5678-9013": "yamato",
    "佐川急便 123456789013": "sagawa", "ゆうパック 1234-5678-9013": "japanpost", "Pocztex PX1234567890": "pocztex",
    "tracking number for my order 986578788855": "fedex",
    "Meine Sendung 00340434161094042564 hängt fest": "dhl",
    "Royal Mail say RQ902173459GB was never handed to them": "upu",
    "returned with your label, 9205590175320661038453 , no refund": "usps",
}  # fmt: skip
NONE = [
    "Poste dice che RA607080911IT non è valido", "royal mail RA607080911GB", "GLS 1Z5R89390357567128",
    "RB123456785XX", "2Z5R89390357567127", "tracking 986578788856", "call +49 170 1234567 about the tracking",
    "IBAN DE89370400440532013000", "tracking 111111111111", "ABCDEFGHIJKL", "order 304-1234567-1234567",
    "2026-01-05 09:00 2026-01-06 10:00 tracking", "I paid on account 986578788855", "986578788855", "3318810025",
    "My order 1234567890 tracked?", "I want to track my order 3318810025", "tracking of order 12-34567-89012",
    "986578788855 is my order number, the tracking is broken", "customer number 986578788855, tracking does not work",
    "card 4111 1111 1111 1111, the tracking is dead", "IBAN FR76 3000 6000 0112 3456 7890 189 tracking",
    "tracking page shows 2026-01-05 09:00 and 12:30", "Phone 9865787888 tracking", "AB123456789 is my code",
    "fedex tracking 996578788855", "FedEx追跡番号 996578788855", "快递单号 996578788855", "追跡番号 996578788855",
    "dhl 3318810010", "dpd 0998 0000 0200 33D", "USPS 9101 1234 5678 9000 0000 14", "UPS K1506235622",
    "Canada Post 0073938000549292", "usps 4201028200009261290113185417468511", "JD000225440506099", "TBB000000000000",
    "TBA50288727400A", "YT12345678901234567", "GFUS0101188421446", "LSN74209518N1", "C10000000000000",
    "tracking 12345678",
    "tracking 1234", "tracking 20260105", "the tracking says 12.03.2026 10:30", "LX17635036", "KYV009956937",
    "12345678901234", "invoice 00340434161094015902", "EAN 4006381333931 tracking", "tracking since 2026",
    "tracking 81744ff6-76a0-4b3c-b1a8-8f4709547364", "ES 986578788856 tracking", "订单 986578788855, 物流没有更新",
]  # fmt: skip


@pytest.mark.parametrize("number", ALONE)
def test_numbers_that_speak_for_themselves(number):
    (found,) = tracking_numbers(f"Where is {number}, please?")
    plain = number.upper() if number.startswith("1LS7") else number.upper().replace(" ", "").replace("-", "")
    assert (found.number, found.carrier, found.valid) == (plain, ALONE[number], True)


@pytest.mark.parametrize("text", CALLED)
def test_numbers_that_count_where_they_are_called_one(text):
    assert [found.carrier for found in tracking_numbers(text) if found.valid] == [CALLED[text]]


@pytest.mark.parametrize("text", NONE)
def test_no_tracking_numbers(text):
    assert [found for found in tracking_numbers(text) if found.valid] == []


def test_several_in_one_mail_beside_an_order_and_a_telephone_number():
    text = """Order 304-1234567-1234567, UPS 1z 8v9 2a7 03 6720 3024 and RB 123 456 785 GB.
    Tracking: 9400111206206406260787,9405803699300124287899; call +1 415 555 2671, paid 1042.50 EUR on 2026-01-05."""
    assert [found.number for found in tracking_numbers(text)] == [
        "1Z8V92A70367203024", "RB123456785GB", "9400111206206406260787", "9405803699300124287899",
    ]  # fmt: skip


def test_links_of_carriers_name_a_parcel():
    link = "https://www.dhl.example/verfolgen.html?piececode=00340434161094015902"
    assert [found.number for found in tracking_numbers(link)] == ["00340434161094015902"]


def test_the_two_special_check_digits_of_s10():
    assert [found.valid for found in tracking_numbers("RR100000140DE RR100000025DE RR100000141DE RR100000020DE")] == [
        True,
        True,
        False,
        False,
    ]


def test_a_slip_is_told():
    assert [found.valid for found in tracking_numbers("RB123456786GB and 1Z5R89390357567128")] == [False, False]


def test_every_wrong_check_digit_is_refused():
    for digit in "0123456789":
        for text, right in ((f"RB12345678{digit}GB", "5"), (f"1Z5R8939035756712{digit}", "7")):
            assert [found.valid for found in tracking_numbers(text)] == [digit == right]
        assert bool(tracking_numbers(f"fedex 98657878885{digit}")) == (digit == "5")
        assert bool(tracking_numbers(f"dhl 331881002{digit}")) == (digit == "5")


def test_check_digits_of_other_kinds():
    assert check_digits.mod10(4, 9)("213480000019")  # Identcode: the sum of 4 and 9 times the digits is 101
    assert check_digits.luhn("79927398713")
    assert not check_digits.luhn("79927398710")
    assert check_digits.gs1("00340434161094015902")
    assert check_digits.mod37("09980000020034D")


@pytest.mark.skipif(not DATA.is_dir(), reason="the public tracking number data is not here")
def test_against_public_numbers():
    """In every sentence and writing all but two in a hundred are found, and no broken one passes."""
    found, total, passed, _, _, wrong = figures()
    assert found >= 0.98 * total
    assert passed == 0, wrong


def test_no_text_is_too_much():
    for seed in range(200):
        chance = random.Random(seed)
        tracking_numbers("".join(chance.choices("1 0Z9-RBGBtrack dhl:\n.é中ßŉ", k=chance.randint(0, 300))))
    assert len(tracking_numbers(" ".join(f"TBA{number:012}" for number in range(100)))) == 20
