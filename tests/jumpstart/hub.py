"""A fake of the Hugging Face hub with a model or a dataset, for the library huggingface_hub."""

import hashlib
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Hub:
    def __init__(self, hub_id: str, folder: Path, *, kind: str = "models") -> None:
        """`kind` is models or datasets."""
        self.folder = folder
        self.fetched: set[str] = set()
        files = "" if kind == "models" else f"/{kind}"
        self.app = Starlette(
            routes=[
                Route(f"/api/{kind}/{hub_id}/revision/{{revision}}", self._about),
                Route(f"/api/{kind}/{hub_id}", self._about),
                Route(f"/api/{kind}/{hub_id}/tree/{{revision}}", self._tree),
                Route(f"{files}/{hub_id}/resolve/{{revision}}/{{name:path}}", self._file),
            ]
        )

    def _names(self) -> list[str]:
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return [path.relative_to(self.folder).as_posix() for path in files]

    async def _about(self, _: Request) -> Response:
        siblings = [{"rfilename": name} for name in self._names()]
        return JSONResponse({"id": "x/y", "sha": COMMIT, "siblings": siblings})

    async def _tree(self, _: Request) -> Response:
        return JSONResponse(
            [
                {
                    "type": "file",
                    "path": name,
                    "size": (self.folder / name).stat().st_size,
                    "oid": hashlib.sha256(name.encode()).hexdigest()[:40],
                }
                for name in self._names()
            ]
        )

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        content = (self.folder / name).read_bytes()
        if request.method == "GET":
            self.fetched.add(name)
        headers = {
            "x-repo-commit": COMMIT,
            "etag": f'"{hashlib.sha256(content).hexdigest()}"',
            "content-length": str(len(content)),
        }
        return Response(content if request.method == "GET" else b"", headers=headers)
