"""Draw docs/demo.svg from a real run of the demo: `python -m docs.picture`."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from rich.console import Console

from triage.cli.demo import live
from triage.demo import play_once
from triage.edges import starter

TARGET = Path(__file__).parent / "demo.svg"


def main() -> None:
    """Run the demo on a recording console and keep what it shows."""
    paper = Console(record=True, width=150, file=io.StringIO(), force_terminal=True, highlight=False, emoji=False)
    live(paper, starter.SAMPLE / "mails", play_once)
    TARGET.write_text(without_fonts(paper.export_svg(title="triage demo")), encoding="utf-8")
    sys.stderr.write(f"{TARGET} written\n")


def without_fonts(svg: str) -> str:
    """A picture that fetches nothing: the reader's own monospace font will do."""
    return re.sub(r"@font-face \{.*?\}|<!--.*?-->", "", svg, flags=re.DOTALL).replace("Fira Code", "ui-monospace")


if __name__ == "__main__":
    main()
