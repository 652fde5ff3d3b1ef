"""The numbers in a dialect's request. Those called Near may lie outside this deployment's bounds,
since fitted.py finds the nearest picture."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from .fitted import MOST_PICTURES
from .request import MAX_SEED, whole

NearSide = Annotated[int, Field(ge=1, le=99_999), BeforeValidator(whole)]
NearSteps = Annotated[int, Field(ge=1, le=99_999), BeforeValidator(whole)]
NearGuidance = Annotated[float, Field(ge=0, le=99_999, allow_inf_nan=False)]
Seed = Annotated[int, Field(ge=0, le=MAX_SEED), BeforeValidator(whole)]
Count = Annotated[int, Field(ge=1, le=MOST_PICTURES), BeforeValidator(whole)]
