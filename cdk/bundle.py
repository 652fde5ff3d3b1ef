"""The functions' asset, built without Docker: locked wheels for the target platform, and easel/.

Dependencies are installed once per lock and kept in .cache/, so that later builds need no network.
The same input gives the same bytes.
"""

import hashlib
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .deployment import ROOT

LOCK = ROOT / "requirements" / "lambda.txt"
SOURCE = ROOT / "lambda" / "easel"

# botocore carries every service's model, 17 MB; these are the ones the functions call.
_SERVICES = {"dynamodb", "s3", "sqs", "sagemaker", "sagemaker-runtime", "secretsmanager"}
# Raise it when this file changes what it leaves in a bundle.
_RECIPE = 1


@dataclass(frozen=True, slots=True)
class Target:
    """Where the asset runs; `wheels` is uv's name of the platform, "" for this machine's own."""

    name: str
    python: str
    wheels: str = ""


# Lambda's python3.13 on Graviton: Amazon Linux 2023, glibc 2.34.
LAMBDA = Target("lambda", "3.13", "aarch64-manylinux_2_34")
# Local mode runs the same handlers on the interpreter at hand.
HERE = Target("here", platform.python_version().rpartition(".")[0])


def build(target: Target) -> Path:
    """The folder to deploy for `target`, up to date with the lock and the source."""
    dependencies = _dependencies(target)
    asset = ROOT / "build" / target.name
    # Prepared beside and swapped in, so that a build that is interrupted leaves no half of one.
    fresh = asset.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(dependencies, fresh, symlinks=True)
    shutil.copytree(SOURCE, fresh / "easel", ignore=shutil.ignore_patterns("__pycache__"))
    _compile(target, fresh, fresh / "easel")
    shutil.rmtree(asset, ignore_errors=True)
    fresh.rename(asset)
    return asset


def _dependencies(target: Target) -> Path:
    interpreter = _interpreter(target)
    identity = f"{_RECIPE} {target} {interpreter and 'compiled'} {sorted(_SERVICES)}"
    digest = hashlib.sha256(identity.encode() + LOCK.read_bytes()).hexdigest()[:16]
    kept = ROOT / ".cache" / "bundle" / f"{target.name}-{digest}"
    if kept.is_dir():
        return kept
    fresh = kept.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    platform_options = ["--python-platform", target.wheels] if target.wheels else []
    subprocess.run(
        [
            _uv(), "pip", "install", "--quiet", "--target", fresh, "--requirements", LOCK,
            "--python-version", target.python, *platform_options, "--only-binary", ":all:",
            "--require-hashes", "--no-deps", "--link-mode", "copy",
        ],
        check=True,
    )  # fmt: skip
    _prune(fresh)
    _compile(target, fresh, fresh)
    fresh.rename(kept)
    return kept


def _prune(folder: Path) -> None:
    """Drop what no function reads, and what would make two builds differ."""
    for unused in ("bin", "boto3/examples", "boto3/data"):
        shutil.rmtree(folder / unused, ignore_errors=True)
    for record in folder.glob("*.dist-info/RECORD"):
        record.unlink()
    for service in (folder / "botocore" / "data").iterdir():
        if service.is_dir() and service.name not in _SERVICES:
            shutil.rmtree(service)


def _compile(target: Target, root: Path, folder: Path) -> None:
    """Bytecode that is never checked against its source: a cold start is twice as quick."""
    if interpreter := _interpreter(target):
        subprocess.run(
            [
                interpreter, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash",
                "-s", root, "-p", "/var/task", folder,
            ],
            check=True,
        )  # fmt: skip


def _interpreter(target: Target) -> str | None:
    """A Python of the target's version, since bytecode differs from one to the next."""
    if not target.wheels:
        return sys.executable
    found = subprocess.run(
        [_uv(), "python", "find", "--no-python-downloads", "--system", target.python],
        check=False,
        capture_output=True,
        text=True,
    )
    return found.stdout.strip() if found.returncode == 0 else None


def _uv() -> str:
    return str(Path(sys.executable).parent / "uv")


def main() -> None:
    asset = build(LAMBDA)
    size = sum(path.stat().st_size for path in asset.rglob("*") if path.is_file())
    print(f"{asset.relative_to(ROOT)}: {size / 1e6:.1f} MB, {LAMBDA.wheels}")
    if _interpreter(LAMBDA) is None:
        print(f"without bytecode: no Python {LAMBDA.python} here. Cold starts will be slower.")


if __name__ == "__main__":
    main()
