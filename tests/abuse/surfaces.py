"""O, N, T: hostile order files, names in notices, and what a terminal or a browser is shown."""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path

from rich.console import Console
from typer.testing import CliRunner

from tests.abuse.found import Found, Row
from tests.abuse.hostile_words import NAMES, SUBJECTS
from tests.abuse.robots import ALL_FOLLOW_UPS
from tests.abuse.stage import HEAD, considered, letter_faults, shop, words, written
from tests.desks import AUTO, letter, think
from triage.care import listen_to_agents, tick
from triage.cli import policy as policy_command
from triage.cli.cases import cases
from triage.domain import Parcel
from triage.edges.lookup import CsvOrders
from triage.errors import ConfigError, Unavailable
from triage.flow import cycle
from triage.policy import sheet_pages
from triage.policy.sheet import sheet
from triage.settings import Care, MatrixRow, QueueRule

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_ESCAPES = ("\x1b[31mred", "\x1b]0;title\x07", "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
            "\u202eevil", "a\u200bb", "\x9b31m",
            "a\rb", "\x07", "\x08\x08\x08", "[bold red]x[/]",
            "[link=https://evil.example]x[/link]", ":skull:")  # fmt: skip
_MARKUP = ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
           "</td></table><h1>x", "&lt;b&gt;", "[x](javascript:alert(1))", "| a | b |", "`x`", "**x**", "<!--",
           "{{7*7}}")  # fmt: skip


# --- order files ------------------------------------------------------------------------------------------------------
def _cells() -> Iterator[str]:
    yield from (
        '=HYPERLINK(""https://evil.example"")',
        "=cmd|' /c calc'!A0",
        "@SUM(1)",
        "+1+1",
        "-1",
        "\tx",
        "{{7*7}}",
        "{% raw %}",
    )
    yield from (
        *_ESCAPES,
        *_MARKUP,
        "a\x00b",
        "x" * 9_000,
        "\u2028Bcc: x@evil.example",
        "a\nBcc: x",
        "💣" * 100,
        "\ud7ff",
        "www.evil.example",
    )


def hostile_cells(every: int) -> Found:
    """Formulas, controls, markup and templates in every cell that reaches a reply."""
    faults, cells = [], list(_cells())[::every]
    for value in cells:
        quoted = '"' + value.replace('"', '""') + '"'
        row = f"NW-20417,ann@customer.example,moving,{quoted},{quoted},{quoted},2026-12-24,DE,80,EUR"
        with shop(orders=[row]) as bench:
            _, made = considered(
                bench, letter("Where is my order NW-20417, please? I would like to know.", verified=True)
            )
            for recipient, content in written(made):
                faults += [f"{value[:30]!r}: {one}" for one in letter_faults(recipient, content, bool(recipient))]
                said = words(content)
                faults += [f"{value[:30]!r}: a control is shown"] if _CONTROL.search(said.replace("\r\n", "\n")) else []
                faults += (
                    [f"{value[:30]!r}: live markup"]
                    if re.search(r"<script|<svg|<img src=x|onerror=(?!alert\(1\)&gt;)", said.split("<html")[-1])
                    else []
                )
                faults += [f"{value[:30]!r}: a long cell"] if "x" * 200 in said or "💣" * 70 in said else []
    return Found.of(len(cells), f"{len(faults)} shown as they are", faults)


