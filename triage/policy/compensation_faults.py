"""What is wrong with a compensation table: rows that contradict each other, holes in a ladder, impossible numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from babel.numbers import is_currency

from triage.labels import MARKETS, PARCEL_STATES
from triage.policy.compensation import has_range
from triage.policy.grammar import near
from triage.settings import Authority, Codes, CompensationRow
from triage.settings.compensation import CAUSES, COUPONS, EXTRAS, KINDS, TIERS

_FEW = 4  # names that a line tells
_SHORTEST = 4  # days; a code for less is an affront
# What each kind has to say of its worth: a share of the order's value, a fixed amount, one of them, or neither.
_WORTH: Mapping[str, tuple[str, Callable[[bool, bool], bool]]] = {
    "discount": ("needs a share; a fixed amount off is a voucher", lambda share, amount: share and not amount),
    "voucher": ("needs an amount with its currency, and no share", lambda share, amount: amount and not share),
    "refund_part": ("needs a share or an amount, and not both", lambda share, amount: share != amount),
}
_NEITHER = ("has neither share nor amount", lambda share, amount: not (share or amount))


def faults(table: Sequence[CompensationRow]) -> tuple[str, ...]:
    """Every fault of a table, a sentence each, with the names of the rows; () for a sound one.

    >>> faults([CompensationRow(name="late", causes=("delay",), share=5)])
    ('late: share is 5; it is a part of one, so 5 % is 0.05',)
    """
    alone = [f"{row.name}: {fault}" for row in table for fault in (*_words(row), *_numbers(row))]
    return (*alone, *_names(table), *_contradictions(table), *_holes(table))


def authority_faults(authority: Authority) -> tuple[str, ...]:
    """Tiers that are none."""
    named = {"default": authority.default, **authority.agents}
    return tuple(f"{who}: {_unknown('tier', tier, TIERS)}" for who, tier in named.items() if tier not in TIERS)


def _words(row: CompensationRow) -> Iterator[str]:
    known: tuple[tuple[str, Sequence[str], Sequence[str]], ...] = (
        ("cause", row.causes, CAUSES), ("state", row.states, PARCEL_STATES), ("market", row.markets, MARKETS),
        ("kind", (row.kind,), KINDS), ("tier", (row.tier,), TIERS), ("plus", (row.plus,), ("", *EXTRAS)),
    )  # fmt: skip
    for what, words, right in known:
        yield from (_unknown(what, word, right) for word in words if word not in right)
    if not row.causes:
        yield f"causes is empty; there are {', '.join(CAUSES)}"
    if row.plus == row.kind:
        yield f'plus is "{row.plus}", which the row gives already'


def _unknown(what: str, word: str, right: Sequence[str]) -> str:
    known = ", ".join(filter(None, right))
    return f'unknown {what} "{word}"{near(word, right) or f"; there are {known}"}'


def _numbers(row: CompensationRow) -> Iterator[str]:
    said, right = _WORTH.get(row.kind, _NEITHER)
    if row.kind in KINDS and not right(row.share is not None, row.amount is not None):
        yield f"a {row.kind} {said}"
    if row.share is not None and not 0 < row.share <= 1:
        yield f"share is {row.share}; it is a part of one, so 5 % is 0.05"
    if row.amount is not None and row.amount <= 0:
        yield f"amount is {row.amount}; it must be above 0"
    if row.step < 1:
        yield f"step is {row.step}; steps are counted from 1"
    if row.kind in COUPONS and row.valid_days < _SHORTEST:
        yield f"valid_days is {row.valid_days}; a code for {_SHORTEST - 1} days or less is refused"
    yield from _money(row)


def _money(row: CompensationRow) -> Iterator[str]:
    named = row.amount is not None or has_range(row)
    if named and not is_currency(row.currency):
        yield f'unknown currency "{row.currency}"; name it by its three letters (ISO 4217), such as "EUR"'
    if row.min_value is not None and row.min_value < 0:
        yield f"min_value is {row.min_value}; it must not be below 0"
    if row.max_value is not None and row.max_value <= (row.min_value or 0):
        yield f"max_value is {row.max_value}; no order's value is below it and in the range"


def _names(table: Sequence[CompensationRow]) -> Iterator[str]:
    names = [row.name for row in table]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield f"{name}: two rows have this name"


def _contradictions(table: Sequence[CompensationRow]) -> Iterator[str]:
    for one, other in combinations(table, 2):
        shared = None if one.step != other.step else _meeting(one, other)
        if shared and has_range(one) == has_range(other) and _ranges_meet(one, other):
            rows = f"{one.name} and {other.name}"
            yield f"{rows}: both are step {one.step} for {shared}; give one of them other states or markets"


def _meeting(one: CompensationRow, other: CompensationRow) -> str:
    """A combination that two rows share, in words; "" for none."""
    cause = next((cause for cause in one.causes if cause in other.causes), "")
    state = _both(one.states, other.states, "any state")
    market = _both(one.markets, other.markets, "any market")
    return f"{cause}, {state}, {market}" if cause and state and market else ""


def _both(one: Sequence[str], other: Sequence[str], anything: str) -> str:
    if not (one and other):
        return next(iter((*one, *other)), anything)
    return next((word for word in one if word in other), "")


def _ranges_meet(one: CompensationRow, other: CompensationRow) -> bool:
    if not has_range(one):
        return True
    if one.currency != other.currency:
        return False
    below = other.max_value is None or (one.min_value or 0) < other.max_value
    return below and (one.max_value is None or (other.min_value or 0) < one.max_value)


def _holes(table: Sequence[CompensationRow]) -> Iterator[str]:
    """A step that no ladder reaches, because the one before it is missing for one of its combinations."""
    for row in table:
        if row.step > 1:
            before = [other for other in table if other.step == row.step - 1 and _covers_range(other, row)]
            missing = next(_without(row, before), None)
            if missing:
                yield f"{row.name}: is step {row.step} for {missing}, and there is no step {row.step - 1}"


def _without(row: CompensationRow, before: Sequence[CompensationRow]) -> Iterator[str]:
    for cause in row.causes:
        for state in row.states or PARCEL_STATES:
            for market in row.markets or MARKETS:
                if not any(_takes(other, cause, state, market) for other in before):
                    yield f"{cause}, {state}, {market}"


def _takes(row: CompensationRow, cause: str, state: str, market: str) -> bool:
    return cause in row.causes and state in (row.states or (state,)) and market in (row.markets or (market,))


def _covers_range(before: CompensationRow, row: CompensationRow) -> bool:
    if not has_range(before):
        return True
    if not has_range(row) or before.currency != row.currency or (before.min_value or 0) > (row.min_value or 0):
        return False
    return before.max_value is None or (row.max_value is not None and row.max_value <= before.max_value)


def setting_faults(table: Sequence[CompensationRow], authority: Authority, codes: Codes) -> Iterator[str]:
    """Faults of the table and of the settings around it, each with the place where it stands."""
    yield from (f"compensation: {fault}" for fault in faults(table))
    yield from (f"authority: {fault}" for fault in authority_faults(authority))
    yield from (f"compensation_codes: {fault}" for fault in _code_faults(codes))


def _code_faults(codes: Codes) -> Iterator[str]:
    if codes.seconds <= 0:
        yield f"seconds is {codes.seconds:g}; the command needs some time"
    if codes.least_days < _SHORTEST:
        yield f"least_days is {codes.least_days}; a code for {_SHORTEST - 1} days or less is refused"
    if codes.low < 0:
        yield f"low is {codes.low}; 0 tells nothing before a pool is empty"


# --- who may ----------------------------------------------------------------------------------------------------------
def who_may_grant(table: Sequence[CompensationRow], authority: Authority) -> Iterator[str]:
    """Who reaches each tier that the table needs, a line each, and what drafts offer.

    >>> from decimal import Decimal
    >>> row = CompensationRow(name="late", causes=("delay",), share=Decimal("0.05"), tier="expert")
    >>> list(who_may_grant([row], Authority(agents={"max@shop.example": "expert"})))[0]
    'expert: granted by max@shop.example'
    """
    for tier in (tier for tier in TIERS if any(row.tier == tier for row in table)):
        named = ", ".join(sorted(who for who, has in authority.agents.items() if _reaches(has, tier)))
        whom = "everybody" if _reaches(authority.default, tier) else named or "nobody: see [authority]"
        yield f"{tier}: granted by {whom}"
    rows = sum(_reaches(authority.default, row.tier) for row in table)
    yield f"drafts offer what everybody may grant: {rows} of {len(table)} rows"


def out_of_reach(table: Sequence[CompensationRow], authority: Authority) -> Iterator[str]:
    """One line where rows need a tier that nobody has: no draft offers them, and nobody can grant them."""
    tiers = [authority.default, *authority.agents.values()]
    rows = [row for row in table if not any(_reaches(has, row.tier) for has in tiers)]
    if rows:
        need = max((row.tier for row in rows), key=TIERS.index)
        yield (
            f"[authority] nobody may grant {_listed([row.name for row in rows])}, and no draft offers them: they need "
            f'a higher tier than "{max(tiers, key=TIERS.index)}"; write default = "{need}" where everybody may, or '
            f'agents = {{ "you@shop.example" = "{need}" }}'
        )


def _reaches(has: str, tier: str) -> bool:
    return TIERS.index(has) >= TIERS.index(tier)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _FEW} more rows" if len(names) > _FEW else ""
    return ", ".join(names[:_FEW]) + more
