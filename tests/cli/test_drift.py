"""drift: on a full store, an empty one, none at all, without a model, with a hostile one; and the line in status."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from tests.cli.letters import MARKUP, STEERING
from tests.cli.terminal import Terminal
from triage.domain import Example
from triage.edges import models as registry
from triage.edges.store import open_database, schema
from triage.model.fit import fit
from triage.model.judge import Provenance

SETTINGS = """
[[mailbox]]
name = "support"
address = "help@shop.example"
[mailbox.imap]
host = "imap.shop.example"
user = "help@shop.example"
password = { env = "TRIAGE_NO_SUCH_VARIABLE" }
"""
USUAL = ("order_status", "order_status", "refund", "payment")
CUSTOMER = "ann@customer.example"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "triage.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture
def triage(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "cache", tmp_path)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry with a small model whose card tells of evenly spread rows."""
    rows = [
        Example(subject="", body=f"{words} {number}", intent=intent)
        for number in range(9)
        for words, intent in (("where is my parcel", "order_status"), ("give me my money", "refund"))
    ]
    made_of = Provenance(
        data_sha256="ab" * 32, rows_by_language={"en": 300, "de": 200}, scores={},
        rows_by_label={"order_status": 100, "refund": 100, "payment": 100, "dispute": 100, "customs": 100},
    )  # fmt: skip
    root = tmp_path_factory.mktemp("registry")
    models = registry.Registry(root)
    models.promote(models.register(fit(rows), made_of).name)
    return root


def fill(
    shop: Path, number: int, days: tuple[float, float], intents: Sequence[str] = USUAL, confidence: float = 0.8,
    model: str = "20261101T120000-aaaa", language: str = "en", moved: int = 0,
) -> None:  # fmt: skip
    """Judged mails, spread over the days between so many and so many ago; the first of them moved by an agent."""
    dice = random.Random(number)
    now = datetime.now(UTC)
    database = open_database(f"sqlite:///{shop}/state/triage.db")
    rows = [
        {
            "mail_id": f"{dice.getrandbits(256):064x}", "mailbox": "support", "urgency": "low", "language": language,
            "at": now - timedelta(days=dice.uniform(*days)), "intent": dice.choice(intents), "queue": "Other",
            "confidence": min(1.0, dice.gauss(confidence, 0.05)), "due": None, "level": "shadow", "eligible": False,
            "outcome": "shadow", "template": None, "guards": [], "hits": [["x", CUSTOMER]], "misses": [],
            "model": model, "intents": {}, "coverage": 0.9, "trust": 0.7,
        }
        for _ in range(number)
    ]  # fmt: skip
    fixes = [
        {
            "mail_id": row["mail_id"], "at": row["at"] + timedelta(hours=1), "from_queue": CUSTOMER,
            "to_queue": "Money", "intent": "", "urgency": "",
        }
        for row in rows[:moved]
    ]  # fmt: skip
    with database.write() as connection:
        connection.execute(insert(schema.decision), rows)
        if fixes:
            connection.execute(insert(schema.correction), fixes)
    database.close()


