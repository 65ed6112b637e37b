"""The ledger: nothing is stacked, each code is given once, and everything adds up."""

import logging
import stat
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from triage.domain import Award, AwardState
from triage.edges.code_command import code_maker
from triage.edges.store import Database, SqlLedger, open_database, schema
from triage.edges.store.awards import every_award, find_award, forget_awards, read_awards, write_award
from triage.edges.store.balance import balance
from triage.edges.store.codes import add_codes, is_code, pools, take_code
from triage.errors import Refused, Unavailable
from triage.policy.compensation import Matter, proposal
from triage.policy.compensation_heard import heard_in
from triage.settings import DEFAULT_COMPENSATION, Authority, Codes

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOON, LATER = NOW + timedelta(days=3), NOW + timedelta(days=60)
CASE, OTHER = "c" * 64, "d" * 64
ANN = "ann@shop.example"
Choose = Callable[[Sequence[Award]], Award | None]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path}/state/triage.db")
    yield opened
    opened.close()


@pytest.fixture
def ledger(database: Database) -> SqlLedger:
    return SqlLedger(database)


def late(case: str = CASE, order: str = "NW-20417", **more: Any) -> Choose:
    """What is chosen for a delayed order."""
    values = {"cause": "delay", "value": Decimal(80), "currency": "EUR"}
    matter = Matter(case=case, mailbox="support", order=order, **values | more)
    return partial(proposal, DEFAULT_COMPENSATION, matter, now=NOW)


def offer(ledger: SqlLedger, case: str = CASE, order: str = "NW-20417", **more: Any) -> Award:
    made = ledger.propose(case, order, late(case, order, **more), NOW)
    assert made is not None
    return made


def sent(ledger: SqlLedger, text: str, case: str = CASE, order: str = "NW-20417") -> tuple[Award, ...]:
    """What an agent's mail in a case does to the ledger."""
    matter = Matter(case=case, mailbox="support", cause="delay", order=order, by=ANN)
    hear = partial(heard_in, text, matter, table=DEFAULT_COMPENSATION, authority=Authority(), now=NOW)
    return ledger.sent(case, order, hear, NOW, ANN)


def fill(database: Database, *codes: str, kind: str = "discount_5", until: datetime | None = None) -> None:
    with database.write() as connection:
        assert add_codes(connection, codes, kind, until, NOW).added == len(codes)


def holders(database: Database) -> dict[str, str | None]:
    with database.read() as connection:
        return {row.code: row.award for row in connection.execute(select(schema.code))}


def in_balance(database: Database) -> tuple[str, ...]:
    with database.read() as connection:
        return balance(connection).faults


# --- awards -----------------------------------------------------------------------------------------------------------
def test_an_award_comes_back_as_it_went_in(database: Database, ledger: SqlLedger) -> None:
    made = Award(
        key="A:delay:1", case=CASE, mailbox="support", order="A", cause="delay", step=1, kind="discount", at=NOW,
        share=Decimal("0.050"), amount=Decimal("1234567890.10"), currency="EUR", plus="gift", valid_until=LATER,
        tier="expert", by=ANN,
    )  # fmt: skip
    with database.write() as connection:
        write_award(connection, made)
        write_award(connection, replace(made, kind="refund"))  # the same step is the same row
    assert ledger.awards(CASE, "") == (made,)
    assert ledger.awards("", "a") == (made,)
    assert ledger.awards(OTHER, "AB") == ()


def test_an_orders_awards_are_found_however_it_is_written(ledger: SqlLedger) -> None:
    made = offer(ledger)
    assert ledger.awards(OTHER, "#nw 20417") == (made,)
    offer(ledger, "e" * 64, "NW-20417B")
    assert ledger.awards(OTHER, "NW-20417") == (made,)
    assert ledger.awards(OTHER, "NW-2041") == ledger.awards(OTHER, "NW-204170") == ledger.awards(OTHER, "") == ()


def test_the_same_proposal_twice_is_one_row(database: Database, ledger: SqlLedger) -> None:
    assert offer(ledger) == offer(ledger)
    assert ledger.propose(OTHER, "NW-20417", late(OTHER), NOW) is None
    with database.read() as connection:
        assert len(every_award(connection)) == 1


def test_a_ladder_goes_on_once_a_step_is_granted(ledger: SqlLedger) -> None:
    first = offer(ledger)
    assert ledger.grant(first.key, NOW, ANN) == replace(first, state=AwardState.GRANTED, by=ANN)
    assert ledger.grant(first.key, NOW, "max@shop.example").by == ANN  # twice is once
    assert offer(ledger).step == 2


