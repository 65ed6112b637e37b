"""train, evaluate, models: any two columns, small files, versions back and forth, and files that were tampered with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from triage.edges import models as registry

SPORT = (
    "the match was won",
    "a late goal decided the game",
    "the coach praised the striker",
    "fans filled the stadium",
)
MONEY = (
    "shares fell on the market",
    "the bank raised its rates",
    "profits of the company rose",
    "investors sold bonds",
)


def news(rows: int) -> str:
    """A CSV of somebody's own labels, one of them with markup in its name."""
    lines = ["headline,topic,date"]
    for number in range(rows):
        lines.append(f"{SPORT[number % 4]} and {SPORT[number // 4 % 4]} {number},sport,")
        lines.append(f"{MONEY[number % 4]} and {MONEY[number // 4 % 4]} {number},[red]money[/],")
    return "\n".join(lines) + "\n"


COLUMNS = ("--text-column", "headline", "--label-column", "topic")


@pytest.fixture(scope="module")
def shop(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A folder with a CSV, and two models of it in the shop's registry."""
    folder = tmp_path_factory.mktemp("news")
    (folder / "news.csv").write_text(news(24), encoding="utf-8")
    (folder / "triage.toml").write_text('[shop]\nname = "News"\n', encoding="utf-8")
    here = Terminal(cache, folder)
    for seed in ("0", "1"):
        assert here("train", "--data", "news.csv", *COLUMNS, "--seed", seed).status == 0
    return here


@pytest.fixture
def triage(shop: Terminal, cache: Path, tmp_path: Path) -> Terminal:
    """A copy of it, to be changed at will."""
    shutil.copytree(shop.folder, tmp_path / "shop")
    return Terminal(cache, tmp_path / "shop")


def versions(at: Terminal) -> list[str]:
    return [card.version for card in registry.Registry(at.folder / "models").cards()]


def test_training_prints_the_version_and_nothing_else(triage: Terminal) -> None:
    ran = triage("train", "--data", "news.csv", *COLUMNS, "--out", "elsewhere")
    assert ran.status == 0
    assert ran.out == f"{(triage.folder / 'elsewhere' / 'active').read_text(encoding='ascii').split()[0]}\n"
    assert "48 rows" in ran.err


def test_a_model_is_measured_by_its_folder_and_by_its_registrys(triage: Terminal) -> None:
    newest = triage.folder / "models" / versions(triage)[-1]
    for model in ((), ("--model", newest), ("--model", "models")):
        ran = triage("evaluate", "--data", "news.csv", *COLUMNS, "--json", *model)
        assert (ran.status, ran.err) == (0, "")
        (figures,) = ran.rows
        assert figures["rows"] == 48
        assert figures["accuracy"] > 0.9
        assert set(figures) >= {
            "macro_f1", "mcc", "ece", "in_scope_accuracy", "out_of_scope_recall", "out_of_scope_auroc",
            "urgency_accuracy", "by_label", "by_language", "automation",
        }  # fmt: skip


def test_the_figures_for_a_person_show_labels_as_they_are(triage: Terminal) -> None:
    ran = triage("evaluate", "--data", "news.csv", *COLUMNS)
    assert ran.status == 0
    assert "intent accuracy" in ran.out
    assert "[red]money[/]" in ran.out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("headline,topic\nx,\n", 'news.csv:2: the column "topic" is empty'),
        ("headlin,topic\nx,y\n", 'the column "headline" is missing; is it "headlin"?'),
        ("headline,topic\n", "rows"),
        ("headline,topic\nx,sport\n", "rows"),
        ('headline,topic\n"x\x1b[2J,y\n', "news.csv"),
    ],
)
def test_rows_that_teach_nothing_are_told_in_one_line(content: str, words: str, triage: Terminal) -> None:
    (triage.folder / "news.csv").write_text(content, encoding="utf-8")
    ran = triage("train", "--data", "news.csv", *COLUMNS, "--out", "new")
    errors = [line for line in ran.err.splitlines() if line.startswith("error: ")]
    assert ran.status in {1, 78}
    assert len(errors) == 1
    assert words in errors[0]
    assert "a fault of the program" not in errors[0]
    assert "\x1b" not in ran.err
    assert ran.out == ""


def test_bytes_that_are_no_text_are_told_in_one_line(triage: Terminal) -> None:
    (triage.folder / "rows.jsonl").write_bytes(b"\xff\xfe\x00")
    ran = triage("evaluate", "--data", "rows.jsonl")
    assert ran.status == 78
    assert "cannot be read as UTF-8 text" in ran.errors[0]


def test_the_taxonomys_own_files_need_no_columns(triage: Terminal, model_root: Path) -> None:
    row = {"subject": "Order", "body": "Where is my order 1042?", "intent": "order_status", "language": "en"}
    (triage.folder / "rows.jsonl").write_text(f"{json.dumps(row)}\n", encoding="utf-8")
    (triage.folder / "rows.csv").write_text("text,intent,urgency\nI want a refund,refund,normal\n", encoding="utf-8")
    ran = triage("evaluate", "--data", "rows.jsonl", "--data", "rows.csv", "--json", "--model", model_root)
    assert ran.rows[0]["rows"] == 2
    assert set(ran.rows[0]["by_label"]) == {"order_status", "refund"}


# --- the registry -----------------------------------------------------------------------------------------------
def test_versions_are_listed_shown_promoted_and_rolled_back(triage: Terminal) -> None:
    old, new = versions(triage)

    def active() -> str:
        return next(line.split()[1] for line in triage("models", "list").out.splitlines() if line.startswith("*"))

    assert active() == new
    assert json.loads(triage("models", "show", old).out)["rows"] == 48
    assert triage("models", "promote", old).status == 0
    assert active() == old
    assert f"{new} is active again" in triage("models", "rollback").err
    assert triage("models", "rollback").status == 1
    assert active() == new
    assert "whole and unaltered" in triage("models", "verify").err
    assert triage("models", "verify", old).status == 0


def test_a_tampered_model_is_refused_everywhere_in_one_line(triage: Terminal) -> None:
    newest = versions(triage)[-1]
    with (triage.folder / "models" / newest / "model.joblib").open("ab") as file:
        file.write(b"x")
    measure = ("evaluate", "--data", "news.csv", *COLUMNS)
    for call in (("models", "verify"), ("models", "promote", newest), measure):
        ran = triage(*call)
        assert ran.status == 1
        assert len(ran.errors) == 1
        assert "was altered after training" in ran.errors[0]
    (triage.folder / "mail.eml").write_bytes(b"Subject: hi\n\nhello\n")
    ran = triage("classify", "mail.eml")
    assert (ran.status, ran.out) == (1, "")
    assert "models verify" in ran.errors[0] or "altered" in ran.errors[0]


def test_an_edited_card_leaves_the_list_and_is_told(triage: Terminal) -> None:
    newest = versions(triage)[-1]
    card = triage.folder / "models" / newest / "card.json"
    card.write_text(card.read_text(encoding="utf-8").replace('"rows": 48', '"rows": 4800'), encoding="utf-8")
    ran = triage("models", "list")
    assert newest not in ran.out
    assert f"the active model {newest} is damaged" in ran.err
    assert "was edited" in triage("models", "verify").errors[0]


def test_a_folder_without_models_says_how_to_make_one(triage: Terminal) -> None:
    shutil.rmtree(triage.folder / "models")
    ran = triage("models", "list")
    assert (ran.status, ran.out) == (0, "")
    assert "triage train" in ran.err
    assert "triage train" in triage("models", "verify").errors[0]
