"""How many redirects in a row a client may be sent, by its User-Agent."""

import re

# Each is at least one less than the client's own limit: some libraries fail when they reach it. In
# brackets: the limit, and its name. Those without "source" were also counted against a server that
# always redirects.
_REDIRECTS: tuple[tuple[str, int], ...] = (
    # OpenAI's clients for Python (httpx: max_redirects 20) and JavaScript (fetch: 20).
    (r"(Async)?(Azure)?OpenAI/(Python|JS)\b", 19),
    (r"python-httpx2?/", 19),  # (20: httpx DEFAULT_MAX_REDIRECTS)
    (r".*\bhf_hub/", 19),  # (20: huggingface_hub, by httpx)
    (r"python-requests/", 19),  # (30: requests DEFAULT_REDIRECT_LIMIT)
    (r"axios/", 19),  # (21: follow-redirects maxRedirects)
    # (20: the Fetch standard) Node's own fetch, undici, node-fetch, ky, Vercel's ai and
    # Hugging Face's client.
    (r"node\b|undici\b|ai/|@huggingface/inference/", 19),
    (r"curl/", 19),  # (50: curl --max-redirs)
    (r"Wget/", 19),  # (20: wget --max-redirect)
    (r"Java/", 18),  # (20: HttpURLConnection http.maxRedirects; it fails at the 20th)
    (r"Go-http-client/", 9),  # (10: net/http defaultCheckRedirect, source)
    (r"got\b", 9),  # (10: got maxRedirects)
    (r"Python-urllib/", 9),  # (10: urllib max_redirections)
    (r"Python/[\d.]+ aiohttp/", 9),  # (10: aiohttp max_redirects)
    (r"Java-http-client/", 4),  # (5: HttpClient jdk.httpclient.redirects.retrylimit)
    (r"GuzzleHttp/", 4),  # (5: Guzzle allow_redirects.max, source)
    (r".*PowerShell/", 4),  # (5: Invoke-WebRequest -MaximumRedirection, source)
    # (20: the Fetch standard) Pages in a browser, counted in Chromium.
    (r"Mozilla/5\.0 .*\b(Chrome|Firefox|Safari)/", 19),
    (r"$", 4),  # (5: superagent redirects) It sends no User-Agent.
)
_UNKNOWN = 8
_AGENTS = tuple((re.compile(agent), redirects) for agent, redirects in _REDIRECTS)


def redirects_of(user_agent: str | None) -> int:
    """The most redirects in a row for the client with this User-Agent."""
    sent = user_agent or ""
    return next((most for agent, most in _AGENTS if agent.match(sent)), _UNKNOWN)
