"""Times that a person's mail promises to a customer: "we will get back to you by Friday", "24小时内回复您".

A promise is a sentence in which we take on something, together with its time. A carrier's estimate, a customer's duty,
a habit, a wish or a condition is none, and in doubt there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from triage.policy.calendars import Calendar
from triage.policy.promises.said import clauses, paragraphs
from triage.policy.promises.times import Mention, mentions
from triage.policy.promises.words import LANGUAGES, Words, words_of

_FARTHEST = timedelta(days=62)  # what lies further ahead is no promise of an answer
_NOTHING = re.compile(r"[^\w]+")


def promised(
    text: str, language: str, sent_at: datetime, calendar: Calendar, zone: ZoneInfo | None = None
) -> tuple[datetime, ...]:
    """Times (aware UTC) that this mail of ours promises, in order. `text` is its new words without what it quotes.

    `language` is ISO 639-1; one that is not known is tried in all eight. A day without a time of day is kept until its
    end. Times are the shop's, by its calendar; one that names its zone in brackets, as our texts do, is `zone`'s, the
    customer's.

    >>> from datetime import UTC
    >>> from triage.policy.calendars import calendar
    >>> from triage.settings import Shop
    >>> sent = datetime(2026, 11, 18, 15, tzinfo=UTC)
    >>> [str(at) for at in promised("We will get back to you within 24 hours.", "en", sent, calendar(Shop()))]
    ['2026-11-19 15:00:00+00:00']
    >>> promised("Your parcel should arrive within 24 hours.", "en", sent, calendar(Shop()))
    ()
    """
    base = language.split("-")[0].lower()
    known = (base,) if base in LANGUAGES else LANGUAGES
    found = {at for one in known for at in _in_language(text, words_of(one), sent_at, calendar, zone)}
    return tuple(sorted(at for at in found if sent_at < at <= sent_at + _FARTHEST))


def _in_language(
    text: str, words: Words, sent_at: datetime, calendar: Calendar, zone: ZoneInfo | None
) -> Iterator[datetime]:
    for plain in _binding(text, words):
        named = mentions(plain, words, sent_at, calendar, zone)
        for mention, begin, end in clauses(plain, named, words):
            if _is_ours(plain[begin:end], mention, begin, words):
                yield mention.at


def _binding(text: str, words: Words) -> Iterator[str]:
    """Sentences in which we take on something, and on no condition, without the words that only look like one.

    "If it is not there by then, reply to this email. We answer within 24 hours on working days." is a condition in two
    sentences.
    """
    for paragraph in paragraphs(text, words):
        conditional = False
        for sentence in paragraph:
            plain = " ".join(words.harmless.sub(" ", sentence).split())
            before, conditional = conditional, words.hangs.search(plain) is not None
            waits = conditional or (words.soon.search(plain) and not words.firm.search(plain))
            habit = before and words.working_days.search(plain)
            if words.ours.search(plain) and not (waits or habit or sentence.endswith("?")):
                yield plain


def _is_ours(clause: str, mention: Mention, begin: int, words: Words) -> bool:
    """Whether the clause of a time is ours, or so short that it belongs to what we take on beside it."""
    first, last = mention.start - begin, mention.end - begin
    rest = f"{clause[:first]} {clause[last:]}"
    if words.theirs.search(rest):
        return False
    if words.ours.search(clause) or words.we.search(rest) or words.goes_on.match(clause.lstrip()):
        return True
    return words.is_short(_NOTHING.sub(" ", rest).strip())
