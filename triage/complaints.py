"""What is wrong with a setting, in one line that names its neighbour."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel


def neighbour(word: str, known: Iterable[str], what: str) -> None:
    """Raise ValueError for a word that is not known, with the one that may have been meant."""
    if word not in known:
        near = difflib.get_close_matches(word, list(known), n=1)
        hint = f'; did you mean "{near[0]}"?' if near else ""
        raise ValueError(f'unknown {what} "{word}"{hint}')


def in_words(fault: Any, settings: type[BaseModel]) -> str:
    """One of pydantic's faults as a line; `settings` is the model that was validated."""
    place = ".".join(str(step) for step in fault["loc"])
    if fault["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
        return f'unknown setting "{place}"{_hint(fault["loc"], settings)}'
    if fault["type"] in {"missing", "missing_argument"}:
        return f'setting "{place}" is missing'
    return f"{place}: {fault['msg'].removeprefix('Value error, ')}"


def _hint(loc: tuple[Any, ...], settings: type[BaseModel]) -> str:
    near = difflib.get_close_matches(str(loc[-1]), sorted(_known_keys(loc[:-1], settings)), n=1)
    return f'; did you mean "{near[0]}"?' if near else "; see triage.example.toml for what there is"


def _known_keys(table: tuple[Any, ...], settings: type[BaseModel]) -> set[str]:
    """Keys of the table at this place of the settings, found by walking the models."""
    kind: Any = settings
    for step in table:
        if isinstance(step, int):
            continue
        kind = _inner(fields(kind).get(str(step)))
    return set(fields(kind))


def fields(kind: Any) -> dict[str, Any]:
    """Settings of a table with their types: of a pydantic model, or of a frozen value of the core."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {name: field.annotation for name, field in kind.model_fields.items() if name != "root"}
    hints = getattr(kind, "__annotations__", {})
    return {name: hint for name, hint in hints.items() if not name.startswith("__")}


def _inner(annotation: Any) -> Any:
    for argument in getattr(annotation, "__args__", ()):
        if isinstance(argument, type) and argument not in {type(None), str, int}:
            return argument
    return annotation
