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
    "1.1.", "&#", "&a", "http",
)  # fmt: skip

LIMIT = 0.25  # seconds of CPU: 0.1 on an idle core, the tests share theirs


def patterns():
    for module in pkgutil.iter_modules(triage.mail.__path__):
        if module.name in {"compose", "thread"}:  # they match whole values of their own making
            continue
        for name, value in vars(importlib.import_module(f"triage.mail.{module.name}")).items():
            for number, pattern in enumerate(found(value)):
                yield pytest.param(pattern, id=f"{module.name}.{name}.{number}")


def found(value):
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from found(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from found(one)
    elif isinstance(getattr(value, "pattern", None), re.Pattern):
        yield value.pattern


@pytest.mark.parametrize("pattern", list(patterns()))
def test_linear(pattern):
    for letters in WORST:
        text = letters * (100_000 // len(letters)) + "\x01"
        assert fastest(pattern, text.encode() if isinstance(pattern.pattern, bytes) else text) < LIMIT, letters


def fastest(pattern, text):
    """CPU seconds of all matches in the text; a slow run is repeated, as other jobs share the machine."""
    times = []
    while len(times) < 3 and (not times or times[-1] >= LIMIT):
        began = time.process_time()
        for _ in pattern.finditer(text):
            pass
        times.append(time.process_time() - began)
    return min(times)
