"""The functions: what each one runs, what wakes it, and what it may do."""

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

from easel.pictures.image_store import AnswerStore
from easel.pictures.job import IMAGES, PAGES

from ..bundle import Assets
from ..deployment import Deployment, Mode
from .audio import TRANSCRIBE_TIMEOUT, Audio
from .environment import Environments
from .front import Front
from .graviton_function import GravitonFunction
from .moderation import PromptGuardrail
from .queues import WorkQueue
from .renditions import DERIVE_MEMORY_MB, DERIVE_TIMEOUT, Renditions
from .storage import Storage, created
from .webhooks import ANNOUNCE_TIMEOUT, ROWS_OF_PICTURES, Webhooks

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
        self._deployment, self._storage, self._front = deployment, storage, front
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
        moderation = deployment.moderation
        self._guardrail = (
            PromptGuardrail(self, "Moderation", name=deployment.name)
            if moderation.of_prompts
            else None
        )
        self._environments = Environments(
            deployment,
            storage,
            front,
            audio,
            self.queue,
            self.webhooks.queue,
            self.renditions.queue if self.renditions else None,
            guardrail=self._guardrail,
            key=key,
            region=Stack.of(self).region,
        )

        self.generate = self._generate(_code(assets.functions))
        self.deliver = self._deliver(_code(assets.deliver))
        self.announce = self._announce(_code(assets.functions))
        self.transcribe = self._transcribe(_code(assets.transcribe))
        self.derive = self._derive(_code(assets.derive)) if self.renditions else None

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
        self._allow_both()
        self._allow_generate()
        self._allow_deliver()
        if self._guardrail:
            self.generate.allow(["bedrock:ApplyGuardrail"], self._guardrail.arn)
        if moderation.of_pictures:
            self.deliver.allow(["rekognition:DetectModerationLabels"], "*")  # it knows no resource
        if deployment.content_credentials_key:
            self.deliver.allow(["kms:Sign"], deployment.content_credentials_key)
        if deployment.mode is Mode.BEDROCK:
            self._allow_bedrock()
        else:
            self._allow_endpoint()

    @property
    def by_name(self) -> dict[str, GravitonFunction]:
        functions = {
            "generate": self.generate,
            "deliver": self.deliver,
            "announce": self.announce,
            "transcribe": self.transcribe,
        }
        return {**functions, "derive": self.derive} if self.derive else functions

    def _generate(self, code: lambda_.Code) -> GravitonFunction:
        return GravitonFunction(
            self,
            "Generate",
            handler="easel.generate.handler",
            code=code,
            environment=self._environments.generate(),
            timeout=_GENERATE_TIMEOUT,
            memory_mb=512,
            log_retention_days=self._deployment.log_retention_days,
            metrics_namespace=self._deployment.name,
            key=self._key,
        )

    def _deliver(self, code: lambda_.Code) -> GravitonFunction:
        return GravitonFunction(
            self,
            "Deliver",
            handler="easel.deliver.handler",
            code=code,
            environment=self._environments.deliver(),
            timeout=_DELIVER_TIMEOUT[self._deployment.mode],
            # CPU comes with memory: 1024 MB have 0.6 of a core.
            memory_mb=1024,
            log_retention_days=self._deployment.log_retention_days,
            metrics_namespace=self._deployment.name,
            key=self._key,
            reserved_concurrency=self._deployment.deliver_reserved_concurrency or None,
        )

    def _announce(self, code: lambda_.Code) -> GravitonFunction:
        return GravitonFunction(
            self,
            "Announce",
            handler="easel.announce.handler",
            code=code,
            environment=self._environments.announce(),
            timeout=ANNOUNCE_TIMEOUT,
            memory_mb=512,
            log_retention_days=self._deployment.log_retention_days,
            metrics_namespace=self._deployment.name,
            key=self._key,
        )

    def _transcribe(self, code: lambda_.Code) -> GravitonFunction:
        return GravitonFunction(
            self,
            "Transcribe",
            handler="easel.transcribe.handler",
            code=code,
            environment=self._environments.transcribe(),
            timeout=TRANSCRIBE_TIMEOUT,
            # The decoder, a process of its own, may take half of it. CPU comes with memory.
            memory_mb=1024,
            log_retention_days=self._deployment.log_retention_days,
            metrics_namespace=self._deployment.name,
            key=self._key,
        )

    def _derive(self, code: lambda_.Code) -> GravitonFunction:
        return GravitonFunction(
            self,
            "Derive",
            handler="easel.derive.handler",
            code=code,
            environment=self._environments.derive(),
            timeout=DERIVE_TIMEOUT,
            memory_mb=DERIVE_MEMORY_MB,
            log_retention_days=self._deployment.log_retention_days,
            metrics_namespace=self._deployment.name,
            key=self._key,
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
                    self._answers, [{"prefix": p} for p in self._answer_prefixes]
                ),
                targets=[targets.SqsQueue(self.queue)],
            )
        # A draw takes the whole call. Answers are quick and come in bursts.
        self.deliver.work_on(self.queue, at_once=at_once[mode], batch_size=1 if draws else 10)

    def _allow_both(self) -> None:
        """What generate and deliver both do: end jobs, and remove pictures."""
        storage = self._storage
        images = storage.images.arn_for_objects(f"{IMAGES}*")
        pages = storage.images.arn_for_objects(f"{PAGES}*")
        for function in (self.generate, self.deliver):
            # If one of them begins a removal, the other may have to finish it.
            function.allow(["s3:DeleteObject"], images, pages)
            function.allow(["cloudfront:CreateInvalidation"], self._distribution_arn())
            # The function that ends a job queues its webhooks.
            function.allow(["dynamodb:Query"], storage.callers.table_arn)
            function.allow(["sqs:SendMessage"], self.webhooks.queue.queue_arn)
            function.allow(["dynamodb:Query"], f"{storage.callers.table_arn}/index/by_owner")
            # Jobs, and the rows that count them, which are read at once.
            function.allow(
                [f"dynamodb:{action}Item" for action in ("Get", "BatchGet", "Update")],
                storage.jobs.table_arn,
            )
            function.allow(["s3:GetObject"], images)
            # The function that finds that a job has succeeded writes its share page.
            function.allow(["s3:PutObject"], pages)
            # Without this right S3 answers 403, not 404, if a picture is not there. No condition
            # can name a prefix, because the request for an object carries none.
            function.allow(["s3:ListBucket"], storage.images.bucket_arn)

    def _allow_generate(self) -> None:
        storage = self._storage
        self.generate.allow(["dynamodb:PutItem"], storage.jobs.table_arn)
        self.generate.allow(["dynamodb:GetItem"], storage.callers.table_arn)
        self.generate.allow(
            [f"dynamodb:{action}Item" for action in ("Put", "Update", "Delete")],
            storage.callers.table_arn,
            # It reads keys. Only the operator makes them.
            conditions={"ForAllValues:StringNotLike": {"dynamodb:LeadingKeys": "key#*"}},
        )
        self.generate.allow(["secretsmanager:GetSecretValue"], storage.id_secret.secret_arn)
        if self._deployment.translate:
            # Neither action can be limited to a resource. The second one detects the language.
            actions = ["translate:TranslateText", "comprehend:DetectDominantLanguage"]
            self.generate.allow(actions, "*")

    def _allow_deliver(self) -> None:
        # Webhooks are rows of pictures.
        self.deliver.allow(
            ["dynamodb:UpdateItem"], self._storage.callers.table_arn, conditions=ROWS_OF_PICTURES
        )
        # Only its sweep looks for jobs by their time.
        by_phase = f"{self._storage.jobs.table_arn}/index/by_phase"
        self.deliver.allow(["dynamodb:Query"], by_phase)
        self.deliver.allow(["s3:PutObject"], self._storage.images.arn_for_objects(f"{IMAGES}*"))
        self.deliver.allow(["sqs:ChangeMessageVisibility"], self.queue.queue_arn)

    def _allow_endpoint(self) -> None:
        deployment = self._deployment
        endpoint = endpoint_arns(Stack.of(self), deployment)
        self.generate.allow(["sagemaker:DescribeEndpoint"], *endpoint)
        if deployment.mode is Mode.ASYNC:
            self.generate.allow(["sagemaker:InvokeEndpointAsync"], *endpoint)
            if deployment.limited_instance_hours:
                self.deliver.allow(["sagemaker:DescribeEndpoint"], *endpoint)
            self._allow_answers()
            return
        self.generate.allow(["sqs:SendMessage"], self.queue.queue_arn)
        self.deliver.allow(["sagemaker:InvokeEndpoint"], *endpoint)
        if deployment.inference_component:
            component = Stack.of(self).format_arn(
                service="sagemaker",
                resource="inference-component",
                resource_name=deployment.inference_component,
            )
            self.deliver.allow(["sagemaker:InvokeEndpoint"], component)

    def _allow_bedrock(self) -> None:
        """Let deliver call the model, and keep the pictures of unfinished jobs for a day."""
        self.generate.allow(["sqs:SendMessage"], self.queue.queue_arn)
        model = Stack.of(self).format_arn(
            service="bedrock",
            region=self._deployment.bedrock_region or None,
            account="",
            resource="foundation-model",
            resource_name=self._deployment.bedrock_model,
        )
        self.deliver.allow(["bedrock:InvokeModel"], model)
        answers = self._storage.answers
        kept = f"{AnswerStore.ANSWERS}*"
        self.deliver.allow(["s3:GetObject", "s3:PutObject"], answers.arn_for_objects(kept))
        self.deliver.allow(
            ["s3:ListBucket"], answers.bucket_arn, conditions={"StringLike": {"s3:prefix": kept}}
        )

    def _allow_answers(self) -> None:
        """Let deliver read the answers. Let both functions see which answers have arrived."""
        answers, prefixes = self._answers, [f"{prefix}*" for prefix in self._answer_prefixes]
        for function in (self.generate, self.deliver):
            function.allow(
                ["s3:ListBucket"],
                answers.bucket_arn,
                conditions={"StringLike": {"s3:prefix": prefixes}},
            )
        self.deliver.allow(["s3:GetObject"], *(answers.arn_for_objects(p) for p in prefixes))
        # The sweep queues the event of an answer again if it was lost.
        self.deliver.allow(["sqs:SendMessage"], self.queue.queue_arn)

    @cached_property
    def _answers(self) -> s3.IBucket:
        """The bucket that asynchronous inference writes to."""
        named = self._deployment.answers_place.bucket
        return (
            s3.Bucket.from_bucket_name(self, "ExistingAnswers", named)
            if named
            else self._storage.answers
        )

    @property
    def _answer_prefixes(self) -> list[str]:
        place = self._deployment.answers_place
        return [place.answers, place.failures]

    def _distribution_arn(self) -> str:
        return Stack.of(self).format_arn(
            service="cloudfront",
            region="",
            resource="distribution",
            resource_name=self._front.distribution.distribution_id,
        )


def _code(asset: Path) -> lambda_.Code:
    return lambda_.Code.from_asset(str(asset))


def endpoint_arns(stack: Stack, deployment: Deployment) -> list[str]:
    """The endpoint's ARN as SageMaker writes it, in lower case, and as the endpoint is named."""
    name = deployment.endpoint_name
    names = dict.fromkeys((name, name.lower()))
    return [
        stack.format_arn(service="sagemaker", resource="endpoint", resource_name=n) for n in names
    ]
