"""What a person sees (standard error, with colour where there is a terminal) and what a program reads."""

from __future__ import annotations

import re
import unicodedata

import typer
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

screen = Console(stderr=True, highlight=False, soft_wrap=True)

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})  # Unicode categories that steer instead of showing
# The same in JSON, which escapes the C0 controls by itself: DEL, C1, bidi, invisible letters, lone surrogates.
_STEERING = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
_WIDEST = 100  # columns that still read well


def say(words: str) -> None:
    """Words for a person, line by line; whatever a stranger put into them is made safe."""
    for line in words.split("\n"):
        screen.print(Text(clean(line)))


def emit(document: str) -> None:
    """One JSON document for a program: standard output, always UTF-8, nothing in it that steers a terminal."""
    typer.echo(_STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", document).encode())


def paper(widest: int = _WIDEST) -> Console:
    """Where a person reads what was asked for: standard output, no wider than an eye follows."""
    console = Console(highlight=False, emoji=False)
    console.width = min(console.width, widest)
    return console


def clean(text: str, width: int = 0) -> str:
    r"""A stranger's text on one line, made safe for a terminal: no control, escape or bidi characters.

    With `width` it is cut to so many columns; Chinese and Japanese letters take two.

    >>> clean("Hi\x1b[31m there\u202e")
    'Hi[31m there'
    >>> clean("何时发货", 5)
    '何时…'
    """
    spaced = re.sub(r"[\t\r\n\v\f]", " ", text)
    kept = "".join(letter for letter in spaced if unicodedata.category(letter) not in _UNSAFE)
    return kept if not width or cell_len(kept) <= width else set_cell_size(kept, width - 1).rstrip() + "…"


def clean_lines(text: str, letters: int, lines: int) -> str:
    r"""The same for a text of several lines: blank lines at most one in a row, and what is left out is counted.

    >>> clean_lines("a\n\n\n\nb\x07\n", 100, 10)
    'a\n\nb'
    >>> clean_lines("one\ntwo\nthree", 7, 10)
    'one\ntwo\n… (6 more letters)'
    """
    whole = re.sub(r"\n{3,}", "\n\n", "\n".join(map(clean, text.splitlines()))).strip("\n")
    kept = "\n".join(whole[:letters].split("\n")[:lines]).rstrip()
    left = len(whole) - len(kept)
    return kept + (f"\n… ({left:,} more letters)" if left else "")
