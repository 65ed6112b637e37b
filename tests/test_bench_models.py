"""The benchmark reads the public sets' files, leaves out what is missing, and prints a row for each model and set."""

import csv
import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from tests.bench_models.__main__ import main, measure
from tests.bench_models.rivals import CONTESTANTS
from tests.bench_models.sets import SETS, Absent

SAID = {"card_lost": "i lost my card", "card_late": "when does the new card come", "fees": "what are the fees"}
ENDS = ["", " please", " today", " now", " again", " hello", " thanks", " sir", " urgent", " soon"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [(f"{text}{end}", label) for label, text in SAID.items() for end in ENDS]
    bank = tmp_path / "banking77" / "banking_data"
    bank.mkdir(parents=True)
    for name in ("train.csv", "test.csv"):
        with (bank / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("text", "category"), *rows])
    strange = [(f"the moon is far{end}", "oos") for end in ENDS]
    clinc = tmp_path / "clinc150" / "data"
    clinc.mkdir(parents=True)
    parts = {"train": rows, "val": [], "test": rows, "oos_train": strange, "oos_val": [], "oos_test": strange}
    (clinc / "data_full.json").write_text(json.dumps(parts), encoding="utf-8")
    return tmp_path


def test_a_row_for_each_model_and_set(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(folder), "--only", "triage", "--only", "tfidf"]) == 0
    rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert [row[0] for row in rows] == ["| set", "| banking77", "| banking77", "| CLINC150", "| CLINC150"]
    assert [row[2] for row in rows[1:]] == ["1.000"] * 4
    assert [row[5] for row in rows[1:]] == ["–", "–", "1.000", "1.000"]


@pytest.mark.parametrize("name", ["fasttext", "spacy"])
def test_a_rival_that_is_not_installed_is_left_out(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    if find_spec(name):
        pytest.skip(f"{name} is installed")
    assert main(["--data", str(folder), "--set", "banking77", "--only", name]) == 0
    assert f"{name} is left out: it is not installed" in capsys.readouterr().out


@pytest.mark.parametrize("name", list(CONTESTANTS))
def test_every_label_has_a_probability(folder: Path, name: str) -> None:
    if name in {"fasttext", "spacy"}:
        pytest.importorskip(name)
    data = SETS["clinc150"](folder)
    chances = CONTESTANTS[name](data).chances([row.body for row in data.test])
    assert chances.shape == (len(data.test), len(data.labels))
    assert np.allclose(chances.sum(axis=1), 1, atol=1e-4)


def test_figures_within_scope_leave_the_strange_rows_out(folder: Path) -> None:
    data = SETS["clinc150"](folder)
    figures = measure("triage", data)
    assert (figures.known.rows, figures.every.rows) == (30, 40)
    assert min(figures.size, figures.training, figures.single, figures.batch) > 0


def test_a_folder_without_the_sets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path)]) == 2
    told = capsys.readouterr().out
    assert "train.csv is missing" in told
    assert "data_full.json is missing" in told
    assert "TRIAGE_BENCH_DATA" in told
    with pytest.raises(Absent):
        SETS["clinc150"](tmp_path)
