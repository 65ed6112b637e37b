"""Marks that mail programs leave on the elements they make: tables of substrings of id, class, name, type and data."""

from __future__ import annotations

import re
from enum import Flag, auto
from functools import lru_cache


class Role(Flag):
    """What an element is to the mail, as the program that made it says."""

    NONE = 0
    QUOTE = auto()  # quoted as a whole
    QUOTE_BLOCK = auto()  # quoted when it is a blockquote
    INTRODUCTION = auto()  # the program's own "On Monday, Anna wrote:"
    CUT = auto()  # from here on the mail is history
    SIGNATURE = auto()
    SIGNATURE_RULE = auto()  # a line below which the signature stands
    PREVIEW = auto()  # the line that a list of mails shows


_MARKS: dict[Role, tuple[str, ...]] = {
    Role.QUOTE: (
        "yahoo_quoted", "zmail_extra", "ntes-mailmaster-quote", "mail-editor-reference-message-container",
        "tutanota_quote", "ms-outlook-mobile-reference-message", "protonmail_quote", "isreplycontent",
        "__quoted_text__", "messagereplysection", "freshdesk_quote", "missive_quote",
        "__aliyun_previous_msg_wrap", "alimail-quote", "history-quote-wrapper", "lark-mail-quote",
        "cm_quote", "front-blockquote", "wmquote", "mailquote", "replyblockquote", "quotedreply",
        "js-readmsg-msg",
    ),
    Role.QUOTE_BLOCK: ("cite", "quote", "clean_bq"),
    Role.INTRODUCTION: (
        "gmail_attr", "moz-cite-prefix", "reply-intro", "airmail_on", "history-quote-meta", "missive_attribution",
    ),
    Role.CUT: ("divrplyfwdmsg", "appendonsend", "outlookmessageheader", "zwchr", "__divider__"),
    Role.SIGNATURE: ("signature", "bloop_sign", "netease_mail_footer", "wisestamp"),
    Role.PREVIEW: ("preheader", "pre-header", "previewtext", "preview-text", "email-preview"),
}  # fmt: skip
_ROLES = {mark: role for role, marks in _MARKS.items() for mark in marks}
_ANY = re.compile("|".join(re.escape(mark) for mark in sorted(_ROLES, key=len, reverse=True)))


@lru_cache(maxsize=1_000)
def roles(marks: str) -> Role:
    """What the attributes of an element, joined and in lower case, say of it.

    >>> roles("gmail_quote gmail_quote_container"), roles("x_appendonsend")
    (<Role.QUOTE_BLOCK: 2>, <Role.CUT: 8>)
    """
    found = _ANY.findall(marks[:500])
    if not found:
        return Role.NONE
    role = Role.NONE
    for mark in found:
        role |= _ROLES.get(mark, Role.NONE)
    return role
