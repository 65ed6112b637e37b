"""policy show: the page on the terminal, as Markdown and as HTML; a wrong row is one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

ROW = '\n[[matrix]]\nname = "Refunds, slowly"\nintents = ["refund"]\nanswer = "person"\n'


def add(shop: Path, row: str) -> None:
    with (shop / "triage.toml").open("a", encoding="utf-8") as settings:
        settings.write(row)


def test_the_page_on_the_terminal(triage: Terminal, shop: Path) -> None:
    add(shop, ROW)
    ran = triage("policy", "show", "--config", shop)
    assert ran.status == 0
    for words in ("Where is my order?", "Answered alone", "Refunds, slowly (yours)", "queue VIP", "marketplace_relay"):
        assert words in ran.out


@pytest.mark.parametrize(("kind", "begins"), [("md", "# What happens"), ("html", "<!doctype html>")])
def test_as_a_file_or_on_standard_output(triage: Terminal, shop: Path, kind: str, begins: str) -> None:
    ran = triage("policy", "show", "--format", kind, "--config", shop)
    assert ran.out.startswith(begins)
    assert triage("policy", "show", "--format", kind, "--out", f"page.{kind}", "--config", shop).out == ""
    assert (triage.folder / f"page.{kind}").read_text(encoding="utf-8") == ran.out


WRONG = {
    "an unknown state": (ROW + 'states = ["stuckk"]\n', 'row "Refunds, slowly": unknown state "stuckk"; did you mean'),
    "an unknown text": (
        ROW.replace('"person"', '"draft"') + 'template = "refnd"\n',
        'row "Refunds, slowly": unknown template "refnd"; did you mean',
    ),
    "automatic for a dispute": (
        '\n[[matrix]]\nname = "Bold"\nintents = ["dispute"]\nanswer = "auto"\n',
        'row "Bold": dispute is never answered',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("row", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_row_is_one_line(triage: Terminal, shop: Path, row: str, words: str) -> None:
    add(shop, row)
    ran = triage("policy", "show", "--config", shop)
    assert ran.status == 78
    assert len(ran.errors) == 1
    assert words in ran.errors[0]


def test_a_folder_that_is_not_there_is_one_line(triage: Terminal, shop: Path) -> None:
    ran = triage("policy", "show", "--format", "html", "--out", "missing/page.html", "--config", shop)
    assert ran.status == 1
    assert "missing/page.html" in ran.errors[0]


def test_check_tells_what_is_in_the_order_file(triage: Terminal, shop: Path) -> None:
    (shop / "orders.csv").write_text("order,email,state\n1,a@b.example,moving\n2,a@b.example,gone\n", encoding="utf-8")
    add(shop, '\n[orders]\nfile = "orders.csv"\n')
    assert "1 order, 1 row left out" in triage("check", "--config", shop).err
