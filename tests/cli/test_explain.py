"""explain in a shop folder: what the daemon would do by the order file and the store, and nothing is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.letters import mbox
from tests.cli.terminal import Ran, Terminal
from triage.app import open_store
from triage.config import load
from triage.domain import Level, Standing
from triage.edges.embedded import MailServer

NOW = datetime.now(UTC)
WORDS = "Where is my order 1042? I would like to know when it will arrive."
MORE = '[orders]\nfile = "orders.csv"\n'
ROWS = f"""order,email,state,last_event_at,country
1042,ann@customer.example,moving,{NOW - timedelta(hours=60):%Y-%m-%dT%H:%M:%SZ},DE
1043,bob@other.example,moving,{NOW:%Y-%m-%dT%H:%M:%SZ},US
"""


def letter(
    words: str = WORDS, *, sender: str = "ann@customer.example", number: int = 1, verified: bool = False
) -> bytes:
    domain = sender.partition("@")[2]
    vouched = f"Authentication-Results: mx.shop.example; dmarc=pass header.from={domain}\r\n" if verified else ""
    return (
        f"{vouched}From: {sender}\r\nTo: support@shop.example\r\nSubject: My order\r\n"
        f"Message-ID: <e{number}@customer.example>\r\nDate: {NOW:%a, %d %b %Y %H:%M:%S} +0000\r\n\r\n{words}\r\n"
    ).encode()


@pytest.fixture
def with_orders(shop: Path) -> Path:
    """A shop with an order file and its own clock, whose mail server vouches for senders."""
    text = (shop / "triage.toml").read_text(encoding="utf-8")
    text = text.replace('name = "Shop"', 'name = "Shop"\ntimezone = "Asia/Tokyo"')
    text = text.replace('name = "support"', 'name = "support"\nauthserv_id = "mx.shop.example"')
    (shop / "triage.toml").write_text(text + MORE, encoding="utf-8")
    (shop / "orders.csv").write_text(ROWS, encoding="utf-8")
    return shop


def files(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time and content."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in found}


def explained(triage: Terminal, shop: Path, *mails: bytes, options: tuple[str, ...] = ()) -> tuple[Ran, list[str]]:
    """What is told of each mail, on one line each; the shop's folder is as it was."""
    before = files(shop)
    (triage.folder / "in.mbox").write_bytes(mbox(*mails))
    ran = triage("explain", "in.mbox", "--config", shop, *options)
    assert files(shop) == before, "nothing is written"
    told = [" ".join(part.split()) for part in ran.out.split("My order\nfrom ")[1:]]
    return ran, told


def test_facts_are_those_of_the_order_file_and_only_for_their_own_sender(triage: Terminal, with_orders: Path) -> None:
    ran, (own, unproven, strangers, unknown, alone) = explained(
        triage, with_orders, letter(verified=True), letter(number=2),
        letter(sender="eve@evil.example", number=3, verified=True),
        letter("Where is my order 7777, please?", number=4), letter("Where is my parcel?", number=5),
    )  # fmt: skip
    assert ran.status == 0
    assert ran.err == "Not looked at: the store is not there yet: `triage run` makes it.\n"
    assert not (with_orders / "state").exists()
    assert "1042 stalled: It was not scanned for 48 hours" in own
    assert "The file says: moving." in own
    assert "“Asks for a parcel in trouble” says draft" in own
    assert "Europe: the order goes there (DE)" in own
    assert "your mail server vouches" in own
    assert "by the shop's clock, Asia/Tokyo" in own
    assert "as nobody vouches for the sender only a draft tells it" in unproven
    assert "(DE)" not in unproven
    assert "the sender is not the address on the order: nothing of it counts" in strangers
    assert "stalled" not in strangers
    assert "7777 is not in the order file; 1 other of this address is there" in unknown
    assert "the mail names none; 1 other of this address is there" in alone


def test_the_store_tells_case_history_and_earned_level(triage: Terminal, with_orders: Path, server: MailServer) -> None:
    server.deliver(letter(verified=True))
    assert triage("run", "--once", "--config", with_orders).status == 0
    store = open_store(load(with_orders / "triage.toml"))
    made = Standing(
        mailbox="support", intent="order_status", language="en", level=Level.DRAFT, base=Level.SHADOW, at=NOW,
        by="person", why="by hand", proven=False, since=NOW,
    )  # fmt: skip
    store.standings.settle([made], (), NOW)
    store.database.close()
    again = letter("And where is my order 1042 now? I would like to know.", number=2, verified=True)
    ran, (seen, next_one) = explained(triage, with_orders, letter(verified=True), again)
    assert ran.err == "Judged by the order file and the store.\n"
    assert "the daemon has decided this very mail already: shadow, to Logistics" in seen
    for told in (seen, next_one):
        assert "draft: earned or lost by `triage autonomy`, where [levels] for order_status says shadow" in told
    assert "1 mail since" in next_one
    assert "1 other mail of this sender in 7 days" in next_one
    assert "the draft that would wait for a person" in next_one


def test_alone_looks_nothing_up(triage: Terminal, with_orders: Path) -> None:
    ran, [told] = explained(triage, with_orders, letter(verified=True), options=("--alone",))
    assert ran.err.startswith("Judged by the mail alone")
    assert "stalled" not in told
    assert "what is known" not in told


def test_what_cannot_be_looked_at_is_one_line(triage: Terminal, with_orders: Path) -> None:
    (with_orders / "orders.csv").write_text("order\n1\n", encoding="utf-8")
    ran, [told] = explained(triage, with_orders, letter())
    assert ran.status == 0
    assert ran.err.count("\n") == 1
    assert "the column 'email' is missing" in ran.err
    assert "1042 is not in the order file" in told


def test_rules_that_hit_stand_alone_and_the_others_are_counted(triage: Terminal, with_orders: Path) -> None:
    ran, [told] = explained(triage, with_orders, letter("My lawyer will write. Where is order 1042?", verified=True))
    lines = ran.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "a person answers" in told or "a draft at most" in told
    assert "guard_hit It names a lawyer" in told or "intent_not_answerable" in told
    assert " rules passed: " in told
