"""Any process is killed outright, at any time: what was accepted ends, and is drawn once."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from local.process import free_port

from .conftest import SLOW
from .test_make_run import ROOT, pids_below, until_silent, with_a_port_of_its_own

# In `make test` each of the first victims once; in `make test-slow` at random.
JOBS, KILLS = (200, 16) if SLOW else (10, 3)
AT_ONCE = 4
VICTIMS = ("local.aws", "jumpstart.serving", "make run", "_worker.py")
# A job that a kill cut off between the model call and the note of whose answer it will be ends at
# its deadline. `make run`, with a deadline that a test can wait for:
DEADLINE_S = 300 if SLOW else 60
_MAKE_RUN = (
    "import local.__main__ as command; command._HANDED_ON += ('JOB_DEADLINE_S',); command.main()"
)
_ENDED_WITHIN_S = 2 * DEADLINE_S + 60

pytestmark = [
    pytest.mark.repeated,
    pytest.mark.timeout(3 * _ENDED_WITHIN_S),
    pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc"),
]


class Killable:
    """`make run`, which is started again whenever it has ended."""

    def __init__(self, state: Path, port: int) -> None:
        self.state = state
        self.url = f"http://localhost:{port}"
        self._command = [
            *(sys.executable, "-c", _MAKE_RUN, "--state", str(state), "--port", str(port)),
            *("--seconds-per-picture", "0.3"),
        ]
        self.start()

    def start(self) -> None:
        output = (self.state / "run.log").open("ab")
        with output:
            self.process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=os.environ | {"JOB_DEADLINE_S": str(DEADLINE_S)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + 120
        while not self._answers():
            assert self.process.poll() is None, (self.state / "run.log").read_text()[-2000:]
            assert time.monotonic() < until
            time.sleep(0.1)

    def kill(self, victim: str) -> str:
        """Kill a process of this kind, if there is one, and start Easel again if it has ended.
        What was killed."""
        children = pids_below(self.process.pid)
        functions = [pid for parent in children for pid in pids_below(parent)]
        found = [pid for pid in (*children, *functions) if victim in _command_of(pid)]
        if victim == "make run":
            found = [self.process.pid]
        if not found:
            return "nobody"
        os.kill(random.choice(found), signal.SIGKILL)
        if victim != "_worker.py":
            self.process.wait(60)
            self.start()
        return victim

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)
        until_silent(int((self.state / "aws-port").read_text()))

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/v1/status", timeout=30).status_code == 200
        except httpx.TransportError:
            return False


def _command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def accepted(url: str, seed: int) -> str:
    """The id of the picture with this seed, once its POST was accepted."""
    body = {"prompt": "a house that stays", "seed": seed, "width": 256, "height": 256}
    until = time.monotonic() + _ENDED_WITHIN_S
    while time.monotonic() < until:
        try:
            answer = httpx.post(
                f"{url}/v1/images", json=body, headers={"prefer": "respond-async"}, timeout=40
            )
        except httpx.TransportError:
            time.sleep(0.2)
            continue
        if answer.status_code in (200, 201, 202):
            return str(answer.json()["id"])
        time.sleep(0.2)
    raise AssertionError(f"the job with seed {seed} was never accepted")


def end_of(url: str, job_id: str) -> str:
    """How the job has ended: "succeeded", or the code of its error."""
    until = time.monotonic() + _ENDED_WITHIN_S
    while time.monotonic() < until:
        try:
            answer = httpx.get(f"{url}/v1/images/{job_id}", timeout=40)
        except httpx.TransportError:
            continue
        assert answer.status_code not in (404, 410), f"{job_id} is lost"
        if answer.status_code == 200:
            job = answer.json()
            if job["status"] not in ("queued", "running"):
                return str(job["error"]["code"] if job["error"] else job["status"])
        time.sleep(0.5)
    return "nothing"


def test_each_accepted_job_ends_and_is_drawn_once_whatever_is_killed(tmp_path: Path) -> None:
    state = with_a_port_of_its_own(tmp_path)
    easel = Killable(state, free_port())
    killed: Counter[str] = Counter()
    try:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            jobs = [pool.submit(accepted, easel.url, seed) for seed in range(JOBS)]
            for number in range(KILLS):
                time.sleep(random.uniform(0.5, 4.0))
                victim = random.choice(VICTIMS) if SLOW else VICTIMS[number % len(VICTIMS)]
                killed[easel.kill(victim)] += 1
            ids = [job.result() for job in jobs]
        ends = {job_id: end_of(easel.url, job_id) for job_id in ids}
        # What a kill cut off ends visibly, and whoever asks again gets the picture.
        failed = [seed for seed, job_id in enumerate(ids) if ends[job_id] != "succeeded"]
        asked_again = [end_of(easel.url, accepted(easel.url, seed)) for seed in failed]
        pictures = [httpx.get(f"{easel.url}/images/{job_id}.jpg", timeout=60) for job_id in ids]
    finally:
        easel.stop()
    ended = Counter(ends.values())
    log = [
        json.loads(line) for line in (state / "model.log").read_text().split("\n") if "{" in line
    ]
    drawn = sum(line.get("status") == 200 for line in log)
    again = sum(line["event"] == "drawn again" for line in log)
    sys.stdout.write(
        f"killed {dict(killed)}, ended {dict(ended)}, drawn {drawn}, begun again {again}\n"
    )
    assert len(set(ids)) == JOBS
    assert ended["nothing"] == 0
    assert len(failed) <= sum(killed.values())
    assert set(asked_again) <= {"succeeded"}
    assert all(picture.content.startswith(b"\xff\xd8\xff") for picture in pictures)
    assert JOBS <= drawn <= JOBS + again + len(failed)
