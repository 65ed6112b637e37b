"""What reaches a terminal: a table of what is taken away, and a table of what is left alone."""

from __future__ import annotations

import json

import pytest

from triage.cli.console import clean, clean_lines, emit, say


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a[31mb"),
        ("a\x1b]0;title\x07b", "a]0;titleb"),
        ("a\x9b31mb", "a31mb"),
        ("a\u202eb\u2066c\u2069\u200f", "abc"),
        ("a\u200bb\ufeffc\xadd", "abcd"),
        ("a\tb\r\nc\vd\fe", "a b  c d e"),
        ("a\x00\x08\x7fb\ud800", "ab"),
        ("a\u2028b\u2029c", "abc"),
        ("a\U000e0041b", "ab"),
    ],
)
def test_what_steers_a_terminal_is_taken_away(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    "text", ["Größe", "何时发货？", "いつ届きますか", "מתי יגיע", "متى", "[bold]x[/]", ":bomb:", "🎁", "é"]
)
def test_words_of_any_language_and_brackets_are_left_alone(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("何时发货", 8, "何时发货"),
        ("何时发货", 7, "何时发…"),
        ("何时发货", 6, "何时…"),
        ("a b c", 3, "a…"),
    ],
)
def test_a_cut_counts_columns(text: str, width: int, shown: str) -> None:
    assert clean(text, width) == shown


def test_a_long_text_is_cut_by_letters_and_by_lines() -> None:
    assert clean_lines("word " * 1_000, 20, 5).splitlines()[1] == "… (4,981 more letters)"
    assert clean_lines("a\n" * 100, 1_000, 3) == "a\na\na\n… (194 more letters)"
    assert clean_lines("a\x1b[2J\n\n\n\nb\r\nc", 1_000, 30) == "a[2J\n\nb\nc"


def test_json_for_a_program_is_whole_and_plain(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    row = {"text": "\x1b[31m\x9b\u202e\u200b\ud800 何时 \x7f\n"}
    emit(json.dumps(row, ensure_ascii=False))
    out = capfdbinary.readouterr().out
    assert json.loads(out) == row
    assert out.count(b"\n") == 1
    assert "何时".encode() in out
    assert not [letter for letter in out.decode() if not letter.isprintable() and letter != "\n"]


def test_words_for_a_person_go_to_standard_error_as_they_are_but_for_what_steers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say("one\x1b[2J\n[bold]two[/] :bomb: \\")
    assert capsys.readouterr() == ("", "one[2J\n[bold]two[/] :bomb: \\\n")
