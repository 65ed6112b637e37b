import pytest

from triage.mail.page import reader as page
from triage.mail.quotes.splitting import split
from triage.settings import Limits

SHOP = "Shop Support <support@shop.example>"
HEADS = {
    "gmail en": f"On Mon, Jan 5, 2026 at 9:00 AM {SHOP} wrote:",
    "gmail en 24h": f"On Mon, 5 Jan 2026 at 09:00, {SHOP} wrote:",
    "gmail de": f"Am Mo., 5. Jan. 2026 um 09:00 Uhr schrieb {SHOP}:",
    "gmail fr": f"Le lun. 5 janv. 2026 à 09:00, {SHOP} a écrit :",
    "gmail es": "El lun, 5 ene 2026 a las 9:00, Shop (<support@shop.example>) escribió:",
    "gmail it": f"Il giorno lun 5 gen 2026 alle ore 09:00 {SHOP} ha scritto:",
    "gmail pt": f"Em seg., 5 de jan. de 2026 às 09:00, {SHOP} escreveu:",
    "gmail pt-PT": f"{SHOP} escreveu no dia segunda, 5/01/2026 à(s) 09:00:",
    "gmail ja": f"2026年1月5日(月) 9:00 {SHOP}:",
    "gmail zh": f"{SHOP} 于2026年1月5日周一 09:00写道：",
    "gmail zh-TW": f"{SHOP} 於 2026年1月5日 週一 上午9:00寫道：",
    "gmail nl": f"Op ma 5 jan 2026 om 09:00 schreef {SHOP}:",
    "gmail pl": f"pon., 5 sty 2026 o 09:00 {SHOP} napisał(a):",
    "gmail sv": f"Den mån 5 jan. 2026 kl 09:00 skrev {SHOP}:",
    "gmail da": f"man. 5. jan. 2026 kl. 09.00 skrev {SHOP}:",
    "gmail no": f"man. 5. jan. 2026 kl. 09:00 skrev {SHOP}:",
    "gmail fi": f"ma 5. tammik. 2026 klo 9.00 {SHOP} kirjoitti:",
    "gmail ru": f"пн, 5 янв. 2026 г. в 09:00, {SHOP}:",
    "gmail tr": f"{SHOP}, 5 Oca 2026 Pzt, 09:00 tarihinde şunu yazdı:",
    "gmail ko": f"2026년 1월 5일 (월) 오전 9:00, {SHOP}님이 작성:",
    "gmail cs": f"po 5. 1. 2026 v 9:00 odesílatel {SHOP} napsal:",
    "apple en": f"On 5 Jan 2026, at 09:00, {SHOP} wrote:",
    "apple de": "Am 05.01.2026 um 09:00 schrieb Shop Support:",
    "apple zh": "在 2026年1月5日，上午9:00，Shop <support@shop.example> 写道：",
    "thunderbird en": "On 05/01/2026 09:00, Shop Support wrote:",
    "thunderbird fr": "Le 05/01/2026 à 09:00, Shop Support a écrit :",
    "proton": f"On Monday, January 5th, 2026 at 9:00 AM, {SHOP} wrote:",
    "libero": f"Il 05/01/2026 09:00 CET {SHOP} ha scritto:",
    "163": '在 2026-01-05 09:00:00，"Shop" <support@shop.example> 写道：',
    "163 en": 'At 2026-01-05 09:00:00, "Shop" <support@shop.example> wrote:',
    "zoho": f"---- On Mon, 05 Jan 2026 09:00:00 +0100 {SHOP} wrote ----",
    "wrapped": "On Mon, Jan 5, 2026 at 9:00 AM Shop Support Of The Long Name <\nsupport@shop.example> wrote:",
    "outlook en": f"From: {SHOP}\nSent: Monday, January 5, 2026 9:00 AM\nTo: Anna\nSubject: Order",
    "outlook bold": f"*From:* {SHOP}\n*Sent:* Monday, January 5, 2026 9:00 AM\n*To:* Anna\n*Subject:* Order",
    "outlook ruled": f"______________________\nVon: {SHOP}\nGesendet: Montag, 5. Januar\nAn: Anna\nBetreff: Order",
    "outlook nl": f"Van: {SHOP}\nVerzonden: maandag 5 januari 2026\nAan: Anna\nOnderwerp: Order",
    "outlook pl": f"Od: {SHOP}\nWysłano: poniedziałek\nDo: Anna\nTemat: Order",
    "outlook it": f"Da: {SHOP}\nInviato: lunedì\nA: Anna\nOggetto: Order",
    "outlook es": f"De: {SHOP}\nEnviado: lunes\nPara: Anna\nAsunto: Order",
    "outlook pt": f"De: {SHOP}\nEnviada em: segunda\nPara: Anna\nAssunto: Order",
    "outlook ja": f"差出人: {SHOP}\n送信日時: 2026年1月5日\n宛先: Anna\n件名: Order",
    "outlook ko": f"보낸 사람: {SHOP}\n보낸 날짜: 2026년\n받는 사람: Anna\n제목: Order",
    "outlook ru": f"От: {SHOP}\nОтправлено: 5 января\nКому: Anna\nТема: Order",
    "outlook sv": f"Från: {SHOP}\nSkickat: den 5 januari\nTill: Anna\nÄmne: Order",
    "outlook express": "-----Original Message-----\nFrom: Shop\nTo: Anna",
    "outlook express de": "-----Ursprüngliche Nachricht-----\nVon: Shop",
    "samsung fr": "-------- Message d'origine --------\nDe : Shop",
    "qq": '------------------ 原始邮件 ------------------\n发件人: "Shop";',
    "qq en": '------------------ Original ------------------\nFrom: "Shop";',
    "foxmail": "发件人： Shop\n发送时间： 2026-01-05\n收件人： Anna\n主题： 订单",
    "netease master": "---- 回复的原邮件 ----\n| 发件人 | Shop |",
    "gmx": f"Gesendet: Montag, 05. Januar 2026 um 09:00 Uhr\nVon: {SHOP}\nAn: anna@example.org\nBetreff: Order",
    "help desk": "##- Please type your reply above this line -##",
    "over four lines": "On Mon, Jan 5, 2026 at 9:00 AM,\nShop Support\n<support@shop.example>\nwrote:",
    "name on a line of its own": "Shop Support Team\n<support@shop.example> schrieb am 05.01.2026 um 09:00:",
    "first word on a line of its own": "On\nMon, Jan 5, 2026 at 9:00 AM Shop <support@shop.example> wrote:",
    "with a mark in the middle": "On Mon, Jan 5, 2026 at 9:00 AM Shop\n> <support@shop.example> wrote:",
    "name and address alone": f"{SHOP} wrote:",
    "no address": "Shop Support schrieb am 05.01.2026 09:00 (GMT +01:00):",
    "iso date": f"2026-01-05 09:00 GMT+01:00 {SHOP}:",
    "short year": f"Am 05.01.26, 09:00 schrieb {SHOP}:",
    "between dashes": "-----Shop Support <support@shop.example> schrieb: -----",
    "dashes and old year": "------On 12/29/1987 17:32 PM, Julius Example wrote-----",
    "mail.ru": f"Понедельник, 5 января 2026, 9:00 +03:00 от {SHOP}:",
    "yandex": '05.01.2026, 09:00, "Shop" <support@shop.example>:',
    "tutanota": "5. Jan. 2026, 09:00 von support@shop.example:",
    "yahoo de": f"Am Montag, 5. Januar 2026 um 09:00:00 MEZ hat {SHOP} Folgendes geschrieben:",
    "gmail hu": f"{SHOP} ezt írta (időpont: 2026. jan. 5., H, 9:00):",
    "gmail ro": f"În lun., 5 ian. 2026 la 09:00, {SHOP} a scris:",
    "gmail el": f"Στις Δευ 5 Ιαν 2026 στις 9:00 π.μ., ο χρήστης {SHOP} έγραψε:",
    "gmail uk": f"пн, 5 січ. 2026 р. о 09:00 {SHOP} пише:",
    "gmail ar": f"في الاثنين، ٥ يناير ٢٠٢٦ في ٩:٠٠ ص تمت كتابة ما يلي بواسطة {SHOP}:",
    "gmail he": "\u202bבתאריך יום ב׳, 5 בינו׳ 2026 ב-9:00 מאת \u202aShop\u202c <\u202as@shop.example\u202c>:\u202c",
    "gmail vi": f"Vào Th 2, 5 thg 1, 2026 vào lúc 9:00 {SHOP} đã viết:",
    "apple ja": "2026/01/05 9:00、Shop <support@shop.example>のメール：",
    "apple pl": f"Wiadomość napisana przez {SHOP} w dniu 5 sty 2026, o godz. 09:00:",
    "notes": f"Von:\t{SHOP}\nAn:\tAnna/Example\nDatum:\t05.01.2026 09:00\nBetreff:\tAW: Order",
    "outlook mac": f"From: {SHOP}\nDate: Monday, 5 January 2026 at 9:00 AM\nTo: Anna\nSubject: Re: Order",
    "hotmail": f"Date: Mon, 5 Jan 2026 09:00:00 +0100\nSubject: Order\nFrom: {SHOP}\nTo: anna@example.org",
    "blank lines between the fields": f"From: {SHOP}\n\nSent: Monday\n\nTo: Anna\n\nSubject: Order",
    "many recipients": f"From: {SHOP}\nSent: Monday\nTo: Anna <a@example.org>;\n Bob <b@example.org>\nSubject: Order",
    "collapsed block": f"From: {SHOP} Sent: Monday, January 5, 2026 9:00 AM To: Anna <a@example.org> Subject: Order",
    "collapsed original": "-----Original Message----- From: Shop [mailto:support@shop.example] Sent: Monday",
    "samsung run-on": f"-------- Message d'origine --------De : {SHOP} Date : 05/01/2026 09:00 (GMT+01:00)",
    "turkish outlook": f"Kimden: {SHOP}\nGönderildi: 5 Ocak 2026 Pazartesi 09:00\nKime: Anna\nKonu: Order",
    "finnish outlook": f"Lähettäjä: {SHOP}\nLähetetty: maanantai\nVastaanottaja: Anna\nAihe: Order",
    "czech outlook": f"Od: {SHOP}\nOdesláno: pondělí\nKomu: Anna\nPředmět: Order",
    "qq reference": '------------------&nbsp;原始邮件&nbsp;------------------\n发件人: "Shop";',
    "qq without dashes": f"原始邮件\n发件人：{SHOP}\n发件时间：2026年1月5日 09:00\n收件人：Anna\n主题：Order",
    "netease en": "---- Replied Message ----\n| From | Shop<support@shop.example> |",
    "outlook zh": "-----邮件原件-----\n发件人: Shop",
    "proton old": "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Monday, January 5th, 2026 at 9:00 AM, Shop wrote:",
    "daum": "---------[ 받은 메일 내용 ]----------\n제목 : Order\n날짜 : 2026-01-05\n보낸이 : Shop\n받는이 : Anna",
    "seznam": "---------- Původní e-mail ----------\nOd: Shop",
    "free": "----- Mail original -----\nDe: Shop\nÀ: anna@example.org",
    "t-online": "-----Original-Nachricht-----\nBetreff: Order\nDatum: 2026-01-05T09:00:00+0100\nVon: Shop",
    "em client": '------ Originalnachricht ------\nVon "Shop" <support@shop.example>\nAn "Anna" <a@example.org>',
    "help desk de": "##- Antwort oberhalb dieser Zeile eingeben -##",
    "yahoo android": "On Mon, 5 Jan 2026 at 9:00, Shop<support@shop.example> wrote:   Dear customer,",
}  # fmt: skip


