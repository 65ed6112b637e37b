"""What the awards of one order come to, and what may not stand together: all of them are never more than the order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision

from triage.domain import Award, AwardState
from triage.settings import Authority
from triage.settings.compensation import TIERS

THANKS = "thanks"  # the cause of a gift for a good score: no compensation, but it counts towards the order's value
MACHINE = "triage"  # by whom an award is that no person has decided
WHOLE = frozenset({"replacement", "refund"})
_PRICELESS = frozenset({"gift", "free_shipping"})  # take nothing of what the order has brought


def order_key(order: str) -> str:
    """One order, however it is written: NW-20417, #nw 20417.

    >>> order_key("#nw 20417")
    'NW20417'
    """
    return "".join(letter for letter in order.upper() if letter.isalnum())


def one_matter(one: Award, order: str, case: str) -> bool:
    """Whether an award is of this order, or of this case where one of the two knows no order."""
    if one.order and order:
        return order_key(one.order) == order_key(order)
    return one.case == case


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Half up to the currency's smallest coin.

    >>> rounded(Decimal("2.345"), "EUR"), rounded(Decimal("2.5"), "JPY")
    (Decimal('2.35'), Decimal('3'))
    """
    return amount.quantize(Decimal(1).scaleb(-get_currency_precision(currency)), rounding=ROUND_HALF_UP)


def worth(one: Award, value: Decimal, currency: str) -> Decimal | None:
    """What an award gives in money on an order of this value; None where it cannot be told.

    The article itself is no money: `in_the_way` knows that it is the whole order.
    """
    if one.amount is not None:
        return one.amount if one.currency == currency else None
    return rounded(one.share * value, currency) if one.share is not None else Decimal(0)


def in_the_way(
    award: Award, standing: Sequence[Award], value: Decimal | None = None, currency: str = ""
) -> tuple[Award, ...]:
    """The awards that stand and on top of which this one would be more than the order. () where it fits.

    A replacement is the whole order, beside which only gifts and thanks can stand. `value` is what the customer paid,
    in `currency`; where it is not known, shares are added up.
    """
    if award.kind in _PRICELESS or award.cause == THANKS:
        return ()
    others = tuple(one for one in standing if one.key != award.key and _counts(one, award))
    paid = tuple(one for one in others if one.cause != THANKS)
    if award.kind == "replacement":
        return paid
    again = tuple(one for one in paid if one.kind == "replacement")
    return again or (others if _too_much((award, *others), value, currency) else ())


def too_dear(award: Award, value: Decimal | None, currency: str) -> bool:
    """Whether one award alone is more than the order has brought."""
    return value is not None and (worth(award, value, currency) or Decimal(0)) > value


def _counts(one: Award, award: Award) -> bool:
    alive = one.state is not AwardState.WITHDRAWN and one.kind not in _PRICELESS
    return alive and one_matter(one, award.order, award.case)


def _too_much(awards: Sequence[Award], value: Decimal | None, currency: str) -> bool:
    """Sums in another currency are left to a person. A refund has counted what stood before it, and nothing after."""
    if value is not None:
        return sum((worth(one, value, currency) or Decimal(0) for one in awards), Decimal(0)) > value
    refunds = [one.at for one in awards if one.kind == "refund"]
    followed = bool(refunds) and any(one.at > min(refunds) for one in awards if one.kind != "refund")
    return followed or len(refunds) > 1 or sum((one.share or Decimal(0) for one in awards), Decimal(0)) > 1


# --- who may, and what is in the way ----------------------------------------------------------------------------------
def allowed(award: Award, agent_address: str, authority: Authority) -> bool:
    """Whether an agent's tier reaches the award's."""
    return TIERS.index(authority.tier(agent_address)) >= TIERS.index(award.tier)


def is_above(award: Award, authority: Authority) -> bool:
    """Whether an agent has given more than her tier allows. What the machine gives, the table allows."""
    told = award.state is AwardState.GRANTED and award.by != MACHINE
    return told and not allowed(award, award.by, authority)


def beyond(award: Award, agent: str, authority: Authority) -> str:
    """Why an agent may neither grant nor withdraw an award; "" where she may."""
    if allowed(award, agent, authority):
        return ""
    return f"{short_key(award)} needs the tier {award.tier}, and {agent} is {authority.tier(agent)}; see [authority]"


def over(award: Award, standing: Sequence[Award], value: Decimal | None, currency: str) -> str:
    """Why an award cannot be granted beside those that were granted, and what to do; "" where it can."""
    told = [one for one in standing if one.state is AwardState.GRANTED]
    found = in_the_way(award, told, value, currency)
    if too_dear(award, value, currency):
        return f"{short_key(award)} ({in_money(award)}) is more than the order, which has brought {value} {currency}"
    if not found:
        return ""
    named = ", ".join(f"{short_key(one)} ({in_money(one)})" for one in found)
    return (
        f"{short_key(award)} ({in_money(award)}) would be more than the order together with {named}, which the "
        f"customer was told of; where that does not hold any more, take it back first: "
        f"triage compensation withdraw {short_key(found[0])}"
    )


def excesses(awards: Sequence[Award], value: Decimal | None = None, currency: str = "") -> Iterator[str]:
    """A line for each award that was granted although with those before it, it is more than its order."""
    told = [one for one in awards if one.state is AwardState.GRANTED]
    for number, one in enumerate(told):
        found = in_the_way(one, told[:number], value, currency)
        if found or too_dear(one, value, currency):
            named = ", ".join(f"{short_key(other)} ({in_money(other)})" for other in found)
            beside = f", together with {named}" if named else ""
            yield f"award {short_key(one)} ({in_money(one)}): more than the order{beside}"


def in_money(one: Award) -> str:
    """What an award gives, in few words: 5% discount, 4.00 EUR; 12.00 EUR refund_part, replacement."""
    share = f"{(one.share * 100).normalize():f}% " if one.share is not None else ""
    money = f"{one.amount} {one.currency}" if one.amount is not None else ""
    if one.kind == "discount" and share:
        return f"{share}{one.kind}, {money}" if money else f"{share}{one.kind}"
    return f"{money} {one.kind}" if money else f"{share}{one.kind}"


def short_key(one: Award) -> str:
    """A key that begins with a case's id needs only the beginning of that."""
    holder, _, rest = one.key.partition(":")
    return f"{holder[:12]}:{rest}" if len(holder) == 64 else one.key
