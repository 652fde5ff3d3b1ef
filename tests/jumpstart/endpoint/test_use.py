"""`python -m jumpstart.use` lets Easel draw with an endpoint that exists."""

import base64
import tomllib
from pathlib import Path

import pytest

from cdk.deployment import Deployment
from jumpstart import use
from jumpstart.command import easel_toml
from jumpstart.command.console import Console
from jumpstart.command.faults import Fault, Usage
from tests.jumpstart.endpoint.account import ASYNC, NAME, Account
from tests.jumpstart.endpoint.fake_sagemaker import FakeRuntime

PICTURE = base64.b64encode(b"\xff\xd8\xff\xe0a picture").decode()


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "easel.toml"
    path.write_text(easel_toml.PATH.read_text())
    return path


def used(account: Account, settings: Path, *arguments: str) -> dict[str, object]:
    use.use(use.parser().parse_args([*arguments, "--settings", str(settings)]), account.console)
    return tomllib.loads(settings.read_text())


def test_the_endpoint_is_written_and_every_comment_stays(
    account: Account, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account.deploy()
    before = settings.read_text().splitlines()
    used(account, settings)
    after = settings.read_text().splitlines()
    changed = {new for old, new in zip(before, after, strict=True) if old != new}
    assert changed == {'mode = "realtime"', f'existing_endpoint = "{NAME}"'}
    assert Deployment.load(path=settings).endpoint_name == NAME
    assert f'+ existing_endpoint = "{NAME}"' in capsys.readouterr().out


def test_a_second_use_changes_nothing(
    account: Account, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account.deploy()
    first = used(account, settings)
    assert used(account, settings) == first
    assert "is up to date already" in capsys.readouterr().out


def test_own_goes_back_to_the_endpoint_that_easel_makes(account: Account, settings: Path) -> None:
    account.deploy()
    before = settings.read_text()
    used(account, settings)
    used(account, settings, "--own")
    assert settings.read_text() == before


def test_a_given_region_is_written(account: Account, settings: Path) -> None:
    account.deploy()
    assert used(account, settings, "--region", "us-east-1")["region"] == "us-east-1"


def test_an_endpoint_of_another_region_than_easel_s_is_refused(
    account: Account, settings: Path
) -> None:
    settings.write_text(settings.read_text().replace('\nregion = ""', '\nregion = "eu-west-1"'))
    with pytest.raises(Usage, match="other_region"):
        used(account, settings)


def test_an_endpoint_that_is_not_there_is_refused(account: Account, settings: Path) -> None:
    with pytest.raises(Fault, match="no_endpoint"):
        used(account, settings, "nowhere")


def test_an_endpoint_that_does_not_serve_yet_is_refused(account: Account, settings: Path) -> None:
    account.deploy("--no-wait")
    with pytest.raises(Fault, match=r"is Creating.*\[not_in_service\]"):
        used(account, settings)


def test_sagemaker_says_that_an_endpoint_is_asynchronous_and_where_it_writes(
    account: Account, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account.deploy(*ASYNC)
    written = used(account, settings)
    assert written["mode"] == "async"
    assert written["existing_answers"] == "s3://mine/easel/answers"
    assert written["existing_failures"] == "s3://mine/easel/failures"
    place = Deployment.load(path=settings).answers_place
    assert (place.bucket, place.answers, place.failures) == (
        "mine", "easel/answers/", "easel/failures/",
    )  # fmt: skip
    assert "mine must send its events to EventBridge" in capsys.readouterr().out


def test_a_realtime_endpoint_after_an_asynchronous_one_leaves_no_places_behind(
    account: Account, settings: Path
) -> None:
    account.deploy(*ASYNC)
    account.deploy("--name", "other")
    used(account, settings)
    written = used(account, settings, "other")
    assert (written["mode"], written["existing_answers"]) == ("realtime", "")


def test_an_asynchronous_endpoint_without_a_place_for_failures_is_refused(
    account: Account, settings: Path
) -> None:
    account.deploy(*ASYNC)
    del account.sagemaker.configs[NAME]["AsyncInferenceConfig"]["OutputConfig"]["S3FailurePath"]
    with pytest.raises(Fault, match=r"S3FailurePath.*\[asynchronous\]"):
        used(account, settings)
    assert settings.read_text() == easel_toml.PATH.read_text()


def test_an_asynchronous_endpoint_is_not_tried(account: Account, settings: Path) -> None:
    account.deploy(*ASYNC)
    with pytest.raises(Usage, match=r"jumpstart.evaluate.*\[no_try\]"):
        used(account, settings, "--try")
    assert settings.read_text() == easel_toml.PATH.read_text()


def test_the_only_inference_component_is_found(account: Account, settings: Path) -> None:
    account.deploy()
    account.sagemaker.components = ["one"]
    assert used(account, settings)["inference_component"] == "one"


def test_if_there_are_several_inference_components_one_must_be_chosen(
    account: Account, settings: Path
) -> None:
    account.deploy()
    account.sagemaker.components = ["one", "two"]
    with pytest.raises(Usage, match=r"one, two \[which_component\]"):
        used(account, settings)
    given = used(account, settings, "--inference-component", "two")
    assert given["inference_component"] == "two"


def runtime(account: Account, body: dict[str, object]) -> FakeRuntime:
    account.deploy()
    fake = FakeRuntime(body)
    account.console.clients["sagemaker-runtime"] = fake.client
    return fake


def test_try_draws_one_tiny_picture_first(
    account: Account, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = runtime(account, {"generated_images": [PICTURE], "prompt": "a red circle"})
    used(account, settings, "--try", "--inference-component", "one")
    [(_, request)] = fake.calls
    assert (request["Accept"], request["InferenceComponentName"]) == (
        "application/json;jpeg",
        "one",
    )
    assert "drew a picture of 256×256" in capsys.readouterr().out


@pytest.mark.parametrize(
    "body",
    [{"generated_images": []}, {"outputs": "?"}, {"generated_images": ["bm8="]}],
    ids=["no picture", "another shape", "no JPEG"],
)
def test_an_endpoint_with_another_contract_is_not_used(
    account: Account, settings: Path, body: dict[str, object]
) -> None:
    runtime(account, body)
    with pytest.raises(Fault, match="other_contract"):
        used(account, settings, "--try")
    assert settings.read_text() == easel_toml.PATH.read_text()


def test_a_model_that_fails_is_not_used(account: Account, settings: Path) -> None:
    runtime(account, {}).refuse("InvokeEndpoint", "ModelError", "CUDA out of memory")
    with pytest.raises(Fault, match=r"CUDA out of memory.*\[model_error\]"):
        used(account, settings, "--try")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('mode = "async"  # why\n', 'mode = "realtime"  # why\n'),
        ("mode='async'\n", 'mode = "realtime"\n'),
        ('# mode = "async"\n', '# mode = "async"\nmode = "realtime"\n'),
        ("", '\nmode = "realtime"\n'),
        ('  mode = "async"\n', 'mode = "realtime"\n'),
        ('"mode" = "async"\n', 'mode = "realtime"\n'),
        ('mode = "async"\r\n# x\r\n', 'mode = "realtime"\r\n# x\r\n'),
        ("# x\r\n", '# x\r\nmode = "realtime"\r\n'),
    ],
    ids=[
        "with a comment",
        "in single quotes",
        "commented out",
        "not there",
        "indented",
        "in a quoted key",
        "on Windows",
        "not there, on Windows",
    ],
)
def test_a_setting_is_changed_in_its_line(before: str, after: str) -> None:
    assert easel_toml.changed(before, {"mode": "realtime"}) == after


def test_a_file_that_would_not_be_valid_is_not_written() -> None:
    with pytest.raises(Usage, match="bad_settings"):
        easel_toml.changed("", {"existing_endpoint": "x", "mode": "async"})


@pytest.mark.parametrize(
    "text", ['blocked_words = [\n"x",\nmode = "async"\n', 'mode = """\nasync"""\n', "mo"]
)
def test_a_setting_that_is_not_in_one_line_is_left_to_a_person(text: str) -> None:
    with pytest.raises(Usage, match=r'to say mode = "realtime".*\[bad_settings\]'):
        easel_toml.changed(text, {"mode": "realtime"})


@pytest.mark.parametrize("content", [b"mode = ", b'name = "\xff"'], ids=["broken", "Latin 1"])
def test_a_file_that_is_no_toml_is_a_plain_fault(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "easel.toml"
    path.write_bytes(content)
    for arguments in (["--own"], []):
        argv = [*arguments, "--dry-run", "--region", "us-east-1", "--settings", str(path)]
        with pytest.raises(Usage, match="bad_settings"):
            use.use(use.parser().parse_args(argv), Console("us-east-1", dry_run=True))


def test_line_endings_stay_as_they_are(account: Account, settings: Path) -> None:
    account.deploy()
    settings.write_bytes(settings.read_bytes().replace(b"\n", b"\r\n"))
    used(account, settings)
    assert settings.read_bytes().count(b"\n") == settings.read_bytes().count(b"\r\n")


def test_a_model_with_a_broken_file_must_be_resolved_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(easel_toml, "MODELS", tmp_path)
    (tmp_path / "mine.json").write_text('{"model_id": "mi')
    with pytest.raises(Usage, match=r"make resolve MODEL_ID=mine \[not_resolved\]"):
        easel_toml.resolved("mine")
