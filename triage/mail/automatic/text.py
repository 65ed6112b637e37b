"""Machines told by their words alone, where the headers say nothing: no phrase by itself, always two kinds of signs.

A customer on holiday, one who quotes a bounce and one who wants off the newsletter say the same phrases as machines do.
So signs of different kinds are counted, and a customer's own words (a question, a parcel) raise what is needed.
"""

from __future__ import annotations

import re

from triage.mail.automatic import bounce_words as bounces
from triage.mail.automatic import sign_words as signs
from triage.mail.automatic import words as known
from triage.mail.automatic.said import Said, folded, read
from triage.mail.automatic.signs import at_home, surely_away

_CODE = re.compile(
    r"(?<![\w.,-])(?:\d{4,8}|\d{3}[ -]\d{3}|[A-Z0-9]{3}-[A-Z0-9]{3,4}|[A-Z]{1,3}-?\d{4,8})(?![\w-]|[.,]\d)"
)
_ADDRESS = re.compile(r"[a-z0-9]@[a-z0-9]")
_UNTIL = re.compile(
    r"\b(?:until|till|bis|jusqu\w{1,4}|hasta|até|fino|tot|til|förrän|do|până|до|kadar|έωσ|μέχρι|saakka|asti)\b"
    r"|まで|까지|至|期间|期間"
)
_PERCENT = re.compile(r"\d\s?%")
_INNER = re.compile(
    r"\A([^:：]{2,60}?)[\s:：]{1,4}(?:re|aw|sv|antw|vs|odp|res|rif|ynt|vá|απ|отв|回复|回覆|答复|返信)\s?[:：]"
)
_LEFT = re.compile(
    r"\bhas left [a-z]|\barbeitet\b[^.!?]{0,40}\bnicht mehr\b|\bne fait plus partie|\bno longer works?\b"
)
_BEFORE = folded(signs.BEFORE_ANSWER)
_STARTS, _DOUBTFUL = folded(known.SUBJECT_STARTS), folded(known.DOUBTFUL_STARTS)
_SURE = frozenset(folded(known.SURE_STARTS))
_READ, _CALENDAR = folded(bounces.READ_SUBJECTS), folded(bounces.CALENDAR_SUBJECTS)
_SHORT = 500  # characters: an answering program that names the order it answers does it briefly


def subject_words(said: Said) -> bool:
    """The subject begins like an automatic answer or a bounce, in one of many languages, and the text agrees.

    A mail program's automatic subject has no "Re:" before it: with one, a person answers an automatic mail. What
    follows the phrase is the subject that was answered, and strong.
    """
    start = _longest(said.subject, _STARTS)
    if said.passed and said.text:
        return False
    if _before_answer(said):
        return not said.customer or _agrees(said, start)
    if not start:
        return _doubtful(said)
    ends, agrees = _ends(said.subject, start), _agrees(said, start)
    if said.answer and said.text:
        return False
    if not said.text or not ends:
        return not said.customer and (agrees or not said.text)
    followed = any(letter.isalnum() for letter in said.subject[len(start) :])
    if start in _SURE and followed:
        return agrees or not said.customer
    if start in _SURE:  # the phrase is the whole subject: a person may complain of one
        if said.customer or start in said.text:
            return False
        return said.says(*_AWAY) if said.personal and said.myself else True
    return agrees and not said.customer


def subject_alone(said: Said) -> bool:
    """The same subject without a text that agrees, or behind "Re:" with one; without a customer's words: a doubt."""
    if said.answer and said.text:
        start = _longest(said.subject, _STARTS)
        return bool(start) and not said.customer and _agrees(said, start)
    start = "" if said.answer or said.passed else _longest(said.subject, _STARTS)
    if start in _SURE and any(letter.isalnum() for letter in said.subject[len(start) :]):
        return _ends(said.subject, start)
    alone = bool(start) and _ends(said.subject, start) and start not in said.text and not said.customer
    return alone or _before_answer(said)


# Kinds of phrases by which a text agrees with an automatic subject.
_AWAY = ("absence", "leave", "instead", "responder", "mailbox", "automatic")
_AGREES = (*_AWAY, "server", "reason", "received")


def _agrees(said: Said, start: str) -> bool:
    """Whether the text agrees in words other than the subject's own, which a complaint repeats."""
    phrases = (phrase for kind in _AGREES for phrase in said.in_text.get(kind, ()))
    return any(phrase not in start and (not start or start not in phrase) for phrase in phrases)


def _doubtful(said: Said) -> bool:
    asks = said.customer or "?" in said.subject
    return (
        said.subject.startswith(_DOUBTFUL)
        and said.says("reason", "server")
        and not asks
        and not (said.personal and said.myself)
    )


def _before_answer(said: Said) -> bool:
    """Whether a mail program's words stand before the subject it answers: "Afwezigheidsbericht Re: order"."""
    inner = None if said.answer or said.passed else _INNER.match(said.subject)
    return inner is not None and any(word in inner[1] for word in _BEFORE)


def _longest(subject: str, starts: tuple[str, ...]) -> str:
    if not subject.startswith(starts):
        return ""
    return max((word for word in starts if subject.startswith(word)), key=len)


def _ends(subject: str, start: str) -> bool:
    """Whether the phrase ends there: at a colon, a bracket, the end."""
    rest = subject[len(start) :].lstrip()
    return not rest or not rest[0].isalnum() or start.endswith(":")


def _bounces(said: Said) -> bool:
    server = said.says("server") or said.titled("server")
    if said.passed or not (server or said.says("failed") or said.titled("failed")) or not _speaks_of_mail(said):
        return False
    by_server = any(word in f"{said.name} {said.local}" for word in known.SERVER_NAMES)
    title = said.subject.startswith(_STARTS + _DOUBTFUL) or said.titled("server")
    title = title or (said.titled("failed") and not said.personal)
    address = _ADDRESS.search(said.text) is not None
    kinds = 1 + said.kinds("server", "reason") + by_server + title + address
    return kinds >= (4 if said.buyer else 3) or (said.says("program") and not said.buyer)


