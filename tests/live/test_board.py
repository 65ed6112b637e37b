"""The labelling board in a real browser: keys and clicks label mails, and Jupyter's own keys rest meanwhile.

Needs playwright, JupyterLab with Notebook, and a Chromium: `pip install playwright jupyterlab notebook anywidget`.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.model.corpus import small_model
from triage.edges.models import Registry
from triage.model.judge import Provenance

playwright = pytest.importorskip("playwright.sync_api")
pytest.importorskip("jupyterlab")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.live,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium"),
]

ROOT = Path(__file__).parent.parent.parent
HOSTILE = "<img src=x onerror=\"document.title='taken'\"> where is the box number"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop folder with a model, the notebook and thirty mails."""
    folder = tmp_path_factory.mktemp("shop")
    registry = Registry(folder / "models")
    made_of = Provenance(data_sha256="0" * 64, rows_by_language={}, rows_by_label={}, scores={})
    registry.promote(registry.register(small_model(), made_of).name)
    mails = [{"id": str(number), "subject": "<b>hm</b>", "body": HOSTILE + " z" * number} for number in range(30)]
    (folder / "mails.jsonl").write_text("".join(json.dumps(mail) + "\n" for mail in mails))
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    return folder


@pytest.fixture(scope="module")
def server(shop: Path) -> Iterator[str]:
    """The address of a JupyterLab on loopback that knows one secret word."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip", "127.0.0.1",
               "--port", str(port), "--ServerApp.port_retries=0", "--IdentityProvider.token=word"]  # fmt: skip
    told = {"TRIAGE_SHOP": str(shop), "TRIAGE_LABEL_SOURCE": str(shop / "mails.jsonl"), "TRIAGE_LABELLER": "ann",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}  # fmt: skip
    with subprocess.Popen(command, cwd=shop, env={**os.environ, **told}, stderr=subprocess.DEVNULL) as process:
        try:
            _until(lambda: _answers(f"http://127.0.0.1:{port}/api?token=word"))
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


@pytest.fixture(params=["lab/tree/", "notebooks/"])
def page(request: pytest.FixtureRequest, server: str) -> Iterator[Any]:
    """The notebook after its first cells, in JupyterLab and in Notebook 7, with the keys on the board."""
    if request.param == "notebooks/":
        pytest.importorskip("notebook")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 1100})
        page.goto(f"{server}/{request.param}notebooks/label.ipynb?token=word&reset")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
        page.click(".jp-Notebook .jp-Cell >> nth=0")
        while not page.query_selector(".tb-board"):
            page.keyboard.press("Shift+Enter")
            page.wait_for_timeout(1500)
        page.click(".tb-title")
        yield page
        browser.close()


def _rows(shop: Path) -> list[dict[str, str]]:
    file = shop / "training_data" / "labelled.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def test_keys_and_clicks(page: Any, shop: Path) -> None:
    def rows_are(number: int) -> None:
        _until(lambda: len(_rows(shop)) == before + number, 15)
        page.wait_for_function(f"document.querySelector('.tb-words').innerText.startsWith('{before + number} of')")

    before, cells = len(_rows(shop)), page.locator(".jp-Notebook .jp-Cell").count()
    assert page.locator(".tb-subject").inner_text().startswith("<b>hm</b>")
    page.keyboard.press("Shift+Enter")  # runs a cell elsewhere; here it must not label
    for key in ("2", "Shift+R", "m"):
        page.keyboard.press(key)
        page.wait_for_timeout(400)
    rows_are(1)
    row = _rows(shop)[-1]
    assert (row["intent"], row["also"], row["urgency"], row["labeller"]) == (
        "refund",
        "return_exchange",
        "normal",
        "ann",
    )
    for number, key in enumerate("ddabx", 2):  # delete, above, below, cut: Jupyter's own
        page.keyboard.press(key)
        rows_are(number)
    page.keyboard.press("Backspace")
    rows_are(5)
    page.keyboard.press("t")
    page.keyboard.press("t")  # pressed before the next mail was there
    page.wait_for_timeout(1000)
    rows_are(6)
    page.click(".tb-also[data-press=H]")
    page.wait_for_selector(".tb-also.tb-on[data-press=H]")
    page.click(".tb-give[data-press=s]")
    rows_are(7)
    assert (_rows(shop)[-1]["intent"], _rows(shop)[-1]["also"]) == ("shipping_time", "contact_human")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.tb-words').innerText.includes('skipped')")
    assert len(_rows(shop)) == before + 7
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    assert "taken" not in page.title()
