"""What `triage init` hands to a shop: inside the wheel, or, in a checkout, the repository's own top-level folders."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
SAMPLE = _PACKAGE / "sample"


def folder() -> Path:
    """The folder that holds templates/, training_data/, notebooks/ and triage.example.toml."""
    packed = _PACKAGE / "starter"
    return packed if packed.is_dir() else _PACKAGE.parent


def cache() -> Path:
    """Where the starter model is kept for those who have no shop folder yet (XDG base directory specification)."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base else Path.home() / ".cache") / "triage"


def texts(under: Path) -> dict[str, str]:
    """Every file below a folder by its relative name, as text."""
    return {
        path.relative_to(under).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(under.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path.suffix in {".txt", ".html"}
    }
