"""The grounds that are described by a `Ground` each."""

from .cities import CITIES
from .coasts import COASTS
from .ground import Ground
from .inland import INLAND
from .landscapes import LANDSCAPES
from .outings import OUTINGS
from .sites import SITES
from .streets import STREETS
from .ways import ROADS

MORE: dict[str, Ground] = {
    **LANDSCAPES, **COASTS, **INLAND, **CITIES, **SITES, **STREETS, **OUTINGS, **ROADS,
}  # fmt: skip
