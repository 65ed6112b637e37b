"""IMAP's rarer moments, played by a scripted server: reading, logging in, waiting."""

from __future__ import annotations

import base64
import threading
import time

import pytest

from tests.edges.played import OK, SECRET, Rules, account, mails, settings
from tests.edges.scripted import CUT, SILENT, Listener, ScriptedImap
from triage.accounts import Imap
from triage.domain import Cursor
from triage.edges.imap.connection import Connection
from triage.edges.server import Login
from triage.errors import Refused, Unavailable

LISTING = "".join(
    f'* {n} FETCH (UID {n} RFC822.SIZE 20 INTERNALDATE "01-Feb-2026 10:00:00 +0000")\r\n' for n in (1, 2, 3)
)


def body(uid: int, words: str = "") -> str:
    text = f"Subject: {uid}\r\n\r\n{words}"
    return f"* {uid} FETCH (UID {uid} BODY[] {{{len(text)}}}\r\n{text})\r\n"


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIPTED", SECRET)


# --- for a person who sets it up ----------------------------------------------------------------------------------
def head(uid: int, words: str) -> str:
    text = f"Authentication-Results: {words}\r\n\r\n" if words else "\r\n"
    return f"* {uid} FETCH (UID {uid} BODY[HEADER.FIELDS (AUTHENTICATION-RESULTS)] {{{len(text)}}}\r\n{text})\r\n"


BORDERS = {
    "all the same": (["mx.a.example; spf=pass", "mx.a.example; none", "mx.a.example"], ("mx.a.example",)),
    "the most frequent first": (
        ["mx.b.example 1; x", "MX.A.example; x", "mx.a.example; x"],
        ("mx.a.example", "mx.b.example"),
    ),
    "no name of a host": (["spf=pass (sender ip is 192.0.2.1)", "localhost; none", ""], ()),
    "none has it": (["", "", ""], ()),
}


@pytest.mark.parametrize(("found", "names"), BORDERS.values(), ids=BORDERS.keys())
def test_who_writes_authentication_results_is_told_and_nothing_is_changed(
    found: list[str], names: tuple[str, ...]
) -> None:
    answer = "".join(head(uid, words) for uid, words in enumerate(found, 1)) + OK
    rules: Rules = {r"UID FETCH \d+:\* ": LISTING + OK, r"UID FETCH 1:3 \(UID BODY.PEEK\[HEADER.FIELDS": answer}
    server = ScriptedImap(rules)
    with account(server) as (mailbox, _):
        assert mailbox.border_names(30) == names
    commands = [line.split()[0] for line in server.said]
    assert "EXAMINE" in commands
    assert "SELECT" not in commands


# --- fetching ---------------------------------------------------------------------------------------------------
def test_a_mail_that_the_server_cannot_hand_out_does_not_stop_the_others() -> None:
    rules: Rules = {
        r"UID FETCH 1:\* ": LISTING + OK,
        r"UID FETCH 1:3 \(UID BODY.PEEK\[\]\)": body(1) + body(3) + "{tag} NO [SERVERBUG] broken\r\n",
        r"UID FETCH 2 \(UID BODY.PEEK\[\]\)": "{tag} NO [SERVERBUG] broken\r\n",
        r"UID FETCH 2 \(UID BODY.PEEK\[HEADER\]": "* 2 FETCH (UID 2 BODY[HEADER]<0> {9}\r\nTo: x\r\n\r\n)\r\n" + OK,
        r"UID FETCH (\d) \(UID BODY.PEEK\[\]\)": [body(1) + OK, body(3) + OK],
    }
    with account(ScriptedImap(rules)) as (mailbox, _):
        got = mails(mailbox)
    assert [raw.content for raw in got] == [b"Subject: 1\r\n\r\n", b"To: x\r\n\r\n", b"Subject: 3\r\n\r\n"]
    assert [raw.note for raw in got] == [None, "the server could not hand this mail out", None]


def test_a_mail_that_ends_the_connection_is_given_up_after_three_times() -> None:
    rules: Rules = {
        r"UID FETCH 1:\* ": LISTING + OK,
        r"UID FETCH (1:3|2|1,3) \(UID BODY.PEEK\[": [CUT],
        r"UID FETCH 1 \(UID BODY": body(1) + OK,
        r"UID FETCH 3 \(UID BODY": body(3) + OK,
    }
    with account(ScriptedImap(rules)) as (mailbox, _):
        for _attempt in range(3):
            with pytest.raises(Unavailable):
                mails(mailbox)
        got = mails(mailbox)
    assert [raw.content for raw in got] == [b"Subject: 1\r\n\r\n", b"", b"Subject: 3\r\n\r\n"]
    assert got[1].note is not None
    assert len({raw.id for raw in got}) == 3


