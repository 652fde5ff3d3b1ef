"""`python -m jumpstart.evaluate` draws each prompt once, keeps failures, and makes a sheet."""

import base64
import io
import struct
from pathlib import Path

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from jumpstart.painters.model import Profile
from local.process import listen, port_of

from .evaluating import HOSTILE, SMALL, Moody, Page, report, run, serving


def test_every_prompt_is_drawn_and_on_the_sheet(
    url: str, prompts: Path, tmp_path: Path, model: Moody
) -> None:
    out = tmp_path / "out"
    assert run("--url", url, "--prompts", prompts, "--out", out, *SMALL, "--seeds", "1,2") == 0
    assert model.drawn == ["the sea at night"] * 2 + [HOSTILE] * 2
    found = report(out)
    assert found["settings"]["width"] == 64
    assert [picture["seed"] for picture in found["pictures"]] == [1, 2, 1, 2]
    assert all(picture["seconds"] > 0 for picture in found["pictures"])
    assert all((out / "pictures" / picture["file"]).exists() for picture in found["pictures"])
    page = Page(out / "index.html")
    assert [picture.size for picture in page.pictures()] == [(64, 64)] * 4


def test_what_is_not_given_is_the_models_own(
    url: str, prompts: Path, tmp_path: Path, model: Moody
) -> None:
    model.profile = Profile(side_px=128, steps=4, guidance_scale=1.0)
    argv = ["--url", url, "--prompts", prompts, "--seeds", "1", "--score", "none"]
    assert run(*argv, "--out", tmp_path / "own") == 0
    found = report(tmp_path / "own")
    assert found["size"] == "128×128"
    assert set(found["settings"].values()) == {None}
    assert "the model's own" in Page(tmp_path / "own" / "index.html").text
    assert model.asked[0].num_inference_steps == 4
    assert (
        run(*argv, "--out", tmp_path / "more", "--steps", "9", "--compare", tmp_path / "own") == 0
    )
    assert model.asked[-1].num_inference_steps == 9
    assert model.asked[-1].guidance_scale == 1.0


def test_the_sheet_fetches_nothing_and_runs_nothing(
    url: str, prompts: Path, tmp_path: Path, model: Moody
) -> None:
    model.fails_at = HOSTILE
    run("--url", url, "--prompts", prompts, "--out", tmp_path, *SMALL, "--model", HOSTILE)
    page = Page(tmp_path / "index.html")
    assert "script" not in {tag for tag, _ in page.tags}
    assert page.text.count(HOSTILE) >= 4, "as text: title, model, prompt and failure"
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("src", "href"):
            assert str(attributes.get(name, "data:")).startswith("data:")


def test_a_picture_that_is_there_is_not_drawn_again(
    url: str,
    prompts: Path,
    tmp_path: Path,
    model: Moody,
    capsys: pytest.CaptureFixture[str],
) -> None:
    argv = ["--url", url, "--prompts", prompts, "--out", tmp_path, *SMALL]
    run(*argv)
    before = report(tmp_path)
    capsys.readouterr()
    assert run(*argv) == 0
    assert len(model.drawn) == 2
    assert "2 of 2 pictures are there and are not drawn again" in capsys.readouterr().out
    assert report(tmp_path)["pictures"] == before["pictures"]
    run(*argv, "--guidance", "3")
    assert len(model.drawn) == 4, "other settings, other pictures"


def test_a_failure_is_shown_and_only_that_picture_is_drawn_again(
    url: str,
    prompts: Path,
    tmp_path: Path,
    model: Moody,
    capsys: pytest.CaptureFixture[str],
) -> None:
    argv = ["--url", url, "--prompts", prompts, "--out", tmp_path, *SMALL]
    model.fails_at = HOSTILE
    assert run(*argv) == 1
    assert capsys.readouterr().err.endswith("it draws only those [not_drawn]\n")
    assert report(tmp_path)["failures"] == 1
    assert "not drawn: 400: CUDA out of memory" in Page(tmp_path / "index.html").text
    model.fails_at = None
    model.asked.clear()
    assert run(*argv) == 0
    assert model.drawn == [HOSTILE]


def test_without_a_server_the_command_ends_and_keeps_its_pictures(
    url: str, prompts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("--url", url, "--prompts", prompts, "--out", tmp_path, *SMALL, "--model", "mine")
    more = prompts.read_text() + "a cat\n"
    prompts.write_text(more)
    nobody = f"http://127.0.0.1:{unused_port()}"
    argv = ["--prompts", prompts, "--out", tmp_path, *SMALL, "--model", "mine"]
    assert run("--url", nobody, *argv) == 1
    told = capsys.readouterr()
    assert "2 of 3 pictures are there" in told.out
    assert told.err.endswith("[unreachable]\n")


def jpeg(*, said_to_be: tuple[int, int] | None = None) -> str:
    """A JPEG of 16×16 in base64. Its header may claim another size."""
    drawn = io.BytesIO()
    Image.new("RGB", (16, 16), "navy").save(drawn, "JPEG")
    if said_to_be:
        at = drawn.getvalue().index(b"\xff\xc0") + 5
        drawn.getbuffer()[at : at + 4] = struct.pack(">HH", *said_to_be)
    return base64.b64encode(drawn.getvalue()).decode()


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (Response(b"rubbish", headers={"content-encoding": "gzip"}), "cannot be decoded"),
        (JSONResponse({"generated_images": [jpeg(said_to_be=(65000, 65000))]}), "exceeds limit"),
        (JSONResponse({"generated_images": [jpeg()[:200]]}), "cannot be decoded"),
        (JSONResponse({"generated_images": [7]}), "holds no picture"),
        (JSONResponse([]), "holds no picture"),
        (Response(b"[" * 100_000), "holds no picture"),
        (JSONResponse({"message": "out\n\x1b[31m of " * 99_999}, 500), "out ?[31m of out"),
    ],
    ids=["no gzip", "enormous", "cut off", "a number", "a list", "deep", "long"],
)
def test_a_broken_answer_is_a_failure_of_one_picture(
    answer: Response, failure: str, prompts: Path, tmp_path: Path
) -> None:
    async def rubbish(_: Request) -> Response:
        return answer

    with serving(Starlette(routes=[Route("/invocations", rubbish, methods=["POST"])])) as url:
        assert run("--url", url, "--prompts", prompts, "--out", tmp_path, *SMALL) == 1
    for picture in report(tmp_path)["pictures"]:
        assert failure in picture["failure"]
        assert len(picture["failure"]) < 600


def unused_port() -> int:
    with listen(0) as listener:
        return port_of(listener)
