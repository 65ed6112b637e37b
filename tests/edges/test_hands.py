"""Changes on a scripted IMAP server: what each answer and each lost answer means."""

from __future__ import annotations

import pytest

from tests.edges.played import OK, Rules, account, action
from tests.edges.scripted import CUT, SILENT, ScriptedImap
from triage.domain import ActionKind, Origin, Outcome

CONTENT = b"X-Triage-Id: 0123456789abcdef\r\nSubject: Re\r\n\r\nHello.\r\n"
NUMBERS = "* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 4] n\r\n"
HERE = [Origin(mailbox="support", folder="INBOX", uidvalidity=7, uid=1)]


# --- changing -----------------------------------------------------------------------------------------------------
REFUSALS: list[tuple[str, Outcome]] = [
    ("{tag} NO [OVERQUOTA] Quota exceeded\r\n", Outcome.RETRY),
    ("{tag} NO [INUSE] busy\r\n", Outcome.RETRY),
    ("{tag} NO Server busy, try again later\r\n", Outcome.RETRY),
    ("{tag} NO [NOPERM] Permission denied\r\n", Outcome.FAILED),
    ("{tag} NO [TRYCREATE] no such folder\r\n", Outcome.FAILED),
    ("{tag} BAD what\r\n", Outcome.FAILED),
]


@pytest.mark.parametrize(("answer", "outcome"), REFUSALS)
@pytest.mark.parametrize("kind", [ActionKind.DRAFT, ActionKind.MOVE, ActionKind.TAG])
def test_a_refused_change_is_retried_or_failed(answer: str, outcome: Outcome, kind: ActionKind) -> None:
    rules: Rules = {
        "APPEND|UID MOVE|UID STORE": answer,
        "UID FETCH 1 ": "* 1 FETCH (UID 1 FLAGS ())\r\n" + OK,
    }
    doing = action(kind, content=CONTENT, folder="Triage/Urgent" if kind is ActionKind.MOVE else "", keywords=("a",))
    with account(ScriptedImap(rules)) as (_, hands):
        receipt = hands.perform(doing, HERE)
    assert receipt.outcome is outcome
    assert receipt.detail


CUTS: list[tuple[ActionKind, Rules, Outcome]] = [
    (ActionKind.DRAFT, {"BEFORE APPEND": CUT}, Outcome.RETRY),
    (ActionKind.DRAFT, {"APPEND": CUT}, Outcome.UNCERTAIN),
    (ActionKind.SENT_COPY, {"APPEND": CUT}, Outcome.UNCERTAIN),
    (ActionKind.DRAFT, {"APPEND": SILENT}, Outcome.UNCERTAIN),
    (ActionKind.DRAFT, {"LIST": CUT}, Outcome.RETRY),
    (ActionKind.MOVE, {"UID MOVE": CUT}, Outcome.UNCERTAIN),
    (ActionKind.TAG, {"UID STORE": CUT}, Outcome.RETRY),
    (ActionKind.TAG, {"SELECT": CUT}, Outcome.RETRY),
    (ActionKind.DRAFT, {"AUTHENTICATE": CUT}, Outcome.RETRY),
]


@pytest.mark.parametrize(("kind", "rules", "outcome"), CUTS)
def test_a_lost_connection_is_told_from_a_lost_answer(kind: ActionKind, rules: Rules, outcome: Outcome) -> None:
    rules = {**rules, "UID FETCH 1 ": "* 1 FETCH (UID 1 FLAGS ())\r\n" + OK}
    doing = action(kind, content=CONTENT, folder="Triage/Urgent" if kind is ActionKind.MOVE else "", keywords=("a",))
    with account(ScriptedImap(rules), timeout=1) as (_, hands):
        assert hands.perform(doing, HERE).outcome is outcome


def test_ok_to_a_move_is_no_proof() -> None:
    rules: Rules = {
        "UID MOVE": OK,
        "UID FETCH 1 ": "* 1 FETCH (UID 1 FLAGS ())\r\n" + OK,
        "UID FETCH": OK,
    }
    with account(ScriptedImap(rules)) as (_, hands):
        receipt = hands.perform(action(ActionKind.MOVE, folder="Triage/Urgent"), HERE)
    assert receipt.outcome is Outcome.FAILED
    assert "moved or deleted" in receipt.detail


def test_a_server_without_keywords_gets_its_own_flags_only() -> None:
    rules: Rules = {
        "SELECT": NUMBERS + "* OK [PERMANENTFLAGS (\\Seen \\Flagged)] f\r\n{tag} OK done\r\n",
        "UID FETCH 1 ": "* 1 FETCH (UID 1 FLAGS ())\r\n" + OK,
        "UID STORE": OK,
    }
    server = ScriptedImap(rules)
    with account(server) as (_, hands):
        receipt = hands.perform(action(ActionKind.TAG, keywords=("triage-urgent", "\\Flagged")), HERE)
    assert receipt.outcome is Outcome.DONE
    assert "no keywords" in receipt.detail
    assert "UID STORE 1 +FLAGS.SILENT (\\Flagged)" in server.said