@pytest.mark.parametrize("program", HEADS)
def test_what_stands_above_a_quote_is_new_and_the_quote_is_not(program):
    head = HEADS[program]
    for quoted in ("Dear customer,\nyour order was shipped.", "> Dear customer,\n> your order was shipped."):
        found = split(f"Where is it?\n\nI wait.\n\n{head}\n\n{quoted}\n")
        assert found.new_text == "Where is it?\n\nI wait."
        assert "your order was shipped." in found.quoted
        assert head.split("\n")[0].strip("_ ") in found.quoted


BELOW = """On Mon, Jan 5, 2026 at 9:00 AM Shop <support@shop.example> wrote:
> Which colour?
> And which size?

The blue one.
> Anything else?
No.
"""


def test_answers_below_and_between_are_kept():
    assert split(BELOW).new_text == "The blue one.\nNo."
    assert split("> Which colour?\n\nBlue").new_text == "Blue"


KEPT = {
    "a date and a name": "On Monday 5 January your colleague Anna wrote that it ships.\nWhere is it?",
    "wrote, without quote": "Your colleague wrote to me:\nit would ship today at 10:00. Nothing came.",
    "from and to": "From: Berlin\nTo: Paris\nHow long does shipping take?",
    "subject of a form": "Name: Anna\nEmail: anna@example.org\nMessage: Where is it?",
    "dashes": "My order:\n-----\n2 lamps\n-----\nWhen do they ship?",
    "original": "Is this the original message card?\nI want the original.",
    "two dashes and a long text": "--\n" + "I have a lot to say. " * 100,
    "greeting": "Thanks\n\nBest regards\nAnna Example",
    "one field": "Subject: order 1042\nWhere is it?",
    "mbox": ">From the shop I heard nothing.",
    "what a seller said, on one line": "On Monday the seller wrote: it will arrive\nWhere is it?",
    "what a carrier said": "DHL schrieb am 05.01.2026 um 10:00:\nSendung angehalten. Warum?",
    "what a wife said": "My wife wrote at 10:00 on 5.1.2026:\n\nplease cancel",
    "own mail before": "I wrote to support@shop.example on 12.03.2024 at 10:00:\n\nmy lamp is broken. No answer.",
    "Chinese": "我在2026年1月5日 10:00写道：\n\n请退款",
    "a way": "From: Hamburg\nTo: Madrid\nDate: 12.03.2024\nStatus: held\nWhere is it?",
    "a form with fields of a mail": "Date: 12.03.2024\nFrom: Anna <a@example.org>\nSubject: a\nTo: b\nMessage: where?",
    "tracking events": "12.03.2024 10:00: Parcel arrived in Hamburg\n13.03.2024 11:00:\nDelivered\n\nNot here!",
    "fenced heading": "---------- my order ----------\n2 lamps",
    "bars": "| lamp | 2 |\n| table | 1 |",
    "stars": "Hi,\n*** urgent ***\nwhere is it\n*** urgent ***",
}


