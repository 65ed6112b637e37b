"""How well the replies are told apart: the reader against what each mail's author says was typed."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.golden.golden import FOLDER, read
from triage.domain import Mail

REPLIES = sorted((FOLDER / "replies").glob("*.eml"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """What the reader made of one reply. `exact`: the new words are the typed ones, white space aside."""

    name: str
    exact: bool
    lost: tuple[str, ...]  # typed lines of which a word is not among the new ones
    pieces: bool  # quote, forward and "nothing new" are told as they are


def truth(path: Path) -> dict[str, Any]:
    """What the author of a mail says of it."""
    return dict(json.loads(path.with_name(f"{path.stem}.truth.json").read_text(encoding="utf-8")))


def score(path: Path) -> Score:
    """One reply, judged."""
    mail, said = read(path), truth(path)
    words = set(_words(mail.new_text))
    return Score(
        name=path.stem,
        exact=_folded(mail.new_text) == _folded(said["new_text"]),
        lost=tuple(line for line in said["lines"] if not words.issuperset(_words(line))),
        pieces=_pieces(mail) == (said["quoted"], said["forwarded"], said["only"]),
    )


def _pieces(mail: Mail) -> tuple[bool, bool, str]:
    return bool(mail.quoted_text), bool(mail.forwarded_text), mail.only


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).replace("\u200b", "").split())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def report() -> str:
    """Figures over all replies, and the names of those that differ."""
    scores = [score(path) for path in REPLIES]
    programs = {truth(path)["program"] for path in REPLIES}
    languages = {truth(path)["language"] for path in REPLIES}
    exact = sum(one.exact for one in scores)
    kept = sum(not one.lost for one in scores)
    pieces = sum(one.pieces for one in scores)
    lines = [
        f"{len(scores)} replies and forwards of {len(programs)} programs in {len(languages)} languages",
        f"new text exact    {exact / len(scores):6.1%}  ({exact})",
        f"nothing lost      {kept / len(scores):6.1%}  ({kept})",
        f"pieces told right {pieces / len(scores):6.1%}  ({pieces})",
        *(f"  differs: {one.name}" for one in scores if not one.exact),
    ]
    return "\n".join(lines)
