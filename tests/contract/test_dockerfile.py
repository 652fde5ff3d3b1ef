"""The serving container's image, as far as it can be checked without Docker."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from local.process import free_port
from tests.contract.serving_endpoint import JPEG, JSON, ROOT, SMALL, pictures

DOCKERFILE = ROOT / "jumpstart" / "serving" / "Dockerfile"


def instructions() -> list[tuple[str, str]]:
    """(INSTRUCTION, its text) in order, with the defaults of the build's arguments."""
    lines = re.sub(r"^\s*#.*\n", "", DOCKERFILE.read_text(), flags=re.MULTILINE)
    found: list[tuple[str, str]] = []
    arguments: dict[str, str] = {}
    for line in lines.replace("\\\n", " ").splitlines():
        if not line.strip():
            continue
        name, _, text = line.strip().partition(" ")
        text = re.sub(r"\$\{(\w+)\}", lambda m: arguments.get(m[1], m[0]), text.strip())
        if name == "ARG":
            argument, _, default = text.partition("=")
            arguments[argument] = default.strip('"')
        found.append((name, text))
    return found


def last(name: str) -> str:
    return [text for instruction, text in instructions() if instruction == name][-1]


def copied() -> list[tuple[str, str]]:
    """(path in this repository, path in the image) of every file that is copied."""
    texts = [text for name, text in instructions() if name == "COPY" and "--from" not in text]
    return [(source, text.split()[-1]) for text in texts for source in text.split()[:-1]]


def environment() -> dict[str, str]:
    texts = [text for name, text in instructions() if name == "ENV"]
    return dict(re.findall(r"(\w+)=(\S+)", " ".join(texts)))


def test_everything_it_copies_is_there_and_not_ignored() -> None:
    ignored = DOCKERFILE.with_name("Dockerfile.dockerignore").read_text().splitlines()
    assert ignored[0] == "*"
    for source, _ in copied():
        assert (ROOT / source).exists(), source
        assert f"!{source}" in ignored


def test_every_requirement_that_can_be_chosen_is_copied() -> None:
    named = re.findall(r"REQUIREMENTS=(\S+)", DOCKERFILE.read_text())
    assert {f"requirements/{name}" for name in named} <= {source for source, _ in copied()}


def test_both_base_images_have_the_same_exact_version() -> None:
    bases = [text.split()[0] for name, text in instructions() if name == "FROM"]
    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:\d+\.\d+\.\d+-slim-\w+", bases[0])


def test_the_container_runs_as_a_user_without_special_rights() -> None:
    assert last("USER") not in ("root", "0")
    assert any(last("USER") in text for name, text in instructions() if name == "RUN")


def test_it_is_started_and_stopped_as_sagemaker_does() -> None:
    assert json.loads(last("ENTRYPOINT"))[0] == "python"  # no shell that would swallow SIGTERM
    assert json.loads(last("CMD")) == ["serve"]
    assert last("EXPOSE") == "8080"
    assert last("LABEL") == "com.amazonaws.sagemaker.capabilities.accept-bind-to-port=true"
    assert 0 < float(environment()["EASEL_GRACE_S"]) < 30  # then SageMaker kills
    assert environment()["EASEL_MODEL_FOLDER"] == "/opt/ml/model"


@pytest.mark.parametrize("model", ["small", "renderer"])
def test_the_copied_files_are_enough_to_draw_with_its_entry_point(
    tmp_path: Path, model: str
) -> None:
    for source, target in copied():
        if target.startswith("/srv/"):
            shutil.copytree(ROOT / source, tmp_path / target.removeprefix("/srv/"))
    entry = json.loads(last("ENTRYPOINT"))[1:] + json.loads(last("CMD"))
    port = str(free_port())
    env = {**os.environ, **environment(), "EASEL_MODEL": model, "EASEL_MODEL_FOLDER": ""}
    env |= {"PATH": os.environ["PATH"], "EASEL_HOST": "127.0.0.1", "SAGEMAKER_BIND_TO_PORT": port}
    with subprocess.Popen(
        [sys.executable, *entry], cwd=tmp_path, env=env, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == f"serving {model} on http://127.0.0.1:{port}\n"
            check = json.loads(last("HEALTHCHECK").partition(" CMD ")[2])[1:]
            assert subprocess.run([sys.executable, *check], cwd=tmp_path, env=env).returncode == 0
            answer = httpx.post(
                f"http://127.0.0.1:{port}/invocations",
                json=SMALL,
                headers={"content-type": JSON, "accept": JPEG},
                timeout=120,
            )
            assert [picture.size for picture in pictures(answer)] == [(16, 8)]
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        finally:
            process.kill()


def test_the_installed_versions_are_the_tested_versions() -> None:
    locked = [
        line.partition(" ")[0]
        for name in ("lambda", "local")
        for line in (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
    ]
    wanted = (ROOT / "requirements" / "serving.in").read_text().splitlines()
    assert set(wanted[1:]) <= set(locked)
