"""Turn a checkpoint's averaged weights into two ONNX files: `make export-small`.

The weights are stored as 16-bit floats. ONNX Runtime computes with 32 bits.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from .network import SIDE_PX
from .painter import TRAINED
from .tokenizer import MAX_TOKENS
from .train import BATCH, CHECKPOINT, Training, load


def export(training: Training, folder: Path) -> None:
    """Write text.onnx and painter.onnx, for batches of any size, and trained.json."""
    folder.mkdir(parents=True, exist_ok=True)
    model = training.ema.eval().to(memory_format=torch.contiguous_format)
    tokens = torch.zeros(2, MAX_TOKENS, dtype=torch.int64)
    words, summary = model.text(tokens)
    noisy, time = torch.zeros(2, 3, SIDE_PX, SIDE_PX), torch.full((2,), 0.5)
    _write(model.text, (tokens,), ["tokens"], ["words", "summary"], folder / "text.onnx")
    _write(
        model.painter,
        (noisy, time, words, summary),
        ["noisy", "time", "words", "summary"],
        ["clean"],
        folder / "painter.onnx",
    )
    record = {
        "steps": training.step,
        "samples": training.step * BATCH,
        "minutes": round(training.minutes, 1),
        "parameters": sum(weights.numel() for weights in model.parameters()),
    }
    (folder / "trained.json").write_text(json.dumps(record, indent=2) + "\n")


def _write(
    part: torch.nn.Module,
    example: tuple[torch.Tensor, ...],
    inputs: list[str],
    outputs: list[str],
    path: Path,
) -> None:
    torch.onnx.export(
        part,
        example,
        path,
        input_names=inputs,
        output_names=outputs,
        dynamic_axes={name: {0: "batch"} for name in inputs + outputs},
        # Weights keep their names, so that training can load them. ONNX Runtime folds later.
        do_constant_folding=False,
        dynamo=False,
    )
    graph = onnx.load(path)
    _halve(graph.graph)
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def _halve(graph: onnx.GraphProto) -> None:
    """Store the weights in 16 bits, each with a cast back to 32 bits."""
    casts = []
    for weights in graph.initializer:
        array = numpy_helper.to_array(weights)
        if array.dtype != np.float32 or array.size < 64:
            continue
        name, stored = weights.name, weights.name + ".half"
        weights.CopyFrom(numpy_helper.from_array(array.astype(np.float16), stored))
        casts.append(helper.make_node("Cast", [stored], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m jumpstart.painters.small.export")
    parser.add_argument("--checkpoint", type=Path, default=CHECKPOINT)
    parser.add_argument("--folder", type=Path, default=TRAINED)
    arguments = parser.parse_args()
    export(load(arguments.checkpoint), arguments.folder)
    size = sum(path.stat().st_size for path in arguments.folder.glob("*.onnx"))
    print(f"{arguments.folder}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
