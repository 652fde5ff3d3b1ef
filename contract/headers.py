"""The headers that responses carry."""

from .operation import Json

_COUNT: Json = {"type": "integer", "minimum": 0}
_TEXT: Json = {"type": "string"}

# By name: what it says, its schema, an example.
_HEADERS: dict[str, tuple[str, Json, object]] = {
    "X-Request-Id": (
        "The name of this request in the logs. Give it to the operator.",
        {"type": "string", "minLength": 1},
        "0f7c2f0a-8a2e-4d0b-9a43-8b3f1c1d2e3f",
    ),
    "X-Content-Type-Options": ("The content type is true.", {"const": "nosniff"}, "nosniff"),
    "Cache-Control": ("How long this may be cached.", _TEXT, "no-store"),
    "Location": (
        "The job, or for a 303 the next address to GET.",
        {"type": "string", "format": "uri-reference"},
        "https://d111111abcdef8.cloudfront.net/v1/images/img_l6zozhegj35zxqqanfvk4jjcgu",
    ),
    "Retry-After": (
        "Whole seconds to wait before the next try.",
        {"type": "integer", "minimum": 1, "maximum": 86_400},
        20,
    ),
    "Preference-Applied": ("RFC 7240: the part of `Prefer` that was applied.", _TEXT, "wait=10"),
    "Vary": ("Which request headers this response depends on.", _TEXT, "Prefer"),
    "Link": (
        "RFC 8288: the next page, if there is one.",
        _TEXT,
        '</v1/images?scope=mine&limit=20&cursor=c2ln>; rel="next"',
    ),
    "WWW-Authenticate": (
        "How to send a key. API Gateway may rename this header.",
        _TEXT,
        'Bearer, Basic realm="Easel"',
    ),
    "ETag": ("Send it back as `If-None-Match`.", _TEXT, '"3a7bd3e2360a3d29"'),
    "Access-Control-Allow-Origin": ("Every web page may use it.", {"const": "*"}, "*"),
    "Content-Disposition": (
        "With `?download`: the browser saves it under this name.",
        _TEXT,
        'attachment; filename="img_l6zozhegj35zxqqanfvk4jjcgu.jpg"',
    ),
    "Content-Security-Policy": ("What the page may load.", _TEXT, "default-src 'none'"),
    "Referrer-Policy": ("What the browser tells when a link is followed.", _TEXT, "no-referrer"),
    "Strict-Transport-Security": (
        "The browser uses https for this host from now on.",
        _TEXT,
        "max-age=31536000",
    ),
    "Permissions-Policy": ("What the page may use.", _TEXT, "microphone=(self)"),
    "Refresh": ("Seconds until the browser reloads.", _COUNT, 5),
    "x-ratelimit-limit-requests": ("How many are allowed in this window.", _COUNT, 60),
    "x-ratelimit-remaining-requests": ("How many are left in this window.", _COUNT, 59),
    "x-ratelimit-reset-requests": (
        "When the window ends.",
        {"type": "string", "pattern": "^[0-9]+s$"},
        "42s",
    ),
    "X-Easel-Picture": (
        "Whether the picture itself was deleted. It is kept if others still hold a claim to it.",
        {"enum": ["deleted", "kept"]},
        "deleted",
    ),
    "x-should-retry": ("OpenAI's clients read it.", {"enum": ["true", "false"]}, "false"),
}
_STORED = ("X-Content-Type-Options", "Cache-Control")
_ALWAYS = ("X-Request-Id", *_STORED)
# The headers of every page for people.
PAGE = ("Content-Security-Policy", "Referrer-Policy")
RATE_LIMIT = tuple(name for name in _HEADERS if name.startswith("x-ratelimit"))


def components() -> dict[str, Json]:
    """Each header twice, under the names that `references` uses: as required and as optional."""
    found = {}
    for name, (description, schema, example) in _HEADERS.items():
        for required in (True, False):
            found[_key(name, required)] = {
                "description": description,
                "required": required,
                "schema": schema,
                "example": example,
            }
    return found


def references(
    always: tuple[str, ...], perhaps: tuple[str, ...], *, stored: bool = False
) -> dict[str, Json]:
    """References to a response's headers: those that every response has, `always` and `perhaps`."""
    common = _STORED if stored else _ALWAYS
    names = dict.fromkeys((*common, *always), True) | dict.fromkeys(perhaps, False)
    return {
        name: {"$ref": f"#/components/headers/{_key(name, required)}"}
        for name, required in names.items()
    }


def _key(name: str, required: bool) -> str:
    return name if required else f"{name}-perhaps"
