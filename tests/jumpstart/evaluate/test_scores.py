"""`python -m jumpstart.evaluate` scores pictures, and compares the scores with another report's."""

import json
import logging
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, ImageDraw

from jumpstart.evaluation.colours import NamedColours, colours_in
from jumpstart.evaluation.comparison import compare
from jumpstart.evaluation.report import read_report
from jumpstart.painters.renderer.world import BASIC_COLOURS, COLOURS

from .evaluating import SMALL, Moody, Page, report, run


def test_without_torch_a_score_is_refused_before_anything_is_drawn(
    url: str,
    prompts: Path,
    tmp_path: Path,
    model: Moody,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    argv = ["--url", url, "--prompts", prompts, "--out", tmp_path, *SMALL, "--score", "clip"]
    assert run(*argv) == 1
    assert "or give --score colours, or none [no_torch]" in capsys.readouterr().err
    assert model.drawn == []


def test_without_clip_s_weights_a_score_is_refused_before_anything_is_drawn(
    url: str,
    prompts: Path,
    tmp_path: Path,
    model: Moody,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Unreachable:
        @staticmethod
        def from_pretrained(name: str) -> None:
            logging.getLogger("huggingface_hub.utils").warning("Retrying in 1s")
            raise OSError(f"{name} is neither on this machine nor on the hub")

    transformers = ModuleType("transformers")
    transformers.__dict__.update(CLIPModel=Unreachable, CLIPProcessor=Unreachable)
    monkeypatch.setitem(sys.modules, "torch", ModuleType("torch"))
    monkeypatch.setitem(sys.modules, "transformers", transformers)
    argv = ["--url", url, "--prompts", prompts, "--out", tmp_path, *SMALL, "--score", "clip"]
    assert run(*argv) == 1
    assert "or give --score colours, or none [no_clip]" in capsys.readouterr().err
    assert "Retrying" not in caplog.text
    assert model.drawn == []


def scored(path: Path, model: str, scores: list[float | None], clip: str = "c") -> Path:
    pictures = [
        {"prompt": "the sea at night", "seed": seed, "score": score}
        for seed, score in enumerate(scores)
    ]
    found = {"model": model, "score": {"clip": clip}, "pictures": pictures}
    path.write_text(json.dumps(found))
    return path


def test_only_pictures_in_both_reports_are_compared(tmp_path: Path) -> None:
    other = read_report(scored(tmp_path / "other.json", "before", [20.0, None, 30.0]))
    ours = read_report(scored(tmp_path / "ours.json", "after", [22.0, 40.0]))
    found = compare(ours, other)
    assert (found.other.model, found.theirs, found.ours) == ("before", 20.0, 22.0)


@pytest.mark.parametrize(
    "content",
    [
        None,
        "{}",
        '{"model": "x", "score": {}, "pictures": 1}',
        '{"model": "x", "score": "y", "pictures": []}',
        '{"model": "x", "score": {}, "pictures": [{"prompt": "a", "seed": 1, "score": "z"}]}',
    ],
)
def test_a_file_that_is_not_a_report_cannot_be_compared(
    tmp_path: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.json"
    if content is not None:
        other.write_text(content)
    assert run("--url", "http://x", "--out", tmp_path, "--compare", other) == 2
    assert "[bad_report]" in capsys.readouterr().err


def test_scores_of_different_clips_are_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = scored(tmp_path / "other.json", "before", [20.0], clip="larger")
    assert run("--url", "http://x", "--out", tmp_path, "--compare", other) == 2
    assert "[other_clip]" in capsys.readouterr().err


@pytest.mark.parametrize("name", BASIC_COLOURS)
def test_a_picture_of_one_colour_has_this_colour_and_no_other(name: str, tmp_path: Path) -> None:
    path = tmp_path / "plain.png"
    Image.new("RGB", (40, 30), COLOURS[name]).save(path)
    found = NamedColours().scores([(path, f"a {other} wall") for other in BASIC_COLOURS])
    assert found == [100.0 * (other == name) for other in BASIC_COLOURS]


def test_the_colours_of_a_prompt_are_looked_for_and_nothing_else_is(tmp_path: Path) -> None:
    path = tmp_path / "ball.png"
    picture = Image.new("RGB", (100, 100), COLOURS["blue"])
    ImageDraw.Draw(picture).ellipse((40, 40, 60, 60), fill=COLOURS["red"])  # 3 % of the picture
    picture.save(path)
    prompts = ("a red ball on a navy wall", "a red cat", "a green ball, a red wall", "a cat")
    found = NamedColours().scores([(path, prompt) for prompt in prompts])
    assert found == [100.0, 100.0, 50.0, None], "the red cat is a ball: it knows no things"
    assert colours_in("a golden retriever in a turquoise sea") == {"yellow", "blue"}


COLOURED = ["--width", "64", "--height", "64", "--seeds", "1,2", "--score", "colours"]


@pytest.fixture
def coloured(tmp_path: Path) -> Path:
    path = tmp_path / "coloured.txt"
    path.write_text("a red circle on a white background\na cat\na blue star on black\n")
    return path


def test_colours_are_scored_without_weights_beside_what_chance_gives(
    coloured: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run("--load", "renderer", "--prompts", coloured, "--out", out, *COLOURED) == 0
    found = report(out)
    assert [picture["score"] for picture in found["pictures"]] == [100, 100, None, None, 100, 100]
    assert found["score"]["mean"] == 100
    assert found["score"]["by_chance"] == 0
    assert "with the prompts of other pictures: 0.0" in capsys.readouterr().out
    assert "counting pixels (2% for each colour)" in Page(out / "index.html").text


def painted(folder: Path, colours: dict[str, str]) -> Path:
    """A folder with a plain picture of each colour, and a prompt for each."""
    folder.mkdir()
    for k, (prompt, colour) in enumerate(colours.items()):
        Image.new("RGB", (64, 64), COLOURS[colour]).save(folder / f"{k}.png")
        (folder / f"{k}.txt").write_text(prompt)
    return folder


def test_two_models_are_on_one_sheet_prompt_by_prompt_with_a_table(tmp_path: Path) -> None:
    right = painted(tmp_path / "right", {"a red wall": "red", "a green wall": "green"})
    wrong = painted(tmp_path / "wrong", {"a red wall": "red", "a green wall": "pink"})
    out = tmp_path / "out"
    assert run("--pictures", right, "--compare", wrong, "--out", out, "--score", "colours") == 0
    page = Page(out / "index.html")
    colours = [picture.getpixel((9, 9)) for picture in page.pictures()]
    expected = [COLOURS[name] for name in ("red", "red", "green", "pink")]
    for seen, wanted in zip(colours, expected, strict=True):
        assert isinstance(seen, tuple)
        assert max(abs(a - b) for a, b in zip(seen, wanted, strict=True)) < 12
    said = " ".join(page.text.split())
    assert "a green wall 100.00 0.00 +100.00" in " ".join(page.rows()[2])
    assert "Higher for 1 of 2 prompts, lower for 0." in said
    compared = report(out)["compared_with"]
    assert (compared["mean_here"], compared["mean"]) == (100.0, 50.0)
    assert (compared["difference"], compared["standard_error"]) == (50.0, 50.0)


def test_a_second_model_draws_the_same_prompts_with_the_same_seeds(
    url: str, coloured: Path, tmp_path: Path, model: Moody
) -> None:
    argv = ["--prompts", coloured, "--out", tmp_path / "out", *COLOURED]
    assert run("--load", "renderer", "--compare", url, *argv) == 0
    assert len(model.drawn) == 6
    pictures = Page(tmp_path / "out" / "index.html").pictures()
    assert len(pictures) == 12
    for ours, theirs in ((0, 2), (1, 3), (4, 6), (8, 10)):
        assert pictures[ours].tobytes() == pictures[theirs].tobytes(), "it is the renderer, too"


def test_an_evaluation_is_compared_with_the_folder_of_another(
    coloured: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["--load", "renderer", "--prompts", coloured]
    assert run(*argv, "--out", tmp_path / "before", *COLOURED, "--model", "before") == 0
    after = [*argv, "--out", tmp_path / "after", *COLOURED, "--guidance", "3"]
    assert run(*after, "--compare", tmp_path / "before") == 0
    assert "beside before: 6 pictures" in capsys.readouterr().out
    page = Page(tmp_path / "after" / "index.html")
    assert len(page.pictures()) == 12
    assert "width 64, height 64, guidance_scale 3.0" in page.text
    assert "before: 64×64, width 64, height 64" in page.text, "the sheet says that they differ"


def test_two_models_without_a_prompt_in_common_are_refused_before_anything_is_drawn(
    url: str, prompts: Path, tmp_path: Path, model: Moody, capsys: pytest.CaptureFixture[str]
) -> None:
    other = painted(tmp_path / "other", {"a red wall": "red"})
    argv = ["--url", url, "--prompts", prompts, "--out", tmp_path / "out", *SMALL]
    assert run(*argv, "--compare", other) == 2
    assert "[nothing_in_common]" in capsys.readouterr().err
    assert model.drawn == []


@pytest.mark.parametrize("other", ["nowhere", "endpoint:", "http://"])
def test_a_comparison_with_nothing_known_says_what_may_be_given(
    other: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--load", "renderer", "--out", tmp_path, "--compare", other) == 2
    assert "endpoint:NAME, or renderer or small [bad_report]" in capsys.readouterr().err


def test_a_model_that_cannot_be_loaded_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    assert run("--load", tmp_path / "nothing", "--out", tmp_path, "--score", "none") == 1
    error = capsys.readouterr().err
    assert error.endswith("[no_weights]\n")
    assert "torch is not installed" in error
