"""The command behind `make run`: it starts, keeps its pictures, stops cleanly, explains errors."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

import local.__main__
from cdk.deployment import Deployment
from local.deploy import DeployFailed
from local.process import PortTaken, is_free, listen, port_of

ROOT = Path(__file__).parent.parent.parent
BODY = {"prompt": "a house that stays", "seed": 1}


@pytest.fixture(scope="module")
def used_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state of an Easel that several tests start in turn: the first start is the slow one."""
    return with_a_port_of_its_own(tmp_path_factory.mktemp("used"))


def with_a_port_of_its_own(state: Path) -> Path:
    """`state`, whose port no other Easel takes between two starts: they look from 4566 to 5565."""
    ports = (5600 + (os.getpid() + more) % 3000 for more in range(100))
    (state / "aws-port").write_text(str(next(port for port in ports if is_free(port))))
    return state


@contextmanager
def run(state: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`python -m local`, as soon as it says where it is. At the end it has stopped, and saved."""
    command = [sys.executable, "-m", "local", "--state", str(state), *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            found = None
            while found is None:
                line = process.stdout.readline()
                assert line, "ended before it was ready"
                found = re.search(r"Easel is at (http://localhost:\d+)", line)
            yield process, found[1]
        finally:
            process.kill()
            process.wait()
            until_silent(int((state / "aws-port").read_text()))


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(signal.SIGINT, id="ctrl-c"),
        pytest.param(signal.SIGTERM, id="asked-to-stop"),
        pytest.param(
            signal.SIGKILL,
            id="killed-outright",
            marks=pytest.mark.skipif(
                sys.platform != "linux", reason="only Linux tells children that their parent died"
            ),
        ),
    ],
)
def test_pictures_are_kept_over_a_stop_and_a_start(used_state: Path, end: signal.Signals) -> None:
    body = BODY | {"prompt": f"a house that stays after {end.name}"}
    with run(used_state, "--port", "0") as (process, url):
        first = httpx.post(f"{url}/v1/images", json=body, timeout=60)
        assert first.status_code == 201
        jpeg = httpx.get(first.json()["url"], timeout=60).content
        process.send_signal(end)
        assert process.wait(60) == (-end if end is signal.SIGKILL else 0)

    with run(used_state, "--port", "0", "--mode", "realtime") as (_, url):
        again = httpx.post(f"{url}/v1/images", json=body, timeout=60)
        assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
        assert again.json()["url"].startswith(url)
        assert httpx.get(again.json()["url"], timeout=60).content == jpeg


def test_bedrock_stands_in_for_the_endpoint(used_state: Path) -> None:
    with run(used_state, "--port", "0", "--mode", "bedrock") as (_, url):
        answer = httpx.post(f"{url}/v1/images", json=BODY | {"prompt": "a boat"}, timeout=60)
        assert answer.status_code == 201
        assert [image["width"] for image in answer.json()["images"]] == [1024]


def test_another_model_draws_the_same_prompt_anew_and_each_picture_says_who_drew_it(
    used_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EASEL_MODEL_FOLDER", "of-a-serving-container")
    jobs = {}
    for model in ("renderer", "small"):
        with run(used_state, "--port", "0", "--model", model) as (process, url):
            answer = httpx.post(f"{url}/v1/images", json=BODY, timeout=60)
            assert answer.status_code == 201
            jobs[model] = answer.json()
            assert jobs[model]["model"].startswith(f"easel-{model}@")
            assert f"easel-{model}@" in httpx.get(jobs[model]["share_url"], timeout=60).text
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
    assert jobs["renderer"]["id"] != jobs["small"]["id"]


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
def test_if_every_process_is_killed_in_the_first_run_links_and_jobs_are_kept(
    tmp_path: Path,
) -> None:
    state = with_a_port_of_its_own(tmp_path)
    with run(state, "--port", "0") as (process, url):
        first = httpx.post(f"{url}/v1/images", json=BODY, timeout=60).json()
        jpeg = httpx.get(first["url"], timeout=60).content
        for pid in pids_below(process.pid):  # none of them is asked to stop, so none saves
            os.kill(pid, signal.SIGKILL)
        assert process.wait(60) == 1

    with run(state, "--port", "0") as (_, url):
        key = first["url"].rpartition("/images/")[2]
        assert httpx.get(f"{url}/images/{key}", timeout=60).content == jpeg
        again = httpx.post(f"{url}/v1/images", json=BODY, timeout=60)
        assert (again.status_code, again.json()["id"]) == (200, first["id"])


@pytest.mark.parametrize("step", ["starting the model", "deploying the template"])
def test_a_stop_during_the_start_is_clean(tmp_path: Path, step: str) -> None:
    command = [sys.executable, "-m", "local", "--state", str(tmp_path), "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        while step not in process.stdout.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stopped before it was ready" in output
    assert "Easel is at" not in output
    assert "Traceback" not in errors
    if (tmp_path / "aws-port").exists():
        until_silent(int((tmp_path / "aws-port").read_text()))


def test_a_taken_port_is_named_and_nothing_is_left_running(tmp_path: Path) -> None:
    with listen(0) as listener:
        port = port_of(listener)
        done = subprocess.run(
            [sys.executable, "-m", "local", "--state", tmp_path, "--port", str(port)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 1
    assert f"port {port} is taken" in done.stderr
    assert f"make run PORT={port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


def deployed(
    monkeypatch: pytest.MonkeyPatch, state: Path, *options: str, **written: object
) -> Deployment:
    """What `make run` would deploy with `options`, if `written` stood in easel.toml."""
    started: list[Deployment] = []

    def started_with(deployment: Deployment, **_: object) -> None:
        started.append(deployment)
        raise DeployFailed

    def load(overrides: dict[str, Any]) -> Deployment:
        return Deployment(**{**written, **overrides})

    monkeypatch.setattr(Deployment, "load", load)
    monkeypatch.setattr(local.__main__, "running_easel", started_with)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["local", "--state", str(state), *options])
    with pytest.raises(SystemExit, match="did not start"):
        local.__main__.main()
    return started[0]


def test_what_this_machine_cannot_do_is_switched_off_and_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deployed(monkeypatch, tmp_path, translate=True).translate is False
    assert "nothing on this machine translates" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("written", "option", "here", "told"),
    [
        ("none", None, "none", []),
        ("none", "both", "both", ["gore", "mostly magenta"]),
        ("both", None, "both", ["gore", "mostly magenta"]),
        ("both", "prompts", "prompts", ["gore"]),
        ("prompts", "pictures", "pictures", ["mostly magenta"]),
        ("both", "none", "none", []),
    ],
)
def test_moderation_is_a_stand_in_and_the_command_says_what_it_refuses(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    written: str,
    option: str | None,
    here: str,
    told: list[str],
) -> None:
    options = ["--moderation", option] if option else []
    assert deployed(monkeypatch, tmp_path, *options, moderation=written).moderation == here
    said = capsys.readouterr().out
    assert [word for word in ("gore", "mostly magenta") if word in said] == told
    assert ("moderation is a stand-in here" in said) is bool(told)


@pytest.mark.parametrize("limits", ["on", None])
def test_limits_apply_on_this_machine_only_if_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: str | None
) -> None:
    started: list[Deployment] = []

    def started_with(deployment: Deployment, **_: object) -> None:
        started.append(deployment)
        raise DeployFailed

    monkeypatch.setattr(local.__main__, "running_easel", started_with)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    options = ["--limits", limits] if limits else []
    monkeypatch.setattr(sys, "argv", ["local", "--state", str(tmp_path), *options])
    with pytest.raises(SystemExit):
        local.__main__.main()
    settings = Deployment.load({})
    for name in (
        "daily_pictures", "daily_pictures_per_address", "posts_per_minute", "requests_per_second",
        "daily_recordings", "daily_recordings_per_caller", "daily_wait_hours",
    ):  # fmt: skip
        found, written = getattr(started[0], name), getattr(settings, name)
        assert found == written if limits else found > 50 * written
    hours = started[0].daily_instance_hours
    assert hours == (settings.daily_instance_hours if limits else 0)
    assert started[0].max_pictures == settings.max_pictures


def test_help_names_every_option() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "local", "--help"], cwd=ROOT, capture_output=True, text=True
    )
    for option in (
        "--port", "--mode", "--state", "--limits", "--moderation", "--hosts",
        "--seconds-per-picture",
    ):  # fmt: skip
        assert option in done.stdout


def pids_below(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in children for child in task.read_text().split()]


def until_silent(port: int) -> None:
    """Wait until the local AWS, which was asked to stop, has saved its state and freed its port."""
    until = time.monotonic() + 90  # a busy machine takes its time
    while time.monotonic() < until:
        try:
            listen(port).close()
        except PortTaken:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"something still listens on {port}")
