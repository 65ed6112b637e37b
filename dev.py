"""Set up, demo, test, check and bench with nothing but Python: `python3 -m dev test`. The Makefile calls this file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
DEBIAN = {"dovecot-imapd": "/usr/sbin/dovecot"}  # package: the file that shows it is there


def main(arguments: list[str]) -> int:
    """Run one task by name, with the rest of the arguments for it."""
    if not arguments or arguments[0] not in TASKS:
        print(f"usage: python3 -m dev {{{'|'.join(TASKS)}}} [ARGUMENT ...]")
        return 2
    if sys.version_info < (3, 11):
        print(f"triage needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 ...")
        return 1
    return TASKS[arguments[0]](arguments[1:])


def setup(_arguments: list[str]) -> int:
    """Make .venv with everything the tests need, and install the Debian packages they use where that is allowed."""
    install("dev")
    debian_packages()
    return 0


def demo(arguments: list[str]) -> int:
    """The main job on an embedded mail server."""
    install("")
    return run(BIN / "triage", "demo", *arguments)


def test(arguments: list[str]) -> int:
    """Every test, on two processes."""
    setup([])
    return run(BIN / "python", "-m", "pytest", "-n", "2", "--dist", "loadgroup", "-r", "s", *arguments)


def check(_arguments: list[str]) -> int:
    """Format, lint, types, import layers, docs."""
    install("dev")
    migrations = "triage/edges/store/migrations"  # Alembic runs these files, nobody imports them
    steps = (
        (BIN / "ruff", "format", "--check", "."),
        (BIN / "ruff", "check", "."),
        (BIN / "mypy", "triage"),
        (BIN / "lint-imports", "--no-cache"),
        (BIN / "python", "-m", "pytest", "--doctest-modules", f"--ignore={migrations}", "triage", "tests/test_docs.py"),
    )
    return max(run(*step) for step in steps)


def tidy(_arguments: list[str]) -> int:
    """Format the code and mend what the linter can mend."""
    install("dev")
    return run(BIN / "ruff", "format", ".") or run(BIN / "ruff", "check", "--fix", ".")


def bench(arguments: list[str]) -> int:
    """Measure; prints figures, judges nothing."""
    setup([])
    return run(BIN / "python", "-m", "tests.bench", *arguments)


def bench_models(arguments: list[str]) -> int:
    """Measure the trainer on public sets, beside rivals; prints figures, judges nothing."""
    install("dev")
    try:
        install("bench")
    except subprocess.CalledProcessError:
        print("  not every rival can be installed here; those that are missing are left out")
    return run(BIN / "python", "-m", "tests.bench_models", *arguments)


def golden(arguments: list[str]) -> int:
    """Rewrite the expected results of the golden mails; the difference is the review."""
    install("dev")
    return run(BIN / "python", "-m", "tests.golden", "--rewrite", *arguments)


def fuzz(arguments: list[str]) -> int:
    """Hostile and mutated mails through the reader; fails when one is not read as it must be."""
    install("dev")
    return run(BIN / "python", "-m", "tests.fuzz", *arguments)


def abuse(arguments: list[str]) -> int:
    """What strangers, robots and swindlers try; prints one table and fails when anything got through."""
    install("dev")
    return run(BIN / "python", "-m", "tests.abuse", *arguments)


def month(arguments: list[str]) -> int:
    """Two simulated months through the real flow; prints what must be true and fails when anything is broken."""
    install("dev")
    return run(BIN / "python", "-m", "tests.month", *arguments)


def install(extra: str) -> None:
    """Install the package into .venv, once per change of what it needs."""
    stamp = VENV / f".installed-{extra or 'demo'}"
    needs = [ROOT / "pyproject.toml", ROOT / "constraints.txt"]
    if stamp.exists() and all(need.stat().st_mtime <= stamp.stat().st_mtime for need in needs):
        return
    if not (BIN / "python").exists():
        print("making .venv ...", flush=True)
        venv.create(VENV, with_pip=True)
    print("installing, a minute or two the first time ...", flush=True)
    what = f".[{extra}]" if extra else "."
    pip = [BIN / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "-c", "constraints.txt", "-e", what], cwd=ROOT, check=True)
    stamp.touch()


def debian_packages() -> None:
    """Install what the live tests use, where this user may; elsewhere those tests skip and say so."""
    missing = [package for package, proof in DEBIAN.items() if not Path(proof).exists()]
    if not missing or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    print(f"installing {', '.join(missing)} for the live tests ...", flush=True)
    # Runlevel 1 keeps the package from starting a server of its own (invoke-rc.d(8)).
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    wanted = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    for command in (["apt-get", "update", "-qq"], wanted):
        if subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            print("  not possible here; the tests that need it will be skipped")
            return


def run(*command: Path | str) -> int:
    """Run a program in the project's folder and give back its status."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode


TASKS = {
    "setup": setup, "demo": demo, "test": test, "check": check, "format": tidy, "bench": bench,
    "bench-models": bench_models, "golden": golden, "fuzz": fuzz, "abuse": abuse,
    "month": month,
}  # fmt: skip

if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(f"{' '.join(map(str, error.cmd[:4]))} ... failed with status {error.returncode}")
    except KeyboardInterrupt:
        sys.exit(130)
