"""Tracking numbers of a text: by form, by check digit, and by what the mail says around them.

Forms of digits only count where the mail speaks of tracking or names the carrier: one in ten or eleven numbers of the
right length passes a check digit by chance. People copy numbers in groups, so groups are tried joined.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from triage.domain import TrackingNumber
from triage.mail.named import tracking_words as words
from triage.mail.named.tracking_forms import LETTERED, PLAIN, Form, Needs

_TEXT, _FOUND, _GROUPS, _TRIES = 20_000, 20, 40, 250
_SHORTEST, _LONGEST, _ROW = 8, 40, 12
_GAP_LETTERS = r"[ \t.\-‐‑–_·]"
_TOKEN = re.compile(r"(?<![A-Z0-9])[A-Z]{0,12}+\d[A-Z0-9]*+")
_GAP = re.compile(rf"{_GAP_LETTERS}{{1,3}}(?:[A-Z]{{1,2}}{_GAP_LETTERS}{{1,3}}){{0,3}}")
_PREFIX = re.compile(r"(?<![A-Z0-9])(?:[A-Z]{1,6}|[A-Z](?: {1,3}[A-Z]){1,5})[ -]{1,3}$")
_SUFFIX = re.compile(r"[ -]{1,3}(?:[A-Z] {1,3}[A-Z]|[A-Z]{1,3})(?![A-Z0-9])")
_GROUP = re.compile(r"[A-Z0-9]+")
# Dates, clock times, numbers to call, marketplaces' orders and UUIDs are hidden before anything is joined.
_MASKED = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d|\d\d?:\d\d(?::\d\d)?)(?!\d)"
    r"|\+\d[\d ()/.-]{6,24}\d|(?<!\d)(?:\d{3}-\d{7}-\d{7}|\d\d-\d{5}-\d{5}|\d{6}-\d{8}-\d{8,10})(?!\d)"
    r"|(?<![A-Z0-9])[0-9A-F]{8}-(?:[0-9A-F]{4}-){3}[0-9A-F]{12}(?![A-Z0-9])"
)
_NO_PART = frozenset(  # words that stand beside a number and are no letters of it
    str.split(
        "A AM AN AND ARE AS AT AUS BY CON DAS DE DEL DER DIE DO EL EN ES EST ET FOR FROM HAS I ID IM IN IS IST IT "
        "LA LE LOS "
        "ME MI MIT MY N NO NR NUM OF ON OR POR PER QUE SE SEI TO UND UP VON WAS WE WITH Y"
    )
)
_BEFORE, _AFTER, _LABEL = 110, 70, 40  # characters in which words count for a number
_SURE = frozenset({"upu", "ups", "yanwen"})  # check digits and letters: no word beside one is a part of it
_NUMBER = re.compile(r"\d{3,}")
_CLAUSE = re.compile(r"[;.!?。；\n]")
_NUMBER_WORD = re.compile(r"N[UÚ]M|NUMMER|NUMBER|\bN[R°º.]|CODE|C[OÓ]D|\bID\b|[号號№#]|НОМЕР|NUMER")
_SCRIPTS = {
    "yamato": words.JAPANESE, "sagawa": words.JAPANESE, "japanpost": words.JAPANESE, "cjlogistics": words.KOREAN,
    "russianpost": words.RUSSIAN, "zto": words.CHINESE, "sto": words.CHINESE, "yunda": words.CHINESE,
    "chinapost": words.CHINESE,
}  # fmt: skip


def tracking_numbers(text: str) -> tuple[TrackingNumber, ...]:
    """Tracking numbers of a text in order of appearance, each once, at most twenty.

    >>> [found.carrier for found in tracking_numbers("my parcel rb 123 456 785 gb, fedex 9865-7878-8855")]
    ['upu', 'fedex']
    """
    plain = text[:_TEXT] if text.isascii() else unicodedata.normalize("NFKC", text[:_TEXT])[:_TEXT]
    mail = _Mail(upper=_MASKED.sub(lambda match: "*" * len(match[0]), plain.upper()), tries=iter(range(_TRIES)))
    found: dict[str, TrackingNumber] = {}
    for start, end in _chunks(mail.upper):
        for one in _read(mail, start, end):
            known = found.get(one.number)
            if known is None or (one.valid and not known.valid):
                found[one.number] = one
    return tuple(found.values())[:_FOUND]


def _chunks(upper: str) -> Iterator[tuple[int, int]]:
    """Groups of letters and digits that may belong together, as start and end; a chunk has no more than `_GROUPS`."""
    start = end = groups = 0
    for token in _TOKEN.finditer(upper):
        near = end and token.start() - end <= 12 and groups < _GROUPS
        if not (near and _GAP.fullmatch(upper, end, token.start())):
            if end - start >= _SHORTEST - 2:
                yield start, end
            start, groups = token.start(), 0
        end, groups = token.end(), groups + 1
    if end - start >= _SHORTEST - 2:
        yield start, end


def _read(mail: _Mail, start: int, end: int) -> Iterator[TrackingNumber]:
    """The numbers of one chunk: taken as a whole, else group by group, else groups joined."""
    before = _PREFIX.search(mail.upper, max(0, start - 16), start)
    after = _SUFFIX.match(mail.upper, end)
    first = before.start() if before and before[0].strip(" -") not in _NO_PART else start
    last = after.end() if after else end
    word = after is not None and after[0].strip(" -") in _NO_PART
    inner = _recognised(mail, start, end) if (start, end) != (first, last) else None
    if inner and inner.valid and inner.carrier in _SURE and not inner.number.isdigit():
        return (yield inner)
    slips = []
    for low, high in dict.fromkeys(((first, last), (first, end), (start, last), (start, end))):
        hit = _recognised(mail, low, high)
        if hit and hit.valid:
            return (yield hit)
        slips += [hit] if hit and not (word and high == last) else []
    yield from list(_parts(mail, first, last)) or slips[:1]


def _parts(mail: _Mail, start: int, end: int) -> Iterator[TrackingNumber]:
    groups = list(_GROUP.finditer(mail.upper, start, end))
    index = 0
    while index < len(groups) > 1:
        length, hit = 1, _recognised(mail, *groups[index].span())
        if hit is None and not groups[index][0].isdigit():
            length, hit = _joined(mail, groups[index : index + _ROW])
        if hit:
            yield hit
        index += length


def _joined(mail: _Mail, groups: list[re.Match[str]]) -> tuple[int, TrackingNumber | None]:
    """The longest row of groups from the first on that is a number with letters, and how many groups it takes."""
    start = groups[0].start()
    for count in range(len(groups), 1, -1):
        hit = _recognised(mail, start, groups[count - 1].end())
        if hit and hit.valid:
            return count, hit
    return 1, None


def _recognised(mail: _Mail, start: int, end: int) -> TrackingNumber | None:
    if end - start > 3 * _LONGEST:
        return None
    written = mail.upper[start:end]
    groups = _GROUP.findall(written)
    number = "".join(groups)
    if not _SHORTEST <= len(number) <= _LONGEST or (number.isdigit() and not _varied(number)):
        return None
    if next(mail.tries, None) is None:
        return None
    number = f"{number[:-1]}-1" if number.startswith("1LS7") and written.endswith("-1") else number
    forms = [form for form in (PLAIN if number.isdigit() else LETTERED) if form.pattern.fullmatch(number)]
    if len(groups) > 1 and min(map(len, groups)) == 1:
        forms = [form for form in forms if form.check or form.needs is Needs.NOTHING]
    if len(groups) > 1 and groups[0].isalpha():
        forms = [form for form in forms if form.check or form.needs is not Needs.NAME]
    return _decided(number, forms, _Around(mail=mail, start=start, end=end)) if forms else None


def _varied(digits: str) -> bool:
    return len(set(digits)) > (3 if len(digits) >= 20 else 2)


def _decided(number: str, forms: list[Form], around: _Around) -> TrackingNumber | None:
    """The first form that holds. Where a form that speaks for itself, or a named carrier's, has a wrong check digit, no
    other form may help.
    """
    alone = next((form for form in forms if form.needs is Needs.NOTHING and form.check and form.check(number)), None)
    if alone:
        return TrackingNumber(number=number, carrier=alone.carrier, valid=True)
    if slip := next((form.carrier for form in forms if form.slip), None):
        return TrackingNumber(number=number, carrier=slip, valid=False)
    named = [form for form in forms if form.carrier in around.carriers]
    wrong = any(form.check for form in named)
    for form in named if wrong and not any(map(_sound(number), named)) else (*named, *forms):
        if _sound(number)(form) and around.allows(form):
            return TrackingNumber(number=number, carrier=form.carrier, valid=True)
    return None


def _sound(number: str) -> Callable[[Form], bool]:
    return lambda form: form.check is None or form.check(number)


@dataclass(frozen=True, kw_only=True)
class _Mail:
    """The text in upper case, and where its telling words are; they are looked for when a form first asks."""

    upper: str
    tries: Iterator[int]

    @cached_property
    def tracking(self) -> list[int]:
        return [match.start() for match in words.TRACKING.finditer(self.upper)]

    @cached_property
    def other(self) -> list[int]:
        return [match.start() for match in words.OTHER.finditer(self.upper)]

    @cached_property
    def carriers(self) -> list[tuple[int, str]]:
        return list(words.carriers(self.upper))


@dataclass(frozen=True, kw_only=True)
class _Around:
    """What the text says around a number; looked at only when a form asks."""

    mail: _Mail
    start: int
    end: int

    def allows(self, form: Form) -> bool:
        """Whether the words around suffice for this form."""
        if form.needs is Needs.NOTHING:
            return True
        if self.is_other:
            return False
        if form.needs is Needs.NOT_OTHER or form.carrier in self.carriers:
            return True
        if form.needs is Needs.TRACKING:
            return bool(self.carriers) or _first(self.mail.tracking, self.low) < self.high
        script = _SCRIPTS.get(form.carrier) if form.needs is Needs.SCRIPT else None
        return bool(script and script.search(self.mail.upper, self.low, self.high))

    @property
    def low(self) -> int:
        return max(0, self.start - _BEFORE)

    @property
    def high(self) -> int:
        return self.end + _AFTER

    @cached_property
    def carriers(self) -> frozenset[str]:
        """Carriers named near by."""
        found = self.mail.carriers
        at = bisect_left(found, (self.low, ""))
        return frozenset(name for place, name in found[at : at + _FOUND] if place < self.high)

    @cached_property
    def is_other(self) -> bool:
        """The words beside the number call it an order's, a person's or a thing's."""
        upper = self.mail.upper
        low = max((number.end() for number in _NUMBER.finditer(upper, self.low, self.start)), default=self.low)
        other = _last(self.mail.other, low, self.start)
        carrier = max((at for at, _ in self.mail.carriers if low <= at < self.start), default=-1)
        ours = max(_last(self.mail.tracking, low, self.start), carrier)
        if other >= 0:
            return ours < other and not (ours >= 0 and _NUMBER_WORD.search(upper, low, other))
        return ours < 0 and self._called_other_after()

    def _called_other_after(self) -> bool:
        line = _CLAUSE.split(self.mail.upper[self.end : self.end + _LABEL], maxsplit=1)[0]
        number = _NUMBER.search(line)
        other = _first(self.mail.other, self.end)
        return other < self.end + (number.start() if number else len(line)) and other < _first(
            self.mail.tracking, self.end
        )


def _first(places: list[int], low: int) -> int:
    """The first place from `low` on, or one beyond every text."""
    at = bisect_left(places, low)
    return places[at] if at < len(places) else _TEXT * 4


def _last(places: list[int], low: int, high: int) -> int:
    """The last place from `low` to before `high`, or -1."""
    at = bisect_left(places, high) - 1
    return places[at] if at >= 0 and places[at] >= low else -1