def test_what_is_withdrawn_is_offered_anew_as_another_row(database: Database, ledger: SqlLedger) -> None:
    first = offer(ledger)
    assert ledger.withdraw(first.key, NOW, ANN).state is AwardState.WITHDRAWN
    assert ledger.withdraw(first.key, NOW, ANN).state is AwardState.WITHDRAWN
    with pytest.raises(Refused, match="was withdrawn"):
        ledger.grant(first.key, NOW, ANN)
    assert offer(ledger).key == "NW20417:delay:1:2"
    assert in_balance(database) == ()


def test_granting_and_withdrawing_stand_in_the_timeline(database: Database, ledger: SqlLedger) -> None:
    made = offer(ledger)
    ledger.grant(made.key, NOW, ANN)
    ledger.grant(made.key, NOW, ANN)
    ledger.withdraw(made.key, NOW, ANN)
    with database.read() as connection:
        rows = connection.execute(select(schema.event.c.kind, schema.event.c.case, schema.event.c.detail)).all()
    words = f"discount for delay, step 1, by {ANN}"
    assert [tuple(row) for row in rows] == [("granted", CASE, words), ("withdrawn", CASE, words)]


def test_what_an_agents_mail_names_is_granted(database: Database, ledger: SqlLedger) -> None:
    fill(database, "SORRY-0001")
    made = offer(ledger)
    assert sent(ledger, "We are looking into it.") == ()
    assert sent(ledger, "Your code: SORRY-0001", OTHER, "") == ()
    assert sent(ledger, "Your code: SORRY-0001") == (replace(made, state=AwardState.GRANTED, by=ANN),)
    assert sent(ledger, "Your code: SORRY-0001") == ()


def test_what_an_agent_gives_by_herself_is_written_down_once_with_what_is_to_be_told(
    database: Database, ledger: SqlLedger
) -> None:
    for _ in range(2):
        sent(ledger, "We offer you 30% off.")
    (made,) = ledger.awards(CASE, "NW-20417")
    assert (made.key, made.state, made.by, made.tier) == ("NW20417:by_hand:1", AwardState.GRANTED, ANN, "expert")
    with database.read() as connection:
        kinds = connection.execute(select(schema.event.c.kind)).scalars().all()
    assert kinds == ["above_authority", "granted"]
    assert in_balance(database) == ()
    assert ledger.propose(CASE, "NW-20417", late(cause="customs"), NOW) is None  # the machine puts nothing on top


def test_what_a_person_has_proposed_stays_hers_whoever_tells_it(ledger: SqlLedger) -> None:
    offer(ledger, by="max@shop.example")
    assert [one.by for one in sent(ledger, "We offer you 5% off.")] == ["max@shop.example"]


def test_who_may_not_is_asked_in_the_same_transaction(ledger: SqlLedger) -> None:
    made = offer(ledger)
    seen: list[tuple[Award, Sequence[Award]]] = []

    def refuse(one: Award, standing: Sequence[Award]) -> str:
        seen.append((one, standing))
        return "not you"

    for change in (ledger.grant, ledger.withdraw):
        with pytest.raises(Refused, match="not you"):
            change(made.key, NOW, ANN, refuse)
    assert seen == [(made, (made,))] * 2
    assert ledger.awards(CASE, "") == (made,)
    assert ledger.grant(made.key, NOW, ANN, lambda one, standing: "").state is AwardState.GRANTED


@pytest.mark.parametrize(
    "key",
    ["NW2:delay:1", "NW2041", "NW2041:", "nw20417:delay:1", "", ":", "%:delay:1", f"{CASE[:3]}:delay:1", "NW20417:d:1"],
)
def test_an_orders_number_is_named_in_full(database: Database, ledger: SqlLedger, key: str) -> None:
    offer(ledger)
    offer(ledger, order="")
    with pytest.raises(Refused, match="no award is called"):
        ledger.grant(key, NOW, ANN)


def test_of_a_cases_id_the_beginning_does(database: Database, ledger: SqlLedger) -> None:
    made = offer(ledger, order="")
    with database.read() as connection:
        assert find_award(connection, f"{CASE[:4]}:delay:1") == made


@pytest.mark.parametrize("key", ["NW20417:delay:1", "NW20417:delay", "NW20417:d", "NW20417"])
def test_of_what_follows_the_beginning_does_where_one_award_begins_so(
    database: Database, ledger: SqlLedger, key: str
) -> None:
    made = offer(ledger)
    offer(ledger, OTHER, "NW-20418")
    with database.read() as connection:
        assert find_award(connection, key) == made


