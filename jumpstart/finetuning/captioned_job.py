"""Train from captions in SageMaker: check, say the costs, ask, send, start, watch."""

import argparse
import dataclasses
import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from botocore.exceptions import ClientError

from ..command.console import Console, needed
from ..command.faults import Fault, Usage, code_of
from ..command.prices import usd
from ..uploading.model_folder import read_folder
from ..uploading.progress import size
from ..uploading.s3_prefix import Prefix, parse_s3
from . import training_job
from .base import CONFIGURATION, chosen_side_px, digest_of, kind_of
from .captioned_order import Job, estimated_s, image_in, instance_for, request_for
from .captions import Captions, checked_captions
from .costs import MOST_S, say_costs
from .in_bucket import check_bucket, send_files
from .packed import digest_of_code, packed_code
from .plan import Plan, planned
from .where import is_in_s3, model_folder

WAITING_S = 4 * 3600  # for spot instances
LEAST_S = 3600


@dataclasses.dataclass(frozen=True, slots=True)
class Base:
    """The pipeline to train. If `files` is empty, it lies in S3 already, at `place`."""

    kind: str
    side_px: int
    digest: str
    place: str
    files: Mapping[str, Path]


def train_captions_in_cloud(arguments: argparse.Namespace, console: Console) -> None:
    given = needed(arguments.model, "--model", "captions train a diffusers pipeline")
    base = _base(given, arguments.resolution, console)  # 1. check everything that costs nothing
    captions = checked_captions(arguments.dataset, console, base.side_px)
    plan = planned(arguments, len(captions.pictures), base.side_px, arguments.precision)
    name = f"easel-{_digest(base, captions, plan)[:16]}"
    if arguments.stop:
        training_job.stop_named(console, name)
        return
    instance = instance_for(arguments.instance_type, base.kind, plan)
    expected_s = estimated_s(instance, base.kind, plan, len(captions.pictures))
    job = _job(arguments, console, name, base, plan, expected_s)
    existing = None
    if not console.dry_run:
        existing, free = training_job.find(console, name)  # 2. is it trained already?
        job = dataclasses.replace(job, name=free)
    if existing and training_job.is_of_use(existing, again=arguments.again):
        console.say(f"{existing['TrainingJobName']} is training, or has trained, exactly this")
        _follow(arguments, console, existing["TrainingJobName"])
        return
    job = _with_checkpoints(job, existing, console)
    _say_plan_and_costs(console, plan, expected_s, job)
    if not console.dry_run:
        check_bucket(console, parse_s3(job.output)[0])
    console.confirm(f"Send what it needs and start {job.name}?")
    _send(console, job, base, captions)  # 3. send code, pictures and weights, then start the job
    console.send("sagemaker", "CreateTrainingJob", **request_for(job))
    if not console.dry_run:
        console.say(f"{job.name} is started")
        _follow(arguments, console, job.name)  # 4. watch it


def _base(given: str, resolution: int | None, console: Console) -> Base:
    if is_in_s3(given) and not console.dry_run:
        return _base_in_s3(given, resolution, console)
    folder = model_folder(given, console)
    kind = kind_of(folder)
    choice = read_folder(folder)
    for fault in choice.faults:
        console.say(f"wrong: {fault}")
    if choice.faults:
        what = f"{folder} is not a complete diffusers model (faults above: {len(choice.faults)})"
        raise Fault(what, "correct it, or save it again with save_pretrained()", code="bad_model")
    files = {sent: folder / name for sent, name in choice.sent.items()}
    digest = digest_of(folder)
    return Base(kind, chosen_side_px(resolution, folder), digest, "", files)


def _base_in_s3(url: str, resolution: int | None, console: Console) -> Base:
    """The pipeline at `url`, of which only the configuration is read."""
    s3 = console.client("s3")
    place = Prefix(s3, *parse_s3(url))
    tags = place.tags()
    if not tags:
        do = f"send the weights there: python -m jumpstart.upload FOLDER {place}"
        raise Fault(f"there is nothing in {place}", do, code="bad_model")
    with tempfile.TemporaryDirectory() as temporary:
        skeleton = Path(temporary)
        for name in tags:
            if name.endswith("/") or ".." in Path(name).parts:
                continue
            (skeleton / name).parent.mkdir(parents=True, exist_ok=True)
            content = b""
            if name in CONFIGURATION:
                key = place.prefix + name
                content = s3.get_object(Bucket=place.bucket, Key=key)["Body"].read()
            (skeleton / name).write_bytes(content)
        try:
            kind, side_px = kind_of(skeleton), chosen_side_px(resolution, skeleton)
        except Fault as fault:
            what = fault.what.replace(temporary, str(place))
            raise type(fault)(what, fault.do, code=fault.code) from fault
    digest = hashlib.sha256(json.dumps(sorted(tags.items())).encode()).hexdigest()
    return Base(kind, side_px, digest, str(place), {})


def _digest(base: Base, captions: Captions, plan: Plan) -> str:
    """The same text for the same model, pictures and options."""
    key = [base.kind, base.digest, captions.digest(), dataclasses.asdict(plan)]
    return hashlib.sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()