@pytest.mark.parametrize("case", KEPT)
def test_when_unsure_everything_is_kept(case):
    assert split(KEPT[case]).new_text == KEPT[case].strip()


def test_a_line_before_a_wrapped_head_stays():
    text = "I ordered on 12.12.2025 at 10:00.\nAm 05.01.2026 um 09:00 schrieb Shop <support@shop.example>:\n> Hallo"
    assert split(text).new_text == "I ordered on 12.12.2025 at 10:00."


FORWARDS = (
    "---------- Forwarded message ---------", "---------- Weitergeleitete Nachricht ---------",
    "-----Message transféré-----",
    "---------- Mensaje reenviado ----------", "---------- 转发的邮件 ----------",
    "---------- 転送メッセージ ----------",
    "Begin forwarded message:", "Anfang der weitergeleiteten Nachricht:", "Début du message réexpédié :",
    "下面是被转发的邮件：",
)  # fmt: skip


@pytest.mark.parametrize("head", FORWARDS)
def test_forwards(head):
    found = split(f"Who is right?\n\n{head}\nFrom: Carrier\n\nHeld at customs.")
    assert found.new_text == "Who is right?"
    assert "Held at customs." in found.forwarded
    assert not found.quoted
    assert split(f"{head}\nFrom: Carrier\n\nHeld at customs.").new_text == ""


