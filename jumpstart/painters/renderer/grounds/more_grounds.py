"""The grounds that are described by a `Ground` each."""

from .aerial import AERIAL
from .cities import CITIES
from .coasts import COASTS
from .cosmos import COSMOS
from .ground import Ground
from .halls import HALLS
from .inland import INLAND
from .interiors import HOMES
from .landscapes import LANDSCAPES
from .outings import OUTINGS
from .patterns import PATTERNS
from .sanctuaries import SANCTUARIES
from .sites import SITES
from .streets import STREETS
from .strongholds import STRONGHOLDS
from .travels import TRAVELS
from .venues import VENUES
from .ways import ROADS
from .wonders import WONDERS

MORE: dict[str, Ground] = {
    **LANDSCAPES, **COASTS, **INLAND, **CITIES, **SITES, **STREETS, **OUTINGS, **ROADS, **HOMES,
    **HALLS, **VENUES, **SANCTUARIES, **STRONGHOLDS, **COSMOS, **PATTERNS, **WONDERS, **AERIAL,
    **TRAVELS,
}  # fmt: skip
