"""The labelling notebook runs from top to bottom, and a click writes a training row."""

import json
from pathlib import Path

import pytest

from tests.model.corpus import small_model
from triage.edges.dataset import read_examples
from triage.edges.models import Registry
from triage.errors import ConfigError
from triage.model.judge import Provenance

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipywidgets")
labelling = pytest.importorskip("triage.edges.labelling")

ROOT = Path(__file__).parent.parent
MAILS = [
    {"id": "1", "subject": "seo", "body": "we offer seo services for your website, best offer"},
    {"id": "2", "subject": "<b>hm</b>", "body": "where is the box with the <script>broken</script> website offer"},
    {"id": "3", "subject": "", "body": "wo ist mein paket bitte"},
]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop folder with a model and three mails nobody has labelled."""
    registry = Registry(tmp_path / "models")
    made_of = Provenance(data_sha256="0" * 64, rows_by_language={}, rows_by_label={}, scores={})
    registry.promote(registry.register(small_model(), made_of).name)
    (tmp_path / "mails.jsonl").write_text("".join(json.dumps(mail) + "\n" for mail in MAILS))
    monkeypatch.setenv("TRIAGE_SHOP", str(tmp_path))
    monkeypatch.setenv("TRIAGE_LABEL_SOURCE", str(tmp_path / "mails.jsonl"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


def _written(shop: Path) -> list[tuple[str, str, str]]:
    rows = read_examples([shop / "training_data" / "labelled.jsonl"])
    assert {row.source for row in rows} == {"notebook"}
    return [(row.body, row.intent, row.urgency) for row in rows]


def test_the_notebook_runs_and_a_click_writes_a_row(shop: Path) -> None:
    notebook = nbformat.read(ROOT / "notebooks" / "label.ipynb", as_version=4)
    click = 'board.urgency.value = "normal"\nprint(board.current.mail.text)\nboard.buttons["lost_parcel"].click()'
    notebook.cells.append(nbformat.v4.new_code_cell(click))
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3").execute(cwd=str(shop))
    shown = notebook.cells[-1].outputs[0].text.strip()
    assert _written(shop) == [(shown, "lost_parcel", "normal")]
    assert "application/vnd.jupyter.widget-view+json" in notebook.cells[-2].outputs[0].data


def test_the_notebook_in_the_tree_holds_no_output_and_no_logic() -> None:
    notebook = nbformat.read(ROOT / "notebooks" / "label.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs for cell in code)
    assert sum(len(cell.source.splitlines()) for cell in code) <= 6


def test_labelled_mails_do_not_come_again(shop: Path) -> None:
    board = labelling.open_board()
    first = board.current.mail.text
    board.also.value = ("refund", "payment")
    board.buttons["payment"].click()
    assert board.written == 1
    (row,) = read_examples([shop / "training_data" / "labelled.jsonl"])
    assert (row.body, row.also) == (first, ("refund",))
    again = labelling.open_board()
    assert len(again._choices) == 2
    assert first not in {choice.mail.text for choice in again._choices}


def test_a_mails_words_are_shown_as_words(shop: Path) -> None:
    board = labelling.open_board()
    while "script" not in board.current.mail.text:
        board.skip.click()
    assert "<script>" not in board.mail.value + board.guess.value
    assert "&lt;script&gt;" in board.mail.value


def test_the_end_is_told_and_clicks_after_it_do_nothing(shop: Path) -> None:
    board = labelling.open_board()
    for _ in MAILS:
        board.skip.click()
    board.buttons["refund"].click()
    assert board.current is None
    assert "triage train" in board.mail.value
    assert not (shop / "training_data").exists()


def test_sample_mails_of_machines_are_not_asked_about() -> None:
    found = list(labelling.unlabelled(labelling.starter.SAMPLE / "mails"))
    assert all(mail.text.strip() for mail in found)
    assert len(found) > 10


def test_without_a_model_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIAGE_SHOP", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(ConfigError, match="triage train"):
        labelling.open_board()
