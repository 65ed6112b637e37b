"""The caps, counted again from the mails that really left, by the true time at which they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

from tests.month.finding import Finding
from tests.month.record import Month, Sent
from tests.month.rows import Rows
from triage.domain import ActionKind
from triage.policy.addresses import counted_domain, plain_address

_EVER, _WEEK, _DAY, _HOUR, _MINUTE = 9e9, 604_800.0, 86_400.0, 3_600.0, 60.0


def caps(month: Month, rows: Rows) -> Iterator[Finding]:
    """Every window of time, for every address, domain, text and case."""
    limits = month.scene.policy.caps
    automatic = [one for one in month.sent if one.left.kind is ActionKind.REPLY]
    replies = [one for one in automatic if one.left.key.startswith("reply:")]
    follow_ups = [one for one in automatic if not one.left.key.startswith("reply:")]

    def words(one: Sent) -> Hashable:
        letter = month.letters[one.left.mail_id]
        return plain_address(one.left.recipient), letter.subject, letter.body

    yield _cap(
        "a template in a conversation, ever",
        limits.per_conversation_template,
        _EVER,
        replies,
        lambda one: (one.case, one.template),
    )
    yield _cap(
        "to one address in a day", limits.per_sender_day, _DAY, automatic, lambda one: plain_address(one.left.recipient)
    )
    yield _cap(
        "to one domain in an hour",
        limits.per_domain_hour,
        _HOUR,
        automatic,
        lambda one: counted_domain(one.left.recipient) or None,
    )
    yield _cap("to the same words in a week", limits.per_body_week, _WEEK, replies, words)
    yield _cap("follow-ups of a case in a day", limits.per_case_day, _DAY, follow_ups, lambda one: one.case)
    yield _cap("the same follow-up, ever", 1, _EVER, follow_ups, lambda one: one.left.key)
    yield _cap("in a minute", limits.per_minute, _MINUTE, automatic, lambda _: "all")
    yield _cap("in an hour", limits.per_hour, _HOUR, automatic, lambda _: "all")


def _cap(
    what: str,
    limit: int,
    seconds: float,
    sent: Iterable[Sent],
    subject: Callable[[Sent], Hashable | None],
) -> Finding:
    """Every window of so many seconds holds at most `limit`."""
    groups: dict[Hashable, list[tuple[float, str]]] = defaultdict(list)
    for one in sent:
        if (name := subject(one)) is not None:
            groups[name].append((one.at.timestamp(), _told(one)))
    broken = []
    for name, found in groups.items():
        found.sort()
        pairs = zip(found, found[limit:], strict=False)
        broken += [f"{name}: {first[1]}, {last[1]}" for first, last in pairs if last[0] - first[0] < seconds]
    return Finding(rule=f"cap: {what}", looked_at=sum(map(len, groups.values())), broken=tuple(broken))


def _told(one: Sent) -> str:
    return f"{one.template} on {one.at:%d %H:%M:%S} ({one.left.key[:20]})"
