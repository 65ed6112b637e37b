"""The page: whole, quiet, and telling no customer's word, whatever the rows hold."""

import re
from xml.etree import ElementTree as Xml

import pytest

from tests.corpus.made import FIVE, row
from triage.corpus import charts
from triage.corpus.census import LIKENESS, census
from triage.corpus.curve import Curve, Point
from triage.corpus.page import Page, html, markdown, page
from triage.corpus.plot import curves, told
from triage.corpus.svg import Picture, shown
from triage.domain import Example
from triage.model.agreement import agreement

HOSTILE = "<script>alert(1)</script>\x1b[31m\u202e[x](y)|`&\"'"
SVG = "{http://www.w3.org/2000/svg}"


def point(rows: int, own: int, right: int) -> Point:
    return Point(rows=rows, own=own, asked=100, intent_right=right, urgency_asked=100, urgency_right=right - 7)


CURVE = Curve(
    rows=5, seed=0, left_out=2, shop="en-a", growth=tuple(point(size, 0, 40 + size // 50) for size in (250, 500, 900)),
    own=tuple(point(900 + own, own, 60 + own // 20) for own in (0, 50, 100)),
)  # fmt: skip
PAIRS = [(row(intent="refund"), row(intent="payment", urgency="high")), (row(), row()), (row(), row())]


def full(rows: tuple[Example, ...] = FIVE) -> Page:
    return page(census(rows), agreement(PAIRS), CURVE)


def words(picture: Picture) -> list[str]:
    return [element.text or "" for element in Xml.fromstring(picture.alone()).iter(f"{SVG}text")]


def tips(picture: Picture) -> list[str]:
    return [element.text or "" for element in Xml.fromstring(picture.alone()).iter(f"{SVG}title")]


def test_every_section_is_there_when_everything_was_measured() -> None:
    names = [section.name for section in full().sections]
    assert names == ["intents", "urgency", "lengths", "writers", "also", "likeness", "agreement", "curve"]
    few = page(census(FIVE), agreement([]), None)
    assert [section.name for section in few.sections] == names[:-2]
    assert "agreement (kappa)" not in few.figures


def test_the_figures() -> None:
    figures = full().figures
    assert figures["mails"] == "5"
    assert figures["with a second request"] == "40.0%"
    assert figures["no customer at all"] == "20.0%"
    assert figures["agreement (kappa)"] == f"{agreement(PAIRS).intent_kappa:.2f}"


def test_pictures_hold_the_counts() -> None:
    pictures = {section.name: section.picture for section in full().sections}
    assert "order_status, en: 1" in tips(pictures["intents"])
    assert "de, high: 1" in tips(pictures["urgency"])
    assert "de-b: 1 mails" in tips(pictures["writers"])
    assert "product_defect, refund: 1" in tips(pictures["also"])
    assert "2 by 2, at most 50%" in words(pictures["writers"])
    assert "intent: 58.0%" in tips(pictures["curve"])


def test_no_words_of_a_mail_and_no_customer_on_the_page() -> None:
    rows = [
        row(f"secret{number} words", writer="jo@shop.example", source="shop", subject="hush") for number in range(9)
    ]
    written = html(full(tuple(rows))) + markdown(full(tuple(rows)), "corpus")
    assert not re.search(r"secret|hush|jo@|@shop", written)


@pytest.mark.parametrize("field", ["writer", "language"])
def test_hostile_names_stay_text(field: str) -> None:
    content = full((*FIVE, row(**{field: HOSTILE})))  # type: ignore[arg-type]
    written = html(content)
    assert "<script" not in written
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", written)
    for section in content.sections:
        Xml.fromstring(section.picture.alone())  # well-formed
    shop = page(census(FIVE), None, Curve(rows=5, seed=0, left_out=1, shop=HOSTILE, growth=(), own=CURVE.own))
    assert "&lt;script&gt;" in html(shop)
    assert "<script" not in html(shop)
    marked = markdown(shop, "corpus")
    assert r"\<script\>" in marked
    assert "[x](y)" not in marked


def test_the_page_runs_nothing_and_asks_nobody() -> None:
    written = html(full())
    assert not re.search(r"<script|<link|<iframe|\son\w+=|javascript:|@import|url\(|src=", written)
    outside = set(re.findall(r"https?://[^\"'\s<>]+", written))
    assert outside == {"http://www.w3.org/2000/svg"}  # a name, not a place
    assert "default-src 'none'" in written
    assert "prefers-color-scheme:dark" in written


def test_a_picture_alone_carries_both_themes_and_its_words() -> None:
    for section in full().sections:
        written = section.picture.alone()
        root = Xml.fromstring(written)
        assert root.get("role") == "img"
        assert len(root.get("aria-label", "")) > 10
        assert "prefers-color-scheme:dark" in written
        used = {name for element in root.iter() for name in (element.get("class") or "").split()} - {"picture"}
        assert [name for name in used if f".{name}{{" not in written and f".{name}," not in written] == []


def test_everything_lies_inside_its_picture() -> None:
    for section in full().sections:
        root = Xml.fromstring(section.picture.alone())
        width, height = float(root.get("width", 0)), float(root.get("height", 0))
        assert width <= charts.WIDTH
        for box in root.iter(f"{SVG}rect"):
            x, y, wide, tall = (float(box.get(name, 0)) for name in ("x", "y", "width", "height"))
            assert 0 <= x <= x + wide <= width + 0.2
            assert 0 <= y <= y + tall <= height + 0.2


def test_markdown_names_every_picture() -> None:
    content = full()
    written = markdown(content, "corpus")
    assert re.findall(r'src="corpus/(\w+)\.svg"', written) == [section.name for section in content.sections]
    assert "| mails | 5 |" in written
    assert "| refund | payment | 1 |" in written


def test_the_curve_in_words_says_when_the_rows_have_changed() -> None:
    assert told(CURVE) == (
        "Learning from 900 rows, 58.0% of the intents of writers it never read are right; from 250 it were 45.0%. "
        "Adding 100 of a shop's own rows takes that shop's mails from 60.0% to 65.0%."
    )
    assert "Measured when" not in full().sections[-1].words
    assert "Measured when there were 5 rows" in full((*FIVE, row("new"))).sections[-1].words


def test_names_of_lines_do_not_cover_each_other() -> None:
    close = Point(rows=250, own=0, asked=100, intent_right=70, urgency_asked=100, urgency_right=70)
    root = Xml.fromstring(curves("x", Curve(rows=5, seed=0, left_out=1, shop="", growth=(close,), own=())).alone())
    heights = [float(one.get("y", 0)) for one in root.iter(f"{SVG}text") if (one.text or "").endswith(" 70.0%")]
    assert len(heights) == 2
    assert abs(heights[0] - heights[1]) >= 14


def test_curves_of_one_point_and_of_perfect_answers() -> None:
    for right in (0, 7, 100):
        one = Point(rows=250, own=0, asked=100, intent_right=right, urgency_asked=0, urgency_right=0)
        drawn = curves("x", Curve(rows=5, seed=0, left_out=1, shop="", growth=(one,), own=()))
        assert not any(word.startswith("urgency") for word in words(drawn))
        assert f"intent {right / 100:.1%}" in words(drawn)


def test_likeness_shows_what_is_refused() -> None:
    counts = [0] * LIKENESS
    counts[2], counts[-1] = 40, 3
    drawn = charts.likeness("x", counts, 3)
    assert "refused above 55%: 3" in words(drawn)
    assert "95% to 100% alike: 3 mails" in tips(drawn)


def test_an_empty_table_is_no_fault() -> None:
    assert page(census([])).sections
    assert words(charts.scale("x", {})) == []


def test_only_what_can_be_seen_is_shown() -> None:
    assert shown("a\x00\u200b\ud800b 你") == "ab 你"
