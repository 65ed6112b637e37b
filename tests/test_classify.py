"""One mail, classified: the names, types and promises that scripts and dashboards are built on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.desks import AUTO, READING, letter, think
from tests.policy.texts import templates
from triage.classify import as_json, classify
from triage.domain import Level, RawMail, Thought, mail_id
from triage.edges import models
from triage.edges.engine import Thinker, Thinking
from triage.errors import WorkerDied
from triage.labels import INTENTS, URGENCIES
from triage.settings import Policy
from triage.testing import InlineEngine

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)

# Name, and the type of the value; a type in a list is that of the list's items.
CONTRACT: dict[str, Any] = {
    "id": str, "subject": str, "language": str, "language_confidence": float,
    "automatic": {"is_automatic": bool, "rule": (str, type(None))},
    "new_text": str, "quoted_text": str, "signature": str,
    "intent": str, "confidence": float, "intents": dict.fromkeys(INTENTS, float),
    "also": [str], "urgency": str, "urgencies": dict.fromkeys(URGENCIES, float),
    "order_numbers": [str], "tracking_numbers": [{"number": str, "carrier": str, "valid": bool}],
    "guards": [str], "because": [[str, float]],
    "reply": {"eligible": bool, "level": str, "template": (str, type(None)), "reasons": [str]},
    "queue": str, "due": (str, type(None)), "model": str,
}  # fmt: skip


def breaches(value: Any, contract: Any, place: str = "") -> list[str]:
    """Where a value is not what the contract says; more keys than named are allowed."""
    if isinstance(contract, dict):
        missing = [f"{place}.{name} is missing" for name in contract if name not in value]
        return missing + [
            found
            for name, inner in contract.items() if name in value
            for found in breaches(value[name], inner, f"{place}.{name}")
        ]  # fmt: skip
    if isinstance(contract, list):
        inner = contract * len(value) if len(contract) == 1 else contract
        return [
            found for n, (item, kind) in enumerate(zip(value, inner, strict=True))
            for found in breaches(item, kind, f"{place}[{n}]")
        ]  # fmt: skip
    return [] if isinstance(value, contract) else [f"{place} is {value!r}"]


def raw(content: bytes, **more: Any) -> RawMail:
    return RawMail(id=mail_id("files", content), mailbox="files", content=content, received_at=NOW, **more)


def rows(mails: Sequence[RawMail], think_with: Any = think, policy: Policy = AUTO) -> list[dict[str, Any]]:
    found = classify(mails, InlineEngine(think_with), policy, templates(), NOW)
    return [json.loads(json.dumps(as_json(one))) for one in found]


def sums_to_one(row: dict[str, Any]) -> bool:
    return all(sum(row[name].values()) == pytest.approx(1, abs=1e-4) for name in ("intents", "urgencies"))


def dies(mail: RawMail) -> Thought:
    raise WorkerDied("it took longer than 20 seconds")


RICH = letter(
    "Where is my order NW-20417? DHL says LX123456785CN, I want to know when it comes.\r\n-- \r\nAnn\r\n\r\n"
    "On Fri, 20 Nov 2026 at 10:00, Shop <help@teapot.example> wrote:\r\n> It is on its way."
)
MACHINE = letter("Your parcel was handed over.", Auto_Submitted="auto-generated")
MAILS = {
    "a customer's": (raw(RICH), think), "a machine's": (raw(MACHINE), think), "empty": (raw(b""), think),
    "no mail at all": (raw(b"\0\xff" * 50), think), "too large": (raw(RICH, note="too large: only its headers"), think),
    "one that kills its worker": (raw(RICH), dies),
}  # fmt: skip


@pytest.mark.parametrize(("mail", "think_with"), MAILS.values(), ids=MAILS.keys())
def test_every_mail_keeps_the_contract(mail: RawMail, think_with: Any) -> None:
    (row,) = rows([mail], think_with)
    assert breaches(row, CONTRACT) == []
    assert row["id"] == mail.id
    assert row["intent"] in INTENTS
    assert row["urgency"] in URGENCIES
    assert sums_to_one(row)
    assert set(row["intents"]) == set(INTENTS)
    assert set(row["urgencies"]) == set(URGENCIES)


def test_a_customers_mail_in_full() -> None:
    (row,) = rows([raw(RICH)])
    assert row["new_text"].startswith("Where is my order NW-20417?")
    assert "It is on its way" in row["quoted_text"]
    assert row["signature"].endswith("Ann")
    assert row["automatic"] == {"is_automatic": False, "rule": None}
    assert row["order_numbers"] == ["NW-20417"]
    assert row["tracking_numbers"] == [{"number": "LX123456785CN", "carrier": "upu", "valid": True}]
    assert (row["intent"], row["urgency"], row["queue"]) == ("order_status", "low", "Logistics")
    assert datetime.fromisoformat(row["due"]).tzinfo is not None
    assert "error" not in row


UNREADABLE = ["empty", "too large", "one that kills its worker"]


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_for_a_person(name: str) -> None:
    mail, think_with = MAILS[name]
    (row,) = rows([mail], think_with)
    assert row["error"]
    assert (row["intent"], row["confidence"], row["model"], row["because"]) == ("other", 0, "", [])
    assert row["reply"]["eligible"] is False
    assert row["reply"]["template"] is None
    assert row["due"] is not None, "somebody must look by then"


def test_a_machines_mail_names_its_rule_and_waits_for_nobody() -> None:
    (row,) = rows([raw(MACHINE)])
    assert row["automatic"]["is_automatic"]
    assert row["automatic"]["rule"]
    assert (row["reply"]["eligible"], row["queue"], row["due"]) == (False, "Automatic", None)


def test_eligible_says_what_would_be_and_level_what_is_allowed() -> None:
    shadow = replace(AUTO, default_level=Level.SHADOW, safety=replace(AUTO.safety, shadow_days=7, shadow_mails=500))
    (row,) = rows([raw(letter())], policy=shadow)
    assert (row["reply"]["eligible"], row["reply"]["level"], row["reply"]["template"]) == (
        True,
        "shadow",
        "order_status",
    )
    (stopped,) = rows([raw(letter("My lawyer wants to know where my order is."))], policy=shadow)
    assert stopped["reply"]["eligible"] is False
    assert stopped["guards"]
    assert len(stopped["reply"]["reasons"]) == len(stopped["reply"]["rules"]) > 0


def test_results_keep_their_order_and_one_death_is_one_row() -> None:
    def sometimes(mail: RawMail) -> Thought:
        return dies(mail) if b"bomb" in mail.content else think(mail)

    mails = [raw(letter(words, number=n)) for n, words in enumerate(["one?", "a bomb", "three?", "a bomb", "five?"])]
    found = rows(mails, sometimes)
    assert [row["id"] for row in found] == [mail.id for mail in mails]
    assert ["error" in row for row in found] == [False, True, False, True, False]


def test_the_real_model_keeps_the_contract_on_every_golden_mail(model_root: Path) -> None:
    folder = models.active(model_root)
    assert folder is not None
    thinker = Thinker(Thinking(model=folder, default=READING))
    paths = sorted((Path(__file__).parent / "golden").glob("*.eml"))
    found = rows([raw(path.read_bytes()) for path in paths], thinker.think)
    assert len(found) == len(paths) > 50
    for path, row in zip(paths, found, strict=True):
        assert breaches(row, CONTRACT) == [], path.name
        assert sums_to_one(row), path.name
        if "error" not in row:
            assert row["model"] == folder.name
            assert row["confidence"] == pytest.approx(row["intents"][row["intent"]], abs=1e-3), path.name
