"""Language of new words. Every row is a text as customers type it."""

import time

import pytest

from triage.mail.language import tokens as language_tokens
from triage.mail.language.detection import detect, warm
from triage.mail.language.model import WordModel

SHOPS = frozenset(str.split("en zh de fr es it pt ja"))

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
en|where my order
en|pls cancel
en|thx got it
en|STILL NOT HERE
en|yo wheres my stuff
en|its been 3 weeks now and nothin came
en|Hello dear, please i not receive my package since many days, kindly check
en|my package say delivered but i dont have nothing
de|wo paket
de|hab noch nix bekommen
de|BESTELLUNG STORNIEREN
de|koennen sie mir sagen wann die lieferung ankommt? gruss
de|Servus, mei packerl is immer no ned da
de|grüezi, wo isch mis päckli
de|ich habe gekauft eine lampe aber sie ist nicht funktioniert
fr|merci
fr|bjr ou est mon colis svp
fr|slt jai pas recu ma commande
fr|tjrs rien recu
fr|C'EST UNE HONTE
fr|cc c pour savoir kan sa arrive
es|dónde está
es|xq no llega
es|q paso con mi paquete
es|me llego roto el vaso, q hago?
es|NO HE RECIBIDO NADA
es|tb quiero saber si hacen envios a chile
it|reso grazie
it|dove pacco
it|grz mille
it|nn ho ricevuto nulla
it|salve vorrei sapere xke non mi rispondete
it|ANNULLATE L'ORDINE
pt|cadê meu pedido
pt|vc pode me ajudar
pt|oi tudo bem? qdo chega?
pt|nao recebi nada ate agora
pt|TROCAR TAMANHO
pt|a encomenda diz entregue mas não recebi nada
ja|キャンセルで
ja|注文取消
ja|届いてない
ja|商品未着
ja|二重請求
zh|退款
zh|還沒收到
zh|在吗
zh|唔該 我件貨喺邊呀
ko|환불
th|ของยังไม่มา
he|איפה ההזמנה
hi|मेरा ऑर्डर कहां है
fa|سفارش من کجاست، هنوز نرسیده
ka|სად არის ჩემი შეკვეთა
""".strip().splitlines()


@pytest.mark.parametrize("line", TEXTS)
def test_language(line):
    code, _, text = line.partition("|")
    assert detect(text).code == code


NEIGHBOURS = """
nl|graag geld terug|de|bitte Geld zurück
nl|verkeerde maat gekregen|de|falsche Größe bekommen
nl|nog niks ontvangen|af|ek het nog niks gekry nie
nl|waar is mijn pakje|af|waar is my pakkie
sv|jag har inte fått något|da|jeg har ikke fået noget
sv|fel storlek|no|feil størrelse
da|hvornår kommer den|no|når kommer den, jeg vil ha pengene tilbake
da|kan jeg få pengene igen|sv|kan jag få pengarna tillbaka
es|todavía no ha llegado el pedido|pt|o pedido ainda não chegou
es|quiero la devolución del dinero|gl|quero a devolución do diñeiro, grazas
es|dónde está mi pedido|ca|on és la meva comanda
pt|onde está o meu pedido, ainda não chegou|gl|onde está o meu pedido, aínda non chegou
ca|encara no ha arribat el paquet|fr|le paquet n'est pas encore arrivé
it|voglio i soldi indietro|ro|vreau banii inapoi
it|non ho ricevuto nulla|ro|nu am primit nimic
cs|ještě nepřišla zásilka|sk|ešte neprišla zásielka
cs|chci vrátit peníze, prosím|pl|chcę zwrot pieniędzy, proszę
pl|gdzie jest moja paczka|sk|kde je moja zásielka
id|barang belum sampai, mau refund dong kak|ms|barang saya tak sampai lagi, nak batal
id|kapan dikirim, terima kasih|tl|kailan po ipapadala, salamat
ru|ещё не пришла посылка|uk|ще не прийшла посилка
ru|верните мне деньги|bg|върнете ми парите
uk|де моє замовлення|bg|къде е поръчката ми
bg|пратката още не е пристигнала|sr|пошиљка још није стигла
hr|gdje je moj paket, čekam tjedan dana|sr|gde je moj paket, čekam nedelju dana
hr|nisam dobio narudžbu|sl|nisem prejel naročila
en|the wrong size came|nl|de verkeerde maat gekomen
en|where is my order please|tl|nasaan na po ang order ko
fi|missä paketti, en ole saanut mitään|et|kus mu pakk on, ei ole midagi saanud
hu|nem jött meg a csomag|tr|kargo hala gelmedi
lt|dar negavau siuntos|lv|vēl neesmu saņēmis sūtījumu
en|do you ship to Canada|fr|vous livrez au Canada
en|item arrived broken|de|Artikel kaputt angekommen
en|still no refund|it|ancora nessun rimborso
en|cancel my order|es|cancelar mi pedido
en|not received anything|pt|não recebi nada
""".strip().splitlines()


@pytest.mark.parametrize("line", NEIGHBOURS)
def test_neighbours_are_told_apart(line):
    one, text, other, another = line.split("|")
    assert (detect(text).code, detect(another).code) == (one, other)


ASIDE = """
de|Die Nike Air Max Sneaker in White sind leider zu klein, würde gern tauschen
de|Wireless Charger Magsafe 15W defekt
de|Artikel "Women's Lightweight Rain Jacket Waterproof Hooded Coat" passt nicht, Rückgabe?
de|adresse ändern bitte, neue Anschrift: 12 Rue de la Paix, 75002 Paris
de|Hello, leider ist die Lieferung unvollständig, es fehlen zwei Teile. Best regards Tom
fr|Produit reçu cassé : Stainless Steel Insulated Water Bottle with Straw Lid 32oz
fr|J'ai commandé le Dyson Supersonic Hair Dryer et j'ai reçu un autre modèle
fr|Hello, je n'ai pas reçu le pull commandé la semaine dernière. Thanks
es|El producto "Portable Mini Blender USB Rechargeable Smoothie Maker" no enciende
es|direccion incorrecta, la buena es 221B Baker Street, London NW1 6XE
es|Hello, mi pedido 4521 todavía no ha llegado y necesito saber cuándo me lo van a entregar
it|il "Foldable Laptop Stand Adjustable Aluminum" è arrivato graffiato
it|Hi, volevo sapere se potete spedire il mio ordine a un altro indirizzo. Thank you
pt|Comprei o Galaxy Buds Pro Wireless Earphones e veio só a caixa
pt|meu pedido #4512 rastreio LX123456785CN parado em Curitiba faz 10 dias
en|The "Strandkorb Schutzhülle wasserdicht" I bought leaks, please advise
en|Can you change the address to Calle Mayor 12, 28013 Madrid? Thanks, Dan
en|I live in São Paulo and the parcel to Avenida Paulista 1578 never showed up
en|Bonjour! Sorry my french is bad so in English: the vase was broken when it came
en|Madame Dupont at 5 rue des Lilas, Lyon should get it instead of me please
ja|Nintendo Switch Pro Controller が届きましたが動きません
ja|Hello. 先週注文した靴がまだ届いていません。Order #5521 です。Thank you
zh|我买的AirPods Pro 2代收到是坏的
zh|地址填错了 改成 350 5th Ave, New York, NY 10118
""".strip().splitlines()


@pytest.mark.parametrize("line", ASIDE)
def test_names_titles_addresses_and_greetings_do_not_change_the_language(line):
    code, _, text = line.partition("|")
    assert detect(text).code == code


MIXED = """
Hi, my order has not arrived yet. Hola, mi pedido no ha llegado todavía.
Where is my parcel please? Où est mon colis s'il vous plaît ?
Ich habe noch nichts bekommen. I have not received anything.
Non ho ricevuto il pacco. I did not receive the package.
Ainda não recebi a encomenda. I still have not received the order.
Can I get a refund? ¿Me pueden devolver el dinero?
我还没收到货 I have not received my goods
商品が届いていません。 The item has not arrived.
Где моя посылка? Where is my parcel?
""".strip().splitlines()


@pytest.mark.parametrize("text", MIXED)
def test_a_text_half_in_another_language_is_not_sure(text):
    assert detect(text).confidence < 0.8


ROMANISED = """
wo de baoguo zai nali ne hai mei shou dao
wo yao tui kuan xie xie
chumon shita shouhin wa itsu todokimasu ka
mada todoite imasen
gde moy zakaz spasibo
kogda pridet posylka
den irthe akoma to paketo
pou einai i paraggelia mou
fen talaby lessa mawaslsh
mera order kahan hai bhai
""".strip().splitlines()
UNLISTED = """
non dago nire eskaera, oraindik ez da iritsi
ku është porosia ime, nuk ka ardhur ende
cá bhfuil mo bheart, níor tháinig sé fós
ble mae fy mharsel, dydy e ddim wedi cyrraedd
agizo langu liko wapi, sijapokea bado
iphi i-oda yami, angikayitholi namanje
sefareshe man koja ast hanuz nareside
""".strip().splitlines()


@pytest.mark.parametrize("text", ROMANISED)
def test_romanised_is_of_no_language(text):
    assert detect(text).code == "und"


@pytest.mark.parametrize("text", UNLISTED)
def test_a_language_of_no_table_is_not_taken_for_a_shops(text):
    found = detect(text)
    assert found.code not in SHOPS or found.confidence < 0.8


SCRIPTS = """
Hans|我的订单什么时候发货
Hans|退款
Hans|怎么还没到
Hans|物流一直没更新
Hans|少发了一件
Hans|取消订单
Hant|請問我的包裹什麼時候會到
Hant|收到了，謝謝
Hant|發貨了嗎，快递
Hant|還沒收到
Hant|唔該 我件貨喺邊呀
Hant|點解仲未收到嘅
Hant|係咪冇貨
Hant|可以改寄7-11嗎
Hant|訂單取消
Hant|登入不了
Hant|我要退貨
""".strip().splitlines()


@pytest.mark.parametrize("line", SCRIPTS)
def test_chinese_script(line):
    script, _, text = line.partition("|")
    found = detect(text)
    assert (found.code, found.script) == ("zh", script)


@pytest.mark.parametrize("text", ["I wait", "荷物が", "返金希望", "注文取消", "환불"])
def test_no_other_language_has_a_script(text):
    assert detect(text).script == ""


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


def test_a_word_or_two_are_never_sure():
    assert all(detect(word).confidence <= 0.8 for word in ("Hallo", "ok", "gracias", "Rückerstattung", "refund"))
    assert all(detect(words).confidence <= 0.9 for words in ("vielen Dank", "muchas gracias", "thank you"))


def test_a_language_of_which_no_word_is_known_is_a_guess():
    assert detect("ati inchis magazinul").confidence < 0.8
    assert detect("taekbae eonje wayo").confidence < 0.8


def test_noise_says_nothing_of_the_language():
    noisy = "Bestellung LX123456785CN 40-88213 https://shop.example/where/is/my/order anna.smith@example.org fehlt noch"
    assert detect(noisy).code == "de"
    assert detect("Lie\u00adfe\u00adrung feh\u200blt") == detect("Lieferung fehlt")


HOSTILE = (
    "a",
    "#",
    "a@",
    "_",
    '"',
    "A ",
    "退",
    "\u0301",
    "a\u0301",
    "\ud800",
    "’",
    "a_",
    "-",
    "İ",
    "ﬃ ",
    "ﷺ",
    "ё",
    "👍",
    "\x00",
)


@pytest.mark.parametrize("letters", HOSTILE)
def test_hostile_text_is_read_in_no_time(letters):
    warm()
    began = time.process_time()
    found = detect(letters * 50_000)
    assert time.process_time() - began < 0.1
    assert 0 <= found.confidence <= 1


def test_weights_are_low_for_titles_and_full_where_all_is_shouted():
    assert language_tokens.read('mein "Soft Leather Bag" fehlt', "latin", 9).weights == (1, 0.2, 0.2, 0.2, 1)
    assert set(language_tokens.read("WO BLEIBT MEIN PAKET", "latin", 9).weights) == {1}
    assert language_tokens.read("one two three", "latin", 2).texts == ("one", "two")
    assert language_tokens.read("One two. Three", "latin", 9).parts == (0, 2)


def test_a_word_of_the_table_outweighs_letters_and_no_word_outweighs_all():
    model = WordModel({"en": ("the", "where", "order"), "de": ("der", "wo", "bestellung")})
    scores = dict(zip(model.codes, model.scores(("where",))[0].tolist(), strict=True))
    assert max(scores, key=lambda code: scores[code]) == "en"
    assert max(scores.values()) - min(scores.values()) < 4
    typo = dict(zip(model.codes, model.scores(("bestelung",))[0].tolist(), strict=True))
    assert typo["de"] > typo["en"]
