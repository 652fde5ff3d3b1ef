"""Notes what each role asks of the local AWS, for the tests of the roles' rights."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def noted(evaluator: Any, path: Path) -> Callable[..., Any]:
    """`evaluator.enforce`, which also writes each call by a role to `path`, one a line: when, who,
    which action, on what, with which condition keys, and whether it was allowed."""
    enforce, evaluate = evaluator.enforce, evaluator.evaluate
    asked: list[Any] = []

    def watching(context: Any, *policies: Any) -> Any:
        asked.append(context)
        return evaluate(context, *policies)

    def noting(*args: Any, **kwargs: Any) -> Any:
        asked.clear()
        refusal = enforce(*args, **kwargs)
        with path.open("a") as calls:
            for context in asked:
                call = {
                    "at": time.time(),
                    "role": context.principal_arn,
                    "action": context.action,
                    "resource": context.resource_arn,
                    "keys": context.service_context,
                    "allowed": refusal is None,
                }
                calls.write(json.dumps(call, default=str) + "\n")
        return refusal

    evaluator.evaluate = watching
    return noting
