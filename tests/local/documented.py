"""The programs of docs/clients.md, run as their readers run them."""

import io
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import httpx
from PIL import Image

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "clients.md"
NODE_MODULES = ROOT / "tests" / "clients" / "node_modules"
# What each program of the page says, and a test may change.
URL, PROMPT = "http://localhost:8000", "a red circle on a blue background"
TIMEOUT_S = 100


@dataclass(frozen=True, slots=True)
class Client:
    """A client, the heading of its program on the page, and the environment with its library."""

    name: str
    heading: str
    environment: str = ".venv-clients"
    # Text of the program that is changed for this client.
    instead: tuple[str, str] = ("", "")

    def program(self, url: str, prompt: str, n: int) -> str:
        """Its program with another address, another prompt and another number of pictures."""
        section = PAGE.read_text().partition(f"\n## {self.heading}\n")[2].partition("\n## ")[0]
        [shown] = re.findall(r"^```(?:python|js)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
        assert URL in shown
        assert f'"{PROMPT}"' in shown
        written = shown.replace(*self.instead).replace(URL, url).replace(PROMPT, prompt)
        return re.sub(r"\b(n|batch_size|num_outputs)(=|\": |: )1\b", rf"\g<1>\g<2>{n}", written)

    def run(self, url: str, folder: Path, prompt: str = PROMPT, n: int = 1) -> "Run":
        """Run its program in `folder`."""
        name, command = ("draw.py", str(ROOT / self.environment / "bin" / "python"))
        if self.environment == "node":
            name, command = ("draw.mjs", str(ROOT / ".venv" / "bin" / "node"))
            if not (folder / "node_modules").exists():
                (folder / "node_modules").symlink_to(NODE_MODULES)
        assert Path(command).exists(), "`make clients` installs the clients"
        (folder / name).write_text(self.program(url, prompt, n))
        done = subprocess.run(
            [command, name],
            cwd=folder,
            env=_environment(folder),
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
        return Run(done.returncode, done.stdout, done.stderr, folder)


@dataclass(frozen=True, slots=True)
class Run:
    """What a program has left behind."""

    status: int
    printed: str
    complaint: str
    folder: Path

    def sizes(self) -> list[tuple[int, int]]:
        """The sizes of the JPEGs that it stored, or whose links it printed."""
        return [_size(jpeg) for jpeg in self.jpegs()]

    def jpegs(self) -> list[bytes]:
        assert self.status == 0, self.complaint[-2000:]
        stored = [path.read_bytes() for path in sorted(self.folder.glob("picture*.jpg"))]
        links = re.findall(r"https?://\S+\.jpg", self.printed)
        return stored + [httpx.get(link, timeout=30).content for link in links]


def _environment(home: Path) -> dict[str, str]:
    """No setting of the person who runs the tests, and nothing that a client keeps at home."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # it would fetch the prices of models
        "AI_SDK_LOG_WARNINGS": "false",
    }


def _size(jpeg: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(jpeg)) as image:
        assert image.format == "JPEG"
        image.load()
        return image.size
