"""The month itself: mails come, the desk works, agents and customers answer, and what may go wrong does."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

from tests.month.agents import Agents
from tests.month.judge import Judge
from tests.month.letters import Letter, bounce
from tests.month.office import Killed, Left, Office, Written
from tests.month.parcels import Shelf
from tests.month.people import Crowd, Got, Matter
from tests.month.record import Day, Month, Sent
from tests.month.rows import Rows
from tests.month.scene import Scene
from triage.care import listen_to_agents, tick
from triage.desk import Desk, Handled
from triage.domain import ActionKind
from triage.flow import act, cycle, reconcile
from triage.policy.actions import follow_key
from triage.review import look_around

_FIRST = 0.62  # of all mails begin something
_MACHINES = 0.04
_HOURS = (1, 1, 1, 1, 1, 2, 4, 7, 10, 12, 12, 11, 10, 10, 11, 11, 10, 9, 8, 8, 7, 5, 3, 2)  # when people write
_FOLLOW_UPS = ("thank_you", "silent_customer", "progress_update", "csat", "dispute_apology")
_A_CLOCK = timedelta(hours=1)
_NOT_BELIEVED = 3_600.0  # seconds by which the clock was set between two looks


class Play:
    """One month, step by step. `watch` sees each mail before it leaves; `daily` looks at the rows each evening."""

    def __init__(
        self,
        scene: Scene,
        folder: Path,
        watch: Callable[[Month, Left, str], None],
        read: Callable[[Month, Written], None],
        daily: Callable[[Month], None] = lambda month: None,
        progress: Callable[[float], None] = lambda share: None,
    ) -> None:
        self._scene, self._watch, self._read = scene, watch, read
        self._daily, self._progress = daily, progress
        self._rng = random.Random(f"{scene.seed}:play")
        self._now = scene.start
        self._offset = timedelta()
        self._soon: list[tuple[datetime, int, Callable[[datetime], Letter | None]]] = []
        self._count = 0  # of things that were planned
        letters: dict[str, Letter] = {}
        shelf = Shelf(folder / "orders.db", scene.policy.shop)
        judge = Judge(scene.seed, scene.reading, letters)
        office = Office(folder, scene, judge, self._told, self._left, self._shown)
        self.month = Month(
            scene=scene,
            office=office,
            shelf=shelf,
            crowd=Crowd(scene.seed, shelf),
            agents=Agents(office, letters),
            letters=letters,
        )
        self._templates: dict[str, tuple[str, str]] = {}  # case and template by the key of a follow-up

    @property
    def _desk(self) -> Desk:
        return self.month.office.desk

    # --- the whole ----------------------------------------------------------------------------------------------------
    def run(self) -> Month:
        """Play it to its end, and a last look at every case."""
        self._plan()
        office = self.month.office
        office.account.clock.at = self._now
        self.month.shelf.export(self._now)
        office.again()
        office.fill_pool()
        self._round(full=True)
        office.awake = True
        for hour in range(self._scene.days * 24):
            self._an_hour(hour)
            if hour % 24 == 23:
                self._evening()
        office.awake = False
        self._set_clock(timedelta())
        for _ in range(3):
            self._round(full=True)
        return self.month

    def _plan(self) -> None:
        """Who begins something, and when; two rushes, and mails that no person wrote."""
        scene, rng = self._scene, self._rng
        moments = sorted(self._moment() for _ in range(int(scene.mails * _FIRST)))
        for start in (0.3, 0.7):
            begin = scene.start + timedelta(days=scene.days * start, hours=10)
            moments += [begin + timedelta(seconds=rng.uniform(0, 240)) for _ in range(max(6, scene.mails // 160))]
        for at in sorted(moments):
            matter = self.month.crowd.plan(at)
            self._later(at, lambda now, matter=matter: self._first(matter, now))
        for _ in range(int(scene.mails * _MACHINES)):
            self._later(self._moment(), self.month.crowd.machine)

    def _moment(self) -> datetime:
        """A time at which people write, less on Sundays."""
        while True:
            day = self._rng.randrange(self._scene.days)
            hour = self._rng.choices(range(24), _HOURS)[0]
            at = self._scene.start + timedelta(days=day, hours=hour, seconds=self._rng.uniform(0, 3600))
            if at.weekday() < 5 or self._rng.random() < 0.5:
                return at

    def _first(self, matter: Matter, now: datetime) -> Letter:
        return self.month.crowd.first(matter, now)

    def _later(self, at: datetime, make: Callable[[datetime], Letter | None]) -> None:
        self._count += 1
        heapq.heappush(self._soon, (at, self._count, make))

    # --- one hour -----------------------------------------------------------------------------------------------------
    def _an_hour(self, hour: int) -> None:
        end = self._scene.start + timedelta(hours=hour + 1)
        self._trouble(hour)
        while self._soon and self._soon[0][0] < end:
            self._set_time(max(self._soon[0][0], self._now) + timedelta(seconds=20))
            while self._soon and self._soon[0][0] <= self._now:
                at, _, make = heapq.heappop(self._soon)
                self._deliver(make(at), at)
            self._round(full=False)
        self._set_time(end)
        if hour % 12 == 11:
            self.month.shelf.export(end)
        if self.month.agents.on_duty(end):
            self._agents(end)
        self._round(full=6 <= hour % 24 <= 20 or hour % 3 == 2)  # a real watch looks each minute
        self._progress((hour + 1) / (self._scene.days * 24))

    def _deliver(self, letter: Letter | None, at: datetime) -> None:
        if letter is None:
            return
        self.month.letters[letter.id] = letter
        self._day.mails += letter.kind != "machine"
        self.month.office.account.deliver(letter.content, "INBOX", at)

    def _agents(self, now: datetime) -> None:
        most = max(1, round(self._scene.mails / self._scene.days / 8 * self._rng.uniform(0.8, 2.2)))
        for said in self.month.agents.work(now, most):
            self.month.said.append(said)
            self.month.answered.add(said.to.id)
            self._day.answers += 1
            written = "" if not said.draft else self._drafted(said.to.id)
            self._taken(
                Got(
                    to=said.to,
                    message_id=said.message_id,
                    subject=said.to.subject,
                    text=said.text,
                    template=written,
                    case=said.case,
                    at=said.at,
                )
            )

    def _drafted(self, mail_id: str) -> str:
        handled = self.month.handled.get(mail_id)
        return (handled.plan.decision.template or "") if handled else ""

    def _round(self, *, full: bool) -> None:
        """What `watch` does when something has come, and once a minute. A process that dies is started again."""
        try:
            if full:
                listen_to_agents(self._desk)
                look_around(self._desk)
                before = self._desk.steady.off
                tick(self._desk)
                if before is not None and abs((self._desk.steady.off or 0) - before) > _NOT_BELIEVED:
                    tick(self._desk)  # a real watch looks again a minute later, and then believes its clock
                self.month.ticks.append(self._desk.clock.now())
            cycle(self._desk)
        except Killed:
            self.month.office.again()
            self._again()

    def _again(self) -> None:
        """As `Watch.once` begins."""
        try:
            reconcile(self._desk)
            listen_to_agents(self._desk)
            cycle(self._desk)
            look_around(self._desk)
            tick(self._desk)
            self.month.ticks.append(self._desk.clock.now())
            act(self._desk)
        except Killed:
            self.month.office.again()
            self._again()

    # --- clock and trouble --------------------------------------------------------------------------------------------
    def _set_time(self, now: datetime) -> None:
        self._now = now
        clock = self.month.office.account.clock
        clock.at, clock.off = now, self._offset

    def _set_clock(self, offset: timedelta) -> None:
        self._offset = offset
        self._set_time(self._now)

    def _trouble(self, hour: int) -> None:
        """A clock that is wrong for some hours, a server that refuses everything, recipients it does not know."""
        scene, rng, office = self._scene, self._rng, self.month.office
        if scene.jumps and self._offset and rng.random() < 0.3:
            self._set_clock(timedelta())
        elif scene.jumps and not self._offset and rng.random() < 0.01:
            self._set_clock(rng.choice((-_A_CLOCK, timedelta(days=1))))
        if scene.outages and not office.refuses() and rng.random() < 0.006:
            office.break_down(rng.uniform(0.5, 9))
        if scene.outages and hour % 24 == 0:
            office.unknown = frozenset(
                person.email
                for person in self.month.crowd.people.values()
                if person.kind == "dead" and person.country == "US"
            )

    # --- what is seen from outside ------------------------------------------------------------------------------------
    def _told(self, handled: Handled) -> None:
        self.month.handled[handled.plan.decision.mail_id] = handled

    def _shown(self, written: Written) -> None:
        self._read(self.month, written)

    def _left(self, left: Left) -> None:
        self._day.drafts += left.key.startswith("draft:")
        template, case = self._what(left) if left.kind is ActionKind.REPLY else ("", "")
        self._watch(self.month, left, template)
        self.month.sent.append(Sent(left=left, at=self._now, template=template, case=case))
        if left.kind is not ActionKind.REPLY:
            return
        self._day.replies += left.key.startswith("reply:")
        self._day.follow_ups += left.key.startswith("follow:")
        message = message_from_bytes(left.content)
        self._taken(
            Got(
                to=self.month.letters[left.mail_id],
                message_id=str(message["Message-ID"]),
                case=case,
                at=self._now,
                subject=str(make_header(decode_header(message["Subject"]))),
                template=template,
                text=message.get_payload(0).get_payload(decode=True).decode(),
            ),
            left,
        )

    def _what(self, left: Left) -> tuple[str, str]:
        """Template and case of a mail that left."""
        with Rows(self.month.office.path) as rows:
            case = rows.case_of(left.mail_id)
            if left.key.startswith("reply:"):
                asked = rows.one("select template from decision where mail_id = ?", left.mail_id)
                return str(asked), case["id"] if case else ""
        kept = self._desk.cases.case(case["id"]) if case else None
        if kept is None:
            return "", ""
        names = {follow_key(kept, name, number): name for name in _FOLLOW_UPS for number in range(1, 9)}
        return names.get(left.key, ""), kept.id

    def _taken(self, got: Got, left: Left | None = None) -> None:
        """Plan what the customer does about it."""
        month = self.month
        taken = month.crowd.taken(got)
        if taken is None or month.crowd.number >= self._scene.mails:
            return
        pause, what = taken
        if what == "bounce" and left is not None:
            month.crowd.number += 1
            number = month.crowd.number
            self._later(self._now + pause, lambda at: bounce(number, left.content, left.recipient, at))
        elif what != "bounce":
            self._later(self._now + pause, lambda at: month.crowd.reaction(got, what, at))

    # --- evening ------------------------------------------------------------------------------------------------------
    @property
    def _day(self) -> Day:
        days = self.month.days
        number = (self._now - self._scene.start).days
        while len(days) <= number:
            days.append(Day())
        return days[number]

    def _evening(self) -> None:
        """The breaker is looked at by a person once a day."""
        desk = self._desk
        self._set_time(self._now - timedelta(seconds=1))
        now, live = desk.clock.now(), desk.cases.live(desk.name, desk.clock.now())
        self._day.open = sum(case.state.value == "open" for case in live)
        self._day.overdue = sum(case.state.value == "open" and case.due is not None and case.due < now for case in live)
        desk.journal.close_breaker(desk.name)
        self._daily(self.month)
