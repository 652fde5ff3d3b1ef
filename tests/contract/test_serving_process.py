"""The serving container as a process: its address, its settings, its stop."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, as_completed, wait
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from jumpstart.painters.small.painter import TRAINED
from local.process import free_port, listen, port_of, served
from tests.contract.serving_endpoint import JPEG, JSON, REQUEST, ROOT, SMALL, pictures

HEADERS = {"content-type": JSON, "accept": JPEG}


@contextmanager
def serving(
    arguments: Sequence[str], environment: Mapping[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[str], httpx.Client, str]]:
    """(the process, a client for it, the line that it printed when it was ready)."""
    command = [sys.executable, "-m", "jumpstart.serving", *arguments]
    env = {**os.environ, **(environment or {})}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            line = process.stdout.readline().strip()
            url = line.partition(" on ")[2]
            with httpx.Client(base_url=url, trust_env=False, timeout=120) as client:
                yield process, client, line
        finally:
            process.kill()


def drawn(client: httpx.Client) -> httpx.Response:
    return client.post("/invocations", json=SMALL, headers=HEADERS)


@pytest.mark.parametrize("model", ["renderer", "small"])
def test_the_process_prints_its_address_draws_and_stops_on_sigterm(model: str) -> None:
    with serving(["--port", "0", "--model", model]) as (process, client, line):
        assert re.fullmatch(rf"serving {model} on http://127\.0\.0\.1:\d+", line)
        assert client.get("/ping").status_code == 200
        answer = client.post("/invocations", json=REQUEST, headers=HEADERS)
        assert [picture.size for picture in pictures(answer)] == [(768, 768)]
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        assert process.stdout
        [logged] = process.stdout.read().splitlines()
        assert json.loads(logged)["status"] == 200


def test_a_place_for_pictures_that_refuses_them_ends_the_start_with_one_line() -> None:
    async def refuse(_: Request) -> Response:
        return Response("<Error><Code>AccessDenied</Code></Error>", 403)

    s3 = Starlette(routes=[Route("/{path:path}", refuse, methods=["PUT"])])
    listener = listen(0)
    told = {
        "EASEL_OUTPUT_S3_URI": "s3://pictures/drawn/",
        "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{port_of(listener)}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
    with served(s3, listener):
        done = subprocess.run(
            [sys.executable, "-m", "jumpstart.serving", "--port", "0"],
            cwd=ROOT,
            env={**os.environ, **told},
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith("cannot put pictures into s3://pictures/drawn/")
    assert "AccessDenied" in line
    assert line.endswith(" [no_place]")


def test_when_sagemaker_starts_it_the_environment_sets_address_and_model() -> None:
    port = free_port()
    told = {"SAGEMAKER_BIND_TO_PORT": str(port), "EASEL_MODEL": "small", "EASEL_MAX_WAITING": "0"}
    with serving(["serve"], told) as (_, client, line):
        assert line == f"serving small on http://127.0.0.1:{port}"
        assert drawn(client).status_code == 200


@pytest.mark.parametrize(
    ("seconds", "grace", "status"),
    [pytest.param("2", "20", 200, id="within"), pytest.param("600", "1", 503, id="beyond")],
)
def test_a_stop_waits_for_the_picture_being_drawn_within_its_grace(
    seconds: str, grace: str, status: int
) -> None:
    slow = ["--seconds-per-picture", seconds, "--grace-s", grace, "--max-waiting", "0"]
    with (
        serving(["--port", "0", *slow]) as (process, client, _),
        ThreadPoolExecutor(2) as callers,
    ):
        two = {callers.submit(drawn, client) for _ in range(2)}
        [refused], [drawing] = wait(two, return_when=FIRST_COMPLETED)
        assert refused.result().status_code == 503
        process.send_signal(signal.SIGTERM)
        assert drawing.result(60).status_code == status
        assert process.wait(60) == 0


def test_14_at_once_and_a_stop_in_the_middle_lose_nothing_that_was_begun() -> None:
    """As the container runs it: nine requests are taken, five are refused at once. After the first
    picture, SageMaker stops the container while the next one is drawn."""
    told = {"EASEL_GRACE_S": "25", "EASEL_MODEL": "renderer", "EASEL_SECONDS_PER_PICTURE": "1"}
    with (
        serving(["serve", "--port", "0"], told) as (process, client, _),
        ThreadPoolExecutor(14) as callers,
    ):
        posts = [callers.submit(drawn, client) for _ in range(14)]
        next(post for post in as_completed(posts) if post.result().status_code == 200)
        process.send_signal(signal.SIGTERM)
        answers = [post.result(60) for post in posts]
        assert process.wait(60) == 0
        assert process.stdout
        logged = [json.loads(line) for line in process.stdout.read().splitlines()]
    answered = [answer for answer in answers if answer.status_code == 200]
    assert 2 <= len(answered) < 9  # the one before the stop, and the one that was being drawn
    assert {picture.size for answer in answered for picture in pictures(answer)} == {(16, 8)}
    refused = [answer for answer in answers if answer.status_code == 503]
    assert Counter(answer.json()["message"] for answer in refused) == {
        "8 requests are waiting already; try again later": 5,
        "the server is stopping": 9 - len(answered),
    }
    assert all(answer.headers["retry-after"] == "5" for answer in refused)
    assert Counter(line["status"] for line in logged) == Counter({200: len(answered)}) + Counter(
        {503: len(refused)}
    )


def test_a_hang_up_is_noticed_while_another_picture_is_drawn() -> None:
    slow = ["--port", "0", "--seconds-per-picture", "2"]
    with serving(slow) as (process, client, _):
        patient, impatient = (
            HTTPConnection(client.base_url.host, client.base_url.port) for _ in range(2)
        )
        for connection in (patient, impatient):
            connection.request("POST", "/invocations", json.dumps(SMALL), HEADERS)
        impatient.close()
        assert patient.getresponse().status == 200
        patient.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        assert process.stdout
        logged = [json.loads(line)["status"] for line in process.stdout.read().splitlines()]
    assert logged == [499, 200]


def test_a_port_in_use_is_named_and_ends_the_process() -> None:
    with serving(["--port", "0"]) as (_, client, _):
        port = str(client.base_url.port)
        command = [sys.executable, "-m", "jumpstart.serving", "--port", port]
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert second.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}: " in second.stderr
    assert second.stderr.endswith(" [cannot_listen]\n")


def test_a_folder_without_a_model_is_named_and_ends_the_process(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "jumpstart.serving", "--port", "0", "--model", "small"]
    command += ["--model-folder", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert done.stderr == f"{tmp_path} is not a small model: text.onnx is missing [bad_model]\n"


@pytest.mark.parametrize("name", ["text.onnx", "painter.onnx", "words.json"])
def test_a_half_copied_folder_ends_the_process_with_a_sentence(tmp_path: Path, name: str) -> None:
    shutil.copytree(TRAINED, tmp_path, dirs_exist_ok=True)
    (tmp_path / name).write_bytes(b"{")
    command = [sys.executable, "-m", "jumpstart.serving", "--port", "0", "--model", "small"]
    command += ["--model-folder", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert done.stderr.startswith(f"cannot load {tmp_path / name}: ")
    assert "Traceback" not in done.stderr


def test_without_torch_it_says_how_to_install_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "jumpstart.serving", "--port", "0"]
    command += ["--model", "stable-diffusion", "--model-folder", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert done.stderr == (
        "torch is not installed in this Python:"
        " `make torch`, then start this with .venv-torch/bin/python [no_torch]\n"
    )


def test_the_containers_health_check_finds_a_healthy_server_healthy() -> None:
    check = [sys.executable, "-m", "jumpstart.serving.ping"]
    port = str(free_port())
    env = {**os.environ, "SAGEMAKER_BIND_TO_PORT": port}
    assert subprocess.run(check, cwd=ROOT, env=env, timeout=120).returncode == 1
    with serving(["serve"], {"SAGEMAKER_BIND_TO_PORT": port}):
        assert subprocess.run(check, cwd=ROOT, env=env, timeout=120).returncode == 0