def _job(
    arguments: argparse.Namespace,
    console: Console,
    name: str,
    base: Base,
    plan: Plan,
    expected_s: float,
) -> Job:
    where = needed(arguments.s3, "--s3", "it is the place for the dataset and the trained model")
    role = training_job.role_in(arguments)
    image_in(console.region)  # fails now if AWS keeps none there
    bucket, prefix = parse_s3(where)
    root = f"s3://{bucket}/{prefix}"
    usual_s = min(MOST_S, max(LEAST_S, 2 * 60 * int(expected_s / 60)))
    max_runtime_s = 60 * (arguments.max_minutes or 0) or usual_s
    max_wait_s = 60 * (arguments.max_wait_minutes or 0) or max_runtime_s + WAITING_S
    if max_wait_s < max_runtime_s and not arguments.on_demand:
        do = f"give at least --max-wait-minutes {max_runtime_s // 60}"
        raise Usage("--max-wait-minutes is less than --max-minutes", do, code="too_long")
    return Job(
        name=name,
        region=console.region,
        role=role,
        code=f"{root}code/{digest_of_code(packed_code())[:16]}/",
        dataset=f"{root}datasets/{name}/",
        base=base.place or f"{root}models/{base.digest[:16]}/",
        output=f"{root}trained/",
        checkpoints=f"{root}checkpoints/{name}/",
        instance_type=arguments.instance_type,
        max_runtime_s=max_runtime_s,
        max_wait_s=None if arguments.on_demand else max_wait_s,
        hyperparameters=_hyperparameters(plan),
    )


def _hyperparameters(plan: Plan) -> dict[str, str]:
    """The options of `finetune` in the container. SageMaker takes only strings."""
    options = {
        "steps": plan.steps,
        "batch": plan.batch,
        "accumulate": plan.accumulate,
        "learning-rate": plan.learning_rate,
        "resolution": plan.side_px,
        "precision": plan.precision,
        "seed": plan.seed,
    }
    return {name: str(value) for name, value in options.items()} | (
        {"lora": str(plan.rank)} if plan.rank else {}
    )


def _with_checkpoints(job: Job, before: training_job.Described | None, console: Console) -> Job:
    """The job, which goes on from the checkpoint of the job `before` if that did not finish."""
    root = job.checkpoints.rstrip("/").rpartition("/")[0]
    if before and before["TrainingJobStatus"] != "Completed" and "CheckpointConfig" in before:
        console.say(
            f"it goes on from the checkpoint of {before['TrainingJobName']}, if it left one"
        )
        return dataclasses.replace(job, checkpoints=before["CheckpointConfig"]["S3Uri"])
    return dataclasses.replace(job, checkpoints=f"{root}/{job.name}/")


def _say_plan_and_costs(console: Console, plan: Plan, expected_s: float, job: Job) -> None:
    what = "the whole U-Net" if plan.rank is None else f"LoRA of rank {plan.rank}"
    console.say(
        f"{plan.steps} steps of {plan.batch * plan.accumulate} pictures at {plan.side_px} px on "
        f"one {job.instance_type}: {what}"
    )
    estimate = (
        "an estimate from the work of a step, not a measurement: the job's log says the real time "
        "after its first step"
    )
    instance_type, most_s = job.instance_type, job.max_runtime_s
    say_costs(console, instance_type, expected_s, most_s, estimate=estimate, fewer="--steps")
    if job.max_wait_s is not None:
        console.say(
            "on a spot instance, which costs less than that; if it is taken away, the job waits "
            f"for another and goes on, {job.max_wait_s // 60} minutes in all"
        )


def _send(console: Console, job: Job, base: Base, captions: Captions) -> None:
    pictures = [picture.path for picture in captions.pictures]
    metadata = [captions.folder / name for name in captions.metadata]
    dataset = {
        path.relative_to(captions.folder).as_posix(): path for path in [*metadata, *pictures]
    }
    for what, files, where in (
        ("code", packed_code(), job.code),
        ("pictures and captions", dataset, job.dataset),
        ("weights", base.files, job.base),
    ):
        if files:
            send_files(console, what, files, where)


def _follow(arguments: argparse.Namespace, console: Console, name: str) -> None:
    def next_steps(artefact: str) -> None:
        console.say(f"next: python -m jumpstart.deploy --model-data {artefact}")
        serving = ".venv-torch/bin/python -m jumpstart.serving --model stable-diffusion"
        console.say(f"or draw on this machine: {serving} --model-folder {artefact}")

    price = usd("training-hour", arguments.instance_type)
    ended = training_job.follow(arguments, console, name, price, next_steps)
    if ended:
        _drop_checkpoint(console, ended)


def _drop_checkpoint(console: Console, job: training_job.Described) -> None:
    """Delete the checkpoint of a job that has finished: up to 14 GB that nobody needs."""
    place = Prefix(console.client("s3"), *parse_s3(job["CheckpointConfig"]["S3Uri"]))
    try:
        left = place.sizes()
        for name in left:
            place.delete(name)
    except ClientError as error:
        console.say(f"note: {place} may hold a checkpoint ({code_of(error)}); delete it")
        return
    if left:
        console.say(f"its checkpoint is deleted: {size(sum(left.values()))}")
