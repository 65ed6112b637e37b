"""The model of the month: it knows each mail's true label and is sometimes wrong, the same way for the same seed."""

from __future__ import annotations

import functools
import random

from tests.month.letters import Letter
from triage.domain import RawMail, Thought, Verdict
from triage.labels import INTENTS, URGENCIES
from triage.mail.parse import parse
from triage.settings import Reading

WRONG_INTENT, WRONG_URGENCY = 0.08, 0.10


class Judge:
    """Reads with the real reader. `letters` is everything that was ever sent to the shop, by id."""

    def __init__(self, seed: int, reading: Reading, letters: dict[str, Letter]) -> None:
        self._seed, self._reading, self._letters = seed, reading, letters
        self._read = functools.lru_cache(maxsize=2_000)(self._parsed)  # follow-ups read a case's newest mail again

    def think(self, raw: RawMail) -> Thought:
        """What a worker brings back; nothing is judged in an agent's mail."""
        mail = self._read(raw)
        letter = self._letters.get(raw.id)
        return Thought(mail=mail, verdict=None if mail.error or letter is None else self.verdict(letter))

    def _parsed(self, raw: RawMail):
        return parse(raw, self._reading)

    def verdict(self, letter: Letter) -> Verdict:
        """The label, with the mistakes that the seed has for this mail."""
        rng = random.Random(f"{self._seed}:{letter.message_id}")
        wrong = rng.random() < WRONG_INTENT
        intent = rng.choice([one for one in INTENTS if one != letter.intent]) if wrong else letter.intent
        urgency = _near(rng, letter.urgency) if rng.random() < WRONG_URGENCY else letter.urgency
        sure = rng.uniform(0.4, 0.9) if wrong else rng.uniform(0.7, 0.99)
        return Verdict(
            intent=intent,
            confidence=sure,
            intents=_spread(INTENTS, intent, sure),
            urgency=urgency,
            urgencies=_spread(URGENCIES, urgency, 0.94),
            also=letter.also if rng.random() < 0.7 else (),
            coverage=rng.uniform(0.55, 1.0),
            trust=rng.uniform(0.6, 0.97) if wrong else rng.uniform(0.93, 1.0),
            proven=False,
            model="the truth",
        )


def _near(rng: random.Random, urgency: str) -> str:
    """The next step up or down."""
    place = URGENCIES.index(urgency)
    return rng.choice([URGENCIES[at] for at in (place - 1, place + 1) if 0 <= at < len(URGENCIES)])


def _spread(labels: tuple[str, ...], chosen: str, sure: float) -> dict[str, float]:
    rest = (1 - sure) / (len(labels) - 1)
    return {label: sure if label == chosen else rest for label in labels}
