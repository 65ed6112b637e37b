"""Help, and what becomes of wrong calls, wrong settings and faults."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from tests.cli.terminal import Terminal
from triage.cli.main import app
from triage.domain import Mail


def _commands(group: Any, *before: str) -> Iterator[tuple[str, ...]]:
    for name, command in sorted(group.commands.items()):
        yield (*before, name)
        if hasattr(command, "commands"):
            yield from _commands(command, *before, name)


@pytest.mark.parametrize("command", [(), *_commands(typer.main.get_command(app))], ids=" ".join)
def test_help_shows_an_example_that_can_be_typed(command: tuple[str, ...], triage: Terminal) -> None:
    ran = triage(*command, "--help")
    assert ran.status == 0
    assert " ".join(["Example: triage", *command]) in ran.out


def test_every_command_of_the_contract_is_there() -> None:
    found = {" ".join(command) for command in _commands(typer.main.get_command(app))}
    assert found >= {
        "demo", "init", "check", "run", "status", "resume", "classify", "explain", "train", "evaluate", "backfill",
        "models", "models list", "models show", "models promote", "models rollback", "models verify",
        "templates", "templates check", "templates preview", "corrections", "corrections export",
        "person", "person export", "person erase",
    }  # fmt: skip


def test_the_command_alone_shows_what_there_is(triage: Terminal) -> None:
    ran = triage()
    assert "classify" in ran.out + ran.err
    assert "triage demo" in ran.out + ran.err


def test_the_help_of_run_says_what_the_first_start_does(triage: Terminal) -> None:
    words = " ".join(triage("run", "--help").out.split())
    assert "first start trains the starter model" in words
    assert "nothing is moved, drafted or sent until triage.toml says so" in words


@pytest.mark.parametrize(
    "words",
    [
        "nonsense", "classify", "classify --nonsense .", "classify nowhere.eml", "classify - .", "classify . --jsonl",
        "explain nowhere.eml", "backfill", "backfill . --mailbox support", "backfill --mailbox nobody",
        "train --text-column a", "train --data nowhere.csv", "evaluate --data nowhere.csv",
        "evaluate --model nowhere", "models show", "templates preview order_status xx",
        "templates preview nonsense en", "templates preview order_status en --state gone",
        "init --security none", "init --imap-port 70000",
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_and_ends_with_2(words: str, triage: Terminal) -> None:
    ran = triage(*words.split())
    assert ran.status == 2, ran.err
    assert "Traceback" not in ran.err
    assert not ran.out


def test_wrong_settings_are_one_line_each_and_end_with_78(triage: Terminal) -> None:
    (triage.folder / "triage.toml").write_text('[shop]\nnmae = "x"\n[levels]\ndefault = "bold"\n', encoding="utf-8")
    for command in (("run",), ("classify", "-"), ("status",), ("models", "list"), ("templates", "check")):
        ran = triage(*command)
        assert ran.status == 78
        assert [line.split(": ")[1] for line in ran.errors] == ['unknown setting "shop.nmae"; did you mean "name"?',
                                                                "levels.default"]  # fmt: skip
        assert not ran.out


@pytest.mark.parametrize("command", ["run", "status", "resume support", "corrections export"])
def test_what_needs_a_mailbox_says_how_to_get_one(command: str, triage: Terminal) -> None:
    ran = triage(*command.split())
    assert ran.status == 78
    assert ["triage init" in line for line in ran.errors] == [True]


@pytest.mark.parametrize("command", ["models show 20200101T000000-0000", "models verify ../models", "models rollback"])
def test_other_failures_are_one_line_and_end_with_1(command: str, triage: Terminal) -> None:
    ran = triage(*command.split())
    assert ran.status == 1
    assert len(ran.errors) == 1


def test_a_file_that_cannot_be_written_is_named(triage: Terminal) -> None:
    ran = triage("templates", "preview", "order_status", "de", "--html", "no/where.html")
    assert ran.status == 1
    assert ran.errors == ["no/where.html: No such file or directory"]


@pytest.fixture
def broken() -> Iterator[None]:
    """A command with a fault that quotes a customer."""

    @app.command("break", hidden=True)
    def command() -> None:
        raise ValueError(str(Mail(id="1", new_text="my secret words")))

    yield
    app.registered_commands.pop()


@pytest.mark.usefixtures("broken")
def test_a_fault_of_the_program_is_one_line_without_the_customers_words(triage: Terminal) -> None:
    ran = triage("break")
    assert ran.status == 1
    assert "secret" not in ran.err
    assert ["a fault of the program, ValueError at test_main.py:" in line for line in ran.errors] == [True]


def test_a_strange_file_name_does_not_steer_the_terminal(triage: Terminal) -> None:
    name = Path("odd\x1b[2J\u202e.toml")
    (triage.folder / name).write_text("x = [", encoding="utf-8")
    ran = triage("run", "--config", name)
    assert ran.status == 78
    assert "\x1b" not in ran.err
    assert "\u202e" not in ran.err
    assert ran.errors[0].startswith("odd[2J.toml: is not valid TOML")
