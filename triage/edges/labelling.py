"""The labelling notebook's other half: mails in, one click a label, training rows out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from triage.domain import Example
from triage.edges import mails, models, starter
from triage.edges.dataset import append, read_examples
from triage.errors import ConfigError
from triage.labels import INTENTS, URGENCIES
from triage.mail.parse import parse
from triage.model.choose import Candidate, Choice, choose
from triage.model.duplicates import same_words
from triage.settings import Reading

_COUNT = 100  # mails of one sitting
_WIDTH = {"layout": {"width": "14em"}}


def unlabelled(source: Path) -> Iterator[Candidate]:
    """Mails that people wrote, from a JSONL file of id, subject and body, an .eml file, an mbox, or folders of them."""
    reading = Reading()
    lines = source.suffix == ".jsonl" and source.is_file()
    with source.open("rb") if lines else open(os.devnull, "rb") as file:  # noqa: PTH123
        limit = reading.limits.mail_bytes
        for name, raw in mails.read_lines(file) if lines else mails.read_paths([source], limit):
            mail = parse(raw, reading)
            if mail.error is None and mail.automatic_rule is None and mail.new_text.strip():
                yield Candidate(id=name, subject=mail.subject, text=mail.new_text, language=mail.language)


def open_board(count: int = _COUNT) -> Board:
    """A board for the shop folder in TRIAGE_SHOP (the folder above the notebook's) and the mails in
    TRIAGE_LABEL_SOURCE (the sample mails). Mails that were labelled before do not come again.

    Raises ConfigError where there is no model yet, BadModel where it cannot be trusted.
    """
    shop = Path(os.environ.get("TRIAGE_SHOP") or "..").absolute()
    source = Path(os.environ.get("TRIAGE_LABEL_SOURCE") or starter.SAMPLE / "mails")
    folder = models.active(shop / "models") or models.active(starter.cache() / "models")
    if folder is None:
        raise ConfigError(f"{shop / 'models'}: there is no model yet; train one: triage train")
    out = shop / "training_data" / "labelled.jsonl"
    done = {same_words(row) for row in read_examples([out])} if out.exists() else set()
    waiting = [mail for mail in unlabelled(source) if same_words(_example(mail, "other")) not in done]
    chosen = choose(models.load(folder), waiting, count)
    return Board(chosen, lambda row: append(out, [row]))


class Board:
    """One mail after the other, the least sure first, with a button for every intent."""

    def __init__(self, choices: Sequence[Choice], write: Callable[[Example], object]) -> None:
        self._choices, self._write, self._at, self.written = choices, write, 0, 0
        self.progress = widgets.IntProgress(max=max(1, len(choices)), description="labelled")
        self.told, self.mail, self.guess = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.urgency = widgets.ToggleButtons(options=URGENCIES, description="urgency")
        self.also = widgets.SelectMultiple(options=INTENTS, description="also asks")
        self.buttons = {intent: _button(intent, self._label) for intent in INTENTS}
        self.skip = _button("skip", lambda label: self._show(self._at + 1))
        self._show(0)

    @property
    def view(self) -> Any:
        """What the notebook shows."""
        grid = widgets.HBox([*self.buttons.values()], layout={"flex_flow": "row wrap"})
        return widgets.VBox(
            [widgets.HBox([self.progress, self.told]), self.mail, self.guess, self.urgency, grid, self.also, self.skip]
        )

    @property
    def current(self) -> Choice | None:
        """The mail that is shown; None when all were seen."""
        return self._choices[self._at] if self._at < len(self._choices) else None

    def _label(self, intent: str) -> None:
        choice = self.current
        if choice is None:
            return
        also = tuple(label for label in self.also.value if label != intent)
        self._write(_example(choice.mail, intent, also, self.urgency.value))
        self.written += 1
        self._show(self._at + 1)

    def _show(self, at: int) -> None:
        self._at = at
        choice = self.current
        self.progress.value = self.written
        self.told.value = f"{self.written} labelled, {max(0, len(self._choices) - at)} to see"
        self.also.value = ()
        for intent, button in self.buttons.items():
            button.disabled = choice is None
            button.button_style = "success" if choice and intent == choice.verdict.intent else ""
        self.mail.value = _mail_html(choice) if choice else "<b>All mails are seen. Train again: triage train</b>"
        self.guess.value = _guess_html(choice) if choice else ""
        if choice:
            self.urgency.value = choice.verdict.urgency


def _example(mail: Candidate, intent: str, also: tuple[str, ...] = (), urgency: str = "") -> Example:
    language = mail.language if mail.language != "und" else ""
    return Example(
        subject=mail.subject, body=mail.text, intent=intent, also=also, urgency=urgency, language=language,
        source="notebook",
    )  # fmt: skip


def _button(label: str, clicked: Callable[[str], None]) -> Any:
    button = widgets.Button(description=label, **_WIDTH)
    button.on_click(lambda _: clicked(label))
    return button


def _mail_html(choice: Choice) -> str:
    return f"<h3>{escape(choice.mail.subject) or '(no subject)'}</h3><pre>{escape(choice.mail.text)}</pre>"


def _guess_html(choice: Choice) -> str:
    best = sorted(choice.verdict.intents.items(), key=lambda item: -item[1])[:3]
    guesses = ", ".join(f"{escape(label)} {share:.0%}" for label, share in best)
    words = ", ".join(f"{escape(word)} {weight:+.2f}" for word, weight in choice.verdict.because)
    return f"<p>guess: <b>{guesses}</b>; urgency {escape(choice.verdict.urgency)}<br>because of: {words or '–'}</p>"
