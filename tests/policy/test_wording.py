"""The rules of words, each with what it catches and what it leaves alone, in several languages."""

import pytest

from tests.policy.texts import LATER, slots
from triage.errors import ConfigError
from triage.labels import LANGUAGES
from triage.policy.slots import Offer, Shipment
from triage.policy.wording import RULES, SECTIONS, faults, marks, read_words, said, words_of

EMPATHY, CAUSE, TIME, NEXT, BLAME, WAIT, MOVING, SHORT = (problem for problem, _ in RULES)


def found(body, locale="en", template="order_status", closing="", **facts):
    return set(faults(words_of(locale), said(template, slots(**facts), body, closing)))


def lost(state="lost", **more):
    return Shipment(state=state, **more)


CATCHES = [
    (EMPATHY, "en", "We will look into it within 12 hours."),
    (EMPATHY, "de", "Wir prüfen das innerhalb von 12 Stunden."),
    (EMPATHY, "zh", "我们会在12小时内核实。"),
    (EMPATHY, "fr", "Nous vérifions cela sous 12 heures."),
    (EMPATHY, "ja", "12時間以内にご連絡いたします。"),
    (TIME, "en", "We are sorry. A colleague will write to you soon."),
    (TIME, "de", "Es tut uns leid. Wir melden uns so bald wie möglich."),
    (TIME, "es", "Lo sentimos. Le escribiremos lo antes posible."),
    (TIME, "zh", "很抱歉，我们会尽快给您回信。"),
    (NEXT, "en", "We are sorry. It is the same after 12 hours."),
    (NEXT, "fr", "Nous sommes désolés. Rien de nouveau depuis 12 heures."),
    (NEXT, "ja", "申し訳ございません。12時間が過ぎました。"),
    (NEXT, "zh", "很抱歉，已经过去12小时。"),
    (BLAME, "en", "We are sorry, the carrier lost it. We will write within 2 hours."),
    (BLAME, "de", "Das ist die Schuld von DHL."),
    (BLAME, "fr", "C’est la faute du transporteur."),
    (BLAME, "zh", "这是快递公司的责任。"),
    (BLAME, "ja", "配送会社のミスです。"),
    (WAIT, "en", "Please wait."),
    (WAIT, "en", "We ask you to BE\nPATIENT."),
    (WAIT, "de", "Bitte haben Sie etwas Geduld."),
    (WAIT, "fr", "Merci de patienter."),
    (WAIT, "zh", "请您耐心等待。"),
    (WAIT, "ja", "しばらくお待ちください。"),
    (SHORT, "en", "Here is a voucher, valid for 3 days."),
    (SHORT, "en", "A coupon, valid for 1-2 days: TEA."),
    (SHORT, "fr", "Votre code promo est valable deux jours."),
    (SHORT, "it", "Il codice sconto è valido per 3 giorni lavorativi."),
    (SHORT, "zh", "送您一张优惠券，有效期3天。"),
    (SHORT, "zh", "优惠券 3 天内使用。"),
    (SHORT, "fr", "Le code promo expire au bout de 48 heures."),
    (SHORT, "ja", "クーポンの有効期間は2日間です。"),
]


@pytest.mark.parametrize(("rule", "locale", "body"), CATCHES)
def test_catches(rule, locale, body):
    assert rule in found(body, locale)


LEAVES_ALONE = [
    (EMPATHY, "en", "We’re sorry that you had to ask."),
    (EMPATHY, "de", "Es tut uns leid, dass Sie nachfragen müssen."),
    (EMPATHY, "zh", "让您久等了，很抱歉。"),
    (EMPATHY, "ja", "ご心配をおかけしております。"),
    (TIME, "en", "We will write within 5–10 days."),
    (TIME, "en", "We will write by Monday, 23 November."),  # as a slot has written it
    (TIME, "de", "Wir melden uns innerhalb von 12 Stunden."),
    (TIME, "zh", "我们会在24小时内回复。"),
    (TIME, "ja", "24時間以内にご連絡いたします。"),
    (NEXT, "en", "A colleague will look into it."),
    (NEXT, "fr", "Nous vérifions où il se trouve."),
    (NEXT, "zh", "客服人员会为您核实。"),
    (NEXT, "ja", "ご返信ください。"),
    (BLAME, "en", "The carrier has no scan so far. Failed scans can happen."),
    (BLAME, "de", "DHL hat noch keinen Scan erfasst."),
    (BLAME, "fr", "Le transporteur n’a pas encore de scan."),
    (BLAME, "zh", "我们会向快递公司核实。"),
    (BLAME, "ja", "配送会社に確認いたします。"),
    (WAIT, "en", "Please wait until Monday, 23 November."),
    (WAIT, "en", "Please be patient for another 24 hours."),
    (WAIT, "de", "Bitte haben Sie noch bis Montag, 23 November Geduld (24 Stunden)."),
    (WAIT, "zh", "请您耐心等待24小时。"),
    (WAIT, "ja", "24時間ほどお待ちください。"),
    (MOVING, "en", "It is on its way."),  # of a parcel of which nothing is known
    (SHORT, "en", "Here is a voucher, valid for 30 days. We answer within 2 days."),
    (SHORT, "en", "We answer within 2 days."),
    (SHORT, "fr", "Votre code promo est valable 30 jours."),
    (SHORT, "it", "Il codice sconto è valido per 30 giorni lavorativi."),
    (SHORT, "zh", "送您一张优惠券，有效期30天。"),
    (SHORT, "fr", "Le code promo expire au bout de 720 heures."),
    (SHORT, "ja", "クーポンの有効期間は30日間です。"),
]


