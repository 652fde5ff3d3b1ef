"""`make bench-serving`: what the serving container takes on this machine, with each model.

"import" is processor time. The Stable Diffusion of the last line is a tiny random one: its memory
and its import are those of torch and diffusers, its pictures are nobody's measure.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from statistics import median

import httpx
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.torch_environment import PYTHON, ROOT

REQUEST = {"prompt": "a red circle on a blue background", "width": 768, "height": 768, "seed": 1}
HEADERS = {"content-type": "application/json", "accept": "application/json;jpeg"}
PICTURES = 5
_IMPORT = """
import sys, time
began = time.process_time()
import jumpstart.serving.__main__
for name in sys.argv[1:]:
    __import__(name)
print(time.process_time() - began)
"""


@dataclass(frozen=True)
class Subject:
    name: str
    python: Path
    imports: Sequence[str]  # beside the server's own
    arguments: Sequence[str | Path]
    steps: int


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'':<34}{'import':>9}{'ready':>9}{'resident':>11}{'peak':>9}{'a picture':>12}")
        for subject in _subjects(Path(folder)):
            print(_line(subject), flush=True)
    print()
    for requirements, python in (("serving", sys.executable), ("serving-torch", PYTHON)):
        if Path(python).exists():
            size, count = _installed(requirements, Path(python))
            print(f"requirements/{requirements}.in, installed: {size:,.0f} MB, {count} packages")


def _subjects(folder: Path) -> Iterator[Subject]:
    here, painters = Path(sys.executable), "jumpstart.painters"
    yield Subject("renderer", here, [f"{painters}.renderer.painter"], ["--model", "renderer"], 50)
    small = [f"{painters}.small.painter", "onnxruntime"]
    yield Subject("small model, 50 steps", here, small, ["--model", "small"], 50)
    if not PYTHON.exists():
        print("torch is not installed here: `make torch` installs it into .venv-torch")
        return
    _run([PYTHON, "-W", "ignore", "-m", "tests.tiny_stable_diffusion", folder])
    tiny: list[str | Path] = ["--model", "stable-diffusion", "--model-folder", folder]
    torch = [f"{painters}.stable_diffusion"]
    yield Subject("torch, a tiny pipeline, 2 steps", PYTHON, torch, tiny, 2)


def _line(subject: Subject) -> str:
    imported = [float(_run([subject.python, "-c", _IMPORT, *subject.imports])) for _ in range(3)]
    command = [subject.python, "-m", "jumpstart.serving", "--port", "0", *subject.arguments]
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout
        url = process.stdout.readline().decode().strip().partition(" on ")[2]
        ready_s = time.perf_counter() - began
        drawn_s = _draw(url, subject.steps)
        status = Path(f"/proc/{process.pid}/status").read_text()
        process.terminate()
    resident, peak = (int(re.findall(rf"{name}:\s+(\d+)", status)[0]) / 1024 for name in _MEMORY)
    return (
        f"{subject.name:<34}{median(imported):>7.2f} s{ready_s:>7.1f} s"
        f"{resident:>7.0f} MiB{peak:>5.0f} MiB{drawn_s:>10.2f} s"
    )


_MEMORY = ("VmRSS", "VmHWM")


def _draw(url: str, steps: int) -> float:
    """The median seconds of a picture, with JPEG and HTTP, without the first picture."""
    took_s = []
    for _ in range(PICTURES + 1):
        began = time.perf_counter()
        body = REQUEST | {"num_inference_steps": steps}
        answer = httpx.post(f"{url}/invocations", json=body, headers=HEADERS, timeout=600)
        answer.raise_for_status()
        took_s.append(time.perf_counter() - began)
    return median(took_s[1:])


_SITE_PACKAGES = "import json, sysconfig; print(json.dumps(sysconfig.get_paths()['purelib']))"


def _installed(requirements: str, python: Path) -> tuple[float, int]:
    """(MB, packages) that requirements/<requirements>.in installs, without bytecode."""
    site = json.loads(_run([python, "-c", _SITE_PACKAGES]))
    here = {canonicalize_name(each.name): each for each in distributions(path=[site])}
    wanted = list(_named(ROOT / "requirements" / f"{requirements}.in"))
    found: dict[str, Distribution] = {}
    while wanted:
        requirement = wanted.pop()
        name = canonicalize_name(requirement.name)
        needed = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if needed and name in here and name not in found:
            found[name] = here[name]
            wanted += [Requirement(line) for line in here[name].requires or []]
    sizes = [
        file.locate().stat().st_size  # type: ignore[attr-defined]
        for each in found.values()
        for file in each.files or []
        if file.suffix != ".pyc" and Path(str(file.locate())).exists()
    ]
    return sum(sizes) / 1e6, len(found)


def _named(file: Path) -> Iterator[Requirement]:
    for line in file.read_text().splitlines():
        if line.startswith("-r "):
            yield from _named(file.with_name(line.removeprefix("-r ")))
        elif line and not line.startswith("#"):
            yield Requirement(line)


def _run(command: Sequence[str | Path]) -> str:
    done = subprocess.run(
        command, cwd=ROOT, env=_environment(), check=True, capture_output=True, text=True
    )
    return done.stdout


def _environment() -> dict[str, str]:
    # One thread, as in local mode, where the rest of Easel runs on the same machine.
    return {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


if __name__ == "__main__":
    main()