def test_a_mail_that_vanished_between_listing_and_fetching_is_left_out() -> None:
    rules: Rules = {
        r"UID FETCH 1:\* ": LISTING + OK,
        r"UID FETCH 1:3 ": body(1) + body(3) + OK,
        r"UID FETCH 2 ": OK,
    }
    with account(ScriptedImap(rules)) as (mailbox, _):
        assert [raw.content for raw in mails(mailbox)] == [b"Subject: 1\r\n\r\n", b"Subject: 3\r\n\r\n"]


def test_two_mails_without_content_are_two_mails() -> None:
    empty = "".join(f'* {n} FETCH (UID {n} BODY[] "")\r\n' for n in (1, 2, 3))
    rules: Rules = {
        r"UID FETCH 1:\* ": LISTING + OK,
        r"UID FETCH .*BODY": empty + OK,
        r"UID FETCH \d \(UID RFC822": LISTING + OK,
    }
    with account(ScriptedImap(rules)) as (mailbox, _):
        got = mails(mailbox)
    assert [raw.content for raw in got] == [b""] * 3
    assert len({raw.id for raw in got}) == 3


def test_the_last_mail_that_n_star_always_names_is_not_read_again() -> None:
    rules: Rules = {r"UID FETCH 4:\*": LISTING.splitlines(keepends=True)[2] + OK}
    with account(ScriptedImap(rules)) as (mailbox, _):
        assert mails(mailbox, Cursor(mailbox="support", folder="INBOX", uidvalidity=7, last_uid=3)) == []


def test_sparse_numbers_are_crossed_in_few_steps() -> None:
    rules: Rules = {
        "SELECT": "* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 4000000000] n\r\n{tag} OK [READ-WRITE] done\r\n",
        r"UID FETCH \S+ \(UID RFC": OK,
    }
    server = ScriptedImap(rules)
    with account(server) as (mailbox, _):
        assert mails(mailbox) == []
    assert len([line for line in server.said if line.startswith("UID FETCH")]) < 30


# --- logging in ---------------------------------------------------------------------------------------------------
def test_the_server_is_told_who_we_are_before_a_folder_is_opened() -> None:
    server = ScriptedImap({"UID FETCH": OK}, capabilities="ID AUTH=PLAIN")
    with account(server) as (mailbox, _):
        mails(mailbox)
    verbs = [line.split()[0] for line in server.said]
    assert verbs.index("AUTHENTICATE") < verbs.index("ID") < verbs.index("SELECT")


def test_login_quotes_user_and_password_where_plain_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIPTED", 'a "b\\ ü')
    server = ScriptedImap({"UID FETCH": OK}, capabilities="")
    with account(server) as (mailbox, _):
        mails(mailbox)
    assert 'LOGIN "ann" "a \\"b\\\\ ü"' in server.said


LOGIN_FAULTS: list[tuple[str, type[Exception], str]] = [
    ("{tag} NO [AUTHENTICATIONFAILED] Invalid credentials\r\n", Refused, "check user and password"),
    ("{tag} NO LOGIN failed\r\n", Refused, "LOGIN failed"),
    ("{tag} NO [UNAVAILABLE] try again\r\n", Unavailable, "not possible right now"),
    ("{tag} NO [ALERT] Too many simultaneous connections. (Failure)\r\n", Unavailable, "Too many simultaneous"),
    ("{tag} BAD syntax\r\n", Refused, "did not understand the log-in"),
    ("{tag} NO your password " + SECRET + " is wrong\r\n", Refused, "password \\*\\*\\* is wrong"),
    (CUT, Unavailable, "the connection was lost"),
    (SILENT, Unavailable, "no answer within 1 s"),
]


@pytest.mark.parametrize("capabilities", ["AUTH=PLAIN", ""])
@pytest.mark.parametrize(("answer", "error", "words"), LOGIN_FAULTS)
def test_a_refused_login_says_what_to_do_and_no_secret(
    answer: str, error: type[Exception], words: str, capabilities: str
) -> None:
    server = ScriptedImap({"AUTHENTICATE|LOGIN": answer}, capabilities)
    with account(server, timeout=1) as (mailbox, _), pytest.raises(error, match=words) as caught:
        mailbox.folders()
    assert SECRET not in repr(caught.value)
    assert caught.value.__context__ is None, "nothing that holds the command hangs behind the error"
    assert "\n" not in str(caught.value)


def test_a_refused_token_is_renewed_once() -> None:
    asked: list[bool] = []

    def secret(renew: bool) -> str:
        asked.append(renew)
        return "new" if renew else "old"

    server = ScriptedImap(
        {"AUTHENTICATE": ["{tag} NO [AUTHENTICATIONFAILED] expired\r\n", OK]}, capabilities="AUTH=XOAUTH2"
    )
    with server:
        login = Login(user="ann", secret=secret, oauth=True)
        connection = Connection(settings(server.port).imap, login=login)
        assert "UIDPLUS" not in connection.capabilities
        connection.close()
    assert asked == [False, True]
    sent = [base64.b64decode(line.split()[-1]) for line in server.said if line.startswith("AUTHENTICATE")]
    assert sent == [f"user=ann\x01auth=Bearer {token}\x01\x01".encode() for token in ("old", "new")]


