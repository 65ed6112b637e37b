"""The registry: models/<version>/ with the model and its card, and one file that names the active version.

A pickle runs code when it is loaded. So a file is read once, into memory; these very bytes are compared with the card's
SHA-256; and nothing is unpickled before file, folder and card have been found to be ours alone, whole and of our kind.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import stat
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version as installed
from pathlib import Path
from platform import python_version
from typing import Any

import joblib

from triage.errors import BadModel
from triage.labels import INTENTS, URGENCIES
from triage.model.judge import Fitted, Provenance

_MODEL, _CARD, _ACTIVE = "model.joblib", "card.json", "active"
_FORMAT = 2  # of the pickled Fitted; raised when an older one cannot be used any more
_KEPT = 10  # earlier versions that the pointer remembers for rollback
_AGAIN = "train again: triage train"
_LIBRARIES = ("scikit-learn", "numpy", "scipy", "joblib")
_MAX_BYTES = 512_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """What a model was made of, and how good it is. Lies beside it as card.json."""

    version: str
    created_at: str  # ISO 8601, UTC
    sha256: str  # of the model file
    data_sha256: str
    rows: int
    rows_by_language: Mapping[str, int]
    rows_by_label: Mapping[str, int]
    intents: tuple[str, ...]
    urgencies: tuple[str, ...]
    out_of_scope: str | None
    scores: Mapping[str, Any]  # by what they were measured on: the frozen set, writers left out
    libraries: Mapping[str, str]
    format: int = _FORMAT

    def written(self) -> bytes:
        """The card as a file, with a digest of itself at the end."""
        told = asdict(self)
        return json.dumps({**told, "digest": _digest(told)}, indent=1, ensure_ascii=False).encode() + b"\n"


class Registry:
    """The models of one folder."""

    def __init__(self, root: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._root = root
        self._now = now

    def current(self) -> Fitted | None:
        """The active model, with whatever labels it has; None when there is none. Raises BadModel."""
        folder = active(self._root)
        return load(folder, any_labels=True) if folder else None

    def register(self, fitted: Fitted, made_of: Provenance) -> Path:
        """Write a new version's folder, whole or not at all. It is not active yet. Raises OSError."""
        self._root.mkdir(parents=True, exist_ok=True)
        at = self._now()
        while (folder := self._root / f"{at:%Y%m%dT%H%M%S}-{made_of.data_sha256[:4]}").exists():
            at += timedelta(seconds=1)
        content = _packed(replace(fitted, version=folder.name))
        card = Card(
            version=folder.name, created_at=at.isoformat(timespec="seconds"),
            sha256=hashlib.sha256(content).hexdigest(), rows=sum(made_of.rows_by_label.values()),
            intents=fitted.intents, urgencies=fitted.urgencies, out_of_scope=fitted.out_of_scope,
            libraries={"python": python_version(), **{name: installed(name) for name in _LIBRARIES}},
            **{name: getattr(made_of, name) for name in Provenance.__dataclass_fields__},
        )  # fmt: skip
        with tempfile.TemporaryDirectory(dir=self._root, prefix=".new-") as place:
            new = Path(place) / folder.name
            new.mkdir(mode=0o755)
            _write(new / _MODEL, content)
            _write(new / _CARD, card.written())
            new.rename(folder)
        return folder

    def promote(self, version: str) -> None:
        """Make a version the active one, after verifying it. The one before is kept for rollback. Raises BadModel."""
        verify(self._root / _name(version))
        self._point([version, *(old for old in _pointed(self._root) if old != version)])

    def rollback(self) -> str:
        """Make the version before the active one active again; returns its name. Raises BadModel."""
        _, *before = [*_pointed(self._root), ""]
        if not any(before):
            raise BadModel("there is no earlier model to go back to; see: triage models list")
        verify(self._root / before[0])
        self._point([old for old in before if old])
        return before[0]

    def cards(self) -> tuple[Card, ...]:
        """Every version's card, oldest first; a folder whose card cannot be read is left out (`verify` says why)."""
        found = []
        for folder in sorted(path for path in self._root.glob("[0-9]*-*") if path.is_dir()):
            try:
                found.append(show(folder))
            except BadModel:
                continue
        return tuple(found)

    def _point(self, versions: list[str]) -> None:
        part = self._root / f".{_ACTIVE}.{os.getpid()}"
        _write(part, "".join(f"{version}\n" for version in versions[: _KEPT + 1]).encode())
        part.replace(self._root / _ACTIVE)


