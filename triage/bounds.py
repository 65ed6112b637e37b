"""What a count proves of a share, with 95 % confidence on one side (Clopper and Pearson 1934)."""

from __future__ import annotations

CONFIDENCE = 0.95


def upper_bound(wrong: int, of: int) -> float:
    """The share of wrong ones that is not exceeded with 95 % confidence.

    >>> round(upper_bound(0, 299), 4), upper_bound(0, 0)
    (0.01, 1.0)
    """
    if wrong >= of:
        return 1.0
    return _quantile(wrong + 1, of - wrong, CONFIDENCE) if wrong else 1 - (1 - CONFIDENCE) ** (1 / of)


def lower_bound(wrong: int, of: int) -> float:
    """The share of wrong ones that is exceeded with 95 % confidence.

    >>> lower_bound(0, 20), round(lower_bound(3, 20), 3)
    (0.0, 0.042)
    """
    return 0.0 if wrong == 0 else _quantile(wrong, of - wrong + 1, 1 - CONFIDENCE)


def _quantile(a: int, b: int, share: float) -> float:
    from scipy.special import betaincinv  # not above: whoever need not prove anything starts without it

    return float(betaincinv(a, b, share))
