"""What `upload` puts beside a model is whole; test_stable_diffusion.py draws by it."""

import ast
import re

from jumpstart.serving.code_folder import code_files


def test_all_that_inference_imports_of_easel_is_there_too() -> None:
    files = code_files()
    wanted, seen = ["code/inference.py"], set[str]()
    while wanted:
        name = wanted.pop()
        seen.add(name)
        imported = re.findall(r"^ *from (jumpstart[\w.]*) import", files[name].read_text(), re.M)
        names = {f"code/{module.replace('.', '/')}.py" for module in imported}
        wanted += names - seen
    assert "code/jumpstart/serving/stable_diffusion.py" in seen


def test_its_container_installs_what_is_tested_here() -> None:
    tested = code_files()["code/inference.py"].parents[2] / "requirements" / "serving-torch.in"
    pins = [
        line
        for line in code_files()["code/requirements.txt"].read_text().splitlines()
        if not line.startswith("#")
    ]
    assert pins
    assert set(pins) <= set(tested.read_text().splitlines())


def test_an_image_that_is_too_old_can_read_why() -> None:
    source = code_files()["code/inference.py"].read_text()
    assert ast.parse(source, feature_version=(3, 8))
    assert source.index("raise RuntimeError") < source.index("from jumpstart")
