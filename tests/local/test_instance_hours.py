"""With the rights of the template, the sweep counts the hours that the instances run."""

import json
from pathlib import Path

from cdk.deployment import Mode

from .conftest import running_api


def test_the_sweep_may_count_the_hours_of_the_instances(tmp_path: Path) -> None:
    with running_api(Mode.ASYNC, tmp_path, environment={"DAILY_INSTANCE_HOURS": "8"}) as api:
        easel = api.easel
        deliver = easel.deployed.named("AWS::Lambda::Function", "FunctionsDeliver")
        swept = easel.aws.client("lambda").invoke(FunctionName=deliver, Payload=b"{}")
        assert json.loads(swept["Payload"].read()) == {}
        jobs = easel.deployed.named("AWS::DynamoDB::Table", "StorageJobs")
        row = easel.aws.client("dynamodb").get_item(
            TableName=jobs, Key={"pk": {"S": "instance_hours"}}
        )
        # One instance runs here, and this was the first look.
        assert int(row["Item"]["used_s"]["N"]) == 60
