"""Mails that a user may point a command at."""

from __future__ import annotations

import base64

# What must never reach a terminal as it is: escape, C1 control sequence, bell, bidi override, zero-width space.
STEERING = "\x1b[31m \x9b2J \x07 \u202e \u200b"
MARKUP = "[bold red]x[/] [/] [link=file:///etc/passwd]y[/link] :bomb: \\"


def letter(subject: str, body: str, sender: str = "Ann <ann@customer.example>", **headers: str) -> bytes:
    """A mail of a customer, encoded as mail programs do it."""
    words = base64.b64encode(subject.encode()).decode()
    lines = {
        "From": sender,
        "To": "support@shop.example",
        "Subject": f"=?utf-8?b?{words}?=",
        "Date": "Fri, 20 Nov 2026 10:00:00 +0000",
        "Message-ID": f"<{len(body)}.{len(subject)}@customer.example>",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "base64",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return head.encode() + b"\n" + base64.encodebytes(body.encode())


PLAIN = letter("Where is my order?", "Hello,\n\nwhere is my order 1042?\nI ordered it last week.\n\nThanks\nAnn")
HOSTILE = letter(
    f"Where is my order? {STEERING} {MARKUP}",
    f"Hello {STEERING}\n{MARKUP}\n\nwhere is my order 1042?\tThanks\n{'a' * 300}\n",
    sender=f"=?utf-8?b?{base64.b64encode(MARKUP.encode()).decode()}?= <ann@customer.example>",
)
CHINESE = letter(
    "請問寄到台灣需要多久？",
    "您好：\n\n請問寄送到台灣（台中市）大約需要幾個工作天？運費怎麼計算呢？" * 3 + "\n\n謝謝\n",
)
AWAY = letter("Abwesenheitsnotiz", "Ich bin nicht im Haus.", Auto_Submitted="auto-replied")
GARBAGE = bytes(range(256)) * 40
MBOX_BROKEN = b"From a@b.example Fri Nov 20 10:00:00 2026\n\xff\xfe\x00: broken\n =?utf-8?q?=\n\n\x00\xff\n"


def mbox(*contents: bytes) -> bytes:
    """An mbox of these mails."""
    return b"".join(b"From ann Fri Nov 20 10:00:00 2026\n" + content + b"\n" for content in contents)
