"""The routes for clients of AUTOMATIC1111's API."""

from dataclasses import replace
from typing import Any

from easel.api.bodies import IMAGE_ID
from easel.api.sdapi_bodies import (
    SdFlags,
    SdImages,
    SdMemory,
    SdModel,
    SdOptions,
    SdProgress,
    SdSampler,
    SdScheduler,
    SdScripts,
)
from easel.api.sdapi_info import SAMPLER, info, parameters
from easel.api.sdapi_request import TextToImageRequest

from .dialect import REFUSED, WAIT
from .headers import RATE_LIMIT
from .operation import Answer, Credentials, Operation
from .pictures import DRAWN_JOB, IDEMPOTENCY_KEY, TOKEN

_MODEL = "model-txt2img-stabilityai-stable-diffusion-v2"
_PICTURES = {
    "images": ["/9j/4AAQ"],
    "parameters": parameters(DRAWN_JOB),
    "info": info(DRAWN_JOB),
    "warnings": [],
    "id": IMAGE_ID,
    "delete_token": TOKEN,
}
_OPTIONS = {"sd_model_checkpoint": _MODEL, "sd_checkpoint_hash": "", "samples_format": "jpg"}
_UNNAMED = {"hash": None, "sha256": None, "config": None}
_MODELS = [{"title": _MODEL, "model_name": _MODEL, "filename": f"{_MODEL}@2.0.18", **_UNNAMED}]
_SCHEDULER = {
    "name": "automatic",
    "label": "Automatic",
    "aliases": [],
    "default_rho": -1.0,
    "need_inner_model": False,
}
_IDLE = {
    "skipped": False,
    "interrupted": False,
    "stopping_generation": False,
    "job": "",
    "job_count": 2,
    "job_timestamp": "0",
    "job_no": 0,
    "sampling_step": 0,
    "sampling_steps": 0,
}
_PROGRESS = {
    "progress": 0.0,
    "eta_relative": 19.6,
    "state": _IDLE,
    "current_image": None,
    "textinfo": None,
}
_UNKNOWN = {"error": "the model runs on an endpoint of its own, which does not tell its memory"}

DRAW = Operation(
    method="post",
    path="/sdapi/v1/txt2img",
    id="txt2img",
    tag="sdapi",
    summary="Draw pictures for a client of AUTOMATIC1111's API",
    description="Waits up to 25 seconds, then redirects to an address that goes on waiting.",
    credentials=Credentials.PERHAPS,
    parameters=(IDEMPOTENCY_KEY,),
    body=TextToImageRequest,
    body_examples={
        "a prompt": {"prompt": "a red fox"},
        "as clients send it": {
            "prompt": "a red fox",
            "negative_prompt": "",
            "steps": 20,
            "cfg_scale": 7.0,
            "width": 512,
            "height": 512,
            "seed": -1,
            "batch_size": 1,
            "n_iter": 1,
        },
    },
    answers=(
        Answer(
            status=200,
            description="The JPEGs.",
            body=SdImages,
            examples={"drawn": _PICTURES},
            headers=RATE_LIMIT,
        ),
        replace(WAIT, headers=(*WAIT.headers, *RATE_LIMIT)),
    ),
    refuses=REFUSED,
)


def _state(name: str, id: str, summary: str, body: Any, example: object) -> Operation:
    return Operation(
        method="get",
        path=f"/sdapi/v1/{name}",
        id=id,
        tag="sdapi",
        summary=summary,
        description="Clients ask for it when they start.",
        credentials=Credentials.PERHAPS,
        answers=(
            Answer(status=200, description="As it is.", body=body, examples={"as it is": example}),
        ),
        refuses=("invalid_api_key",),
    )


def _not_offered(name: str, id: str, summary: str) -> Operation:
    return Operation(
        method="post",
        path=f"/sdapi/v1/{name}",
        id=id,
        tag="sdapi",
        summary=f"{summary} (not offered)",
        description="Says what Easel offers in its place.",
        refuses=("not_supported",),
        answers=(),
    )


OPERATIONS = (
    DRAW,
    _state("options", "sdGetOptions", "The options", SdOptions, _OPTIONS),
    Operation(
        method="post",
        path="/sdapi/v1/options",
        id="sdSetOptions",
        tag="sdapi",
        summary="Accept options and change nothing",
        description="Clients choose a model here. There is one, and every name draws.",
        credentials=Credentials.PERHAPS,
        answers=(
            Answer(
                status=200,
                description="Accepted.",
                body=type(None),
                examples={"accepted": None},
            ),
        ),
        refuses=("invalid_api_key",),
    ),
    _state("sd-models", "sdListModels", "The models", list[SdModel], _MODELS),
    _state(
        "samplers",
        "sdListSamplers",
        "The samplers",
        list[SdSampler],
        [{"name": SAMPLER, "aliases": [], "options": {}}],
    ),
    _state("schedulers", "sdListSchedulers", "The schedulers", list[SdScheduler], [_SCHEDULER]),
    _state("scripts", "sdListScripts", "The scripts", SdScripts, {"txt2img": [], "img2img": []}),
    _state("progress", "sdGetProgress", "How many jobs are open", SdProgress, _PROGRESS),
    _state("memory", "sdGetMemory", "The memory", SdMemory, {"ram": _UNKNOWN, "cuda": _UNKNOWN}),
    _state("cmd-flags", "sdGetFlags", "The flags", SdFlags, {"api": True, "nowebui": True}),
    _not_offered("img2img", "img2img", "Change a picture"),
    _not_offered("extra-single-image", "sdEnlarge", "Enlarge a picture"),
    _not_offered("extra-batch-images", "sdEnlargeMany", "Enlarge pictures"),
    _not_offered("png-info", "sdReadPng", "Read the text in a PNG"),
    _not_offered("interrogate", "sdInterrogate", "Describe a picture"),
)
