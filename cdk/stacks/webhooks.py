"""The queue of webhooks that are due, and what sends them: a function that talks to strangers."""

from aws_cdk import Duration
from aws_cdk import aws_lambda_event_sources as event_sources
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from easel.pictures.picture import ID_PREFIX

from .graviton_function import GravitonFunction
from .storage import Storage

# A try takes 15 s at most, besides what our own services need.
ANNOUNCE_TIMEOUT = Duration.seconds(40)
_VISIBILITY = Duration.seconds(80)
# A try is taken once, so a message comes again only when our own services failed.
_MAX_RECEIVES = 8
# However many receivers are slow, the account's other functions have room.
_MAX_CONCURRENCY = 5
# Neither keys nor quotas.
ROWS_OF_PICTURES: dict[str, object] = {
    "ForAllValues:StringLike": {"dynamodb:LeadingKeys": f"{ID_PREFIX}*"}
}


class Webhooks(Construct):
    def __init__(self, scope: Construct, id: str, *, dead_letters: sqs.IQueue) -> None:
        super().__init__(scope, id)
        self.queue = sqs.Queue(
            self,
            "Queue",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            visibility_timeout=_VISIBILITY,
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=dead_letters, max_receive_count=_MAX_RECEIVES
            ),
        )

    def sent_by(self, announce: GravitonFunction, storage: Storage) -> None:
        """Wake `announce` for each try, with the rights that a try needs and no more."""
        announce.add_event_source(
            event_sources.SqsEventSource(
                self.queue,
                batch_size=1,  # a slow receiver holds up none but itself
                max_concurrency=_MAX_CONCURRENCY,
                report_batch_item_failures=True,
            )
        )
        announce.allow(["sqs:SendMessage"], self.queue.queue_arn)
        announce.allow(["dynamodb:GetItem"], storage.jobs.table_arn)
        announce.allow(
            ["dynamodb:UpdateItem", "dynamodb:DeleteItem"],
            storage.callers.table_arn,
            conditions=ROWS_OF_PICTURES,
        )
        announce.allow(["secretsmanager:GetSecretValue"], storage.id_secret.secret_arn)
