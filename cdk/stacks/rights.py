"""What generate and deliver may do with tables, buckets, queues and the model.

What only wakes a function, or belongs to recordings, renditions or webhooks, is granted there.
"""

from dataclasses import dataclass

from aws_cdk import Stack
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs

from easel.pictures.image_store import AnswerStore
from easel.pictures.job import IMAGES, PAGES

from ..deployment import Deployment, Mode
from .front import Front
from .graviton_function import GravitonFunction
from .moderation import PromptGuardrail
from .storage import Storage
from .webhooks import ROWS_OF_PICTURES


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """The two functions, and what their rights name. `answers` is the bucket that asynchronous
    inference writes to."""

    deployment: Deployment
    generate: GravitonFunction
    deliver: GravitonFunction
    storage: Storage
    front: Front
    answers: s3.IBucket
    queue: sqs.IQueue
    webhooks: sqs.IQueue
    guardrail: PromptGuardrail | None

    def grant(self) -> None:
        """Give both functions all of their rights."""
        self._to_both()
        self._to_generate()
        self._to_deliver()
        if self.guardrail:
            self.generate.allow(["bedrock:ApplyGuardrail"], self.guardrail.arn)
        if self.deployment.moderation.of_pictures:
            self.deliver.allow(["rekognition:DetectModerationLabels"], "*")  # it knows no resource
        if self.deployment.content_credentials_key:
            self.deliver.allow(["kms:Sign"], self.deployment.content_credentials_key)
        if self.deployment.mode is Mode.BEDROCK:
            self._to_bedrock()
        else:
            self._to_endpoint()

    def _to_both(self) -> None:
        """What generate and deliver both do: end jobs, and remove pictures."""
        storage = self.storage
        images = storage.images.arn_for_objects(f"{IMAGES}*")
        pages = storage.images.arn_for_objects(f"{PAGES}*")
        for function in (self.generate, self.deliver):
            # If one of them begins a removal, the other may have to finish it.
            function.allow(["s3:DeleteObject"], images, pages)
            function.allow(
                ["cloudfront:CreateInvalidation"], self.front.distribution.distribution_arn
            )
            # The function that ends a job queues its webhooks.
            function.allow(["dynamodb:Query"], storage.callers.table_arn)
            function.allow(["sqs:SendMessage"], self.webhooks.queue_arn)
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

    def _to_generate(self) -> None:
        storage = self.storage
        self.generate.allow(["dynamodb:PutItem"], storage.jobs.table_arn)
        self.generate.allow(["dynamodb:GetItem"], storage.callers.table_arn)
        self.generate.allow(
            [f"dynamodb:{action}Item" for action in ("Put", "Update", "Delete")],
            storage.callers.table_arn,
            # It reads keys. Only the operator makes them.
            conditions={"ForAllValues:StringNotLike": {"dynamodb:LeadingKeys": "key#*"}},
        )
        self.generate.allow(["secretsmanager:GetSecretValue"], storage.id_secret.secret_arn)
        if self.deployment.translate:
            # Neither action can be limited to a resource. The second one detects the language.
            actions = ["translate:TranslateText", "comprehend:DetectDominantLanguage"]
            self.generate.allow(actions, "*")

    def _to_deliver(self) -> None:
        # Webhooks are rows of pictures.
        self.deliver.allow(
            ["dynamodb:UpdateItem"], self.storage.callers.table_arn, conditions=ROWS_OF_PICTURES
        )
        # Only its sweep looks for jobs by their time.
        self.deliver.allow(["dynamodb:Query"], f"{self.storage.jobs.table_arn}/index/by_phase")
        self.deliver.allow(["s3:PutObject"], self.storage.images.arn_for_objects(f"{IMAGES}*"))
        self.deliver.allow(["sqs:ChangeMessageVisibility"], self.queue.queue_arn)

    def _to_endpoint(self) -> None:
        deployment = self.deployment
        endpoint = endpoint_arns(Stack.of(self.generate), deployment)
        self.generate.allow(["sagemaker:DescribeEndpoint"], *endpoint)
        if deployment.mode is Mode.ASYNC:
            self.generate.allow(["sagemaker:InvokeEndpointAsync"], *endpoint)
            if deployment.limited_instance_hours:
                self.deliver.allow(["sagemaker:DescribeEndpoint"], *endpoint)
            self._to_answers()
            return
        self.generate.allow(["sqs:SendMessage"], self.queue.queue_arn)
        self.deliver.allow(["sagemaker:InvokeEndpoint"], *endpoint)
        if deployment.inference_component:
            component = Stack.of(self.deliver).format_arn(
                service="sagemaker",
                resource="inference-component",
                resource_name=deployment.inference_component,
            )
            self.deliver.allow(["sagemaker:InvokeEndpoint"], component)

    def _to_answers(self) -> None:
        """Let deliver read the answers. Let both functions see which answers have arrived."""
        prefixes = [f"{prefix}*" for prefix in self.deployment.answers_place.prefixes]
        for function in (self.generate, self.deliver):
            function.allow(
                ["s3:ListBucket"],
                self.answers.bucket_arn,
                conditions={"StringLike": {"s3:prefix": prefixes}},
            )
        self.deliver.allow(["s3:GetObject"], *(self.answers.arn_for_objects(p) for p in prefixes))
        # The sweep queues the event of an answer again if it was lost.
        self.deliver.allow(["sqs:SendMessage"], self.queue.queue_arn)

    def _to_bedrock(self) -> None:
        """Let deliver call the model, and keep the pictures of unfinished jobs for a day."""
        self.generate.allow(["sqs:SendMessage"], self.queue.queue_arn)
        model = Stack.of(self.deliver).format_arn(
            service="bedrock",
            region=self.deployment.bedrock_region or None,
            account="",
            resource="foundation-model",
            resource_name=self.deployment.bedrock_model,
        )
        self.deliver.allow(["bedrock:InvokeModel"], model)
        answers = self.storage.answers
        kept = f"{AnswerStore.ANSWERS}*"
        self.deliver.allow(["s3:GetObject", "s3:PutObject"], answers.arn_for_objects(kept))
        self.deliver.allow(
            ["s3:ListBucket"], answers.bucket_arn, conditions={"StringLike": {"s3:prefix": kept}}
        )


def endpoint_arns(stack: Stack, deployment: Deployment) -> list[str]:
    """The endpoint's ARN as SageMaker writes it, in lower case, and as the endpoint is named."""
    name = deployment.endpoint_name
    names = dict.fromkeys((name, name.lower()))
    return [
        stack.format_arn(service="sagemaker", resource="endpoint", resource_name=n) for n in names
    ]
