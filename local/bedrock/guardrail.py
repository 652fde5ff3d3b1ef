"""The guardrail on the local Bedrock: a list of words. It understands nothing.

Which categories it refuses, and what it then says, is read from the template.
"""

import math
import re
import unicodedata
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..faults import Fault

# One word for each category. A person can type each of them, or say it.
WORDS = {
    "nude": "SEXUAL",
    "gore": "VIOLENCE",
    "vermin": "HATE",
    "idiot": "INSULTS",
    "burglary": "MISCONDUCT",
}
_UNIT_CHARACTERS = 1_000  # what is charged as one
_USAGE = (
    "topicPolicyUnits", "contentPolicyUnits", "wordPolicyUnits",
    "sensitiveInformationPolicyUnits", "sensitiveInformationPolicyFreeUnits",
    "contextualGroundingPolicyUnits",
)  # fmt: skip


@dataclass
class Guardrail:
    """Refuses a text that holds one of `words`, if the word's category is in `refused`. `asked`
    counts the texts, each of which would be paid. `faults` come true one after the other, one for
    each call."""

    id: str
    version: str
    refused: frozenset[str]
    refusal: str
    words: dict[str, str] = field(default_factory=WORDS.copy)
    asked: int = 0
    faults: deque[Fault] = field(default_factory=deque)

    @classmethod
    def declared(cls, id: str, version: str, properties: Mapping[str, Any]) -> "Guardrail":
        """The guardrail with the `properties` of an AWS::Bedrock::Guardrail. Without any it refuses
        nothing."""
        filters = properties.get("ContentPolicyConfig", {}).get("FiltersConfig", [])
        refused = frozenset(one["Type"] for one in filters if one["InputStrength"] != "NONE")
        return cls(id, version, refused, properties.get("BlockedInputMessaging", ""))

    def apply(self, texts: list[str]) -> dict[str, Any]:
        """ApplyGuardrail's answer for `texts`."""
        self.asked += 1
        characters = sum(map(len, texts))
        found = {self.words[word] for word in _words_in(texts) if word in self.words}
        filters = [
            {"type": kind, "confidence": "HIGH", "filterStrength": "MEDIUM", "action": "BLOCKED"}
            for kind in sorted(found & self.refused)
        ]
        usage = dict.fromkeys(_USAGE, 0)
        usage["contentPolicyUnits"] = math.ceil(characters / _UNIT_CHARACTERS)
        return {
            "usage": usage,
            "action": "GUARDRAIL_INTERVENED" if filters else "NONE",
            "outputs": [{"text": self.refusal}] if filters else [],
            "assessments": [{"contentPolicy": {"filters": filters}}] if filters else [],
            "guardrailCoverage": {"textCharacters": {"guarded": characters, "total": characters}},
        }


def _words_in(texts: list[str]) -> set[str]:
    plain = unicodedata.normalize("NFKC", " ".join(texts)).casefold()
    return set(re.findall(r"\w+", plain))
