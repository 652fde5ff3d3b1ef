"""A model that takes images gets `image`, `mask_image` and `strength`, checked and bounded."""

import base64
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from jumpstart.painters.model import Profile
from jumpstart.serving.contract import KEYS
from jumpstart.serving.input_images import IMAGE_KEYS, MAX_IMAGE_PIXELS
from tests.contract.serving_endpoint import TEXT, Endpoint, FakeModel, assert_refused, pictures

TAKES_IMAGES = Profile(side_px=64, steps=4, guidance_scale=1.5, takes_images=True)


def sent(picture: Image.Image, kind: str = "PNG", **how: Any) -> str:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return base64.b64encode(file.getvalue()).decode()


PHOTO = Image.linear_gradient("L").resize((48, 32)).convert("RGB")
MASK = Image.new("L", (48, 32), 255)
BODY = {"prompt": "a fox", "image": sent(PHOTO)}


@pytest.fixture
def model() -> FakeModel:
    return FakeModel(profile=TAKES_IMAGES)


def test_what_a_request_does_not_say_follows_from_the_models_profile(model: FakeModel) -> None:
    endpoint = Endpoint(model)
    endpoint.invoke({"prompt": "a fox"})
    endpoint.invoke(b"a fox", TEXT)
    for drawn in model.requests:
        assert (drawn.width, drawn.height) == (64, 64)
        assert (drawn.num_inference_steps, drawn.guidance_scale) == (4, 1.5)


def test_the_picture_has_the_size_of_the_image(model: FakeModel) -> None:
    [drawn] = pictures(Endpoint(model).invoke(BODY))
    assert drawn.size == (48, 32)
    [request] = model.requests
    assert request.image is not None
    assert request.image.tobytes() == PHOTO.tobytes()
    assert request.mask_image is None
    assert request.strength == 0.8


def test_a_mask_has_another_default_strength_and_a_strength_can_be_sent(model: FakeModel) -> None:
    endpoint = Endpoint(model)
    endpoint.invoke(BODY | {"mask_image": sent(MASK)})
    endpoint.invoke(BODY | {"mask_image": sent(MASK), "strength": 0.5})
    assert [request.strength for request in model.requests] == [1.0, 0.5]
    mask = model.requests[0].mask_image
    assert mask is not None
    assert (mask.mode, mask.size, mask.getcolors()) == ("L", (48, 32), [(48 * 32, 255)])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_each_format_is_read(model: FakeModel, kind: str) -> None:
    assert Endpoint(model).invoke(BODY | {"image": sent(PHOTO, kind)}).status_code == 200


def test_a_photo_is_turned_upright_as_its_exif_says(model: FakeModel) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by a quarter
    Endpoint(model).invoke(BODY | {"image": sent(PHOTO, "JPEG", exif=exif)})
    assert (model.requests[0].width, model.requests[0].height) == (32, 48)


def test_what_is_transparent_is_white(model: FakeModel) -> None:
    Endpoint(model).invoke(BODY | {"image": sent(Image.new("RGBA", (48, 32), (200, 0, 0, 0)))})
    image = model.requests[0].image
    assert image is not None
    assert image.getcolors() == [(48 * 32, (255, 255, 255))]


def test_sixteen_bits_of_grey_keep_their_shades(model: FakeModel) -> None:
    grey = Image.new("I;16", (48, 32), 0x8000)
    grey.paste(0xFFFF, (0, 0, 24, 32))
    Endpoint(model).invoke(BODY | {"image": sent(grey), "mask_image": sent(grey)})
    [request] = model.requests
    assert request.image is not None
    assert request.mask_image is not None
    for x, shade in ((0, 255), (47, 127)):
        assert request.image.getpixel((x, 0)) == (shade,) * 3
        assert request.mask_image.getpixel((x, 0)) == shade


