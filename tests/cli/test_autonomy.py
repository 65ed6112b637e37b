"""autonomy: the table, levels given and taken by hand, a person's verdict, and the lines in status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from tests.cli.letters import MARKUP, STEERING
from tests.cli.terminal import Terminal
from triage.domain import Evidence, Level, Standing
from triage.edges.store import Database, SqlStandings, open_database, schema

NOW = datetime.now(UTC)
SETTINGS = """
[[mailbox]]
name = "{name}"
address = "help@shop.example"
[mailbox.imap]
host = "imap.shop.example"
user = "help@shop.example"
password = {{ env = "TRIAGE_NO_SUCH_VARIABLE" }}
"""
LOST = Standing(
    mailbox="support", intent="order_status", language="de", level=Level.DRAFT, base=Level.AUTO, by="evidence",
    at=NOW - timedelta(days=3), since=NOW - timedelta(days=3), why="2 of 3 judged answers in 7 days were wrong",
)  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "triage.toml").write_text(SETTINGS.format(name="support"), encoding="utf-8")
    return folder


@pytest.fixture
def database(shop: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{shop}/state/triage.db")
    yield opened
    opened.close()


@pytest.fixture
def triage(tmp_path: Path, shop: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", "110")
    return Terminal(tmp_path / "cache", shop)


def settings(shop: Path, words: str) -> None:
    file = shop / "triage.toml"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")


def decide(
    database: Database, number: int, intent: str = "order_status", outcome: str = "draft", days: float = 1
) -> str:
    name = f"{number:04x}" * 16
    values = {
        "mail_id": name, "mailbox": "support", "urgency": "low", "language": "en", "at": NOW - timedelta(days=days),
        "intent": intent, "queue": "Other", "confidence": 0.9, "due": None, "level": "shadow", "eligible": True,
        "outcome": outcome, "template": None, "guards": [], "hits": [], "misses": [], "model": "m1", "intents": {},
        "coverage": 0.9, "trust": 0.9,
    }  # fmt: skip
    with database.write() as connection:
        connection.execute(insert(schema.decision).values(**values))
    return name


def agree(database: Database, mails: int, wrong: int = 0, intent: str = "order_status", **more: object) -> None:
    """Drafts of a class that agents sent, the first of them rewritten."""
    for number in range(1, mails + 1):
        name = decide(database, number, intent)
        one = Evidence(
            mail_id=name, kind="sent", mailbox="support", at=NOW - timedelta(days=30), intent=intent, language="en",
            agrees=number > wrong, alone=True, edited=0.05, customer=f"c{number}", case=f"t{number}",
        )  # fmt: skip
        SqlStandings(database).note(replace(one, **more))  # type: ignore[arg-type]


def row(triage: Terminal, intent: str = "order_status", language: str = "en") -> dict[str, object]:
    rows = triage("autonomy", "--all", "--json").rows
    return next(one for one in rows if (one["intent"], one["language"]) == (intent, language))


# --- the table -------------------------------------------------------------------------------------------------------
def test_nothing_is_known_yet(triage: Terminal) -> None:
    ran = triage("autonomy")
    assert (ran.status, ran.err) == (0, "")
    assert "Nothing is known yet" in ran.out
    assert triage("autonomy", "--json").rows == []


def test_the_table_tells_where_a_class_stands_and_what_is_missing(
    triage: Terminal, database: Database, shop: Path
) -> None:
    settings(shop, '[levels.intents]\nrefund = "auto"')
    agree(database, 12, 1)
    SqlStandings(database).settle([replace(LOST, intent="refund")], (), NOW)
    out = triage("autonomy").out
    (line,) = [line.split() for line in out.splitlines() if line.startswith("order_status en")]
    assert line == ["order_status", "en", "shadow", "12", "11/12", "11", "66%", "10", "for", "draft"]
    (line,) = [line.split() for line in out.splitlines() if line.startswith("refund de")]
    assert line == ["refund", "de", "draft", "0", "0/0", "0", "of", "10", "0%", "299", "for", "auto"]
    assert f"refund (de): draft since {LOST.at:%d %b}, 2 of 3 judged answers in 7 days were wrong" in out
    assert "support: the settings say auto for refund, else shadow" in out


def test_every_line_fits_a_narrow_terminal(
    triage: Terminal, database: Database, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    settings(shop, '[levels]\ndefault = "draft"\n[levels.intents]\norder_status = "auto"\nfeedback = "auto"')
    agree(database, 8, 7, intent="cancel_or_change_order")
    lines = triage("autonomy").out.splitlines()
    assert lines[0] == "support: the settings say auto for feedback and order_status, else draft"
    (line,) = [line for line in lines if line.startswith("cancel_or_change_order en ")]
    assert line.split()[2:] == ["draft", "8", "1/8", "1", "of", "10", "1%", "1304", "for", "auto"]
    assert "customers: different ones with a right answer; 10 are needed" in lines
    assert "proven: the share that is surely right; draft wants 80%, auto 99%" in lines


def test_a_class_of_one_customer_is_told_that_it_needs_more(triage: Terminal, database: Database) -> None:
    agree(database, 30, customer="c1")
    ran = triage("autonomy", "raise", "order_status", "en")
    assert ran.status == 1
    assert "it needs 10 customers, has 1" in ran.errors[0]
    found = row(triage)
    assert (found["judged"], found["customers"], found["customers_wanted"]) == (2, 1, 10)
    assert "10 different customers" in " ".join(triage("autonomy", "--help").out.split())


RESTING = replace(LOST, language="en", by="dispute", why="a customer came back with a dispute", since=None, proven=True)


def test_a_class_that_rests_gets_its_level_back_by_a_persons_word(
    triage: Terminal, database: Database, shop: Path
) -> None:
    settings(shop, '[levels.intents]\norder_status = "auto"')
    name = decide(database, 1)
    angry = Evidence(
        mail_id=name, kind="reopened", mailbox="support", at=NOW - timedelta(days=4), intent="order_status",
        language="en", agrees=False, alone=True, grave=True,
    )  # fmt: skip
    SqlStandings(database).note(angry)
    with database.write() as connection:
        connection.execute(update(schema.decision).values(eligible=True))
    SqlStandings(database).settle([RESTING], (), NOW)
    assert f"rests to {RESTING.at + timedelta(days=7):%d %b}" in triage("autonomy").out
    assert (
        "If an answer that a customer complained of was right: triage autonomy verdict ID yes" in triage("autonomy").out
    )
    assert "it rests until" in triage("autonomy", "raise", "order_status", "en").errors[0]
    ran = triage("autonomy", "verdict", name[:8], "yes")
    assert "it is on auto again, a person has looked at it: the answer was right" in ran.err
    found = row(triage)
    assert (found["level"], found["how"], found["proven"], found["by"]) == ("auto", "given back", True, "back")


def test_json_has_the_figures(triage: Terminal, database: Database) -> None:
    agree(database, 12, 1)
    found = row(triage)
    told = {
        "level": "shadow", "how": "settings", "mails": 12, "judged": 12, "right": 11, "next": "draft", "wanted": 0.8,
        "missing": 10,
    }  # fmt: skip
    assert {name: found[name] for name in told} == told
    assert found["verdict"] == "stay"
    assert round(float(str(found["at_least"])), 2) == 0.66


def test_classes_that_an_alarm_took_are_counted_and_not_listed(
    triage: Terminal, database: Database, shop: Path
) -> None:
    settings(shop, '[levels.intents]\norder_status = "auto"')
    taken = [replace(LOST, language=language, by="drift", why="the mail has changed") for language in ("en", "de")]
    SqlStandings(database).settle(taken, (), NOW)
    out = triage("autonomy").out
    assert "and 2 classes without mail" in out
    assert len(triage("autonomy", "--all", "--json").rows) == 2
    assert f"order_status (de), order_status (en): draft since {LOST.at:%d %b}, the mail has changed" in out


def test_a_strangers_words_do_nothing_to_the_terminal(triage: Terminal, database: Database) -> None:
    """A model of the shop's own labels may call a class anything."""
    agree(database, 2, intent=f"{MARKUP}{STEERING}"[:80])
    for ran in (triage("autonomy"), triage("autonomy", "--json"), triage("status")):
        assert ran.status == 0
        assert "\x1b" not in ran.out + ran.err


