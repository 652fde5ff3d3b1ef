"""Send a diffusers model to S3 as it is, file by file, so that an endpoint can read it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .command.console import Console, launch, make_parser
from .command.faults import Fault, Usage
from .command.prices import prices, usd
from .serving.code_folder import code_files
from .uploading.hub import HUB_ID, fetch
from .uploading.model_folder import CODE, Choice, read_folder
from .uploading.progress import Progress, size
from .uploading.s3_prefix import Prefix, parse_s3
from .uploading.transfer import MANIFEST, manifest, plan, send

# us-east-1, S3 Standard, November 2026, the first 50 TB: https://aws.amazon.com/s3/pricing/
EXAMPLE = "python -m jumpstart.upload ./my-model s3://my-bucket/models/mine/"


def main(argv: Sequence[str] | None = None) -> int:
    return launch(upload, parser(), argv)


def upload(arguments: argparse.Namespace, console: Console) -> None:
    bucket, prefix = parse_s3(arguments.destination)
    if arguments.abort:
        _abort(Prefix(console.client("s3"), bucket, prefix), console)
        return
    folder = _folder(arguments, console)
    files, left_out = _checked(
        folder, console, with_code=not arguments.no_code
    )  # 1. before anything is sent
    total = sum(path.stat().st_size for path in files.values())
    _say_what(files, left_out, total, console)
    destination = f"s3://{bucket}/{prefix}"
    if console.dry_run:
        for name, path in files.items():
            console.say(f"would send {destination}{name} ({size(path.stat().st_size)})")
        console.say(f"would send {destination}{MANIFEST}, last")
        return
    place = Prefix(console.client("s3"), bucket, prefix)
    console.say(f"comparing with what is in {place}")
    outgoing, prints = plan(place, files.items(), console.say)  # 2. what is missing there
    _say_others(place, files, console)
    if outgoing:
        missing = sum(file.missing_bytes for file in outgoing)
        console.confirm(f"Send {len(outgoing)} files, {size(missing)}, to {place}?")
        console.go_on = (
            "run the same command again, and it continues from here; or delete the parts that "
            f"were sent: python -m jumpstart.upload --abort {destination}"
        )
        # 3. Without its manifest, nobody takes a half-sent model for a complete one.
        place.delete(MANIFEST)
        send(place, outgoing, Progress(total, total - missing, console.say).add)
    place.put_json(MANIFEST, manifest(prints))  # 4. now it is complete
    console.say(f"{place} holds all {len(files)} files, {size(total)}")
    console.say(f"next: python -m jumpstart.deploy --model-data {place}")


def _folder(arguments: argparse.Namespace, console: Console) -> Path:
    given = arguments.folder
    if not given:
        raise Usage("no folder was given", f"for example: {EXAMPLE}", code="no_folder")
    if not Path(given).exists() and HUB_ID.fullmatch(given):
        if console.dry_run:
            do = f"fetch it first: hf download {given}; then give the folder"
            raise Usage(
                f"{given} is on the hub, and a dry run does not ask the hub", do, code="on_hub"
            )
        return fetch(given, arguments.revision, console.say)
    return Path(given)


def _checked(
    folder: Path, console: Console, *, with_code: bool
) -> tuple[dict[str, Path], dict[str, str]]:
    """Name in S3 → path of the files to send, and name → reason of the files left out.

    Raises:
        Fault: something is missing or broken. Every such thing was printed.
    """
    choice: Choice = read_folder(folder)
    for note in choice.notes:
        console.say(f"note: {note}")
    for fault in choice.faults:
        console.say(f"wrong: {fault}")
    if choice.faults:
        what = f"{folder} is not a complete diffusers model (faults above: {len(choice.faults)})"
        raise Fault(what, "correct it, or save it again with save_pretrained()", code="bad_folder")
    files = {sent: folder / name for sent, name in choice.sent.items()}
    if any(name.startswith(CODE) for name in files):
        console.say("the folder has a code/ of its own, so Easel's is not added")
    elif with_code:
        files |= code_files()
    return dict(sorted(files.items())), choice.skipped


def _say_what(
    files: dict[str, Path], left_out: dict[str, str], total: int, console: Console
) -> None:
    for name, why in left_out.items():
        console.say(f"left out: {name} ({why})")
    month = total / 1e9 * usd("s3-gb-month")
    console.say(f"{len(files)} files, {size(total)}")
    console.costs(
        f"about ${month:.2f} a month as long as you keep them (S3 Standard, us-east-1, at "
        f"${usd('s3-gb-month')} per GB and month: {prices()['s3-gb-month'].page})"
    )


def _say_others(place: Prefix, files: dict[str, Path], console: Console) -> None:
    others = sorted(set(place.sizes()) - set(files) - {MANIFEST})
    if others:
        console.say(
            f"note: an endpoint also fetches the other files under {place} ({len(others)}): "
            f"{', '.join(others[:3])}{' …' if len(others) > 3 else ''}"
        )
    left = [upload.name for upload in place.unfinished() if upload.name not in files]
    if left:
        console.say(
            f"note: the unfinished uploads of {', '.join(left[:3])} cost money; to delete them: "
            f"python -m jumpstart.upload --abort {place}"
        )


def _abort(place: Prefix, console: Console) -> None:
    if console.dry_run:
        console.say(f"would abort every unfinished upload below {place}")
        return
    left = place.unfinished()
    for upload in left:
        console.say(f"unfinished: {upload.name}")
    if not left:
        console.say(f"there are no unfinished uploads below {place}")
        return
    console.confirm(f"Abort {len(left)} uploads and delete their parts?")
    for upload in left:
        place.abort(upload)
        console.say(f"aborted: {upload.name}")


def parser() -> argparse.ArgumentParser:
    parser = make_parser(
        "upload",
        __doc__ or "",
        example=EXAMPLE,
    )
    parser.add_argument("folder", nargs="?", help="a local folder, or a Hugging Face hub id")
    parser.add_argument("destination", help="s3://bucket/prefix/")
    parser.add_argument("--revision", help="for a hub id: a branch, tag or commit")
    parser.add_argument("--no-code", action="store_true", help="do not add Easel's code/")
    parser.add_argument(
        "--abort",
        action="store_true",
        help="delete the parts of unfinished uploads below the destination",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