def test_a_pasted_header_block_under_a_forward_subject_is_a_forward():
    text = "See below\n\nFrom: Carrier\nSent: Monday\nTo: Anna\nSubject: x\n\nHeld."
    assert "Held." in split(text, forward=True).forwarded
    assert "Held." in split(text).quoted


@pytest.mark.parametrize(
    "line",
    ["Sent from my iPhone", "Von meinem iPhone gesendet", "Envoyé de mon iPhone", "Enviado desde mi iPhone",
    "Inviato da iPhone", "iPhoneから送信",
     "发自我的iPhone", "從我的 iPhone 傳送", "Get Outlook for iOS", "Outlook für Android herunterladen",
     "Verstuurd vanaf mijn iPhone", "나의 iPhone에서 보냄",
     "Sent from Yahoo Mail on Android", "Enviado do meu iPhone", "Wysłane z iPhone'a"],
)  # fmt: skip
def test_phone_signatures(line):
    found = split(f"Where is it?\n\n{line}\n")
    assert (found.new_text, found.signature) == ("Where is it?", line)


def test_a_signature_after_two_dashes():
    found = split("Where is it?\n\n-- \nAnna\nTel. 1\n\n> quote")
    assert (found.new_text, found.signature, found.quoted) == ("Where is it?", "--\nAnna\nTel. 1", "> quote")


