"""What an agent changes in a draft: the answer itself, or only what stands around it."""

import time
from dataclasses import replace

import pytest

from tests.abuse.stage import shipped
from triage.labels import LANGUAGES, PARCEL_STATES
from triage.policy.edits import edited_share, stated, touched
from triage.policy.samples import sample
from triage.policy.slots import Shipment
from triage.policy.substance import LEFT_OUT, MEANS
from triage.settings import Shop

FRAME = (
    (
        "This message was written automatically. If you reply, one of us will read it and answer within   hours on "
        "working days. Our office is open from   to   ( )."
    ),
    "As a small way of making up for it, we would like to offer you   off your next order. Your code is  .",
)
BODY = "Your parcel left our warehouse on Monday. It usually takes nine working days to reach you."
CLOSING = (
    "If you reply, one of us will read it and answer within 24 hours on working days. "
    "Our office is open from 9:00 AM to 5:00 PM (Central European Time)."
)
OFFER = "As a small way of making up for it, we would like to offer you 15% off your next order. Your code is TEA-1."
WHOLE = f"Hello Ann,\n\n{BODY}\n\n{OFFER}\n\n{CLOSING}\n\nBest regards,\nBlue Teapot\n"
SAME = {
    "as it was": WHOLE,
    "another greeting": WHOLE.replace("Hello Ann,", "Dear Mrs Lee!"),
    "no greeting": WHOLE.replace("Hello Ann,\n\n", ""),
    "without the closing": f"Hello Ann,\n\n{BODY}\n\n{OFFER}",
    "without the offer": f"Hello Ann,\n\n{BODY}\n\n{CLOSING}",
    "another share offered": WHOLE.replace("15%", "10%"),
    "her own name": f"Hello Ann,\n\n{BODY}\n\nKind regards\nMaria Lopez\n\nBlue Teapot\nSupport",
    "other line ends": WHOLE.replace("Monday. It", "Monday.\nIt").replace("\n", "\r\n"),
    "other typing": WHOLE.replace("usually", "Usually,"),
}
OTHER = {
    "one word": (WHOLE.replace("Monday", "Friday"), 1 / 16),
    "a promise at its end": (f"{WHOLE.partition('Best')[0]}You get 50 EUR back.", 5 / 21),
    "a sentence away": (f"Hello Ann,\n\n{BODY.partition('. ')[0]}.", 9 / 16),
    "all new": ("I have asked the carrier and shall write tomorrow, promised.", 1.0),
    "nothing but a name": ("Maria", 1.0),
}


def test_words_that_the_closing_has_too_are_still_words() -> None:
    """One by one they stand in every text; only in a row are they the closing's."""
    answer = "If you, one of mine, will soon read it and gladly answer."
    assert edited_share(f"{answer}\n\n{CLOSING}", CLOSING, FRAME) == 1.0


@pytest.mark.parametrize("sent", SAME.values(), ids=SAME)
def test_what_is_no_edit(sent: str) -> None:
    assert edited_share(WHOLE, sent, FRAME) == 0


@pytest.mark.parametrize(("sent", "share"), OTHER.values(), ids=OTHER)
def test_what_is_an_edit(sent: str, share: float) -> None:
    assert edited_share(WHOLE, sent, FRAME) == pytest.approx(share, abs=0.04)


def test_letters_are_words_where_there_are_no_spaces() -> None:
    draft = "您好，\n\n您的包裹已于星期一从仓库发出，通常需要九个工作日送达。"
    assert edited_share(draft, draft.replace("您好，", "王女士：")) == 0
    assert edited_share(draft, draft.replace("一", "五")) == pytest.approx(1 / 25, abs=0.01)
    assert edited_share(draft, "我们已经为您退款，非常抱歉给您带来不便。") > 0.8


