"""What a shop says of its own order numbers: examples as it writes them, and patterns for those who know them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_RUN = re.compile(r"(\d+)|([^\W\d_]+)|([\W_]+)")
_MOST = 40  # characters of an example, and examples and patterns that are read
_JOIN = r"[\s_/.‐‑–-]?"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Example:
    pattern: re.Pattern[str]
    parts: tuple[str, ...]  # letters and separators as written; "" where a group of the pattern stands

    def written(self, match: re.Match[str]) -> str:
        groups = iter(match.groups())
        return "".join(part or next(groups) for part in self.parts)


def by_example(text: str, examples: tuple[str, ...]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Numbers like the examples, written as the shop writes them, and where each stands in the text.

    Letters are fixed in any case, digits are any, and a run of digits may be longer or shorter by one.

    >>> [number for number, _ in by_example("shop 104234 and SHOP-99999!", ("SHOP-104233",))]
    ['SHOP-104234', 'SHOP-99999']
    """
    for example in examples[:_MOST]:
        known = _compiled(example.strip().lstrip("#＃№").strip())
        for match in known.pattern.finditer(text) if known else ():
            yield known.written(match) if known else "", match.span()


def by_pattern(text: str, patterns: tuple[str, ...]) -> Iterator[tuple[str, tuple[int, int]]]:
    """What the shop's regular expressions find: their first group, else all. A broken one finds nothing."""
    for pattern in patterns[:_MOST]:
        compiled = _expression(pattern)
        for match in compiled.finditer(text) if compiled else ():
            yield str((match[1] if match.re.groups else match[0]) or ""), match.span()


@lru_cache(maxsize=256)
def _compiled(example: str) -> _Example | None:
    runs = [match.groups() for match in _RUN.finditer(example[:_MOST])]
    if not any(digits for digits, _, _ in runs):
        return None
    pieces, parts = [], []
    for digits, letters, other in runs:
        pieces.append(_digits(len(digits)) if digits else re.escape(letters) if letters else _JOIN)
        parts.append("" if digits else letters or other)
    if len(runs) > 1 and runs[0][1] and runs[1][0]:
        pieces.insert(1, r"\s?")
    body = "".join(pieces)
    return _Example(
        pattern=re.compile(rf"(?<![\w.,+-])#?{body}(?![\w-]|[.,:]\d|\s?(?:€|%|\$|£|元|円))", re.IGNORECASE),
        parts=tuple(parts),
    )


def _digits(length: int) -> str:
    return rf"(\d{{{max(1, length - 1)},{length + 1}}})"


@lru_cache(maxsize=64)
def _expression(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern)
    except re.error:
        return None
