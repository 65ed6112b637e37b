"""The labelling notebook runs from top to bottom, and a key or a click writes a training row."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.model.corpus import small, small_model
from triage.edges.dataset import append, read_examples
from triage.edges.models import Registry
from triage.errors import ConfigError
from triage.labels import INTENTS, URGENCIES
from triage.model.judge import Fitted, Provenance

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("anywidget")
labelling = pytest.importorskip("triage.edges.labelling")
keys = pytest.importorskip("triage.edges.labelling.keys")

ROOT = Path(__file__).parent.parent
PRESS = {key.label: key.press for key in (*keys.INTENT_KEYS, *keys.URGENCY_KEYS)}
MAILS = [
    {"id": "1", "subject": "seo", "body": "we offer seo services for your website, best offer"},
    {"id": "2", "subject": "<b>hm</b>", "body": "where is the box with the <script>broken</script> website offer"},
    {"id": "3", "subject": "", "body": "wo ist mein paket bitte", "from": "ann@customer.test"},
]


@pytest.fixture(scope="module")
def model() -> Fitted:
    return small_model()


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: Fitted) -> Path:
    """A shop folder with a model and three mails nobody has labelled."""
    registry = Registry(tmp_path / "models")
    made_of = Provenance(data_sha256="0" * 64, rows_by_language={}, rows_by_label={}, scores={})
    registry.promote(registry.register(model, made_of).name)
    (tmp_path / "mails.jsonl").write_text("".join(json.dumps(mail) + "\n" for mail in MAILS))
    monkeypatch.setenv("TRIAGE_SHOP", str(tmp_path))
    monkeypatch.setenv("TRIAGE_LABEL_SOURCE", str(tmp_path / "mails.jsonl"))
    monkeypatch.setenv("TRIAGE_LABELLER", "ann")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


def _rows(shop: Path) -> list[Mapping[str, Any]]:
    file = shop / "training_data" / "labelled.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def _press(board: Any, *pressed: str) -> None:
    for key in pressed:
        board.press(PRESS.get(key, key))


def _words(board: Any) -> list[str]:
    words: list[str] = board.page["progress"]["words"]
    return words


# The notebook itself


def _run(shop: Path, extra: str) -> Any:
    notebook = nbformat.read(ROOT / "notebooks" / "label.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(extra))
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3").execute(cwd=str(shop))
    return notebook


def test_the_notebook_runs_and_a_key_writes_a_row(shop: Path) -> None:
    notebook = _run(shop, 'print(board.current.mail.text)\nboard.press("2")\nboard.press("g")')
    (row,) = read_examples([shop / "training_data" / "labelled.jsonl"])
    assert row.body == notebook.cells[-1].outputs[0].text.strip()
    assert (row.intent, row.urgency, row.source) == ("lost_parcel", "normal", "notebook")
    shown = [output.get("data", {}) for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("application/vnd.jupyter.widget-view+json" in data for data in shown)
    assert any("second label" in data.get("text/html", "") for data in shown)


def test_every_line_that_waits_in_the_notebook_works(shop: Path) -> None:
    append(shop / "training_data" / "shop.jsonl", [replace(row, source="shop") for row in small()])
    notebook = nbformat.read(ROOT / "notebooks" / "label.ipynb", as_version=4)
    waiting = [cell.source.removeprefix("# ") for cell in notebook.cells if cell.source.startswith("# labelling.")]
    assert len(waiting) == 4
    board = labelling.open_board()
    _press(board, "refund")
    _run(shop, "\n".join(waiting))
    assert (shop / "export" / "labelled.csv").exists()


def test_the_notebook_in_the_tree_holds_no_output_and_no_logic() -> None:
    notebook = nbformat.read(ROOT / "notebooks" / "label.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs for cell in code)
    assert all(len(cell.source.splitlines()) <= 2 for cell in code)


# Keys


def test_every_label_has_a_key_of_its_own_and_the_page_of_the_docs_names_it() -> None:
    assert {key.label for key in keys.INTENT_KEYS} == set(INTENTS)
    assert tuple(key.label for key in keys.URGENCY_KEYS) == URGENCIES
    assert len(set(PRESS.values())) == len(INTENTS) + len(URGENCIES)
    page = (ROOT / "docs" / "labelling.md").read_text(encoding="utf-8")
    assert [key.label for key in keys.INTENT_KEYS if f"| `{key.press.upper()}` | `{key.label}` |" not in page] == []


def test_one_key_labels_a_mail(shop: Path) -> None:
    told = "".join(json.dumps({"id": str(n), "body": f"{'ab' * n} is my parcel"}) + "\n" for n in range(1, 24))
    (shop / "mails.jsonl").write_text(told)
    board = labelling.open_board()
    for intent in INTENTS:
        _press(board, "high", intent)
    assert [(row["intent"], row["urgency"], row["labeller"]) for row in _rows(shop)] == [
        (intent, "high", "ann") for intent in INTENTS
    ]
    assert _words(board)[:2] == ["23 of 23", "0 left"]
    assert {one["count"] for one in board.page["intents"]} == {1}


def test_shift_adds_and_takes_away_a_second_request(shop: Path) -> None:
    board = labelling.open_board()
    _press(board, "R", "P", "R", "C", "customs")
    (row,) = _rows(shop)
    assert (row["intent"], row["also"]) == ("customs", "payment")


def test_enter_takes_the_guess(shop: Path) -> None:
    board = labelling.open_board()
    guess = board.current.guess
    assert board.page["enter"] == guess.intents[0][0]
    _press(board, "Enter")
    assert (_rows(shop)[0]["intent"], _rows(shop)[0]["urgency"]) == (guess.intents[0][0], guess.urgency)


@pytest.mark.parametrize("key", ["", "i", "5", "Escape", "ß", "\x1b[2J", "Enter ", "None"])
def test_other_keys_do_nothing(shop: Path, key: str) -> None:
    board = labelling.open_board()
    before = board.current
    board.press(key)
    assert board.current == before
    assert _rows(shop) == []


def test_a_key_that_was_pressed_for_the_mail_before_is_not_for_this_one(shop: Path) -> None:
    board = labelling.open_board()
    old = {"press": "g", "serial": board.page["serial"]}
    for _ in range(3):
        board._handle_custom_msg(old, [])
    for damaged in ({"press": "g"}, {}, None, "g", {"press": None, "serial": board.page["serial"]}):
        board._handle_custom_msg(damaged, [])
    assert len(_rows(shop)) == 1


def test_undo_takes_the_row_back_and_shows_the_mail_with_what_was_given(shop: Path) -> None:
    board = labelling.open_board()
    first = board.current.mail.text
    _press(board, "critical", "C", "dispute", "Backspace")
    assert board.current.mail.text == first
    assert _rows(shop) == []
    assert (board.page["enter"], board.sitting.urgency, board.sitting.also) == ("dispute", "critical", {"customs"})
    _press(board, "Enter")
    assert [(row["intent"], row["also"]) for row in _rows(shop)] == [("dispute", "customs")]
    _press(board, "Backspace", "Backspace", "Backspace")  # more often than there is something to take back
    assert _rows(shop) == []


def test_skipped_mails_come_again_at_the_end(shop: Path) -> None:
    board = labelling.open_board()
    skipped = board.current.mail.text
    _press(board, "ArrowRight", "refund", "refund")
    assert board.current is None
    assert "Enter" in board.page["over"]
    _press(board, "Enter")
    assert board.current.mail.text == skipped
    _press(board, "ArrowRight", "Backspace")
    assert board.current.mail.text == skipped


def test_the_end_is_told_and_keys_after_it_do_nothing(shop: Path) -> None:
    board = labelling.open_board()
    _press(board, "refund", "refund", "refund", "refund", "Enter", "ArrowRight", "low", "C")
    assert len(_rows(shop)) == 3
    assert "triage train" in board.page["over"]


# Going on


def test_a_board_that_is_opened_again_goes_on_where_it_was(shop: Path) -> None:
    board = labelling.open_board()
    order = list(board.sitting._tasks)
    _press(board, "refund", "ArrowRight")
    again = labelling.open_board()
    assert list(again.sitting._tasks) == order
    assert again.current.key == order[2]
    assert _words(again)[0] == "1 of 3"
    _press(again, "Backspace", "Backspace")  # the skip, then the label of the sitting before
    assert _rows(shop) == []
    assert again.current.key == order[0]


def test_what_is_labelled_does_not_come_again_in_the_next_sitting(shop: Path) -> None:
    for _ in MAILS:
        _press(labelling.open_board(count=1), "refund")
    assert {row["body"] for row in _rows(shop)} == {mail["body"] for mail in MAILS}
    last = labelling.open_board(count=1)
    assert last.current is None
    assert "TRIAGE_LABEL_SOURCE" in last.page["over"]


def test_a_crash_before_the_row_was_written_only_asks_again(shop: Path) -> None:
    board = labelling.open_board()
    key = board.current.key
    _press(board, "refund")
    (shop / "training_data" / "labelled.jsonl").unlink()
    assert labelling.open_board().current.key == key


def test_a_journal_that_a_crash_cut_short_is_read(shop: Path) -> None:
    _press(labelling.open_board(), "refund")
    journal = shop / "labelling" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes() + b'{"at": "2026-11-2')
    again = labelling.open_board()
    assert _words(again)[0] == "1 of 3"
    _press(again, "payment")
    assert _words(labelling.open_board())[0] == "2 of 3"


def test_a_damaged_plan_is_made_anew(shop: Path) -> None:
    labelling.open_board()
    for damage in ("", "[]", '{"keys": 3}', "\xff", '{"keys": [1], "model": "x"}'):
        (shop / "labelling" / "new-ann.json").write_text(damage)
        assert labelling.open_board().current is not None


def test_a_label_that_cannot_be_written_is_told_and_the_mail_stays(shop: Path) -> None:
    board = labelling.open_board()
    before = board.current
    (shop / "training_data" / "labelled.jsonl").mkdir(parents=True)
    _press(board, "refund")
    assert board.current == before
    assert "cannot be written" in board.page["notice"]


# What is shown, and what is kept


def test_a_mails_words_are_sent_as_words_and_drawn_as_text(shop: Path) -> None:
    board = labelling.open_board()
    while "script" not in board.current.mail.text:
        _press(board, "ArrowRight")
    assert board.page["mail"]["text"] == MAILS[1]["body"]
    assert not re.search("innerHTML|insertAdjacentHTML|document.write|eval", board._esm)


def test_neither_journal_nor_plan_holds_a_word_of_a_mail(shop: Path) -> None:
    board = labelling.open_board()
    _press(board, "refund", "ArrowRight", "Backspace")
    kept = "".join(path.read_text() for path in (shop / "labelling").iterdir())
    assert not {word for mail in MAILS for word in mail["body"].split() if len(word) > 4 and word in kept}


def test_a_row_names_its_writer_so_that_it_can_be_erased(shop: Path) -> None:
    board = labelling.open_board()
    _press(board, "refund", "refund", "refund")
    assert {row["body"]: row["writer"] for row in _rows(shop)} == {mail["body"]: mail.get("from", "") for mail in MAILS}


def test_rows_are_for_their_owners_eyes(shop: Path) -> None:
    _press(labelling.open_board(), "refund")
    for path in (shop / "training_data" / "labelled.jsonl", *(shop / "labelling").glob("*.json*")):
        assert path.stat().st_mode & 0o077 == 0


def test_sample_mails_of_machines_are_not_asked_about() -> None:
    found = list(labelling.unlabelled(ROOT / "triage" / "sample" / "mails"))
    assert all(mail.text.strip() for mail in found)
    assert len(found) > 10


# Wrong calls


def test_without_a_model_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIAGE_SHOP", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(ConfigError, match="triage train"):
        labelling.open_board()


@pytest.mark.parametrize("name", ["../ann", "=1+1", "a/b", " ", "x" * 41, "ann\n", "\x1b[2Jann"])
def test_a_labellers_name_is_a_name(shop: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRIAGE_LABELLER")
    if name.strip() and name.strip() != "ann":
        with pytest.raises(ConfigError, match="labeller"):
            labelling.open_board(labeller=name)
    else:
        assert labelling.open_board(labeller=name).page["labeller"] == (name.strip() or labelling.opening._labeller(""))


@pytest.mark.parametrize("share", [0, -1, 1.5, float("nan")])
def test_a_share_is_a_share(shop: Path, share: float) -> None:
    with pytest.raises(ConfigError, match="share"):
        labelling.open_second("bo", share=share)
