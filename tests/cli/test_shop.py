"""templates check and preview."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from triage.labels import PARCEL_STATES


def test_the_shipped_texts_have_no_findings(triage: Terminal) -> None:
    ran = triage("templates", "check")
    assert (ran.status, ran.out) == (0, "")
    assert ", 0 findings" in ran.err


def test_findings_are_named_and_end_with_78(triage: Terminal, shop: Path) -> None:
    (shop / "templates" / "order_status").mkdir(parents=True)
    (shop / "templates" / "order_status" / "en.txt").write_text(
        "Subject: Your order\n\nWe will give you a full refund tomorrow. See https://elsewhere.example [/]\n",
        encoding="utf-8",
    )
    ran = triage("templates", "check", "--config", shop)
    assert ran.status == 78
    found = [line for line in ran.err.splitlines() if line.startswith("! ")]
    assert found
    assert all(line.startswith("! order_status/en: ") for line in found)


@pytest.mark.parametrize("language", ["de", "zh-Hant"])
def test_a_preview_shows_a_whole_reply(language: str, triage: Terminal) -> None:
    ran = triage("templates", "preview", "order_status", language, "--html", f"{language}.html")
    assert ran.status == 0
    assert "Subject: " in ran.out
    assert "Our shop" in ran.out
    assert "<html" in (triage.folder / f"{language}.html").read_text(encoding="utf-8")


def test_a_preview_knows_the_states_of_a_parcel(triage: Terminal) -> None:
    shown = {triage("templates", "preview", "order_status", "en", "--state", state).out for state in PARCEL_STATES[:2]}
    assert len(shown) > 1


def test_a_shops_name_is_no_markup(triage: Terminal, shop: Path) -> None:
    text = (shop / "triage.toml").read_text(encoding="utf-8")
    (shop / "triage.toml").write_text(text.replace('name = "Shop"', 'name = "[red]Shop[/] :bomb:"'), encoding="utf-8")
    assert "[red]Shop[/] :bomb:" in triage("templates", "preview", "order_status", "en", "--config", shop).out