# --- by hand ---------------------------------------------------------------------------------------------------------
def test_a_class_that_has_earned_it_is_raised(triage: Terminal, database: Database) -> None:
    agree(database, 20)
    ran = triage("autonomy", "raise", "order_status", "en")
    assert (ran.status, ran.err.strip()) == (0, "order_status in en is on draft now")
    found = row(triage)
    assert (found["level"], found["how"], found["by"], found["proven"]) == ("draft", "earned", "evidence", False)
    assert "20 of 20 answers were right" in str(found["why"])


def test_auto_that_was_earned_is_proven(triage: Terminal, database: Database, shop: Path) -> None:
    settings(shop, "[autonomy]\nauto_agreement = 0.9")
    agree(database, 50)
    for to in ("draft", "auto"):
        assert f"on {to} now" in triage("autonomy", "raise", "order_status", "en").err
    assert row(triage)["proven"] is True
    assert triage("autonomy", "raise", "order_status", "en").errors == ["order_status in en is on auto already"]


def test_a_class_that_has_not_is_told_what_is_missing(triage: Terminal, database: Database) -> None:
    agree(database, 12, 1)
    ran = triage("autonomy", "raise", "order_status", "en")
    assert ran.status == 1
    (line,) = ran.errors
    assert line == (
        "order_status in en has not earned draft: 11 of 12 answers were right, so at least 66%; 80% are wanted for "
        "draft: 10 more right ones are needed; --force gives it all the same"
    )
    assert row(triage)["level"] == "shadow"