def of_page(html):
    return split(page.read(html, Limits()).text)


PAGES = {
    "gmail": '<div>Broken.</div><div class="gmail_quote"><div class="gmail_attr">'
    "On Mon, Jan 5, 2026 at 9:00 AM S &lt;s@shop.example&gt; wrote:</div>"
    '<blockquote class="gmail_quote">old</blockquote></div>',
    "cite": '<div>Broken.</div><blockquote type="cite">old</blockquote>',
    "outlook web": '<div>Broken.</div><div id="divRplyFwdMsg">From: x</div><div>old</div>',
    "append on send": '<div>Broken.</div><div id="appendonsend"></div><p>old</p>',
    "outlook mobile": '<div>Broken.</div><div id="mail-editor-reference-message-container"><p>old</p></div>',
    "yahoo": '<div>Broken.</div><div class="yahoo_quoted">old</div>',
    "thunderbird": '<p>Broken.</p><div class="moz-cite-prefix">Am 05.01.26 um 09:00 schrieb S:</div>'
    '<blockquote type="cite">old</blockquote>',
    "gmx": '<div>Broken.</div><div name="quote">old</div>',
    "163": '<div>Broken.</div><blockquote id="isReplyContent">old</blockquote>',
    "qq": "<div>Broken.</div><includetail>------ Original ------<br>old</includetail>",
    "unmarked blockquote": "<div>Broken.</div><div>S &lt;s@shop.example&gt; wrote on 5 Jan 2026 at 09:00:</div>"
    "<blockquote>old</blockquote>",
}


@pytest.mark.parametrize("program", PAGES)
def test_quote_containers(program):
    found = of_page(PAGES[program])
    assert found.new_text == "Broken."
    assert "old" in found.quoted


def test_an_indented_text_of_the_customer_is_new_and_answers_under_a_container_too():
    assert of_page("<p>The list:</p><blockquote>two lamps</blockquote>").new_text == "The list:\ntwo lamps"
    assert of_page('<blockquote type="cite">old</blockquote><p>My answer</p>').new_text == "My answer"


def test_signature_containers_unless_the_customer_wrote_inside():
    assert of_page('<p>Hi</p><div class="gmail_signature">Anna</div>').signature == "Anna"
    assert of_page('<div class="gmail_signature">Where is it?</div>').new_text == "Where is it?"


FRAMES = {
    "amazon": "A message\n------- Begin message -------\nWhere is it?\n------- End message -------\nOrder 1",
    "ebay": "New message from: anna_77 (214)\n\nWhere is it?\n\nReply: https://x.example\nItem ID: 2\nOrder 1",
    "ebay and before": "New message from: anna_77 (1)\nWhere is it?\n\nDear anna_77,\nPosted.\nItem ID: 2\nOrder 1",
    "etsy": "Reply to this email.\n\nConversation with Anna\n\nWhere is it?\n\nView conversation: x\nOrder 1",
    "etsy fr": "Message de Anna\nWhere is it?\nVoir la conversation\nOrder 1",
}


@pytest.mark.parametrize("market", FRAMES)
def test_inside_the_frame_of_a_relay(market):
    found = split(FRAMES[market])
    assert found.new_text == "Where is it?"
    assert "Order 1" in found.quoted


@pytest.mark.parametrize(
    "text", ["Message from my wife:\n\nhello", "Hi\n\nItem ID: 2", "------- Begin message -------\nHi"]
)
def test_half_a_frame_is_none(text):
    assert split(text).new_text == text
