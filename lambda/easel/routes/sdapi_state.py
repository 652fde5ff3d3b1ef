"""What clients of AUTOMATIC1111's API ask for when they start: models, samplers, options. The
answers are true, and mostly say that there is no choice."""

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from ..access import who
from ..api.body import JSON
from ..api.responses import text_response
from ..api.sdapi_info import SAMPLER
from ..service import current_service

if TYPE_CHECKING:
    from ..api.sdapi_bodies import (
        SdFlags,
        SdMemory,
        SdModel,
        SdOptions,
        SdProgress,
        SdSampler,
        SdScheduler,
        SdScripts,
    )

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/sdapi/v1/options")
@router.head("/sdapi/v1/options")
def get_options() -> Response[str]:
    options: SdOptions = {
        "sd_model_checkpoint": current_service().settings.model_id,
        "sd_checkpoint_hash": "",
        "samples_format": "jpg",
    }
    return _answer(options)


@router.post("/sdapi/v1/options")
def set_options() -> Response[str]:
    """Change nothing. Clients choose a model here before they draw, and every name draws."""
    return _answer(None)


@router.get("/sdapi/v1/sd-models")
@router.head("/sdapi/v1/sd-models")
def list_models() -> Response[str]:
    settings = current_service().settings
    model: SdModel = {
        "title": settings.model_id,
        "model_name": settings.model_id,
        "hash": None,
        "sha256": None,
        "filename": f"{settings.model_id}@{settings.model_version}",
        "config": None,
    }
    return _answer([model])


@router.get("/sdapi/v1/samplers")
@router.head("/sdapi/v1/samplers")
def list_samplers() -> Response[str]:
    sampler: SdSampler = {"name": SAMPLER, "aliases": [], "options": {}}
    return _answer([sampler])


@router.get("/sdapi/v1/schedulers")
@router.head("/sdapi/v1/schedulers")
def list_schedulers() -> Response[str]:
    scheduler: SdScheduler = {
        "name": "automatic",
        "label": "Automatic",
        "aliases": [],
        "default_rho": -1.0,
        "need_inner_model": False,
    }
    return _answer([scheduler])


@router.get("/sdapi/v1/scripts")
@router.head("/sdapi/v1/scripts")
def list_scripts() -> Response[str]:
    scripts: SdScripts = {"txt2img": [], "img2img": []}
    return _answer(scripts)


@router.get("/sdapi/v1/progress")
@router.head("/sdapi/v1/progress")
def get_progress() -> Response[str]:
    line = current_service().backlog.line()
    progress: SdProgress = {
        "progress": 0.0,
        "eta_relative": line.length * (line.pace_s or 0.0),
        "state": {
            "skipped": False,
            "interrupted": False,
            "stopping_generation": False,
            "job": "",
            "job_count": line.length,
            "job_timestamp": "0",
            "job_no": 0,
            "sampling_step": 0,
            "sampling_steps": 0,
        },
        "current_image": None,
        "textinfo": None,
    }
    return _answer(progress)


@router.get("/sdapi/v1/memory")
@router.head("/sdapi/v1/memory")
def get_memory() -> Response[str]:
    unknown = {"error": "the model runs on an endpoint of its own, which does not tell its memory"}
    memory: SdMemory = {"ram": unknown, "cuda": unknown}
    return _answer(memory)


@router.get("/sdapi/v1/cmd-flags")
@router.head("/sdapi/v1/cmd-flags")
def get_flags() -> Response[str]:
    flags: SdFlags = {"api": True, "nowebui": True}
    return _answer(flags)


def _answer(body: object) -> Response[str]:
    """A response with `body` for a caller with a key, if the service asks for keys."""
    event = router.current_event
    who(event, current_service())
    text = json.dumps(body, ensure_ascii=False)
    return text_response(event, HTTPStatus.OK, text, JSON, {"Cache-Control": "no-store"})
