"""The registry: what is loaded, what is refused before anything is unpickled, and how versions change places."""

import json
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from tests.model.corpus import small, small_model
from triage.edges.models import Registry, active, load, show, verify
from triage.errors import BadModel
from triage.model.fit import fit
from triage.model.judge import Fitted, Provenance, judge

MADE_OF = Provenance(
    data_sha256="3f2a" + "0" * 60,
    rows_by_language={"de": 24, "en": 24},
    rows_by_label={"other": 48},
    scores={"benchmark": None, "cross_validation": {"accuracy": 0.9}},
)
_unpickled: list[str] = []
_opened: list[str] = []
_watching = False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _watching and event == "pickle.find_class":
        _unpickled.append(str(arguments))
    if _watching and event == "open":
        _opened.append(Path(str(arguments[0])).name)


sys.addaudithook(_watch)


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    return small_model()


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "models", lambda: datetime(2026, 11, 21, 17, 5, 1, tzinfo=UTC))


@pytest.fixture
def folder(registry: Registry, fitted: Fitted) -> Path:
    return registry.register(fitted, MADE_OF)


@pytest.fixture
def nothing_unpickled() -> Iterator[None]:
    global _watching
    _unpickled.clear()
    _watching = True
    yield
    _watching = False
    assert _unpickled == []


