"""Hosts to which no mail can go (RFC 2606, RFC 6762), and internationalised names that are not what they seem."""

from __future__ import annotations

import unicodedata

from triage.mail.automatic import words as known


def is_deliverable(host: str) -> bool:
    """Whether mail can go there: no reserved name, and an internationalised one is what it seems.

    >>> is_deliverable("example.org"), is_deliverable("printer.local")
    (True, False)
    """
    labels = host.split(".")
    if labels[-1] in known.RESERVED_TLDS or host.endswith(".home.arpa") or (len(labels[-1]) < 2):
        return False
    return all(_is_honest(label) for label in labels if label.startswith("xn--"))


def _is_honest(label: str) -> bool:
    """An internationalised label that is written as it must be and stays within one script."""
    try:
        shown = label[4:].encode("ascii").decode("punycode")
        again = unicodedata.normalize("NFC", shown.lower()).encode("punycode").decode("ascii")
    except (UnicodeError, ValueError):
        return False
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in shown if letter.isalpha()}
    asian = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}
    return again == label[4:] and (len(scripts) <= 1 or scripts <= asian)