def test_where_several_begin_so_they_are_named(database: Database, ledger: SqlLedger) -> None:
    ledger.withdraw(offer(ledger).key, NOW, ANN)
    again = offer(ledger)
    with database.read() as connection:
        assert find_award(connection, "NW20417:delay:1").state is AwardState.WITHDRAWN  # a whole key is that award
        assert find_award(connection, "NW20417:delay:1:2") == again
        with pytest.raises(Refused, match="NW20417:delay:1, NW20417:delay:1:2; write the whole of it"):
            find_award(connection, "NW20417:delay")


def test_two_cases_at_once_do_not_both_pay(database: Database) -> None:
    barrier, made = threading.Barrier(8), []

    def run(number: int) -> None:
        case = f"{number:064}"
        barrier.wait()
        made.append(SqlLedger(database).propose(case, "NW-20417", late(case), NOW))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one is not None for one in made) == 1


# --- codes ------------------------------------------------------------------------------------------------------------
def test_a_code_goes_with_its_award_and_ends_with_the_earlier_of_both(database: Database, ledger: SqlLedger) -> None:
    fill(database, "SORRY-0001", until=NOW + timedelta(days=20))
    made = offer(ledger)
    assert (made.code, made.valid_until) == ("SORRY-0001", NOW + timedelta(days=20))
    assert ledger.awards(CASE, "") == (made,)
    assert offer(ledger) == made
    assert holders(database) == {"SORRY-0001": made.key}
    assert in_balance(database) == ()


def test_a_code_of_another_worth_or_without_time_is_not_given(database: Database, ledger: SqlLedger) -> None:
    fill(database, "FIFTEEN-1", kind="discount_15")
    fill(database, "ENDED-0001", until=NOW - timedelta(days=1))
    fill(database, "SOON-0001", until=SOON)
    assert offer(ledger).code == ""
    assert offer(ledger, order="B", cause="lost").code == ""
    with database.read() as connection:
        counted = {
            pool.kind: (pool.free, pool.ended, pool.taken) for pool in pools(connection, NOW + timedelta(days=7))
        }
    assert counted == {"discount_15": (1, 0, 0), "discount_5": (0, 2, 0)}


def test_what_ends_first_goes_first(database: Database, ledger: SqlLedger) -> None:
    fill(database, "NEVER-001")
    fill(database, "LATER-001", until=LATER)
    fill(database, "SOONER-01", until=LATER - timedelta(days=10))
    assert [offer(ledger, order=order).code for order in "ABC"] == ["SOONER-01", "LATER-001", "NEVER-001"]


def test_a_code_is_free_again_only_if_nobody_was_told(database: Database, ledger: SqlLedger) -> None:
    fill(database, "SORRY-0001", "SORRY-0002")
    seen, unseen = offer(ledger, order="A"), offer(ledger, order="B")
    ledger.grant(seen.key, NOW, ANN)
    assert ledger.withdraw(seen.key, NOW, ANN).code == seen.code
    assert ledger.withdraw(unseen.key, NOW, ANN).code == ""
    assert holders(database) == {seen.code: seen.key, unseen.code: None}
    assert offer(ledger, order="C").code == unseen.code
    assert offer(ledger, order="A").code == ""
    assert in_balance(database) == ()


def test_an_award_without_a_code_gets_one_when_the_pool_is_filled(database: Database, ledger: SqlLedger) -> None:
    assert offer(ledger).code == ""
    fill(database, "SORRY-0001")
    assert offer(ledger).code == "SORRY-0001"


def test_many_at_once_get_a_code_each(database: Database) -> None:
    fill(database, *(f"CODE-{number:04}" for number in range(6)))
    barrier, made = threading.Barrier(8), []

    def run(number: int) -> None:
        barrier.wait()
        made.append(offer(SqlLedger(database), f"{number:064}", f"ORDER{number}"))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    given = [one.code for one in made if one.code]
    assert len(made) == 8
    assert len(given) == len(set(given)) == 6
    assert in_balance(database) == ()


def test_two_processes_cannot_take_the_same_code(tmp_path: Path) -> None:
    """Each opens the database for itself; the second finds the code taken, or waits until it is."""
    url = f"sqlite:///{tmp_path}/two.db"
    one, other = open_database(url), open_database(url)
    fill(one, "SORRY-0001")
    with one.write() as connection:
        assert take_code(connection, "discount_5", NOW, "a") == ("SORRY-0001", None)
    with other.write() as connection:
        assert take_code(connection, "discount_5", NOW, "b") is None
    one.close()
    other.close()


