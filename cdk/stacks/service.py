"""The service: storage, functions and the one domain in front of them.

They are one stack, because a link works only as long as the distribution that serves it. The
distribution names the API, and the functions name the distribution. The endpoint, which costs money
by the hour, is a stack of its own.
"""

from aws_cdk import CfnOutput, Environment, Stack
from constructs import Construct

from ..bundle import Assets
from ..deployment import Deployment
from .audio import Audio
from .budget import Budget
from .front import Front
from .functions import Functions
from .operation import Operation
from .own_key import OwnKey
from .queues import DeadLetters
from .storage import Storage


class ServiceStack(Stack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        deployment: Deployment,
        assets: Assets,
        env: Environment | None = None,
    ) -> None:
        super().__init__(scope, id, env=env, description="Easel: prompts in, links to JPEGs out")

        self.deployment = deployment
        self.key = OwnKey(self, "Key", name=deployment.name) if deployment.own_key else None
        self.storage = Storage(self, "Storage", key=self.key)
        self.front = Front(
            self,
            "Front",
            deployment=deployment,
            images=self.storage.images,
            key=self.key,
        )
        dead_letters = DeadLetters(self, "DeadLetters", key=self.key)
        self.audio = Audio(
            self,
            "Audio",
            deployment=deployment,
            sites=list(dict.fromkeys([self.front.url, self.front.own_url])),
            dead_letters=dead_letters,
            key=self.key,
        )
        self.functions = Functions(
            self,
            "Functions",
            deployment=deployment,
            storage=self.storage,
            front=self.front,
            audio=self.audio,
            dead_letters=dead_letters,
            assets=assets,
            key=self.key,
        )
        self.front.route_to(self.functions.generate)
        queues = {
            "pictures": self.functions.queue,
            "webhooks": self.functions.webhooks.queue,
            "recordings": self.audio.queue,
            "transcripts": self.audio.transcript_queue,
        }
        if self.functions.renditions:
            queues["renditions"] = self.functions.renditions.queue
        Operation(
            self,
            "Operation",
            deployment=deployment,
            functions=self.functions,
            queues=queues,
            dead_letters=dead_letters,
            key=self.key,
        )
        if deployment.monthly_budget_usd:
            functions = self.functions
            Budget(
                self,
                "Budget",
                name=deployment.name,
                usd=deployment.monthly_budget_usd,
                email=deployment.alarm_email,
                functions=[functions.generate, functions.deliver, functions.transcribe],
            )

        # In async mode the endpoint's stack imports these. They are always exported, because an
        # export cannot be deleted while the other stack still imports it.
        self.export_value(self.storage.answers.bucket_arn)
        self.export_value(self.storage.answers.bucket_name)

        CfnOutput(self, "Url", value=self.front.url, description="POST /v1/images here")
        if deployment.domain:
            own = self.front.distribution.distribution_domain_name
            CfnOutput(self, "DistributionDomain", value=own, description="the domain's CNAME")
        CfnOutput(
            self,
            "AudioBucket",
            value=self.audio.bucket.bucket_name,
            description="drop recordings under uploads/ here",
        )
        # For the operator's commands, ops/.
        CfnOutput(self, "CallersTable", value=self.storage.callers.table_name)
        CfnOutput(self, "JobsTable", value=self.storage.jobs.table_name)
        CfnOutput(self, "AnswersBucket", value=self.storage.answers.bucket_name)
        CfnOutput(self, "ImagesBucket", value=self.storage.images.bucket_name)
        CfnOutput(self, "DeadLetterQueue", value=dead_letters.queue_url)
        if self.key:
            CfnOutput(self, "KeyArn", value=self.key.key_arn)
        CfnOutput(self, "DistributionId", value=self.front.distribution.distribution_id)