def test_starttls_that_is_not_offered_is_refused() -> None:
    with ScriptedImap() as server:
        connection = Connection(settings(server.port, security="starttls").imap)
        with pytest.raises(Refused, match="offers no STARTTLS"):
            connection.client()
    assert not any(line.startswith(("LOGIN", "AUTHENTICATE")) for line in server.said)


def test_a_server_that_never_greets_is_unavailable_in_time() -> None:
    with Listener(lambda peer: time.sleep(5)) as server:
        began = time.monotonic()
        with pytest.raises(Unavailable, match="no answer within 1 s"):
            Connection(settings(server.port, timeout=1).imap).client()
        assert time.monotonic() - began < 4


def test_nothing_listens() -> None:
    with ScriptedImap() as server:
        port = server.port
    with pytest.raises(Unavailable, match="nothing listens there"):
        Connection(settings(port).imap).client()


def test_an_unknown_host_name() -> None:
    server = Imap.model_validate(
        {"host": "no-such-host.example", "user": "ann", "password": {"env": "SCRIPTED"}, "timeout": 5}
    )
    with pytest.raises(Unavailable, match=r"no-such-host\.example:993: the host name is not found"):
        Connection(server).client()


# --- what may not leave -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("words", ["a\r\nX DELETE Q", "a\nb", "a\rb", "a\0b"])
def test_a_line_break_in_an_argument_reaches_no_server(words: str) -> None:
    server = ScriptedImap()
    with account(server) as (mailbox, hands):
        mailbox.folders()
        hands._connection.select(b"INBOX")
        with pytest.raises(Refused, match="line break or NUL"):
            hands._connection.uid("SEARCH", "HEADER", "Message-ID", words)
        assert hands._connection.select(b"INBOX", fresh=True).uidvalidity == 7, "the connection lives on"
    assert not any("DELETE" in line or "SEARCH" in line for line in server.said)


# --- waiting ------------------------------------------------------------------------------------------------------
def test_a_command_after_idle_on_a_dead_line_ends_in_time() -> None:
    rules: Rules = {"UID FETCH": [OK, SILENT], "IDLE": "+ idling\r\n", "NOOP|DONE": SILENT}
    with account(ScriptedImap(rules, "IDLE AUTH=PLAIN"), timeout=1) as (mailbox, _):
        mails(mailbox)
        assert not mailbox.wait(0.2)
        began = time.monotonic()
        with pytest.raises(Unavailable, match="no answer within 1 s"):
            mails(mailbox)
        assert time.monotonic() - began < 4


def test_idle_is_renewed_before_its_time_is_up() -> None:
    server = ScriptedImap({"UID FETCH": OK, "IDLE": "+ idling\r\n"}, "IDLE AUTH=PLAIN")
    with account(server, idle_minutes=0.5 / 60) as (mailbox, _):
        mails(mailbox)
        for _slice in range(8):
            assert not mailbox.wait(0.2)
    assert 2 <= server.said.count("IDLE") <= 5


def test_one_idle_lasts_over_many_waits() -> None:
    server = ScriptedImap({"UID FETCH": OK, "IDLE": "+ idling\r\n"}, "IDLE AUTH=PLAIN")
    with account(server) as (mailbox, _):
        mails(mailbox)
        assert [mailbox.wait(0.1) for _slice in range(5)] == [False] * 5
    assert server.said.count("IDLE") == 1


def test_a_server_that_refuses_idle_is_polled() -> None:
    server = ScriptedImap({"UID FETCH": OK, "IDLE": "{tag} NO not today\r\n"}, "IDLE AUTH=PLAIN")
    with account(server, poll_seconds=1) as (mailbox, _):
        mails(mailbox)
        assert not mailbox.wait(0.5)
    assert (server.said.count("IDLE"), "NOOP" in server.said) == (1, True)


def test_a_server_that_leaves_during_idle_is_unavailable() -> None:
    server = ScriptedImap({"UID FETCH": OK, "IDLE": "+ idling\r\n* BYE shutting down\r\n"}, "IDLE AUTH=PLAIN")
    with account(server) as (mailbox, _):
        mails(mailbox)
        with pytest.raises(Unavailable):
            any(mailbox.wait(0.2) for _slice in range(5))


def test_a_closed_connection_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    for _time in range(5):
        with account(ScriptedImap({"UID FETCH": OK, "IDLE": "+ idling\r\n"}, "IDLE AUTH=PLAIN")) as (mailbox, _):
            mails(mailbox)
            mailbox.wait(0.05)
    time.sleep(0.3)  # the scripted server's own threads
    assert threading.active_count() <= before + 1
