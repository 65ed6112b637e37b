"""Text to terms: what becomes a term and, above all, what never does."""

import time

import pytest

from triage.model.features import TEXT_CHARS, clean, fold, terms
from triage.model.vocabulary import learn, safe


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("write to ann.lee@mail.shop.example now", "write to _mail_ now"),
        ("see https://shop.example/t?id=1042 and www.shop.example", "see _url_ and _url_"),
        ("call +49 170 123 45 67", "call _phone_"),
        ("call 0301234567", "call _phone_"),
        ("order #1042", "order _number_"),
        ("AB-1234567 and 302-9918273-1", "_number_ and _number_"),
        ("LX123456785CN", "_number_"),
        ("订单号20240611-007没到", "订单号_number_没到"),
        ("邮箱是ann@shop.example谢谢", "邮箱是_mail_谢谢"),
        ("jürgen@büro.example", "_mail_"),
        ("网址https://shop.example/a打不开", "网址_url_打不开"),
        ("ｏｒｄｅｒ par\u200bcel", "order parcel"),
    ],
)
def test_personal_data_is_replaced(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("text", ["size 42", "20 days", "in 3 weeks", "a4 paper", "xl", "wo ist es?", "どこですか"])
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert clean(text) == text


def test_no_term_holds_an_address_or_four_digits() -> None:
    bodies = [
        "ann@shop.example 12345 12 34 56",
        "tel +1 555 0100 22, id ab12cd34",
        "ann@shop.example 1 2 3 4 9999",
    ] * 20
    known = learn([terms(body, body) for body in bodies], [f"customer {n}" for n in range(len(bodies))])
    every = [term for rows in known.rows.values() for term in rows]
    assert every
    assert [term for term in every if not safe(term)] == []
    assert not any("ann" in term for term in every)


def test_a_term_needs_three_hands() -> None:
    """Forty mails of one customer do not put his name into the vocabulary."""
    bodies = ["hello from zebediah"] * 40 + [f"hello {word}" for word in ("again", "there", "you") for _ in range(20)]
    hands = ["zebediah"] * 40 + [f"customer {n}" for n in range(60)]
    known = learn([terms("", body) for body in bodies], hands).rows["words"]
    assert "hello" in known
    assert "again" in known
    assert "zebediah" not in known


def test_chinese_and_japanese_need_no_spaces() -> None:
    assert {"包裹", "还没"} <= set(terms("", "我的包裹还没到").words)
    assert {"届い", "荷物"} <= set(terms("", "荷物が届いていません").words)


def test_accents_do_not_matter_but_voicing_marks_do() -> None:
    assert terms("", "Où est ma commande").words == terms("", "ou est ma commande").words
    assert fold("が") != fold("か")


def test_how_it_was_written_counts() -> None:
    assert "<shouting>" in terms("", "WHERE IS THIS THING NOW").tone or "<shout>" in terms("", "WHERE is it").tone
    assert "!!" in terms("", "where is it!!!").tone
    assert "<no subject>" in terms(" ", "x").tone


@pytest.mark.parametrize("letters", ["a", "1", "1-", "a@", "http://", "+1 ", "!", "中", "_", "\u200b", "A1.", "#a"])
def test_hostile_text_takes_linear_time(letters: str) -> None:
    terms("", "warm up")
    start = time.process_time()
    found = terms(letters * 50_000, letters * 500_000)
    assert time.process_time() - start < 0.5
    assert len(found.parts) <= 8 * TEXT_CHARS


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("where is it?\nKind regards\nAnneliese Oppermann", "anneliese"),
        ("Mein Name ist Anneliese Oppermann, ich warte", "oppermann"),
        ("Je m'appelle Zoé Marchandier et j'attends. Merci, Zoé", "zoe"),
        ("Gracias, Ximena", "ximena"),
        ("我叫李晓明，订单没到", "晓"),
        ("大河原と申します。まだ届きません", "河"),
    ],
)
def test_names_where_they_are_found_are_no_terms(text: str, name: str) -> None:
    assert name not in terms("", text).spoken


@pytest.mark.parametrize("text", ["Thanks, where is it", "Kind regards", "Merci de me rembourser", "Dank der Hilfe"])
def test_words_that_are_no_names_stay(text: str) -> None:
    assert "_name_" not in terms("", text).spoken
