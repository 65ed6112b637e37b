"""A clock table of the shop's own: what it has lost of the shipped one, and what it may leave out."""

import tomllib
from dataclasses import replace

import pytest

from triage.config import Config
from triage.policy.clock_gaps import gaps
from triage.settings import DEFAULT_CLOCKS, DEFAULT_QUEUES, ClockRule, QueueRule

VIP = ClockRule(name="vip", customers=("vip",), answer_hours=1)
CRITICAL, DISPUTE, DISPUTES, MARKET, *_ = DEFAULT_CLOCKS
CALL, LIMIT, QUEUE, BUYER = (
    "critical mail waits for the office to open", "a dispute has no limit",
    'a dispute in the queue "Disputes" has no limit', "a marketplace's buyer has no limit",
)  # fmt: skip
EVERYTHING = [CALL, LIMIT, QUEUE, BUYER]


def told(*clocks: ClockRule, queues: tuple[QueueRule, ...] = DEFAULT_QUEUES) -> list[str]:
    return [line.partition(":")[0] for line in gaps(clocks, queues)]


LOST: dict[str, tuple[tuple[ClockRule, ...], list[str]]] = {
    "one row for VIPs": ((VIP,), EVERYTHING),
    "one row for everybody": ((ClockRule(name="all", answer_hours=4),), EVERYTHING),
    "critical mail by office hours": (
        (replace(CRITICAL, around_the_clock=False), DISPUTE, DISPUTES, MARKET), [CALL, LIMIT, QUEUE, BUYER]
    ),
    "a VIP's critical mail": ((VIP, CRITICAL, DISPUTE, DISPUTES, MARKET), [CALL]),
    "disputes without a limit": (
        (CRITICAL, replace(DISPUTE, limit_hours=None), replace(DISPUTES, limit_hours=None), MARKET), [LIMIT, QUEUE]
    ),
    "the queue alone": ((CRITICAL, DISPUTE, MARKET), [QUEUE]),
    "marketplaces": ((CRITICAL, DISPUTE, DISPUTES), [BUYER]),
    "one marketplace of two": (
        (CRITICAL, DISPUTE, DISPUTES, replace(MARKET, channels=("amazon",)),
         ClockRule(name="e", channels=("ebay",), answer_hours=2)), [BUYER],
    ),
}  # fmt: skip
WELL: dict[str, tuple[ClockRule, ...]] = {
    "the shipped table": DEFAULT_CLOCKS,
    "the four that count, and a VIP": (CRITICAL, DISPUTE, DISPUTES, MARKET, VIP),
    "named marketplaces": (CRITICAL, DISPUTE, DISPUTES, replace(MARKET, channels=("amazon", "ebay"))),
    "everything always, within hours": (ClockRule(name="all", answer_hours=2, around_the_clock=True),),
    "a limit for everything": (CRITICAL, ClockRule(name="all", limit_hours=24)),
}


@pytest.mark.parametrize(("clocks", "lines"), LOST.values(), ids=LOST.keys())
def test_what_is_lost_is_told(clocks: tuple[ClockRule, ...], lines: list[str]) -> None:
    assert told(*clocks) == lines


@pytest.mark.parametrize("clocks", WELL.values(), ids=WELL.keys())
def test_what_a_shop_may_write(clocks: tuple[ClockRule, ...]) -> None:
    assert told(*clocks) == []


def test_a_dispute_queue_of_another_name_is_found() -> None:
    queues = (QueueRule(name="Chargebacks", intents=("dispute",)), QueueRule(name="Other"))
    assert told(*DEFAULT_CLOCKS, queues=queues) == ['a dispute in the queue "Chargebacks" has no limit']


def test_the_rows_that_are_named_mend_the_table() -> None:
    """They are copied into triage.toml as they stand, one key a line."""
    added = ""
    for line in gaps((VIP,), DEFAULT_QUEUES):
        row = line.partition("put [[clock]] ")[2].removesuffix(" above your other rows")
        added += "[[clock]]\n" + row.replace(", answer", "\nanswer").replace(", update", "\nupdate").replace(
            ", limit", "\nlimit").replace(", around", "\naround").replace(", customers", "\ncustomers").replace(
            ", urgencies", "\nurgencies").replace(", queues", "\nqueues") + "\n"  # fmt: skip
    config = Config.model_validate(tomllib.loads(added))
    assert told(*config.clock, VIP) == []