class _Evil:
    """Leaves a mark where it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os.mkdir, (str(self.mark),)


def test_what_was_registered_is_loaded(folder: Path, fitted: Fitted) -> None:
    assert folder.name == "20261121T170501-3f2a"
    loaded = load(folder)
    assert loaded.version == folder.name
    mine, theirs = (judge(model, "", "where is my parcel", "en") for model in (fitted, loaded))
    assert replace(theirs, model="") == mine
    assert theirs.model == folder.name


def test_the_card_tells_what_it_was_made_of(folder: Path) -> None:
    told = json.loads((folder / "card.json").read_text())
    assert told["rows"] == 48
    assert told["rows_by_language"] == {"de": 24, "en": 24}
    assert told["intents"][0] == "dispute"
    assert told["scores"]["cross_validation"]["accuracy"] == 0.9
    assert {"python", "scikit-learn", "numpy"} <= set(told["libraries"])
    assert told["created_at"] == "2026-11-21T17:05:01+00:00"
    assert len(told["sha256"]) == 64


@pytest.mark.usefixtures("nothing_unpickled")
@pytest.mark.parametrize("place", [0, 100, -1])
def test_one_flipped_bit_is_refused(folder: Path, place: int) -> None:
    content = bytearray((folder / "model.joblib").read_bytes())
    content[place] ^= 1
    (folder / "model.joblib").write_bytes(content)
    with pytest.raises(BadModel, match=r"altered after training.*train again: triage train"):
        load(folder)


@pytest.mark.usefixtures("nothing_unpickled")
@pytest.mark.parametrize("length", [0, 1000])
def test_a_truncated_file_is_refused(folder: Path, length: int) -> None:
    os.truncate(folder / "model.joblib", length)
    with pytest.raises(BadModel, match="altered"):
        load(folder)


@pytest.mark.usefixtures("nothing_unpickled")
def test_an_evil_pickle_under_the_right_name_is_never_opened(folder: Path, tmp_path: Path) -> None:
    (folder / "model.joblib").write_bytes(pickle.dumps(_Evil(tmp_path / "mark")))
    with pytest.raises(BadModel):
        load(folder)
    assert not (tmp_path / "mark").exists()


@pytest.mark.usefixtures("nothing_unpickled")
@pytest.mark.parametrize(("name", "mode"), [("", 0o777), ("", 0o775), ("model.joblib", 0o666), ("card.json", 0o664)])
def test_what_others_can_write_is_refused(folder: Path, name: str, mode: int) -> None:
    (folder / name).chmod(mode)
    with pytest.raises(BadModel, match="chmod go-w"):
        load(folder)


@pytest.mark.usefixtures("nothing_unpickled")
@pytest.mark.parametrize("name", ["model.joblib", "card.json"])
def test_a_symbolic_link_is_not_followed(folder: Path, tmp_path: Path, name: str) -> None:
    (folder / name).rename(tmp_path / name)
    (folder / name).symlink_to(tmp_path / name)
    with pytest.raises(BadModel, match="cannot be read"):
        load(folder)


@pytest.mark.usefixtures("nothing_unpickled")
def test_a_linked_folder_is_not_followed(folder: Path) -> None:
    link = folder.with_name("20270101T000000-aaaa")
    link.symlink_to(folder)
    with pytest.raises(BadModel, match="not a model folder"):
        load(link)


@pytest.mark.usefixtures("nothing_unpickled")
def test_a_pipe_in_the_files_place_does_not_hang(folder: Path) -> None:
    (folder / "model.joblib").unlink()
    os.mkfifo(folder / "model.joblib", 0o600)
    with pytest.raises(BadModel):
        load(folder)


def test_the_file_is_opened_once(folder: Path) -> None:
    """What is unpickled are the very bytes that were compared, whatever lies in the file by then."""
    global _watching
    _opened.clear()
    _watching = True
    load(folder)
    _watching = False
    assert _opened.count("model.joblib") == 1


@pytest.mark.usefixtures("nothing_unpickled")
@pytest.mark.parametrize(
    ("key", "value"), [("sha256", "0" * 64), ("rows", 9000), ("scores", {}), ("intents", ["refund"]), ("format", 3)]
)
def test_an_edited_card_is_refused(folder: Path, key: str, value: object) -> None:
    told = json.loads((folder / "card.json").read_text())
    (folder / "card.json").write_text(json.dumps({**told, key: value}))
    with pytest.raises(BadModel, match=r"card\.json was edited"):
        load(folder)


@pytest.mark.usefixtures("nothing_unpickled")
@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"digest": "x"}', "\udcff"])
def test_a_broken_card_is_refused(folder: Path, text: str) -> None:
    (folder / "card.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadModel, match=r"card\.json (is not a model card|was edited)"):
        load(folder)


@pytest.mark.usefixtures("nothing_unpickled")
@pytest.mark.parametrize("made_with", ["0.24.2", "1.4.0", ""])
def test_another_scikit_learn_is_refused(folder: Path, made_with: str) -> None:
    _rewrite(folder, libraries={"scikit-learn": made_with})
    with pytest.raises(BadModel, match=r"scikit-learn.*train again"):
        load(folder)


@pytest.mark.usefixtures("nothing_unpickled")
def test_another_format_is_refused(folder: Path) -> None:
    _rewrite(folder, format=99)
    with pytest.raises(BadModel, match="another version of triage"):
        load(folder)


@pytest.mark.usefixtures("nothing_unpickled")
def test_a_missing_folder_and_an_empty_one_are_refused(tmp_path: Path) -> None:
    for folder in (tmp_path / "20261121T170501-0000", tmp_path):
        with pytest.raises(BadModel, match="triage train"):
            load(folder)


def test_labels_of_the_users_own_are_for_evaluating_only(registry: Registry) -> None:
    own = fit([replace(row, intent=f"q-{row.intent}", urgency="") for row in small()], out_of_scope=None)
    folder = registry.register(own, MADE_OF)
    with pytest.raises(BadModel, match="other labels"):
        load(folder)
    assert load(folder, any_labels=True).intents == own.intents


def test_the_card_of_another_model_is_refused(registry: Registry, fitted: Fitted) -> None:
    one, two = registry.register(fitted, MADE_OF), registry.register(replace(fitted, urgencies=("low",)), MADE_OF)
    (one / "model.joblib").write_bytes((two / "model.joblib").read_bytes())
    _rewrite(one, sha256=show(two).sha256)
    with pytest.raises(BadModel, match="does not belong"):
        load(one)


def test_promote_and_rollback(registry: Registry, fitted: Fitted, tmp_path: Path) -> None:
    root = tmp_path / "models"
    assert active(root) is None
    assert registry.current() is None
    one, two, three = (registry.register(fitted, MADE_OF).name for _ in range(3))
    assert len({one, two, three}) == 3
    for version in (one, two, three, two):
        registry.promote(version)
        assert active(root) == root / version
    assert registry.rollback() == three
    assert registry.rollback() == one
    assert active(root) == root / one
    with pytest.raises(BadModel, match="no earlier model"):
        registry.rollback()
    assert active(root) == root / one
    assert [card.version for card in registry.cards()] == [one, two, three]
    current = registry.current()
    assert current is not None
    assert current.version == one


def test_what_cannot_be_verified_is_not_promoted(registry: Registry, fitted: Fitted, tmp_path: Path) -> None:
    good, bad = registry.register(fitted, MADE_OF), registry.register(fitted, MADE_OF)
    registry.promote(good.name)
    np.save(bad / "model.joblib", np.zeros(3))
    (bad / "model.joblib").write_bytes(b"x")
    with pytest.raises(BadModel):
        registry.promote(bad.name)
    for version in ("../elsewhere", "", ".", "nothing"):
        with pytest.raises(BadModel):
            registry.promote(version)
    assert active(tmp_path / "models") == good
    assert verify(good).version == good.name


def test_a_pointer_to_nowhere_is_told(registry: Registry, fitted: Fitted, tmp_path: Path) -> None:
    registry.promote(registry.register(fitted, MADE_OF).name)
    for pointer in ("20200101T000000-dead\n", "../../etc\n", "\udcff\n"):
        (tmp_path / "models" / "active").write_bytes(pointer.encode("utf-8", "surrogateescape"))
        with pytest.raises(BadModel):
            active(tmp_path / "models")


def test_a_strict_or_a_loose_umask_changes_nothing(registry: Registry, fitted: Fitted) -> None:
    for umask in (0o000, 0o002, 0o077):
        before = os.umask(umask)
        try:
            load(registry.register(fitted, MADE_OF))
        finally:
            os.umask(before)


def _rewrite(folder: Path, **changes: object) -> None:
    """A card that is whole and says something else."""
    (folder / "card.json").write_bytes(replace(show(folder), **changes).written())  # type: ignore[arg-type]
