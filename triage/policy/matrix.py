"""The decision matrix: which row takes a case, and whether the rows are complete and free of contradictions."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import combinations

from triage.domain import Level
from triage.labels import CUSTOMERS, INTENTS, MARKETS, PARCEL_STATES
from triage.policy.answerable import ANSWERABLE, NEVER_CUSTOMERS, may_answer, may_be_automatic
from triage.policy.answers import ANSWERS
from triage.settings import DEFAULT_MATRIX, MatrixRow

Matrix = tuple[MatrixRow, ...]
_FEW = 20  # words that a line may list
_NAME_LENGTH = 80  # of the column in which a decision keeps it


@dataclass(frozen=True, kw_only=True, slots=True)
class _Axis:
    """One condition of a row: what it is called, what the row wants of it, and everything it may be."""

    name: str
    wanted: Callable[[MatrixRow], Collection[str]]
    known: tuple[str, ...]


_AXES = (
    _Axis(name="intent", wanted=lambda row: row.intents, known=INTENTS),
    _Axis(name="state", wanted=lambda row: row.states, known=PARCEL_STATES),
    _Axis(name="customer", wanted=lambda row: row.customers, known=CUSTOMERS),
    _Axis(name="market", wanted=lambda row: row.markets, known=MARKETS),
    _Axis(name="level", wanted=lambda row: row.levels, known=tuple(level.value for level in Level)),
)
# Until a shop has written a row that takes it, a combination without any row is a person's.
# Texts that answer a question by themselves; the others belong to a moment of a case.
_ALONE = frozenset((*ANSWERS, "missing_order_number", "product_question"))
_NOBODYS = MatrixRow(name="No row of the matrix fits", answer="person")


def row_for(matrix: Matrix, *, intent: str, state: str, customer: str, market: str, level: str) -> MatrixRow:
    """The first row that fits; where none does, a row that calls a person.

    >>> row = row_for(DEFAULT_MATRIX, intent="order_status", state="lost", customer="new", market="asia", level="auto")
    >>> row.answer, row.template
    ('draft', 'lost_parcel')
    """
    case = (intent, state, customer, market, level)
    return next((row for row in matrix if _fits(row, case)), _NOBODYS)


def _fits(row: MatrixRow, case: tuple[str, ...]) -> bool:
    return all(not (wanted := axis.wanted(row)) or label in wanted for axis, label in zip(_AXES, case, strict=True))


def is_own(row: MatrixRow) -> bool:
    """Whether the shop wrote this row."""
    return row not in DEFAULT_MATRIX


def faults(
    matrix: Matrix, *, queues: Collection[str], clocks: Collection[str], templates: Collection[str] | None = None
) -> tuple[str, ...]:
    """What is wrong with the rows, a line each: unknown words, holes, contradictions, rows that can never fit, and
    answers that may never be automatic. Where `templates` is None, texts are not looked for.

    >>> faults(DEFAULT_MATRIX[:-1], queues=(), clocks=())
    ('no row takes payment with the parcel unknown, customer returning, market north_america, level shadow',)
    """
    words = [*_unknown_words(matrix, queues, clocks, templates), *_bad_names(matrix)]
    return tuple(words) or (
        *_holes(matrix),
        *_contradictions(matrix),
        *_never_fitting(matrix),
        *_too_bold(matrix),
        *_idle_texts(matrix),
    )


def _unknown_words(
    matrix: Matrix, queues: Collection[str], clocks: Collection[str], templates: Collection[str] | None
) -> Iterator[str]:
    for row in matrix:
        named: list[tuple[str, str, Collection[str]]]
        named = [(axis.name, label, axis.known) for axis in _AXES for label in axis.wanted(row)]
        named += [("queue", row.queue, queues), ("clock", row.clock, clocks)]
        named += [] if templates is None else [("template", row.template, templates)]
        for what, word, known in named:
            if word and word not in known:
                yield f'row "{row.name}": unknown {what} "{word}"{_meant(word, known)}'


def _meant(word: str, known: Collection[str]) -> str:
    """The nearest known word, in whichever case, else all of them where they are few."""
    folded = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(word.casefold(), list(folded), n=1)
    if near:
        return f'; did you mean "{folded[near[0]]}"?'
    return f"; there are {', '.join(known)}" if known and len(known) <= _FEW else ""


def _bad_names(matrix: Matrix) -> Iterator[str]:
    for name, count in Counter(row.name for row in matrix).items():
        if count > 1:
            yield f'{count} rows are called "{name}"; a decision names its row, so call them differently'
        if not 0 < len(name.strip()) <= _NAME_LENGTH:
            yield f'row "{name}": a name has 1 to {_NAME_LENGTH} characters'


def _holes(matrix: Matrix) -> Iterator[str]:
    left = _EVERYTHING
    for row in matrix:
        left &= ~_cases(row)
    if left:
        yield f"no row takes {_in_words(_first(left))}"


def _contradictions(matrix: Matrix) -> Iterator[str]:
    """Two rows of one author that want the same cases; the shop's row before a shipped one is its right."""
    for one, other in combinations(matrix, 2):
        if is_own(one) == is_own(other) and _cases(one) == _cases(other):
            yield f'rows "{one.name}" and "{other.name}" contradict each other: they take the same cases; leave one out'


