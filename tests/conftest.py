"""What several rooms' tests share: one starter model, trained once for all test processes; logs as they were."""

from __future__ import annotations

import fcntl
import hashlib
import logging
from pathlib import Path

import pytest

from triage.edges import models, starter
from triage.edges.dataset import read_examples
from triage.retrain import retrain

ROOT = Path(__file__).parent.parent
_LEVELS = {name: logging.getLogger(name).level for name in (None, "triage", "alembic")}
_TRAINING = ("concepts", "features", "vocabulary", "matrix", "fit", "judge", "trust", "proof")


@pytest.fixture(scope="session")
def model_root() -> Path:
    """A registry with the starter model in it."""
    return starter_model(ROOT / ".pytest_cache" / "d")


def starter_model(cache: Path) -> Path:
    """Train the starter model, or find it: it is kept between runs and made anew when rows or trainer change."""
    sources = [
        *sorted((ROOT / "training_data" / "starter").glob("*.jsonl")),
        *sorted((ROOT / "triage" / "model" / "lexicon").glob("*.txt")),
        *(ROOT / "triage" / "model" / f"{room}.py" for room in _TRAINING),
        ROOT / "triage" / "edges" / "models.py",  # an older format is refused
    ]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    root = cache / "triage-models" / digest
    root.mkdir(parents=True, exist_ok=True)
    with (root.parent / f"{digest}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if models.active(root) is None:
            data = starter.folder() / "training_data"
            rows, frozen = read_examples([data / "starter"]), read_examples([data / "benchmark"])
            retrain(rows, frozen, models.Registry(root))
    return root


@pytest.fixture(autouse=True)
def _loud() -> None:
    """What a command has set for its own log in this process is not left to the next test."""
    for name, level in _LEVELS.items():
        logging.getLogger(name).setLevel(level)
    logging.disable(logging.NOTSET)
