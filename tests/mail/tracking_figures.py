"""How many public tracking numbers are found, how many broken ones pass: `python -m tests.mail.tracking_figures`.

Every number is written as the data writes it, in sentences of eight languages, with and without the carrier's name, in
lower case and in groups of four, beside an order number. The data is not part of the project.
"""

import json
from pathlib import Path

from triage.mail.named.tracking import tracking_numbers

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "tracking_number_data" / "couriers"
SENTENCES = {
    "en": "Where is order 1042? The {name} tracking number is {number}, please help.",
    "de": "Wo bleibt Bestellung 1042? Die {name} Sendungsnummer lautet {number}. Danke!",
    "fr": "Ma commande 1042 n'est pas arrivée. Numéro de suivi {name} : {number}",
    "es": "Mi pedido 1042 no ha llegado. El número de seguimiento {name} es {number}.",
    "it": "Il mio ordine 1042 non è arrivato, tracking {name}: {number}, grazie",
    "pt": "A encomenda 1042 não chegou. O código de rastreio {name} é {number}.",
    "zh": "订单1042还没到，{name}快递单号{number}，请帮忙查一下。",
    "ja": "注文番号1042の荷物が届きません。{name}追跡番号は{number}です。",
}
NAMED_ONLY = "Is this right: {name} {number}?"


def forms():
    for path in sorted(DATA.glob("*.json")):
        courier = json.loads(path.read_text(encoding="utf-8"))
        for form in courier["tracking_numbers"]:
            yield courier["name"], form["test_numbers"]["valid"], form["test_numbers"]["invalid"]


def compact(number):
    return "".join(letter for letter in number if letter.isalnum())


def written(number):
    """The number as the data has it, without spaces, in lower case, and in groups of four by spaces and by dashes."""
    plain = number.strip() if number.strip().endswith("-1") else compact(number)
    plain = plain.replace(" ", "")
    groups = [plain[at : at + 4] for at in range(0, len(plain), 4)]
    last = [" ".join(groups), "-".join(groups)] if "-" not in plain else []
    return [number.strip(), plain, plain.lower(), *last]


def passes(text, number):
    return any(found.valid and compact(found.number) == compact(number) for found in tracking_numbers(text))


def texts(number, name):
    for writing in written(number):
        for sentence in SENTENCES.values():
            yield sentence.format(name="", number=writing)
            yield sentence.format(name=name, number=writing)
    yield NAMED_ONLY.format(name=name, number=compact(number))


def everywhere():
    """Every valid number of the data is a valid one of some form, so that it is no invalid one of another."""
    return {compact(number) for _, valid, _ in forms() for number in valid}


def figures():
    """Valid numbers found, of how many; invalid ones that pass, of how many; and the texts that went wrong."""
    found = total = passed = broken = 0
    missed, wrong = [], []
    elsewhere = everywhere()
    for name, valid, invalid in forms():
        for number in valid:
            for text in texts(number, name):
                total, hit = total + 1, passes(text, number)
                found += hit
                missed += [] if hit else [text]
        for number in (number for number in invalid if compact(number) not in elsewhere):
            for text in texts(number, name):
                broken, hit = broken + 1, passes(text, number)
                passed += hit
                wrong += [text] if hit else []
    return found, total, passed, broken, missed, wrong


if __name__ == "__main__":
    found, total, passed, broken, missed, wrong = figures()
    print(f"valid found: {found} of {total} ({found / total:.2%}); invalid passed: {passed} of {broken}")
    for text in (*missed[:40], "---", *wrong[:60]):
        print("  ", text)
