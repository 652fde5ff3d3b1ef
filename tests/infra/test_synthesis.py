"""`python -m cdk.app`, as make runs it: on a bare machine, and with settings that cannot be."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cdk import app, bundle
from cdk.deployment import ROOT, Deployment

from .templates import Cloud


def test_the_templates_need_neither_a_network_nor_the_machines_own_node(tmp_path: Path) -> None:
    bundle.build_all(bundle.HERE)  # the wheels may have to be fetched, once
    bare = {name: os.environ[name] for name in ("HOME", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        [*_without_network(), sys.executable, "-m", "cdk.app", "--here", "--output", tmp_path],
        cwd=ROOT,
        env={**bare, "PATH": str(tmp_path)},  # an empty folder: no node, no uv, no docker
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    cloud = Cloud.read(tmp_path, "Easel")
    assert len(cloud.templates) == 2
    assert [line.split(": ")[0] for line in done.stdout.splitlines()] == [
        str(template.path) for template in cloud.templates
    ]
    manifest = json.loads((tmp_path / "Easel.assets.json").read_text())
    zips = [f for f in manifest["files"].values() if f["source"]["packaging"] == "zip"]
    folders = [tmp_path / code["source"]["path"] for code in zips]
    assert all((folder / "easel" / "generate.py").is_file() for folder in folders)
    # What only one function needs, only its asset has.
    for library in ("av", "PIL"):
        having = [folder for folder in folders if (folder / library).is_dir()]
        assert (len(folders), len(having)) == (3, 1)


@pytest.fixture
def without_a_bundle(
    assets: bundle.Assets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "build_all", lambda _target, _chain: assets)
    monkeypatch.setenv("CDK_OUTDIR", str(tmp_path))


def test_a_bad_setting_ends_in_one_line_and_no_trace(
    without_a_bundle: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["cdk.app", "--deployment", '{"mode": "batch"}'])
    with pytest.raises(SystemExit, match=r"^easel\.toml: mode: Input should be 'async'"):
        app.main()


def test_a_region_without_the_model_ends_in_one_line_and_no_trace(
    without_a_bundle: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["cdk.app", "--here", "--region", "ap-southeast-7"])
    with pytest.raises(SystemExit, match="not offered in ap-southeast-7"):
        app.main()


def test_a_file_that_is_not_toml_ends_in_one_line_and_no_trace(
    without_a_bundle: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "easel.toml"
    broken.write_text("mode = async\n")
    load = Deployment.load
    monkeypatch.setattr(Deployment, "load", lambda: load(path=broken))
    monkeypatch.setattr(sys, "argv", ["cdk.app", "--here"])
    with pytest.raises(SystemExit, match=r"easel\.toml"):
        app.main()


def test_the_region_of_easel_toml_comes_before_that_of_the_credentials(
    without_a_bundle: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Deployment(region="eu-north-1").model_dump_json()
    arguments = ["--here", "--region", "us-east-1", "--deployment", settings]
    monkeypatch.setattr(sys, "argv", ["cdk.app", *arguments, "--output", str(tmp_path)])
    app.main()
    model = Cloud.read(tmp_path, "Easel").paid_endpoint.one("AWS::SageMaker::Model")
    assert "dkr.ecr.eu-north-1." in model["PrimaryContainer"]["Image"]


def _without_network() -> list[str]:
    """A network namespace of its own, where this machine grants one."""
    unshare = shutil.which("unshare")
    if unshare and subprocess.run([unshare, "-rn", "true"], check=False).returncode == 0:
        return [unshare, "-rn"]
    return []
