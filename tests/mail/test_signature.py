import pytest

from triage.mail.quotes.splitting import split

OLD = "\n\nOn Mon, 5 Jan 2026 at 09:00, Shop <s@shop.example> wrote:\n> old"
PHONES = (
    "Sent from my Verizon Wireless BlackBerry", "Get Outlook for iOS<https://app.example/o0ukef>",
    "Gesendet mit der GMX Mail App", "Von meinem Samsung Galaxy Smartphone gesendet.",
    "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
    "Envoyé depuis mon smartphone Samsung Galaxy.", "Télécharger Outlook pour Android",
    "Enviado desde mi Samsung Mobile", "Inviato dal mio Galaxy", "Skickat från min iPhone", "Sendt fra min iPhone",
    "Lähetetty iPhonesta", "Отправлено с iPhone", "Отправлено из Mail.ru для Android", "iPhone'umdan gönderildi",
    "Odesláno z iPhonu", "Android 版 Outlook を入手", "iOS용 Outlook 받기", "从我的iPhone发送",
    "获取 Outlook for Android",
    "Sent with Proton Mail secure email.", "Virus-free.www.avast.com", "Yahoo Mail: Search, Organize",
    "[Sent from Yahoo Mail on Android](https://app.example/x)", "签名由网易邮箱大师定制",
)  # fmt: skip


@pytest.mark.parametrize("line", PHONES)
def test_lines_of_phones_and_services_above_a_quote_and_above_the_words(line):
    found = split(f"Where is it?\n\n{line}{OLD}")
    assert (found.new_text, found.signature) == ("Where is it?", line)
    assert split(f"{line}\n\nWhere is it?").new_text == "Where is it?"


SENT = (
    "Sent from my desk, is much easier than my mobile phone.", "Sent via DHL on Monday", "Get me the Outlook invoice",
    "Ich habe die Fotos mit dem Handy gesendet", "Mit der Telefonnummer stimmt was nicht", "从手机上看不到订单",
    "Enviado desde Madrid el lunes con mi móvil", "Inviato da Milano il mio telefono", "Lähetetty puhelin ei toimi",
    "Envoyé depuis Lyon, mon téléphone est cassé", "Gesendet von Berlin: ein Handy. Angekommen: nichts.",
    "Paket Samsung telefon yerine kılıf gönderildi", "Sent from my iPhone?", "Sent from my iPhone 0170123456",
)  # fmt: skip


@pytest.mark.parametrize("line", SENT)
def test_words_about_sending_and_phones_are_no_signature(line):
    assert split(f"Hello\n\n{line}\n").new_text == f"Hello\n\n{line}"


def test_a_postscript_below_a_signature_is_kept():
    found = split(f"Where is it?\n-- \nAnna\nExample GmbH\n\nPS: call me\n\nSent from my iPhone{OLD}")
    assert found.new_text == "Where is it?\nPS: call me"
    assert found.signature == "--\nAnna\nExample GmbH\n\nSent from my iPhone"


DASHES = {
    "question": "Hello\n\n--\nCan I still cancel one of the two orders?",
    "list": "My list:\n—\na very long thing that I want to have delivered to me, please, by Monday evening\n",
    "nothing above": "--\nmy lamp is broken",
    "other dashes": "Hello\n---\nAnna",
}


@pytest.mark.parametrize("case", DASHES)
def test_dashes_that_begin_no_signature(case):
    assert split(DASHES[case]).new_text == DASHES[case].strip()


@pytest.mark.parametrize("dashes", ["-- ", "--", "—", "__"])
def test_dashes_that_begin_one(dashes):
    found = split(f"Where is it?\n{dashes}\nAnna Example\nTel. 1")
    assert (found.new_text, found.signature) == ("Where is it?", f"{dashes.strip()}\nAnna Example\nTel. 1")


CARDS = {  # what is kept above, the card
    "a company below a typed name": (
        "Ja.\n\nViele Grüße\nAnna Example",
        "Example GmbH\nGeschäftsführerin: Anna Example\nAmtsgericht Musterstadt HRB 1\nTel. 0000 123456",
    ),
    "the name once more": ("Yes.\n\nThanks,\nAnna", "Anna Example-Lee\nPotter, Stroud"),
    "a name and a role": ("Yes, please.", "Anna Example\nProcurement Office"),
    "an empty line below each": ("Нам нужен оригинал.", "Игорь Примеров\n\nменеджер по ВЭД\n\nООО «Пример»"),
    "a closing above a block of its own": (
        "Yes.\n\nRegards,",
        "Anna Example\nOperations, Example Court\n+91 20 5550 0199",
    ),
    "Japanese": ("再発行をお願いいたします。", "--------------------\n例示株式会社 購買課\n例 太郎\nTEL 00-0000-0000"),
    "Korean": ("단가 재검토 부탁드립니다.", "박예시 대리\n대한예시상사 구매팀\nMobile 010-0000-0000"),
    "NetEase": ("麻烦取消订单。", "| |\n孟\n|\n|\n邮箱：m@mail.example\n|"),
    "a lawyer": (
        "Yes.",
        "This email and any attachments are confidential and intended solely\nfor the addressee. Please delete it.",
    ),
    "the woods": ("Oui.", "Pensez à l'environnement avant d'imprimer ce message."),
    "a mailing list": ("Yes.", "_______________________\nlamps mailing list\nlamps@lists.example"),
}


@pytest.mark.parametrize("case", CARDS)
def test_cards_and_notices(case):
    kept, card = CARDS[case]
    for below in ("", OLD):
        found = split(f"{kept}\n\n{card}{below}")
        assert (found.new_text, found.signature) == (kept, card)


NO_CARDS = {
    "an address": "New address:\n\nAnna Example\nExample GmbH\nHauptstr. 1\n12345 Berlin\nTel. 030 1234567",
    "a street": "Rechnung bitte an mich, danke\n\nAnna Example\nExample GmbH\nHauptstr. 1\n12345 Berlin",
    "where to deliver": "Please deliver to\n\nAnna Example\nExample Ltd\n12 Main Street\nLondon",
    "a telephone": "Where is it?\n\nRegards\nAnna\nOrder 1042\nTel: 0123 456789",
    "a department": "Bitte nachliefern.\n\nMit freundlichem Gruß\n\nAnna Example\nEinkauf",
    "a complaint": "I complain about your sales manager\nMr. Example\nfrom Example GmbH\nTel 030 123",
    "a form": "Order: 1042\nName: Anna Smith\nEmail: anna@example.com\nPhone: 123456",
    "a short message about itself": "Hello.\n\nThis message is confidential. Call me.",
    "nothing but a notice": "This message is to say that the information on your page is confidential, or so it seems "
    "to me, and that the lamp is intended solely for indoor use.",
}


@pytest.mark.parametrize("case", NO_CARDS)
def test_what_only_looks_like_a_card(case):
    assert split(NO_CARDS[case]).new_text == NO_CARDS[case]


def test_a_closing_alone_above_a_quote_is_what_the_program_put_there():
    assert split(f"Mit freundlichen Grüßen\n\nAnna Example{OLD}").new_text == ""
    assert split(f"Thanks\nAnna{OLD}").new_text == "Thanks\nAnna"
    assert split("Mit freundlichen Grüßen\nAnna Example").new_text == "Mit freundlichen Grüßen\nAnna Example"