def active(root: Path) -> Path | None:
    """The active version's folder; None when none was promoted yet. Raises BadModel for a pointer to nowhere."""
    versions = _pointed(root)
    if not versions:
        return None
    folder = root / versions[0]
    if not folder.is_dir():
        raise BadModel(f"{root / _ACTIVE} names the model {versions[0]}, which is not there; {_AGAIN}")
    return folder


def show(folder: Path) -> Card:
    """A version's card, checked for being whole. Raises BadModel."""
    return _card(_read(folder, _CARD), folder)


def verify(folder: Path) -> Card:
    """Check all that can be checked without unpickling. Returns the card; raises BadModel."""
    card, _ = _checked(folder)
    return card


def load(folder: Path, *, any_labels: bool = False) -> Fitted:
    """The model of a version's folder. Raises BadModel, and then nothing of the file was unpickled.

    `any_labels` admits a model of the user's own labels, which the daemon cannot work with.
    """
    card, content = _checked(folder)
    if not any_labels and (not set(card.intents) <= set(INTENTS) or card.urgencies != URGENCIES):
        raise BadModel(f"{folder}: the model was trained on other labels than triage's; {_AGAIN}")
    try:
        fitted = joblib.load(io.BytesIO(content))
    except Exception as error:  # noqa: BLE001  an unpickler may raise anything
        raise BadModel(f"{folder}: the model cannot be read ({type(error).__name__}); {_AGAIN}") from None
    if not isinstance(fitted, Fitted) or (fitted.intents, fitted.urgencies, fitted.version) != (
        card.intents, card.urgencies, card.version,
    ):  # fmt: skip
        raise BadModel(f"{folder}: the card does not belong to this model; {_AGAIN}")
    return fitted


def _checked(folder: Path) -> tuple[Card, bytes]:
    card, content = show(folder), _read(folder, _MODEL)
    if hashlib.sha256(content).hexdigest() != card.sha256:
        raise BadModel(f"{folder / _MODEL} was altered after training (its SHA-256 is not the card's); {_AGAIN}")
    if card.format != _FORMAT:
        raise BadModel(f"{folder}: the model was made by another version of triage; {_AGAIN}")
    made, here = card.libraries.get("scikit-learn", ""), installed("scikit-learn")
    if made.split(".")[:2] != here.split(".")[:2]:
        raise BadModel(f"{folder}: trained with scikit-learn {made or '?'}, {here} is installed; {_AGAIN}")
    return card, content


def _card(content: bytes, folder: Path) -> Card:
    try:
        told = json.loads(content)
        digest = told.pop("digest")
        lists = {name: tuple(told[name]) for name in ("intents", "urgencies")}
        card = Card(**{**told, **lists})
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BadModel(f"{folder / _CARD} is not a model card; {_AGAIN}") from None
    if digest != _digest(told) or card.version != folder.name:
        raise BadModel(f"{folder / _CARD} was edited; {_AGAIN}")
    return card


def _digest(told: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _packed(fitted: Fitted) -> bytes:
    packed = io.BytesIO()
    joblib.dump(fitted, packed)
    return packed.getvalue()


def _read(folder: Path, name: str) -> bytes:
    """The bytes of a file in a model's folder, read once and through no symbolic link. Raises BadModel."""
    try:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise BadModel(f"{folder}: is not a model folder ({error.strerror}); {_AGAIN}") from None
    try:
        _ours(os.fstat(place), folder)
        with open(os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=place), "rb") as file:  # noqa: PTH123
            _ours(os.fstat(file.fileno()), folder / name)
            return file.read(_MAX_BYTES)
    except OSError as error:
        raise BadModel(f"{folder / name}: cannot be read ({error.strerror}); {_AGAIN}") from None
    finally:
        os.close(place)


def _ours(found: os.stat_result, path: Path) -> None:
    """Refuse what somebody else could have written."""
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise BadModel(f'{path} can be written by others and is not trusted; run: chmod go-w "{path}"')
    if found.st_uid not in {os.geteuid(), 0}:
        raise BadModel(f"{path} belongs to another user and is not trusted; train as the user that runs triage")


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644), "wb") as file:  # noqa: PTH123
        os.fchmod(file.fileno(), 0o644)  # whatever the umask says
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _pointed(root: Path) -> list[str]:
    try:
        lines = (root / _ACTIVE).read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise BadModel(
            f"{root / _ACTIVE}: cannot be read ({type(error).__name__}); run: triage models promote"
        ) from None
    return [_name(line) for line in lines]


def _name(version: str) -> str:
    if not version or version.startswith(".") or Path(version).name != version:
        raise BadModel(f"{version!r} is not a model version; see: triage models list")
    return version
