"""triage cases and what a shop owner may get wrong about them: ids that are none or several, customers who differ."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from tests.cli.terminal import Ran, Terminal
from triage.app import open_store
from triage.config import load
from triage.domain import Award, Case, CaseState, conversation_token
from triage.edges.store import schema
from triage.edges.store.awards import write_award
from triage.edges.store.steps import write_case

NOW = datetime.now(UTC)
ONE, TWO, THREE = "4f2a91" + "0" * 58, "4f2a77" + "0" * 58, "b0b0b0" + "0" * 58
Type = Callable[..., Ran]


@pytest.fixture
def type_in(triage: Terminal, shop: Path) -> Type:
    """`triage ...` in a shop with two cases of Ann's and one of Bob's."""
    store = open_store(load(shop / "triage.toml"))
    with store.database.write() as connection:
        for case_id, sender, order in ((ONE, "ann@a.example", "1001"), (TWO, "Ann@a.example", "2002"),
                                       (THREE, "bob@b.example", "3003")):  # fmt: skip
            write_case(connection, Case(
                id=case_id, mailbox="support", state=CaseState.OPEN, intent="refund", urgency="normal", language="en",
                queue="Money", opened_at=NOW, customer_at=NOW, last_mail=case_id, order=order, due=NOW, next_update=NOW,
            ))  # fmt: skip
            connection.execute(insert(schema.mail).values(
                id=case_id, mailbox="support", content=b"x", received_at=NOW, state="decided", strikes=0,
                stored_at=NOW, sender=sender, subject=f"Re: Order {order} \x1b[31m", conversation=case_id,
            ))  # fmt: skip
        write_award(connection, Award(
            key="1001:delay:1", case=ONE, mailbox="support", order="1001", cause="delay", step=1, kind="discount",
            at=NOW, share=Decimal("0.05"),
        ))  # fmt: skip
    store.database.close()
    return lambda *words: triage(*words, "--config", shop)


def left(shop: Path) -> set[str]:
    store = open_store(load(shop / "triage.toml"))
    with store.database.read() as connection:
        found = set(connection.execute(select(schema.cases.c.id)).scalars())
    store.database.close()
    return found


def test_cases_of_two_customers_are_joined_only_when_somebody_says_so(type_in: Type, shop: Path) -> None:
    ran = type_in("cases", "merge", THREE[:6], ONE[:6])
    assert ran.status == 1
    assert "b0b0b0000000 (Money: refund, normal, new customer, open) and 4f2a91000000" in ran.errors[0]
    assert "--yes joins them" in ran.errors[0]
    assert "@" not in ran.errors[0]
    assert left(shop) == {ONE, TWO, THREE}
    assert type_in("cases", "merge", THREE[:6], ONE[:6], "--yes").status == 0
    assert left(shop) == {ONE, TWO}


def test_cases_of_one_customer_are_joined_at_once(type_in: Type, shop: Path) -> None:
    assert type_in("cases", "merge", TWO[:6], ONE[:6]).status == 0
    assert left(shop) == {ONE, THREE}


def test_an_award_of_another_order_is_granted_only_when_somebody_says_so(type_in: Type) -> None:
    grant = ("compensation", "grant", "1001:delay:1", "--by", "ann@shop.example")
    type_in("cases", "merge", ONE[:6], TWO[:6])
    ran = type_in(*grant)
    assert ran.status == 1
    assert "is for the order 1001, but its case is about" in ran.errors[0]
    assert type_in(*grant, "--yes").status == 0


def test_an_award_of_its_cases_own_order_is_granted_at_once(type_in: Type) -> None:
    assert type_in("compensation", "grant", "1001:delay:1", "--by", "ann@shop.example").status == 0


WRONG = {
    "too short": ("4f", '"4f" is too short: write 4 characters'),
    "of nobody": ("zzzz", 'there is no case "zzzz"; `triage cases --all` lists them'),
    "of two": ("4f2a", 'several cases begin with "4f2a": 4f2a77000000, 4f2a91000000; write more'),
    "no token": ("T-AAAAAAAAAA", 'there is no case "T-AAAAAAAAAA"'),
    "a pattern": ("%%%%", 'there is no case "%%%%"'),
}


@pytest.mark.parametrize(("start", "words"), WRONG.values(), ids=WRONG.keys())
def test_an_id_that_is_not_one_case_is_one_clear_line(type_in: Type, start: str, words: str) -> None:
    ran = type_in("cases", "show", start)
    assert ran.status == 1
    assert words in ran.errors[0]


def test_the_token_of_a_subject_is_a_cases_name(type_in: Type) -> None:
    for name in (f"[{conversation_token(ONE)}]", conversation_token(ONE).lower(), ONE[:6]):
        assert type_in("cases", "show", name, "--json").rows[0]["id"] == ONE


def test_a_queue_that_is_none_is_told(type_in: Type) -> None:
    ran = type_in("cases", "--queue", "Mony")
    assert ran.status == 2
    assert "there is no queue 'Mony'" in ran.err
    assert "3 cases" in type_in("cases", "--queue", "Money").err


# --- what a person sees -----------------------------------------------------------------------------------------------
@pytest.fixture
def columns(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> int:
    monkeypatch.setenv("COLUMNS", str(request.param))
    return int(request.param)


@pytest.mark.parametrize("columns", [80, 100, 120, 200], indirect=True)
def test_the_list_says_who_it_is_and_cuts_nothing_that_matters(type_in: Type, shop: Path, columns: int) -> None:
    change(shop, THREE, due=NOW - timedelta(hours=3, minutes=5), urgency="critical", customer="vip", mails=4)
    ran = type_in("cases")
    lines = ran.out.splitlines()
    assert max(map(len, lines)) <= columns
    for word in ("b0b0b00000", "3 h overdue", "critical", "Money", "bob@b.example (VIP), order 3003",
                 "Money back (4 mails)", "ann@a.example", "order 2002", "Times are those of UTC."):  # fmt: skip
        assert word in ran.out
    assert lines[1].startswith("b0b0b00000"), "overdue first"
    assert "…" not in ran.out
    assert "\x1b" not in ran.out
    assert "3 cases, " in ran.err


def test_a_long_address_is_broken_and_never_cut_off(type_in: Type, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    address = "somebody.with.a.long.name@department.of.a.company.with.a.long.name.example"
    store = open_store(load(shop / "triage.toml"))
    with store.database.write() as connection:
        connection.execute(schema.mail.update().where(schema.mail.c.id == THREE).values(sender=address))
    store.database.close()
    lines = type_in("cases").out.splitlines()
    assert address in "".join(line[lines[0].index("customer") :].strip() for line in lines)
    assert address in "".join(type_in("cases", "show", THREE[:6]).out.split())


def test_times_are_by_the_shops_clock(type_in: Type, shop: Path) -> None:
    named = (shop / "triage.toml").read_text(encoding="utf-8")
    named = named.replace('name = "Shop"', 'name = "Shop"\ntimezone = "Asia/Tokyo"')
    (shop / "triage.toml").write_text(named, encoding="utf-8")
    change(shop, ONE, due=datetime(NOW.year, 1, 5, 22, 30, tzinfo=UTC))
    for command in (("cases",), ("cases", "show", ONE[:6])):
        out = type_in(*command).out
        assert "06 Jan 07:30" in out
        assert out.count("Asia/Tokyo") == 1


def test_a_customer_who_was_erased_is_not_known_any_more(type_in: Type, shop: Path) -> None:
    store = open_store(load(shop / "triage.toml"))
    with store.database.write() as connection:
        connection.execute(schema.mail.update().values(sender=None, subject=None))
        connection.execute(schema.cases.update().values(order=""))
    store.database.close()
    assert type_in("cases").out.count("not known any more") == 3
    assert "not known any more" in type_in("cases", "show", ONE[:6]).out


def test_a_program_reads_the_same(type_in: Type) -> None:
    rows = {row["id"]: row for row in type_in("cases", "--json").rows}
    row = rows[THREE]
    assert (row["address"], row["order"], row["customer"], row["intent"]) == ("bob@b.example", "3003", "new", "refund")
    assert row["subject"].startswith("Re: Order 3003")
    assert datetime.fromisoformat(row["due"]) == datetime.fromisoformat(row["next_update"]) == NOW


def change(shop: Path, case_id: str, **values: object) -> None:
    store = open_store(load(shop / "triage.toml"))
    with store.database.write() as connection:
        connection.execute(schema.cases.update().where(schema.cases.c.id == case_id).values(**values))
    store.database.close()


def test_awards_of_a_case_that_is_none_are_refused(type_in: Type) -> None:
    assert "there is no case" in type_in("compensation", "list", "--case", "zzzz").errors[0]
    assert "0 awards" in type_in("compensation", "list", "--case", THREE[:6]).err
