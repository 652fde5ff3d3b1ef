"""The functions' assets: locked wheels for the target platform, and easel/. No Docker is needed.

Dependencies are installed once per lock and kept in .cache/, so that later builds need no network.
The same input gives the same bytes.
"""

import contextlib
import fcntl
import gzip
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from easel.pictures.clip_tokens import MERGES, USED_MERGES
from easel.settings import CONTENT_CREDENTIALS_CHAIN

from .deployment import ROOT, Deployment

LOCK = ROOT / "requirements" / "lambda.txt"
# Where the merges of CLIP's tokenizer come from. Each asset has them.
CLIP_LOCK = ROOT / "requirements" / "clip.txt"
# Only transcribe decodes sound. The 100 MB of libraries for it are in no other asset.
TRANSCRIBE_LOCK = ROOT / "requirements" / "transcribe.txt"
# Only derive encodes other formats than JPEG.
DERIVE_LOCK = ROOT / "requirements" / "derive.txt"
# Only deliver signs pictures, and only if easel.toml names a key for it: 23 MB.
CREDENTIALS_LOCK = ROOT / "requirements" / "credentials.txt"
SOURCE = ROOT / "lambda" / "easel"
# The page that routes/web.py serves.
WEB = ROOT / "web"

# botocore comes with a description of every service and every call, 17 MB. The functions use these.
# Each cold start would read the others and keep them in memory.
OPERATIONS = {
    "bedrock-runtime": ("ApplyGuardrail", "InvokeModel"),
    "cloudfront": ("CreateInvalidation",),
    "dynamodb": ("BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"),
    "kms": ("Sign",),
    "rekognition": ("DetectModerationLabels",),
    # botocore needs CreateBucket for the address of a presigned POST. No function may call it.
    "s3": ("CreateBucket", "DeleteObject", "GetObject", "HeadObject", "ListObjectsV2", "PutObject"),
    "sagemaker": ("DescribeEndpoint",),
    "sagemaker-runtime": ("InvokeEndpoint", "InvokeEndpointAsync"),
    "secretsmanager": ("GetSecretValue",),
    "sqs": ("ChangeMessageVisibility", "SendMessage"),
    "transcribe": ("GetTranscriptionJob", "StartTranscriptionJob"),
    "translate": ("TranslateText",),
}
# Raise it if a change in this file changes what the bundle holds.
_RECIPE = 9


@dataclass(frozen=True, slots=True)
class Target:
    """Where the asset runs. `wheels` is uv's name of the platform; "" is this machine."""

    name: str
    python: str
    wheels: str = ""


# Lambda's python3.13 on Graviton: Amazon Linux 2023, glibc 2.34.
LAMBDA = Target("lambda", "3.13", "aarch64-manylinux_2_34")
# Local mode runs the same handlers on the Python that runs this file.
HERE = Target("here", platform.python_version().rpartition(".")[0])


