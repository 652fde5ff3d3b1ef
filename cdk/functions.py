"""The functions, the queue between the model and deliver, and the minutely sweep."""

from aws_cdk import Duration, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as event_sources
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from .audio import TRANSCRIBE_TIMEOUT, Audio
from .deployment import ANSWERS_PREFIX, FAILURES_PREFIX, Deployment, Mode
from .front import Front
from .function import Function
from .storage import Storage
from .webhooks import ANNOUNCE_TIMEOUT, ROWS_OF_PICTURES, Webhooks

# generate answers within API Gateway's 29 s.
_GENERATE_TIMEOUT = Duration.seconds(29)
# A realtime draw takes up to 70 s; an answer from S3 is delivered in a second or two.
_DELIVER_TIMEOUT = {Mode.ASYNC: Duration.seconds(30), Mode.REALTIME: Duration.seconds(90)}
_VISIBILITY = {Mode.ASYNC: Duration.seconds(60), Mode.REALTIME: Duration.seconds(180)}
# Asynchronous: a message that fails eight times is about a broken object. Realtime: a job waits
# here while its endpoint wakes, a message a minute, until its deadline of at most an hour.
_MAX_RECEIVES = {Mode.ASYNC: 8, Mode.REALTIME: 100}


class Functions(Construct):
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
        code: lambda_.Code,
        transcribe_code: lambda_.Code,
    ) -> None:
        super().__init__(scope, id)
        mode = deployment.mode

        self.queue = sqs.Queue(
            self,
            "DeliverQueue",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            visibility_timeout=_VISIBILITY[mode],
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=dead_letters, max_receive_count=_MAX_RECEIVES[mode]
            ),
        )

        self.webhooks = Webhooks(self, "Webhooks", dead_letters=dead_letters)

        model_id, model_version = deployment.drawn_by
        environment = {
            "JOBS_TABLE": storage.jobs.table_name,
            "CALLERS_TABLE": storage.callers.table_name,
            "IMAGES_BUCKET": storage.images.bucket_name,
            "ANSWERS_BUCKET": storage.answers.bucket_name,
            "AUDIO_BUCKET": audio.bucket.bucket_name,
            "TRANSCRIPTS_BUCKET": audio.transcripts.bucket_name,
            "ID_SECRET_ARN": storage.id_secret.secret_arn,
            "DELIVER_QUEUE_URL": self.queue.queue_url,
            "WEBHOOK_QUEUE_URL": self.webhooks.queue.queue_url,
            "AUDIO_QUEUE_URL": audio.queue.queue_url,
            "TRANSCRIPT_QUEUE_URL": audio.transcript_queue.queue_url,
            "PUBLIC_URL": front.url,
            "DISTRIBUTION_ID": front.distribution.distribution_id,
            "ORIGIN_SECRET": front.origin_secret,
            "ENDPOINT_NAME": deployment.endpoint_name,
            "ENDPOINT_MODE": mode.value,
            "INFERENCE_COMPONENT": deployment.inference_component,
            "MODEL_ID": model_id,
            "MODEL_VERSION": model_version,
            "DEFAULT_SIDE": str(deployment.default_side),
            "DEFAULT_STEPS": str(deployment.default_steps),
            "MAX_SIDE": str(deployment.max_side),
            "MAX_STEPS": str(deployment.max_steps),
            "MAX_PICTURES": str(deployment.max_pictures),
            "MAX_PROMPT_CHARACTERS": str(deployment.max_prompt_characters),
            "ACCESS": deployment.access.value,
            "DAILY_PICTURES": str(deployment.daily_pictures),
            "DAILY_PICTURES_PER_ADDRESS": str(deployment.daily_pictures_per_address),
            "POSTS_PER_MINUTE": str(deployment.posts_per_minute),
            "BLOCKED_WORDS": ",".join(deployment.blocked_words),
            "MAX_BACKLOG_S": str(deployment.max_backlog_s),
            "LANGUAGES": ",".join(deployment.languages),
            "MAX_RECORDING_S": str(deployment.max_recording_s),
            "AUDIO_RETENTION_DAYS": str(deployment.audio_retention_days),
            "TRANSLATE": "on" if deployment.translate else "off",
            "JOB_DEADLINE_S": str(deployment.job_deadline_s),
            "FAILED_JOB_RETENTION_DAYS": str(deployment.failed_job_retention_days),
        }
        self.generate = Function(
            self,
            "Generate",
            handler="easel.generate.handler",
            code=code,
            environment=environment,
            timeout=_GENERATE_TIMEOUT,
            memory_mb=512,
            log_retention_days=deployment.log_retention_days,
        )
        self.deliver = Function(
            self,
            "Deliver",
            handler="easel.deliver.handler",
            code=code,
            environment=environment,
            timeout=_DELIVER_TIMEOUT[mode],
            # Nested RGB lists of four 1024×1024 pictures take 600 MB while they are read.
            memory_mb=1024,
            log_retention_days=deployment.log_retention_days,
            reserved_concurrency=deployment.deliver_reserved_concurrency or None,
        )

        self.announce = Function(
            self,
            "Announce",
            handler="easel.announce.handler",
            code=code,
            environment=environment,
            timeout=ANNOUNCE_TIMEOUT,
            memory_mb=512,
            log_retention_days=deployment.log_retention_days,
        )

        self.transcribe = Function(
            self,
            "Transcribe",
            handler="easel.transcribe.handler",
            code=transcribe_code,
            environment=environment,
            timeout=TRANSCRIBE_TIMEOUT,
            # Beside it runs a decoder, which may take half of it; and speed comes with memory.
            memory_mb=1024,
            log_retention_days=deployment.log_retention_days,
        )

        self._wake_deliver(deployment, storage)
        self.webhooks.sent_by(self.announce, storage)
        audio.heard_by(self.transcribe, storage)
        audio.drawn_by(self.generate)
        audio.hear_of_ends_from(self.generate, self.deliver)
        self._grant(deployment, storage, front)

    def _wake_deliver(self, deployment: Deployment, storage: Storage) -> None:
        if deployment.mode is Mode.ASYNC:
            events.Rule(
                self,
                "AnswerArrived",
                event_pattern=events.EventPattern(
                    source=["aws.s3"],
                    detail_type=["Object Created"],
                    detail={
                        "bucket": {"name": [storage.answers.bucket_name]},
                        "object": {
                            "key": [{"prefix": ANSWERS_PREFIX}, {"prefix": FAILURES_PREFIX}]
                        },
                    },
                ),
                targets=[targets.SqsQueue(self.queue)],
            )
        self.deliver.add_event_source(
            event_sources.SqsEventSource(
                self.queue,
                # A draw takes the whole call; answers are quick and come in bursts.
                batch_size=1 if deployment.mode is Mode.REALTIME else 10,
                max_concurrency=(
                    max(2, deployment.max_instances) if deployment.mode is Mode.REALTIME else None
                ),
                report_batch_item_failures=True,
            )
        )
        events.Rule(
            self,
            "Sweep",
            description="Easel: expire what is overdue, complete what was half done",
            schedule=events.Schedule.rate(Duration.minutes(1)),
            targets=[targets.LambdaFunction(self.deliver, retry_attempts=0)],
        )

    def _grant(self, deployment: Deployment, storage: Storage, front: Front) -> None:
        """Actions by name, resources by prefix: what each function does, and no more."""
        images = storage.images.arn_for_objects("images/*")
        pages = storage.images.arn_for_objects("i/*")
        distribution = Stack.of(self).format_arn(
            service="cloudfront",
            region="",
            resource="distribution",
            resource_name=front.distribution.distribution_id,
        )
        for function in (self.generate, self.deliver):
            # A removal that one of them begins, the other may have to finish.
            function.allow(["s3:DeleteObject"], images, pages)
            function.allow(["cloudfront:CreateInvalidation"], distribution)
            # Whoever ends a job queues its webhooks.
            function.allow(["dynamodb:Query"], storage.callers.table_arn)
            function.allow(["sqs:SendMessage"], self.webhooks.queue.queue_arn)
            function.allow(["dynamodb:Query"], f"{storage.callers.table_arn}/index/by_owner")
            function.allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], storage.jobs.table_arn)
            function.allow(["dynamodb:Query"], f"{storage.jobs.table_arn}/index/by_phase")
            function.allow(["s3:GetObject"], images)
            # Whoever finds that a job has succeeded writes its share page.
            function.allow(["s3:PutObject"], pages)
            # Without it S3 says 403, not 404, of a picture that is not there; the request for an
            # object carries no prefix that a condition could name.
            function.allow(["s3:ListBucket"], storage.images.bucket_arn)
        self.generate.allow(["dynamodb:PutItem", "dynamodb:BatchGetItem"], storage.jobs.table_arn)
        self.generate.allow(["dynamodb:GetItem"], storage.callers.table_arn)
        self.generate.allow(
            [f"dynamodb:{action}Item" for action in ("Put", "Update", "Delete")],
            storage.callers.table_arn,
            # It reads keys; only the operator makes them.
            conditions={"ForAllValues:StringNotLike": {"dynamodb:LeadingKeys": "key#*"}},
        )
        self.generate.allow(["secretsmanager:GetSecretValue"], storage.id_secret.secret_arn)
        if deployment.translate:
            # Neither action knows a resource of ours; the second one finds out the language.
            actions = ["translate:TranslateText", "comprehend:DetectDominantLanguage"]
            self.generate.allow(actions, "*")
        # Of webhooks, which are rows of pictures.
        self.deliver.allow(
            ["dynamodb:UpdateItem"], storage.callers.table_arn, conditions=ROWS_OF_PICTURES
        )
        self.deliver.allow(["s3:PutObject"], images)
        self.deliver.allow(["sqs:ChangeMessageVisibility"], self.queue.queue_arn)

        endpoint = endpoint_arns(Stack.of(self), deployment.endpoint_name)
        self.generate.allow(["sagemaker:DescribeEndpoint"], *endpoint)
        if deployment.mode is Mode.ASYNC:
            self.generate.allow(["sagemaker:InvokeEndpointAsync"], *endpoint)
            for prefix in (ANSWERS_PREFIX, FAILURES_PREFIX):
                self.deliver.allow(["s3:GetObject"], storage.answers.arn_for_objects(f"{prefix}*"))
        else:
            self.generate.allow(["sqs:SendMessage"], self.queue.queue_arn)
            self.deliver.allow(["sagemaker:InvokeEndpoint"], *endpoint)
            if deployment.inference_component:
                component = Stack.of(self).format_arn(
                    service="sagemaker",
                    resource="inference-component",
                    resource_name=deployment.inference_component,
                )
                self.deliver.allow(["sagemaker:InvokeEndpoint"], component)


def endpoint_arns(stack: Stack, name: str) -> list[str]:
    """SageMaker writes the name in its ARNs in lower case, whatever the endpoint is called."""
    names = dict.fromkeys((name, name.lower()))
    return [
        stack.format_arn(service="sagemaker", resource="endpoint", resource_name=n) for n in names
    ]
