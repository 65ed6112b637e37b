"""One reply at most once: what each answer of a relay means."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.edges.scripted import CUT, SILENT, ScriptedSmtp
from triage.accounts import Smtp
from triage.domain import Outcome
from triage.edges.server import Login
from triage.edges.smtp import SmtpSender, is_address
from triage.errors import Refused, TriageError, Unavailable

OWN = "support@shop.example"
TO = "ann@example.com"
CONTENT = b"Subject: Re\n\n.dot\nend"
SECRET = "hunter2-secret"


def sender(server: ScriptedSmtp, login: Login | None = None, **settings: Any) -> SmtpSender:
    table = {"host": "127.0.0.1", "port": server.port, "security": "plain", "timeout": 2, **settings}
    failpoint = table.pop("failpoint", lambda _name: None)
    return SmtpSender(Smtp.model_validate(table), OWN, login=login, failpoint=failpoint)


def test_one_reply_one_recipient_empty_sender_dots_doubled() -> None:
    with ScriptedSmtp() as server:
        receipt = sender(server).send(TO, CONTENT)
    assert (receipt.outcome, receipt.detail) == (Outcome.DONE, "")
    assert server.said[:4] == ["ehlo shop.example", "MAIL FROM:<>", f"RCPT TO:<{TO}>", "DATA"]
    assert server.messages == [b"Subject: Re\r\n\r\n..dot\r\nend\r\n"]


def test_eight_bit_mail_is_announced_where_the_relay_knows_it() -> None:
    with ScriptedSmtp() as server:
        sender(server).send(TO, "Subject: x\n\nGrüße".encode())
    assert "MAIL FROM:<> BODY=8BITMIME" in server.said


STAGES: list[tuple[dict[str, str | list[str]], Outcome]] = [
    ({"GREETING": CUT}, Outcome.RETRY),
    ({"GREETING": "421 too many connections"}, Outcome.RETRY),
    ({"GREETING": "554 go away"}, Outcome.RETRY),
    ({"EHLO": CUT}, Outcome.RETRY),
    ({"MAIL": CUT}, Outcome.RETRY),
    ({"MAIL": "451 later"}, Outcome.RETRY),
    ({"MAIL": "550 never"}, Outcome.FAILED),
    ({"RCPT": "450 greylisted"}, Outcome.RETRY),
    ({"RCPT": "550 no such user"}, Outcome.FAILED),
    ({"RCPT": CUT}, Outcome.RETRY),
    ({"DATA": "451 later"}, Outcome.RETRY),
    ({"DATA": "554 no"}, Outcome.FAILED),
    ({"DATA": CUT}, Outcome.RETRY),
    ({"MESSAGE": "452 full"}, Outcome.RETRY),
    ({"MESSAGE": "421 shutting down"}, Outcome.RETRY),
    ({"MESSAGE": "554 spam"}, Outcome.FAILED),
    ({"MESSAGE": "250 queued"}, Outcome.DONE),
    ({"MESSAGE": "251 queued elsewhere"}, Outcome.DONE),
    ({"MESSAGE": CUT}, Outcome.UNCERTAIN),
    ({"MESSAGE": "nonsense"}, Outcome.UNCERTAIN),
]


@pytest.mark.parametrize(("answers", "outcome"), STAGES)
def test_every_stage_has_its_receipt(answers: dict[str, str | list[str]], outcome: Outcome) -> None:
    with ScriptedSmtp(dict(answers)) as server:
        receipt = sender(server).send(TO, CONTENT)
    assert receipt.outcome is outcome
    assert bool(receipt.detail) is (outcome is not Outcome.DONE)
    assert "\n" not in receipt.detail


def test_an_answer_that_comes_too_late_is_uncertain() -> None:
    with ScriptedSmtp({"MESSAGE": SILENT}) as server:
        assert sender(server, timeout=0.5).send(TO, CONTENT).outcome is Outcome.UNCERTAIN


def test_a_relay_that_refuses_the_empty_sender_gets_our_own_and_is_not_asked_again() -> None:
    with ScriptedSmtp({"MAIL": ["550 5.1.7 null sender refused", "250 OK"]}) as server:
        mail = sender(server)
        assert [mail.send(TO, CONTENT).outcome for _ in range(2)] == [Outcome.DONE] * 2
    senders = [line for line in server.said if line.startswith("MAIL")]
    assert senders == ["MAIL FROM:<>", f"MAIL FROM:<{OWN}>", f"MAIL FROM:<{OWN}>"]


def test_exchange_refuses_the_empty_sender_after_the_message() -> None:
    with ScriptedSmtp({"MESSAGE": ["550 5.7.60 not allowed to send as this sender", "250 OK"]}) as server:
        assert sender(server).send(TO, CONTENT).outcome is Outcome.DONE
    assert len(server.messages) == 2


def test_a_message_that_was_refused_for_its_words_is_not_tried_again() -> None:
    with ScriptedSmtp({"MESSAGE": "550 5.7.1 spam"}) as server:
        assert sender(server).send(TO, CONTENT).outcome is Outcome.FAILED
    assert len(server.messages) == 1


def test_a_bounce_address_is_used_when_it_is_set() -> None:
    with ScriptedSmtp() as server:
        sender(server, bounce_address="bounces@shop.example").send(TO, CONTENT)
    assert "MAIL FROM:<bounces@shop.example>" in server.said


def test_failpoints_are_passed_in_order() -> None:
    names: list[str] = []
    with ScriptedSmtp() as server:
        sender(server, failpoint=names.append).send(TO, CONTENT)
    assert names == ["before_data", "after_354", "after_dot", "after_250"]


ADDRESSES: list[tuple[str, bool]] = [
    ("ann@example.com", True),
    ("ann.lee+order=1@mail.shop.example", True),
    ("x'y@example.com", True),
    ("a@b@example.com", False),
    ("ann@example.com\r\nRCPT TO:<v@example.org>", False),
    ("ann@example.com\n", False),
    ("ann\0@example.com", False),
    ("a b@example.com", False),
    ("<ann@example.com>", False),
    ("ann@example.com>", False),
    ('"ann lee"@example.com', False),
    ("ann..lee@example.com", False),
    (".ann@example.com", False),
    ("ann@localhost", False),
    ("ann@-example.com", False),
    ("ann@[127.0.0.1]", False),
    ("ann@exämple.com", False),
    ("änn@example.com", False),
    ("a" * 65 + "@example.com", False),
    ("ann@" + "a." * 130 + "com", False),
    ("", False),
]


@pytest.mark.parametrize(("address", "good"), ADDRESSES)
def test_only_plain_addresses_are_written_to(address: str, good: bool) -> None:
    assert is_address(address) is good
    if not good:
        with ScriptedSmtp() as server:
            assert sender(server).send(address, CONTENT).outcome is Outcome.FAILED
        assert server.said == []


def _login(user: str = "shop", secret: str = SECRET) -> Login:
    return Login(user=user, secret=lambda _renew: secret)


def test_the_password_need_not_be_ascii() -> None:
    with ScriptedSmtp({"AUTH": "235 welcome"}, "AUTH PLAIN LOGIN") as server:
        assert sender(server, _login(secret="pässwörd")).send(TO, CONTENT).outcome is Outcome.DONE
    (said,) = [line for line in server.said if line.startswith("AUTH")]
    assert base64.b64decode(said.split()[-1]).decode() == "\0shop\0pässwörd"


LOGINS: list[tuple[str, str, type[TriageError], str]] = [
    ("535 5.7.8 bad credentials", "AUTH PLAIN", Refused, "app password"),
    ("454 4.7.0 temporary", "AUTH PLAIN", Unavailable, "not possible right now"),
    ("535 no", "AUTH LOGIN", Refused, "app password"),
    ("250 OK", "8BITMIME", Refused, "offers no log-in"),
    ("250 OK", "AUTH KERBEROS", Refused, "no way to log in"),
]


@pytest.mark.parametrize(("answer", "extensions", "error", "words"), LOGINS)
def test_a_refused_login_says_what_to_do(answer: str, extensions: str, error: type[TriageError], words: str) -> None:
    with ScriptedSmtp({"AUTH": answer}, extensions) as server:
        mail = sender(server, _login())
        with pytest.raises(error, match=words) as caught:
            mail.check()
        receipt = mail.send(TO, CONTENT)
    assert receipt.outcome is Outcome.RETRY, "nothing was sent; once the password is right, it will be"
    assert SECRET not in receipt.detail + repr(caught.value)
    assert caught.value.__context__ is None


def test_a_refused_token_is_renewed_once() -> None:
    asked: list[bool] = []

    def secret(renew: bool) -> str:
        asked.append(renew)
        return "new" if renew else "old"

    login = Login(user="shop", secret=secret, oauth=True)
    answers: dict[str, str | list[str]] = {
        "AUTH": ["334 eyJzdGF0dXMiOiI0MDEifQ==", "235 welcome"],
        "EMPTY": "535 expired",
    }
    with ScriptedSmtp(answers, "AUTH XOAUTH2") as server:
        assert sender(server, login).send(TO, CONTENT).outcome is Outcome.DONE
    assert asked == [False, True]


def test_starttls_that_is_not_offered_is_refused_before_the_password_is_said() -> None:
    with ScriptedSmtp({}, "AUTH PLAIN") as server, pytest.raises(Refused, match="offers no STARTTLS"):
        sender(server, _login(), security="starttls").check()
    assert not any(line.startswith("AUTH") for line in server.said)


def test_nothing_listens() -> None:
    with ScriptedSmtp() as server:
        mail = sender(server)
    receipt = mail.send(TO, CONTENT)
    assert receipt.outcome is Outcome.RETRY
    assert "nothing listens there" in receipt.detail
