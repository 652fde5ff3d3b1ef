"""Writes each of Easel's pages to build/pages, filled in. `make check` validates them there."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Template

from easel.api.notices import drawing_page, failure_page, notice_page
from easel.errors import ModelFailed
from easel.pictures.job import StoredImage
from easel.pictures.share_page import picture_page

from .fakes import a_job, a_picture

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "pages"
# HTML has a meaning for most of it.
PROMPT = "a <b>red</b> fox & \"two\" 'hens'\n🦊 ثعلب"


def pages() -> Iterator[tuple[str, str]]:
    """The name and the HTML of each page."""
    yield "start", start_page()
    job = a_job(a_picture(prompt=PROMPT, n=2, seed=42))
    images = [StoredImage(key, 768, 512, 81_234) for key in job.image_keys()]
    yield "picture", picture_page(job, images, "https://easel.example", start_page=True)
    yield "drawing", drawing_page(PROMPT, 5)
    yield "failure", failure_page(ModelFailed(PROMPT), "https://easel.example/errors/model-error")
    yield "notice", notice_page("This picture was deleted", PROMPT)
    yield "docs", (ROOT / "lambda/easel/routes/swagger/index.html").read_text("utf-8")


def start_page() -> str:
    values = {
        "base": "", "version": "0123456789abcdef", "access": "key", "side": 768, "max_side": 1024,
        "steps": 50, "max_steps": 150, "guidance": 7.5, "max_pictures": 4, "max_prompt": 2000,
    }  # fmt: skip
    return Template((ROOT / "web/index.html").read_text("utf-8")).substitute(values)


if __name__ == "__main__":
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for name, page in pages():
        (FOLDER / f"{name}.html").write_text(page, "utf-8")
