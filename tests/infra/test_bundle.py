"""The functions' assets: complete, lean, the same bytes each time, for the machine they run on."""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from botocore import xform_name

from cdk import bundle
from cdk.bundle import DERIVE_LOCK, HERE, LAMBDA, LOCK, TRANSCRIBE_LOCK, Target
from cdk.deployment import ROOT
from easel.pictures.clip_tokens import MERGES
from tests.fakes import a_jpeg
from tests.recordings import recording

Build = Callable[..., Path]

# Lambda takes 250 MB unpacked; about a tenth of it is what a cold start should have to fetch.
_MAX_BYTES = 28_000_000
# FFmpeg takes four times that; nobody waits for the function that has it.
_MAX_TRANSCRIBE_BYTES = 130_000_000
# Pillow and its codecs take as much again. Nobody waits for that function either.
_MAX_DERIVE_BYTES = 51_000_000
# The loader's machine number in an ELF header, at byte 18: EM_AARCH64.
_AARCH64 = (183).to_bytes(2, "little")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    """`bundle.build` into a folder of the test's own, so that a running `make run` keeps its."""
    with pytest.MonkeyPatch.context() as patch:

        def build(target: Target, lock: Path = LOCK, *, afresh: bool = False) -> Path:
            folder = tmp_path_factory.mktemp("bundle")
            patch.setattr(bundle, "ROOT", folder)
            if not afresh:
                (ROOT / ".cache").mkdir(exist_ok=True)
                (folder / ".cache").symlink_to(ROOT / ".cache")
            try:
                return bundle.build(target, lock)
            except subprocess.CalledProcessError:
                if _package_index_answers(folder):
                    raise
                pytest.skip("the wheels are not in .cache/bundle and no package index answers")

        yield build


@pytest.fixture(scope="module")
def here(build: Build) -> Path:
    return build(HERE)


@pytest.fixture(scope="module")
def deployed(build: Build) -> Path:
    return build(LAMBDA)


@pytest.fixture(scope="module")
def hearing_here(build: Build) -> Path:
    """The asset of `transcribe`."""
    return build(HERE, TRANSCRIBE_LOCK)


@pytest.fixture(scope="module")
def hearing(build: Build) -> Path:
    return build(LAMBDA, TRANSCRIBE_LOCK)


def test_two_builds_give_the_same_bytes(build: Build, here: Path) -> None:
    assert _digests(build(HERE)) == _digests(here)


def test_a_build_that_installs_everything_anew_gives_the_same_bytes(
    build: Build, here: Path
) -> None:
    assert _digests(build(HERE, afresh=True)) == _digests(here)


def test_no_file_tells_where_it_was_built(here: Path) -> None:
    built_in = str(here.parent).encode()
    assert not [path for path in _files(here) if built_in in path.read_bytes()]


