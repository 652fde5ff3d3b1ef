"""What the CDK wrote for this machine is kept, shared, and forgotten in time."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from cdk.deployment import Deployment
from local import synthesis
from local.synthesis import KEEPS, SynthesisFailed, synthesized

ASSET = "asset.0123"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The settings that were synthesized, by a stand-in of the CDK whose assets are all alike."""
    asked: list[str] = []

    def synthesize(settings: str, output: Path) -> None:
        asked.append(settings)
        (output / ASSET).mkdir(parents=True)
        (output / ASSET / "code.py").write_text("v1")
        (output / "manifest.json").write_text(settings)

    monkeypatch.setattr(synthesis, "_synthesize", synthesize)
    return asked


def of_a_day(pictures: int) -> Deployment:
    return Deployment(daily_pictures=pictures)


def test_the_cdk_runs_once_for_the_same_settings(asked: list[str], tmp_path: Path) -> None:
    first = synthesized(of_a_day(1), tmp_path)
    assert synthesized(of_a_day(1), tmp_path) == first
    other = synthesized(of_a_day(2), tmp_path)
    assert len(asked) == 2
    assert (other / "manifest.json").read_text() != (first / "manifest.json").read_text()


def test_two_that_start_at_once_share_what_the_cdk_makes(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, both = synthesis._synthesize, threading.Barrier(2)

    def synthesize(settings: str, output: Path) -> None:
        with suppress(threading.BrokenBarrierError):
            both.wait(0.3)  # a second would come within this time
        alone(settings, output)

    monkeypatch.setattr(synthesis, "_synthesize", synthesize)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: synthesized(of_a_day(1), tmp_path), range(2))
    assert first == second
    assert len(asked) == 1


def test_the_same_asset_lies_there_once(asked: list[str], tmp_path: Path) -> None:
    first, second = synthesized(of_a_day(1), tmp_path), synthesized(of_a_day(2), tmp_path)
    assert (first / ASSET).resolve() == (second / ASSET).resolve()
    assert (second / ASSET / "code.py").read_text() == "v1"


def test_what_was_not_used_for_longest_goes_and_its_assets_with_it(
    asked: list[str], tmp_path: Path
) -> None:
    old = synthesized(of_a_day(1), tmp_path)
    (old / "asset.old").symlink_to(tmp_path / "asset.old")
    (tmp_path / "asset.old").mkdir()
    used = synthesized(of_a_day(2), tmp_path)
    for age, found in ((300, old), (400, used)):
        os.utime(found, (found.stat().st_mtime - age,) * 2)
    synthesized(of_a_day(2), tmp_path)  # it is used again
    for more in range(KEEPS - 1):
        synthesized(of_a_day(100 + more), tmp_path)
    assert used.is_dir()
    assert not old.exists()
    assert not (tmp_path / "asset.old").exists()
    assert (tmp_path / ASSET / "code.py").is_file()


def test_what_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fails(settings: str, output: Path) -> None:
        output.mkdir()
        raise SynthesisFailed("no Node")

    monkeypatch.setattr(synthesis, "_synthesize", fails)
    with pytest.raises(SynthesisFailed, match="no Node"):
        synthesized(of_a_day(1), tmp_path)
    assert list(tmp_path.iterdir()) == []
