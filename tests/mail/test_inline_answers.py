import random
import re
from collections import Counter

import pytest

from triage.mail.page import reader as page
from triage.mail.quotes.splitting import split

HEAD = "From: Shop <s@shop.example>\nSent: Monday\nTo: Anna\nSubject: Order\n\n"
ASKED = "Which colour?\n{0}Blue.\nWhich size?\n{0}Large.\nRegards\nShop"
OLD = "\n\nOn Mon, 5 Jan 2026 at 09:00, Shop <s@shop.example> wrote:\n> old"


@pytest.mark.parametrize(
    ("above", "mark"),
    [("See below.", "[Anna Example] "), ("My answers are below.", "=> "), ("Meine Antworten unten", "[AE] ")],
)
def test_marked_answers_in_a_quote_without_marks(above, mark):
    found = split(f"{above}\n\n{HEAD}{ASKED.format(mark)}")
    assert found.new_text == f"{above}\n\n{mark}Blue.\n{mark}Large."


def test_where_answers_are_announced_and_not_marked_the_whole_mail_is_kept_but_not_older_ones():
    found = split(f"My answers are below in red.\n\n{HEAD}{ASKED.format('')}\n\n{HEAD}older")
    assert "Blue." in found.new_text
    assert "Large." in found.new_text
    assert "Subject" not in found.new_text
    assert "older" in found.quoted
    coloured = "Zie groen:\n\nOp 05-01-2026 om 09:00 schreef Shop:\n> Which?\n>> older\n> Blue.\nGroet, Anna"
    assert "Blue." in split(coloured).new_text
    assert "older" not in split(coloured).new_text


@pytest.mark.parametrize(
    "words", ["I wait for your answer to my mail below.", "I ordered it in red.", "Thanks, all is clear now."]
)
def test_what_announces_no_answers(words):
    history = f"{HEAD}{ASKED.format('')}\n=> our list\n[External] a\n[image: b]\n[1] c\n[2] d"
    assert split(f"{words}\n\n{history}").new_text == words


def test_a_second_letter_below_a_quote_without_marks_is_new():
    letter = f"{HEAD}Dear Anna,\n\nwe offer 15 %.\n\nKind regards\nShop"
    assert split(f"{letter}\n\nDear shop,\n\nno.\nAnna").new_text == "Dear shop,\n\nno.\nAnna"
    assert split(letter).new_text == ""
    assert split(f"Thanks\n\n{letter}\n\nDear shop,\n\nolder").new_text == "Thanks"


def test_the_lost_rest_of_a_wrapped_quote_belongs_to_it_when_that_is_certain():
    wrapped = "> a question that is long enough to be wrapped by a program at the usual\n{}\n> lines of it?\n\nYes"
    assert split(wrapped.format("width of")).new_text == "Yes"
    assert split(wrapped.format("Ihnen")).new_text == "Yes"
    assert split(wrapped.format("No.")).new_text == "No.\n\nYes"
    assert split("> Blue or red\nred\n> or green?").new_text == "red"


def test_marks_that_the_customer_typed():
    own = "Two remarks:\n\n> means more, does it not?\n\nPlease check."
    assert split(f"{own}{OLD}").new_text == own
    assert split(own, reply=False).new_text == own
    assert split(own).new_text == "Two remarks:\n\nPlease check."
    assert split("Where is it?\n> old", reply=False).new_text == "Where is it?"
    assert split("I waited\n> 3 weeks\nfor it").new_text == "I waited\n> 3 weeks\nfor it"
    assert split(">:( I am angry\n>>> SAVE10 <<< is refused").new_text == ">:( I am angry\n>>> SAVE10 <<< is refused"


def test_a_forward_in_marks_is_a_forward_in_any_mail():
    text = "Who is right?\n\n> Début du message réexpédié :\n> \n> De: Carrier <c@carrier.example>\n> \n> Held."
    for reply in (True, False):
        found = split(text, reply=reply)
        assert (found.new_text, found.quoted) == ("Who is right?", "")
        assert "Held." in found.forwarded
    assert "Held." in split("----- Weitergeleitet von Anna/X am 12.03.2024 10:00 -----\n\nHeld.").forwarded


PIECES = (
    "> q", "> On 5 Jan 2026 at 9:00, A <a@b.example> wrote:", ">> x", "", "", "Hello", "-- ", "--",
    "Sent from my iPhone", "On Mon, Jan 5, 2026 at 9:00 AM", "A <a@b.example> wrote:", "wrote:", "Sent: Monday",
    "From: A <a@b.example>", "To: B", "Subject: x", "-----Original Message-----", page.CUT, "PS: y", "Best regards",
    "---------- Forwarded message ---------", "> \x1ex", "\x1dweak", "\x1esig", "Anna Smith", "Smith GmbH",
    "Tel: 0123", "www.x.example", "|", "| |", ":", "<", "[Anna Smith] z", "[Anna Smith] w", "______________", ">",
    "My answers are below in red.", " ", "Dear Bob,", "> 3 weeks", "\x1f> typed", "*",
    "This e-mail is confidential and intended solely for the recipient, so delete it if that is not you, please.",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_no_word_vanishes_between_the_pieces(seed):
    chance = random.Random(seed)
    for _ in range(250):
        text = "\n".join(chance.choice(PIECES) for _ in range(chance.randint(0, 30)))
        found = split(text, forward=chance.random() < 0.2, reply=chance.random() < 0.7)
        pieces = f"{found.new_text}\n{found.quoted}\n{found.signature}\n{found.forwarded}"
        assert Counter(re.findall(r"\w+", pieces)) == Counter(re.findall(r"\w+", text)), text
