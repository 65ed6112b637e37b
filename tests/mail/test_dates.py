import random
from datetime import date, datetime

import pytest

from triage.mail.named.dates import dates

WRITTEN = datetime(2026, 3, 25, 10)  # a Wednesday
DATES = {
    ("gekauft am 12. August", "de", ""): "2025-08-12", ("by 12 July at the latest", "en", ""): "2026-07-12",
    ("12/03/2026", "en", "US"): "2026-12-03", ("12/03/2026", "en", "GB"): "2026-03-12",
    ("12/03/2026", "de", ""): "2026-03-12",
    ("12/03/2026", "fr", "US"): "2026-03-12", ("12/03/2026", "en", ""): "2026-03-12",
    ("03/04/2026", "en", ""): "2026-03-04",
    ("03/24/2026", "de", ""): "2026-03-24", ("25/03/2026", "en", "US"): "2026-03-25",
    ("2026-03-05", "en", ""): "2026-03-05",
    ("2026/3/5", "zh", ""): "2026-03-05", ("2026年3月5日", "zh", ""): "2026-03-05",
    ("3月5日", "ja", ""): "2026-03-05", ("3月5号", "zh", ""): "2026-03-05",
    ("12月20日", "zh", ""): "2025-12-20", ("2026年3月5日", "ja", ""): "2026-03-05",
    ("3월 5일", "ko", ""): "2026-03-05", ("12.03.2026", "de", ""): "2026-03-12",
    ("12.03.", "de", ""): "2026-03-12", ("am 12.3.", "de", ""): "2026-03-12",
    ("am 12.03 bestellt", "de", ""): "2026-03-12", ("12.03.26", "de", ""): "2026-03-12",
    ("12-03-2026", "nl", ""): "2026-03-12", ("on 5/3/26", "en", "GB"): "2026-03-05",
    ("on 1/2", "en", ""): "2026-01-02", ("5. März", "de", ""): "2026-03-05",
    ("5 mars 2026", "fr", ""): "2026-03-05", ("le 1er avril", "fr", ""): "2026-04-01",
    ("5 février", "fr", ""): "2026-02-05", ("5 fevrier", "fr", ""): "2026-02-05",
    ("5 de marzo de 2026", "es", ""): "2026-03-05", ("el 5 de enero", "es", ""): "2026-01-05",
    ("5 de março", "pt", ""): "2026-03-05", ("5 marzo", "it", ""): "2026-03-05",
    ("March 5, 2026", "en", ""): "2026-03-05", ("March 5th", "en", ""): "2026-03-05",
    ("5th of March", "en", ""): "2026-03-05", ("5 Mar 2026", "en", ""): "2026-03-05",
    ("june 6 th 2025", "en", ""): "2025-06-06",
    ("on 5 May", "en", ""): "2026-05-05", ("12 Dec", "en", ""): "2025-12-12", ("Jan 5", "en", ""): "2026-01-05",
    ("1 may 2026", "en", ""): "2026-05-01",
    ("12 mai 2026", "", ""): "2026-05-12", ("15 czerwca", "pl", ""): "2026-06-15", ("5 мая", "ru", ""): "2026-05-05",
    ("5 Μαρτίου", "el", ""): "2026-03-05",
    ("2-3 May", "en", ""): "2026-05-03", ("5 de mar. de 2026", "pt", ""): "2026-03-05",
    ("yesterday", "en", ""): "2026-03-24", ("the day before yesterday", "en", ""): "2026-03-23",
    ("today", "en", ""): "2026-03-25", ("tomorrow", "en", ""): "2026-03-26",
    ("last Monday", "en", ""): "2026-03-23", ("last Wednesday", "en", ""): "2026-03-18",
    ("since Friday", "en", ""): "2026-03-20", ("next Friday", "en", ""): "2026-03-27",
    ("3 days ago", "en", ""): "2026-03-22", ("two weeks ago", "en", ""): "2026-03-11",
    ("a month ago", "en", ""): "2026-02-25", ("in 3 days", "en", ""): "2026-03-28",
    ("last week", "en", ""): "2026-03-18", ("gestern", "de", ""): "2026-03-24",
    ("vorgestern", "de", ""): "2026-03-23", ("morgen", "de", ""): "2026-03-26",
    ("vor drei Tagen", "de", ""): "2026-03-22", ("vor 2 Wochen", "de", ""): "2026-03-11",
    ("vor einem Monat", "de", ""): "2026-02-25", ("letzten Montag", "de", ""): "2026-03-23",
    ("seit Freitag", "de", ""): "2026-03-20", ("hier", "fr", ""): "2026-03-24",
    ("avant-hier", "fr", ""): "2026-03-23", ("lundi dernier", "fr", ""): "2026-03-23",
    ("depuis vendredi", "fr", ""): "2026-03-20", ("il y a deux semaines", "fr", ""): "2026-03-11",
    ("ayer", "es", ""): "2026-03-24", ("anteayer", "es", ""): "2026-03-23",
    ("hace una semana", "es", ""): "2026-03-18", ("hace 3 días", "es", ""): "2026-03-22",
    ("el lunes pasado", "es", ""): "2026-03-23", ("ieri", "it", ""): "2026-03-24",
    ("l'altro ieri", "it", ""): "2026-03-23", ("tre giorni fa", "it", ""): "2026-03-22",
    ("venerdì scorso", "it", ""): "2026-03-20", ("ontem", "pt", ""): "2026-03-24",
    ("anteontem", "pt", ""): "2026-03-23", ("há duas semanas", "pt", ""): "2026-03-11",
    ("na última sexta-feira", "pt", ""): "2026-03-20", ("昨天", "zh", ""): "2026-03-24",
    ("前天", "zh", ""): "2026-03-23", ("上周五", "zh", ""): "2026-03-20", ("上星期三", "zh", ""): "2026-03-18",
    ("下周一", "zh", ""): "2026-03-30", ("三天前", "zh", ""): "2026-03-22",
    ("两周前", "zh", ""): "2026-03-11", ("一个月前", "zh", ""): "2026-02-25", ("半个月前", "zh", ""): "2026-03-10",
    ("先週", "ja", ""): "2026-03-18", ("3日前", "ja", ""): "2026-03-22",
    ("先週の金曜日", "ja", ""): "2026-03-20", ("一週間前", "ja", ""): "2026-03-18",
    ("おととい", "ja", ""): "2026-03-23", ("明日", "ja", ""): "2026-03-26", ("어제", "ko", ""): "2026-03-24",
    ("gisteren", "nl", ""): "2026-03-24", ("wczoraj", "pl", ""): "2026-03-24", ("вчера", "ru", ""): "2026-03-24",
    ("gestern", "", ""): "2026-03-24",
}  # fmt: skip
NO_DATES = [
    ("", "en"), ("size 10 may fit", "en"), ("3 out of 5", "pt"), ("3 out of 5", "en"), ("24/7", "en"),
    ("24/07 support", "en"), ("1/2", "en"), ("v1.2.24", "en"),
    ("version 12.03.24", "en"), ("order 304-1234567-1234567", "en"), ("order 2024-03-12345", "en"),
    ("192.168.1.10", "en"), ("06.12.03.20.24", "fr"), ("12:30", "en"),
    ("12.03 €", "de"), ("10/12 years", "en"), ("50/50", "en"), ("Guten Morgen", "de"), ("por la mañana", "es"),
    ("hier ist", "de"), ("31 février", "fr"), ("31/02/2026", "en"),
    ("20240312", "en"), ("99/99/9999", "en"), ("phone 0170-12-03-2024", "de"), ("+49 12 03 2024", "de"),
    ("EU 42.5", "en"), ("the 5th", "en"), ("9/10 points", "en"),
    ("RB123456785GB", "en"), ("UPS 1Z5R89390357567127", "en"), ("https://a.example/2026/03/12/x", "en"),
    ("2026", "en"), ("March", "en"), ("5-7 days", "en"), ("1.234,56 €", "de"),
    ("3 x 12 cm", "en"), ("3个月", "zh"), ("3月", "zh"), ("you may 3 times", "en"), ("the week", "en"),
    ("Friday", "en"), ("days ago", "en"), ("#12/03", "en"), ("12/03/20/24", "en"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "country"), DATES)