def test_the_handlers_import_from_the_asset_and_the_standard_library_alone(here: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import easel.generate, easel.deliver, easel.announce, easel.transcribe\n"
        "print(easel.webhooks.receiver.DEFAULT_CA_BUNDLE)\n"
        "print(*{m.__file__ for m in sys.modules.values() if getattr(m, '__file__', None)})"
    )
    # -S: without it, this environment's own site-packages would fill every gap.
    command = [sys.executable, "-I", "-S", "-c", code, str(here)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ours = [path for path in done.stdout.split() if "site-packages" in path]
    assert ours == []
    assert str(here / "easel" / "deliver.py") in done.stdout.split()
    authorities = Path(done.stdout.split()[0])
    assert authorities.is_relative_to(here)
    assert "BEGIN CERTIFICATE" in authorities.read_text("utf-8")


def test_botocore_knows_the_services_that_the_functions_call_and_no_other(here: Path) -> None:
    source = (ROOT / "lambda" / "easel" / "adapters.py").read_text()
    called = set(re.findall(r'self\.client\(\s*"([a-z0-9-]+)"', source))
    assert len(called) >= 5
    data = here / "botocore" / "data"
    assert {path.name for path in data.iterdir() if path.is_dir()} == called


def test_botocore_knows_the_calls_that_the_functions_make_and_no_other(here: Path) -> None:
    sources = (path.read_text() for path in (ROOT / "lambda" / "easel").rglob("*.py"))
    called = {
        call
        for source in sources
        for call in re.findall(r"self\.(?:_client|client|_table\.client)\s*\.(\w+)\(", source)
        # Of the query that is called elsewhere as well; and what makes no call of its own.
        if call not in ("get_paginator", "generate_presigned_post")
    } | {"get_secret_value", "create_bucket"}  # on a client of adapters.py; what a form's URL is of
    models = (here / "botocore" / "data").glob("*/*/service-2.json")
    known = {
        xform_name(operation)
        for model in models
        for operation in json.loads(model.read_text())["operations"]
    }
    assert known == called


def test_what_is_left_of_botocore_signs_an_upload(here: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import boto3\n"
        "s3 = boto3.client('s3', region_name='eu-west-1')\n"
        "print(s3.generate_presigned_post('audio', 'recordings/a')['fields']['key'])"
    )
    command = [sys.executable, "-I", "-S", "-c", code, str(here)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("recordings/a\n", "")


def test_what_is_left_of_open_clip_counts_the_tokens_of_a_long_prompt(here: Path) -> None:
    assert [path.name for path in (here / "open_clip").iterdir()] == [MERGES]
    assert (here / "open_clip" / MERGES).stat().st_size < 300_000
    assert [path.name for path in here.glob("open_clip_torch-*.dist-info/licenses/*")] == [
        "LICENSE"
    ]
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from easel.pictures.clip_tokens import read_part\n"
        "print(len(read_part('Donaudampfschifffahrtsgesellschaftskapit\xe4n ' * 9)))"
    )
    command = [sys.executable, "-I", "-S", "-c", code, str(here)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("180\n", "")


def test_mozjpeg_makes_a_jpeg_smaller_without_cffi(here: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from easel.pictures.jpeg import read_jpeg\n"
        "from easel.pictures.recompress import Recompressor\n"
        "jpeg, recompressor = read_jpeg(sys.stdin.buffer.read()), Recompressor()\n"
        "print(len(recompressor.smaller(jpeg).data) < len(jpeg.data))\n"
        "recompressor.close()"
    )
    command = [sys.executable, "-I", "-S", "-c", code, str(here)]
    done = subprocess.run(command, input=a_jpeg(64, 48), capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"True\n", b"")


@pytest.mark.parametrize(
    "unused", ["open_clip_train", "bin", "boto3/data", "boto3/examples", "cffi", "pycparser"]
)
def test_what_no_function_reads_is_left_out(here: Path, unused: str) -> None:
    assert not (here / unused).exists()


def test_no_list_of_installed_files_makes_builds_differ(here: Path) -> None:
    assert list(here.glob("*.dist-info"))
    assert not list(here.rglob("RECORD"))


def test_nothing_hidden_is_deployed(here: Path) -> None:
    assert not [path.name for path in here.iterdir() if path.name.startswith(".")]


def test_every_module_is_compiled_and_its_source_never_asked(here: Path) -> None:
    for source in (here / "easel").rglob("*.py"):
        (compiled,) = (source.parent / "__pycache__").glob(f"{source.stem}.*.pyc")
        # PEP 552: bit 0, the hash stands for the source; bit 1 unset, nobody compares them.
        assert compiled.read_bytes()[4:8] == (1).to_bytes(4, "little")


def test_our_source_is_the_whole_of_lambda_easel_and_the_page(here: Path) -> None:
    page = {f"web/{name}": content for name, content in _sources(bundle.WEB).items()}
    assert _sources(here / "easel") == _sources(bundle.SOURCE) | page


def test_the_deployed_asset_is_for_graviton(deployed: Path) -> None:
    libraries = [path for path in _files(deployed) if path.suffix == ".so"]
    assert {path.name.split(".")[0] for path in libraries} == {
        "pyjpegli",
        "_pydantic_core",
        "orjson",
        "_mozjpeg_opti",
        "_pybase64",
    }
    for library in libraries:
        # abi3: for any version of Python
        assert library.name.endswith((".cpython-313-aarch64-linux-gnu.so", ".abi3.so"))
        assert library.read_bytes()[18:20] == _AARCH64


def test_the_deployed_asset_is_small(deployed: Path) -> None:
    assert sum(path.stat().st_size for path in _files(deployed)) < _MAX_BYTES


def test_both_assets_hold_the_same_packages(here: Path, deployed: Path) -> None:
    assert _packages(here) == _packages(deployed)


def test_the_asset_of_transcribe_holds_all_of_the_others_and_the_decoder(
    here: Path, hearing_here: Path
) -> None:
    others, its = _digests(here), _digests(hearing_here)
    assert {path: its.get(path) for path in others} == others
    more = {path.split("/")[0].split("-")[0] for path in its.keys() - others.keys()}
    assert more == {"av", "av.libs"}


def test_the_asset_of_transcribe_decodes_by_itself(hearing_here: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from easel.recordings.decoder import wav\n"
        "print(len(wav(sys.stdin.buffer.read(), 120)), 'numpy' in sys.modules)"
    )
    command = [sys.executable, "-I", "-S", "-c", code, str(hearing_here)]
    heard = subprocess.run(command, input=recording("circle.mp3"), capture_output=True, check=False)
    assert (heard.stdout, heard.stderr) == (b"99564 False\n", b"")


def test_the_decoder_is_deployed_for_graviton_and_as_small_as_its_wheel(hearing: Path) -> None:
    files = {path: path.read_bytes() for path in _files(hearing)}
    machines = {data[18:20] for data in files.values() if data.startswith(b"\x7fELF")}
    assert machines == {_AARCH64}
    assert any(path.name.startswith("libavcodec") for path in files)
    assert sum(map(len, files.values())) < _MAX_TRANSCRIBE_BYTES


def test_the_asset_of_derive_holds_all_of_the_others_and_encodes_by_itself(
    build: Build, here: Path
) -> None:
    deriving_here = build(HERE, DERIVE_LOCK)
    others, its = _digests(here), _digests(deriving_here)
    assert {path: its.get(path) for path in others} == others
    more = {path.split("/")[0].split("-")[0] for path in its.keys() - others.keys()}
    assert more == {"PIL", "pillow.libs", "pillow"}
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import easel.derive\n"
        "from easel.pictures.encoder import encode, read\n"
        "from easel.settings import RenditionKind\n"
        "made = encode(read(sys.stdin.buffer.read()), RenditionKind)\n"
        "print(*(one.kind.value for one in made))"
    )
    command = [sys.executable, "-I", "-S", "-c", code, str(deriving_here)]
    done = subprocess.run(command, input=a_jpeg(), capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"thumbnail webp avif\n", b"")


def test_the_encoders_are_deployed_for_graviton(build: Build) -> None:
    files = {path: path.read_bytes() for path in _files(build(LAMBDA, DERIVE_LOCK))}
    machines = {data[18:20] for data in files.values() if data.startswith(b"\x7fELF")}
    assert machines == {_AARCH64}
    encoders = {path.name.split(".")[0] for path in files if path.parent.name == "PIL"}
    assert encoders >= {"_imaging", "_webp", "_avif"}
    assert sum(map(len, files.values())) < _MAX_DERIVE_BYTES


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in _files(folder)
    }


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _packages(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.dist-info")}


def _package_index_answers(folder: Path) -> bool:
    """Whether uv finds a package, any package: tells a broken lock from a missing network."""
    uv = Path(sys.executable).parent / "uv"
    asked = folder / "asked"
    command: list[str | Path] = [uv, "pip", "install", "--dry-run", "--target", asked, "six"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _sources(folder: Path) -> dict[str, bytes]:
    """Every file by its path: the modules, and the pages, the contract and the rest they read."""
    found = [path for path in _files(folder) if path.suffix != ".pyc"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}
