"""In which language a mail is read that is too short to tell: in that of its case."""

from __future__ import annotations

from dataclasses import replace

from triage.domain import Case, Mail
from triage.settings import Safety


def in_its_language(mail: Mail, case: Case | None, safety: Safety) -> Mail:
    """The mail as a part of its case: a number, an "ok" or a click tells no language, and changes none.

    How sure the language is stays as it was, so that nothing is sent alone on it.
    """
    unsure = mail.language == "und" or mail.language_confidence < safety.language_confidence
    known = case is not None and case.language != "und"
    return in_language(mail, case.language) if case is not None and known and unsure else mail


def in_language(mail: Mail, locale: str) -> Mail:
    """The mail with the language and script of a locale.

    >>> in_language(Mail(id="1", language="it"), "zh-Hant").locale
    'zh-Hant'
    """
    language, _, script = locale.partition("-")
    return replace(mail, language=language, script=script)
