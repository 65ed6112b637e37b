"""Weak signs of a machine, added up: too few for a verdict of the rules of `automatic_text`, too many for silence.

What is found here is a doubt: no automatic answer goes out, and a person still reads the mail. Nothing is counted in a
mail that a person passes on.
"""

from __future__ import annotations

import re

from triage.mail.automatic import words as known
from triage.mail.automatic.notice_words import PROGRAMS
from triage.mail.automatic.said import Said

_ADDRESS = re.compile(r"[a-z0-9]@[a-z0-9]")
_PHONE = re.compile(r"\d[\d ()/-]{5,18}\d")
_DAY = re.compile(
    r"\d|monday|tuesday|wednesday|thursday|friday|week|tomorrow|tonight|evening|montag|dienstag|mittwoch|donnerstag"
    r"|freitag|morgen|abend|lundi|mardi|semaine|demain|soir|lunes|martes|semana|mañana|noche|lunedì|venerdì|settimana"
    r"|domani|segunda|amanhã|maandag|vrijdag|avond|måndag|fredag|söndag|kväll|mandag|søndag|torsdag|aften|kveld"
    r"|maanantai|perjantai|kesä|poniedział|piątk|dziś|jutro|pondělí|dnes|hétfő|péntek|luni|понедельник|завтра|вечер"
    r"|september|august|herbst|sommer|summer|autumn|autunno|осени|pazartesi|cuma|週|周|明日|以降|今天|월요일"
    r"|금요일|오늘"
)
_LONE_QUESTION = re.compile(r"(?:^|[.!,] )\S{1,20}(?: \S{1,12})?\?(?= \S)")  # "Urgent? Call Eva", which asks nobody
_STATUS = re.compile(r"(?<![\d.])[45]\d\d(?![\d.])|(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])")
_QUOTED = re.compile(r"message-id:|\breceived: |\bsubject: |\bbetreff: |\bobjet : |\basunto: |主题:|件名:")
_LINE = 40  # characters: "I am on leave until 7 May." and no more
_HOME = re.compile(
    r"my (?:wife|husband|flat|home|house|son|daughter|partner|neighbou?r|door)|meine? (?:frau|mann|wohnung|haus)"
    r"|nachbar|zu hause|nach hause|mon mari|ma femme|voisin|chez moi|vecin|mi casa|mi marido|mi mujer|mia moglie|vicin"
    r"|minha casa|vizinh|meu marido|mijn (?:man|vrouw|huis)|buren|grann|nabo|naapuri|sąsiad|soused|szomszéd|сосед|сусід"
    r"|komşu|邻居|再发|麻烦|門衛|门卫|鄰居|我家|隣|お届け|届けて|发货|發貨|이웃|집으로|sofa|canapé"
    r"|any time works|fine for|carport|garage"
)


def away(said: Said) -> int:
    """How many signs of an answer given in somebody's absence; 0 where the mail is not of that kind.

    Absence counts twice; there must be a word of leave or of a return, and one of mail that waits or of a deputy.
    """
    if said.passed or at_home(said) or _asks(said):
        return 0
    gone = said.kinds("absence") * 2 or said.kinds("leave")
    back, polite = said.says("return", "again"), said.says("thanks", "polite")
    waits, deputy = bool(said.kinds("responder", "mailbox")), bool(said.kinds("instead", "deputy", "elsewhere"))
    if not (gone or back) or not (waits or deputy or said.answer or polite):
        return 0
    contact = _ADDRESS.search(said.text) or _PHONE.search(said.text)
    dated = _DAY.search(said.text)
    if dated and gone == 2 and not (back or contact or waits or deputy or polite) and len(said.text) > _LINE:
        return 0
    return gone + waits + deputy + back + polite + said.role + bool(contact) + bool(dated)


def at_home(said: Said) -> bool:
    """The text speaks of a household, or of when and where something is to be left: a customer's words."""
    return _HOME.search(said.text) is not None


def surely_away(said: Said) -> bool:
    """An absence in an answer, with mail that waits, a deputy and two signs more, and no word of a purchase."""
    both = said.says("responder", "mailbox") and said.says("instead", "deputy")
    return said.answer and both and said.says("leave", "absence") and not _buys(said) and away(said) >= 5


def _buys(said: Said) -> bool:
    return said.says("buyer", "delivery")


def _asks(said: Said) -> bool:
    return said.asks and _LONE_QUESTION.sub(" ", said.text).count("?") + said.text.count("？") > 0


def failed(said: Said) -> int:
    """How many signs of a bounce that no mail server's usual words tell; 0 under a person's name."""
    if said.passed or said.personal or said.buyer:
        return 0
    proof = bool(_ADDRESS.search(said.text)) + bool(_STATUS.search(said.text)) + bool(_QUOTED.search(said.text))
    telling = said.kinds("server", "reason") + bool(said.kinds("failed") or said.titled("failed"))
    mail = any(word in said.text or word in said.subject for word in known.MAIL_WORDS)
    return proof + telling + said.role if proof and telling and mail else 0


def desk(said: Said) -> bool:
    """A desk that has the mail, or a program's address, and no word of a customer."""
    if said.passed or said.customer or said.myself:
        return False
    kinds = said.says("received", "arrived") + said.says("promise", "soon") + said.says("thanks", "polite")
    kinds += said.says("no_reply", "unanswered", "automatic") + _numbered(said)
    return kinds >= (2 if said.role else 3) or said.local in PROGRAMS


def _numbered(said: Said) -> bool:
    return any(mark in said.subject for mark in ("[", "#", "№", "nº", "n°")) or said.titled("received")


def _needed(said: Said) -> int:
    """A word of purchase makes a customer likely, "Re:" an answering program, and with it mail that waits."""
    if _buys(said):
        return 6
    if not said.answer:
        return 5
    writes = said.says("responder", "mailbox", "instead", "deputy", "elsewhere") and said.says("leave", "absence")
    return 3 if writes or said.says("absence") else 4


def sums_up(said: Said) -> bool:
    """Whether the weak signs are enough to keep an automatic answer back."""
    return away(said) >= _needed(said) or failed(said) >= 3 or desk(said)