def test_dates(text, language, country):
    assert dates(f"x, {text} ... ", language, WRITTEN, country) == (date.fromisoformat(DATES[text, language, country]),)


@pytest.mark.parametrize(("text", "language"), NO_DATES)
def test_no_dates(text, language):
    assert dates(text, language, WRITTEN) == ()


def test_several_in_the_order_of_the_text():
    found = dates(
        "Ordered 2026-03-01, promised for last Monday; today is 25/03/2026, and 1 March 2026 again", "en", WRITTEN, "GB"
    )
    assert found == (date(2026, 3, 1), date(2026, 3, 23), date(2026, 3, 25))


def test_without_the_mails_own_date_only_whole_dates_are_told():
    assert dates("yesterday, 5 March, 12/03, 3日前, 5 March 2026", "en") == (date(2026, 3, 5),)


def test_a_missing_year_is_the_nearest():
    assert dates("on 28 December", "en", datetime(2026, 1, 3)) == (date(2025, 12, 28),)
    assert dates("on 3 January", "en", datetime(2025, 12, 28)) == (date(2026, 1, 3),)
    assert dates("29 February", "en", datetime(2025, 3, 1)) == (date(2024, 2, 29),)


def test_no_text_and_no_mail_date_is_too_much():
    letters = "1203/.- :may年月日前三天上周Mo,先週vor"
    for seed in range(300):
        chance = random.Random(seed)
        text = "".join(chance.choices(letters, k=chance.randint(0, 200)))
        dates(text, chance.choice(["en", "de", "zh", "xx", "../x", ""]), WRITTEN, chance.choice(["US", "??", "", "中"]))
    for written in (datetime.min, datetime.max):
        dates("999 months ago, in 999 months, yesterday, tomorrow, 12/03, last Monday, 三天后", "en", written)
