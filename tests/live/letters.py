"""Mails for the live tests: calm questions that a machine answers, and others that it must not."""

from __future__ import annotations

from collections.abc import Iterator

# Calm questions in the words of different people; what a machine may answer.
CALM = (
    ("en", "Delivery time", "Hello, how long does delivery to Ireland usually take? Thank you, kind regards"),
    ("en", "Shipping to Canada", "Hi there, could you tell me how long shipping to Canada usually takes? Thanks a lot"),
    ("de", "Lieferzeit", "Guten Tag, wie lange dauert der Versand nach Österreich normalerweise? Vielen Dank"),
    ("fr", "Délai de livraison", "Bonjour, quel est le délai de livraison habituel pour la Belgique ? Merci d'avance"),
    ("es", "Plazo de entrega", "Hola, ¿cuánto tarda normalmente el envío a México? Muchas gracias"),
)
# A machine must leave these to a person: threat, anger, damage, another machine.
NOT_ALONE = (
    ("Last warning", "If I do not have my money by Friday my lawyer will write to you.", ""),
    ("WHERE IS IT", "THIRD TIME I ASK. WHERE IS MY PARCEL?! This is a disgrace!!!", ""),
    ("broken", "The vase arrived in a thousand pieces, the box was crushed on one side.", ""),
    ("Out of office", "I am on holiday until Monday.", "Auto-Submitted: auto-replied\r\n"),
    ("Weekly deals", "Save 50 % on everything!", "List-Unsubscribe: <mailto:off@news.example>\r\nPrecedence: bulk\r\n"),
)


def mail(number: int, subject: str, body: str, extra: str = "", to: str = "support@shop.example") -> bytes:
    """One plain mail of a sender of its own."""
    return (
        f"From: Customer <c{number}@house{number}.example>\r\nTo: {to}\r\nSubject: {subject}\r\n"
        f"Message-ID: <m{number}@house{number}.example>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n{extra}"
        f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n(customer {number})\r\n"
    ).encode()


def calm(count: int, first: int = 0) -> Iterator[bytes]:
    """So many different calm mails."""
    for number in range(first, first + count):
        _language, subject, body = CALM[number % len(CALM)]
        yield mail(number, subject, body)


def mixed(count: int, first: int = 0) -> Iterator[bytes]:
    """Half calm, half not to be answered alone."""
    for number in range(first, first + count):
        if number % 2:
            yield from calm(1, number)
        else:
            yield mail(number, *NOT_ALONE[(number // 2) % len(NOT_ALONE)])
