"""What a notebook calls: boards to label with, the agreement of two people, the rows as files."""

from __future__ import annotations

import getpass
import os
import re
import sys
from pathlib import Path

from triage.edges import models, starter
from triage.edges.labelling import sources
from triage.edges.labelling.board import Board
from triage.edges.labelling.export import Exported, write
from triage.edges.labelling.journal import FOLDER, Journal
from triage.edges.labelling.ledger import Ledger
from triage.edges.labelling.report import Report, compared
from triage.edges.labelling.rows import Row, read_rows
from triage.edges.labelling.sitting import Sitting
from triage.edges.labelling.work import Kind, Task
from triage.errors import ConfigError

_COUNT = 100  # mails of one sitting
_SHARE = 0.1  # of the rows that a second person labels
_NAME = re.compile(r"[^\W_](?:[\w .'-]{0,38}\w)?")


def open_board(count: int = _COUNT, labeller: str = "") -> Board:
    """A board for new mails of the source in TRIAGE_LABEL_SOURCE (default: the sample mails), the least sure first.

    The shop folder is the one in TRIAGE_SHOP (default: the folder above the notebook's), the labeller the one named
    here or in TRIAGE_LABELLER (default: the log-in name). A board that is opened again goes on where it was.
    Raises ConfigError where there is no model yet, BadModel where it cannot be trusted.
    """
    shop, who = _shop(), _labeller(labeller)
    source = Path(os.environ.get("TRIAGE_LABEL_SOURCE") or starter.SAMPLE / "mails")
    folder = models.active(shop / "models") or models.active(starter.cache() / "models")
    if folder is None:
        raise ConfigError(f"{shop / 'models'}: there is no model yet; train one: triage train")
    _say("Reading the mails")
    tasks = sources.new_tasks(models.load(folder), source, _labelled(shop), _plan(shop, f"new-{who}"), who, count)
    return _board(shop, Kind.NEW, who, tasks)


def open_review(count: int = _COUNT, labeller: str = "", fresh: bool = False) -> Board:
    """A board for training rows whose labels are likely wrong, found by models that had not read them.

    The list is kept until it is worked through; `fresh` makes it anew, which trains: some minutes for 10,000 rows.
    Raises ConfigError for a damaged file of rows, or too few rows.
    """
    shop, who = _shop(), _labeller(labeller)
    rows, entries = read_rows(shop / "training_data"), Journal.of(shop).entries()
    tasks = sources.suspect_tasks(rows, entries, _plan(shop, "suspects"), who, count, fresh, _say)
    return _board(shop, Kind.REVIEW, who, tasks)


def open_second(labeller: str, share: float = _SHARE, data: str = "labelled.jsonl") -> Board:
    """A board for a second person: a random share (above 0, at most 1) of the rows that others labelled, blindly.

    `data` names a file or folder within training_data. No training row is changed. Raises ConfigError.
    """
    if not 0 < share <= 1:
        raise ConfigError(f"the share is {share:g}; it must be above 0 and at most 1, such as 0.1")
    shop, who = _shop(), _labeller(labeller)
    return _board(shop, Kind.SECOND, who, sources.second_tasks(_rows(shop, data), who, share))


def open_third(labeller: str = "") -> Board:
    """A board for the rows on which two people disagree, with both labels. The decision goes into the row."""
    shop, who = _shop(), _labeller(labeller)
    tasks = sources.third_tasks(read_rows(shop / "training_data"), Journal.of(shop).entries())
    return _board(shop, Kind.THIRD, who, tasks)


def show_agreement() -> Report:
    """How far people who labelled the same mails agree: figures, and the labels they mix up."""
    return compared(Journal.of(_shop()).entries())


def export(folder: str | Path, data: str = "labelled.jsonl", shop: str = "") -> Exported:
    """Rows of a file or folder within training_data as labelled.csv, labelled.jsonl and starter.jsonl in a folder.

    `shop` says in the starter format what is sold. The copies hold customers' words; `triage person erase` does not
    know of them. Raises ConfigError.
    """
    return write(Path(folder), _rows(_shop(), data), shop)


def _board(shop: Path, kind: Kind, labeller: str, tasks: tuple[Task, ...]) -> Board:
    return Board(Sitting(tasks, Ledger(shop, kind, labeller)), kind, labeller)


def _rows(shop: Path, data: str) -> tuple[Row, ...]:
    place = shop / "training_data" / data
    if not place.exists() and place == _labelled(shop):
        return ()  # nobody has labelled yet
    return read_rows(place)


def _shop() -> Path:
    return Path(os.environ.get("TRIAGE_SHOP") or "..").absolute()


def _labelled(shop: Path) -> Path:
    return shop / "training_data" / "labelled.jsonl"


def _plan(shop: Path, name: str) -> Path:
    return shop / FOLDER / f"{name}.json"


def _labeller(given: str) -> str:
    """The name that goes into the rows; also a part of a file's name, so that no path may hide in it."""
    name = given.strip() or os.environ.get("TRIAGE_LABELLER", "").strip() or getpass.getuser()
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{name[:40]!r} is no labeller's name; take up to 40 letters and digits, such as ann")
    return name


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")  # a notebook shows the other stream as an error