def test_a_read_only_folder_fails_with_a_clear_word() -> None:
    rules: Rules = {
        "SELECT|EXAMINE": NUMBERS + "* OK [READ-ONLY] r\r\n{tag} OK [READ-ONLY] done\r\n",
        "UID FETCH 1 ": "* 1 FETCH (UID 1 FLAGS ())\r\n" + OK,
    }
    with account(ScriptedImap(rules)) as (_, hands):
        for kind in (ActionKind.TAG, ActionKind.MOVE):
            receipt = hands.perform(action(kind, keywords=("a",), folder="Triage/Urgent"), HERE)
            assert receipt.outcome is Outcome.FAILED
            assert 'folder "INBOX" is read-only' in receipt.detail


def test_news_that_comes_before_a_continuation_does_not_lose_the_message() -> None:
    server = ScriptedImap({"BEFORE APPEND": "* 9 EXISTS\r\n* 1 FETCH (FLAGS (\\Seen))\r\n"})
    with account(server) as (_, hands):
        assert hands.perform(action(ActionKind.DRAFT, content=CONTENT), []).outcome is Outcome.DONE
    assert server.literals == [CONTENT]


def test_gmail_keeps_sent_mail_itself_and_gets_no_second_copy() -> None:
    found = "* SEARCH 3\r\n" + OK
    header = "* 3 FETCH (UID 3 BODY[HEADER.FIELDS (MESSAGE-ID)] {26}\r\nMessage-ID: <a@b.example>\r\n)\r\n"
    rules: Rules = {"UID SEARCH": found, "UID FETCH": header + OK}
    server = ScriptedImap(rules, capabilities="UIDPLUS MOVE AUTH=PLAIN X-GM-EXT-1")
    with account(server) as (_, hands):
        receipt = hands.perform(action(ActionKind.SENT_COPY, content=b"Message-ID: <a@b.example>\r\n" + CONTENT), [])
    assert (receipt.outcome, receipt.detail, server.literals) == (Outcome.DONE, "was there already", [])


# --- prefix and separator -----------------------------------------------------------------------------------------
def test_the_queue_folder_is_spelled_as_the_server_wants_it() -> None:
    rules: Rules = {
        "NAMESPACE": '* NAMESPACE (("INBOX." ".")) NIL NIL\r\n' + OK,
        "LIST": '* LIST (\\HasChildren) "." INBOX\r\n* LIST (\\Drafts) "." "INBOX.Drafts"\r\n' + OK,
        "UID FETCH 1 ": "* 1 FETCH (UID 1 FLAGS ())\r\n" + OK,
        "UID MOVE": "* OK [COPYUID 9 1 5] moved\r\n" + OK,
    }
    server = ScriptedImap(rules, capabilities="NAMESPACE MOVE UIDPLUS AUTH=PLAIN")
    with account(server) as (mailbox, hands):
        assert mailbox.folders() == ("INBOX", "Drafts")
        receipt = hands.perform(action(ActionKind.MOVE, folder="Triage/Großes"), HERE)
    assert receipt.origin == Origin(mailbox="support", folder="Triage/Großes", uidvalidity=9, uid=5)
    assert 'CREATE "INBOX.Triage.Gro&AN8-es"' in server.said
    assert 'SUBSCRIBE "INBOX.Triage.Gro&AN8-es"' in server.said
    assert 'UID MOVE 1 "INBOX.Triage.Gro&AN8-es"' in server.said


NAMES: list[tuple[str, str]] = [
    ("Entw&APw-rfe", "Entwürfe"),
    ("&g0l6P3ux-", "草稿箱"),
    ("Brouillons", "Brouillons"),
    ("INBOX/Rascunhos", "INBOX/Rascunhos"),
]


@pytest.mark.parametrize(("wire", "name"), NAMES)
def test_drafts_are_found_by_their_usual_names(wire: str, name: str) -> None:
    server = ScriptedImap({"LIST": f'* LIST () "/" INBOX\r\n* LIST () "/" "{wire}"\r\n' + OK})
    with account(server) as (_, hands):
        receipt = hands.perform(action(ActionKind.DRAFT, content=CONTENT), [])
    assert receipt.origin is not None
    assert receipt.origin.folder == name


def test_no_drafts_folder_is_made_where_none_is_found() -> None:
    server = ScriptedImap({"LIST": '* LIST () "/" INBOX\r\n* LIST () "/" "Drafts of 2019"\r\n' + OK})
    with account(server) as (_, hands):
        receipt = hands.perform(action(ActionKind.DRAFT, content=CONTENT), [])
    assert receipt.outcome is Outcome.FAILED
    assert 'drafts = "..."' in receipt.detail
    assert not any(line.startswith(("CREATE", "APPEND")) for line in server.said)