def test_force_is_written_down_and_proves_nothing(triage: Terminal) -> None:
    for _ in range(2):
        ran = triage("autonomy", "raise", "refund", "ja", "--force")
        assert ran.status == 0
    assert "nothing proves it" in ran.err
    found = row(triage, "refund", "ja")
    assert (found["level"], found["how"], found["by"], found["proven"]) == ("auto", "by hand", "person", False)


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("raise", "dispute", "en", "--force"), 1, "dispute is never answered without a person"),
        (("raise", "refund", "ko", "--force"), 2, 'unknown language "ko"'),
        (("raise", "refnd", "en"), 2, 'unknown intent "refnd"; did you mean "refund"?'),
        (("raise", "refund", "en", "--mailbox", "sales"), 2, "there is no mailbox 'sales'"),
        (("lower", "refund", "en"), 1, "is on shadow already"),
        (("verdict", "ab", "yes"), 1, "4 characters are the least"),
        (("verdict", "abcdef", "maybe"), 2, "maybe"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    triage: Terminal, database: Database, words: tuple[str, ...], status: int, says: str
) -> None:
    SqlStandings(database).settle([replace(LOST, intent="dispute", language="en", base=Level.SHADOW)], (), NOW)
    ran = triage("autonomy", *words)
    assert ran.status == status
    assert says in " ".join(ran.err.replace("│", " ").split())
    assert "Traceback" not in ran.err


def test_a_level_is_taken_by_hand_and_its_evidence_with_it(triage: Terminal, database: Database) -> None:
    agree(database, 20)
    triage("autonomy", "raise", "order_status", "en")
    assert "on shadow now" in triage("autonomy", "lower", "order_status", "en").err
    found = row(triage)
    assert (found["level"], found["by"], found["judged"]) == ("shadow", "person", 0)


