"""Run `finetune` in a test: the options for SageMaker, and the command."""

from jumpstart.command.console import launch
from jumpstart.finetune import finetune, parser
from tests.jumpstart.conftest import BUCKET

ROLE = "arn:aws:iam::111122223333:role/easel-training"


OPTIONS = ["--s3", f"s3://{BUCKET}/balls", "--role", ROLE, "--region", "us-east-1"]


def launched(*argv: object) -> int:
    return launch(finetune, parser(), [str(word) for word in argv])
