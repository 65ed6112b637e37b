"""What is wrong with a setting, in one line that names its neighbour."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel


def neighbour(word: str, known: Iterable[str], what: str) -> None:
    """Raise ValueError for a word that is not known, with the one that may have been meant, else with all there are."""
    if word not in known:
        listed = list(known)
        near = difflib.get_close_matches(word, listed, n=1)
        hint = f'; did you mean "{near[0]}"?' if near else f"; there are {', '.join(listed)}"
        raise ValueError(f'unknown {what} "{word}"{hint}')


_NUMBER = "write a number"
_LIST = 'write a list in square brackets, such as ["a", "b"]'
# Pydantic's kinds of fault that a shop owner meets, with what to write instead.
_INSTEAD: Mapping[str, str] = {
    "tuple_type": _LIST, "list_type": _LIST, "string_type": "write it in quotes", "bool_type": "write true or false",
    "bool_parsing": "write true or false", "int_type": _NUMBER, "int_parsing": _NUMBER, "float_type": _NUMBER,
    "int_from_float": "write a whole number", "float_parsing": _NUMBER, "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
}  # fmt: skip
_OF_KEY: Mapping[str, str] = {"office_days": " (Monday is 0, Sunday is 6)", "share": " (5 % is 0.05)"}
_SECRET = frozenset({"mailbox", "store"})


def in_words(fault: Any, settings: type[BaseModel], given: Mapping[str, Any]) -> str:
    """One of pydantic's faults as a line; `settings` is the model that was validated, `given` what was to fit it."""
    row, key = _place(fault["loc"], given)
    within = f" in {row}" if row else ""
    if fault["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
        return f'unknown setting "{key}"{within}{_hint(fault["loc"], settings)}'
    if fault["type"] in {"missing", "missing_argument"}:
        return f'setting "{key}" is missing{within}'
    return ": ".join(filter(None, (row, key, _said(fault))))


def _place(loc: Sequence[str | int], given: Mapping[str, Any]) -> tuple[str, str]:
    """The row of a table with several, by its name or number, and the key in it with dots between its steps.

    >>> _place(("matrix", 0, "levels", 1), {"matrix": [{"name": "VIP"}]}), _place(("shop", "name"), {})
    (('matrix "VIP"', 'levels 2'), ('', 'shop.name'))
    """
    table, *rest = loc
    if not (rest and isinstance(rest[0], int)):
        return "", _dotted(loc)
    row = _within(_within(given, table), rest[0])
    name = row.get("name") if isinstance(row, Mapping) else None
    return f'{table} "{name}"' if isinstance(name, str) else f"{table} {rest[0] + 1}", _dotted(rest[1:])


def _dotted(steps: Iterable[str | int]) -> str:
    return "".join(f" {step + 1}" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")


def _within(here: Any, step: str | int) -> Any:
    try:
        return here[step]
    except (TypeError, KeyError, IndexError):
        return None


def _said(fault: Any) -> str:
    """What is wrong with a value, and what to write instead. What stands where passwords are named is not repeated."""
    kind, table = str(fault["type"]), fault["loc"][0]
    but = "" if table in _SECRET else f", not {_as_written(fault['input'])}"
    if kind in {"literal_error", "enum"}:
        return f"write {fault['ctx']['expected']}{but}"
    if kind in {"tuple_type", "list_type"} and isinstance(fault["input"], Mapping):
        return f"write [[{table}]] in two pairs of brackets, because there may be several"
    if kind in {"tuple_type", "list_type"} and isinstance(fault["input"], str) and but:
        return f"write a list in square brackets: [{_as_written(fault['input'])}]"
    if kind in _INSTEAD:
        return f"{_INSTEAD[kind]}{but}{_OF_KEY.get(_last_name(fault['loc']), '')}"
    return str(fault["msg"]).removeprefix("Value error, ").replace("Input should be", "must be")


def _last_name(loc: Sequence[str | int]) -> str:
    return next(step for step in reversed(loc) if isinstance(step, str))


def _as_written(given: Any) -> str:
    """A value as TOML writes it."""
    return f'"{given}"' if isinstance(given, str) else str(given).lower() if isinstance(given, bool) else str(given)


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