def files(folder: Path) -> dict[str, bytes]:
    """What lies there, but for the two files beside the database that SQLite needs for reading."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.suffix in {".toml", ".db"}}


@pytest.fixture
def moved(shop: Path, trained: Path) -> Path:
    """A shop where customs and doubt came in."""
    (version,) = (card.version for card in registry.Registry(trained).cards())
    with (shop / "triage.toml").open("a", encoding="utf-8") as file:
        file.write(f'[folders]\nmodels = "{trained}"\n')
    fill(shop, 600, (14.5, 69), model=version, moved=10)
    fill(shop, 250, (0.1, 13.5), ("customs", *USUAL), confidence=0.5, model=version, moved=100)
    return shop


def test_what_moved_is_told_and_what_to_do(triage: Terminal, moved: Path) -> None:
    kept = files(moved)
    ran = triage("drift", "--config", moved)
    assert (ran.status, ran.err) == (0, "")
    assert "changed: label 100 of these mails and train again" in ran.out
    table, _, beside = ran.out.partition("Beside the rows that the model learnt from")
    lines = {line[:24].strip(): line for line in table.splitlines()}
    assert lines["intents"].split()[-1] == "changed"
    assert lines["mean confidence"].split()[2:4] == ["0.80", "0.50"]
    assert lines["moved by agents"].split()[-1] == "changed"
    assert "as before" in lines["unknown words"]
    assert "customs" in table.partition("moved most of intents")[2].splitlines()[1]
    assert "unlike" in beside
    assert "triage corrections export" in beside
    assert max(map(len, ran.out.splitlines())) <= 80
    assert CUSTOMER not in ran.out
    assert files(moved) == kept


def test_as_json_every_figure_is_there(triage: Terminal, moved: Path) -> None:
    (told,) = triage("drift", "--json", "--config", moved).rows
    assert (told["verdict"], told["mails"], told["mails_before"], told["days"]) == ("changed", 250, 600, 14)
    found = {(one["against"], one["name"]): one for one in told["measures"]}
    assert len(found) == 11
    intent = found["earlier", "intent"]
    assert intent["psi"] > intent["psi_by_chance"] > 0
    assert intent["p"] < 0.01
    assert intent["moved"][0]["label"] == "customs"
    share = found["earlier", "corrected"]
    assert share["interval_95"][0] < share["lately"] < share["interval_95"][1]
    assert found["training", "intent"]["mails_before"] == 500
    assert told["next"]
    assert CUSTOMER not in str(told)


def test_status_has_a_line_only_when_the_mail_has_changed(triage: Terminal, shop: Path, moved: Path) -> None:
    assert "triage drift" in triage("status", "--config", moved).err


def test_the_same_mail_is_as_before_also_for_status(triage: Terminal, shop: Path) -> None:
    fill(shop, 600, (14.5, 69))
    fill(shop, 251, (0.1, 13.5))
    ran = triage("drift", "--config", shop)
    assert ran.status == 0
    assert "as before: nothing moved" in ran.out
    assert "What to do next" not in ran.out
    assert "not in the models folder" in ran.out  # there is no model at all
    assert "triage drift" not in triage("status", "--config", shop).err


def test_few_mails_do_not_shout_and_tell_how_many_are_missing(triage: Terminal, shop: Path) -> None:
    fill(shop, 70, (14.5, 69))
    fill(shop, 20, (0.1, 13.5), ("dispute",), confidence=0.2)
    ran = triage("drift", "--config", shop)
    assert "too few mails to tell: 80 more lately and 30 more before are needed" in ran.out
    assert "changed" not in ran.out
    assert "triage drift" not in triage("status", "--config", shop).err


def test_more_days_reach_further_back(triage: Terminal, shop: Path) -> None:
    fill(shop, 300, (61, 200))
    fill(shop, 150, (20, 59))
    (told,) = triage("drift", "--days", "60", "--json", "--config", shop).rows
    assert (told["mails"], told["mails_before"], told["verdict"]) == (150, 300, "as before")


def test_an_empty_store_and_none_have_nothing_to_compare_and_none_is_made(triage: Terminal, shop: Path) -> None:
    assert "nothing to compare yet" in triage("drift", "--config", shop).out
    assert not (shop / "state").exists()
    (told,) = triage("drift", "--json", "--config", shop).rows
    assert (told["verdict"], told["model"], told["mails"]) == ("too few mails", "", 0)
    open_database(f"sqlite:///{shop}/state/triage.db").close()
    assert "nothing to compare yet" in triage("drift", "--config", shop).out


def test_a_hostile_row_steers_nothing(triage: Terminal, shop: Path) -> None:
    label = f"{STEERING}{MARKUP}../../etc"
    fill(shop, 200, (14.5, 69), model=label)
    fill(shop, 201, (0.1, 13.5), (label,), model=label, language=label)
    for ran in (triage("drift", "--config", shop), triage("drift", "--json", "--config", shop)):
        assert ran.status == 0
        assert not [letter for letter in "\x1b\x9b\x07\u202e\u200b" if letter in ran.out]
    assert "[bold red]x[/]" in triage("drift", "--config", shop).out


def test_a_damaged_store_is_one_line(triage: Terminal, shop: Path) -> None:
    (shop / "state").mkdir()
    (shop / "state" / "triage.db").write_bytes(b"no database" * 1000)
    ran = triage("drift", "--config", shop)
    assert ran.status == 78
    assert "damaged" in ran.errors[0]


@pytest.mark.parametrize("days", ["0", "-3", "many", "inf", "nan"])
def test_a_wrong_number_of_days_is_a_wrong_call(triage: Terminal, shop: Path, days: str) -> None:
    assert triage("drift", "--days", days, "--config", shop).status == 2


def test_help_has_an_example(triage: Terminal) -> None:
    assert "Example: triage drift --days 30" in triage("drift", "--help").out