@pytest.mark.parametrize(("rule", "locale", "body"), LEAVES_ALONE)
def test_leaves_alone(rule, locale, body):
    assert rule not in found(body, locale)


# --- a cause, where something is wrong ------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["not_collected", "stalled", "stuck", "customs", "returned", "lost"])
@pytest.mark.parametrize(
    ("locale", "silent", "told"),
    [
        ("en", "There is no scan.", "This can happen when a hub scans late."),
        ("de", "Es gibt keinen Scan.", "Das kann vorkommen, weil erst später gescannt wird."),
        ("zh", "没有扫描记录。", "可能是交接时漏扫。"),
        ("ja", "記録がございません。", "読み取りが遅れている可能性がございます。"),
    ],
)
def test_a_parcel_in_trouble_needs_a_cause(state, locale, silent, told):
    assert CAUSE in found(silent, locale, parcel=lost(state))
    assert CAUSE not in found(f"{silent}\n\n{told}", locale, parcel=lost(state))


def test_where_nothing_is_wrong_no_cause_is_owed():
    assert CAUSE not in found("All is well.", parcel=lost("moving"))
    assert CAUSE not in found("All is well.")
    assert CAUSE not in found("A colleague cancels it.", template="cancel_or_change_order", parcel=lost("customs"))


def test_some_messages_are_about_trouble_whatever_the_state():
    assert CAUSE in found("It is late.", template="delay_notice")
    assert CAUSE in found("It is broken.", template="damaged_parcel", parcel=lost("delivered"))


# --- words that say that it moves -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("locale", "body"),
    [
        ("en", "It is on its way."),
        ("de", "Es ist unterwegs."),
        ("fr", "Il est en route."),
        ("zh", "包裹正在运输途中。"),
        ("ja", "お荷物は輸送中です。"),
    ],
)
def test_a_lost_or_stuck_parcel_does_not_move(locale, body):
    assert all(MOVING in found(body, locale, parcel=lost(state)) for state in ("lost", "stuck"))
    assert all(MOVING not in found(body, locale, parcel=lost(state)) for state in ("moving", "customs"))
    assert MOVING in found("Hello", locale, parcel=lost(), closing=body)


# --- what owes nothing, and what counts -----------------------------------------------------------------------------
@pytest.mark.parametrize("template", ["feedback", "thank_you", "csat", "_offer", "_closing"])
def test_what_is_settled_owes_no_explanation_and_still_blames_nobody(template):
    assert found("Thank you.", template=template) == set()
    assert found("It was the fault of the carrier.", template=template) == {BLAME}


def test_the_closing_is_no_answer():
    closing = "We are sorry. A colleague will write within 24 hours."
    assert {EMPATHY, TIME, NEXT} <= found("Hello there", closing=closing)


def test_times_of_slots_are_times_and_the_last_scan_is_none():
    parcel = lost("moving", last_date="18 November 2026", expected_date="27 November 2026")
    assert TIME in found("The last scan is from 18 November 2026.", parcel=parcel)
    assert TIME in found("最近一次物流更新是2026年11月18日。", "zh", parcel=lost(last_date="2026年11月18日"))
    assert TIME not in found("We expect it on 27 November 2026.", parcel=parcel)
    assert TIME not in found("Wir schreiben: Thursday, 26 November.", "de", later=LATER)
    assert TIME in found("Wir schreiben: Thursday, 26 November.", "de")


def test_an_offers_end_is_a_time():
    offer = Offer(kind="discount", valid_until="27 December 2026")
    assert WAIT not in found("Please wait until 27 December 2026.", template="_offer", offer=offer)


# --- the lists ------------------------------------------------------------------------------------------------------
GOOD = "\n".join(f"[{section}]\n{section} words" for section in SECTIONS)
BAD_LISTS = {
    "a misspelt section": (
        GOOD + "\n[empaty]\nx", r'words/xx.txt, line \d+: unknown section "empaty"; did you mean "empathy"\?',
    ),
    "a phrase before the first section": ("sorry\n" + GOOD, r"words/xx.txt, line 1: a phrase stands before"),
    "a section without phrases": (GOOD.replace("blame words", "# none"), r"words/xx.txt: has no phrase in \[blame\]"),
    "a section that is missing": (GOOD.replace("[wait]", ""), r"words/xx.txt: has no phrase in \[wait\]"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), BAD_LISTS.values(), ids=BAD_LISTS.keys())
def test_lists_that_are_refused(text, fault):
    with pytest.raises(ConfigError, match=fault):
        read_words("words/xx.txt", text)


PHRASES = [
    ("{n} days", "in 5-10 days", True),
    ("{n} days", "in 5 – 10\ndays", True),
    ("{n} days", "10 daystar", False),
    ("{n} days", "some days", False),
    ("in {n} days", "within 3 days", False),
    ("apolog*", "Our APOLOGIES", True),
    ("we apolog* for", "we apologise for it", True),
    ("sorry", "sorrynot", False),
    ("it's", "it’s", True),
    ("{n}小时", "请等24小时吧", True),
    ("抱歉", "很抱歉，", True),
    ("c++ (new)", "the c++ (new) code", True),
]


@pytest.mark.parametrize(("phrase", "text", "there"), PHRASES)
def test_phrases(phrase, text, there):
    words = read_words("words/xx.txt", GOOD.replace("time words", phrase))
    assert ("time" in marks(words, text)) == there


@pytest.mark.parametrize("locale", [*LANGUAGES, "zh-Hant"])
def test_every_language_has_its_words(locale):
    words = words_of(locale)
    assert words is not None
    assert all(words.patterns[section].pattern.count("|") >= 9 for section in SECTIONS)


def test_a_language_without_a_list_is_not_judged():
    assert words_of("nl") is None
