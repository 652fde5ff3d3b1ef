"""The models of JumpStart that jumpstart/models/ records."""

from pathlib import Path

from pydantic import BaseModel

MODELS = Path(__file__).resolve().parent.parent / "jumpstart" / "models"


class RegionalModel(BaseModel):
    image_uri: str
    model_data: str  # an uncompressed S3 prefix, ending in /


class JumpStartModel(BaseModel):
    """A JumpStart model as jumpstart/models/<id>.json records it."""

    model_id: str
    version: str
    license: str
    default_instance_type: str
    supported_instance_types: list[str]
    environment: dict[str, str]
    regions: dict[str, RegionalModel]

    @classmethod
    def recorded(cls, model_id: str) -> "JumpStartModel":
        """The record of `model_id`.

        Raises:
            ValueError: there is none.
        """
        path = MODELS / f"{model_id}.json"
        if not path.is_file():
            known = ", ".join(recorded_models())
            raise ValueError(f"jumpstart/models/ has no model {model_id!r}; known: {known}")
        return cls.model_validate_json(path.read_text())

    def check_instance(self, instance_type: str) -> None:
        """Return if JumpStart supports `instance_type` for the model.

        Raises:
            ValueError: it does not. The text names those that it supports.
        """
        if instance_type not in self.supported_instance_types:
            raise ValueError(
                f"instance_type {instance_type!r} is not one that JumpStart supports for "
                f"this model; it supports {', '.join(self.supported_instance_types)}"
            )

    def in_region(self, region: str) -> RegionalModel:
        """The container image and the model's artefact for `region`.

        Raises:
            ValueError: JumpStart does not offer the model there.
        """
        try:
            return self.regions[region]
        except KeyError:
            offered = ", ".join(self.regions)
            raise ValueError(
                f"{self.model_id} is not offered in {region}; it is offered in {offered}"
            ) from None


def recorded_models() -> list[str]:
    """The ids of the recorded models, in order."""
    return sorted(path.stem for path in MODELS.glob("*.json"))
