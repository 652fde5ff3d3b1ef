"""Run `finetune` in a test: the options for SageMaker, and the command."""

from datetime import UTC, datetime

from jumpstart.command.console import Console, launch
from jumpstart.finetune import finetune, parser
from tests.jumpstart.conftest import BUCKET
from tests.jumpstart.sagemaker_training import CREATED_S

ROLE = "arn:aws:iam::111122223333:role/easel-training"


OPTIONS = ["--s3", f"s3://{BUCKET}/balls", "--role", ROLE, "--region", "us-east-1"]


class StoppedClock:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.slept_s = 0.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(CREATED_S + self.slept_s, UTC)

    def sleep(self, seconds: float) -> None:
        self.slept_s += seconds


def launched(*argv: object) -> int:
    return launch(finetune, parser(), [str(word) for word in argv])


def run(*argv: object, yes: bool = True) -> StoppedClock:
    """Run the command in this process, with a clock of its own. Returns the clock."""
    clock = StoppedClock()
    arguments = parser().parse_args([str(word) for word in argv])
    finetune(arguments, Console(arguments.region, yes=yes, dry_run=arguments.dry_run, clock=clock))
    return clock