def enormous_files(every: int) -> Found:
    """A field of 100 MB, a file of nothing but quotes, a line without end, a million columns: good rows stay."""
    size = 100_000_000 // every
    good = f"{HEAD}\nNW-1,ann@customer.example,moving,DHL,,,,,,\n".encode()
    shapes: dict[str, Callable[[], bytes]] = {
        "a field": lambda: good + b'NW-2,"' + b"x" * size,
        "quotes": lambda: good + b'"' * (size // 10),
        "columns": lambda: b"order,email,state" + b",x" * (size // 100) + b"\n",
        "a line": lambda: good + b"y" * size,
        "NULs": lambda: good + b"\0" * (size // 10),
        "nothing": lambda: b"",
        "a picture": lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(1000),
        "line ends": lambda: good + b"\n" * (size // 10),
    }  # fmt: skip
    faults, slowest = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"
        path.write_bytes(good)
        found = CsvOrders(path)
        for name, make in shapes.items():
            path.write_bytes(make())
            began = time.process_time()
            try:
                known = found.parcel("NW-1")
            except Exception as error:
                faults.append(f"{name}: {type(error).__name__}")
                continue
            slowest = max(slowest, time.process_time() - began)
            faults += [f"{name}: the good rows are gone"] if known is None else []
            path.write_bytes(good)
            found.parcel("NW-1")
    faults += [f"{slowest:.1f} s for one look"] if slowest > 10 else []
    return Found.of(len(shapes), f"{len(faults)} lost, slowest {slowest:.1f} s of CPU", faults)


def swapped_while_read(every: int) -> Found:
    """A file that another program replaces or grows during every look: whole old or whole new rows, never half."""
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"

        def write(number: int) -> None:
            rows = "\n".join(
                f"NW-{row},ann@customer.example,{('moving', 'lost')[number % 2]},,,,,,," for row in range(200)
            )
            path.write_text(f"{HEAD}\n{rows}\n", encoding="utf-8")

        write(0)
        found = CsvOrders(path)
        read = CsvOrders._read

        def meanwhile(self: CsvOrders, at: Path, states: object) -> object:
            book = read(self, at, states)  # type: ignore[arg-type]
            write(int(time.monotonic_ns()))
            return book

        rounds = 60 // every
        for number in range(rounds):
            write(number)
            CsvOrders._read = meanwhile  # type: ignore[method-assign, assignment]
            try:
                seen: set[str] = set()
                for row in range(0, 200, 40):
                    parcel = found.parcel(f"NW-{row}")
                    seen |= {parcel.state} if isinstance(parcel, Parcel) else {"gone"}
            except (ConfigError, Unavailable) as error:
                faults.append(str(error))
            finally:
                CsvOrders._read = read  # type: ignore[method-assign]
            faults += ["rows are gone"] if "gone" in seen else []
    return Found.of(rounds, f"{len(faults)} torn", faults)


# --- notices and outputs ----------------------------------------------------------------------------------------------
def notices(every: int) -> Found:
    """What our own people are told of hostile names and subjects: queues and times alone."""
    faults, shapes = [], [*((name, "x") for name in NAMES), *(("Ann", subject) for subject in SUBJECTS)][::every]
    rules = replace(AUTO, care=Care(notify="owner@teapot.example"), follow_ups=ALL_FOLLOW_UPS)
    with shop(rules, think=think) as bench:
        listen_to_agents(bench.desk)
        for number, (name, subject) in enumerate(shapes):
            shown = re.sub(r"[\r\n\0]", " ", name)
            sender = f'"{shown}" <c{number}@d{number}.example>'
            text = f"The cup is broken. {subject} {name} order NW-{90000 + number}"
            bench.account.deliver(letter(text, number=number, sender=sender, subject=re.sub(r"[\r\n\0]", " ", subject)))
        cycle(bench.desk)
        for _ in range(6):
            bench.account.clock.step(hours=12)
            tick(bench.desk)
            cycle(bench.desk)
        told = [content for to, content in bench.account.sent if to == "owner@teapot.example"]
        faults += [] if told else ["nobody was told"]
        for content in told:
            said = words(content)
            faults += ["a notice holds a customer's words"] if re.search(r"evil|NW-9|7\*7|<script|Anna", said) else []
            faults += letter_faults("owner@teapot.example", content)
    return Found.of(len(shapes), f"{len(told)} notices, {len(faults)} with words of a mail", faults)


_SETTINGS = """
[shop]
name = "Shop"
[[mailbox]]
name = "support"
address = "help@teapot.example"
[mailbox.imap]
host = "127.0.0.1"
user = "u"
password = {{ env = "NOTHING" }}
[mailbox.smtp]
host = "127.0.0.1"
[store]
url = "sqlite:///{folder}/triage.db"
min_free_mb = 0
"""


def terminal_outputs(every: int) -> Found:
    """`triage cases`, `cases show` and `--json` after hostile mails: their subjects are shown, and steer nothing."""
    values = [*_ESCAPES, *_MARKUP][::every]
    with shop(think=think) as bench:
        for number, value in enumerate(values):
            flat = re.sub(r"[\r\n]", " ", value)
            content = letter(f"The cup is broken. {value} order NW-20417", number=number,
                             sender=f'"{flat}" <c{number}@d.example>', subject=f"{flat} NW-20417")  # fmt: skip
            bench.account.deliver(content)
        cycle(bench.desk)
        (bench.folder / "triage.toml").write_text(_SETTINGS.format(folder=bench.folder), encoding="utf-8")
        listed = _typed(bench.folder, "--json", "--all")
        ids = [json.loads(line)["id"] for line in listed.splitlines()]
        outs = [listed, _typed(bench.folder), *(_typed(bench.folder, "show", one) for one in ids)]
        outs += [_typed(bench.folder, "show", one, "--json") for one in ids[:3]]
    faults = []
    faults += ["nothing is listed"] if len(ids) < len(values) else []
    for out in outs:
        faults += [f"steers: {_CONTROL.search(out)!r}"] if _CONTROL.search(out) else []
    return Found.of(len(outs), f"{len(faults)} steer", faults)


def _typed(folder: Path, *arguments: str) -> str:
    """What `triage cases` writes to standard output. The list itself takes its options before a command."""
    where = ["--config", str(folder)]
    ran = CliRunner().invoke(cases, [*arguments, *where])
    if ran.exit_code:
        raise AssertionError(f"triage cases {arguments}: {ran.output} {ran.exception}")
    return ran.stdout


def policy_pages(every: int) -> Found:
    """`policy show` with hostile names of rows, queues and clocks: as page, Markdown and on the terminal."""
    faults, values = [], [*_ESCAPES, *_MARKUP][::every]
    for value in values:
        rules = replace(
            AUTO,
            matrix=(MatrixRow(name=value, intents=("refund",), answer="person"), *AUTO.matrix),
            queues=(*AUTO.queues[:-1], QueueRule(name=value, intents=("feedback",)), AUTO.queues[-1]),
        )
        page = sheet(rules)
        html, markdown = sheet_pages.html(page), sheet_pages.markdown(page)
        with redirect_stdout(StringIO()) as out:
            policy_command._print(page, Console(width=100, highlight=False, emoji=False, file=out))
        live = re.search(r"<script|<svg|<img|<h1>x|href=.?javascript", html)
        faults += [f"{value!r}: live in the page"] if live else []
        faults += (
            [f"{value!r}: live in Markdown"]
            if re.search(r"(?<!\\)<(?:script|svg|img)|(?<!\\)\]\(javascript", markdown)
            else []
        )
        faults += (
            [f"{value!r}: steers the terminal"]
            if re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out.getvalue())
            else []
        )
    return Found.of(len(values) * 3, f"{len(faults)} live", faults)


# --- later ------------------------------------------------------------------------------------------------------------
def no_oracle_later(every: int) -> Found:
    """A month of follow-ups to strangers who named an order: the same mails whether it exists, moves or is lost."""
    rules = replace(AUTO, follow_ups=ALL_FOLLOW_UPS)
    sent = []
    other = "NW-1,bob@other.example,moving,GLS,,,,,,"
    for state in ("moving", "lost", "")[:: 1 if every == 1 else 2]:
        orders = [other, f"NW-20417,ann@customer.example,{state},Hermes,,,,,,"] if state else [other]
        with shop(rules, orders=orders, think=think) as bench:
            for number, text in enumerate(("Where is my order NW-20417, please?", "My order NW-20417 is broken.")):
                bench.account.deliver(
                    letter(text, number=number, sender=f"eve{number}@elsewhere.example", verified=True)
                )
            for _ in range(60 // every):
                cycle(bench.desk)
                bench.account.clock.step(hours=12)
                tick(bench.desk)
            cycle(bench.desk)
            sent.append((bench.account.sent, bench.mails("Drafts")))
    faults = ["the mails differ"] if any(one != sent[0] for one in sent) else []
    return Found.of(len(sent), f"{len(sent[0][0])} mails in each, {len(faults)} differences", faults)


ROWS = (
    Row(name="D1", what="follow-ups to strangers for a month, the order moving, lost or none", wanted="0 differences",
        run=no_oracle_later, quick=4),
    Row(name="O1", what="formulas, controls, markup in cells of an order file", wanted="0 shown as they are",
        run=hostile_cells, quick=6, also="tests/edges/test_lookup.py"),
    Row(name="O2", what="enormous and broken order files", wanted="good rows stay", run=enormous_files, quick=50),
    Row(name="O3", what="an order file swapped during every look", wanted="0 torn", run=swapped_while_read, quick=12,
        also="tests/edges/test_lookup.py"),
    Row(name="N1", what="notices about mails with hostile names", wanted="0 words of a mail", run=notices, quick=20),
    Row(name="T1", what="triage cases, show and --json after hostile mails", wanted="0 steer",
        run=terminal_outputs, quick=6),
    Row(name="T2", what="policy show with hostile names of rows and queues", wanted="0 live",
        run=policy_pages, quick=6),
)  # fmt: skip
