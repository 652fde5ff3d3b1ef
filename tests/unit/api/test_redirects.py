"""No client is redirected more often than it follows."""

import pytest

from easel.api.redirects import redirects_of

_BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "follows"),
    [
        ("OpenAI/Python 3.57.0", 20),
        ("AsyncAzureOpenAI/Python 1.109.1", 20),
        ("OpenAI/JS 7.59.0", 20),
        ("ai/7.0.173 ai-sdk-provider-utils/5.0.81 node.js/24", 20),
        ("unknown/None; hf_hub/2.4.0; python/3.11.7", 20),
        ("@huggingface/inference/4.13.30 Node.js/20", 20),
        ("python-requests/2.34.2", 20),
        ("python-httpx/0.28.1", 20),
        ("python-httpx2/2.16.2", 20),
        ("node", 20),
        ("node-fetch/1.0 (+https://github.com/bitinn/node-fetch)", 20),
        ("undici", 20),
        ("axios/1.21.1", 20),
        ("curl/7.88.1", 20),
        ("Wget/1.21.3", 20),
        (f"{_BROWSER} Chrome/156.0.0.0 Safari/537.36", 20),
        (f"{_BROWSER} HeadlessChrome/156.0.0.0 Safari/537.36", 20),
        (f"{_BROWSER} Version/26.0 Safari/605.1.15", 20),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", 20),
        ("Mozilla/5.0 (compatible; somebody's crawler/1.0)", 9),
        ("Java/17.0.15", 19),
        ("got (https://github.com/sindresorhus/got)", 10),
        ("Python-urllib/3.11", 10),
        ("Go-http-client/2.0", 10),
        ("Python/3.11 aiohttp/3.14.5", 10),
        ("somebody's own client", 9),
        ("OpenAI/Go 3.0.0", 9),
        ("Java-http-client/17.0.15", 5),
        ("GuzzleHttp/7", 5),
        ("Mozilla/5.0 (Windows NT 10.0) WindowsPowerShell/5.1.22621.4391", 5),
        ("Mozilla/5.0 (Linux; Debian 12; en-US) PowerShell/7.5.0", 5),
        ("", 5),
        (None, 5),
    ],
)
def test_a_client_is_sent_one_redirect_less(user_agent: str | None, follows: int) -> None:
    assert redirects_of(user_agent) == follows - 1
