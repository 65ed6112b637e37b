import pytest

from triage.mail.wire.charset import clean, clean_line, codec, decode

RIGHT = [
    ("您好，我的订单还没有收到", "gb18030", "gb2312"), ("龍鳳臺灣朱镕基", "gb18030", "gbk"),
    ("請問我的包裹", "cp950", "big5"),
    ("商品が①届きません", "cp932", "shift_jis"), ("注文した商品", "iso2022_jp", "iso-2022-jp"),
    ("주문한 상품", "cp949", "euc-kr"),
    ("It’s “late” – €5", "cp1252", "iso-8859-1"), ("Größe", "latin-1", "us-ascii"),
    ("где посылка", "cp1251", "windows-1251"), ("где посылка", "koi8-r", "koi8-r"),
    ("şikâyet", "cp1254", "iso-8859-9"), ("zażółć", "iso8859-2", "iso-8859-2"), ("où est-il ?", "utf-7", "utf-7"),
    ("wide", "utf-16", "utf-16"),
    # wrong or missing labels
    ("Wo ist das für mich größte Paket?", "utf-8", "iso-8859-1"), ("我的包裹在哪里", "utf-8", "us-ascii"),
    ("我的包裹在哪里", "utf-8", "gb2312"),
    ("你好，我要退货，请问怎么退", "gb18030", None), ("商品がまだ届きません", "cp932", None),
    ("Où est-il passé, été", "cp1252", "utf-8"),
    ("您好，我的订单还没有收到货", "gb18030", "utf-8"), ("Où est", "utf-8", "x-unknown"),
    ("注文した商品", "iso2022_jp", None),
    ("где мой заказ, почему так долго", "cp1251", "iso-8859-1"), ("где мой заказ, почему так долго", "koi8-r", None),
    ("где мой заказ, почему так долго", "koi8-r", "windows-1251"), ("где мой заказ, почему", "cp866", None),
    ("Πού είναι το δέμα μου", "cp1253", "iso-8859-1"), ("zażółć gęślą jaźń", "cp1250", "iso-8859-1"),
    ("zażółć gęślą jaźń", "iso8859-2", "iso-8859-1"), ("Největší žluťoučký kůň", "cp1250", "us-ascii"),
    ("değiştirin ığ", "cp1254", "iso-8859-1"), ("您好，我的订单还没有收到", "gb18030", "iso-8859-1"),
    ("商品がまだ届きません", "euc-jp", None), ("商品がまだ届きません", "cp932", "iso-8859-1"),
    ("주문한 상품이 아직", "cp949", "iso-8859-1"), ("商品①届きません", "euc_jis_2004", "euc-jp"),
    ("香港嘅包裹喺邊", "big5hkscs", "big5"),
    ("wide text here", "utf-16-be", "utf-16"), ("wide text", "utf-16-le", None),
    ("包裹在哪里我的订单", "utf-16-be", "utf-16"), ("包裹在哪里我的订单", "utf-16-le", "utf-16"),
    ("It’s — “ok”", "cp1252", None), ("Würzburg", "latin-1", "windows-1251"),
    # what must stay as it is
    ("¿Dónde está? ¡Ojalá!", "latin-1", "iso-8859-1"), ("Größe 5³ m² ½ £5, 5º 1ª", "latin-1", "iso-8859-1"),
    ("Þetta er gott, það er ýmislegt á íslensku", "latin-1", "iso-8859-1"), ("ÅÄÖ HEJ åäö", "latin-1", None),
    ("São Tomé não", "latin-1", None), ("bestil på ny, tak – rødgrød", "cp1252", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "written", "label"), RIGHT)
def test_text_is_read_as_it_was_written(text, written, label):
    assert decode(text.encode(written), label) == text


TWICE = ("包裹在哪里", "Ça été", "l’été où", "Größe – ja", "£5", "😀 merci")
ONCE = (
    "“AMANH\u00c3\u201d",
    "\u00c3\u00a9 naïf où ça",
    "NÃO É",
    "IRMû",
    "“AMANHÔ",
    "Ã",
    "résumé ©",
    "Ü ©®",
    "à ©",
    "Ãgua",
    "Â",
    "« Ça »",
)


@pytest.mark.parametrize("text", TWICE)
def test_text_encoded_twice_is_repaired(text):
    spoilt = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    assert decode(spoilt.encode(), "utf-8") == text


@pytest.mark.parametrize("text", ONCE)
def test_text_encoded_once_stays(text):
    assert decode(text.encode(), "utf-8") == text


def test_letters_of_microsoft_in_japanese_mail():
    assert decode(b"\x1b$B>&IJ\x2d\x21\x1b(B ok\n\x1b$B\x2d\x6a\x1b(B", "iso-2022-jp") == "商品① ok\n㈱"
    assert decode(b"\x1b(I12\x1b(B", "iso-2022-jp") == "ｱｲ"


def test_one_stray_byte_among_good_ones():
    assert decode(b"besch\xe4digt, pr\xc3\xbcfen", "utf-8") == "beschädigt, prüfen"


@pytest.mark.parametrize(
    "label",
    [
        "base64",
        "hex",
        "zlib",
        "bz2",
        "rot13",
        "idna",
        "punycode",
        "undefined",
        "mbcs",
        "oem",
        "utf\0-8",
        "x" * 5_000,
        "é",
        "",
        " utf 8 ",
        "uu",
    ],
)
def test_no_label_raises(label):
    for content in (b"hello", b"\xff\xfe\x00", bytes(range(256)), b"\x1b$B", b""):
        decode(content, label).encode("utf-8")


def test_only_known_names_reach_a_codec():
    assert codec("base64") is codec("idna") is codec("unicode_escape") is codec(None) is None


def test_what_is_stored_is_clean():
    assert clean("a\0\x07\x1b[31m\x85\udcff\tb\r\rc") == "a[31m\ufffd\tb\n\nc"
    assert clean_line("a\r\nb\u2028c\u202ed\u0000" + "x" * 99, 8) == "a b cdxx"
