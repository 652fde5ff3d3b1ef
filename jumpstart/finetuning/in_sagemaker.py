"""Fine-tune by a JumpStart training job: check, say the costs, ask, send, start, watch."""

import argparse
import dataclasses
import hashlib
import json

from botocore.exceptions import ClientError

from ..command.console import Console, needed
from ..command.faults import Fault, Usage, code_of
from ..command.prices import usd
from ..uploading.s3_prefix import parse_s3
from . import training_job
from .costs import say_costs
from .dataset import Dataset, checked
from .hyperparameters import read_hyperparameters, steps
from .in_bucket import check_bucket, send_files
from .order import (
    INSTANCES,
    MODEL_ID,
    SIDE_PX,
    Instance,
    Order,
    Source,
    estimated_s,
    request_for,
    source_in,
)

MAX_MINUTES = 60


def train_in_cloud(arguments: argparse.Namespace, console: Console) -> None:
    hyperparameters = _hyperparameters(arguments, console)  # 1. check everything that costs nothing
    instance = _instance(arguments.instance_type, hyperparameters)
    prior = hyperparameters["with_prior_preservation"] == "True"
    dataset = checked(arguments.dataset, console, prior_preservation=prior, side_px=SIDE_PX)
    digest = _digest(dataset, hyperparameters)
    name = f"easel-{digest[:16]}"
    if arguments.stop:
        training_job.stop_named(console, name)
        return
    order = _order(arguments, console, name, hyperparameters)
    source = source_in(console.region)
    existing = None
    if not console.dry_run:
        existing, free = training_job.find(console, name)  # 2. is it trained already?
        order = dataclasses.replace(order, name=free)
    if existing and training_job.is_of_use(existing, again=arguments.again):
        console.say(f"{existing['TrainingJobName']} is training, or has trained, exactly this")
        _follow(arguments, console, existing["TrainingJobName"])
        return
    _say_plan_and_costs(console, dataset, order, instance)
    if not console.dry_run:
        _look(console, order, source)
    console.confirm(f"Send the dataset and start {order.name}?")
    # 3. send the dataset, then start the job that reads it
    send_files(console, "dataset", dataset.files, order.dataset)
    console.send("sagemaker", "CreateTrainingJob", **request_for(order, source))
    if not console.dry_run:
        console.say(f"{order.name} is started")
        _follow(arguments, console, order.name)  # 4. watch it


def _hyperparameters(arguments: argparse.Namespace, console: Console) -> dict[str, str]:
    chosen, faults = read_hyperparameters(arguments.set)
    for fault in faults:
        console.say(f"wrong: --set {fault}")
    if faults:
        what = f"wrong hyperparameters: {len(faults)}"
        raise Usage(
            what, "correct those above; nothing was sent or paid for", code="bad_hyperparameter"
        )
    return chosen


def _instance(instance_type: str, hyperparameters: dict[str, str]) -> Instance:
    if instance_type not in INSTANCES:
        do = f"take one of {', '.join(INSTANCES)}"
        raise Usage(
            f"JumpStart does not train this model on {instance_type}", do, code="bad_instance_type"
        )
    instance = INSTANCES[instance_type]
    wants_more = hyperparameters["with_prior_preservation"] == "True"
    if wants_more and not instance.fits_prior_preservation:
        what = f"prior preservation does not fit into the GPU memory of {instance_type}"
        raise Usage(what, "take --instance-type ml.g5.2xlarge", code="bad_instance_type")
    return instance


def _digest(dataset: Dataset, hyperparameters: dict[str, str]) -> str:
    """The same text for the same dataset and hyperparameters."""
    key = json.dumps([MODEL_ID, dataset.digest(), hyperparameters], sort_keys=True)
    return hashlib.sha256(key.encode()).hexdigest()


def _order(
    arguments: argparse.Namespace, console: Console, name: str, hyperparameters: dict[str, str]
) -> Order:
    place = needed(arguments.s3, "--s3", "it is the place for the dataset and the trained model")
    role = training_job.role_in(arguments)
    bucket, prefix = parse_s3(place)
    root = f"s3://{bucket}/{prefix}"
    return Order(
        name=name,
        region=console.region,
        role=role,
        dataset=f"{root}datasets/{name}/",
        output=f"{root}trained/",
        instance_type=arguments.instance_type,
        max_runtime_s=60 * (arguments.max_minutes or MAX_MINUTES),
        hyperparameters=hyperparameters,
    )


def _say_plan_and_costs(
    console: Console, dataset: Dataset, order: Order, instance: Instance
) -> None:
    count = steps(order.hyperparameters, len(dataset.pictures))
    expected_s = estimated_s(instance, count, order.hyperparameters)
    console.say(f"{count} steps on one {order.instance_type}")
    instance_type, most_s = order.instance_type, order.max_runtime_s
    say_costs(console, instance_type, expected_s, most_s, estimate="an estimate", fewer="epochs")


def _look(console: Console, order: Order, source: Source) -> None:
    """Return if everything that the job reads and writes exists.

    Raises:
        Fault: the bucket, the script or the weights do not.
    """
    check_bucket(console, parse_s3(order.output)[0])
    s3 = console.client("s3")
    for url in (source.script, source.weights):
        bucket, _, key = url.removeprefix("s3://").partition("/")
        try:
            s3.head_object(Bucket=bucket, Key=key)
        except ClientError as error:
            if code_of(error) in ("404", "NoSuchKey", "NoSuchBucket"):
                do = "correct jumpstart/finetuning/order.py after AWS's page about the model"
                raise Fault(f"JumpStart no longer has {url}", do, code="no_source") from error
            console.say(f"note: you may not read {url}; the job's role must be allowed to")


def _follow(arguments: argparse.Namespace, console: Console, name: str) -> None:
    def next_step(artefact: str) -> None:
        console.say(f"next: python -m jumpstart.deploy --model-data {artefact}")

    price = usd("training-hour", arguments.instance_type)
    training_job.follow(arguments, console, name, price, next_step)