def test_a_very_long_mail_is_no_work() -> None:
    assert edited_share(WHOLE, "word " * 200_000, FRAME) > 0.9
    begin = time.monotonic()
    for long in ("word " * 200_000, "包裹" * 200_000, "a-" * 9_000, "a" * 90_000 + " 1", "By Monday 23. " * 9_000):
        touched(WHOLE, long, "en", FRAME, ("Monday, 23 November",))
    assert time.monotonic() - begin < 5


# --- what it states ---------------------------------------------------------------------------------------------------
DRAFTS = {
    "en": "Hello Ann,\n\nThank you for your message. Your parcel NW-20001 is on its way with DHL and was last scanned "
    "on 18 November 2026. A colleague will look into it and write to you by Monday, 23 November, 10:00. "
    "We are sorry for the wait.\n\nKind regards\nBlue Teapot",
    "de": "Guten Tag,\n\nvielen Dank für Ihre Nachricht. Ihr Paket NW-20001 ist mit DHL unterwegs, zuletzt gescannt am "
    "18. November 2026. Wir schreiben Ihnen bis Montag, 23. November, 10:00 Uhr. Das Warten tut uns leid.",
    "fr": "Bonjour,\n\nmerci de votre message. Votre colis NW-20001 est en route avec DHL ; dernier scan : 18 novembre "
    "2026. Nous vous écrivons au plus tard le lundi 23 novembre à 10 h. Nous sommes désolés de cette attente.",
    "es": "Hola:\n\ngracias por su mensaje. Su paquete NW-20001 está en camino con DHL; el último escaneo es del 18 de "
    "noviembre de 2026. Le escribiremos antes del lunes 23 de noviembre, 10:00. Sentimos la espera.",
    "it": "Buongiorno,\n\ngrazie del Suo messaggio. Il pacco NW-20001 è in viaggio con DHL; ultimo aggiornamento: 18 "
    "novembre 2026. Le scriviamo entro lunedì 23 novembre, ore 10:00. Ci dispiace per l'attesa.",
    "pt": "Olá,\n\nobrigado pela mensagem. O seu pacote NW-20001 está a caminho com a DHL; última leitura: 18 de "
    "novembro de 2026. Escrevemos até segunda-feira, 23 de novembro, 10:00. Lamentamos a espera.",
    "zh": "您好，\n\n感谢来信。您的包裹NW-20001由DHL承运，正在运输途中，最近一次扫描是11月18日。"
    "我们会在11月23日（星期一）10:00前写信给您。抱歉让您久等。",
    "ja": "お客様\n\nご連絡ありがとうございます。お荷物NW-20001はDHLにて配送中でございます（11月18日）。"
    "11月23日10:00までにご連絡いたします。お待たせして恐縮です。",
}  # fmt: skip
MOMENTS = {
    "en": ("Monday, 23 November", "10:00"), "de": ("Montag, 23. November", "10:00"),
    "fr": ("lundi 23 novembre", "10 h"), "es": ("lunes 23 de noviembre", "10:00"),
    "it": ("lunedì 23 novembre", "10:00"), "pt": ("segunda-feira, 23 de novembro", "10:00"),
    "zh": ("11月23日（星期一）", "10:00"), "ja": ("11月23日", "10:00"),
}  # fmt: skip
GRAVE = [  # language, what stood there, what she wrote, kind
    ("en", "is on its way with DHL", "has been lost by DHL", "the state"),
    ("en", "is on its way", "is not on its way", "a denial"),
    ("en", "is on its way", "isn't on its way", "a denial"),
    ("en", "18 November", "8 October", "a figure"),
    ("en", "18 November 2026", "18 December 2026", "a figure"),
    ("en", "NW-20001", "NW-20002", "a figure"),
    ("en", "DHL", "UPS", "a name"),
    ("en", "We are sorry for the wait.", "We are sorry for the wait. We have refunded you.", "a promise"),
    ("en", "We are sorry for the wait.", "You get 10 EUR. We are sorry.", "a figure"),
    ("en", "the wait.", "the wait. We will send you a new one.", "a promise"),
    ("en", "the wait.", "the wait. It has arrived at your neighbour's.", "the state"),
    ("en", "the wait.", "the wait. Pay here: www.pay.example", "a name"),
    ("en", "the wait.\n\nKind", "the wait.\n\nYour parcel is lost\n\nKind", "the state"),
    ("de", "ist mit DHL unterwegs", "ging bei DHL verloren", "the state"),
    ("de", "ist mit DHL", "ist nicht mit DHL", "a denial"),
    ("de", "18. November", "8. Oktober", "a figure"),
    ("de", "leid.", "leid. Wir haben Ihnen den Betrag erstattet.", "a promise"),
    ("fr", "est en route", "n'est pas en route", "a denial"),
    ("fr", "est en route avec", "a été perdu par", "the state"),
    ("fr", "18 novembre", "8 octobre", "a figure"),
    ("fr", "attente.", "attente. Nous vous avons remboursé.", "a promise"),
    ("es", "está en camino con", "fue extraviado por", "the state"),
    ("es", "está en", "no está en", "a denial"),
    ("es", "18 de noviembre", "8 de octubre", "a figure"),
    ("es", "espera.", "espera. Le hemos reembolsado.", "a promise"),
    ("it", "è in viaggio con", "è stato smarrito da", "the state"),
    ("it", "è in viaggio", "non è in viaggio", "a denial"),
    ("it", "18 novembre", "8 ottobre", "a figure"),
    ("it", "attesa.", "attesa. L'abbiamo rimborsata.", "a promise"),
    ("pt", "está a caminho com", "foi extraviado com", "the state"),
    ("pt", "está a", "não está a", "a denial"),
    ("pt", "18 de novembro", "8 de outubro", "a figure"),
    ("pt", "espera.", "espera. Já fizemos o reembolso.", "a promise"),
    ("zh", "正在运输途中", "已经丢失", "the state"),
    ("zh", "正在运输", "没有正在运输", "a denial"),
    ("zh", "11月18日", "10月8日", "a figure"),
    ("zh", "久等。", "久等。我们已为您退款。", "a promise"),
    ("zh", "DHL", "顺丰", "a name"),
    ("ja", "配送中でございます", "紛失いたしました", "the state"),
    ("ja", "配送中でございます", "配送中ではありません", "a denial"),
    ("ja", "11月18日", "10月8日", "a figure"),
    ("ja", "恐縮です。", "恐縮です。返金いたしました。", "a promise"),
]
HARMLESS = [  # language, what stood there, what she wrote
    ("en", "Hello Ann,", "Dear Mrs Lee!"),
    ("en", "Thank you for your message. ", ""),
    ("en", "Your parcel NW-20001 is on its way with DHL", "With DHL, your parcel NW-20001 is on its way"),
    ("en", "is on its way with DHL", "is en route with DHL"),
    ("en", "We are sorry for the wait.", "We apologise for the wait. Please do not hesitate to write to us."),
    ("en", "message. Your", "mesage.\n\nYour"),
    ("en", "18 November 2026", "November 18, 2026"),
    ("en", "Monday, 23 November, 10:00", "Tuesday, 24 November, 16:30"),
    ("en", "by Monday, 23 November, 10:00", "tomorrow"),
    ("en", "Kind regards\nBlue Teapot", "Best wishes\nMaria Lopez\nBlue Teapot, 12 High Street\nTel. +44 20 7946 0000"),
    ("de", "Guten Tag,", "Liebe Frau Lee,"),
    ("de", "vielen Dank für Ihre Nachricht.", "danke, dass Sie uns schreiben."),
    ("de", "Montag, 23. November, 10:00", "Dienstag, 24. November, 16:30"),
    ("de", "leid.", "leid. Machen Sie sich keine Sorgen."),
    ("fr", "merci de votre message.", "merci beaucoup pour votre message."),
    ("fr", "lundi 23 novembre à 10 h", "mardi 24 novembre à 16 h"),
    ("fr", "attente.", "attente. N'hésitez pas à nous écrire."),
    ("es", "gracias por", "muchas gracias por"),
    ("es", "lunes 23 de noviembre, 10:00", "martes 24 de noviembre, 16:30"),
    ("es", "espera.", "espera. No se preocupe."),
    ("it", "grazie del", "La ringraziamo del"),
    ("it", "lunedì 23 novembre, ore 10:00", "martedì 24 novembre, ore 16:30"),
    ("it", "attesa.", "attesa. Non esiti a scriverci."),
    ("pt", "obrigado pela", "muito obrigada pela"),
    ("pt", "segunda-feira, 23 de novembro, 10:00", "terça-feira, 24 de novembro, 16:30"),
    ("pt", "espera.", "espera. Não hesite em escrever."),
    ("zh", "感谢来信。", "非常感谢您的来信！"),
    ("zh", "11月23日（星期一）10:00", "11月24日（星期二）16:30"),
    ("zh", "久等。", "久等。请不用担心。"),
    ("ja", "ありがとうございます", "誠にありがとうございます"),
    ("ja", "11月23日10:00", "11月24日16:30"),
    ("ja", "恐縮です。", "恐縮です。ご遠慮なくお申し付けください。"),
]


