"""What the operator sees and hears: a dashboard, and the alarms that a person should be woken for.

Each alarm has a page in docs/runbooks/, which says what to do. Without `alarm_email` nobody would
hear them, so only the alarm of the dead letters is made.
"""

import re
from collections.abc import Mapping
from typing import cast

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as cloudwatch_actions
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from ..deployment import Deployment, Mode
from .functions import Functions

_OVER = cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD
_FROM = cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
_OK_IF_MISSING = cloudwatch.TreatMissingData.NOT_BREACHING
# A job is settled at its deadline, or five minutes later if its answer has arrived by then.
_SETTLED_WITHIN_S = 600


class Operation(Construct):
    """`queues` are those whose messages must not grow old, by name."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        deployment: Deployment,
        functions: Functions,
        queues: Mapping[str, sqs.Queue],
        dead_letters: sqs.Queue,
        key: kms.IKey | None,
    ) -> None:
        super().__init__(scope, id)
        self._deployment, self._queues, self._dead_letters = deployment, queues, dead_letters
        self._functions = functions.by_name
        address = deployment.alarm_email
        self._topic = self._mail_to(address, key) if address else None
        self._alarm(
            "DeadLetters",
            "Messages were set aside, because a function could not handle them.",
            dead_letters.metric_approximate_number_of_messages_visible(),
            1,
        )
        if self._topic:
            self._alarms()
        self._dashboard()

    def _mail_to(self, address: str, key: kms.IKey | None) -> sns.Topic:
        # Encryption needs a key of one's own, for CloudWatch may not use AWS's. Without one: an
        # alarm tells of a metric, and of nobody's prompt.
        topic = sns.Topic(
            self,
            "Alarms",
            display_name=self._deployment.name,
            enforce_ssl=True,
            master_key=key,
        )
        topic.add_subscription(subscriptions.EmailSubscription(address))
        return topic

    def _alarms(self) -> None:
        late_s = self._deployment.job_deadline_s + _SETTLED_WITHIN_S
        self._alarm(
            "Broke",
            "A request met a fault in Easel's own code, and was answered with 500.",
            self._ours("Broke", "generate"),
            1,
        )
        self._alarm(
            "JobsFail",
            "More than one in five pictures fails, and at least five failed in 15 minutes.",
            self._failure_share(),
            0.2,
            compare=_OVER,
        )
        self._alarm(
            "OldJob",
            "A picture is overdue, or nobody has looked for overdue pictures for 15 minutes.",
            self._ours("OldestJob", "deliver", "Maximum"),
            late_s,
            compare=_OVER,
            periods=3,
            missing=cloudwatch.TreatMissingData.BREACHING,
        )
        self._alarm(
            "OldMessage",
            "A message waits in a queue for longer than any job may take.",
            self._oldest_message(),
            late_s,
            compare=_OVER,
        )
        self._alarm(
            "Throttled",
            "Lambda has had no room for Easel's functions for 15 minutes.",
            self._throttles(),
            1,
            periods=3,
        )
        if self._deployment.mode is Mode.ASYNC:
            self._alarm(
                "NoInstance",
                "Pictures have waited for 20 minutes, and no instance has started.",
                self._of_endpoint("HasBacklogWithoutCapacity"),
                1,
                periods=4,
            )

    def _alarm(
        self,
        name: str,
        means: str,
        metric: cloudwatch.IMetric,
        threshold: float,
        *,
        compare: cloudwatch.ComparisonOperator = _FROM,
        periods: int = 1,
        missing: cloudwatch.TreatMissingData = _OK_IF_MISSING,
    ) -> None:
        """An alarm after `periods` of 5 minutes in a row. The topic hears when it begins and
        ends."""
        alarm = cloudwatch.Alarm(
            self,
            name,
            alarm_description=f"Easel: {means} What to do: docs/runbooks/{runbook(name)}",
            metric=metric,
            threshold=threshold,
            comparison_operator=compare,
            evaluation_periods=periods,
            treat_missing_data=missing,
        )
        if self._topic:
            action = cloudwatch_actions.SnsAction(cast("sns.ITopic", self._topic))
            alarm.add_alarm_action(action)
            alarm.add_ok_action(action)

    def _ours(self, name: str, function: str, statistic: str = "Sum") -> cloudwatch.Metric:
        """A metric that `function` writes."""
        return cloudwatch.Metric(
            namespace=self._deployment.name,
            metric_name=name,
            dimensions_map={"service": function},
            statistic=statistic,
        )

    def _of_endpoint(self, name: str) -> cloudwatch.Metric:
        return cloudwatch.Metric(
            namespace="AWS/SageMaker",
            metric_name=name,
            dimensions_map={"EndpointName": self._deployment.endpoint_name},
            # Of five minutes, each has to breach.
            statistic="Minimum",
        )

    def _failure_share(self) -> cloudwatch.MathExpression:
        return cloudwatch.MathExpression(
            expression="IF(failed >= 5, failed / (failed + FILL(drawn, 0)), 0)",
            label="failed",
            using_metrics={
                "failed": self._ours("JobsFailed", "deliver"),
                "drawn": self._ours("PicturesDrawn", "deliver"),
            },
            period=Duration.minutes(15),
        )

    def _oldest_message(self) -> cloudwatch.MathExpression:
        return cloudwatch.MathExpression(
            expression=f"MAX([{', '.join(self._queues)}])",
            label="age of the oldest message",
            using_metrics={
                name: queue.metric_approximate_age_of_oldest_message()
                for name, queue in self._queues.items()
            },
        )

    def _throttles(self) -> cloudwatch.MathExpression:
        return cloudwatch.MathExpression(
            expression=f"SUM([{', '.join(self._functions)}])",
            label="throttled calls",
            using_metrics={
                name: function.metric_throttles() for name, function in self._functions.items()
            },
        )

    def _dashboard(self) -> None:
        dashboard = cloudwatch.Dashboard(
            self,
            "Dashboard",
            dashboard_name=self._deployment.name,
            default_interval=Duration.hours(24),
        )
        dashboard.add_widgets(
            _graph("Requests", self._ours("Requests", "generate"),
                   self._ours("Broke", "generate"), self._ours("Unavailable", "generate")),
            _graph("Pictures", self._ours("PicturesDrawn", "deliver"),
                   self._ours("JobsFailed", "deliver"), self._ours("CacheHits", "generate")),
            _graph("Time of a picture (ms)", self._ours("ModelTime", "deliver", "p50"),
                   self._ours("ModelTime", "deliver", "p95")),
        )  # fmt: skip
        dashboard.add_widgets(
            _graph("Waiting for the model", *self._endpoint_backlog()),
            _graph("Age of the oldest message (s)", self._oldest_message(),
                   self._ours("OldestJob", "deliver", "Maximum")),
            _graph("Set aside", self._dead_letters.metric_approximate_number_of_messages_visible()),
        )  # fmt: skip
        dashboard.add_widgets(
            _graph("Recordings", self._ours("TranscriptionsStarted", "transcribe"),
                   self._ours("RecordingsUnderstood", "generate"),
                   self._ours("RecordingsFailed", "transcribe")),
            _graph("Webhooks", self._ours("WebhooksTold", "announce"),
                   self._ours("WebhooksNotTold", "announce")),
            _graph("Functions at once", *self._executions(), self._throttles()),
        )  # fmt: skip
        if self._deployment.renditions:
            dashboard.add_widgets(
                _graph("Renditions", self._ours("RenditionsMade", "derive"),
                       self._ours("JpegsUnreadable", "derive")),
            )  # fmt: skip

    def _endpoint_backlog(self) -> list[cloudwatch.IMetric]:
        if self._deployment.mode is Mode.ASYNC:
            return [self._of_endpoint("ApproximateBacklogSize")]
        return [self._queues["pictures"].metric_approximate_number_of_messages_visible()]

    def _executions(self) -> list[cloudwatch.IMetric]:
        return [
            function.metric("ConcurrentExecutions", statistic="Maximum", label=name)
            for name, function in self._functions.items()
        ]


def runbook(alarm: str) -> str:
    """The file in docs/runbooks/ that says what to do about `alarm`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", alarm).lower() + ".md"


def _graph(title: str, *metrics: cloudwatch.IMetric) -> cloudwatch.GraphWidget:
    return cloudwatch.GraphWidget(title=title, left=list(metrics), width=8)
