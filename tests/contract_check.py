"""Holds every response to the contract: what a test sees, openapi.json describes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from openapi_core import OpenAPI, V31ResponseHeadersValidator, V31ResponseValidator
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers

from cdk.contract.document import document
