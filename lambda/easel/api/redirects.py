"""How many redirects a client may be sent, by its User-Agent."""

import re

# One redirect less than each HTTP library follows by itself, with the name of its limit.
_REDIRECTS: tuple[tuple[str, int], ...] = (
    # OpenAI's clients: httpx for Python (max_redirects 20), fetch for JavaScript (20).
    (r"(Async)?(Azure)?OpenAI/(Python|JS)\b", 19),
    (r"python-httpx/", 19),  # httpx: DEFAULT_MAX_REDIRECTS 20
    (r"python-requests/", 19),  # requests: DEFAULT_REDIRECT_LIMIT 30
    (r"axios/", 19),  # follow-redirects: maxRedirects 21
    (r"node\b|undici\b|ai/|ai-sdk/", 19),  # the Fetch standard: a redirect count of 20
    (r"curl/", 19),  # curl: --max-redirs 50
    (r"Wget/", 19),  # wget: --max-redirect 20
    (r"Go-http-client/", 9),  # net/http: stopped after 10 redirects
    (r"got\b", 9),  # got: maxRedirects 10
    (r"Python-urllib/", 9),  # urllib: max_redirections 10
    (r"Python/[\d.]+ aiohttp/", 9),  # aiohttp: max_redirects 10
    (r"Java(-http-client)?/", 4),  # the JDK's HttpClient: jdk.httpclient.redirects.retrylimit 5
    (r"GuzzleHttp/", 4),  # Guzzle: allow_redirects.max 5
    (r".*PowerShell/", 4),  # Invoke-WebRequest: -MaximumRedirection 5
)
_UNKNOWN = 8
_AGENTS = tuple((re.compile(agent), redirects) for agent, redirects in _REDIRECTS)


def redirects_of(user_agent: str | None) -> int:
    """The most redirects in a row for the client with this User-Agent."""
    sent = user_agent or ""
    return next((most for agent, most in _AGENTS if agent.match(sent)), _UNKNOWN)
