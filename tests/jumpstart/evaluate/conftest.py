"""A model that can fail, a server in front of it, and a file of prompts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jumpstart.serving.app import create_app
from jumpstart.serving.device import Device

from .evaluating import HOSTILE, Moody, serving


@pytest.fixture
def model() -> Moody:
    return Moody()


@pytest.fixture
def url(model: Moody) -> Iterator[str]:
    with serving(create_app(Device(model))) as url:
        yield url


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    path = tmp_path / "prompts.txt"
    path.write_text(f"# ours\nthe sea at night\n\n{HOSTILE}\nthe sea at night\n")
    return path