@dataclass(frozen=True, slots=True)
class Assets:
    """The folders to deploy. Functions that need the same libraries share one."""

    functions: Path
    deliver: Path
    transcribe: Path
    derive: Path


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """No other build of this checkout runs in this block: an asset must not change while it is
    read."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    with (ROOT / ".cache" / "bundle.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build_all(target: Target, chain: Path | None = None) -> Assets:
    """If there is a `chain` of certificates, deliver signs pictures with it."""
    functions = build(target)
    return Assets(
        functions=functions,
        deliver=build(target, LOCK, CREDENTIALS_LOCK, chain=chain) if chain else functions,
        transcribe=build(target, TRANSCRIBE_LOCK),
        derive=build(target, DERIVE_LOCK),
    )


def build(target: Target, *locks: Path, chain: Path | None = None) -> Path:
    """The folder to deploy for `target`, built from `locks` (LOCK by default), the source, and the
    file `chain`."""
    locks = locks or (LOCK,)
    dependencies = _dependencies(target, locks)
    name = target.name if locks == (LOCK,) else f"{target.name}-{locks[-1].stem}"
    asset = ROOT / "build" / name
    # The new asset is built in a folder beside the old one and replaces it in one step. So an
    # interrupted build leaves no half of an asset.
    with _folder_beside(asset) as fresh:
        shutil.copytree(dependencies, fresh, dirs_exist_ok=True)
        shutil.copytree(SOURCE, fresh / "easel", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(WEB, fresh / "easel" / "web")
        if chain:
            shutil.copyfile(chain, fresh / "easel" / CONTENT_CREDENTIALS_CHAIN.name)
        _compile(target, fresh, fresh / "easel")
        shutil.rmtree(asset, ignore_errors=True)
        fresh.rename(asset)
    return asset


@contextlib.contextmanager
def _folder_beside(wanted: Path) -> Iterator[Path]:
    """A new folder that can be renamed to `wanted`. Otherwise it is deleted at the end."""
    wanted.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        dir=wanted.parent, prefix=f"{wanted.name}.", ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


def _dependencies(target: Target, locks: tuple[Path, ...]) -> Path:
    interpreter = _interpreter(target)
    identity = f"{_RECIPE} {target} {interpreter and 'compiled'} {sorted(OPERATIONS.items())}"
    locks = (*locks, CLIP_LOCK)
    locked = b"".join(lock.read_bytes() for lock in locks)
    digest = hashlib.sha256(identity.encode() + locked).hexdigest()[:16]
    kept = ROOT / ".cache" / "bundle" / f"{target.name}-{digest}"
    if kept.is_dir():
        return kept
    platform_options = ["--python-platform", target.wheels] if target.wheels else []
    with _folder_beside(kept) as fresh:
        subprocess.run(
            [
                _uv(), "pip", "install", "--quiet", "--target", fresh,
                *(option for lock in locks for option in ("--requirements", lock)),
                "--python-version", target.python, *platform_options, "--only-binary", ":all:",
                "--require-hashes", "--no-deps", "--link-mode", "copy",
            ],
            check=True,
        )  # fmt: skip
        _prune(fresh)
        _keep_only_merges(fresh)
        _compile(target, fresh, fresh)
        with contextlib.suppress(OSError):  # another build was quicker
            fresh.rename(kept)
    return kept


def _prune(folder: Path) -> None:
    """Delete the files that no function reads, and those that differ from build to build."""
    # cffi and pycparser: mozjpeg's library is called without them (pictures/recompress_worker.py).
    # pydantic/v1 is the whole of the last version, for programs that still use it.
    for unused in ("bin", "boto3/examples", "boto3/data", "cffi", "pycparser", "pydantic/v1"):
        shutil.rmtree(folder / unused, ignore_errors=True)
    for package in (*folder.glob("cffi-*.dist-info"), *folder.glob("pycparser-*.dist-info")):
        shutil.rmtree(package)
    # c2pa's wheel holds its library a second time, for linkers.
    for unneeded in (".lock", "_cffi_backend.*", "*.dist-info/RECORD", "c2pa/libs/*.rlib"):
        for leftover in folder.glob(unneeded):
            leftover.unlink()
    for service in (folder / "botocore" / "data").iterdir():
        if not service.is_dir():
            continue
        if service.name not in OPERATIONS:
            shutil.rmtree(service)
            continue
        for model in service.glob("*/service-2.json.gz"):
            trimmed = _trim(json.loads(gzip.decompress(model.read_bytes())), service.name)
            model.with_suffix("").write_text(json.dumps(trimmed))
            model.unlink()
        for unread in (*service.glob("*/waiters-2.json*"), *service.glob("*/examples-1.json*")):
            unread.unlink()


def _keep_only_merges(folder: Path) -> None:
    """Delete what open_clip_torch holds besides its licence and the merges that CLIP uses."""
    package = folder / "open_clip"
    merges = gzip.decompress((package / MERGES).read_bytes()).split(b"\n")[: 1 + USED_MERGES]
    for installed in (package, folder / "open_clip_train"):
        shutil.rmtree(installed)
    package.mkdir()
    (package / MERGES).write_bytes(gzip.compress(b"\n".join(merges), mtime=0))


def _trim(model: dict[str, Any], service: str) -> dict[str, Any]:
    """`model` with only the operations that we call and their shapes, without documentation."""
    operations = {name: model["operations"][name] for name in OPERATIONS[service]}
    shapes: dict[str, Any] = {}

    def keep(node: object) -> None:
        if isinstance(node, list):
            for item in node:
                keep(item)
        elif isinstance(node, dict):
            node.pop("documentation", None)
            name = node.get("shape")
            if isinstance(name, str) and name not in shapes:
                shapes[name] = model["shapes"][name]
                keep(shapes[name])
            for value in list(node.values()):
                keep(value)

    keep(operations)
    return {**model, "operations": operations, "shapes": shapes, "documentation": ""}


def _compile(target: Target, root: Path, folder: Path) -> None:
    """Compile to bytecode that Python never compares with its source. Cold starts take half as
    long."""
    if interpreter := _interpreter(target):
        subprocess.run(
            [
                interpreter, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash",
                "-s", root, "-p", "/var/task", folder,
            ],
            check=True,
        )  # fmt: skip


def _interpreter(target: Target) -> str | None:
    """A Python of the target's version, or None. Each version has its own bytecode."""
    if not target.wheels:
        return sys.executable
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for candidate in (
        f"python{target.python}",
        *(str(path) for path in pyenv.glob(f"{target.python}.*/bin/python")),
    ):
        # A name on the PATH may be pyenv's shim of a version that is not installed. So run it.
        with contextlib.suppress(OSError):
            tried = subprocess.run([candidate, "-c", ""], check=False, capture_output=True)
            if tried.returncode == 0:
                return candidate
    return None


def remark(target: Target) -> str:
    """One line for the operator about the bundle for `target`."""
    if _interpreter(target):
        return f"bundled with bytecode for Python {target.python}"
    return (
        f"bundled without bytecode, because this machine has no Python {target.python}. "
        f"Cold starts take about twice as long. To avoid that, install it and deploy again"
    )


def _uv() -> str:
    return str(Path(sys.executable).parent / "uv")


def main() -> None:
    with alone():
        assets = build_all(LAMBDA, Deployment.load().chain)
    folders = (assets.functions, assets.deliver, assets.transcribe, assets.derive)
    for asset in dict.fromkeys(folders):
        size = sum(path.stat().st_size for path in asset.rglob("*") if path.is_file())
        print(f"{asset.relative_to(ROOT)}: {size / 1e6:.1f} MB, {LAMBDA.wheels}")
    print(remark(LAMBDA))


if __name__ == "__main__":
    main()
