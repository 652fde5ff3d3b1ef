"""What the operator of a deployed Easel runs: one module a command, each behind a `make` target.

A command is a function of (arguments, easel) that is given to `command.launch`. `deployed.py` finds
the stack that the command acts on. Nothing here needs the CDK or Node.
"""
