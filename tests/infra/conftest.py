"""Every deployment that Easel knows, synthesized once: the CDK's Node takes seconds to start."""

from pathlib import Path
from typing import Any

import pytest

from cdk.bundle import Assets
from cdk.deployment import Deployment
from cdk.stacks.synthesis import synthesize

from .templates import ACCOUNT, REGION, Cloud, Synthesize

EXISTING: dict[str, Any] = {
    "mode": "realtime",
    "existing_endpoint": "My-Endpoint",
    "inference_component": "My-Component",
}

EXISTING_ASYNC: dict[str, Any] = {
    "existing_endpoint": "My-Async",
    "existing_answers": "s3://theirs/sd/out",
    "existing_failures": "s3://theirs/sd/broken/",
}
OWN_WEIGHTS: dict[str, Any] = {
    "model": "dogs",
    "model_data": "s3://mine/models/dogs/",
    "model_version": "3",
    "instance_type": "ml.g4dn.xlarge",
}


GATES: dict[str, Any] = {
    "domain": "draw.example.com",
    "certificate_arn": f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/1b2c3d4e",
    "hosted_zone_id": "Z0123456789ABC",
    "subnet_ids": ["subnet-0a1b2c3d", "subnet-1a2b3c4d"],
    "security_group_ids": ["sg-0a1b2c3d"],
    "waf": True,
    "access_logs": True,
    "moderation": "both",
}


@pytest.fixture(scope="session")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Assets:
    """Folders in the bundles' place, so that none is built for a look at the templates."""
    folder = tmp_path_factory.mktemp("assets")
    for name in ("functions", "transcribe", "derive"):
        (folder / name).mkdir()
        (folder / name / f"{name}.py").write_text("")
    functions, transcribe = folder / "functions", folder / "transcribe"
    return Assets(functions, functions, transcribe, folder / "derive")


@pytest.fixture(scope="session")
def synthesized(assets: Assets, tmp_path_factory: pytest.TempPathFactory) -> Synthesize:
    folders: dict[tuple[str, bool], Path] = {}

    def synthesized(*, validate: bool = True, afresh: bool = False, **settings: Any) -> Cloud:
        deployment = Deployment.model_validate(settings)
        dumped = deployment.model_dump_json()
        # cdk-nag changes nothing: what it was run over is good for every test.
        found = folders.get((dumped, True)) or folders.get((dumped, validate))
        if found and not afresh:
            return Cloud.read(found, deployment.name)
        folder = tmp_path_factory.mktemp("cdk.out")
        synthesize(
            deployment,
            assets=assets,
            output=folder,
            account=ACCOUNT,
            region=deployment.region or REGION,
            validate=validate,
        )
        if not afresh:
            folders[dumped, validate] = folder
        return Cloud.read(folder, deployment.name)

    return synthesized


@pytest.fixture(scope="session")
def queued(synthesized: Synthesize) -> Cloud:
    """The default: asynchronous inference."""
    return synthesized()


@pytest.fixture(scope="session")
def realtime(synthesized: Synthesize) -> Cloud:
    return synthesized(mode="realtime")


@pytest.fixture(scope="session")
def existing(synthesized: Synthesize) -> Cloud:
    """An endpoint that is there already, and an inference component on it."""
    return synthesized(**EXISTING)


@pytest.fixture(scope="session")
def bedrock(synthesized: Synthesize) -> Cloud:
    """A model on Amazon Bedrock, in another region than the stack."""
    return synthesized(mode="bedrock", bedrock_region="us-west-2")


@pytest.fixture(scope="session")
def guarded(synthesized: Synthesize) -> Cloud:
    """Every gate that an operator can add, in CloudFront's own region."""
    return synthesized(region="us-east-1", **GATES)


@pytest.fixture(scope="session")
def abroad(synthesized: Synthesize) -> Cloud:
    """The same in another region, where the firewall is a stack of its own."""
    return synthesized(**GATES)


@pytest.fixture(scope="session")
def budgeted(synthesized: Synthesize) -> Cloud:
    """A budget for the month, and translation, which it would stop."""
    return synthesized(monthly_budget_usd=100, alarm_email="ann@example.com", translate=True)


@pytest.fixture(scope="session")
def own_key(synthesized: Synthesize) -> Cloud:
    """A key of one's own, and all that it can encrypt."""
    everything: dict[str, Any] = {"alarm_email": "ann@example.com", "access_logs": True}
    return synthesized(region="us-east-1", own_key=True, **everything)


@pytest.fixture(scope="session")
def existing_async(synthesized: Synthesize) -> Cloud:
    """An asynchronous endpoint that is there already, and writes into a bucket of its own."""
    return synthesized(**EXISTING_ASYNC)


@pytest.fixture(scope="session", params=["async", "realtime"])
def own_weights(request: pytest.FixtureRequest, synthesized: Synthesize) -> Cloud:
    """Weights of your own, in each mode."""
    return synthesized(**OWN_WEIGHTS, mode=request.param)


@pytest.fixture(params=["queued", "realtime", "existing", "bedrock"])
def cloud(request: pytest.FixtureRequest) -> Cloud:
    """Each of the four in turn."""
    found: Cloud = request.getfixturevalue(request.param)
    return found
