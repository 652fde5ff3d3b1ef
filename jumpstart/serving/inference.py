"""code/inference.py in a model's folder: gives the same answers in Hugging Face's container.

The container's toolkit calls `model_fn` once, and `transform_fn` for one request after the other.
An exception becomes a 400 with its text. `transform_fn` replaces input_fn, predict_fn and
output_fn: of these only output_fn is told what the caller accepts, after the drawing.
"""

import os
import sys
from collections.abc import Callable

if sys.version_info < (3, 11):  # noqa: UP036 - JumpStart's image has 3.8
    raise RuntimeError("code/inference.py needs an image with Python 3.11: see docs/serving.md")

from jumpstart.painters.stable_diffusion import StableDiffusion
from jumpstart.serving.contract import parse, render_answer
from jumpstart.serving.s3_pictures import S3Pictures
from jumpstart.serving.settings import Settings

# Where pictures go if not into the answer. The toolkit passes nothing on but the model.
_STORE: list[Callable[[bytes], str]] = []


def model_fn(model_dir: str) -> StableDiffusion:
    """The pipeline in `model_dir`, with the settings of the variables EASEL_…."""
    told = {"EASEL_MODEL": "stable-diffusion", "EASEL_MODEL_FOLDER": model_dir}
    settings = Settings.read([], os.environ | told)
    model = StableDiffusion(settings)
    if settings.output_s3_uri:
        pictures = S3Pictures(settings.output_s3_uri)
        pictures.check()  # before the model is loaded, and long before a picture is drawn
        _STORE.append(pictures.put)
    model.setup()
    return model


def transform_fn(
    model: StableDiffusion, input_data: str | bytes | bytearray, content_type: str, accept: str
) -> bytes:
    """The answer's body. The toolkit has decoded `input_data` to text if it is JSON.

    Raises:
        InvocationError: with the text of JumpStart's container.
    """
    body = input_data.encode() if isinstance(input_data, str) else bytes(input_data)
    invocation = parse(body, content_type, accept, model.profile)
    store = _STORE[-1] if _STORE else None
    return render_answer(invocation, model.draw(invocation.draw), store)