def test_while_the_breaker_is_open_nothing_goes_to_auto(triage: Terminal, database: Database) -> None:
    SqlStandings(database).settle([replace(LOST, base=Level.SHADOW)], (), NOW)
    with database.write() as connection:
        connection.execute(insert(schema.setting).values(name="breaker:support", value="99 replies in an hour"))
    ran = triage("autonomy", "raise", "order_status", "de", "--force")
    assert (ran.status, ran.errors) == (
        1, ["automatic sending is stopped: 99 replies in an hour; look, then: triage resume support"],
    )  # fmt: skip
    triage("resume", "support")
    assert triage("autonomy", "raise", "order_status", "de", "--force").status == 0


def test_while_the_mail_has_changed_only_force_gives_auto(triage: Terminal, database: Database, shop: Path) -> None:
    settings(shop, "[autonomy]\nauto_agreement = 0.9")
    agree(database, 50)
    triage("autonomy", "raise", "order_status", "en")
    for number in range(200):
        decide(database, 1000 + number, days=30)
        decide(database, 2000 + number, intent="refund")
    ran = triage("autonomy", "raise", "order_status", "en")
    assert ran.status == 1
    assert "the mail has changed since" in ran.errors[0]
    assert triage("autonomy", "raise", "order_status", "en", "--force").status == 0


def test_of_several_mailboxes_one_must_be_named(triage: Terminal, shop: Path) -> None:
    settings(shop, SETTINGS.format(name="sales"))
    assert "name one with --mailbox (support, sales)" in " ".join(
        triage("autonomy", "raise", "refund", "en").err.split()
    )
    assert triage("autonomy", "raise", "refund", "en", "--mailbox", "sales", "--force").status == 0
    assert [one["mailbox"] for one in triage("autonomy", "--all", "--json").rows] == ["sales"]


# --- a person's verdict ----------------------------------------------------------------------------------------------
def test_a_persons_word_outweighs_the_rest(triage: Terminal, database: Database) -> None:
    agree(database, 12, 1)
    ran = triage("autonomy", "verdict", "00010001", "yes")
    assert (ran.status, row(triage)["right"]) == (0, 12)
    assert "noted; order_status in en: 12 of 12 answers were right" in ran.err
    triage("autonomy", "verdict", "00010001", "no")
    assert row(triage)["right"] == 11


def test_a_mail_without_an_answer_has_no_verdict(triage: Terminal, database: Database) -> None:
    decide(database, 7, outcome="person")
    ran = triage("autonomy", "verdict", "00070007", "yes")
    assert ran.errors == ["no answer was written to this mail, so there is none that could be right"]


# --- status ----------------------------------------------------------------------------------------------------------
def test_status_tells_what_was_lost_and_what_was_earned(triage: Terminal, database: Database, shop: Path) -> None:
    settings(shop, '[levels.intents]\norder_status = "auto"')
    agree(database, 20, intent="refund")
    SqlStandings(database).settle([LOST, replace(LOST, language="fr")], (), NOW)
    lines = triage("status").err.splitlines()
    lost = "! support: order_status (de), order_status (fr): only on draft now, 2 of 3 judged answers in 7 days were"
    assert f"{lost} wrong; see: triage autonomy" in lines
    assert "support: refund in en has earned draft; give it: triage autonomy raise refund en" in lines


def test_status_is_silent_of_a_level_that_the_settings_have_changed_since(triage: Terminal, database: Database) -> None:
    SqlStandings(database).settle([LOST], (), NOW)
    assert "only on draft" not in triage("status").err, "the settings say shadow now"


def test_faulty_settings_are_one_line_each(triage: Terminal, shop: Path) -> None:
    settings(shop, "[autonomy]\ndraft_agreement = 80\nfall_afer = 1")
    ran = triage("autonomy")
    assert ran.status == 78
    assert any('"autonomy.fall_afer"; did you mean "fall_after"?' in line for line in ran.errors)
