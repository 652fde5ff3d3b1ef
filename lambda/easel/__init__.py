"""Easel: a prompt comes in over HTTP, a permanent link to a compact JPEG goes out."""

import os

# Where Powertools writes the metrics of every module. The template names the deployment there.
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "Easel")
