"""triage compensation: the ledger in an agent's hands, codes in, and whether it balances."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from tests.cli.terminal import Ran, Terminal
from triage.app import open_store
from triage.config import load
from triage.domain import Award, Case, CaseState, conversation_token
from triage.edges.store import schema
from triage.edges.store.steps import write_case
from triage.policy.compensation import Matter, proposal
from triage.settings import DEFAULT_COMPENSATION

NOW = datetime.now(UTC)
CASE = "4f2a" * 16
AUTHORITY = '[authority]\nagents = { "max@shop.example" = "expert" }\n'
Type = Callable[..., Ran]


@pytest.fixture
def type_in(triage: Terminal, shop: Path) -> Type:
    """`triage compensation ...` in a shop with one expert."""
    with (shop / "triage.toml").open("a", encoding="utf-8") as settings:
        settings.write(AUTHORITY)
    return lambda *words: triage("compensation", *words, "--config", shop)


def offer(shop: Path, cause: str = "delay", order: str = "NW-20417", case: str = CASE) -> Award:
    matter = Matter(case=case, mailbox="support", cause=cause, order=order)
    store = open_store(load(shop / "triage.toml"))
    made = store.ledger.propose(case, order, partial(proposal, DEFAULT_COMPENSATION, matter, now=NOW), NOW)
    store.database.close()
    assert made is not None
    return made


def test_awards_are_listed_for_people_and_for_programs(type_in: Type, shop: Path) -> None:
    offer(shop)
    offer(shop, cause="lost", order="", case="9" * 64)
    listed = type_in("list")
    assert (listed.status, "2 awards" in listed.err) == (0, True)
    assert "NW20417:delay:1" in listed.out
    assert "999999999999:lost:1" in listed.out
    assert "5% discount" in listed.out
    for case in (CASE, CASE[:8], conversation_token(CASE)):
        [row] = type_in("list", "--case", case, "--json").rows
        assert (row["key"], row["share"], row["state"], row["amount"]) == ("NW20417:delay:1", "0.05", "proposed", None)
    assert type_in("list", "--case", "77", "--json").rows == []


def test_an_agent_grants_what_her_tier_reaches(type_in: Type, shop: Path) -> None:
    offer(shop)
    offer(shop, cause="lost", order="B")
    assert "granted: 5% discount" in type_in("grant", "NW20417:delay:1", "--by", "Ann@shop.example").err
    refused = type_in("grant", "B:lost:1", "--by", "ann@shop.example")
    words = "B:lost:1 needs the tier advanced, and ann@shop.example is basic; see [authority]"
    assert (refused.status, refused.errors) == (1, [words])
    assert type_in("grant", "B:lost:1", "--by", "max@shop.example").status == 0
    assert [row["state"] for row in type_in("list", "--json").rows] == ["granted", "granted"]
    assert {row["by"] for row in type_in("list", "--json").rows} == {"ann@shop.example", "max@shop.example"}


def test_an_agent_takes_an_award_back(type_in: Type, shop: Path) -> None:
    offer(shop)
    assert (
        "withdrawn: 5% discount, NW20417:delay:1, by ann@shop.example"
        in type_in("withdraw", "NW20417:delay:1", "--by", "ann@shop.example").err
    )
    again = type_in("grant", "NW20417:delay:1", "--by", "ann@shop.example")
    assert (again.status, len(again.errors)) == (1, 1)
    assert "was withdrawn" in again.errors[0]


def test_an_agent_takes_back_no_more_than_she_may_grant(type_in: Type, shop: Path) -> None:
    offer(shop, cause="lost")
    type_in("grant", "NW20417:lost:1", "--by", "max@shop.example")
    refused = type_in("withdraw", "NW20417:lost:1", "--by", "nobody@elsewhere.example")
    words = "NW20417:lost:1 needs the tier advanced, and nobody@elsewhere.example is basic; see [authority]"
    assert (refused.status, refused.errors) == (1, [words])
    assert [row["state"] for row in type_in("list", "--json").rows] == ["granted"]
    assert type_in("withdraw", "NW20417:lost", "--by", "max@shop.example").status == 0


# --- an order is given no more than it brought ------------------------------------------------------------------------
MAX = ("--by", "max@shop.example")


@pytest.fixture
def dear_order(type_in: Type, shop: Path) -> Type:
    """An order of 900 EUR in a case."""
    (shop / "orders.csv").write_text("order,email,state,value,currency\nNW-20417,a@b.example,lost,900,EUR\n",
                                     encoding="utf-8")  # fmt: skip
    with (shop / "triage.toml").open("a", encoding="utf-8") as settings:
        settings.write('[orders]\nfile = "orders.csv"\n')
    open_case(shop)
    return type_in


def open_case(shop: Path, market: str = "europe") -> None:
    store = open_store(load(shop / "triage.toml"))
    case = Case(
        id=CASE, mailbox="support", state=CaseState.OPEN, intent="order_status", urgency="low", language="en",
        queue="Logistics", opened_at=NOW, customer_at=NOW, last_mail=CASE, order="NW-20417", market=market,
    )  # fmt: skip
    with store.database.write() as connection:
        write_case(connection, case)
    store.database.close()


def test_a_replacement_does_not_come_on_top_of_money(dear_order: Type) -> None:
    dear_order("propose", CASE[:6], "damage", *MAX)
    assert dear_order("grant", "NW20417:damage:1", *MAX).status == 0
    proposed = dear_order("propose", CASE[:6], "lost", *MAX)
    assert (proposed.status, "! not to be granted yet: NW20417:lost:1" in proposed.err) == (0, True)
    refused = dear_order("grant", "NW20417:lost:1", *MAX)
    assert refused.status == 1
    assert "NW20417:damage:1 (30% discount, 270.00 EUR)" in refused.errors[0]
    assert "triage compensation withdraw NW20417:damage:1" in refused.errors[0]
    assert dear_order("withdraw", "NW20417:damage:1", *MAX).status == 0
    assert dear_order("grant", "NW20417:lost:1", *MAX).status == 0
    assert dear_order("balance").status == 0


def test_money_does_not_come_on_top_of_a_replacement(dear_order: Type) -> None:
    dear_order("propose", CASE[:6], "lost", *MAX)
    dear_order("grant", "NW20417:lost:1", *MAX)
    (refused,) = dear_order("propose", CASE[:6], "damage", *MAX).errors
    assert (
        refused == "nothing more is to be proposed for damage here; what stands: NW20417:lost:1 (replacement, granted)"
    )


def test_the_balance_names_what_is_more_than_its_order(dear_order: Type, shop: Path) -> None:
    dear_order("propose", CASE[:6], "damage", *MAX)
    dear_order("grant", "NW20417:damage:1", *MAX)
    dear_order("propose", CASE[:6], "lost", *MAX)
    store = open_store(load(shop / "triage.toml"))
    with store.database.write() as connection:  # as an earlier version would have it
        connection.execute(update(schema.award).values(state="granted"))
    store.database.close()
    ran = dear_order("balance")
    assert (ran.status, "the ledger does not balance" in ran.err) == (1, True)
    assert "award NW20417:lost:1 (replacement): more than the order, together with NW20417:damage:1" in ran.err


@pytest.mark.parametrize("columns", ["80", "40"])
def test_keys_stand_whole_in_a_narrow_terminal(
    dear_order: Type, monkeypatch: pytest.MonkeyPatch, columns: str, shop: Path
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    offer(shop, cause="wrong_item", order="NORTHWIND-2026-000020417")
    dear_order("propose", CASE[:6], "congestion", *MAX)
    listed = dear_order("list").out
    assert "NORTHWIND2026000020417:wrong_item:1 " in listed
    assert "NW20417:congestion:1 " in listed


def test_what_was_given_above_an_agents_authority_is_told(type_in: Type, shop: Path) -> None:
    offer(shop, cause="lost")
    store = open_store(load(shop / "triage.toml"))
    store.ledger.grant("NW20417:lost:1", NOW, "ann@shop.example")  # her mail has left
    store.database.close()
    listed = type_in("list")
    assert "above" in listed.out
    assert "1 awards, 1 above the authority of who gave them" in listed.err
    assert [row["above_authority"] for row in type_in("list", "--json").rows] == [True]


@pytest.mark.parametrize("command", ["grant", "withdraw"])
def test_a_wrong_call_is_told(command: str, type_in: Type) -> None:
    assert "no award is called" in type_in(command, "X:delay:1", "--by", "ann@shop.example").errors[0]
    nobody = type_in(command, "X:delay:1", "--by", "ann")
    assert (nobody.status, "mail address" in nobody.err) == (2, True)
    assert type_in(command, "X:delay:1").status == 2


def test_a_person_proposes_what_no_mail_tells(type_in: Type, shop: Path) -> None:
    open_case(shop, market="north_america")
    ran = type_in("propose", CASE[:6], "congestion", "--by", "ann@shop.example")
    assert (ran.status, ran.out) == (0, "")
    assert "proposed: 10% discount and free shipping, NW20417:congestion:1" in ran.err
    [row] = type_in("list", "--json").rows
    assert (row["cause"], row["by"], row["case"], row["plus"]) == (
        "congestion",
        "ann@shop.example",
        CASE,
        "free_shipping",
    )
    assert "nothing more" in type_in("propose", CASE[:6], "delay", "--by", "ann@shop.example").errors[0]
    assert type_in("propose", CASE[:6], "weather", "--by", "ann@shop.example").status == 2
    assert 'there is no case "77aa"' in type_in("propose", "77aa", "data", "--by", "ann@shop.example").errors[0]


# --- codes ------------------------------------------------------------------------------------------------------------
def test_codes_go_in_from_a_file_and_are_counted(type_in: Type, triage: Terminal, shop: Path) -> None:
    (triage.folder / "codes.txt").write_text(
        "\ufeffSORRY-0001\r\nSORRY-0002\n\nSORRY-0001\n<script>\n", encoding="utf-8"
    )
    added = type_in("codes", "add", "codes.txt", "--kind", "discount_5", "--valid-until", "2090-06-30")
    assert added.status == 1
    assert "2 codes of discount_5 added" in added.err
    assert "1 there already: line 4" in added.err
    assert "1 refused, no code: line 5" in added.err
    assert "<script>" not in added.err + added.out
    offer(shop)
    counted = type_in("codes", "list")
    assert "discount_5: 1 free, 1 taken" in counted.err
    assert "SORRY" not in counted.out + counted.err
    assert type_in("codes", "list", "--json").rows == [{"kind": "discount_5", "free": 1, "ended": 0, "taken": 1}]
    assert "code SORRY" not in type_in("list").out
    assert "1 codes taken, 1 awards with a code" in type_in("balance").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "the table takes discount_5, discount_15"),
        (("--kind", "discount_7"), "the table takes discount_5, discount_15"),
        (("--kind", "discount_5", "--valid-until", "2020-01-01"), "are never given away"),
        (("--kind", "discount_5", "--valid-until", "soon"), "does not match the format"),
    ],
)
def test_codes_that_nobody_would_get_are_refused(
    words: tuple[str, ...], said: str, type_in: Type, triage: Terminal
) -> None:
    (triage.folder / "codes.txt").write_text("SORRY-0001\n", encoding="utf-8")
    ran = type_in("codes", "add", "codes.txt", *words)
    assert ran.status == 2
    assert said in " ".join(ran.err.replace("│", " ").split())
    assert type_in("codes", "list", "--json").rows == []


def test_a_file_that_is_no_text_is_told(type_in: Type, triage: Terminal) -> None:
    (triage.folder / "codes.bin").write_bytes(b"\xff\xfe\x00\x01")
    ran = type_in("codes", "add", "codes.bin", "--kind", "discount_5")
    assert (ran.status, ran.errors) == (78, ["codes.bin: is no text file in UTF-8; write one code a line"])
    assert type_in("codes", "add", "nowhere.txt", "--kind", "discount_5").status == 2


def test_an_empty_pool_is_a_line_of_the_check(type_in: Type, triage: Terminal, shop: Path) -> None:
    assert "none in the pool" in triage("check", "--config", shop).err
    (triage.folder / "codes.txt").write_text("SORRY-0001\n", encoding="utf-8")
    type_in("codes", "add", "codes.txt", "--kind", "discount_5")
    assert "discount_5 1 (low)" in triage("check", "--config", shop).err
    offer(shop)
    checked = triage("check", "--config", shop)
    assert "a pool is empty: discount_5 0 (low)" in checked.err
    assert checked.status != 0


# --- the balance ------------------------------------------------------------------------------------------------------
def test_the_ledger_balances(type_in: Type, shop: Path) -> None:
    empty = type_in("balance")
    assert (empty.status, "the ledger balances" in empty.err) == (0, True)
    offer(shop)
    ran = type_in("balance", "--json")
    assert (ran.status, ran.rows[0]["faults"], ran.rows[0]["totals"][0]["awards"]) == (0, [], 1)


def test_a_ledger_that_does_not_balance_names_the_rows(type_in: Type, triage: Terminal, shop: Path) -> None:
    (triage.folder / "codes.txt").write_text("SORRY-0001\n", encoding="utf-8")
    type_in("codes", "add", "codes.txt", "--kind", "discount_5")
    offer(shop)
    store = open_store(load(shop / "triage.toml"))
    with store.database.write() as connection:
        connection.execute(delete(schema.award))
    store.database.close()
    ran = type_in("balance")
    assert ran.status == 1
    assert "belongs to NW20417:delay:1, and there is no such award" in ran.err


# --- the table --------------------------------------------------------------------------------------------------------
def test_the_table_that_counts_is_shown(type_in: Type, shop: Path) -> None:
    shown = type_in("table").out
    for words in ("15% discount", "30% discount", "from 500 EUR", "10 USD voucher", "damage_3", "asia"):
        assert words in shown
    told = type_in("table").err
    for words in ("basic: granted by everybody", "expert: granted by max@shop.example", "7 of 22 rows"):
        assert words in told
    with (shop / "triage.toml").open("a", encoding="utf-8") as settings:
        settings.write('[[compensation]]\nname = "ours"\ncauses = ["lost"]\nkind = "refund"\n')
    shown = type_in("table").out
    assert "ours" in shown
    assert "damage_3" not in shown


def test_a_table_with_faults_stops_every_command(type_in: Type, shop: Path) -> None:
    with (shop / "triage.toml").open("a", encoding="utf-8") as settings:
        settings.write('[[compensation]]\nname = "ours"\ncauses = ["lost"]\nshare = 5\nstep = 2\n')
    ran = type_in("list")
    assert ran.status == 78
    assert [error.partition("triage.toml: ")[2] for error in ran.errors] == [
        "compensation: ours: share is 5; it is a part of one, so 5 % is 0.05",
        "compensation: ours: is step 2 for lost, unknown, north_america, and there is no step 1",
    ]
