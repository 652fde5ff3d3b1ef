"""A fake of SageMaker's training jobs and their logs, over HTTP as boto3 calls them (JSON 1.1)."""

from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .strict import faults

CREATED_S = 1_700_000_000
# The states of a job that succeeds, in order.
COURSE = [
    ("InProgress", "Starting", "Preparing the instances for training"),
    ("InProgress", "Downloading", "Downloading input data"),
    ("InProgress", "Training", "Training image download completed."),
    ("InProgress", "Uploading", "Uploading generated training model"),
    ("Completed", "Completed", "Training job completed"),
]
FAILED = [COURSE[0], ("Failed", "Failed", "Training job failed")]
# A spot instance is taken away, and another one comes.
INTERRUPTED = [
    *COURSE[:3],
    ("InProgress", "Interrupted", "Training job interrupted: spot instance was reclaimed"),
    *COURSE,
]
OUT_OF_TIME = [*COURSE[:3], ("Stopped", "MaxRuntimeExceeded", "Training job runtime exceeded")]


class Training:
    """Keeps the requests. Each look at a job moves it to the next state of its `course`."""

    def __init__(self) -> None:
        self.forget()
        self.app = Starlette(routes=[Route("/", self._answer, methods=["POST"])])

    def forget(self) -> None:
        self.jobs: dict[str, dict[str, Any]] = {}
        self.course = list(COURSE)
        self.refusal: tuple[str, str] | None = None  # (code, message) of CreateTrainingJob
        self.log = "train_avg_loss=0.12"

    async def _answer(self, request: Request) -> Response:
        asked = await request.json()
        operation = request.headers["x-amz-target"].rpartition(".")[2]
        answers: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "CreateTrainingJob": self._create,
            "DescribeTrainingJob": self._describe,
            "ListTrainingJobs": self._list,
            "StopTrainingJob": self._stop,
            "FilterLogEvents": self._log,
        }
        if operation == "CreateTrainingJob" and self.refusal:
            code, message = self.refusal
            return JSONResponse({"__type": code, "message": message}, 400)
        return JSONResponse(answers[operation](asked), media_type="application/x-amz-json-1.1")

    def _create(self, asked: dict[str, Any]) -> dict[str, Any]:
        name = asked["TrainingJobName"]
        assert name not in self.jobs, "SageMaker gives a name once"
        assert faults("sagemaker", "CreateTrainingJob", asked) == []
        self.jobs[name] = {"asked": asked, "course": list(self.course), "at": len(self.jobs)}
        return {"TrainingJobArn": f"arn:aws:sagemaker:us-east-1:111122223333:training-job/{name}"}

    def _describe(self, asked: dict[str, Any]) -> dict[str, Any]:
        name = asked["TrainingJobName"]
        course = self.jobs[name]["course"]
        status, secondary, message = course.pop(0) if len(course) > 1 else course[0]
        asked_for = self.jobs[name]["asked"]
        output = asked_for["OutputDataConfig"]["S3OutputPath"]
        job = {
            "TrainingJobName": name,
            "TrainingJobStatus": status,
            "SecondaryStatus": secondary,
            "SecondaryStatusTransitions": [
                {"Status": secondary, "StartTime": CREATED_S, "StatusMessage": message}
            ],
            "CreationTime": CREATED_S + self.jobs[name]["at"],
        }
        if "CheckpointConfig" in asked_for:
            job["CheckpointConfig"] = asked_for["CheckpointConfig"]
        if status == "Completed":
            artefact = f"{output}{name}/output/model"
            job |= {
                "ModelArtifacts": {"S3ModelArtifacts": artefact},
                "BillableTimeInSeconds": 600,
                "TrainingTimeInSeconds": 2000
                if asked_for.get("EnableManagedSpotTraining")
                else 600,
            }
        if status == "Failed":
            job["FailureReason"] = "AlgorithmError: CUDA out of memory"
        return job

    def _list(self, asked: dict[str, Any]) -> dict[str, Any]:
        named = [name for name in self.jobs if asked.get("NameContains", "") in name]
        return {
            "TrainingJobSummaries": [
                {
                    "TrainingJobName": name,
                    "TrainingJobArn": f"arn:aws:sagemaker:us-east-1:111122223333:x/{name}",
                    "CreationTime": CREATED_S + self.jobs[name]["at"],
                    "TrainingJobStatus": self.jobs[name]["course"][0][0],
                }
                for name in named
            ]
        }

    def _stop(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.jobs[asked["TrainingJobName"]]["course"] = [("Stopped", "Stopped", "stopped")]
        return {}

    def _log(self, asked: dict[str, Any]) -> dict[str, Any]:
        line = {"eventId": "1", "message": f"{self.log}\n", "timestamp": 1}
        return {"events": [line | {"logStreamName": asked["logStreamNamePrefix"] + "algo-1"}]}
