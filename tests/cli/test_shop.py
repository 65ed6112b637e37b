"""templates check and preview."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from triage.labels import MARKETS, PARCEL_STATES


def own(shop: Path, name: str, text: str) -> None:
    """A text of the shop's own."""
    file = shop / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_shipped_texts_have_no_findings(triage: Terminal) -> None:
    ran = triage("templates", "check", "order_status", "_offer")
    assert (ran.status, ran.out) == (0, "")
    assert "18 texts, " in ran.err
    assert ran.err.endswith(", 0 findings\n")


def test_findings_are_named_and_end_with_78(triage: Terminal, shop: Path) -> None:
    own(
        shop, "account/en.txt",
        "Subject: Your account\n\nWe will give you a full refund tomorrow. See https://elsewhere.example [/]\n",
    )  # fmt: skip
    ran = triage("templates", "check", "account", "--config", shop)
    assert ran.status == 78
    found = [line for line in ran.err.splitlines() if line.startswith("! ")]
    assert [line for line in found if line.startswith("! account/en: promises money")]
    assert [line for line in found if line.startswith("! account/en: has no word of apology")]
    assert all(line.startswith("! account/en: ") for line in found)


def test_one_market_may_have_a_file_of_its_own(triage: Terminal, shop: Path) -> None:
    own(shop, "account/en.asia.txt", "Subject: Your account\n\nWe humbly thank you, {{ name }}.\n")
    previewed = [
        triage("templates", "preview", "account", "en", "--market", market, "--config", shop).out for market in MARKETS
    ]
    assert ["We humbly thank you, Maria" in out for out in previewed] == [False, False, True]
    assert "! account/en.asia: names no time" in triage("templates", "check", "account", "--config", shop).err


def test_a_fault_stops_with_file_and_line(triage: Terminal, shop: Path) -> None:
    own(shop, "account/en.txt", "Subject: Your account\n\nHello {{ nmae }}\n")
    ran = triage("templates", "check", "--config", shop)
    assert ran.status == 78
    assert ran.errors == ['templates/account/en.txt, line 3: unknown variable "nmae"; did you mean "name"?']


@pytest.mark.parametrize("language", ["de", "zh-Hant"])
def test_a_preview_shows_a_whole_reply(language: str, triage: Terminal) -> None:
    ran = triage("templates", "preview", "order_status", language, "--html", f"{language}.html")
    assert ran.status == 0
    assert "Subject: " in ran.out
    assert "Our shop" in ran.out
    assert "<html" in (triage.folder / f"{language}.html").read_text(encoding="utf-8")


def test_a_preview_writes_nothing_by_itself(triage: Terminal) -> None:
    assert triage("templates", "preview", "order_status", "de").status == 0
    assert list(triage.folder.iterdir()) == []


def test_a_preview_knows_the_states_of_a_parcel_and_the_markets(triage: Terminal) -> None:
    shown = {triage("templates", "preview", "order_status", "en", "--state", state).out for state in PARCEL_STATES[:2]}
    shown |= {triage("templates", "preview", "order_status", "en", "--market", market).out for market in MARKETS}
    assert len(shown) == 5


MISSPELT = {
    "template": (("order_statis", "en"), 'there is no template order_statis; did you mean "order_status"?'),
    "language": (("order_status", "zh-hant"), 'text for order_status in zh-hant; did you mean "zh-Hant"?'),
    "market": (("order_status", "en", "--market", "azia"), 'there is no market azia; did you mean "asia"?'),
    "state": (("order_status", "en", "--state", "stuk"), 'there is no parcel state stuk; did you mean "stuck"?'),
    "part": (("_closing", "en"), "there is no template _closing"),
}


@pytest.mark.parametrize(("words", "hint"), MISSPELT.values(), ids=MISSPELT.keys())
def test_a_misspelt_word_names_its_neighbour(words: tuple[str, ...], hint: str, triage: Terminal) -> None:
    ran = triage("templates", "preview", *words)
    assert ran.status != 0
    assert "Traceback" not in ran.err
    assert hint in " ".join(ran.err.replace("│", " ").split())


def test_a_misspelt_template_to_check(triage: Terminal) -> None:
    assert 'did you mean "refund"?' in " ".join(triage("templates", "check", "refnd").err.replace("│", " ").split())


def test_a_shops_name_is_no_markup(triage: Terminal, shop: Path) -> None:
    text = (shop / "triage.toml").read_text(encoding="utf-8")
    (shop / "triage.toml").write_text(text.replace('name = "Shop"', 'name = "[red]Shop[/] :bomb:"'), encoding="utf-8")
    assert "[red]Shop[/] :bomb:" in triage("templates", "preview", "order_status", "en", "--config", shop).out
