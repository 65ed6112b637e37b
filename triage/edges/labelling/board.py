"""The board: what a sitting looks like on the screen, and what a key does to it. The screen itself is board.js."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from triage.edges.labelling.keys import ALSO_OF, INTENT_KEYS, INTENT_OF, KEEP, SKIP, UNDO, URGENCY_KEYS, URGENCY_OF, Key
from triage.edges.labelling.sitting import Sitting
from triage.edges.labelling.work import Kind, Labels, Said, Task

_HERE = Path(__file__).parent
_TITLES: Mapping[Kind, tuple[str, str]] = {
    Kind.NEW: ("New mails", "The mails the model is least sure of come first."),
    Kind.REVIEW: (
        "Suspected labels",
        "A model that had not read these rows doubts their labels. Keep them or change them.",
    ),
    Kind.SECOND: ("Blind labels", "What the first person said is not shown, nor what the model says."),
    Kind.THIRD: ("Disagreements", "Two people disagree. Your word goes into the training row."),
}
_OVER: Mapping[Kind, str] = {
    Kind.NEW: "All mails of this sitting are labelled. Train again: triage train. Then open the board again.",
    Kind.REVIEW: "All suspected labels were looked at. Train again: triage train. Then open the board again.",
    Kind.SECOND: "All rows of this share have a second label. Look at the agreement below.",
    Kind.THIRD: "All disagreements are settled. Train again: triage train.",
}
_NOTHING: Mapping[Kind, str] = {
    Kind.NEW: "Every mail of the source is labelled. Name another in TRIAGE_LABEL_SOURCE.",
    Kind.REVIEW: "No label is suspected.",
    Kind.SECOND: "There are no rows of another labeller. Label some first, or name rows: data=…",
    Kind.THIRD: "Nobody disagrees so far. A second person labels a share with open_second.",
}


class Board(anywidget.AnyWidget):
    """One mail after the other. `press` does what a key does; a click on the screen is the key beside it."""

    _esm = _HERE / "board.js"
    _css = _HERE / "board.css"
    page = traitlets.Dict().tag(sync=True)

    def __init__(self, sitting: Sitting, kind: Kind, labeller: str) -> None:
        self.sitting, self._kind, self._labeller, self._serial = sitting, kind, labeller, 0
        self._acts: Mapping[str, Callable[[], None]] = {
            KEEP: sitting.keep, SKIP: sitting.skip, UNDO: sitting.undo
        }  # fmt: skip
        super().__init__(page=self._page())
        self.on_msg(self._received)

    @property
    def current(self) -> Task | None:
        """The mail that is shown; None when all were seen."""
        return self.sitting.current

    def press(self, key: str) -> None:
        """A letter gives its intent, a capital one adds it as a second request, a digit is the urgency; Enter keeps
        what is offered, ArrowRight skips, Backspace takes the last act back. Other keys do nothing.
        """
        self.sitting.notice = ""
        if key in self._acts:
            self._acts[key]()
        elif self.current is not None:
            self._label(key)
        self._serial += 1
        self.page = self._page()

    def _label(self, key: str) -> None:
        if key in INTENT_OF:
            self.sitting.label(INTENT_OF[key])
        elif key in ALSO_OF:
            self.sitting.toggle(ALSO_OF[key])
        elif key in URGENCY_OF:
            self.sitting.rate(URGENCY_OF[key])

    def _received(self, _: object, content: Any, __: object) -> None:
        """A key from the screen. One that was pressed while another mail was shown is not for this mail."""
        if isinstance(content, dict) and content.get("serial") == self._serial:
            self.press(str(content.get("press")))

    def _page(self) -> dict[str, Any]:
        """Everything that is shown, ready for JSON."""
        sitting, task = self.sitting, self.current
        title, about = _TITLES[self._kind]
        return {
            "serial": self._serial, "title": title, "about": about, "labeller": self._labeller,
            "progress": self._progress(), "notice": sitting.notice, "undo": self._undo(), "over": self._over(),
            "enter": task and (sitting.intent or sitting.offered.intent),
            "mail": task and {
                "subject": task.mail.subject, "text": task.mail.text, "language": task.mail.language,
                "marks": list(task.guess.because) if task.guess else [],
            },
            "said": [_told(said, self._kind) for said in _shown(task)], "guess": _guess(task),
            "intents": self._intents(task), "urgencies": [self._urgency(key) for key in URGENCY_KEYS],
        }  # fmt: skip

    def _progress(self) -> dict[str, Any]:
        now = self.sitting.progress
        words = [f"{now.done} of {now.total}", f"{now.total - now.done} left"]
        words += [f"{now.skipped} skipped"] if now.skipped else []
        words += [f"{now.pace:g} a minute"] if now.pace else []
        words += [f"about {max(1, round(now.minutes_left))} min to go"] if now.minutes_left else []
        return {"share": now.done / now.total if now.total else 0.0, "words": words}

    def _undo(self) -> str:
        last = self.sitting.last
        return "" if last is None else str(last.now) if last.now else "skipped"

    def _over(self) -> str:
        if self.current is not None:
            return ""
        now = self.sitting.progress
        if now.skipped:
            return f"{now.skipped} skipped: Enter shows them again."
        return _OVER[self._kind] if now.total else _NOTHING[self._kind]

    def _intents(self, task: Task | None) -> list[dict[str, Any]]:
        shares = dict(task.guess.intents) if task and task.guess else {}
        counts, sitting = self.sitting.progress.by_label, self.sitting
        chosen = sitting.intent or sitting.offered.intent
        return [
            {**_key(key), "count": counts[key.label], "share": shares.get(key.label, 0.0),
             "on": key.label == chosen, "also": key.label in sitting.also}
            for key in INTENT_KEYS
        ]  # fmt: skip

    def _urgency(self, key: Key) -> dict[str, Any]:
        return {**_key(key), "on": key.label == self.sitting.urgency}


def _key(key: Key) -> dict[str, Any]:
    return {"label": key.label, "press": key.press, "group": key.group, "hint": key.hint}


def _shown(task: Task | None) -> Sequence[Said]:
    return () if task is None or task.blind else task.said


def _told(said: Said, kind: Kind) -> list[str]:
    """Whose label it is, and the label."""
    by = said.by or ("the row" if kind is Kind.REVIEW else "the first")
    return [by, str(said.labels)]


def _guess(task: Task | None) -> str:
    """The model's word where the row has another one."""
    if task is None or task.guess is None or not task.said:
        return ""
    (intent, share), *_ = task.guess.intents
    return f"{Labels(intent=intent, urgency=task.guess.urgency)} ({share:.0%})"
