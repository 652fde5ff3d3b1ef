"""A pipeline with Stable Diffusion 2.0's layout, tiny and random, through the serving container.

One process of .venv-torch makes it, loads it by the code that loads the real one, and serves it,
all by the code that `upload` puts beside a model.
"""

import base64
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import httpx
import numpy as np
import pytest
from PIL import Image

from jumpstart.serving.code_folder import code_files
from local.process import listen, port_of, served
from local.sagemaker import api as sagemaker
from local.sagemaker.endpoint import Endpoint
from tests.contract.serving_endpoint import (
    ANSWERS,
    JPEG,
    JSON,
    TEXT,
    assert_refused,
    assert_same_shape,
    pictures,
)
from tests.torch_environment import PYTHON, ROOT, skip_without_torch

REQUEST = {"prompt": "a fox", "width": 64, "height": 64, "num_inference_steps": 2, "seed": 1}


@dataclass
class Tiny:
    """The server that draws with the tiny pipeline. `facts` is what it printed about itself."""

    facts: dict[str, Any]
    client: httpx.Client
    log: Path
    process: subprocess.Popen[str]

    def draw(self, accept: str = JSON, **change: Any) -> httpx.Response:
        headers = {"content-type": JSON, "accept": accept}
        body = json.dumps(REQUEST | change).encode()
        return self.client.post("/invocations", content=body, headers=headers)

    def pixels(self, **change: Any) -> "np.ndarray[Any, np.dtype[np.int16]]":
        """(pictures, 64, 64, 3)."""
        return np.array(self.draw(**change).json()["generated_images"], np.int16)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    skip_without_torch()
    folder = tmp_path_factory.mktemp("tiny")
    log = folder / "log"
    for name, file in code_files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, folder / name)
    module = "tests.contract.tiny_pipeline_server"
    command: list[str | Path] = [PYTHON, "-W", "ignore", "-m", module, folder, "serve"]
    command += ["--port", "0", "--max-waiting", "0", "--grace-s", "1"]
    command += ["--model", "stable-diffusion", "--model-folder", folder / "model"]
    env = {"PYTHONPATH": f"{folder / 'code'}:{ROOT}", "OMP_NUM_THREADS": "1"}
    with (
        log.open("w") as stderr,
        subprocess.Popen(
            command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=stderr, text=True
        ) as process,
    ):
        try:
            assert process.stdout
            facts = json.loads(process.stdout.readline() or "{}")
            url = process.stdout.readline().strip().partition(" on ")[2]
            assert url, log.read_text()
            with httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
                yield Tiny(facts, client, log, process)
        finally:
            process.kill()


def test_the_pipeline_is_loaded_with_the_settings_for_stable_diffusion_2(tiny: Tiny) -> None:
    assert tiny.facts["pipeline"] == {
        "scheduler": "DPMSolverMultistepScheduler",
        "algorithm": "dpmsolver++",
        "prediction": "v_prediction",
        "attention": "AttnProcessor2_0",  # torch's scaled_dot_product_attention
        "dtype": "torch.float32",  # without a GPU
        "text_encoder": "CLIPTextModel",
    }


def test_every_pair_gets_exactly_its_recorded_shape_by_awss_own_client(tiny: Tiny) -> None:
    with ExitStack() as stack:
        listener = stack.enter_context(listen(0))
        endpoint = Endpoint("easel", str(tiny.client.base_url), None, "answers")
        stand_in = sagemaker.create_app(endpoint, answers="answers/", failures="failures/")
        stack.enter_context(served(stand_in, listener))
        runtime = boto3.client(
            "sagemaker-runtime", endpoint_url=f"http://127.0.0.1:{port_of(listener)}"
        )
        for pair, recorded in ANSWERS.items():
            content_type, accept = pair.split(" -> ")
            sent = REQUEST | {"prompt": recorded["prompt"], "num_images_per_prompt": 2}
            text = recorded["prompt"] if content_type == TEXT else json.dumps(sent)
            answer = runtime.invoke_endpoint(
                EndpointName="easel", ContentType=content_type, Accept=accept, Body=text.encode()
            )
            assert answer["ContentType"] == accept
            assert_same_shape(json.loads(answer["Body"].read()), recorded)


def test_the_code_beside_a_model_gives_the_recorded_shape_in_hugging_faces_container(
    tiny: Tiny,
) -> None:
    inference = tiny.facts["inference"]
    assert_same_shape(inference["answer"], ANSWERS[f"{JSON} -> {JPEG}"])
    assert [Path(file).relative_to(tiny.log.parent).as_posix() for file in inference["files"]] == [
        "code/inference.py",
        "code/jumpstart/serving/__main__.py",
    ]
    # The parameters of model_fn and transform_fn. The toolkit counts them, and gives a function
    # with one more parameter a context.
    assert inference["parameters"] == [1, 4]


def test_a_size_that_is_not_a_square_is_drawn(tiny: Tiny) -> None:
    [picture] = pictures(tiny.draw(JPEG, width=72, height=40))
    assert picture.size == (72, 40)


def test_the_same_seed_gives_the_same_picture_and_another_seed_another_picture(tiny: Tiny) -> None:
    first, again, other = tiny.pixels(), tiny.pixels(), tiny.pixels(seed=2)
    assert np.array_equal(first, again)
    assert abs(first - other).mean() > 5


