"""The CDK's output for the service on this machine. It is kept in .cache/synth, and made again only
if a source changed."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cdk.deployment import Deployment

from .ministack import ACCOUNT, REGION, ROOT

KEPT = ROOT / ".cache" / "synth"
# The tests deploy with a dozen settings. The assets of one state of the sources take 220 MB.
KEEPS = 24
# The files that decide what the template and the functions' assets hold. Folders in them count too.
_SOURCES = (
    "cdk/**/*", "contract/**/*", "lambda/easel/**/*", "web/*", "jumpstart/models/**/*",
    "requirements/*.txt",
)  # fmt: skip


class SynthesisFailed(Exception):
    """The CDK could not write the template; the text holds the end of what it said."""


def synthesized(deployment: Deployment, kept: Path = KEPT) -> Path:
    """The folder with the CDK's output for `deployment`, in the folder `kept`.

    The CDK runs in a process of its own: its Node takes ten seconds to start and 200 MB of memory.

    Raises:
        SynthesisFailed
    """
    settings = deployment.model_dump_json()
    assembly = kept / _digest(settings)
    if not assembly.is_dir():
        kept.mkdir(parents=True, exist_ok=True)
        # One at a time: another Easel that starts now may make the same.
        with kept.with_name(f"{kept.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not assembly.is_dir():
                _make(settings, assembly)
    os.utime(assembly)  # it was used now
    return assembly


def _make(settings: str, assembly: Path) -> None:
    kept = assembly.parent
    # In another folder, then moved: it may be stopped.
    with tempfile.TemporaryDirectory(dir=kept, ignore_cleanup_errors=True) as folder:
        fresh = Path(folder) / assembly.name
        _synthesize(settings, fresh)
        _share_assets(fresh, kept)
        fresh.rename(assembly)
        _forget(kept)


def _digest(settings: str) -> str:
    digest = hashlib.sha256(settings.encode())
    for source in _SOURCES:
        for path in sorted(path for path in ROOT.glob(source) if _is_source(path)):
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _is_source(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def _synthesize(settings: str, output: Path) -> None:
    command: list[str | Path] = [
        sys.executable, "-m", "cdk.app", "--here", "--output", output,
        "--account", ACCOUNT, "--region", REGION, "--deployment", settings,
    ]  # fmt: skip
    # In a session of its own, so that Ctrl-C does not reach it: we stop when it is done.
    done = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, text=True, start_new_session=True
    )
    if done.returncode:
        raise SynthesisFailed(f"the CDK could not synthesize the template:\n{done.stderr[-2000:]}")


def _share_assets(assembly: Path, kept: Path) -> None:
    """Move the assets of `assembly` into `kept`, beside those of others, and leave links. An asset
    has the hash of its content in its name."""
    for asset in assembly.glob("asset.*"):
        shared = kept / asset.name
        if shared.is_dir():
            shutil.rmtree(asset)
        else:
            asset.rename(shared)
        asset.symlink_to(shared, target_is_directory=True)


def _forget(kept: Path) -> None:
    """Remove the syntheses that were not used for longest, the assets that none of the others links
    to, and what a kill left half-made a day ago."""
    by_use = sorted(kept.glob("*/manifest.json"), key=lambda found: found.parent.stat().st_mtime)
    for old in by_use[:-KEEPS]:
        shutil.rmtree(old.parent, ignore_errors=True)
    for half in kept.glob("tmp*"):
        if half.stat().st_mtime < time.time() - 24 * 60 * 60:
            shutil.rmtree(half, ignore_errors=True)
    linked = {link.resolve() for link in kept.glob("*/asset.*") if link.is_symlink()}
    for asset in kept.glob("asset.*"):
        if asset.resolve() not in linked:
            shutil.rmtree(asset, ignore_errors=True)
