"""The functions: what each one runs, and what wakes it."""

from functools import cached_property
from pathlib import Path

from aws_cdk import Duration, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from ..bundle import Assets
from ..deployment import Deployment, Mode
from .audio import TRANSCRIBE_TIMEOUT, Audio
from .environment import Environments
from .front import Front
from .graviton_function import GravitonFunction
from .moderation import PromptGuardrail
from .queues import WorkQueue
from .renditions import DERIVE_MEMORY_MB, DERIVE_TIMEOUT, Renditions
from .rights import Rights
from .storage import Storage, created
from .webhooks import ANNOUNCE_TIMEOUT, Webhooks

# generate answers within API Gateway's 29 s.
_GENERATE_TIMEOUT = Duration.seconds(29)
# A draw takes up to 70 s. An answer from S3 is delivered in a second or two.
_DELIVER_TIMEOUT = {
    Mode.ASYNC: Duration.seconds(30),
    Mode.REALTIME: Duration.seconds(90),
    Mode.BEDROCK: Duration.seconds(90),
}
# Bedrock takes so many calls a minute, and a picture takes 3 to 10 s. More jobs at once would only
# be turned away more often.
_BEDROCK_AT_ONCE = 5


class Functions(Construct):
    """`derive` is None if easel.toml wants no renditions."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        deployment: Deployment,
        storage: Storage,
        front: Front,
        audio: Audio,
        dead_letters: sqs.IQueue,
        assets: Assets,
        key: kms.IKey | None,
    ) -> None:
        super().__init__(scope, id)
        self._key = key
        self._deployment, self._storage = deployment, storage
        # Each message is a paid picture, or a job that waits until the endpoint has started.
        self.queue = WorkQueue(
            self,
            "DeliverQueue",
            timeout=_DELIVER_TIMEOUT[deployment.mode],
            dead_letters=dead_letters,
            key=key,
        )
        self.webhooks = Webhooks(self, "Webhooks", dead_letters=dead_letters, key=key)
        self.renditions = (
            Renditions(self, "Renditions", storage=storage, dead_letters=dead_letters, key=key)
            if deployment.renditions
            else None
        )
        guardrail = (
            PromptGuardrail(self, "Moderation", name=deployment.name)
            if deployment.moderation.of_prompts
            else None
        )
        environments = Environments(
            deployment,
            storage,
            front,
            audio,
            self.queue,
            self.webhooks.queue,
            self.renditions.queue if self.renditions else None,
            guardrail=guardrail,
            key=key,
            region=Stack.of(self).region,
        )

        self.generate = self._function(
            "Generate", assets.functions, environments.generate(), timeout=_GENERATE_TIMEOUT
        )
        self.deliver = self._function(
            "Deliver",
            assets.deliver,
            environments.deliver(),
            timeout=_DELIVER_TIMEOUT[deployment.mode],
            # CPU comes with memory: 1024 MB have 0.6 of a core.
            memory_mb=1024,
            reserved_concurrency=deployment.deliver_reserved_concurrency or None,
        )
        self.announce = self._function(
            "Announce", assets.functions, environments.announce(), timeout=ANNOUNCE_TIMEOUT
        )
        self.transcribe = self._function(
            "Transcribe",
            assets.transcribe,
            environments.transcribe(),
            timeout=TRANSCRIBE_TIMEOUT,
            # The decoder, a process of its own, may take half of it. CPU comes with memory.
            memory_mb=1024,
        )
        self.derive = (
            self._function(
                "Derive",
                assets.derive,
                environments.derive(),
                timeout=DERIVE_TIMEOUT,
                memory_mb=DERIVE_MEMORY_MB,
            )
            if self.renditions
            else None
        )

        if deployment.subnet_ids:
            for function in self.by_name.values():
                function.run_in(deployment.subnet_ids, deployment.security_group_ids)
        self._wake_deliver()
        self.deliver.sweep_each_minute(
            self, "Easel: expire what is overdue, complete what was half done"
        )
        self.webhooks.sent_by(self.announce, storage)
        audio.heard_by(self.transcribe, storage)
        audio.drawn_by(self.generate)
        audio.hear_of_ends_from(self.generate, self.deliver)
        if self.renditions and self.derive:
            self.renditions.made_by(self.derive)
            self.renditions.asked_for_by(self.generate, self.deliver)
        Rights(
            deployment=deployment,
            generate=self.generate,
            deliver=self.deliver,
            storage=storage,
            front=front,
            answers=self._answers,
            queue=self.queue,
            webhooks=self.webhooks.queue,
            guardrail=guardrail,
        ).grant()

    @property
    def by_name(self) -> dict[str, GravitonFunction]:
        functions = {
            "generate": self.generate,
            "deliver": self.deliver,
            "announce": self.announce,
            "transcribe": self.transcribe,
        }
        return {**functions, "derive": self.derive} if self.derive else functions

    def _function(
        self,
        id: str,
        asset: Path,
        environment: dict[str, str],
        *,
        timeout: Duration,
        memory_mb: int = 512,
        reserved_concurrency: int | None = None,
    ) -> GravitonFunction:
        """The function whose handler is in lambda/easel, in the module of its name."""
        return GravitonFunction(
            self,
            id,
            handler=f"easel.{id.lower()}.handler",
            code=lambda_.Code.from_asset(str(asset)),
            environment=environment,
            timeout=timeout,
            memory_mb=memory_mb,
            log_retention_days=self._deployment.log_retention_days,
            metrics_namespace=self._deployment.name,
            key=self._key,
            reserved_concurrency=reserved_concurrency,
        )

    def _wake_deliver(self) -> None:
        mode = self._deployment.mode
        draws = mode is not Mode.ASYNC
        at_once = {
            Mode.ASYNC: None,
            Mode.REALTIME: max(2, self._deployment.max_instances),
            Mode.BEDROCK: _BEDROCK_AT_ONCE,
        }
        if not draws:
            events.Rule(
                self,
                "AnswerArrived",
                event_pattern=created(
                    self._answers,
                    [{"prefix": prefix} for prefix in self._deployment.answers_place.prefixes],
                ),
                targets=[targets.SqsQueue(self.queue)],
            )
        # A draw takes the whole call. Answers are quick and come in bursts.
        self.deliver.work_on(self.queue, at_once=at_once[mode], batch_size=1 if draws else 10)

    @cached_property
    def _answers(self) -> s3.IBucket:
        """The bucket that asynchronous inference writes to."""
        named = self._deployment.answers_place.bucket
        return (
            s3.Bucket.from_bucket_name(self, "ExistingAnswers", named)
            if named
            else self._storage.answers
        )
