import pytest

from triage.mail.language import detect

TEXTS = """
en|Where is my order? It has not arrived yet.
en|where is my order
en|I want a refund
en|not received yet
en|still waiting
en|cancel my order please
en|hi, tracking shows nothing
en|Order SHOP-123456 has not arrived, see https://laden.example/bestellung/versand
de|Wo bleibt mein Paket? Ich warte seit zwei Wochen.
de|wo ist mein Paket
de|Bitte stornieren
de|vielen Dank
de|Lieferung kaputt angekommen
fr|Bonjour, je n'ai toujours rien reçu.
fr|où est mon colis
fr|merci beaucoup
fr|colis abîmé
es|Hola, todavía no ha llegado mi pedido.
es|dónde está mi pedido
es|muchas gracias
it|Buongiorno, il pacco non è ancora arrivato.
it|dove è il mio pacco
it|grazie mille
pt|Olá, a minha encomenda ainda não chegou.
pt|quero um reembolso
pt|muito obrigado
pt|cadê meu pedido?
ja|荷物がまだ届いていません。確認をお願いします。
ja|荷物がまだ届きません
ja|注文番号の確認をお願いします
ja|返金希望
ja|よろしくお願いします
zh|我的订单什么时候发货
zh|请问有退货吗
zh|您好，請問我的包裹在哪裡
zh|Order 1042 还没到
ko|제 주문은 어디에 있나요
nl|waar is mijn pakket
nl|ik wil mijn geld terug
pl|gdzie jest moja paczka
sv|var är mitt paket
da|hvor er min pakke
no|hvor er pakken min, jeg har ikke fått den
fi|missä pakettini on
ru|где моя посылка
cs|kde je můj balík
hu|hol van a csomagom
ro|unde este coletul meu
vi|đơn hàng của tôi ở đâu
id|di mana pesanan saya
el|πού είναι το δέμα μου
ar|أين طلبي
uk|де моя посилка, я чекаю вже два тижні
""".strip().splitlines()


@pytest.mark.parametrize("line", TEXTS)
def test_language(line):
    code, _, text = line.partition("|")
    assert detect(text).code == code


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("我的订单什么时候发货", "Hans"),
        ("請問我的包裹什麼時候會到", "Hant"),
        ("退款", "Hans"),
        ("收到了，謝謝", "Hant"),
        ("I wait", ""),
        ("荷物が", ""),
        ("發貨了嗎，快递", "Hant"),
    ],
)
def test_script(text, script):
    assert detect(text).script == script


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "12345",
        "?!?!",
        "LX123456785CN",
        "https://shop.example/where/is/my/order",
        "anna@example.org",
        "a",
        "\ufffd\ufffd",
    ],
)
def test_nothing_to_tell_from(text):
    assert detect(text).code == "und"
    assert detect(text).confidence < 0.3


def test_a_sentence_is_sure_and_a_lone_word_is_not():
    assert detect("Where is my order? It has not arrived yet.").confidence > 0.95
    assert detect("Hallo").confidence < 0.8
    assert detect("ok").confidence < 0.8


def test_two_languages_at_once_lower_the_confidence():
    mixed = detect("Hello my friend where is the parcel that I ordered so long ago 我的包裹在哪里呢")
    assert mixed.confidence < 0.8


def test_one_foreign_word_does_not_change_the_language():
    assert detect("I ordered the lamp 灯 two weeks ago and it is still not here").code == "en"
    assert detect("我的 iPhone Case 什么时候发货").code == "zh"


def test_a_brand_in_kana_does_not_make_chinese_japanese():
    assert detect("我买的优の良品还没有收到货，请问什么时候到").code == "zh"
