"""The queue of webhooks that are due. announce, which sends them, talks to strangers' hosts."""

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from easel.pictures.picture import ID_PREFIX

from .graviton_function import GravitonFunction
from .queues import WorkQueue
from .storage import Storage

# An attempt takes 15 s at most; AWS's services need time too.
ANNOUNCE_TIMEOUT = Duration.seconds(40)
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
        self.queue = WorkQueue(
            self, "Queue", timeout=ANNOUNCE_TIMEOUT, dead_letters=dead_letters, key=key
        )

    def sent_by(self, announce: GravitonFunction, storage: Storage) -> None:
        """Wake `announce` for each attempt. Give it the rights that an attempt needs."""
        announce.work_on(self.queue, at_once=_MAX_CONCURRENCY)  # one each: a slow one delays itself
        announce.allow(["sqs:SendMessage"], self.queue.queue_arn)
        announce.allow(["dynamodb:GetItem"], storage.jobs.table_arn)
        announce.allow(
            ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
            storage.callers.table_arn,
            conditions=ROWS_OF_WEBHOOKS,
        )
        announce.allow(["secretsmanager:GetSecretValue"], storage.id_secret.secret_arn)
