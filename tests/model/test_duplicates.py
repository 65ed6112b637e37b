"""Near-duplicates: what is one mail retouched, what is another mail, and the same answer as comparing by hand."""

import random
import re
import time

import numpy as np
import pytest

from triage.domain import Example
from triage.model.duplicates import key, near_duplicates, nearest, same_words


def mail(body: str, subject: str = "") -> Example:
    return Example(subject=subject, body=body, intent="other")


RETOUCHED = [
    ("where is my parcel please", "WHERE IS MY PARCEL,  please!"),
    ("my order AB-1234567 has not come yet", "My order 99 has not come yet"),
    ("call me at +49 170 1234567 about the lamp", "Call me at +44 7700 900123 about the lamp!"),
    ("write to jo@shop.example, the lamp is broken", "write to li.wang@mail.example the lamp is broken"),
    ("今天拍明天能发吗", "今天拍今天能发吗？"),
    ("换了手机号，验证码发到旧号上", "换了手机号登不进去，验证码发到旧号上"),
    ("注文した靴がまだ届きません", "注文した靴が、まだ届きませんね"),
]  # fmt: skip
OTHERS = [
    ("where is my parcel please", "where is my refund now"),
    ("ok", "no"),
    ("AB-12345678 ok", "99999 no"),  # what stands for a number is not four letters in common
    ("这锅磁吸炉能用吗", "孕妇可以用这款吗"),
    ("返金はどうなりますか", "交換はどうなりますか、サイズが合いません"),
    ("Liefert ihr auch nach Österreich?", "Wann liefert ihr die Lampe, die ich am Montag bestellt habe?"),
]


@pytest.mark.parametrize(("one", "other"), RETOUCHED)
def test_a_retouched_mail_is_found(one: str, other: str) -> None:
    found = near_duplicates([mail(one), mail("Die Naht ist aufgegangen"), mail(other)])
    assert [pair[:2] for pair in found] == [(0, 2)]
    assert 0.55 < found[0][2] <= 1


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_mail_is_left_alone(one: str, other: str) -> None:
    assert near_duplicates([mail(one), mail(other)]) == ()


def test_the_subject_counts_too() -> None:
    assert near_duplicates([mail("see subject", "the lamp is broken"), mail("see subject", "cancel my order")]) == ()


def test_each_repeating_mail_is_told_once_with_the_most_alike_before_it() -> None:
    rows = [mail("the lamp is broken"), mail("the lamp is broken again"), mail("the lamp is broken again!")]
    found = near_duplicates(rows)
    assert [pair[:2] for pair in found] == [(0, 1), (1, 2)]
    assert len(near_duplicates([mail("the same words")] * 1_300)) == 1_299


def test_mails_are_compared_across_blocks() -> None:
    rows = [mail(f"{letter * 7} {letter * 5}{letter}") for letter in map(chr, range(0x4E00, 0x4E00 + 1_200))]
    rows[3] = rows[499] = rows[500] = rows[1_100] = mail("the zip broke on the second day")
    assert [(a, b) for a, b, _ in near_duplicates(rows)] == [(3, 499), (3, 500), (3, 1_100)]


def test_the_limit_is_the_callers() -> None:
    rows = [mail("the lamp is broken"), mail("the lamp is yellow")]
    assert near_duplicates(rows) == ()
    assert near_duplicates(rows, 0.3)
    assert near_duplicates([mail("same"), mail("same")], 1.0) == ()


@pytest.mark.parametrize("texts", [[], ["x"], ["", ""], ["?", "??"], ["\u200b", ""]])
def test_next_to_nothing_is_no_fault(texts: list[str]) -> None:
    assert all(0 <= share <= 1 for _, _, share in near_duplicates([mail(text) for text in texts]))


def test_hostile_text_is_cut() -> None:
    rows = [mail("\x1b[31m\ud800" + "a" * 200_000), mail("日" * 200_000), mail("ab " * 100_000)]
    started = time.process_time()
    assert near_duplicates(rows) == ()
    assert time.process_time() - started < 5
    words = [f"{chr(97 + n // 676)}{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}" for n in range(12_000)]
    one, other = " ".join(words[:2_000]), " ".join(words[6_000:])
    assert near_duplicates([mail(one), mail(f"{one} {other}")])  # what the model does not read does not count


def test_the_same_as_by_hand() -> None:
    """Against sets compared one by one."""
    dice = random.Random(0)
    words = ["wo", "ist", "mein", "paket", "bitte", "danke", "heute", "kaputt", "坏了", "退款", "什么", "时候"]
    texts = [" ".join(dice.choices(words, k=dice.randint(1, 9))) for _ in range(120)]

    def pieces(text: str) -> set[str]:
        found = (re.match(r"[\u4e00-\u9fff].|[^\u4e00-\u9fff].{3}", text[start:]) for start in range(len(text)))
        return {match[0] for match in found if match} or {text}

    rows, shares = nearest([mail(text) for text in texts])
    for later, text in enumerate(texts):
        by_hand = [len(pieces(text) & pieces(one)) / len(pieces(text) | pieces(one)) for one in texts[:later]]
        assert shares[later] == pytest.approx(max(by_hand, default=0.0), abs=1e-5)
        if by_hand:
            assert by_hand[rows[later]] == pytest.approx(max(by_hand))


@pytest.mark.slow
def test_thousands_of_mails_take_seconds() -> None:
    dice = np.random.default_rng(0)
    words = ["".join(chr(97 + letter) for letter in dice.integers(0, 26, dice.integers(2, 9))) for _ in range(5_000)]
    picks = np.minimum(dice.zipf(1.3, (4_000, 30)), 5_000) - 1
    rows = [mail(" ".join(words[pick] for pick in line)) for line in picks]
    started = time.process_time()
    near_duplicates(rows)
    assert time.process_time() - started < 20


def test_a_key_names_the_very_words() -> None:
    assert key(mail("b", "a")) == "7e18f737311b2dc3" != key(mail("a", "b"))
    assert len(key(mail("\ud800"))) == 16
    assert same_words(mail("Order  12345 is LATE")) == same_words(mail("order 99999 is late"))
