"""Easel on one machine: the deployed template and handlers, without an AWS account."""
