"""`pip install .` alone gives a working command: what it needs travels in the wheel."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content, unpacked as an installer does."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "XDG_CACHE_HOME": str(folder / "cache")}
    command = [sys.executable, "-m", "triage", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_texts_training_mails_sample_and_unit_travel(installed: Path) -> None:
    for name in (
        "triage/starter/templates/order_status/de.txt", "triage/starter/training_data/starter/en-a.jsonl",
        "triage/starter/training_data/benchmark/mixed.jsonl", "triage/starter/notebooks/label.ipynb",
        "triage/starter/triage.example.toml", "triage/starter/triage.service", "triage/sample/orders.csv",
        "triage/edges/store/migrations/env.py", "triage/policy/guards/legal.txt",
    ):  # fmt: skip
        assert (installed / name).is_file(), name
    assert len(list((installed / "triage/sample/mails").glob("*.eml"))) >= 40


def test_the_command_works_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, "--version").stdout.startswith("triage ")
    checked = run(installed, tmp_path, "templates", "check")
    assert (checked.returncode, "0 findings" in checked.stderr) == (0, True), checked.stderr


def test_a_shop_folder_is_written_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    answers = (
        "--shop", "Blue Teapot", "--address", "help@teapot.example", "--imap-host", "127.0.0.1", "--smtp-host", "none",
        "--user", "help", "--since", "2026-11-01", "--timezone", "Europe/Berlin", "--password-env", "PW", "--no-test",
    )  # fmt: skip
    written = run(installed, tmp_path, "init", "shop", *answers)
    assert written.returncode == 0, written.stderr
    for name in ("triage.toml", "triage.example.toml", "templates/refund/ja.txt", "training_data/starter/zh.jsonl"):
        assert (tmp_path / "shop" / name).is_file(), name
