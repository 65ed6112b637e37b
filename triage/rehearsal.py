"""What would be done with a labelled mail: the rules decide on the model's verdict, and nothing is sent."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from triage.domain import Address, Decision, Example, Facts, Mail, Verdict
from triage.mail.language.detection import detect
from triage.model.fit import Lesson
from triage.model.judge import Fitted, Judge
from triage.model.proof import Trial
from triage.model.sentences import apart
from triage.model.trust import right
from triage.policy.answerable import ANSWERABLE
from triage.policy.decide import decide
from triage.settings import Policy

_CUSTOMER = Address(email="customer@example.com")
_ANY_DAY = datetime(2026, 1, 5, 12, tzinfo=UTC)


class _Everything(Container[tuple[str, str]]):
    """Texts for every intent but the one that needs the shop's own."""

    def __contains__(self, wanted: object) -> bool:
        return isinstance(wanted, tuple) and wanted[0] != "product_question"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """The rules and texts by which is decided."""

    policy: Policy = field(default_factory=Policy)
    templates: Container[tuple[str, str]] = field(default_factory=_Everything)

    def answerable(self, row: Example) -> bool:
        """Whether a person marked the mail as one that a text may answer: calm, one request, and there is a text."""
        return (
            row.urgency == "low" and not row.also and row.intent in ANSWERABLE
            and (row.intent, row.language) in self.templates
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsed:
    """A verdict with the urgency that was decided, and whether a machine would have answered alone."""

    verdict: Verdict
    answered: bool


def rehearse(fitted: Fitted, rows: Sequence[Example], stage: Stage) -> tuple[Rehearsed, ...]:
    """What a model and the rules make of each row, in order."""
    judge = Judge(fitted, stage.policy.safety.wrong_share)
    return tuple(_rehearsed(judge, row, judge(row.subject, row.body, row.language), stage) for row in rows)


def trials(rows: Sequence[Example], lesson: Lesson, stage: Stage) -> tuple[Trial, ...]:
    """The rows that the rules would let a machine answer if its trust were boundless, each judged by a model that had
    not seen its writer.
    """
    return tuple(_trials(rows, lesson, stage))


def _trials(rows: Sequence[Example], lesson: Lesson, stage: Stage) -> Iterator[Trial]:
    judges = [Judge(other) for other in lesson.others]
    for row, said, by in zip(rows, lesson.unseen, lesson.by, strict=True):
        hopeful = said.urgency == "low" and said.intent in ANSWERABLE
        if not said.urgency or (
            hopeful and _rehearsed(judges[by], row, replace(said, bar=0.0, proven=True), stage).answered
        ):
            yield Trial(intent=said.intent, language=row.language, trust=said.trust, right=right(row, said))


def _rehearsed(judge: Judge, row: Example, said: Verdict, stage: Stage) -> Rehearsed:
    if not said.urgency:  # labels of the user's own, for which there are no rules
        return Rehearsed(verdict=said, answered=said.proven and said.trust >= said.bar)
    mail = _mail(row)
    decision = _decided(mail, said, stage)
    answered = decision.eligible and apart(judge, row.subject, row.body, row.language, said) == 0
    return Rehearsed(verdict=replace(said, urgency=decision.urgency), answered=answered)


def _decided(mail: Mail, said: Verdict, stage: Stage) -> Decision:
    return decide(mail, said, Facts(), stage.policy, _ANY_DAY, stage.templates)


def _mail(row: Example) -> Mail:
    spoken = detect(row.body)
    return Mail(
        id="rehearsal", subject=row.subject, sender=_CUSTOMER, new_text=row.body, views=(row.subject, row.body),
        language=spoken.code, language_confidence=spoken.confidence, script=spoken.script,
    )  # fmt: skip
