"""The first name to greet with, from what a sender calls itself: it must look like one, and mean nothing else."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

from triage.policy.folding import fold
from triage.policy.guards import find_guards

_LONGEST_NAME = 40
_LONGEST_FIRST_NAME = 20
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})
_JOINERS = frozenset(" .'’-")


@cache
def _no_names() -> frozenset[str]:
    """Titles, companies, insults and what could be taken for our own words."""
    lines = files("triage.policy").joinpath("no_first_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def first_name(display: str) -> str:
    """The first name to greet with; "" for whatever is no plain name in one script.

    >>> first_name("Anna Müller"), first_name("Win 1000 at www.evil.example"), first_name("山田 太郎")
    ('Anna', '', '山田太郎')
    >>> first_name("Frau Müller"), first_name("DHL"), first_name("全額返金")
    ('', '', '')
    """
    name = " ".join(unicodedata.normalize("NFKC", display).split()) if len(display) <= _LONGEST_NAME else ""
    if not name or not _is_name(name) or _means_something(name):
        return ""
    if _scripts(name) <= _EAST_ASIAN:
        return name.replace(" ", "") if _is_east_asian_name(name) else ""
    if len(name.split()) > 1 and name.split()[-1][0].islower() and not name.islower():
        return ""  # "You are scammers" is a sentence
    first = name.split(" ")[0]
    if "." in first or not 2 <= len(first) <= _LONGEST_FIRST_NAME:
        return ""
    return first.title() if first.isupper() or first.islower() else first


def _means_something(name: str) -> bool:
    """Whether there is a word in it that is no name, or that a guard knows."""
    plain = fold(name)
    whole = _no_names().intersection(re.split(r"[ .]+", plain))
    joined = plain.replace(" ", "")
    inside = _scripts(name) <= _EAST_ASIAN and any(word in joined for word in _no_names())
    return bool(whole) or inside or bool(find_guards([name]))


def _is_east_asian_name(name: str) -> bool:
    """Two to four characters, or two such parts: longer runs are sentences, and would be the shop's words."""
    parts = name.split(" ")
    longest = 4 if _scripts(name) == {"CJK"} else 6
    return len(parts) <= 2 and all(1 <= len(part) <= longest for part in parts) and len(name) >= 2


def _is_name(name: str) -> bool:
    letters = [char for char in name if char not in _JOINERS]
    marks = sum(unicodedata.category(char).startswith("M") for char in letters)
    return (
        unicodedata.category(name[0]) in {"Lu", "Ll", "Lt", "Lo"}
        and all(unicodedata.category(char)[0] in "LM" for char in letters)
        and marks <= len(letters) // 2
        and not re.search(r"\.\S", name)
        and (len(_scripts(name)) == 1 or _scripts(name) <= _EAST_ASIAN)
    )


def _scripts(name: str) -> frozenset[str]:
    """First words of the letters' Unicode names, which tell the script."""
    letters = (char for char in name if char.isalpha())
    return frozenset(unicodedata.name(char, "NONE").split(" ")[0] for char in letters)
