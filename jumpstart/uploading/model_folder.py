"""Choose the files of a diffusers folder that an endpoint needs, and check them."""

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from ..painters.families import FAMILIES

INDEX = "model_index.json"
CODE = "code/"

_WEIGHTS = re.compile(
    r"(?P<stem>diffusion_pytorch_model|pytorch_model|model)(\.(?P<variant>\w+))?"
    r"(?P<shard>-\d{5}-of-\d{5})?\.(?P<format>safetensors|bin)"
)
_SHARDS = re.compile(r"(diffusion_pytorch_model|pytorch_model|model)\.\w+\.index(\.\w+)?\.json")
# 16 bits are half the bytes. Without a GPU, they are loaded as 32 bits.
_PREFERRED = [("safetensors", "fp16"), ("safetensors", None), ("bin", "fp16"), ("bin", None)]
# What loaders read besides weights: configurations, vocabularies, merges, sentencepiece.
_READ = (".json", ".txt", ".model")
# The licence demands that it goes with the weights.
_KEPT_AT_THE_ROOT = re.compile(r"(model_index\.json|readme\.md|licen[cs]e[\w.-]*)", re.IGNORECASE)
_VOCABULARIES = (
    {"vocab.json", "merges.txt"},
    {"tokenizer.json"},
    {"spiece.model"},
    {"vocab.txt"},
)


@dataclass(slots=True)
class Choice:
    """The files to send, the files to leave out, what is wrong, and what is worth knowing."""

    sent: dict[str, str] = field(default_factory=dict)  # name in S3 → name in the folder
    skipped: dict[str, str] = field(default_factory=dict)  # name in the folder → why
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def choose(names: Iterable[str], index: object) -> Choice:
    """Choose among `names`, relative with slashes. `index` is the content of model_index.json."""
    choice = Choice()
    components = _components(index, choice)
    inside: dict[str, set[str]] = {component: set() for component in components}
    for name in sorted(names):
        folder, _, rest = name.partition("/")
        if name.startswith(CODE) or (not rest and _KEPT_AT_THE_ROOT.fullmatch(name)):
            choice.sent[name] = name
        elif rest and folder in inside:
            inside[folder].add(rest)
        else:
            why = "not a component in model_index.json" if rest else "not read by an endpoint"
            choice.skipped[name] = why
    for component, kind in components.items():
        _choose_component(choice, component, kind, inside[component])
    return choice


def _components(index: object, choice: Choice) -> dict[str, str]:
    """Component → its class. Components that the index sets to null are left out."""
    if not isinstance(index, dict) or not isinstance(index.get("_class_name"), str):
        choice.faults.append(f"{INDEX}: no _class_name, so it is not of a diffusers pipeline")
        return {}
    if index["_class_name"] not in FAMILIES:
        served = ", ".join(FAMILIES)
        choice.notes.append(f"Easel cannot serve a {index['_class_name']}, but only {served}")
    listed = {name: value for name, value in index.items() if isinstance(value, list)}
    return {
        name: value[1]
        for name, value in listed.items()
        if len(value) == 2 and isinstance(value[1], str)
    }


def _choose_component(choice: Choice, component: str, kind: str, inside: set[str]) -> None:
    if not inside:
        choice.faults.append(f"{component}/: missing, though {INDEX} names it")
        return
    weights = {rest: match for rest in inside if (match := _WEIGHTS.fullmatch(rest))}
    for rest in sorted(inside - set(weights)):
        if _SHARDS.fullmatch(rest):
            continue
        if PurePosixPath(rest).suffix in _READ:
            choice.sent[f"{component}/{rest}"] = f"{component}/{rest}"
        else:
            choice.skipped[f"{component}/{rest}"] = "not read by an endpoint"
    if _check_configuration(choice, component, kind, inside):
        _choose_weights(choice, component, weights, inside)


def _choose_weights(
    choice: Choice, component: str, weights: Mapping[str, re.Match[str]], inside: set[str]
) -> None:
    chosen = _preferred(weights)
    if not chosen:
        choice.faults.append(f"{component}/: no weights, *.safetensors or *.bin")
    for rest, match in sorted(weights.items()):
        if rest in chosen:
            # Every loader finds a name without the variant.
            plain = f"{match['stem']}.{match['format']}" if match["variant"] else rest
            choice.sent[f"{component}/{plain}"] = f"{component}/{rest}"
        elif chosen:
            choice.skipped[f"{component}/{rest}"] = f"{min(chosen)} is sent instead"
    if any(weights[rest]["shard"] for rest in chosen):
        _send_shards(choice, component, inside, chosen)
    if any(rest.endswith(".bin") for rest in chosen):
        choice.notes.append(f"{component}/*.bin is a pickle, which can run code when it is loaded")


