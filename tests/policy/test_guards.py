"""Two tables: what the guards catch, and what they leave alone; then the tricks that hide a word."""

import time

import pytest

from tests.policy.guard_tables import CATCHES, LEAVES_ALONE
from triage.errors import ConfigError
from triage.policy.folding import fold
from triage.policy.guards import MOST_CHARACTERS, UNREAD, find_guards, load_terms, shipped
from triage.policy.phrases import Finder, Phrase


@pytest.mark.parametrize(("group", "text"), [row for rows in CATCHES.values() for row in rows])
def test_catches(group, text):
    assert group in find_guards([text])


@pytest.mark.parametrize("text", [text for texts in LEAVES_ALONE.values() for text in texts])
def test_leaves_alone(text):
    assert find_guards([text]) == ()


def test_the_tables_are_wide_enough():
    assert len(CATCHES) == len(LEAVES_ALONE) == 8
    assert all(len(rows) >= 10 for rows in CATCHES.values())
    assert sum(map(len, LEAVES_ALONE.values())) >= 60
    assert {group for rows in CATCHES.values() for group, _ in rows} == set(shipped().groups)


TRICKS = {
    "upper case": "MY LAWYER",
    "accents": "my láwyèr",
    "zero width": "my law\u200byer",
    "soft hyphen": "my law\u00adyer",
    "combining": "my l\u0336a\u0336w\u0336y\u0336e\u0336r\u0336",
    "cyrillic": "my lаwуеr",
    "greek": "my lαwyεr",
    "full width": "ｍｙ ｌａｗｙｅｒ",
    "mathematical": "my 𝐥𝐚𝐰𝐲𝐞𝐫",
    "circled": "ⓛⓐⓦⓨⓔⓡ",
    "squared": "🅻🅰🆆🆈🅴🆁",
    "leet": "my 1@wy3r",
    "spaced out": "i need a l a w y e r now",
    "dotted": "my l.a.w.y.e.r",
    "dashed": "my l-a-w-y-e-r",
    "underscores": "my l_a_w_y_e_r",
    "split by a hyphen": "my law-yer",
    "broken over two lines": "my law\nyer",
    "hyphenated over two lines": "my law-\r\nyer",
    "hyphenated beside other signs": "i go to the small-cla-\nims people",
    "bidi marks": "my \u202elaw\u202cyer",
    "in a file name": "my_lawyer_letter.pdf",
    "inside 500 friendly words": "thank you so much " * 125 + "lawyer" + " thank you so much" * 125,
}


@pytest.mark.parametrize("text", TRICKS.values(), ids=TRICKS.keys())
def test_a_hidden_word_is_found(text):
    assert find_guards([text]) == ("legal",)


@pytest.mark.parametrize(
    "text",
    [
        "l1t1gat1on",
        "1itigation",
        "po1ice",
        "$cammer",
        "fr@ud",
        "5uicide",
        "s c a m m e d",
        "律 师",
        "律。师",
        "弁\n護\n士",
    ],
)
def test_more_hidden_words(text):
    assert find_guards([text])


@pytest.mark.parametrize(
    "text", ["fails", "falls", "1042", "10 x 15 cm", "S, M, L, X", "a b c d e f g", "$20! | @home"]
)
def test_signs_alone_are_nothing(text):
    assert find_guards([text]) == ()


def test_voicing_marks_are_letters():
    assert fold("か\u3099") == fold("が") == "が" != fold("か")


def test_any_view_counts():
    assert find_guards(["hello", "", "see you in court"]) == ("legal",)


def test_two_sides_must_be_near_each_other():
    assert find_guards(["battery " + "x" * 70 + " swollen"]) == ("injury_safety",)
    assert find_guards(["swollen battery"]) == ("injury_safety",)
    assert find_guards(["battery " + "x" * 90 + " swollen"]) == ()


def test_terms_of_the_shop():
    assert find_guards(["Ich frage nach Projekt Äpfel"], ("projekt äpfel",)) == ("shop_terms",)
    assert find_guards(["Ich frage nach Birnen"], ("projekt äpfel",)) == ()


def test_stems_and_inner_parts():
    guards = load_terms({"g": "klag*\n*anwalt*\nsmall claims\n# nothing"})
    assert [bool(guards.find([text])) for text in ("klagen", "beklagt", "rechtsanwaltskanzlei", "small  claims")] == [
        True, False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["a*", "ab", "***", "one | b + two", "one + two + three"])
def test_a_bad_term_names_its_line(line):
    with pytest.raises(ConfigError, match=r"guards/g\.txt, line 2"):
        load_terms({"g": f"fine\n{line}"})


def test_what_is_too_long_is_a_hit_of_its_own():
    assert find_guards(["a " * MOST_CHARACTERS]) == (UNREAD,)
    assert UNREAD in find_guards(["hello " * 40_000, "thanks " * 40_000])


def test_overlapping_phrases_are_all_found():
    phrases = [Phrase(text=text, opens=True, closes=True, group=text, rule=text) for text in ("she", "he", "hers")]
    assert [(at, phrase.group) for at, phrase in Finder(phrases).hits("ushers")] == [(1, "she"), (2, "he"), (2, "hers")]


HOSTILE = {
    "plain": "tracking delivery status of my order please ",
    "one side only": "battery ",
    "nearly a term": "rechtsanwal ",
    "single letters": "l a w y e ",
    "marks": "\u0315\u0316",
    "points": ".",
    "line ends": "\n",
    "spaces": "a  ",
    "signs": "il1!|",
    "ideographs": "消费者权",
    "full stops": "律。 。 。",
    "glue": "a.b-c\nd ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_linear(piece):
    """Four times the text takes about four times as long: a ratio, for machines differ."""
    find_guards([""])

    def seconds(characters):
        text = (piece * characters)[:characters]
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            find_guards([text])
            best = min(best, time.process_time() - begin)
        return best

    assert seconds(80_000) < 10 * seconds(20_000) + 0.05
