"""`python -m jumpstart.evaluate` scores pictures, and compares the scores with another report's."""

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from .evaluating import SMALL, Moody, run


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
    assert "or --score none [no_torch]" in capsys.readouterr().err
    assert model.drawn == []


def test_without_clip_s_weights_a_score_is_refused_before_anything_is_drawn(
    url: str,
    prompts: Path,
    tmp_path: Path,
    model: Moody,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Unreachable:
        @staticmethod
        def from_pretrained(name: str) -> None:
            raise OSError(f"{name} is neither on this machine nor on the hub")

    transformers = ModuleType("transformers")
    transformers.__dict__.update(CLIPModel=Unreachable, CLIPProcessor=Unreachable)
    monkeypatch.setitem(sys.modules, "torch", ModuleType("torch"))
    monkeypatch.setitem(sys.modules, "transformers", transformers)
    argv = ["--url", url, "--prompts", prompts, "--out", tmp_path, *SMALL, "--score", "clip"]
    assert run(*argv) == 1
    assert "or give --score none [no_clip]" in capsys.readouterr().err
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
    from jumpstart.evaluation.report import compare

    other = scored(tmp_path / "other.json", "before", [20.0, None, 30.0])
    ours = json.loads(scored(tmp_path / "ours.json", "after", [22.0, 40.0]).read_text())
    found = compare(other, ours)
    assert (found.model, found.mean, found.ours) == ("before", 20.0, 22.0)


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