def _preferred(weights: Mapping[str, re.Match[str]]) -> set[str]:
    for wanted in _PREFERRED:
        found = {
            rest
            for rest, match in weights.items()
            if (match["format"], match["variant"]) == wanted
            # The index of shards holds their names, so these cannot lose the variant.
            and not (match["variant"] and match["shard"])
        }
        if found:
            return found
    return set()


def _send_shards(choice: Choice, component: str, inside: set[str], chosen: set[str]) -> None:
    stem, _, ending = min(chosen).partition("-")
    total, _, kind = ending.partition("-of-")[2].partition(".")
    if len(chosen) != int(total):
        choice.faults.append(f"{component}/: {len(chosen)} of {int(total)} parts of its weights")
    index = f"{stem}.{kind}.index.json"
    if index not in inside:
        choice.faults.append(f"{component}/{index}: missing")
    choice.sent[f"{component}/{index}"] = f"{component}/{index}"


def _check_configuration(choice: Choice, component: str, kind: str, inside: set[str]) -> bool:
    """True if a component of this class has weights. A missing configuration becomes a fault."""
    if "Tokenizer" in kind:
        if not any(wanted <= inside for wanted in _VOCABULARIES):
            choice.faults.append(f"{component}/: no vocabulary (vocab.json and merges.txt)")
        return False
    for part, name in (
        ("Scheduler", "scheduler_config.json"),
        ("FeatureExtractor", "preprocessor_config.json"),
        ("ImageProcessor", "preprocessor_config.json"),
    ):
        if part in kind:
            if name not in inside:
                choice.faults.append(f"{component}/{name}: missing")
            return False
    if "config.json" not in inside:
        choice.faults.append(f"{component}/config.json: missing")
    return True


def read_folder(folder: Path) -> Choice:
    """As choose(), and each chosen file is opened, to find cut-off downloads and LFS pointers."""
    if not folder.is_dir():
        return Choice(faults=[f"{folder}: no such folder"])
    names = _names(folder)
    if INDEX not in names:
        packed = [name for name in names if name.endswith((".tar.gz", ".ckpt", ".safetensors"))]
        how = f"; {packed[0]} is one file, not a diffusers folder" if packed else ""
        return Choice(faults=[f"{INDEX}: not in {folder}{how}"])
    index, fault = _parsed(folder / INDEX)
    if fault:
        return Choice(faults=[f"{INDEX}: {fault}"])
    choice = choose((name for name in names if not name.endswith(".pyc")), index)
    for name in set(choice.sent.values()).intersection(names):
        if fault := _fault_of(folder / name):
            choice.faults.append(f"{name}: {fault}")
    return choice


def _names(folder: Path) -> list[str]:
    """The files below `folder`. Links are followed: the hub's cache consists of links."""
    names: list[str] = []
    for at, folders, files in os.walk(folder, followlinks=True):
        here = Path(at)
        above = {one.resolve() for one in (here, *here.parents)}
        folders[:] = [
            one for one in folders if one[0] != "." and (here / one).resolve() not in above
        ]
        paths = [here / name for name in files if name[0] != "."]
        names += [path.relative_to(folder).as_posix() for path in paths if path.is_file()]
    return names


def _fault_of(path: Path) -> str | None:
    """What is wrong with the file, as far as its format tells; None if nothing is."""
    with path.open("rb") as file:
        head = file.read(40)
    if not head:
        return "empty"
    if head.startswith(b"version https://git-lfs"):
        return "a Git LFS pointer, not the file; fetch it with git lfs pull"
    if path.suffix == ".json":
        return _parsed(path)[1]
    if path.suffix == ".safetensors":
        return _safetensors_fault(path)
    return None


def _parsed(path: Path) -> tuple[Any, str | None]:
    try:
        return json.loads(path.read_bytes()), None
    except (ValueError, RecursionError) as error:
        return None, f"not JSON: {error}"


def _safetensors_fault(path: Path) -> str | None:
    """What is wrong with the file. Its header says where the last tensor ends
    (https://huggingface.co/docs/safetensors: 8 bytes of length, JSON, tensors)."""
    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if 8 + length > size:
            return "not safetensors, or cut off in its header"
        try:
            header = json.loads(file.read(length))
            ends = [
                tensor["data_offsets"][1] for name, tensor in header.items() if name[:2] != "__"
            ]
            whole = 8 + length + max(ends, default=0)
        except (ValueError, RecursionError, AttributeError, TypeError, LookupError):
            return "not safetensors: its header cannot be read"
    if size != whole:
        return f"{size} of {whole} bytes: it seems cut off; download it again"
    return None
