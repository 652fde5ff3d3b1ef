"""How long a cold start spends on imports, and how much memory they take."""

import subprocess
import sys
from pathlib import Path
from statistics import median

from .line import Line

BUDGET_MS = 300.0
BUDGET_MIB = 70.0
_RUNS = 7
_FUNCTIONS = ("generate", "deliver", "announce", "transcribe")

# The imports of any function that stores something, in the usual way.
BASELINE = (
    "import boto3; boto3.client('s3'), boto3.client('dynamodb')\n"
    "from aws_lambda_powertools import Logger"
)
# A function's environment, without anything by which a client could find an account.
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "AKIAFAKEFAKEFAKEFAKE",
    "AWS_SECRET_ACCESS_KEY": "fake",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "PYDANTIC_DISABLE_PLUGINS": "1",
    "JOBS_TABLE": "jobs",
    "CALLERS_TABLE": "callers",
    "IMAGES_BUCKET": "images",
    "ANSWERS_BUCKET": "answers",
    "ID_SECRET_ARN": "id-secret",
    "DELIVER_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/111122223333/deliver",
    "WEBHOOK_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/111122223333/webhooks",
    "AUDIO_BUCKET": "audio",
    "TRANSCRIPTS_BUCKET": "transcripts",
    "AUDIO_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/111122223333/audio",
    "TRANSCRIPT_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/111122223333/transcripts",
    "PUBLIC_URL": "https://easel.example",
    "DISTRIBUTION_ID": "E2EXAMPLE",
    "ORIGIN_SECRET": "only cloudfront says this",
    "ENDPOINT_NAME": "easel",
    "ENDPOINT_MODE": "async",
    "MODEL_ID": "model-txt2img-stabilityai-stable-diffusion-v2",
    "MODEL_VERSION": "2.0.18",
}
_SERVICE = (
    "import boto3; from easel.service import current_service; service = current_service(); "
    "boto3.client('secretsmanager')"
)
# The first picture also makes the clients that each function uses.
_READY = {
    "deliver": f"import easel.deliver; {_SERVICE}; service.jobs, service.images, service.answers",
    "announce": (
        f"import easel.announce; {_SERVICE}\n"
        "service.jobs, service.webhooks, service.adapters.webhook_queue, service.receivers"
    ),
    "transcribe": (
        f"import easel.transcribe; {_SERVICE}\n"
        "service.recordings, service.audio, service.transcripts\n"
        "service.transcriber, service.audio_queue, service.quotas"
    ),
    "generate": (
        f"import easel.generate; {_SERVICE}\nservice.jobs, service.images, service.submitter\n"
        "from easel.api.request import DrawRequest; DrawRequest(prompt='a red fox')"
    ),
    "generate, asked for its status": (
        f"import easel.generate; {_SERVICE}\n"
        "service.jobs, service.images, service.submitter, service.endpoint_status"
    ),
}
_CHILD = """
import sys, time
sys.path.insert(0, sys.argv[1])
began = time.perf_counter()
exec(sys.argv[2])
took_ms = (time.perf_counter() - began) * 1000
with open("/proc/self/status") as status:
    (kib,) = [line.split()[1] for line in status if line.startswith("VmRSS")]
print(took_ms, int(kib) / 1024)
"""


def measure(asset: Path) -> tuple[list[Line], float]:
    """The table's lines, and the baseline in ms."""
    codes = {"": BASELINE} | {n: f"import easel.{n}" for n in _FUNCTIONS}
    codes |= {f"{name}, ready": code for name, code in _READY.items()}
    # In turn, so that a slow moment of the machine affects all of them.
    runs = [{name: _run(asset, code) for name, code in codes.items()} for _ in range(_RUNS)]
    ms = {name: median(run[name][0] for run in runs) for name in codes}
    mib = {name: median(run[name][1] for run in runs) for name in codes}
    lines = []
    for name in _FUNCTIONS:
        what = f"cold import of {name}; beside boto3, 2 clients, Logger"
        lines += [
            Line(what, ms[name], "ms", ms[""], BUDGET_MS),
            Line(f"resident after the import of {name}", mib[name], "MiB", mib[""], BUDGET_MIB),
        ]
    for name in _READY:
        lines += [
            Line(f"{name}: import and clients", ms[f"{name}, ready"], "ms", ms[""]),
            Line(f"{name}: resident then", mib[f"{name}, ready"], "MiB", mib[""]),
        ]
    return lines, ms[""]


def _run(asset: Path, code: str) -> tuple[float, float]:
    # Without -S, a package that the asset lacks would be imported from this environment.
    command = [sys.executable, "-I", "-S", "-c", _CHILD, str(asset), code]
    done = subprocess.run(command, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True)
    took_ms, mib = done.stdout.split()
    return float(took_ms), float(mib)
