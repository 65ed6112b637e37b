"""Second looks: suspected labels, blind second labels, disagreements, and the files that come out."""

import csv
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.model.corpus import small
from triage.edges.dataset import append, read_examples
from triage.errors import ConfigError
from triage.model.agreement import agreement

pytest.importorskip("anywidget")
labelling = pytest.importorskip("triage.edges.labelling")
disk, report, rows, work = (
    pytest.importorskip(f"triage.edges.labelling.{name}") for name in ("disk", "report", "rows", "work")
)

WRONG = 9  # a row of the corpus that gets a wrong label


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop folder with rows in two formats, one of them labelled wrong."""
    told = [replace(row, source="shop") for row in small()]
    told[WRONG] = replace(told[WRONG], intent="other")
    append(tmp_path / "training_data" / "a.jsonl", told[:40])
    with (tmp_path / "training_data" / "b.csv").open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(["note", "text", "intent", "language"])
        writer.writerows(("kept", row.body, row.intent, row.language) for row in told[40:])
    monkeypatch.setenv("TRIAGE_SHOP", str(tmp_path))
    monkeypatch.setenv("TRIAGE_LABELLER", "ann")
    return tmp_path


def _lines(shop: Path) -> list[str]:
    return (shop / "training_data" / "a.jsonl").read_text().splitlines()


def _journal(shop: Path) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in (shop / "labelling" / "journal.jsonl").read_text().splitlines()]


# Suspected labels


def _suspected(shop: Path, *numbers: int) -> None:
    """The list as a board before has left it."""
    told = [rows.read_rows(shop / "training_data" / "a.jsonl")[number] for number in numbers]
    guesses = [[[["order_status", 0.9], ["other", 0.1]], "low"] for _ in told]
    plan = shop / "labelling" / "suspects.json"
    plan.parent.mkdir(exist_ok=True)
    plan.write_text(json.dumps({"keys": [row.key for row in told], "guesses": guesses}))


def test_the_list_is_what_models_say_that_had_not_read_the_rows(shop: Path) -> None:
    board = labelling.open_review()
    assert 0 < len(board.sitting._tasks) <= 48
    assert all(task.said and task.guess for task in board.sitting._tasks.values())


@pytest.mark.parametrize("damage", ["", "{}", '{"keys": ["x"], "guesses": []}', '{"keys": [1], "guesses": [[3, 4]]}'])
def test_a_damaged_list_is_made_anew(shop: Path, damage: str) -> None:
    _suspected(shop, 0)
    (shop / "labelling" / "suspects.json").write_text(damage)
    assert labelling.open_review().current is not None


def test_a_wrong_label_is_shown_with_both_and_changed_in_its_place(shop: Path) -> None:
    _suspected(shop, WRONG, 3)
    before, wrong = _lines(shop), small()[WRONG]
    board = labelling.open_review()
    assert board.current.mail.text == wrong.body
    assert board.page["said"] == [["the row", f"other · {wrong.urgency}"]]
    assert board.page["guess"] == "order_status · low (90%)"
    assert board.page["enter"] == "other"
    board.press("o")
    after = _lines(shop)
    assert [at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new] == [WRONG]
    assert json.loads(after[WRONG]) == {**json.loads(before[WRONG]), "intent": "order_status", "labeller": "ann"}
    last = _journal(shop)[-1]
    assert (last["was"]["intent"], last["now"]["intent"], last["labeller"]) == ("other", "order_status", "ann")
    board.press("Backspace")
    assert json.loads(_lines(shop)[WRONG])["intent"] == "other"


def test_a_row_of_a_csv_file_keeps_its_other_columns(shop: Path) -> None:
    before = rows.read_rows(shop / "training_data" / "b.csv")
    row = before[2]
    text = rows.relabelled(
        row.file, row.key, work.Labels.of(row.example), work.Labels(intent="refund", also=("payment",)), "ann"
    )
    disk.save(row.file, text)
    with row.file.open(newline="", encoding="utf-8-sig") as file:
        told = list(csv.DictReader(file))
    assert row.file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert {line["note"] for line in told} == {"kept"}
    assert [line["labeller"] for line in told] == ["", "", "ann", *[""] * (len(told) - 3)]
    read = read_examples([row.file])
    assert (read[2].intent, read[2].also) == ("refund", ("payment",))
    assert read[:2] + read[3:] == tuple(one.example for one in before[:2] + before[3:])


def test_a_kept_label_changes_nothing_and_is_not_suspected_again(shop: Path) -> None:
    _suspected(shop, WRONG, 3)
    before, kept = _lines(shop), labelling.open_review()
    key = kept.current.key
    kept.press("Enter")
    assert _lines(shop) == before
    assert kept.page["progress"]["words"][0] == "1 of 2"
    assert key not in labelling.open_review(fresh=True).sitting._tasks
    _suspected(shop, WRONG, 3)
    assert list(labelling.open_review(labeller="bo").sitting._tasks) == [kept.current.key]


def test_the_list_is_kept_and_a_closed_board_goes_on(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _suspected(shop, WRONG, 3)
    board = labelling.open_review()
    first, second = board.sitting._tasks
    for key in ("3", "d"):
        board.press(key)
    again = labelling.open_review()
    assert again.current.key == second
    assert capsys.readouterr().out == ""  # nothing is trained
    again.press("Backspace")
    assert again.current.key == first
    assert again.current.said[0].labels.intent == "other"
    again.press("Enter")
    assert [entry["act"] for entry in _journal(shop)] == ["label", "undo", "label"]
    assert json.loads(_lines(shop)[WRONG])["intent"] == "dispute"


def test_a_kept_label_that_was_taken_back_is_asked_again(shop: Path) -> None:
    _suspected(shop, WRONG, 3)
    board = labelling.open_review()
    for key in ("Enter", "Backspace"):
        board.press(key)
    again = labelling.open_review()
    assert again.current == board.current
    assert again.page["undo"] == ""


def test_undo_gives_the_row_back_to_who_labelled_it(shop: Path) -> None:
    file = shop / "training_data" / "a.jsonl"
    file.write_text(file.read_text().replace('"intent": "other"', '"labeller": "bo", "intent": "other"'))
    _suspected(shop, WRONG)
    before = file.read_text()
    board = labelling.open_review()
    assert board.page["said"][0][0] == "bo"
    board.press("o")
    assert json.loads(_lines(shop)[WRONG])["labeller"] == "ann"
    board.press("Backspace")
    assert file.read_text() == before


def test_a_row_that_was_changed_meanwhile_is_left_alone(shop: Path) -> None:
    _suspected(shop, WRONG)
    board = labelling.open_review()
    file = shop / "training_data" / "a.jsonl"
    file.write_text(file.read_text().replace('"intent": "other"', '"intent": "refund"'))
    before = file.read_text()
    board.press("o")
    assert "has changed" in board.page["notice"]
    assert file.read_text() == before


def test_frozen_rows_second_labels_and_exported_corrections_are_not_touched(shop: Path) -> None:
    for name in ("benchmark/mixed.jsonl", "corrections.jsonl"):
        append(shop / "training_data" / name, [replace(small()[0], body=f"only in {name}")])
    (shop / "training_data" / "agreement").mkdir()
    (shop / "training_data" / "agreement" / "second.jsonl").write_text('{"id": "x", "intent": "refund"}\n')
    found = rows.read_rows(shop / "training_data")
    assert len(found) == 48
    assert not any("only in" in row.example.body for row in found)


def test_a_damaged_file_is_named(shop: Path) -> None:
    (shop / "training_data" / "c.jsonl").write_text('{"body": "x", "intent": "no_such"}\n')
    with pytest.raises(ConfigError, match=r"c\.jsonl:1"):
        labelling.open_review()


# Two people


def _second(shop: Path, *pressed: str, share: float = 1.0) -> Any:
    board = labelling.open_second("bo", share=share, data="a.jsonl")
    for key in pressed:
        board.press(key)
    return board


def test_the_second_person_sees_neither_label_nor_guess(shop: Path) -> None:
    board = _second(shop)
    page = board.page
    assert (page["said"], page["guess"], page["enter"]) == ([], "", "")
    assert not any(one["on"] or one["share"] or one["also"] for one in page["intents"])
    assert not any(one["on"] for one in page["urgencies"])
    board.press("Enter")
    assert board.page["progress"]["share"] == 0


def test_intent_and_urgency_in_either_order(shop: Path) -> None:
    before = _lines(shop)
    board = _second(shop, "d")
    assert "urgency" in board.page["notice"]
    for key in ("4", "1", "o"):
        board.press(key)
    assert [entry["now"]["intent"] for entry in _journal(shop)] == ["dispute", "order_status"]
    assert [entry["now"]["urgency"] for entry in _journal(shop)] == ["critical", "low"]
    assert _lines(shop) == before


def test_the_share_is_drawn_at_random_and_is_the_same_again(shop: Path) -> None:
    drawn = list(_second(shop, share=0.3).sitting._tasks)
    assert len(drawn) == 12  # of 40
    assert list(_second(shop, "d", "4", share=0.3).sitting._tasks) == drawn
    in_order = [row.key for row in rows.read_rows(shop / "training_data" / "a.jsonl")]
    assert drawn != in_order[:12]


def test_nobody_is_second_to_himself(shop: Path) -> None:
    assert labelling.open_second("bo").current is None  # nothing labelled in the notebook yet
    labelled = shop / "training_data" / "labelled.jsonl"
    told = [json.loads(line) for line in _lines(shop)[:4]]
    labelled.write_text("".join(json.dumps({**row, "labeller": "ann"}) + "\n" for row in told))
    assert labelling.open_second("ann", share=1).current is None
    assert len(labelling.open_second("bo", share=1).sitting._tasks) == 4


def test_agreement_and_the_third_look(shop: Path) -> None:
    board = _second(shop)
    for _ in range(3):
        first = board.current.said[0].labels
        board.press({"low": "1", "normal": "2", "critical": "4"}[first.urgency])
        board.press({"order_status": "o", "damaged_parcel": "b", "dispute": "d", "other": "z"}[first.intent])
    differs = board.current
    board.press("3")
    board.press("c")
    (found,) = labelling.show_agreement().by_people.values()
    assert (found.rows, found.intent_share) == (4, 0.75)
    assert found.disagreements == ((differs.said[0].labels.intent, "customs", 1),)
    shown = labelling.show_agreement()._repr_html_()
    assert "bo" in shown
    assert "customs" in shown

    third = labelling.open_third("cy")
    assert [by for by, _ in third.page["said"]] == ["the first", "bo"]
    third.press("2")
    third.press("c")
    assert third.current is None
    decided = {row.key: row for row in rows.read_rows(shop / "training_data")}[differs.key]
    assert (decided.example.intent, decided.example.urgency, decided.labeller) == ("customs", "normal", "cy")
    assert labelling.open_third("cy").current is None
    assert next(iter(labelling.show_agreement().by_people.values())) == found  # it tells of the first labels
    again = labelling.open_third("cy")
    for key in ("Backspace", "2", "m"):
        again.press(key)
    last = [row for row in rows.read_rows(shop / "training_data") if row.key == differs.key]
    assert [row.example.intent for row in last] == ["refund"]


def test_names_are_shown_as_words(shop: Path) -> None:
    shown = report.Report(by_people={("<b>ann", "bo"): agreement([(small()[0], replace(small()[0], intent="<i>"))])})
    assert "<b>ann" not in shown._repr_html_()
    assert "<i>" not in shown._repr_html_()


# Files


HOSTILE = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", 'a,"b"\n=c', "<script>", "\x1b[2J"]


def test_export(shop: Path, tmp_path: Path) -> None:
    hostile = [replace(small()[0], subject=text, body=f"{text} x", source="notebook") for text in HOSTILE]
    append(shop / "training_data" / "labelled.jsonl", hostile)
    done = labelling.export(tmp_path / "out", shop="cups")
    assert (done.rows, [path.name for path in done.files]) == (11, ["labelled.csv", "labelled.jsonl", "starter.jsonl"])
    assert [row.subject for row in read_examples([tmp_path / "out" / "labelled.jsonl"])] == HOSTILE
    with (tmp_path / "out" / "labelled.csv").open(newline="", encoding="utf-8-sig") as file:
        cells = [cell for line in csv.reader(file) for cell in line]
    assert not [cell for cell in cells if cell.strip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    assert len(read_examples([tmp_path / "out" / "labelled.csv"])) == 11
    starter = [json.loads(line) for line in (tmp_path / "out" / "starter.jsonl").read_text().splitlines()]
    assert list(starter[0]) == ["subject", "body", "intent", "also", "urgency", "language", "writer", "shop"]
    assert {row.source for row in read_examples([tmp_path / "out" / "starter.jsonl"])} == {"starter"}


def test_export_of_nothing(shop: Path, tmp_path: Path) -> None:
    assert labelling.export(tmp_path / "out").rows == 0
    assert read_examples([tmp_path / "out"]) == ()
    with pytest.raises(ConfigError, match="no such file"):
        labelling.export(tmp_path / "out", data="nowhere")
