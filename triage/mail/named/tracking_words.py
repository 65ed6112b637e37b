"""How mails call parcels and carriers: what makes a number of digits a tracking number, and what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from triage.mail.named.alternatives import any_of


def _words(latin: str, other: str) -> re.Pattern[str]:
    """One pattern for many beginnings of words, in upper case, by semicolons; others may stand anywhere."""
    return re.compile(rf"(?<![A-Z]){any_of(latin.split(';'))}|(?=[^\x00-\x7f])(?:{other})")


# Near a number, in upper case. "TRACK" also finds "tracking", "Trackingnummer" and "Track & Trace".
TRACKING = _words(
    "TRACK;TRACCIA;SENDUNGS;SENDENUMMER;PAKETN;PAKET-?ID;PAKETV;VERFOLG;FRACHTBRIEF;IDENTCODE;SUIVI;N° DE COLIS"
    ";NUM[ÉE]RO DE COLIS;COLIS N"
    ";BORDEREAU;SEGUIMIENTO;LOCALIZADOR;RASTRE;GU[ÍI]A;N[ÚU]MERO DE ENV;SPEDIZIONE;LETTERA DI VETTURA"
    ";C[ÓO]DIGO DE ENV;LOCALIZA[ÇC]"
    ";SLEDZ;PRZESY[ŁL];LIST PRZEWOZOWY;SP[ÅO]RNINGS;SPORING;KOLLI(?:NR|NUM|ID);FORSENDELSESN;S[ÄA]NDNINGS"
    ";SEURANTA;L[ÄA]HETYSTUNNUS"
    ";ZENDINGS?N;VOLGN;CONSIGNMENT;WAYBILL;AWB\\b;SHIPMENT (?:N|ID|REF);PARCEL (?:N|ID|REF);PACKAGE (?:N|ID)"
    ";SHIPPING (?:N|ID|LABEL)"
    ";DELIVERY (?:N|ID|REF);SHIPMENT:;PARCEL:;SENDUNG:;COLIS ?:;KARGO;TAK[İI]P;Z[ÁA]SILK;SLEDOVAC;SLEDOVAN"
    ";CSOMAG;NYOMK[ÖO]VET;COLET"
    ";URM[ĂA]RIRE",
    "ŚLEDZ|ОТСЛЕЖ|ТРЕК|НАКЛАДН|ПОСИЛК|ПОСЫЛК|ΑΠΟΣΤΟΛ|ΕΝΤΟΠΙΣ|快递|快遞|快件|物流|运单|運單|單號|单号|包裹|跟踪|追蹤"
    "|追跡|伝票|問い?合わ?せ番号|送り状"
    "|荷物番号|配送番号|운송장|송장|배송 ?조회|택배",
)
CHINESE = re.compile(r"快递|快遞|快件|物流|运单|運單|单号|單號|包裹|跟踪|追蹤")
JAPANESE = re.compile(r"伝票|お?問い?合わ?せ番号|送り状|荷物番号|配送番号|お荷物")
KOREAN = re.compile(r"운송장|송장|배송 ?조회|택배")
RUSSIAN = re.compile(r"ОТСЛЕЖ|ТРЕК|ПОСЫЛК|ПОЧТ")

# Directly before a number these say that it is something else; a tracking word nearer to it wins.
OTHER = _words(
    "ORDER;INVOICE;BESTELL;AUFTRAG;RECHNUNG;KUNDENN;COMMANDE;FACTUR;PEDIDO;FATTURA;ORDINE;FATURA;ENCOMENDA N"
    ";ZAM[ÓO]WIENI;ACCOUNT;CUSTOMER"
    ";CLIENT;CARD\\b;KARTE;CARTE\\b;TARJETA;CARTA\\b;CART[ÃA]O;PHONE;TEL\\b;TELEFON;T[ÉE]L[ÉE]PHONE;TEL[ÉE]FONO"
    ";MOBIL;HANDY;PORTABLE"
    ";WHATS ?APP;CALL\\b;FAX\\b;IBAN;BIC\\b;KONTON;VAT\\b;EAN\\b;GTIN\\b;ISBN\\b;IMEI\\b;SERIAL;SERIEN;SKU\\b"
    ";ARTIKEL;ITEM (?:N|ID);ARTICLE"
    ";PRODUCT;TRANSA[CK]TION;PAYPAL;TICKET;CASE\\b;RETURN (?:N|ID);RMA\\b;S[İI]PARI",
    "订单|訂單|定单|注文|发票|發票|电话|電話|手机|手機|银行卡|卡号|账号|帳號|주문|전화|ЗАКАЗ|ТЕЛЕФОН|СЧ[ЕЁ]Т",
)

_LATIN_NAMES = {
    "fedex": r"FED ?EX", "ups": r"UPS|UNITED PARCEL", "usps": r"USPS|US ?POSTAL|UNITED STATES POSTAL|U\.S\. POSTAL",
    "dhl": r"DHL", "dpd": r"DPD|CHRONOPOST DPD", "gls": r"GLS", "royalmail": r"ROYAL ?MAIL",
    "evri": r"EVRI|HERMES|MYHERMES",
    "parcelforce": r"PARCEL ?FORCE", "yodel": r"YODEL", "laposte": r"LA ?POSTE|COLISSIMO|LETTRE SUIVIE",
    "chronopost": r"CHRONOPOST",
    "mondialrelay": r"MONDIAL ?RELAY|MONDIAL",
    "deutschepost": r"DEUTSCHE ?(?:N )?POST|BRIEFSTATUS|BRIEFVERFOLGUNG|PR[ÄA]MIUM ?ADRESS|WARENPOST",
    "correos": r"CORREOS", "seur": r"SEUR", "mrw": r"MRW", "nacex": r"NACEX",
    "posteitaliane": r"POSTE ?ITALIANE|POSTE|CRONO|RACCOMANDATA", "brt": r"BRT|BARTOLINI", "sda": r"SDA",
    "ctt": r"CTT",
    "japanpost": r"JAPAN ?POST|YU-?PACK|YUPACK", "yamato": r"YAMATO|TA-?Q-?BIN|KURONEKO", "sagawa": r"SAGAWA",
    "chinapost": r"CHINA ?POST|EMS",
    "sf": r"SF ?EXPRESS|S\.F\. ?EXPRESS|SHUN ?FENG|SF", "yto": r"YTO|YUAN ?TONG", "zto": r"ZTO|ZHONG ?TONG",
    "sto": r"STO EXPRESS|SHEN ?TONG",
    "yunda": r"YUNDA", "jd": r"JD ?LOGISTICS|JINGDONG|JD EXPRESS", "jt": r"J ?& ?T|J&AMP;T|JNT",
    "yunexpress": r"YUN ?EXPRESS", "4px": r"4 ?PX",
    "yanwen": r"YAN ?WEN", "cainiao": r"CAINIAO|ALIEXPRESS", "anjun": r"ANJUN", "sunyou": r"SUN ?YOU",
    "cne": r"CNE(?: EXPRESS)?",
    "wishpost": r"WISH ?POST", "canadapost": r"CANADA ?POST|POSTES? ?CANADA",
    "australiapost": r"AUSTRALIA ?POST|AUS ?POST|E-?PARCEL|STARTRACK",
    "nzpost": r"NZ ?POST|NEW ZEALAND POST|COURIER ?POST", "postnl": r"POST ?NL", "bpost": r"B-?POST",
    "postnord": r"POST ?NORD",
    "posti": r"POSTI|MATKAHUOLTO", "inpost": r"IN ?POST|PACZKOMAT\w*", "pocztex": r"POCZTEX|POCZTA(?: POLSKA)?",
    "novaposhta": r"NOVA ?POSH?TA|NOVAYA POCHTA", "cdek": r"CDEK|SDEK", "ontrac": r"ON ?TRAC",
    "lasership": r"LASER ?SHIP",
    "amazon": r"AMAZON(?: LOGISTICS)?", "purolator": r"PUROLATOR", "asendia": r"ASENDIA", "landmark": r"LANDMARK",
    "gofo": r"GOFO|CIRRO",
    "speedx": r"SPEED ?X", "uniuni": r"UNI ?UNI", "aramex": r"ARAMEX", "canpar": r"CANPAR", "speedee": r"SPEE-?DEE",
    "veho": r"VEHO",
    "olddominion": r"OLD ?DOMINION|ODFL", "russianpost": r"RUSSIAN ?POST|POCHTA ROSSII",
}  # fmt: skip
_OTHER_NAMES = {
    "sf": "顺丰|順豐", "yto": "圆通|圓通", "zto": "中通", "sto": "申通", "yunda": "韵达|韻達",
    "jd": "京东(?:物流|快递)?", "jt": "极兔|極兔",
    "chinapost": "邮政|郵政|中国邮政|挂号信", "yunexpress": "云途|雲途", "4px": "递四方|遞四方", "yanwen": "燕文",
    "cainiao": "菜鸟|菜鳥",
    "anjun": "安骏|安駿", "sunyou": "顺友|順友",
    "japanpost": "日本郵便|ゆうパック|ゆうパケット|レターパック|郵便局", "yamato": "ヤマト|クロネコ|宅急便",
    "sagawa": "佐川", "fedex": "联邦快递|聯邦快遞|フェデックス", "dhl": "敦豪", "ups": "联合包裹",
    "cjlogistics": "대한통운|우체국",
    "russianpost": "ПОЧТ[АЕЫОЙ]{1,2} РОССИИ", "cdek": "СДЭК",
    "novaposhta": "НОВ(?:А|ОЙ|ОЮ|АЯ|УЮ|Ы) ПОШТ?|НОВАЯ ПОЧТА|НОВА ПОШТА|НОВОЇ ПОШТИ",
}  # fmt: skip


def _latin(carrier: str) -> str:
    return rf"(?:{_LATIN_NAMES[carrier]})(?![A-Z])" if carrier in _LATIN_NAMES else ""


_ANY_NAME = _words(";".join(_LATIN_NAMES.values()).replace("|", ";"), "|".join(_OTHER_NAMES.values()))
_NAMES = {
    carrier: re.compile("|".join(filter(None, (_latin(carrier), _OTHER_NAMES.get(carrier)))))
    for carrier in (*_LATIN_NAMES, *_OTHER_NAMES)
}


def carriers(upper: str) -> Iterator[tuple[int, str]]:
    """Where which carrier is named, in a text in upper case."""
    for match in _ANY_NAME.finditer(upper):
        yield from ((match.start(), name) for name, names in _NAMES.items() if names.match(upper, match.start()))
