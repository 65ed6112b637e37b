"""What ports.Mailbox and ports.Hands promise, kept by the stand-ins and by IMAP and SMTP alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.contracts.conftest import LIMIT, Account
from triage.domain import Action, ActionKind, Cursor, Origin, Outcome, RawMail, mail_id
from triage.errors import Refused, Unavailable

NOW = datetime.now(UTC).replace(microsecond=0)
TOKEN = "0123456789abcdef0123456789abcdef"
OURS = f"X-Triage-Id: {TOKEN}\r\nMessage-ID: <one@shop.example>\r\nSubject: Re: order\r\n\r\nHello.\r\n".encode()


def mail(number: int, words: str = "where is my parcel") -> bytes:
    return f"From: ann@example.com\r\nSubject: order {number}\r\n\r\n{words}\r\n".encode()


def read(account: Account, after: Cursor | None = None, since: datetime | None = None) -> list[RawMail]:
    return [raw for batch in account.mailbox.arrivals("INBOX", after, since) for raw in batch.mails]


def end(account: Account, since: datetime | None = None) -> Cursor:
    return list(account.mailbox.arrivals("INBOX", None, since))[-1].cursor


def action(kind: ActionKind, target: str = "m" * 64, **values: object) -> Action:
    fields = {"key": f"{kind}:{target}", "kind": kind, "mail_id": target, "mailbox": "support", "not_before": NOW}
    return Action(**{**fields, **values})  # type: ignore[arg-type]


def arrived(account: Account, number: int = 1) -> tuple[RawMail, list[Origin]]:
    account.deliver(mail(number))
    raw = read(account)[-1]
    assert raw.origin is not None
    return raw, [raw.origin]


# --- reading ---------------------------------------------------------------------------------------------------------
def test_an_empty_folder_gives_its_cursor_once(account: Account) -> None:
    (batch,) = account.mailbox.arrivals("INBOX", None, None)
    assert batch.mails == ()
    assert list(account.mailbox.arrivals("INBOX", batch.cursor, None)) == []


def test_mails_come_oldest_first_with_their_bytes_and_never_twice(account: Account) -> None:
    for number in range(3):
        account.deliver(mail(number))
    found = read(account)
    assert [raw.content for raw in found] == [mail(number) for number in range(3)]
    assert [raw.id for raw in found] == [mail_id("support", mail(number)) for number in range(3)]
    assert {(raw.mailbox, raw.note, raw.received_at.tzinfo) for raw in found} == {("support", None, UTC)}
    origins = [raw.origin for raw in found if raw.origin is not None]
    assert [origin.uid for origin in origins] == sorted({origin.uid for origin in origins})
    assert {(origin.mailbox, origin.folder) for origin in origins} == {("support", "INBOX")}
    cursor = end(account)
    assert (cursor.mailbox, cursor.folder, cursor.last_uid) == ("support", "INBOX", origins[-1].uid)
    assert read(account, cursor) == []
    account.deliver(mail(9))
    assert [raw.content for raw in read(account, cursor)] == [mail(9)]


def test_the_first_start_leaves_older_mail_alone_for_good(account: Account) -> None:
    for number, days in ((1, 9), (2, 1), (3, 9)):
        account.deliver(mail(number), received_at=NOW - timedelta(days=days))
    since = NOW - timedelta(days=2)
    assert [raw.content for raw in read(account, since=since)] == [mail(2)]
    assert read(account, end(account, since), since) == []


def test_nothing_but_older_mail_gives_the_cursor_at_its_end(account: Account) -> None:
    account.deliver(mail(1), received_at=NOW - timedelta(days=9))
    cursor = end(account, NOW)
    account.deliver(mail(2))
    assert [raw.content for raw in read(account, cursor)] == [mail(2)]


def test_new_numbers_are_read_from_the_beginning(account: Account) -> None:
    before, _ = arrived(account)
    cursor = end(account)
    account.renumber()
    (again,) = read(account, cursor)
    assert again.id == before.id
    assert again.origin is not None
    assert again.origin.uidvalidity != cursor.uidvalidity
    assert read(account, end(account)) == []


def test_a_mail_over_the_limit_comes_as_headers_and_stops_nothing(account: Account) -> None:
    account.deliver(mail(1, "x" * LIMIT))
    account.deliver(mail(2))
    large, small = read(account)
    assert large.content == mail(1).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    assert large.note is not None
    assert "too large" in large.note
    assert (small.content, small.note) == (mail(2), None)


def test_a_folder_that_is_not_there_is_refused(account: Account) -> None:
    with pytest.raises(Refused, match='there is no folder "Nowhere"'):
        list(account.mailbox.arrivals("Nowhere", None, None))


def test_the_folders_are_named(account: Account) -> None:
    assert {"INBOX", "Drafts", "Sent"} <= set(account.mailbox.folders())


def test_sent_begins_at_its_end(account: Account) -> None:
    account.deliver(mail(1), "Sent")
    (begin,) = account.mailbox.sent(None)
    assert begin.mails == ()
    assert begin.cursor.folder == "\\Sent"
    account.deliver(mail(2), "Sent")
    (batch,) = account.mailbox.sent(begin.cursor)
    assert [raw.content for raw in batch.mails] == [mail(2)]
    assert list(account.mailbox.sent(batch.cursor)) == []


def test_waiting_ends_with_a_mail(account: Account) -> None:
    cursor = end(account)
    assert not account.mailbox.wait(0.05)
    account.deliver(mail(1))
    assert account.mailbox.wait(5)
    assert account.mailbox.wait(0.05), "what has come stays announced until it is read"
    assert [raw.content for raw in read(account, cursor)] == [mail(1)]
    assert not account.mailbox.wait(0.05)


def test_after_closing_the_next_call_connects_again(account: Account) -> None:
    raw, _ = arrived(account)
    account.mailbox.close()
    account.mailbox.close()
    assert [again.id for again in read(account)] == [raw.id]


# --- tagging and moving ----------------------------------------------------------------------------------------------
def test_keywords_are_set_once_or_twice_alike(account: Account) -> None:
    _, places = arrived(account)
    tag = action(ActionKind.TAG, keywords=("triage-refund", "\\Flagged"))
    assert [account.hands.perform(tag, places).outcome for _ in range(2)] == [Outcome.DONE] * 2
    (flags,) = account.flags()
    assert {"triage-refund", "\\Flagged"} <= flags
    assert "\\Seen" not in flags


@pytest.mark.parametrize("kind", [ActionKind.TAG, ActionKind.MOVE])
def test_a_mail_that_lies_nowhere_needs_nothing(account: Account, kind: ActionKind) -> None:
    change = action(kind, folder="Triage/Urgent", keywords=("triage-refund",))
    assert account.hands.perform(change, []).outcome is Outcome.DONE


def test_a_move_of_a_mail_that_a_person_took_away_is_for_a_person(account: Account) -> None:
    raw, places = arrived(account)
    account.expunge()
    receipt = account.hands.perform(action(ActionKind.MOVE, raw.id, folder="Triage/Urgent"), places)
    assert receipt.outcome is Outcome.FAILED
    assert "moved or deleted" in receipt.detail


def test_a_move_makes_the_folder_and_tells_the_place(account: Account) -> None:
    raw, places = arrived(account)
    move = action(ActionKind.MOVE, raw.id, folder="Triage/Urgent")
    assert account.hands.happened(move) is False
    receipt = account.hands.perform(move, places)
    assert receipt.outcome is Outcome.DONE
    assert receipt.origin is not None
    assert receipt.origin.folder == "Triage/Urgent"
    assert account.hands.happened(move) is True
    assert "Triage/Urgent" in account.mailbox.folders()
    assert (account.mails(), account.mails("Triage/Urgent")) == ([], [mail(1)])
    (there,) = account.mailbox.arrivals("Triage/Urgent", None, None)
    assert [(found.id, found.origin) for found in there.mails] == [(raw.id, receipt.origin)]


def test_a_folder_is_made_once(account: Account) -> None:
    for _ in range(2):
        account.hands.make("Triage/Done")
    assert account.mailbox.folders().count("Triage/Done") == 1
    assert account.mails("Triage/Done") == []


def test_a_folder_cannot_be_made_while_the_server_is_gone(account: Account) -> None:
    _, hands = account.unreachable()
    with pytest.raises(Unavailable):
        hands.make("Triage/Done")


def test_a_repeated_move_finds_the_mail_and_makes_no_second(account: Account) -> None:
    raw, places = arrived(account)
    move = action(ActionKind.MOVE, raw.id, folder="Triage/Urgent")
    first, second = (account.hands.perform(move, places) for _ in range(2))
    assert (second.outcome, second.origin) == (Outcome.DONE, first.origin)
    assert account.mails("Triage/Urgent") == [mail(1)]


def test_a_move_cut_in_its_middle_is_not_done_and_ends_in_one_copy(account: Account) -> None:
    raw, places = arrived(account)
    other, elsewhere = arrived(account, 2)
    account.hands.perform(action(ActionKind.MOVE, other.id, folder="Triage/Urgent"), elsewhere)
    account.deliver(mail(1), "Triage/Urgent")
    move = action(ActionKind.MOVE, raw.id, folder="Triage/Urgent")
    assert account.hands.happened(move) is False
    assert account.hands.perform(move, places).outcome is Outcome.DONE
    assert account.hands.happened(move) is True
    assert (account.mails(), account.mails("Triage/Urgent")) == ([], [mail(2), mail(1)])


# --- drafts, copies, replies -----------------------------------------------------------------------------------------
APPENDED = {ActionKind.DRAFT: ("Drafts", "\\Draft"), ActionKind.SENT_COPY: ("Sent", "\\Seen")}


@pytest.mark.parametrize("kind", APPENDED)
def test_drafts_and_copies_are_written_once_and_can_be_proven(account: Account, kind: ActionKind) -> None:
    folder, flag = APPENDED[kind]
    write = action(kind, content=OURS)
    assert account.hands.happened(write) is False
    receipt = account.hands.perform(write, [])
    assert receipt.outcome is Outcome.DONE
    assert receipt.origin is not None
    assert receipt.origin.folder == folder
    assert account.hands.happened(write) is True
    assert account.hands.perform(action(kind, content=OURS, attempts=1), []).outcome is Outcome.DONE
    assert account.mails(folder) == [OURS]
    assert flag in account.flags(folder)[0]
    assert account.hands.happened(action(kind, content=OURS.replace(b"<one@", b"<two@"))) is False


def test_a_reply_goes_to_its_one_recipient_and_is_never_proven(account: Account) -> None:
    reply = action(ActionKind.REPLY, recipient="ann@example.com", content=OURS)
    assert account.hands.perform(reply, []).outcome is Outcome.DONE
    assert account.sent() == [("ann@example.com", OURS)]
    assert account.hands.happened(reply) is None
    assert account.hands.happened(action(ActionKind.TAG)) is None


# --- a server that is gone -------------------------------------------------------------------------------------------
def test_a_server_that_is_gone_is_told_and_nothing_is_known(account: Account) -> None:
    raw, places = arrived(account)
    mailbox, hands = account.unreachable()
    for ask in (
        lambda: list(mailbox.arrivals("INBOX", None, None)), lambda: list(mailbox.sent(None)), mailbox.folders,
        lambda: mailbox.wait(0.05),
    ):  # fmt: skip
        with pytest.raises(Unavailable):
            ask()  # type: ignore[operator]
    mailbox.close()
    for kind in ActionKind:
        change = action(kind, raw.id, folder="", keywords=("a",), recipient="ann@example.com", content=OURS)
        assert hands.perform(change, places).outcome is Outcome.RETRY, kind
        assert hands.happened(change) is None, kind
