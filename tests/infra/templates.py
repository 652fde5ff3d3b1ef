"""Synthesized templates, read the way a person reads them: names without hashes, joins joined."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

ACCOUNT, REGION = "111122223333", "eu-west-1"

Properties = dict[str, Any]
# What the CDK hangs on every logical id: eight hexadecimal digits.
_HASH = re.compile(r"[0-9A-F]{8}$")


@dataclass(frozen=True)
class Template:
    """One stack; `exported` holds what the stacks beside it offer, by export name."""

    path: Path
    body: dict[str, Any]
    exported: dict[str, Any]

    def all(self, kind: str) -> dict[str, Properties]:
        """Logical id without its hash → properties, of every resource of type `kind`."""
        return {
            _HASH.sub("", id): resource.get("Properties", {})
            for id, resource in self.body["Resources"].items()
            if resource["Type"] == kind
        }

    def one(self, kind: str, name: str = "") -> Properties:
        """The properties of the only resource of type `kind` whose logical id starts so."""
        (found,) = [p for id, p in self.all(kind).items() if id.startswith(name)]
        return found

    def resource(self, kind: str, name: str = "") -> dict[str, Any]:
        """As `one`, with the resource's deletion policies and dependencies."""
        (found,) = [
            resource
            for id, resource in self.body["Resources"].items()
            if resource["Type"] == kind and id.startswith(name)
        ]
        return dict(found)

    @property
    def kinds(self) -> set[str]:
        return {resource["Type"] for resource in self.body["Resources"].values()}

    def text(self, value: Any) -> str:
        """`value` with its references written out: `<StorageJobs.Arn>/index/by_phase`."""
        match value:
            case {"Fn::Join": [separator, parts]}:
                return str(separator).join(self.text(part) for part in parts)
            case {"Fn::GetAtt": [id, attribute]}:
                return f"<{_HASH.sub('', id)}.{attribute}>"
            case {"Ref": id}:
                return f"<{_HASH.sub('', id)}>"
            case {"Fn::ImportValue": name}:
                return self.text(self.exported[name])
            case str() | int():
                return str(value)
        raise AssertionError(f"a template holds what this test cannot read: {value}")

    def texts(self, value: Any) -> list[str]:
        return [self.text(one) for one in (value if isinstance(value, list) else [value])]

    def environment(self, function: str) -> dict[str, str]:
        """The variables of the Lambda function whose logical id starts with `function`."""
        found = self.one("AWS::Lambda::Function", function)["Environment"]["Variables"]
        return {name: self.text(value) for name, value in found.items()}

    def environments_by_service(self) -> dict[str, dict[str, Any]]:
        """The variables of each function, by the name that it writes into its metrics."""
        functions = self.all("AWS::Lambda::Function").values()
        variables = [one.get("Environment", {}).get("Variables", {}) for one in functions]
        return {
            v["POWERTOOLS_SERVICE_NAME"]: v for v in variables if "POWERTOOLS_SERVICE_NAME" in v
        }

    def statements(self, role: str) -> list[dict[str, Any]]:
        """Every statement of the role whose logical id starts with `role`, inline or attached."""
        inline = self.one("AWS::IAM::Role", role).get("Policies", [])
        attached = [
            policy
            for policy in self.all("AWS::IAM::Policy").values()
            if any(name.startswith(f"<{role}") for name in self.texts(policy["Roles"]))
        ]
        documents = [policy["PolicyDocument"] for policy in (*inline, *attached)]
        return [statement for document in documents for statement in document["Statement"]]

    def rights(self, role: str) -> dict[str, set[str]]:
        """Resource → actions that `role` may take on it."""
        found: dict[str, set[str]] = {}
        for statement in self.statements(role):
            assert statement["Effect"] == "Allow"
            for resource in self.texts(statement["Resource"]):
                found.setdefault(resource, set()).update(self.texts(statement["Action"]))
        return found


@dataclass(frozen=True)
class Cloud:
    """What one deployment synthesizes to."""

    folder: Path
    service: Template
    endpoint: Template | None
    edge: Template | None = None

    @classmethod
    def read(cls, folder: Path, name: str) -> Self:
        service = _body(folder / f"{name}.template.json")
        exported = {
            output["Export"]["Name"]: output["Value"]
            for output in service["Outputs"].values()
            if "Export" in output
        }
        endpoint = folder / f"{name}Endpoint.template.json"
        edge = folder / f"{name}Edge.template.json"
        return cls(
            folder,
            Template(folder / f"{name}.template.json", service, exported),
            Template(endpoint, _body(endpoint), exported) if endpoint.is_file() else None,
            Template(edge, _body(edge), exported) if edge.is_file() else None,
        )

    @property
    def is_async(self) -> bool:
        return self.service.environment("FunctionsGenerate")["ENDPOINT_MODE"] == "async"

    @property
    def is_bedrock(self) -> bool:
        return self.service.environment("FunctionsGenerate")["ENDPOINT_MODE"] == "bedrock"

    @property
    def templates(self) -> list[Template]:
        return [one for one in (self.service, self.endpoint, self.edge) if one]

    @property
    def paid_endpoint(self) -> Template:
        assert self.endpoint, "this deployment makes no endpoint"
        return self.endpoint


class Synthesize(Protocol):
    def __call__(self, *, validate: bool = True, afresh: bool = False, **settings: Any) -> Cloud:
        """The templates of `settings`; with `validate`, once cdk-nag has nothing against them. The
        same settings are synthesized once, or `afresh` if a test has changed the code."""
        ...


def _body(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text()))
