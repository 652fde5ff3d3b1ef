"""`make bench-pictures`: what a picture costs on its way from the model to S3, way by way.

Twenty photo-like pictures are made on the spot. Each way runs in a process of its own. CPU is
processor time: the median of the twenty, and with it the mean time of the child that runs mozjpeg.
Other programs on the machine make all of it longer. Memory is the peak of resident
memory while one picture is on its way, above what the program takes anyway.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from PIL import Image

from cdk import bundle
from cdk.deployment import ROOT
from tests.fakes import an_answer

from . import cold_import, corpus, similarity

PICTURES = 20
_HEADER = f"{'':<52}{'bytes':>10}{'CPU ms':>9}{'peak MiB':>10}{'SSIM':>8}"
# The classic way is a session and its client per request, json.loads → numpy → Pillow →
# upload_fileobj, with boto3 as it is installed. Two further lines measure cheaper clients.
_TITLES = {
    "rgb-classic": "RGB lists: json, numpy, Pillow",
    "rgb-ours": "RGB lists: ours",
    "rgb-ours-smaller": "RGB lists: ours, recompressed",
    "jpeg-classic": ";jpeg: json, b64decode",
    "jpeg-ours": ";jpeg: ours",
    "jpeg-ours-smaller": ";jpeg: ours, looked at and recompressed",
    "delivery-rgb-classic": "a delivery of RGB lists: the classic way",
    "delivery-rgb-ours": "a delivery of RGB lists: ours",
    "delivery-rgb-ours-smaller": "a delivery of RGB lists: ours, recompressed",
    "delivery-jpeg-classic": "a delivery of ;jpeg: the classic way",
    "delivery-jpeg-classic-client": "  the same, with a client of the process's session",
    "delivery-jpeg-classic-ready": "  the same, with a client that is ready",
    "delivery-jpeg-ours": "a delivery of ;jpeg: ours",
    "delivery-jpeg-ours-smaller": "a delivery of ;jpeg: ours, recompressed",
    "thumbnail": "thumbnail",
    "webp": "WebP",
    "avif": "AVIF",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one picture took, and how like the model's pixels it is (1 is equal)."""

    bytes: float
    cpu_ms: float
    peak_mib: float
    ssim: float | None


def main() -> None:
    asset = bundle.build(bundle.HERE)
    with tempfile.TemporaryDirectory(prefix="pictures.") as name:
        folder = Path(name)
        originals = list(corpus.photographs(PICTURES))
        _write(folder, originals)
        print(_HEADER)
        costs = {way: _measured(way, folder, asset, originals) for way in _TITLES}
    for line in _aims(costs):
        print(line)


def _write(folder: Path, originals: Sequence[Image.Image]) -> None:
    for number, picture in enumerate([corpus.tiny(), *originals]):
        jpeg = corpus.container_jpeg(picture)
        (folder / f"{number}.jpg").write_bytes(jpeg)
        (folder / f"{number}.jpeg.json").write_bytes(an_answer(jpeg))
        (folder / f"{number}.rgb.json").write_bytes(corpus.nested_lists(picture))


def _measured(way: str, folder: Path, asset: Path, originals: Sequence[Image.Image]) -> Cost:
    # Our asset has a boto3 with fewer descriptions. The classic way has the whole one.
    source = ROOT / "lambda" if "classic" in way else asset
    env = {**os.environ, **cold_import.ENVIRONMENT, "PYTHONPATH": f"{source}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "tests.bench.way", way, str(folder), str(PICTURES)]
    done = subprocess.run(command, env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout)
    drawn = [folder / f"{way}.{number}" for number in range(1, PICTURES + 1)]
    likeness = None
    if drawn[0].exists():
        pairs = zip(originals, drawn, strict=True)
        likeness = mean(similarity.ssim(original, Image.open(file)) for original, file in pairs)
    cost = Cost(found["bytes"], found["cpu_ms"], found["peak_mib"], likeness)
    shown = "" if cost.ssim is None else f"{cost.ssim:.4f}"
    size = f"{cost.bytes:,.0f}" if cost.bytes else ""
    print(
        f"{_TITLES[way]:<52}{size:>10}{cost.cpu_ms:>9.2f}{cost.peak_mib:>10.1f}{shown:>8}",
        flush=True,
    )
    return cost


def _aims(costs: dict[str, Cost]) -> list[str]:
    """Each aim, what was measured, and whether it is met."""

    def cpu(way: str) -> float:
        return costs[way].cpu_ms

    def peak(way: str) -> float:
        return costs[way].peak_mib

    fewer = 100 * (1 - costs["jpeg-ours-smaller"].bytes / costs["jpeg-ours"].bytes)
    classic, ours = "delivery-rgb-classic", "delivery-rgb-ours"
    aims = [
        ("RGB: CPU, × less than the classic way", cpu(classic) / cpu(ours), ">=", 10.0),
        ("RGB: memory, × less than the classic way", peak(classic) / peak(ours), ">=", 4.0),
        (";jpeg: our own CPU, ms", cpu("jpeg-ours"), "<=", 0.3),
        (";jpeg recompressed: our own CPU, ms", cpu("jpeg-ours-smaller"), "<=", 25.0),
        (";jpeg recompressed: % fewer bytes", fewer, ">=", 3.0),
        (
            "a delivery of ;jpeg: CPU, × less than the classic way",
            cpu("delivery-jpeg-classic") / cpu("delivery-jpeg-ours"),
            ">=",
            30.0,
        ),
    ]
    return [
        f"{what:<56}{value:>8.2f}  {sign} {aim:<6.3g} "
        + ("met" if (value >= aim if sign == ">=" else value <= aim) else "NOT MET")
        for what, value, sign, aim in aims
    ]


if __name__ == "__main__":
    main()
