"""`make remove`: delete a picture for everybody, also for those who still hold it."""

import argparse
import sys
from collections.abc import Sequence

from easel.pictures.job import Status
from easel.pictures.picture import is_picture_id
from easel.removal import delete_for_all
from easel.service import Service
from jumpstart.command.faults import Usage

from .command import launch, make_parser
from .deployed import Easel


def main(argv: Sequence[str] | None = None) -> int:
    return launch(remove, parser(), argv)


def remove(arguments: argparse.Namespace, easel: Easel) -> None:
    """
    Raises:
        Fault, BotoCoreError, ClientError
    """
    if not is_picture_id(arguments.id):
        what = f"{arguments.id!r} is not the id of a picture"
        do = "an id is img_ and 26 letters and digits; it is in the picture's link"
        raise Usage(what, f"{do}: make remove ID=img_…", code="bad_id")
    easel.console.say(run(arguments.id, easel.service))


def run(image_id: str, service: Service) -> str:
    """Delete the picture. The text to show the operator.

    Raises:
        Usage: there is no such picture.
        BotoCoreError, ClientError
    """
    job = service.jobs.get(image_id)
    if job is None:
        what = f"there is no picture {image_id}"
        raise Usage(what, "check the id, and the stack that easel.toml names", code="unknown_id")
    if job.status is Status.DELETED:
        return f"{image_id} was deleted before; nothing was left to do"
    holders = delete_for_all(job, service)
    held = f"{holders} caller{'' if holders == 1 else 's'} held it"
    if not job.images:
        return f"{image_id} is deleted: it had no picture yet; {held}"
    jpegs = f"{len(job.images)} JPEG{'' if len(job.images) == 1 else 's'}"
    return (
        f"{image_id} is deleted: {jpegs} and its page; {held}. CloudFront drops its copies within "
        "a minute or so. A copy that a browser has kept stays there."
    )


def parser() -> argparse.ArgumentParser:
    parser = make_parser("remove", __doc__ or "")
    parser.add_argument(
        "id", metavar="ID", help="the picture, such as img_l6zozhegj35zxqqanfvk4jjcgu (ID=)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