def edited(language: str, before: str, after: str) -> tuple[str, ...]:
    draft = DRAFTS[language]
    assert before in draft
    return touched(draft, draft.replace(before, after), language, FRAME, MOMENTS[language])


@pytest.mark.parametrize(("language", "before", "after", "kind"), GRAVE)
def test_a_fact_that_was_touched(language: str, before: str, after: str, kind: str) -> None:
    assert kind in edited(language, before, after)


@pytest.mark.parametrize(("language", "before", "after"), HARMLESS)
def test_other_words_for_the_same(language: str, before: str, after: str) -> None:
    assert edited(language, before, after) == ()


def test_a_fact_taken_out_is_no_correction() -> None:
    assert edited("en", " NW-20001", "") == (LEFT_OUT,)
    assert edited("en", " and was last scanned on 18 November 2026", "") == (LEFT_OUT,)


def test_a_day_that_is_no_time_of_ours_may_not_move() -> None:
    assert "a figure" in edited("en", "18 November", "24 November")
    draft = DRAFTS["en"]
    assert touched(draft, draft.replace("23 November", "24 November"), "en") != (), "unless we know that it is ours"


def test_what_was_put_into_the_closing_is_no_part_of_it() -> None:
    refund = WHOLE.replace("on working days.", "on working days. We have refunded you.")
    assert touched(WHOLE, refund, "en", FRAME) == ("a promise",)
    within = WHOLE.replace("one of us will read it and answer", "one of us will refund you and answer")
    assert "a promise" in touched(WHOLE, within, "en", FRAME)
    assert touched(WHOLE, WHOLE.replace(f"\n\n{CLOSING}", ""), "en", FRAME) == ()
    assert touched(WHOLE, WHOLE.replace("24 hours", "48 hours").replace("15%", "10%"), "en", FRAME) == ()


@pytest.mark.parametrize("language", [*LANGUAGES, "zh-Hant"])
def test_the_shipped_texts_state_what_the_records_say(language: str) -> None:
    texts, slots = shipped(), sample(Shop(name="Blue Teapot"), language)
    for state in PARCEL_STATES[1:]:
        parcel = Shipment(state=state, carrier="DHL", tracking="JD0146", last_date="18 Nov", expected_date="20 Nov")
        letter = texts.write("order_status", language, replace(slots, parcel=parcel), automatic=False)
        assert MEANS[state] in stated(letter.body, language).states, state


def test_a_language_without_lists_is_read_by_its_figures() -> None:
    assert touched("Zamówienie 12345 jest w drodze.", "Zamówienie 12346 jest w drodze.", "pl") == ("a figure", LEFT_OUT)
    assert touched("", "", "pl") == ()
