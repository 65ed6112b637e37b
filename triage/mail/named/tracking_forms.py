"""The forms of parcel numbers, one row a form: public knowledge of what carriers print on their labels.

Rows are in order of preference. Numbers of letters and digits mostly speak for themselves; numbers of digits alone need
the mail to speak of tracking, and where their form says little the carrier's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from triage.mail.named.check_digits import (
    Check,
    fedex12,
    fedex32,
    fedex34,
    gs1,
    luhn,
    mod7,
    mod10,
    mod37,
    s10,
    ups,
    usps,
    usps20,
)


class Needs(IntEnum):
    """What a mail must say for a number of this form to count."""

    NOTHING = 0  # the form speaks for itself
    NOT_OTHER = 1  # it does, unless the number is called something else
    TRACKING = 2  # tracking is spoken of near by, or the carrier is named
    NAME = 3  # the carrier is named near by
    SCRIPT = 4  # the carrier is named, or tracking is spoken of in its country's words


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One form; `check` is None where none is publicly known; with `slip` a wrong digit is told."""

    carrier: str
    pattern: re.Pattern[str]
    check: Check | None = None
    needs: Needs = Needs.NOTHING
    slip: bool = False


def _form(carrier: str, pattern: str, check: Check | None = None, needs: Needs = Needs.NOTHING, **more: bool) -> Form:
    return Form(carrier=carrier, pattern=re.compile(pattern), check=check, needs=needs, **more)


_NOTHING, _TRACKING, _NAME, _SCRIPT = Needs.NOTHING, Needs.TRACKING, Needs.NAME, Needs.SCRIPT

