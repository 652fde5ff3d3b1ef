"""A dataset to train with."""

from pathlib import Path

import pytest

from tests.jumpstart.pictures import dataset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset(tmp_path / "balls")