def bounce_words(said: Said) -> bool:
    """A bounce in free form: that a mail failed, and two of its reason, an address, a server's name, its subject."""
    return not said.personal and _bounces(said)


def bounce_quoted(said: Said) -> bool:
    """The same under a person's name, who shows what came back: a doubt."""
    return said.personal and _bounces(said) and not said.buyer and (said.says("program") or not said.myself)


def _speaks_of_mail(said: Said) -> bool:
    """A parcel is returned to its sender as well; a bounce names a mail, an address or a code of SMTP."""
    return any(word in said.text or word in said.subject for word in known.MAIL_WORDS)


def challenge(said: Said) -> bool:
    """A filter that asks the sender to prove to be human."""
    return not said.passed and (said.says("challenge") or said.titled("challenge")) and not said.buyer


def complaint_words(said: Said) -> bool:
    """An abuse report in free form (RFC 5965 without its parts)."""
    return not said.passed and (said.says("complaint") or said.titled("complaint")) and not said.buyer


def read_words(said: Said) -> bool:
    """A receipt of reading in free form (RFC 8098 without its parts)."""
    start = _longest(said.subject, _READ)
    return bool(start) and _ends(said.subject, start) and (not said.text or said.says("read"))


def calendar_words(said: Said) -> bool:
    """An invitation, or the answer to one."""
    return not said.answer and said.subject.startswith(_CALENDAR) and said.says("calendar")


def absence_words(said: Said) -> bool:
    """Out of office by its text: an absence, and a return, another contact or an answer later."""
    if surely_away(said):
        return True
    if not said.says("absence"):
        return said.answer and said.kinds("return", "responder") == 2 and not said.customer
    until = said.answer and _UNTIL.search(said.text) is not None
    writes = said.kinds("instead", "responder")
    kinds = 1 + writes + said.kinds("return", "thanks") + ("@" in said.text) + until
    if said.customer:
        return said.answer and kinds >= 4 and writes > 0 and len(said.text) < _SHORT
    plain = said.says("return") and not at_home(said)
    return kinds >= (2 if (writes or plain) and (said.answer or len(said.text) < _SHORT) else 3)


def gone_words(said: Said) -> bool:
    """The writer has left the company, or the address: where to write instead."""
    elsewhere = said.says("elsewhere") or (said.answer and _ADDRESS.search(said.text) is not None)
    gone = said.says("gone") or _LEFT.search(said.text) is not None
    return gone and elsewhere and not said.buyer


def acknowledgement_words(said: Said) -> bool:
    """A desk's answer that it has the mail: received, and when somebody answers, or that a machine says so."""
    received = said.says("received") or said.titled("received") or (said.role and said.says("arrived"))
    if said.passed or not received or (said.myself and (said.personal or said.answer)):
        return False
    promise = said.says("promise") or (said.role and said.says("soon"))
    return 1 + promise + said.kinds("automatic", "no_reply") >= 2 + said.buyer + said.myself


def automatic_words(said: Said) -> bool:
    """The text says that a machine wrote it, or that nobody reads answers."""
    kinds = said.kinds("automatic", "no_reply")
    if said.passed or not kinds:
        return False
    return kinds == 2 or (said.role and not said.asks) or not (said.customer or said.myself)


def newsletter(said: Said) -> bool:
    """Bulk mail without list headers: a line to unsubscribe, and signs of bulk, more of them under a person's name."""
    if said.answer or said.passed or not said.says("unsubscribe"):
        return False
    signs = len(said.phrases("bulk")) + (_PERCENT.search(f"{said.subject} {said.text}") is not None)
    if said.personal:
        return signs >= 3
    return signs >= (1 if said.role or not (said.buyer or said.myself) else 2)


def bulk_text(said: Said) -> bool:
    """Signs of bulk in the text, or nothing of a person: what a header of bulk needs beside it."""
    marks = len(said.phrases("bulk")) + said.kinds("unsubscribe", "automatic", "no_reply")
    if said.personal:
        return marks >= 2 and not said.asks
    return marks >= 1 or not (said.customer or said.myself)


def says_machine(subject: str, text: str) -> bool:
    """Whether a mail of ours calls itself automatic, or is a circular.

    >>> says_machine("Shipped", "It has left. This is an automatic message, please do not reply.")
    True
    """
    said = read(subject, text, None)
    return automatic_words(said) or newsletter(said)


def code_mail(said: Said) -> bool:
    """A desk's verification code; an address, a login or an invitation to confirm ("Ticket Trick")."""
    confirm = said.says("confirm") or said.titled("confirm")
    return _is_no_customers(said) and ((_code(said) and said.role) or (confirm and said.says("confirm_how")))


def role_missing(said: Said) -> bool:
    """A code or a notice from an address that may be a person's: a doubt."""
    return not said.role and ((_is_no_customers(said) and _code(said)) or _notice(said))


def _is_no_customers(said: Said) -> bool:
    return not (said.answer or said.passed or said.buyer or said.myself)


def _code(said: Said) -> bool:
    return (said.says("code") or said.titled("code")) and _CODE.search(said.written) is not None


def notice_words(said: Said) -> bool:
    """The subject that a program writes: monitors, copiers, telephones, forums, shops, banks."""
    return said.role and _notice(said)


def _notice(said: Said) -> bool:
    if said.answer or said.passed or not said.titled("notice"):
        return False
    return not said.personal and (said.role or not (said.customer or said.myself))
