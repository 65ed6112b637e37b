"""`python -m tests.month [--seed N] [--mails N] [--days N]`: simulated months through the real flow.

Two shops are played side by side, for this seed and the next one: other countries, holidays and troubles. Prints one
table of what must be true and what was found; exits 1 when anything is broken. The same seed gives the same month.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.month.picture import picture
from tests.month.run import Result, side_by_side

_SHOWN = 5  # examples of a fault
_BAR = 40


def main(arguments: list[str]) -> int:
    """Play, print, and say by the exit code whether all was well."""
    parser = argparse.ArgumentParser(prog="python -m tests.month", description=(__doc__ or "").partition("\n")[2])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--mails", type=int, default=1_700, help="of both shops, about")
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--alone", action="store_true", help="only this seed's shop, with all the mails")
    parser.add_argument("--svg", type=Path, help="draw the first shop's month into this file")
    asked = parser.parse_args(arguments)
    seeds = (asked.seed,) if asked.alone else (asked.seed, asked.seed + 1)
    results = side_by_side(seeds, asked.mails, asked.days, _progress)
    sys.stderr.write("\n")
    for line in table(results):
        print(line)
    if asked.svg:
        asked.svg.write_text(picture(results[0]), encoding="utf-8")
    return int(any(finding.broken for result in results for finding in result.findings))


def table(results: list[Result]) -> list[str]:
    """What was played, one line a rule with its counts, and examples of what is broken."""
    lines = [
        f"{one.told}: {one.mails:,} mails, {one.cases:,} cases, {one.deaths} deaths, {one.seconds:.0f} s, {one.digest}"
        for one in results
    ]
    lines += ["", f"{'what must be true':66} {'looked at':>9} {'broken':>7}"]
    for number, finding in enumerate(results[0].findings):
        same = [one.findings[number] for one in results]
        broken = [f"{one.told.partition(':')[0]}: {what}" for one in results for what in one.findings[number].broken]
        lines.append(f"{finding.rule:66} {sum(one.looked_at for one in same):9,} {len(broken):7,}")
        lines += [f"    {what}" for what in broken[:_SHOWN]]
    return lines


def _progress(share: float) -> None:
    full = round(share * _BAR)
    sys.stderr.write(f"\r  [{'#' * full}{'.' * (_BAR - full)}] {share:4.0%}")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
