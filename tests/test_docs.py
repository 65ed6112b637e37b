"""The documents say what is true: links lead somewhere, commands exist, figures are those of the files."""

import re
import subprocess
from pathlib import Path

import pytest
import typer.main

from triage import __version__
from triage.cli.main import app
from triage.config import Config
from triage.mail.automatic.rules import RULES

ROOT = Path(__file__).parent.parent
PAGES = sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")))
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page):
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page):
    named = set(re.findall(r"`?triage ([a-z]+)\b", page.read_text(encoding="utf-8")))
    prose = {"watches", "speaks", "needs", "does", "authors", "is", "and"}
    assert named - prose - set(COMMANDS) == set()


def test_the_page_on_reading_names_every_rule():
    named = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs/reading.md").read_text(encoding="utf-8")))
    assert set(RULES) - named == set()


def test_every_command_shows_an_example():
    def leaves(command, path):
        inner = getattr(command, "commands", None)
        if inner:
            for name, child in inner.items():
                yield from leaves(child, [*path, name])
        else:
            yield " ".join(path), command

    without = [
        name
        for name, command in leaves(typer.main.get_command(app), [])
        if "Example: triage" not in (command.epilog or "")
    ]
    assert without == []


def test_the_readme_tells_the_true_number_of_training_mails():
    rows = sum(
        len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / "training_data/starter").iterdir()
    )
    frozen = sum(
        len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / "training_data/benchmark").iterdir()
    )
    mails = len(list((ROOT / "triage/sample/mails").glob("*.eml")))
    words = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"learnt from {rows:,} mails" in words
    assert f"on {frozen} frozen mails" in words
    assert f"delivers {mails} sample mails" in words


def test_the_changelog_knows_this_version():
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_tables_of_the_settings_are_in_the_example():
    example = (ROOT / "triage.example.toml").read_text(encoding="utf-8")
    tables = [name for name in Config.model_fields if name != "root"]
    assert [name for name in tables if f"[{name}]" not in example] == []


def test_the_project_speaks_of_itself_alone():
    """No path of a machine, no address of a package registry, no secret, in any text of the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode()
    names = [
        ROOT / name
        for name in listed.split("\0")
        if name.endswith((".py", ".md", ".toml", ".txt", ".service", ".ipynb"))
    ]
    if not names:
        pytest.skip("not a git checkout")
    words = re.compile(
        "|".join(("/wo" + "rk/", "py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.", "deb" + r"\.debian"))
    )
    assert [path.name for path in names if path.exists() and words.search(path.read_text(encoding="utf-8"))] == []
