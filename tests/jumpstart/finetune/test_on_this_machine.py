"""`python -m jumpstart.finetune --local` trains the small model, if a training can succeed."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from jumpstart.painters.small.painter import TRAINED
from jumpstart.painters.small.tokenizer import PAD, VOCABULARY, new_words, tokenize

from .finetuning import launched


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        ([], "missing_option"),
        (["--out", str(TRAINED)], "bad_out"),
        (["--out", "/nowhere"], "no_torch"),
    ],
)
def test_a_local_training_that_would_fail_is_refused(
    folder: Path,
    argv: list[str],
    code: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    assert launched(folder, "--local", *argv, "--yes") in (1, 2)
    assert f"[{code}]" in capsys.readouterr().err


@pytest.mark.parametrize("record", ['{"made_o', "[]", "\xff"])
def test_a_broken_record_of_an_earlier_training_is_ignored(folder: Path, record: str) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "finetuned.json").write_text(record, "latin-1")
    assert launched(folder, "--local", "--out", folder / "out", "--dry-run") == 0


def test_a_folder_that_cannot_be_written_is_refused_before_training(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # It can be imported, but not used: a training that begins would fail.
    monkeypatch.setitem(sys.modules, "torch", ModuleType("torch"))
    (folder / "out").write_text("a file")
    assert launched(folder, "--local", "--out", folder / "out", "--yes") == 1
    assert capsys.readouterr().err.endswith("[file]\n")


def test_a_prompt_without_a_new_word_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "dataset_info.json").write_text('{"instance_prompt": "a photo of a red ball"}')
    assert launched(folder, "--local", "--out", folder / "out", "--dry-run") == 1
    assert "the small model knows every word" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("prompt", "of_class", "new"),
    [
        ("a photo of a zwx ball", "a photo of a ball", ["zwx"]),
        ("My Zwx QRV dog", "", ["zwx", "qrv"]),
        ("a zwx gadget", "a gadget", ["zwx"]),
        ("a big red dog on mars", "", []),
    ],
)
def test_new_words_are_the_words_that_the_model_does_not_know(
    prompt: str, of_class: str, new: list[str]
) -> None:
    words = new_words(prompt, of_class)
    assert list(words) == new
    assert not set(words.values()) & set(range(len(VOCABULARY)))


def test_a_learned_word_keeps_its_place_in_the_prompt() -> None:
    [dog, *_] = tokenize("a zwx dog")
    assert tokenize("a zwx dog", {"zwx": len(VOCABULARY)})[:3] == [len(VOCABULARY), dog, PAD]
