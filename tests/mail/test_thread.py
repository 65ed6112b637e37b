import random
from dataclasses import replace

import pytest

from triage.domain import Address, Mail, conversation_token
from triage.mail.thread import marks, tokens

ANN = Mail(id="m1", sender=Address(email="Ann@c.example"), subject="order", order_numbers=("NW-20417",))


def shared(one: Mail, other: Mail) -> bool:
    """Whether the second mail is known by what the first left behind."""
    return bool(set(marks(one, "talk")) & set(marks(other)))


TOKEN = f"Re: your order [{conversation_token('talk')}]"
JOINS = {
    "the order": replace(ANN, subject="again"),
    "the order in small letters": replace(ANN, order_numbers=("nw-20417",)),
    "the address in small letters": replace(ANN, sender=Address(email="ann@c.example")),
    "the token": Mail(id="m2", sender=ANN.sender, subject=TOKEN),
    "the token, forwarded about": Mail(id="m2", sender=ANN.sender, subject=f"Fwd: AW: {TOKEN} urgent"),
}
STAYS_APART = {
    "the subject": Mail(id="m2", sender=ANN.sender, subject="order"),
    "the order of another sender": replace(ANN, sender=Address(email="bob@c.example")),
    "another order": replace(ANN, order_numbers=("NW-20418",)),
    "the token of another sender": Mail(id="m2", sender=Address(email="eve@c.example"), subject=TOKEN),
    "a token in small letters": Mail(id="m2", sender=ANN.sender, subject=TOKEN.lower()),
    "a token without brackets": Mail(id="m2", sender=ANN.sender, subject=TOKEN.replace("[", "").replace("]", "")),
    "nobody": replace(ANN, sender=None),
}


@pytest.mark.parametrize("mail", JOINS.values(), ids=JOINS.keys())
def test_joins(mail: Mail) -> None:
    assert shared(ANN, mail)


@pytest.mark.parametrize("mail", STAYS_APART.values(), ids=STAYS_APART.keys())
def test_stays_apart(mail: Mail) -> None:
    assert not shared(ANN, mail)


def test_a_hundred_thousand_guesses_join_nothing() -> None:
    known, chance = set(marks(ANN, "talk")), random.Random(1)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    guesses = (f"[T-{''.join(chance.choices(letters, k=10))}]" for _ in range(100_000))
    assert not any(known & set(marks(Mail(id="g", sender=ANN.sender, subject=guess))) for guess in guesses)


def test_the_newest_token_leads() -> None:
    old, new = conversation_token("a"), conversation_token("b")
    assert tokens(f"Re: [{old}] Re: [{new}]") == (new, old)
