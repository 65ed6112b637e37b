"""`python -m tests.abuse [WORD ...]`: every attack, in one table. A word picks rows by name or by what they say.

Exits 1 when anything got through; what did is printed below the table.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tests.abuse import rows
from tests.abuse.found import Found, Row


def main(words: Sequence[str]) -> int:
    """Run the rows that were asked for and print the table."""
    wanted = [row for row in rows() if not words or any(_is_meant(row, word.lower()) for word in words)]
    if not wanted:
        print(f"no row is called so; there are: {', '.join(dict.fromkeys(row.name for row in rows()))}")
        return 2
    logging.disable(logging.CRITICAL)  # what a hostile file makes the program say is not this table's
    done = [_run(row) for row in wanted]
    _print([(row, found) for row, found, _ in done], sum(took for _, _, took in done))
    return int(any(found.faults for _, found, _ in done))


def _is_meant(row: Row, word: str) -> bool:
    return word in row.name.lower().split() or word in row.what.lower()


def _run(row: Row) -> tuple[Row, Found, float]:
    began = time.monotonic()
    found = row.run(1)
    took = time.monotonic() - began
    print(f"{row.name:6} {row.what}: {found.result} ({took:.0f} s)", file=sys.stderr, flush=True)
    return row, found, took


def _print(done: Sequence[tuple[Row, Found]], seconds: float) -> None:
    console = Console(highlight=False, emoji=False, width=None if sys.stdout.isatty() else 160)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("row", "attack", "count", "result", "wanted", "", "also"):
        table.add_column(name, justify="right" if name == "count" else "left", overflow="fold")
    for row, found in done:
        verdict = Text("FAIL", "bold red") if found.faults else Text("pass", "green")
        told = (row.name, row.what, f"{found.count:,}", found.result, row.wanted)
        table.add_row(*map(Text, told), verdict, Text(row.also))
    console.print(table)
    for row, found in done:
        for fault in found.faults[:20]:
            console.print(Text(f"{row.name}: {fault}"))
    total = sum(found.count for _, found in done)
    failed = sum(bool(found.faults) for _, found in done)
    console.print(f"\n{total:,} attacks in {len(done)} rows, {failed} rows failed, {seconds:.0f} s")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
