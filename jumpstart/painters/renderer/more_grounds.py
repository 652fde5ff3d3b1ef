"""The grounds that are described by a `Ground` each."""

from .coasts import COASTS
from .ground import Ground
from .inland import INLAND
from .landscapes import LANDSCAPES
from .ways import ROADS

MORE: dict[str, Ground] = {**LANDSCAPES, **COASTS, **INLAND, **ROADS}