def test_the_log_says_that_a_picture_was_sent(
    model: FakeModel, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        Endpoint(model).invoke(BODY)
        Endpoint(model).invoke(BODY | {"mask_image": sent(MASK)})
    assert '"from": "image", ' in caplog.text
    assert '"from": "image and mask", ' in caplog.text
    assert BODY["image"] not in caplog.text


GIF = sent(PHOTO, "GIF")
CUT_OFF = base64.b64encode(base64.b64decode(BODY["image"])[:100]).decode()
READ = "formats that are read: JPEG, PNG, WEBP."
REFUSALS: dict[str, tuple[dict[str, Any], str]] = {
    "number": ({"image": 5}, "image must be a string with the base64 of a picture."),
    "null": ({"image": None}, "image must be a string with the base64 of a picture."),
    "gif": ({"image": GIF}, f"image is not a readable picture; {READ}"),
    "cut off": ({"image": CUT_OFF}, f"image is not a readable picture; {READ}"),
    "empty": ({"image": ""}, f"image is not a readable picture; {READ}"),
    "text": ({"image": "YSBmb3g="}, f"image is not a readable picture; {READ}"),
    "mask": ({"mask_image": "YSBmb3g="}, f"mask_image is not a readable picture; {READ}"),
    "width": ({"width": 64}, "width must be that of image, 48, got 64."),
    "height": ({"height": 64}, "height must be that of image, 32, got 64."),
    "odd": (
        {"image": sent(PHOTO.resize((50, 32)))},
        "the width of image must be divisible by 8, got 50.",
    ),
    "size of the mask": (
        {"mask_image": sent(MASK.resize((32, 48)))},
        "mask_image must have the size of image, 48x32, got 32x48.",
    ),
    "too large": (
        {"image": sent(Image.new("1", (4096, 2048)))},
        f"image must have at most {MAX_IMAGE_PIXELS} pixels, got 4096x2048.",
    ),
    "a bomb": (
        {"image": sent(Image.new("1", (13_400, 13_400)))},
        f"image must have at most {MAX_IMAGE_PIXELS} pixels, got far more.",
    ),
    "no strength": ({"strength": 0}, "strength must be above 0 and at most 1, got 0."),
    "much strength": ({"strength": 1.5}, "strength must be above 0 and at most 1, got 1.5."),
    "NaN": ({"strength": float("nan")}, "strength must be above 0 and at most 1, got nan."),
    "text strength": ({"strength": "0.5"}, "strength must be an int or float, got 0.5."),
    "bool strength": ({"strength": True}, "strength must be an int or float, got True."),
    "too few steps": (
        {"strength": 0.5, "num_inference_steps": 1},
        "num_inference_steps times strength must be at least 1.",
    ),
}


@pytest.mark.parametrize(("change", "message"), REFUSALS.values(), ids=REFUSALS)
def test_a_picture_that_cannot_be_used_is_refused_before_anything_is_drawn(
    model: FakeModel, change: dict[str, Any], message: str
) -> None:
    assert_refused(Endpoint(model).invoke(BODY | change), message)
    assert model.requests == []


def test_what_is_not_base64_is_refused(model: FakeModel) -> None:
    answer = Endpoint(model).invoke(BODY | {"image": "data:image/png;base64,AAAA"})
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("image is not base64 of a picture: ")


@pytest.mark.parametrize("key", ["mask_image", "strength"])
def test_without_an_image_the_other_two_are_refused(model: FakeModel, key: str) -> None:
    value = {"mask_image": sent(MASK), "strength": 0.5}[key]
    assert_refused(
        Endpoint(model).invoke({"prompt": "a fox", key: value}), f"{key} needs an image."
    )


@pytest.mark.parametrize("key", IMAGE_KEYS)
def test_a_model_that_takes_no_images_refuses_them_in_the_containers_words(
    endpoint: Endpoint, key: str
) -> None:
    message = f'"Input payload contains an invalid key {key}. Valid keys are {KEYS}."'
    assert_refused(endpoint.invoke({"prompt": "a fox", key: "x"}), message)


@given(noise=st.binary(max_size=60), place=st.integers(0, 200))
@settings(max_examples=100, deadline=None)
def test_a_damaged_picture_is_drawn_or_refused_and_never_a_fault(noise: bytes, place: int) -> None:
    whole = base64.b64decode(BODY["image"])
    damaged = whole[:place] + noise + whole[place + len(noise) :]
    answer = Endpoint(FakeModel(profile=TAKES_IMAGES)).invoke(
        BODY | {"image": base64.b64encode(damaged).decode()}
    )
    if answer.status_code != 200:
        assert_refused(answer, answer.json()["message"])
        assert "image" in answer.json()["message"]