def test_without_a_seed_no_two_pictures_are_alike(tiny: Tiny) -> None:
    unseeded = {key: value for key, value in REQUEST.items() if key != "seed"}
    answers = [
        tiny.client.post("/invocations", json=unseeded, headers={"accept": JSON}).text
        for _ in range(2)
    ]
    assert answers[0] != answers[1]


@pytest.mark.parametrize("batch_size", [1, 2, 4])
def test_pictures_of_a_batch_are_the_same_as_with_their_own_seeds(
    tiny: Tiny, batch_size: int
) -> None:
    batch = tiny.pixels(num_images_per_prompt=3, batch_size=batch_size)
    singles = np.concatenate([tiny.pixels(seed=seed) for seed in (1, 2, 3)])
    # In a batch, sums may be made in another order, so a difference of 1 of 255 is allowed.
    assert abs(batch - singles).max() <= 1


def test_pictures_come_prompt_by_prompt(tiny: Tiny) -> None:
    prompts = {"prompt": ["a fox", "a hen"], "negative_prompt": ["", "red"]}
    both = tiny.pixels(**prompts, num_images_per_prompt=2, batch_size=3)
    hen = tiny.pixels(prompt="a hen", negative_prompt="red", seed=3)
    assert len(both) == 4
    assert abs(both[2] - hen[0]).max() <= 1


@pytest.mark.parametrize(
    "change",
    [
        {"prompt": "a hen"},
        {"negative_prompt": "red"},
        {"guidance_scale": 1.5},
        {"num_inference_steps": 3},
        {"eta": 0.9},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_parameter_changes_the_picture(tiny: Tiny, change: dict[str, object]) -> None:
    assert not np.array_equal(tiny.pixels(), tiny.pixels(**change))


def test_a_picture_is_changed_and_what_a_mask_keeps_stays_to_the_pixel(tiny: Tiny) -> None:
    photo = Image.linear_gradient("L").resize((64, 64)).convert("RGB")
    mask = Image.new("L", (64, 64))
    mask.paste(255, (0, 0, 32, 64))  # white: the left half is drawn anew
    told = {"width": 64, "height": 64, "image": base64_of(photo), "num_inference_steps": 4}
    changed = tiny.pixels(**told, strength=0.5)
    assert not np.array_equal(changed[0], np.array(photo))
    assert np.array_equal(changed, tiny.pixels(**told, strength=0.5))
    masked = tiny.pixels(**told, mask_image=base64_of(mask))[0]
    assert np.array_equal(masked[:, 32:], np.array(photo)[:, 32:])
    assert not np.array_equal(masked[:, :32], np.array(photo)[:, :32])


def base64_of(picture: Image.Image) -> str:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def test_an_eta_out_of_its_range_is_refused(tiny: Tiny) -> None:
    assert_refused(tiny.draw(eta=1.5), "eta must be between 0 and 1, got 1.5.")


@pytest.mark.parametrize(
    "prompt",
    ["", "富士山と桜", "a 🦊 and a 👩‍🚀", "\ud83e", "a\x00fox", "secret fox " * 100_000],
    ids=["empty", "japanese", "emoji", "half a pair", "nul", "a megabyte"],
)
def test_any_prompt_is_drawn_and_echoed(tiny: Tiny, prompt: str) -> None:
    answer = tiny.draw(JPEG, prompt=prompt)
    assert answer.status_code == 200
    assert answer.json()["prompt"] == prompt


def test_no_log_holds_a_prompt_even_if_it_is_too_long(tiny: Tiny) -> None:
    assert tiny.draw(prompt="secret fox " * 100).status_code == 200
    assert "secret" not in tiny.log.read_text()


@pytest.mark.parametrize("where", ["gpu", "processor"])
def test_out_of_memory_has_the_containers_words_and_frees_the_memory(
    tiny: Tiny, where: str
) -> None:
    fault = tiny.facts[where]
    assert fault["said"].startswith("CUDA out of memory. ")
    assert fault["kind"] == "MemoryError"
    assert fault["freed"]
    assert fault["next"] == 1


def test_another_fault_of_torch_is_raised_unchanged(tiny: Tiny) -> None:
    assert tiny.facts["other"]["said"] == "mat1 and mat2 shapes"
    assert tiny.facts["other"]["kind"] == "RuntimeError"


def test_a_request_for_too_many_pixels_is_out_of_memory(tiny: Tiny) -> None:
    answer = tiny.draw(width=80_000, height=80_000)
    assert answer.json()["message"].startswith("CUDA out of memory. Tried to allocate ")


def test_an_unsafe_picture_is_black_and_says_so(tiny: Tiny) -> None:
    black = [[64 * 64, [0, 0, 0]]]
    assert tiny.facts["unsafe"]["colours"] == [black, black]
    assert tiny.facts["unsafe"]["comment"] == "Withheld by the safety checker."


def test_a_stop_during_a_drawing_ends_with_status_0(tiny: Tiny) -> None:
    """This test is the last one here, because it stops the server."""
    large = {"width": 768, "height": 768, "num_inference_steps": 200}
    with ThreadPoolExecutor(2) as callers:
        two = {callers.submit(tiny.draw, JPEG, **large) for _ in range(2)}
        [refused], [drawing] = wait(two, return_when=FIRST_COMPLETED)
        assert refused.result().json()["message"].startswith("0 requests are waiting already")
        tiny.process.terminate()
        assert drawing.result(20).json()["message"] == "the server is stopping"
    assert tiny.process.wait(60) == 0
