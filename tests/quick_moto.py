"""moto, which works out less with each call: what is the same for all calls it works out once.

Nothing that a client can see changes. tests/conftest.py imports this before any mock begins.
"""

import functools
from typing import Any

from moto.core import models, responses, utils
from moto.core.base_backend import BaseBackend
from moto.core.serialize import BaseJSONSerializer

# moto registers 1,400 addresses for `requests`. Nothing here asks AWS with `requests`.
models.RESPONSES_METHODS.clear()

responses.method_names_from_class = functools.cache(  # type: ignore[attr-defined]
    utils.method_names_from_class
)

_urls_of = vars(BaseBackend)["urls"].fget
_urls: dict[type[BaseBackend], Any] = {}


def _urls_of_class(backend: BaseBackend) -> Any:
    if type(backend) not in _urls:
        _urls[type(backend)] = _urls_of(backend)
    return _urls[type(backend)]


BaseBackend.urls = property(_urls_of_class)  # type: ignore[method-assign,assignment]

MOTOS_OWN_SERIALIZER = BaseJSONSerializer._serialize_type_structure


def _serialize_plain(
    self: BaseJSONSerializer, serialized: Any, value: Any, shape: Any, key: str
) -> None:
    """A DynamoDB value of one of the plain types is what it is. moto tries ten types, and four
    names for each."""
    if shape.name == "AttributeValue" and value.keys() <= {"S", "N", "BOOL", "NULL"} and key:
        self._default_serialize(serialized, dict(value), shape, key)
    else:
        MOTOS_OWN_SERIALIZER(self, serialized, value, shape, key)


BaseJSONSerializer._serialize_type_structure = _serialize_plain  # type: ignore[method-assign]
