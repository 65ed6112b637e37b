"""The matrix as a page: complete, merged where it may be, nothing of a name taken for markup, and docs/policy.md."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from time import process_time

from triage.domain import Level
from triage.labels import CUSTOMERS, INTENTS, MARKETS, PARCEL_STATES
from triage.policy.matrix import row_for
from triage.policy.rules import RULES
from triage.policy.sheet import sheet
from triage.policy.sheet_pages import folded, html, level_words, markdown
from triage.policy.sheet_words import (
    CUSTOMER_NAMES,
    INTENT_WORDS,
    MARKET_NAMES,
    RULE_WORDS,
    customer_words,
    state_words,
)
from triage.settings import DEFAULT_MATRIX, Customers, MatrixRow, Parcels, Policy, QueueRule, Shop

DOC = Path(__file__).parents[2] / "docs/policy.md"
OWN = (
    MatrixRow(name="Asia <i>", intents=("refund",), markets=("asia",), answer="person", queue="Service"),
    MatrixRow(name="VIP | thanks", intents=("feedback",), states=("unknown",), customers=("vip",), answer="auto",
              levels=(Level.AUTO,)),
)  # fmt: skip
SHOP = Policy(shop=Shop(name="Tea & <Pots>"), matrix=(*OWN, *DEFAULT_MATRIX))


class Cells(HTMLParser):
    """How wide each row of a page's tables is, counted by its cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: list[list[int]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append(0)
        elif tag in {"td", "th"}:
            self.tables[-1][-1] += int(dict(attrs).get("colspan") or 1)


def test_every_label_and_rule_has_its_words() -> None:
    assert set(INTENT_WORDS) == set(INTENTS)
    assert set(state_words(Parcels())) == set(PARCEL_STATES)
    assert set(CUSTOMER_NAMES) == set(CUSTOMERS)
    assert set(CUSTOMER_NAMES.values()) == set(customer_words(Customers()))
    assert set(MARKET_NAMES) == set(MARKETS)
    assert list(RULE_WORDS) == [rule.name for rule in RULES]


def test_every_combination_stands_on_the_page_as_the_matrix_decides_it() -> None:
    shown = {
        (intent, state, customer): cell
        for table in sheet(SHOP).tables
        for states, cells in zip(table.states, table.cells, strict=True)
        for customers, cell in zip(table.customers, cells, strict=True)
        for intent, state, customer in product(table.intents, states, customers)
    }
    assert len(shown) == len(INTENTS) * len(PARCEL_STATES) * len(CUSTOMERS)
    for (intent, state, customer), cell in shown.items():
        rows = {
            row_for(SHOP.matrix, intent=intent, state=state, customer=customer, market=market, level=level)
            for market, level in product(MARKETS, Level)
        }
        assert {(row.name, row.answer, row.template) for row in rows} == {
            (outcome.row, outcome.answer, outcome.template) for outcome in cell
        }


def test_what_differs_by_market_or_level_says_where() -> None:
    tables = {intent: table for table in sheet(SHOP).tables for intent in table.intents}
    refund = {outcome.when: outcome for outcome in tables["refund"].cells[0][0]}
    assert refund["Asia"].answer == "person"
    assert refund["Asia"].own
    assert refund["Asia"].care is not None
    assert refund["Asia"].care.queue == "Service"
    assert not refund["North America, Europe"].own
    thanks = {o.when for row in tables["feedback"].cells for cell in row for o in cell}
    assert thanks == {"", "level auto", "level shadow or draft"}


def test_columns_that_differ_only_in_who_looks_are_one() -> None:
    table = folded(sheet(Policy()).tables[0])
    assert table.intents == ("order_status",)
    assert [set(group) for group in table.customers] == [{"new", "returning"}, {"vip", "marketplace", "dispute"}]


def test_queue_clock_and_hours() -> None:
    page = sheet(replace(Policy(), queues=(QueueRule(name="Desk", hours=1.5),)))
    told = {care for table in page.tables for care in table.cares}
    assert {(care.queue, care.clock, care.hours) for care in told if care} >= {
        ("Desk", "ordinary", "within 1.5 office hours"), ("Desk", "vip", "within 2 office hours"),
    }  # fmt: skip
    assert (page.critical.queue, page.critical.hours) == ("Desk", "within 1 hour, day and night")


def test_a_name_is_no_markup_and_every_row_of_a_table_is_equally_wide() -> None:
    page = html(sheet(SHOP))
    assert "Tea &amp; &lt;Pots&gt;" in page
    assert "Asia &lt;i&gt;" in page
    assert not re.search(r"<i>|<script|https?://", page)
    assert all(len(set(rows)) == 1 for rows in Cells(page).tables)
    text = markdown(sheet(SHOP))
    assert r"Asia \<i\>" in text
    assert all(len(set(rows)) == 1 for rows in _markdown_tables(text))


def _markdown_tables(text: str) -> list[list[int]]:
    blocks = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return [[len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()] for block in blocks]


def test_own_rows_are_marked() -> None:
    assert "yours" not in html(sheet(Policy())).lower().replace("your own", "")
    assert html(sheet(SHOP)).count(">yours<") > 1
    assert "(yours)" in markdown(sheet(SHOP))


def test_it_is_made_quickly() -> None:
    begun = process_time()
    html(sheet(SHOP))
    assert process_time() - begun < 2


def test_the_document_is_what_the_command_writes() -> None:
    written = DOC.read_text(encoding="utf-8")
    assert written == markdown(sheet(Policy())), "docs/policy.md: triage policy show --format md --out docs/policy.md"


def test_each_table_says_what_its_level_lets_the_machine_do() -> None:
    tables = {table.intents: level_words(table) for table in sheet(Policy()).tables}
    assert tables["order_status",].startswith("Level shadow: nothing is written yet")
    assert tables["service_complaint",] == ""  # a person's, whatever the level


def test_requests_of_one_table_with_several_levels_are_told_apart() -> None:
    policy = Policy(levels={"payment": Level.AUTO})
    (words,) = (level_words(table) for table in sheet(policy).tables if "payment" in table.intents)
    assert words == (
        "Level shadow (return_exchange, refund): nothing is written yet, what would be done is only noted. "
        "Level auto (payment): sent alone where the table says so"
    )
