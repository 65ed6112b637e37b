"""Every regular expression of the package on 100 KB of the letters it likes least."""

import importlib
import pkgutil
import re
import time

import pytest

import triage.mail

WORST = (
    "a", '"', "\\", " ", "<", "(", "-", "1", "@", ">", ":", ";", "=", "\n", "&", "#", "'", "的", "=?", "a@", "--",
    "order ", "1 ", "1Z ",
    "order no ", '"\\', "; a=", '; a="', "<a ", "<!--", "<!-", "<![", "re: ", "fwd:", "a.", "12 de ", "=?u?q?a", "_ ",
    "* ", "AB 123 ", "https://",
    "html ", "color:", "background:", "9999999", "(a) ", "a=b ", "header.d=", "%E4", "=E4", "|", "\t", "[image:",
    "1.1.", "&#", "&a", "http", "<style>", "<!--[if", "rgb(1,", "rect(", "translate(", "cid:", "begin 644 a\n",
    "Ã©", "é", "\x1b$B", "=\n", "= \n", "é a", "ø", "--a\ncontent-", ".a,", "[class=", "/*", "utf-8'", "\u200b", "{",
)  # fmt: skip
LETTERS = 100_000
LIMIT = 0.1  # seconds of CPU
RUNS = 3
# Matched against a whole value only, and so measured; all others anywhere in a text.
WHOLE = {"compose._ADDR_SPEC", "people.identity._HOST"}


def patterns():
    seen = set()
    for module in pkgutil.walk_packages(triage.mail.__path__, "triage.mail."):
        for name, value in vars(importlib.import_module(module.name)).items():
            place = f"{module.name.removeprefix('triage.mail.')}.{name}"
            for number, pattern in enumerate(one for one in found(value, set()) if one not in seen):
                seen.add(pattern)
                yield pytest.param(pattern.fullmatch if place in WHOLE else pattern.finditer, id=f"{place}.{number}")


def found(value, seen):
    """Every pattern inside a value: in containers of any depth, in fields of dataclasses and tuples."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from found(one, seen)
    elif isinstance(value, dict):
        for one in value.values():
            yield from found(one, seen)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type) and id(value) not in seen:
        seen.add(id(value))
        for name in value.__dataclass_fields__:
            yield from found(getattr(value, name), seen)


@pytest.mark.parametrize("search", list(patterns()))
def test_linear(search):
    for letters in WORST:
        if not is_plainly_linear(search, letters):
            assert fastest(search, worst(search, letters, LETTERS)) < LIMIT, letters


def is_plainly_linear(search, letters):
    """Whether shorter texts show already that the long one will be quick; it spares most of the runs."""
    few, more = (once(search, worst(search, letters, LETTERS // part)) for part in (200, 40))
    as_square, as_line = more * 40**2, more * 40
    return as_square < LIMIT or (as_line < LIMIT / 2 and more < few * 10)  # five times as long: 25 times if it squares


def worst(search, letters, size):
    text = letters * (size // len(letters)) + "\x01"
    return text.encode() if isinstance(search.__self__.pattern, bytes) else text


def once(search, text):
    """CPU seconds of all matches in the text."""
    began = time.process_time()
    for _ in search(text) or ():
        pass
    return time.process_time() - began


def fastest(search, text):
    """The best of three runs, as other jobs share the machine; of one where that is good enough."""
    times = []
    while len(times) < RUNS and (not times or times[-1] >= LIMIT):
        times.append(once(search, text))
    return min(times)


def test_patterns_are_found_wherever_they_hide():
    one = re.compile("a")
    assert list(found({"a": [(one, {"b": frozenset({one})})]}, set())) == [one, one]
    assert len(list(patterns())) > 100
