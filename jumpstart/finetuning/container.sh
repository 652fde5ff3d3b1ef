#!/bin/sh
# SageMaker starts this in its PyTorch container. `exec`: Python itself has to get the SIGTERM that
# announces the end of a spot instance; SageMaker's own toolkit does not pass it on
# (https://github.com/aws/sagemaker-training-toolkit/issues/173).
cd "$(dirname "$0")" || exit 1
if ! python -m pip install --quiet --no-input --disable-pip-version-check -r requirements.txt; then
    echo "pip could not install requirements.txt; does the job reach PyPI?" > /opt/ml/output/failure
    exit 1
fi
exec python -m jumpstart.finetuning.container
