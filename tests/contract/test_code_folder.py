"""`upload` puts complete code beside a model; test_stable_diffusion.py draws with that code."""

import ast
from collections.abc import Iterator
from importlib.util import resolve_name

from jumpstart.serving.code_folder import code_files


def imports_of_easel(name: str) -> Iterator[str]:
    """The files under code/ that the file `name` imports."""
    module = name.removeprefix("code/").removesuffix(".py").replace("/", ".")
    for node in ast.walk(ast.parse(code_files()[name].read_text())):
        if not isinstance(node, ast.ImportFrom):
            continue
        imported = resolve_name("." * node.level + (node.module or ""), module.rpartition(".")[0])
        if imported.startswith("jumpstart"):
            yield f"code/{imported.replace('.', '/')}.py"


def test_everything_that_inference_imports_from_easel_is_there() -> None:
    files = code_files()
    wanted, seen = ["code/inference.py"], set[str]()
    while wanted:
        name = wanted.pop()
        seen.add(name)
        wanted += set(imports_of_easel(name)) - seen
    assert "code/jumpstart/painters/stable_diffusion.py" in seen
    assert seen <= set(files)


def test_its_container_installs_what_is_tested_here() -> None:
    tested = code_files()["code/inference.py"].parents[2] / "requirements" / "serving-torch.in"
    pins = [
        line
        for line in code_files()["code/requirements.txt"].read_text().splitlines()
        if not line.startswith("#")
    ]
    assert pins
    assert set(pins) <= set(tested.read_text().splitlines())


def test_an_image_with_an_old_python_says_what_it_needs() -> None:
    source = code_files()["code/inference.py"].read_text()
    assert ast.parse(source, feature_version=(3, 8))
    assert source.index("raise RuntimeError") < source.index("from jumpstart")
