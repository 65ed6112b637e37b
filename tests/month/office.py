"""The desk of the month: the real store, texts and order file; and hands that note everything that leaves the house."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from tests.desks import Bench
from tests.month.judge import Judge
from tests.month.scene import Scene
from triage.desk import Handled
from triage.domain import MAILED, Action, ActionKind, Origin, Outcome, Receipt, mail_id
from triage.edges import starter
from triage.edges.lookup import SqliteOrders
from triage.edges.store import SqlLedger
from triage.edges.store.codes import add_codes
from triage.policy.render import Letter, Templates
from triage.policy.slots import Slots
from triage.settings import Codes
from triage.testing import InlineEngine, MemoryAccount, MemoryHands

CODES = {"discount_5": 300, "discount_10": 60, "discount_15": 150, "free_shipping": 20}  # the pool; it runs dry


class Killed(BaseException):
    """SIGKILL."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A text that was rendered, with everything it was made of."""

    template: str
    locale: str
    slots: Slots
    letter: Letter
    automatic: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """A mail that was handed to SMTP, or a draft that was laid down. Times are the desk's."""

    at: datetime
    kind: ActionKind
    key: str
    mail_id: str
    recipient: str
    content: bytes


class Texts(Templates):
    """The shipped texts; everything that is written with them is shown to somebody."""

    def __init__(self, texts: Templates, shown: Callable[[Written], None], die: Callable[[], None]) -> None:
        super().__init__(texts._texts, texts._layout)
        self._shown, self._die = shown, die

    def write(self, template: str, locale: str, slots: Slots, *, automatic: bool = True, offer: bool = False) -> Letter:
        """See Templates.write."""
        self._die()
        letter = super().write(template, locale, slots, automatic=automatic, offer=offer)
        told = slots if offer or not automatic else replace(slots, offer=None)
        self._shown(Written(template=template, locale=locale, slots=told, letter=letter, automatic=automatic))
        return letter


class Post(MemoryHands):
    """Hands that note what leaves, may find the server closed, and may die before or after a deed."""

    def __init__(self, account: MemoryAccount, office: Office) -> None:
        super().__init__(account)
        self._office = office

    def perform(self, action: Action, places: Sequence[Origin]) -> Receipt:
        """See ports.Hands."""
        self._office.may_die()
        if action.kind in MAILED and self._office.refuses():
            return Receipt(outcome=Outcome.RETRY, detail="451 try again later")
        if action.kind in MAILED and action.recipient in self._office.unknown:
            return Receipt(outcome=Outcome.FAILED, detail="550 no such user")
        receipt = super().perform(action, places)
        self._office.noted(action, receipt)
        self._office.may_die()
        return receipt

    def _id(self, content: bytes) -> str:
        return _digest(self._account.name, content)


@functools.lru_cache(maxsize=50_000)
def _digest(name: str, content: bytes) -> str:
    return mail_id(name, content)


@functools.cache
def _shipped() -> Templates:
    texts = starter.texts(starter.folder() / "templates")
    return Templates.load(texts, proven=texts.keys())


class Office(Bench):
    """A desk that can be opened again, with what a month needs on it."""

    def __init__(
        self,
        folder: Path,
        scene: Scene,
        judge: Judge,
        told: Callable[[Handled], None],
        left: Callable[[Left], None],
        shown: Callable[[Written], None],
    ) -> None:
        self.scene, self._judge, self._told, self._left, self._shown = scene, judge, told, left, shown
        self._chance = random.Random(f"{scene.seed}:kills")
        self.awake = False  # nobody dies before the month begins
        self.out_until: datetime | None = None  # the mail server refuses everything
        self.unknown: frozenset[str] = frozenset()  # recipients that the server knows to be none
        self.drafts: dict[str, int] = {}  # UIDs in Drafts by the key of their action
        self.deaths = 0
        super().__init__(folder, policy=scene.policy, think=judge.think)

    def _open(self) -> None:
        super()._open()
        self.hands = Post(self.account, self)
        self.change(
            hands=self.hands,
            templates=Texts(_shipped(), self._shown, self.may_die),
            engine=InlineEngine(self.think),
            lookup=SqliteOrders(self.folder / "orders.db"),
            ledger=SqlLedger(self.database, Codes()),
            told=self._told,
            beat=self.may_die,
        )

    def fill_pool(self) -> None:
        """Put codes into the pool."""
        with self.database.write() as connection:
            for kind, count in CODES.items():
                lines = [f"{kind.upper().replace('_', '-')}-{number:04}" for number in range(count)]
                add_codes(connection, lines, kind, None, self.account.clock.now())

    # --- what may go wrong --------------------------------------------------------------------------------------------
    def may_die(self) -> None:
        """Between any two pieces of work, a few times a day."""
        if self.awake and self.scene.kills and self._chance.random() < 0.0004:
            self.deaths += 1
            raise Killed

    def refuses(self) -> bool:
        """Whether the mail server is out of order."""
        return self.out_until is not None and self.account.clock.now() < self.out_until

    def break_down(self, hours: float) -> None:
        """The mail server refuses everything for so long."""
        self.out_until = self.account.clock.now() + timedelta(hours=hours)

    # --- what left ----------------------------------------------------------------------------------------------------
    def noted(self, action: Action, receipt: Receipt) -> None:
        """A deed that was done."""
        if action.kind is ActionKind.DRAFT and receipt.origin is not None:
            self.drafts[action.key] = receipt.origin.uid
        if action.kind in MAILED or action.kind is ActionKind.DRAFT:
            self._left(
                Left(
                    at=self.account.clock.now(),
                    kind=action.kind,
                    key=action.key,
                    mail_id=action.mail_id,
                    recipient=action.recipient,
                    content=action.content,
                )
            )
