"""How mails write money: signs, ISO 4217 codes and words, and which currency a shared sign means where."""

from __future__ import annotations

# A mark and its currency; one that several share has a name in small letters, which SHARED resolves.
SIGNS = {
    "€": "EUR", "£": "GBP", "¥": "yen", "￥": "yen", "₽": "RUB", "₹": "INR", "₩": "KRW", "₺": "TRY", "₴": "UAH",
    "₪": "ILS", "฿": "THB", "₫": "VND",
    "₱": "PHP", "₦": "NGN", "₸": "KZT", "₾": "GEL",
    "US$": "USD", "U$S": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "NT$": "TWD", "S$": "SGD",
    "R$": "BRL", "MX$": "MXN", "$": "dollar", "＄": "dollar",
}  # fmt: skip
# Written in any case.
CODES = (
    "EUR USD GBP CNY RMB CNH JPY CAD AUD NZD CHF SEK NOK DKK PLN CZK HUF RON BGN UAH RUB BRL MXN INR KRW HKD TWD "
    "SGD THB VND IDR MYR PHP ILS AED SAR ZAR"
    " ISK NTD HRK RSD COP CLP ARS KZT EGP QAR KWD"
)
CAPITAL_CODES = "TRY PEN MAD"  # words of some language in small letters; they count after a number only
ALIASES = {"RMB": "CNY", "CNH": "CNY", "NTD": "TWD"}
# Words behind, or before, a number; beginnings of words are not enough.
WORDS = {
    "euros?": "EUR", "eur[oó]w?": "EUR", "евро": "EUR", "євро": "EUR", "ευρώ": "EUR", "eura": "EUR",
    "us[- ]dollars?": "USD", "american dollars?": "USD", "us[- ]dollar": "USD", "dollars? us": "USD",
    "dólares estadounidenses": "USD",
    "australian dollars?": "AUD", "canadian dollars?": "CAD", "dollars? canadiens": "CAD", "dollars?": "dollar",
    "bucks": "dollar", "dólar(?:es)?": "dollar",
    "dollari": "dollar", "доллар(?:а|ов)?": "USD", "pounds? sterling": "GBP", "british pounds?": "GBP",
    "pounds?": "pound", "quid": "GBP", "britische pfund": "GBP",
    "livres sterling": "GBP", "libras esterlinas": "GBP", "sterline": "GBP", "yuan": "CNY", "kuai": "CNY",
    "renminbi": "CNY", "yen": "JPY", "yens": "JPY",
    "zł": "PLN", "zl": "PLN", "złotych": "PLN", "złote": "PLN", "złoty": "PLN", "zlotys?": "PLN", "kr": "krone",
    "kronor": "SEK", "kroner": "krone",
    "kč": "CZK", "korun": "CZK", "swiss francs?": "CHF", "francs suisses": "CHF", "schweizer franken": "CHF",
    "franken": "CHF", "sfr": "CHF", "fr": "franc",
    "franchi svizzeri": "CHF", "rub": "RUB", "руб(?:лей|ля|ль)?": "RUB", "грн": "UAH", "гривен": "UAH",
    "гривень": "UAH", "tl": "TRY", "lira": "TRY",
    "lei": "RON", "ft": "feet", "forint": "HUF", "лв": "BGN", "reais": "BRL", "rs": "INR", "rupees?": "INR",
    "rp": "IDR", "rm": "MYR", "pesos": "peso",
    "đ": "VND", "vnđ": "VND", "baht": "THB", "dirhams?": "dirham",
}  # fmt: skip
EAST = {
    "美元": "USD", "美金": "USD", "欧元": "EUR", "歐元": "EUR", "英镑": "GBP", "英鎊": "GBP", "日元": "JPY",
    "日圆": "JPY",
    "日圓": "JPY", "港币": "HKD",
    "港幣": "HKD", "港元": "HKD", "台币": "TWD", "新台幣": "TWD", "台幣": "TWD", "澳元": "AUD", "加元": "CAD",
    "韩元": "KRW",
    "人民币": "CNY", "人民幣": "CNY",
    "元": "yuan", "块钱": "CNY", "块": "CNY", "塊": "TWD", "円": "JPY", "圓": "yuan", "ユーロ": "EUR", "ドル": "dollar",
    "米ドル": "USD", "ポンド": "GBP",
    "人民元": "CNY", "원": "KRW", "달러": "dollar", "유로": "EUR",
}  # fmt: skip
# By country first, then by language; "" is for neither known.
SHARED = {
    "yen": {"CN": "CNY", "JP": "JPY", "zh": "CNY", "ja": "JPY"},
    "yuan": {"TW": "TWD", "HK": "HKD", "zh": "CNY", "": "CNY"},
    "dollar": {
        "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD", "MX": "MXN",
        "CL": "CLP", "CO": "COP", "AR": "ARS",
    },
    "pound": {"": "GBP"},
    "feet": {"hu": "HUF", "HU": "HUF"},
    "krone": {"SE": "SEK", "DK": "DKK", "NO": "NOK", "IS": "ISK", "sv": "SEK", "da": "DKK", "no": "NOK",
    "nb": "NOK", "nn": "NOK", "is": "ISK"},
    "franc": {"CH": "CHF", "LI": "CHF"},
    "peso": {"MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP", "PH": "PHP"},
    "dirham": {"AE": "AED", "MA": "MAD"},
    "dash": {
        "DE": "EUR", "AT": "EUR", "NL": "EUR", "BE": "EUR", "IT": "EUR", "CH": "CHF", "SE": "SEK", "DK": "DKK",
        "NO": "NOK", "de": "EUR", "nl": "EUR",
        "it": "EUR", "sv": "SEK", "da": "DKK", "no": "NOK", "nb": "NOK",
    },
}  # fmt: skip


def resolve(mark: str, language: str, country: str) -> str:
    """The currency of a mark of the tables above; "" where a shared one says no more.

    A currency told by the language of the words ("kr" in a Swedish mail) goes before the shop's country.

    >>> resolve("yen", "ja", "CN"), resolve("krone", "sv", ""), resolve("dollar", "en", ""), resolve("EUR", "", "")
    ('JPY', 'SEK', '', 'EUR')
    """
    if mark.isupper():
        return mark
    table = SHARED[mark]
    return table.get(language) or table.get(country.upper()) or table.get("", "")