# --- a file of codes --------------------------------------------------------------------------------------------------
def test_a_file_is_read_line_by_line_and_nothing_is_lost(database: Database) -> None:
    fill(database, "KNOWN-001")
    lines = [
        "NEW-0001",
        "",
        " NEW-0002 ",
        "KNOWN-001",
        "NEW-0001",
        "bad code",
        "=SUM(A1)",
        "\u202eEVIL-01",
        "a" * 41,
        "abc",
    ]
    with database.write() as connection:
        done = add_codes(connection, lines, "discount_5", None, NOW)
    assert (done.added, done.known, done.refused) == (2, (4, 5), (6, 7, 8, 9, 10))
    assert set(holders(database)) == {"KNOWN-001", "NEW-0001", "NEW-0002"}


@pytest.mark.parametrize("text", ["ABCD", "a-b-c-d", "4711", "x" * 40])
def test_codes(text: str) -> None:
    assert is_code(text)


@pytest.mark.parametrize(
    "text", ["", "ABC", "x" * 41, "A BCD", "ABCD\n", "ÄBCD", "<b>hi", "{{7*7}}", "ABCD;", "１２３４"]
)
def test_no_codes(text: str) -> None:
    assert not is_code(text)


# --- a command for codes ----------------------------------------------------------------------------------------------
def script(folder: Path, words: str) -> str:
    path = folder / "make-code"
    path.write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_command_makes_codes_where_the_pool_has_none(database: Database, tmp_path: Path) -> None:
    make = code_maker([script(tmp_path, 'echo "MADE-$2-$$" | tr _ -'), "--kind", "{kind}"], 10)
    ledger = SqlLedger(database, make=make)
    fill(database, "SORRY-0001")
    assert offer(ledger, order="A").code == "SORRY-0001"
    made = offer(ledger, order="B")
    assert made.code.startswith("MADE-discount-5-")
    assert offer(ledger, order="B") == made
    assert in_balance(database) == ()


FAILING = {
    "exit 3": "failed with status 3",
    "echo": "must print one code",
    "echo 'two codes'": "must print one code",
    "printf 'ABCD\\nEFGH\\n'": "must print one code",
    "printf '\\377\\376\\000'": "must print one code",
    "sleep 60 & sleep 60": "took more than 0.3 seconds",
}


