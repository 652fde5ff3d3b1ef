"""Tells what a client would rather have, by the `Accept` header (RFC 9110, 12.5.1)."""

from collections.abc import Sequence

# Java's HttpURLConnection sends this with every request, also if it expects JSON (OpenJDK 8 to 21).
_JAVA = "text/html, image/gif, image/jpeg, "


def prefers_page(accept: str | None) -> bool:
    """Whether the client would rather have a page than JSON. Every browser says so when it loads a
    page, but not when a script or an `<img>` loads something."""
    if not accept or accept.startswith(_JAVA):
        return False
    weights = _weights(accept)
    return weights.get("text/html", 0.0) > _weight_of("application/json", weights)


def preferred_picture(accept: str | None, offered: Sequence[str]) -> str | None:
    """The one of the media types `offered` that the client likes best, and of several the first.
    None if the client likes JSON as well. An `<img>` of any browser likes pictures better."""
    if not accept or accept.startswith(_JAVA):
        return None
    weights = _weights(accept)
    best = max(offered, key=lambda type: _weight_of(type, weights))
    wanted = _weight_of(best, weights) > _weight_of("application/json", weights)
    return best if wanted else None


def _weights(accept: str) -> dict[str, float]:
    return dict(_weighted(media_range) for media_range in accept.split(","))


def _weight_of(media_type: str, weights: dict[str, float]) -> float:
    """The weight of the most specific range that holds `media_type`."""
    ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    return next((weights[name] for name in ranges if name in weights), 0.0)


def _weighted(media_range: str) -> tuple[str, float]:
    name, *parameters = media_range.lower().split(";")
    weight = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            weight = _weight(value.strip())
    return name.strip(), weight


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
