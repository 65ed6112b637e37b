"""One line an event, whatever words are in it, and no line of anybody's mail."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from triage.domain import State
from triage.edges import logs

NASTY = 'a\r\nb\x1b[31mred\x00\u2028\u202e"c\ud83d'


class Said:
    """What went to standard error so far."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._text = ""

    def text(self) -> str:
        self._text += self._capsys.readouterr().err
        return self._text

    def rows(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.text().splitlines()]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Iterator[Said]:
    """Logging is put back at the end as it was before."""
    loggers = [logging.getLogger(name) for name in ("", "triage", "alembic")]
    handlers, levels = loggers[0].handlers[:], [logger.level for logger in loggers]
    yield Said(capsys)
    loggers[0].handlers[:] = handlers
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def test_an_event_with_its_fields(said: Said) -> None:
    logs.set_up("info", "json")
    logging.getLogger("triage.flow").info("decided", extra={"mailbox": "support", "rules": ["urgent"], "again_in": 1.5})
    (row,) = said.rows()
    at = datetime.fromisoformat(str(row.pop("time")))
    assert abs((datetime.now(UTC) - at).total_seconds()) < 10
    assert row == {
        "level": "info", "logger": "triage.flow", "event": "decided", "mailbox": "support", "rules": ["urgent"],
        "again_in": 1.5,
    }  # fmt: skip


@pytest.mark.parametrize("style", ["json", "text"])
def test_nothing_breaks_out_of_its_line(said: Said, style: str) -> None:
    logs.set_up("info", style)  # type: ignore[arg-type]
    logging.getLogger("triage").warning(NASTY, extra={"why": NASTY, "list": [NASTY]})
    written = said.text()
    assert written.endswith("\n")
    assert len(written.splitlines()) == 1
    assert written[:-1].isprintable()
    assert written.isascii()


def test_json_gives_the_words_back(said: Said) -> None:
    logs.set_up("info", "json")
    logging.getLogger("triage").warning("event", extra={"why": NASTY})
    assert said.rows()[0]["why"] == NASTY


def test_text_is_for_eyes(said: Said) -> None:
    logs.set_up("info", "text")
    logging.getLogger("triage.flow").warning("mail struck", extra={"strikes": 2})
    logging.getLogger("triage.flow").info("watching")
    first, second = said.text().splitlines()
    assert first.partition(" ")[2] == "warning mail struck strikes=2"
    assert second.partition(" ")[2] == "info    watching"


@pytest.mark.parametrize("style", ["json", "text"])
def test_an_error_tells_its_kind_and_not_its_words(said: Said, style: str) -> None:
    logs.set_up("info", style)  # type: ignore[arg-type]
    try:
        raise ValueError("ann@customer.example wrote: my secret")
    except ValueError:
        logging.getLogger("triage").exception("it failed")
    assert "secret" not in said.text()
    assert "Traceback" not in said.text()
    if style == "json":
        assert said.rows()[0]["error"] == "ValueError"


def test_a_value_that_json_does_not_know_is_written_all_the_same(said: Said) -> None:
    logs.set_up("info", "json")
    logging.getLogger("triage").info(
        "x", extra={"at": datetime(2026, 11, 20, tzinfo=UTC), "state": State.DONE, "b": b"a"}
    )
    (row,) = said.rows()
    assert (row["at"], row["state"], row["b"]) == ("2026-11-20 00:00:00+00:00", "done", "b'a'")


@pytest.mark.parametrize(("level", "expected"), [("debug", 3), ("info", 2), ("warning", 1), ("error", 0)])
def test_levels_are_ours_alone(said: Said, level: str, expected: int) -> None:
    logs.set_up(level, "json")
    for name in ("triage.flow", "elsewhere", "alembic.runtime"):
        log = logging.getLogger(name)
        for speak in (log.debug, log.info):
            speak("words")
    logging.getLogger("triage.flow").warning("words")
    assert len(said.rows()) == expected
    assert all(str(row["logger"]).startswith("triage") for row in said.rows())


def test_setting_up_twice_says_everything_once(said: Said) -> None:
    for _ in range(2):
        logs.set_up("info", "json")
    logging.getLogger("triage").info("once")
    assert len(said.rows()) == 1
