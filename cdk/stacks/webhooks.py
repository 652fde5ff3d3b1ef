"""The queue of webhooks that are due. announce, which sends them, talks to strangers' hosts."""

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda_event_sources as event_sources
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from easel.pictures.picture import ID_PREFIX

from .graviton_function import GravitonFunction
from .own_key import queue_encryption
from .storage import Storage

# An attempt takes 15 s at most; AWS's services need time too.
ANNOUNCE_TIMEOUT = Duration.seconds(40)
# Six times the timeout. SQS also hands out messages that Lambda has no room for.
_VISIBILITY = Duration.seconds(240)
# Each attempt is made once. A message comes again only if a service of AWS failed. Then it comes
# after 1, 2, 4 … 60 s, for more than an hour.
_MAX_RECEIVES = 100
# Many slow receivers must leave room for the account's other functions.
_MAX_CONCURRENCY = 5
# Rows of pictures, so neither keys nor quotas.
ROWS_OF_PICTURES: dict[str, object] = {
    "ForAllValues:StringLike": {"dynamodb:LeadingKeys": f"{ID_PREFIX}*"}
}
ROWS_OF_WEBHOOKS: dict[str, object] = {
    "ForAllValues:StringLike": {"dynamodb:LeadingKeys": [f"{ID_PREFIX}*", "webhooks#*"]}
}


class Webhooks(Construct):
    def __init__(
        self, scope: Construct, id: str, *, dead_letters: sqs.IQueue, key: kms.IKey | None
    ) -> None:
        super().__init__(scope, id)
        self.queue = sqs.Queue(
            self,
            "Queue",
            enforce_ssl=True,
            visibility_timeout=_VISIBILITY,
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=dead_letters, max_receive_count=_MAX_RECEIVES
            ),
            **queue_encryption(key),  # type: ignore[arg-type]
        )

    def sent_by(self, announce: GravitonFunction, storage: Storage) -> None:
        """Wake `announce` for each attempt. Give it the rights that an attempt needs."""
        announce.add_event_source(
            event_sources.SqsEventSource(
                self.queue,
                batch_size=1,  # a slow receiver delays only itself
                max_concurrency=_MAX_CONCURRENCY,
                report_batch_item_failures=True,
            )
        )
        announce.allow(["sqs:SendMessage"], self.queue.queue_arn)
        announce.allow(["dynamodb:GetItem"], storage.jobs.table_arn)
        announce.allow(
            ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
            storage.callers.table_arn,
            conditions=ROWS_OF_WEBHOOKS,
        )
        announce.allow(["secretsmanager:GetSecretValue"], storage.id_secret.secret_arn)