@pytest.mark.parametrize("words", FAILING)
def test_a_failing_command_is_told_and_the_offer_stays_proposed(
    words: str, database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = SqlLedger(database, make=code_maker([script(tmp_path, words)], 0.3 if "sleep" in words else 10))
    began = time.monotonic()
    with caplog.at_level(logging.WARNING):
        made = offer(ledger)
    assert (made.code, made.state) == ("", AwardState.PROPOSED)
    assert FAILING[words] in caplog.records[-1].why  # type: ignore[attr-defined]
    assert time.monotonic() - began < 8
    assert in_balance(database) == ()


def test_a_command_that_is_not_there_is_told() -> None:
    make = code_maker(["/nowhere/make-code"], 10)
    assert make is not None
    with pytest.raises(Unavailable, match="cannot be run"):
        make("discount_5")
    assert code_maker([], 10) is None


def test_a_command_is_run_without_a_shell(tmp_path: Path) -> None:
    make = code_maker([script(tmp_path, 'printf "GOT-%s" "$#"'), "; touch /tmp/never", "$(id)", "{kind}"], 10)
    assert make is not None
    assert make("a b; c") == "GOT-3"


def test_a_command_that_repeats_itself_gives_a_code_once(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    ledger = SqlLedger(database, make=lambda kind: "SAME-0001")
    with caplog.at_level(logging.WARNING):
        assert [offer(ledger, order=order).code for order in "AB"] == ["SAME-0001", ""]
    assert "one of the pool's" in caplog.records[-1].why  # type: ignore[attr-defined]
    assert in_balance(database) == ()


def test_a_code_made_for_an_award_that_has_one_by_now_goes_to_the_pool(database: Database) -> None:
    plain = SqlLedger(database)

    def slow(kind: str) -> str:
        fill(database, "SORRY-0001")
        offer(plain)
        return "MADE-0001"

    assert offer(SqlLedger(database, make=slow)).code == "SORRY-0001"
    assert holders(database)["MADE-0001"] is None
    assert in_balance(database) == ()


# --- the balance, and a person's data ---------------------------------------------------------------------------------
def test_the_ledger_adds_up(database: Database, ledger: SqlLedger) -> None:
    fill(database, "SORRY-0001")
    ledger.grant(offer(ledger, order="A").key, NOW, ANN)
    offer(ledger, order="B")
    ledger.withdraw(offer(ledger, order="C").key, NOW, ANN)
    offer(ledger, order="D", cause="lost")
    with database.read() as connection:
        found = balance(connection)
    told = {(total.state, total.currency): (total.awards, total.amount) for total in found.totals}
    assert told == {
        ("granted", "EUR"): (1, Decimal("4.00")), ("proposed", "EUR"): (1, Decimal("4.00")),
        ("proposed", ""): (1, Decimal(0)), ("withdrawn", "EUR"): (1, Decimal("4.00")),
    }  # fmt: skip
    assert (found.codes_taken, found.awards_with_codes, found.faults) == (1, 1, ())


BROKEN: dict[str, tuple[Any, str]] = {
    "a code without its award": (delete(schema.award), "there is no such award"),
    "an award with a strange code": (update(schema.award).values(code="STRANGE-1"), "does not know as its own"),
    "a code that was freed by hand": (update(schema.code).values(award=None), "does not know as its own"),
    "an award that lost its code": (update(schema.award).values(code=""), "a second code is taken for it"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_does_not_fit_together_is_named(name: str, database: Database, ledger: SqlLedger) -> None:
    fill(database, "SORRY-0001")
    offer(ledger)
    statement, words = BROKEN[name]
    with database.write() as connection:
        connection.execute(statement)
    assert any(words in fault for fault in in_balance(database)), in_balance(database)


def test_a_step_that_stands_twice_is_named(database: Database, ledger: SqlLedger) -> None:
    made = offer(ledger)
    with database.write() as connection:
        write_award(connection, replace(made, key=f"{made.key}:2"))
    assert in_balance(database) == ("award NW20417:delay:1: stands 2 times",)


GIVEN: dict[str, tuple[tuple[str, ...], str]] = {
    "a replacement beside money": (("NW-20417:damage", "NW-20417:lost"), "NW20417:lost:1 (replacement)"),
    "in a case that knew no order yet": ((":damage", "NW-20417:lost"), "NW20417:lost:1 (replacement)"),
    "money alone": (("NW-20417:damage",), ""),
    "two orders": (("NW-20417:damage", "NW-20418:lost"), ""),
}


@pytest.mark.parametrize(("given", "named"), GIVEN.values(), ids=GIVEN.keys())
def test_an_order_that_was_given_more_than_it_brought_is_named(
    database: Database, ledger: SqlLedger, given: tuple[str, ...], named: str
) -> None:
    for number, words in enumerate(given):
        order, _, cause = words.partition(":")
        kind = "replacement" if cause == "lost" else "refund_part"
        matter = Matter(case=CASE, mailbox="support", cause=cause, order=order)
        with database.write() as connection:
            write_award(connection, Award(
                key=f"{matter.holder}:{cause}:1", case=CASE, mailbox="support", order=order, cause=cause, step=1,
                kind=kind, at=NOW + timedelta(hours=number), share=Decimal("0.2") if kind == "refund_part" else None,
                state=AwardState.GRANTED,
            ))  # fmt: skip
    faults = in_balance(database)
    assert [named in fault and "more than the order" in fault for fault in faults] == ([True] if named else [])


def test_sums_are_compared_with_what_the_order_brought(database: Database, ledger: SqlLedger) -> None:
    ledger.grant(offer(ledger, cause="data").key, NOW, ANN)
    with database.write() as connection:
        connection.execute(update(schema.award).values(amount="81"))
    assert in_balance(database) == ()  # nobody knows what the order brought
    with database.read() as connection:
        assert balance(connection, lambda order: (Decimal(81), "EUR")).faults == ()
        (fault,) = balance(connection, lambda order: (Decimal(80), "EUR")).faults
    assert "NW20417:data:1 (81 EUR voucher): more than the order" in fault


def test_a_persons_awards_go_and_their_codes_are_never_given_again(database: Database, ledger: SqlLedger) -> None:
    fill(database, "SORRY-0001", "SORRY-0002")
    offer(ledger, order="CANARY1")
    kept = offer(ledger, OTHER, "B")
    with database.write() as connection:
        assert forget_awards(connection, [CASE]) == 1
        assert read_awards(connection, CASE, "CANARY1") == ()
        assert read_awards(connection, OTHER, "") == (kept,)
    assert sorted(map(str, holders(database).values())) == ["B:delay:1", "erased"]
    assert offer(ledger, order="CANARY1").code == ""
    assert in_balance(database) == ()


def test_for_how_long_a_code_must_hold_is_a_setting(database: Database) -> None:
    fill(database, "SOON-0001", until=NOW + timedelta(days=5))
    assert offer(SqlLedger(database), order="A").code == ""
    assert offer(SqlLedger(database, Codes(least_days=4)), order="A").code == "SOON-0001"
