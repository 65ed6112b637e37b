"""The rules that look at how a mail is said: its length, signs and days, and words that no text of ours answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from triage.policy.folding import count_words
from triage.policy.situation import Situation
from triage.policy.unfit import is_unfit

_QUESTION = re.compile(r"[?？؟]+")
_SIGNS = re.compile("[🤬😡😠🤮🤢💩🖕👎🔥🚒🚑💀☠💣🔪⚖🚨]")
_MARK = re.compile(r"[!！]")
_MARKS = re.compile(r"[!！][!！?？]|[?？][!！]|[?？]{3}")
_MANY_MARKS = 4  # in one mail; a greeting, a thank-you and a wish may have one each
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LOUD_WORDS, _LOUD_LETTERS = 3, 8  # in a row: shorter ones are names of things, "USB PC"
_ABOUT_PARCELS = frozenset({
    "address_change", "cancel_or_change_order", "customs", "no_tracking_update", "order_status", "shipping_time",
})  # fmt: skip
_DAY = timedelta(days=1)
# Seven digits and more with what stands between those of a telephone number.
_NUMBER = re.compile(r"(?<![\w/-])\+?\(?\d(?:[ ()./-]{0,2}\d){6,14}(?!\w)")


def too_few_words(case: Situation) -> str | None:
    """A mail that is too short to be understood."""
    count = count_words(case.mail.new_text)
    return f"{count} words" if count < case.safety.min_words else None


def too_many_words(case: Situation) -> str | None:
    """A mail that is too long for a simple question."""
    count = count_words(case.mail.new_text)
    return f"{count} words" if count > case.safety.max_words else None


def several_questions(case: Situation) -> str | None:
    """Two questions may want two answers, and a text gives one; the model finds second requests badly."""
    count = len(_QUESTION.findall(case.mail.new_text))
    return f"{count} questions" if count > 1 else None


def angry_signs(case: Situation) -> str | None:
    """Small pictures that the model does not read."""
    found = _SIGNS.search(case.mail.subject) or _SIGNS.search(case.mail.new_text)
    return "signs of anger or danger" if found else None


def shouting(case: Situation) -> str | None:
    """Capitals and exclamation marks, which the model does not read either."""
    words = case.mail.subject, case.mail.new_text
    if any(map(_MARKS.search, words)) or sum(len(_MARK.findall(text)) for text in words) >= _MANY_MARKS:
        return "exclamation marks in a row, or many"
    return "words in capitals" if any(map(_is_loud, words)) else None


def past_dates(case: Situation) -> str | None:
    """Whoever names a day longer ago than a delivery usually takes waits, however calm the question is."""
    intent = case.verdict.intent if case.verdict else ""
    usual = {**dict.fromkeys(_ABOUT_PARCELS, case.delivery_days), "return_exchange": case.return_days}.get(intent)
    if usual is None:
        return None
    today = max(
        (case.now, *filter(None, (case.mail.date,)))
    ).date()  # its own date may be any; relative days hang on it
    old = sum(today - usual * _DAY >= day for day in case.mail.dates)
    return f"it names a day {usual} days ago or earlier" if old else None


def wrong_text(case: Situation) -> str | None:
    """What the text of the intent would be wrong for: an express parcel, broken goods, a return after the window."""
    intent = case.verdict.intent if case.verdict else ""
    if is_unfit(intent, (case.mail.subject, case.mail.new_text)):
        return f"the text for {intent} does not fit some of its words"
    record = case.facts.record
    if intent != "return_exchange" or record is None or record.state != "delivered" or record.last_event_at is None:
        return None
    days = (case.now - record.last_event_at).days
    return f"it was delivered {days} days ago, more than {case.return_days}" if days > case.return_days else None


def number_given(case: Situation) -> str | None:
    """A call is wanted and the number is there: the text would ask for it again."""
    if case.verdict is None or case.verdict.intent != "contact_human":
        return None
    orders = {_digits(number) for number in case.mail.order_numbers}
    named = {_digits(found) for found in _NUMBER.findall(case.mail.new_text)}
    return "it names a telephone number" if case.mail.phone_numbers or named - orders else None


def _is_loud(text: str) -> bool:
    return any(len(run) >= _LOUD_WORDS and sum(map(len, run)) >= _LOUD_LETTERS for run in _runs_of_capitals(text))


def _runs_of_capitals(text: str) -> Iterator[list[str]]:
    """Words in a row that have capitals only, in scripts that have them; a number with letters is no word."""
    run: list[str] = []
    plain = " ".join(token for token in text.split() if not any(map(str.isdigit, token)))
    for word in _WORD.findall(plain):
        if word.isupper():
            run.append(word)
        else:
            yield run
            run = []
    yield run


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
