"""One Lambda function, made as all of Easel's are: on Graviton, with a log group of its own."""

from typing import cast

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as event_sources
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from .own_key import USE

_NETWORK_ACTIONS = (
    "CreateNetworkInterface",
    "DescribeNetworkInterfaces",
    "DescribeSubnets",
    "DeleteNetworkInterface",
    "AssignPrivateIpAddresses",
    "UnassignPrivateIpAddresses",
)


class GravitonFunction(lambda_.Function):
    """A Lambda function that may do only what it is allowed. `id` is its name in logs and metrics,
    with a capital letter. `key` encrypts its log, and what it reads and writes."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        handler: str,
        code: lambda_.Code,
        environment: dict[str, str],
        timeout: Duration,
        memory_mb: int,
        log_retention_days: int,
        metrics_namespace: str,
        key: kms.IKey | None,
        reserved_concurrency: int | None = None,
    ) -> None:
        log_group = logs.LogGroup(
            scope,
            f"{id}Log",
            retention=log_retention(log_retention_days),
            encryption_key=key,
            removal_policy=RemovalPolicy.DESTROY,
        )
        super().__init__(
            scope,
            id,
            runtime=lambda_.Runtime.PYTHON_3_13,
            architecture=lambda_.Architecture.ARM_64,
            handler=handler,
            code=code,
            environment={
                **environment,
                # Powertools writes it into every log line and metric.
                "POWERTOOLS_SERVICE_NAME": id.lower(),
                "POWERTOOLS_METRICS_NAMESPACE": metrics_namespace,
                "PYDANTIC_DISABLE_PLUGINS": "1",
            },
            timeout=timeout,
            memory_size=memory_mb,
            reserved_concurrent_executions=reserved_concurrency,
            log_group=log_group,
            role=iam.Role(
                scope, f"{id}Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com")
            ),
        )
        log_group.grant_write(self)
        if key:
            self.allow([*USE], key.key_arn)

    def allow(
        self, actions: list[str], *resources: str, conditions: dict[str, object] | None = None
    ) -> None:
        """Let the function take `actions` on the ARNs in `resources`."""
        self.add_to_role_policy(
            iam.PolicyStatement(actions=actions, resources=list(resources), conditions=conditions)
        )

    def work_on(self, queue: sqs.IQueue, *, at_once: int | None, batch_size: int = 1) -> None:
        """Wake the function for the messages in `queue`: so many executions `at_once` (None: as
        many as the account has), for so many messages each."""
        self.add_event_source(
            event_sources.SqsEventSource(
                queue,
                batch_size=batch_size,
                max_concurrency=at_once,
                report_batch_item_failures=True,
            )
        )

    def run_in(self, subnet_ids: list[str], security_group_ids: list[str]) -> None:
        """Run the function in a network of the operator's."""
        function = cast(lambda_.CfnFunction, self.node.default_child)
        function.vpc_config = lambda_.CfnFunction.VpcConfigProperty(
            subnet_ids=subnet_ids, security_group_ids=security_group_ids
        )
        # Lambda makes a network interface with the function's rights. These actions know no
        # resource that exists before.
        self.allow([f"ec2:{action}" for action in _NETWORK_ACTIONS], "*")

    def sweep_each_minute(self, scope: Construct, description: str) -> None:
        """Wake the function once a minute. If a sweep fails, or finds no room for a minute, it is
        not tried again: the next sweep does its work."""
        events.Rule(
            scope,
            "Sweep",
            description=description,
            schedule=events.Schedule.rate(Duration.minutes(1)),
            targets=[targets.LambdaFunction(self, retry_attempts=0)],
        )
        # EventBridge puts its events into a queue of Lambda's. From there Lambda itself would try
        # a failed sweep twice more, and would keep one that finds no room for six hours.
        self.configure_async_invoke(retry_attempts=0, max_event_age=Duration.seconds(60))


def log_retention(days: int) -> logs.RetentionDays:
    """The CDK's name for so many days."""
    names = {
        1: "ONE_DAY", 3: "THREE_DAYS", 5: "FIVE_DAYS", 7: "ONE_WEEK", 14: "TWO_WEEKS",
        30: "ONE_MONTH", 60: "TWO_MONTHS", 90: "THREE_MONTHS", 180: "SIX_MONTHS", 365: "ONE_YEAR",
    }  # fmt: skip
    return logs.RetentionDays[names[days]]
