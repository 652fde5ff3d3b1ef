"""Tells a person's browser from a program, by the `Accept` header (RFC 9110, 12.5.1)."""

# Java's HttpURLConnection sends this with every request, also if it expects JSON (OpenJDK 8 to 21).
_JAVA = "text/html, image/gif, image/jpeg, "


def prefers_page(accept: str | None) -> bool:
    """Whether the client would rather have a page than JSON. Every browser says so when it loads a
    page, but not when a script or an `<img>` loads something."""
    if not accept or accept.startswith(_JAVA):
        return False
    weights = dict(_weighted(media_range) for media_range in accept.split(","))
    ranges = ("application/json", "application/*", "*/*")  # the most specific one counts
    json = next((weights[name] for name in ranges if name in weights), 0.0)
    return weights.get("text/html", 0.0) > json


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