# Ends of S10 numbers that post offices use (ISO 3166-1; UPU S10), and Yanwen's own.
_COUNTRIES = "|".join(
    str.split(
        "AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD "
        "CF CG CH CI CK CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FO FR GA GB "
        "GD GE GG GH GI GL GM GN GP GQ GR GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE "
        "KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN MO MQ MR "
        "MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA "
        "RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR ST SV SY SZ TC TD TG TH TJ TL TM TN TO TR "
        "TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
    )
)
LETTERED = (
    _form("ups", r"1Z[A-Z0-9]{16}", ups, slip=True),
    _form("yanwen", r"[A-Z]{2}\d{9}YP", s10),
    _form("upu", rf"[A-Z]{{2}}\d{{9}}(?:{_COUNTRIES})", s10, slip=True),
    _form("chronopost", r"[A-Z]{2}\d{9}[A-Z]{2}", s10, _NAME),
    _form("amazon", r"TB[ACM]\d{12}"),
    _form("yunexpress", r"YT\d{16}"),
    _form("yto", r"YT\d{13}"),
    _form("4px", r"4PX\d{10,14}(?:CN)?"),
    _form(
        "cainiao", r"(?:LP|CAINIAO)\d{14,18}|CNG\d{13,17}|CN(?:FR|ES|IT|DE|GB|PL|NL|US|BR|RU|KR|MX|CL)\d{10,18}(?:HD)?"
    ),
    _form("cainiao", r"AE[A-Z]{2}\d{10}[A-Z]{2}\d"),
    _form("sf", r"SF\d{12,13}"),
    _form("jt", r"(?:JT|JTE|JTX|JNT|JMX|JP|JX|JO|JD0|JB)\d{10}|(?:JT|JTE|JTX|JNT[A-Z]{0,2}|JMX)\d{12,13}"),
    _form("gofo", r"GF[A-Z]{2}\d{14}"),
    _form("speedx", r"SPX[A-Z]{2,4}\d{12,15}[A-Z]?"),
    _form("landmark", r"LTN\d{8}N1"),
    _form("uniuni", r"UUS[A-Z0-9]{10,18}"),
    _form("wishpost", r"W[IO]\d{12}[A-Z0-9]{3}|WOSP\d{12,14}[A-Z]{3}"),
    _form("cne", r"3A5V\d{9}"),
    _form("yanwen", r"YW[A-Z]{0,4}\d{9,15}"),
    _form("sunyou", r"SY[A-Z]{2,3}\d{9,13}|SYBA\d{8}"),
    _form("anjun", r"AJ[A-Z]{0,6}\d{10,16}(?:[A-Z]{2})?"),
    _form("posti", r"JJFI\d{15,18}"),
    _form("australiapost", r"JDQ\d{15,22}|33[A-Z][A-Z0-9]{2}\d{14,18}"),
    _form("nzpost", r"\d{16}[A-Z]{3}\d{3}[A-Z]{1,3}"),
    _form("postnl", r"3S[A-Z]{2,6}\d{6,13}|3S[A-Z0-9]{4}\d{7,9}"),
    _form("yodel", r"JJD000\d{13}|J?JD\d{16}"),
    _form("dhl", r"J(?:JD|VGL|D)\d{10}|JVGL\d{9,20}|JJD\d{15,20}|JD\d{18}"),
    _form("jd", r"JD\d{13}|JD(?:[VXAYK][A-Z]?|[A-Z]{2})\d{10,13}"),
    _form("dhl", r"GM(?=[A-F]*\d)(?=(?:[A-F]*\d){8})[0-9A-F]{10,37}"),
    _form("correos", r"P[A-Z0-9]{2}[A-Z0-9]{4}\d{15}[A-Z]|P[A-Z][A-Z0-9]{4}\d{16}[A-Z]"),
    _form("evri", r"[HTCP]\d{2}[A-Z][A-Z0-9]{2}\d{10}|H\d{19}"),
    _form("lasership", r"1LS7[12]\d{10}|1LS7[12]\d{2}01[1-4]\d{6}-?1|1LSCX[0-9A-Z]{10}"),
    _form("speedee", r"SP\d{18}"),
    _form("canpar", r"[CDKLSUXZ]\d{21}"),
    _form("ontrac", r"C\d{14}", mod10(2, 1, skip=1, put="4"), slip=True),
    _form("ontrac", r"D\d{14}", mod10(2, 1, skip=1, put="5"), slip=True),
    _form("laposte", r"[5-9][A-Z]\d{11}"),
    _form("dpd", r"\d{27}[A-Z]|\d{14}[A-Z]", mod37, _TRACKING),
    _form("dpd", r"\d{13}[A-Z]", None, _NAME),
    _form("ups", r"[AHJKTV]\d{10}", mod10(1, 2, skip=1), _TRACKING),
    _form("ups", r"MI\d{6}[A-Z0-9]{1,22}", None, _NAME),
    _form("fedex", r"DT\d{12}", None, _TRACKING),
    _form("amazon", r"[AFC]\d{10}", None, _TRACKING),
    _form("lasership", r"L[AIEHNX][1-3]\d{7}", None, _TRACKING),
    _form("purolator", r"[A-Z]{3}\d{9}", None, _TRACKING),
    _form("dhl", r"(?:LX|RX|UV|CN|SG|TH|IN|HK|MY)\d{10,37}", None, _TRACKING),
    _form("posteitaliane", r"[A-Z]{2}\d{11}", None, _NAME),
    _form("laposte", r"[A-Z]{2}\d{11}", None, _TRACKING),
    _form("parcelforce", r"[A-Z]{2}\d{7}|[A-Z]{4}\d{7,10}", None, _NAME),
    _form("pocztex", r"PX\d{10}", None, _TRACKING),
    _form("asendia", r"[A-Z]{1,6}\d{8,20}[A-Z]{0,3}", None, _NAME),
    _form("gls", r"(?=[A-Z]*\d)[A-Z0-9]{8}|[A-Z][A-Z0-9]\d{9}", None, _NAME),
    _form("royalmail", r"(?=(?:[A-Z]*\d){8})[0-9A-Z]{16,27}|(?=(?:[A-Z]*\d){8})[0-9A-Z]{11}", None, _NAME),
    _form("deutschepost", r"(?=(?:[A-F]*\d){6})[0-9A-F]{20}", None, _NAME),
    _form("posteitaliane", r"(?=(?:[A-Z]*\d){6})[0-9A-Z]{12,13}", None, _NAME),
    _form("sda", r"(?=(?:[A-Z]*\d){6})[0-9A-Z]{13}", None, _NAME),
    _form("mrw", r"\d{5}[A-Z]\d{6}", None, _NAME),
    _form("veho", r"(?=[A-Z]*\d)[A-Z0-9]{8}|VH[A-Z0-9]{6,12}", None, _NAME),
    _form("australiapost", r"(?=(?:[A-Z]*\d){10})[A-Z0-9]{20,24}", None, _NAME),
    _form("jt", r"[A-Z]{2,3}\d{10,13}", None, _NAME),
)
# Of digits alone.
PLAIN = (
    _form("usps",
    r"9[1-5]\d{20}|9[1-5]\d{24}|9[1-5]\d{28}|420\d{5}9\d{21}|420\d{5}9\d{25}|420\d{9}9\d{21}", usps, Needs.NOT_OTHER),
    _form("usps", r"9[1-5]\d{18}|420\d{5}9\d{19}", usps, _NAME),
    _form("usps", r"(?:0[1-4]|13|2[13]|7\d|82)\d{18}", usps20, _TRACKING),
    _form("usps", r"82\d{8}", None, _NAME),
    _form("dhl", r"0034\d{16}", gs1, Needs.NOT_OTHER),
    _form("pocztex", r"0?0459007\d{12,13}", gs1, _TRACKING),
    _form("postnord", r"0037\d{16}|37\d{16}", gs1, _TRACKING),
    _form("fedex", r"96\d{20}", mod10(3, 1, skip=7), _TRACKING),
    _form("fedex", r"(?:[0-8]\d|96)\d{32}", fedex34, _TRACKING),
    _form("fedex", r"3\d{31}", fedex32, _TRACKING),
    _form("fedex", r"00\d{16}", gs1, _TRACKING),
    _form("fedex", r"\d{15}", mod10(3, 1), _TRACKING),
    _form("fedex", r"\d{12}", fedex12, _TRACKING),
    _form("fedex", r"6\d{19}", mod10(3, 1, put="92"), _NAME),
    _form("purolator", r"[0-5]\d{11}", luhn, _TRACKING),
    _form("dpd", r"\d{15}|\d{28}", mod37, _TRACKING),
    _form("dhl", r"\d{10}", mod7, _TRACKING),
    _form("olddominion", r"(?:77[78]|072|780|80\d)\d{8}", luhn, _TRACKING),
    _form("dhl", r"\d{11}", mod7, _TRACKING),
    _form("canadapost", r"[0-47-9]\d{15}", gs1, _TRACKING),
    _form("dhl", r"\d{12}|\d{14}", mod10(4, 9), _NAME),
    _form("dhl", r"(?:51|60)\d{12}", None, _NAME),
    *(_form(carrier, r"\d{12}", mod7, _SCRIPT) for carrier in ("yamato", "sagawa", "japanpost")),
    _form("japanpost", r"\d{11}", mod7, _SCRIPT),
    _form("cjlogistics",
    r"\d{12}|\d{10}", lambda number: int(number[2:-1]) % 7 == int(number[-1]) or mod7(number), _SCRIPT),
    _form("russianpost", r"\d{14}", mod10(3, 1), _SCRIPT),
    _form("sf", r"\d{12}|\d{15}", None, _NAME),
    _form("zto", r"7[3-8]\d{10}|7[3-8]\d{12}|7[3-8]\d{13}|\d{12}", None, _NAME),
    _form("zto", r"7[3-8]\d{12}|78\d{13}", None, _SCRIPT),
    _form("sto", r"77\d{13}|\d{12,13}", None, _NAME),
    _form("sto", r"77\d{13}", None, _SCRIPT),
    _form("yunda", r"4[36]\d{13}|\d{13}", None, _NAME),
    _form("yunda", r"4[36]\d{13}", None, _SCRIPT),
    _form("jt", r"\d{12,13}|\d{15}", None, _NAME),
    _form("chinapost", r"9\d{12}|1[0-2]\d{11}", None, _SCRIPT),
    _form("gls", r"\d{12}", mod10(3, 1, plus=1), _NAME),
    _form("gls", r"\d{11}|\d{14}|\d{20}", None, _NAME),
    _form("dpd", r"\d{14}|\d{10}|\d{18}", None, _NAME),
    _form("evri", r"\d{16}|\d{14}|\d{20}", None, _NAME),
    _form("mondialrelay", r"\d{8}|\d{10}|\d{12}", None, _NAME),
    _form("chronopost", r"\d{14,15}", None, _NAME),
    _form("seur", r"\d{8,15}|\d{23}", None, _NAME),
    _form("mrw", r"\d{12}", None, _NAME),
    _form("nacex", r"\d{8,12}", None, _NAME),
    _form("posteitaliane", r"\d{12,13}", None, _NAME),
    _form("brt", r"\d{11,15}|\d{19}", None, _NAME),
    _form("sda", r"\d{13}", None, _NAME),
    _form("ctt", r"\d{20,22}", None, _NAME),
    _form("novaposhta", r"(?:1|20|5\d)\d{12,13}", None, _NAME),
    _form("cdek", r"1\d{9}|\d{10,11}", None, _NAME),
    _form("aramex", r"\d{10,12}", None, _NAME),
    _form("nzpost", r"\d{16}|00\d{18}", None, _NAME),
    _form("postnord", r"\d{11}|\d{18}|\d{20}", None, _NAME),
    _form("bpost", r"3232\d{20}", None, _TRACKING),
    _form("inpost", r"[1-9]\d{23}", None, _TRACKING),
    _form("ups", r"\d{9}|\d{12}|\d{18}", None, _NAME),
    _form("royalmail", r"\d{16}|\d{21}", None, _NAME),
    _form("australiapost", r"\d{12}|\d{20}|\d{23}", None, _NAME),
    _form("yodel", r"\d{14}|\d{16}", None, _NAME),
    _form("amazon", r"\d{12}", None, _NAME),
    _form("dhl", r"[5-9]\d{13}", None, _TRACKING),
    _form("dpd", r"[01]\d{13}", None, _TRACKING),
    _form("chinapost", r"9\d{12}", None, _TRACKING),
)  # fmt: skip
