"""Words beside which the text of an intent says the wrong thing, whatever the model thinks: such a mail gets a draft.

The lists lie beside this file in unfit/<intent>.txt, written as the guards' are.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from triage.policy.guards import Guards, read_lists


@cache
def _lists() -> Guards:
    return read_lists("unfit")


def is_unfit(intent: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts has a word of the intent's list.

    >>> is_unfit("return_exchange", ["How do I return a broken cup?"]), is_unfit("shipping_time", ["How long to Rome?"])
    (True, False)
    """
    return intent in _lists().find(texts)
