"""`make remove`: what it removes, for whom, and what it says."""

import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from cdk.deployment import Deployment
from easel.callers.claims import Claimant
from easel.pictures.job import Job, Status
from easel.pictures.jpeg import read_jpeg
from easel.service import Service
from jumpstart.command.faults import Usage
from ops.remove import main, run
from tests.fake_adapters import FakeCdn
from tests.fakes import Aws, a_job, a_jpeg, a_picture

HOLDERS = [Claimant("key#ann", "key#ann"), Claimant("token#1", None)]
Draw = Callable[..., Job]


@pytest.fixture
def drawn(service: Service) -> Draw:
    """A function that makes a drawn picture that two callers hold; one of them shows it."""

    def make(**changes: Any) -> Job:
        job, _ = service.jobs.open(a_job(a_picture(**changes)))
        for holder in HOLDERS:
            service.claims.hold(job.id, holder, public=holder.owner is None)
            service.webhooks.register(job.id, holder, "https://hooks.example.com/easel")
        stored = [service.images.put(key, read_jpeg(a_jpeg())) for key in job.image_keys()]
        ended = service.endings.succeed(job, stored)
        assert ended
        return ended

    return make


def status(job: Job, service: Service) -> Status | None:
    found = service.jobs.get(job.id)
    return found.status if found else None


def test_a_picture_is_removed_although_callers_hold_it(
    service: Service, drawn: Draw, aws: Aws, cdn: FakeCdn
) -> None:
    job, kept = drawn(n=2), drawn(seed=9)
    said = run(job.id, service)
    assert said.startswith(f"{job.id} is deleted: 2 JPEGs and its page; 2 callers held it.")
    assert status(job, service) is Status.DELETED
    assert aws.keys("images") == [kept.page_key, *kept.image_keys()]
    assert cdn.forgotten == [f"{job.files_prefix}*", job.page_key]
    assert not service.claims.any_held(job.id)
    assert [place.image_id for place in service.claims.listed("public", 9)] == [kept.id]
    assert service.claims.any_held(kept.id)


def test_no_prompt_and_no_webhook_is_left_of_it(service: Service, drawn: Draw, aws: Aws) -> None:
    run(drawn(prompt="a secret fox").id, service)
    left = [aws.dynamodb.scan(TableName=table)["Items"] for table in ("jobs", "callers")]
    assert "secret" not in json.dumps(left, default=str)
    assert "hooks.example.com" not in json.dumps(left, default=str)


def test_a_second_removal_changes_nothing(service: Service, drawn: Draw, cdn: FakeCdn) -> None:
    job = drawn()
    run(job.id, service)
    assert "was deleted before" in run(job.id, service)
    assert len(cdn.references) == 1


def test_a_removal_that_was_cut_off_is_finished_by_the_next(
    service: Service, drawn: Draw, aws: Aws, cdn: FakeCdn
) -> None:
    job = drawn()
    cdn.refuses = EndpointConnectionError(endpoint_url="https://cloudfront.amazonaws.com")
    with pytest.raises(EndpointConnectionError):
        run(job.id, service)
    cdn.refuses = None
    service.claims.hold(job.id, HOLDERS[0])  # asked again meanwhile
    run(job.id, service)
    assert status(job, service) is Status.DELETED
    assert cdn.forgotten == [f"{job.files_prefix}*", job.page_key]
    assert aws.keys("images") == []


def test_a_picture_that_is_not_drawn_yet_never_comes(service: Service) -> None:
    job, _ = service.jobs.open(a_job())
    service.claims.hold(job.id, HOLDERS[0])
    assert run(job.id, service) == (f"{job.id} is deleted: it had no picture yet; 1 caller held it")
    assert status(job, service) is Status.DELETED
    stored = [service.images.put(key, read_jpeg(a_jpeg())) for key in job.image_keys()]
    assert service.endings.succeed(job, stored) is None


def test_an_unknown_id_is_refused(service: Service) -> None:
    with pytest.raises(Usage, match=r"there is no picture img_.*\[unknown_id\]"):
        run(a_job().id, service)


@pytest.mark.parametrize("typed", ["", "img_1", "audio_" + "a" * 26, "https://e.example/i/img_x"])
def test_what_is_not_an_id_is_refused_before_aws_is_asked(
    typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(monkeypatch)
    assert main([typed]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "is not the id of a picture — an id is img_" in line
    assert line.endswith("[bad_id]")


def test_help_says_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    assert "make remove" in capsys.readouterr().out


def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jumpstart.command.easel_toml.load", lambda: Deployment())


def deployed(**outputs: str) -> None:
    template = {"Resources": {"T": {"Type": "AWS::SNS::Topic"}},
                "Outputs": {name: {"Value": value} for name, value in outputs.items()}}  # fmt: skip
    boto3.client("cloudformation").create_stack(
        StackName="Easel", TemplateBody=json.dumps(template)
    )


def test_it_acts_on_the_deployed_stack(
    service: Service, drawn: Draw, aws: Aws, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    settings(monkeypatch)
    distribution = boto3.client("cloudfront").create_distribution(
        DistributionConfig={
            "CallerReference": "1", "Comment": "", "Enabled": True,
            "Origins": {"Quantity": 1, "Items": [
                {"Id": "s3", "DomainName": "images.s3.amazonaws.com", "S3OriginConfig":
                 {"OriginAccessIdentity": ""}}]},
            "DefaultCacheBehavior": {"TargetOriginId": "s3", "ViewerProtocolPolicy": "https-only"},
        }
    )["Distribution"]  # fmt: skip
    deployed(JobsTable="jobs", CallersTable="callers", ImagesBucket="images",
             DistributionId=distribution["Id"])  # fmt: skip
    job = drawn()
    assert main([job.id]) == 0
    assert "is deleted: 1 JPEG" in capsys.readouterr().out
    assert aws.keys("images") == []
    listed = boto3.client("cloudfront").list_invalidations(DistributionId=distribution["Id"])
    assert listed["InvalidationList"]["Quantity"] == 1


def test_a_stack_from_before_this_command_has_to_be_deployed_again(
    service: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(monkeypatch)
    deployed(CallersTable="callers")
    assert main([a_job().id]) == 1
    assert "bring it up to date: make deploy [too_old]" in capsys.readouterr().err
