"""The shop's people: they answer what is due, with the draft or in their own words, move mails, and close cases."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes

from tests.month.letters import Letter, agents_letter
from tests.month.office import Office
from tests.month.phrases import PHRASES
from triage.domain import Case, CaseState
from triage.edges.store import cases as by_hand
from triage.errors import Refused
from triage.policy.calendars import calendar
from triage.policy.decide import queue_for


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """An agent's mail. `due` is the time that it promises."""

    case: str
    to: Letter
    message_id: str
    content: bytes
    text: str
    draft: str  # key of the draft that was sent, "" for own words
    due: datetime | None
    at: datetime


class Agents:
    """Everybody who answers. `letters` is every mail that was ever sent to the shop, by id."""

    def __init__(self, office: Office, letters: dict[str, Letter]) -> None:
        self._office = office
        self._letters = letters
        self._rng = random.Random(f"{office.scene.seed}:agents")
        self._number = 0
        policy = office.scene.policy
        self._days = calendar(policy.shop, policy.holidays, policy.season)
        self._closing: list[tuple[datetime, str]] = []
        self.closed: set[str] = set()

    def on_duty(self, now: datetime) -> bool:
        """Whether somebody is there."""
        return any(opens <= now < closes for opens, closes in _first(self._days.windows(now), 3))

    def work(self, now: datetime, most: int) -> list[Said]:
        """One hour's answers, the next due first; one in seven is put off."""
        desk = self._office.desk
        live = desk.cases.live(desk.name, desk.clock.now())
        owed = sorted(
            (one for one in live if one.state is CaseState.OPEN and one.due), key=lambda one: (one.due, one.id)
        )
        chosen = [case for case in owed if self._rng.random() > 0.15][:most]
        said = [made for case in chosen if (made := self._answer(case, now)) is not None]
        self._tidy_up(now)
        self._put_in_order(owed)
        return said

    # --- one answer ---------------------------------------------------------------------------------------------------
    def _answer(self, case: Case, now: datetime) -> Said | None:
        letter = self._letters.get(case.last_mail)
        if letter is None:
            return None
        rng = self._rng
        if rng.random() < 0.4:
            self._move(case, letter)
        draft = f"draft:{letter.id}" if f"draft:{letter.id}" in self._office.drafts and rng.random() < 0.75 else ""
        text, draft_id = self._draft(draft, letter) if draft else (self._own_words(letter), "")
        self._number += 1
        kept_id = draft_id if rng.random() < 0.3 else ""  # some mail programs send the draft under its own Message-ID
        at = now + timedelta(seconds=self._number % 60)
        quoted = letter.body if rng.random() < 0.7 else ""
        content = agents_letter(
            self._number, letter.sender, letter.subject, text, at, (letter.message_id,), kept_id, quoted
        )
        self._office.account.deliver(content, "Sent", at)
        if rng.random() < 0.35:
            self._closing.append((now + timedelta(hours=rng.uniform(1, 60)), case.id))
        return Said(
            case=case.id,
            to=letter,
            message_id=kept_id or f"<a{self._number}@teapot.example>",
            content=content,
            text=text,
            draft=draft,
            due=at + timedelta(days=1) if PHRASES[letter.language].promise in text else None,
            at=at,
        )

    def _draft(self, key: str, letter: Letter) -> tuple[str, str]:
        """The draft's words as they are, with a sentence more, or half rewritten; it leaves the Drafts folder."""
        folder = self._office.account.folders["Drafts"]
        kept = folder.mails.pop(self._office.drafts.pop(key))
        message = message_from_bytes(kept.content)
        text = message.get_payload(0).get_payload(decode=True).decode()
        changed = self._rng.random()
        said = PHRASES[letter.language]
        if changed > 0.85:
            paragraphs = text.split("\n\n")
            text = "\n\n".join((*paragraphs[: len(paragraphs) // 2], said.answer, said.greeting))
        elif changed > 0.6:
            text = f"{said.answer}\n\n{text}"
        return text, str(message["Message-ID"])

    def _own_words(self, letter: Letter) -> str:
        said = PHRASES[letter.language]
        words = self._rng.choices((said.answer, said.promise, said.question), (5, 3, 2))[0]
        return f"{words}\n\n{said.greeting}"

    # --- the rest of the desk's work ----------------------------------------------------------------------------------
    def _move(self, case: Case, letter: Letter) -> None:
        """Into the queue's folder where the mail belongs by its true label."""
        rule = queue_for(
            self._office.scene.policy.queues, letter.intent, letter.urgency, letter.language, customer=case.customer
        )
        account = self._office.account
        there = [place for place in self._office.desk.intake.places(letter.id) if place.folder != "INBOX"]
        right = f"{self._office.scene.policy.queue_root}/{rule.name}"
        if there and there[0].folder != right and there[0].uid in account.folders[there[0].folder].mails:
            account.drag(there[0].uid, there[0].folder, right)

    def _tidy_up(self, now: datetime) -> None:
        """Close what was to be closed by now."""
        due = [one for at, one in self._closing if at <= now]
        self._closing = [(at, one) for at, one in self._closing if at > now]
        for case_id in due:
            try:
                by_hand.close(self._office.database, case_id, self._office.desk.clock.now())
                self.closed.add(case_id)
            except Refused:
                continue  # closed already, or joined to another

    def _put_in_order(self, owed: list[Case]) -> None:
        """Now and then two cases of one customer are joined, or a mail gets a case of its own."""
        rng, now = self._rng, self._office.desk.clock.now()
        by_sender: dict[str, str] = {}
        for case in owed:
            sender = self._letters[case.last_mail].sender if case.last_mail in self._letters else ""
            try:
                if sender and sender in by_sender and rng.random() < 0.05:
                    by_hand.merge(self._office.database, case.id, by_sender[sender], now)
                elif case.mails > 2 and rng.random() < 0.003:
                    by_hand.split(self._office.database, case.last_mail, now)
            except Refused:
                continue
            by_sender.setdefault(sender, case.id)


def _first(windows, count):
    return [window for window, _ in zip(windows, range(count), strict=False)]