def _never_fitting(matrix: Matrix) -> Iterator[str]:
    taken = 0
    for number, row in enumerate(matrix):
        cases = _cases(row)
        before = [other for other in matrix[:number] if _cases(other) & cases]
        twice = any(_cases(other) == cases for other in before)
        if not cases & ~taken and not twice and (is_own(row) or not any(map(is_own, before))):
            names = ", ".join(f'"{other.name}"' for other in before)
            yield f'row "{row.name}" can never fit: {names} before it takes everything it could'
        taken |= cases


def _too_bold(matrix: Matrix) -> Iterator[str]:
    taken = 0
    for row in matrix:
        if row.answer == "auto":
            yield from (f'row "{row.name}": {why}' for why in (*_wrong_text(row), *_never(_cases(row) & ~taken)))
        taken |= _cases(row)


def _wrong_text(row: MatrixRow) -> Iterator[str]:
    """A text that belongs to a moment of a case, or answers another question."""
    if row.template and row.template not in _ALONE:
        yield f"the text {row.template} is never an automatic answer; write draft or person"
        return
    wrong = [one for one in row.intents or INTENTS if row.template and not may_answer(row.template, one)]
    if wrong:
        yield f"the text {row.template} is no answer to {wrong[0]}; leave template out, or write draft or person"


def _never(cases: int) -> Iterator[str]:
    """Why an automatic answer is none of the shop's to give."""
    if cases & _NEVER_FOR_PARCELS:
        intent, state, *_ = _first(cases & _NEVER_FOR_PARCELS)
        why = f"with the parcel {state}" if intent in ANSWERABLE else "at all"
        yield f"{intent} is never answered automatically {why}; write draft or person"
    elif cases & _NEVER_FOR_CUSTOMERS:
        customer = _first(cases & _NEVER_FOR_CUSTOMERS)[2]
        others = ", ".join(f'"{one}"' for one in CUSTOMERS if one not in NEVER_CUSTOMERS)
        yield (
            f"customer {customer} is never answered automatically; write customers = [{others}] or some of them, "
            "or draft or person"
        )


def _idle_texts(matrix: Matrix) -> Iterator[str]:
    for row in matrix:
        if row.answer == "person" and row.template:
            yield (
                f'row "{row.name}": a person writes the answer, so the text {row.template} is never used; leave '
                'template out, or write answer = "draft"'
            )


def overlaps(own: Matrix) -> Iterator[str]:
    """Two of the shop's rows that share some cases and answer them differently: which counts, a line each.

    A row that lies wholly in another is an exception to it, and meant so.
    """
    for one, other in combinations(own, 2):
        first, second = _cases(one), _cases(other)
        both = first & second
        if both and both not in (first, second) and one.answer != other.answer:
            yield (
                f'rows "{one.name}" and "{other.name}" both take {_in_words(_first(both))}: '
                f'"{one.name}" counts ({one.answer}), for it comes first'
            )


# A set of combinations is one number with a bit for each, so that a whole table is compared in a few operations.
def _cases(row: MatrixRow) -> int:
    """Every combination that the row could take."""
    return _spread([[not axis.wanted(row) or label in axis.wanted(row) for label in axis.known] for axis in _AXES])


def _spread(axes: list[list[bool]]) -> int:
    """The product of what is wanted on each axis, the last axis in the lowest bits.

    >>> bin(_spread([[True, False, True], [False, True]]))
    '0b100010'
    """
    bits, width = 1, 1
    for wanted in reversed(axes):
        bits = sum(bits << (width * place) for place, yes in enumerate(wanted) if yes)
        width *= len(wanted)
    return bits


def _first(cases: int) -> tuple[str, ...]:
    """The first combination of a set, in the order of the labels."""
    place = (cases & -cases).bit_length() - 1
    labels = []
    for axis in reversed(_AXES):
        place, index = divmod(place, len(axis.known))
        labels.append(axis.known[index])
    return tuple(reversed(labels))


def _in_words(case: tuple[str, ...]) -> str:
    intent, state, customer, market, level = case
    return f"{intent} with the parcel {state}, customer {customer}, market {market}, level {level}"


def _never_automatic() -> int:
    return sum(
        _cases(MatrixRow(name="", intents=(intent,), states=(state,)))
        for intent in INTENTS
        for state in PARCEL_STATES
        if not may_be_automatic(intent, state)
    )


_EVERYTHING = _cases(MatrixRow(name=""))
_NEVER_FOR_PARCELS = _never_automatic()
_NEVER_FOR_CUSTOMERS = _cases(MatrixRow(name="", customers=tuple(NEVER_CUSTOMERS)))
