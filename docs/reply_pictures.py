"""Draw the pictures of docs/replies.md: `python -m docs.reply_pictures`. Needs chromium and Pillow."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from triage.edges import starter
from triage.policy.render import Templates
from triage.policy.samples import sample
from triage.settings import Shop

TARGET = Path(__file__).parent / "replies"
SHOP = Shop(name="Blue Teapot", team="Anna, Blue Teapot", website="https://teapot.example", timezone="Europe/Berlin")
# Template, language, market, parcel state, width of the window, dark.
PICTURES = (
    ("order_status", "en", "north_america", "stuck", 700, False),
    ("order_status", "en", "europe", "stuck", 700, False),
    ("delay_notice", "de", "north_america", "stuck", 700, False),
    ("delay_notice", "de", "europe", "stuck", 700, False),
    ("order_status", "ja", "asia", "stuck", 500, False),
    ("order_status", "ja", "europe", "stuck", 500, True),
)
_TALLEST = 2_400
_COLOURS = 24


def main() -> None:
    """Render each reply, photograph it and cut the picture to what is on it."""
    files = starter.texts(starter.folder() / "templates")
    templates = Templates.load(files, proven=files.keys())
    TARGET.mkdir(exist_ok=True)
    for template, language, market, state, width, dark in PICTURES:
        html = templates.render(template, language, sample(SHOP, language, market=market, state=state)).html
        file = TARGET / f"{template}-{language}-{market}.png"
        trimmed(photographed(html, width, dark=dark)).quantize(_COLOURS).save(file, optimize=True)
        sys.stderr.write(f"{file} written, {file.stat().st_size:,} bytes\n")


def photographed(html: str, width: int, *, dark: bool) -> Image.Image:
    """The page as a browser without a window shows it."""
    with tempfile.TemporaryDirectory() as folder:
        page, picture = Path(folder, "reply.html"), Path(folder, "reply.png")
        page.write_text(html, encoding="utf-8")
        subprocess.run(  # noqa: S603
            [  # noqa: S607
                "chromium", "--headless", "--no-sandbox", "--hide-scrollbars", f"--screenshot={picture}",
                f"--window-size={width},{_TALLEST}", f"--blink-settings=preferredColorScheme={0 if dark else 1}",
                page.as_uri(),
            ],
            check=True, capture_output=True,
        )  # fmt: skip
        return Image.open(io.BytesIO(picture.read_bytes())).convert("RGB")


def trimmed(picture: Image.Image) -> Image.Image:
    """Without the empty page below the reply."""
    page = Image.new("RGB", picture.size, picture.getpixel((0, picture.height - 1)))
    box = ImageChops.difference(picture, page).getbbox() or (0, 0, *picture.size)
    return picture.crop((0, 0, picture.width, min(picture.height, box[3] + 24)))


if __name__ == "__main__":
    main()
