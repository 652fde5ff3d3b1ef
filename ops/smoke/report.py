"""What `make smoke` saw, as Markdown for a person and as JSON for a program."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Outcome:
    """`result` is ok, differs, failed or skipped; `why` says why it failed or was skipped."""

    name: str
    about: str
    result: str = "ok"
    why: str = ""
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)


def write(outcomes: list[Outcome], url: str, folder: Path) -> tuple[Path, Path]:
    """The paths of smoke.md and smoke.json."""
    page, data = folder / "smoke.md", folder / "smoke.json"
    page.write_text(markdown(outcomes, url))
    report = {"url": url, "steps": [asdict(one) for one in outcomes]}
    data.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    return page, data


def markdown(outcomes: list[Outcome], url: str) -> str:
    lines = [f"# make smoke {url}", "", "| step | result | seconds |", "|---|---|---|"]
    lines += [f"| {one.name} | {one.result} | {one.seconds:.0f} |" for one in outcomes]
    differing = [(one.name, what) for one in outcomes for what in one.differences]
    lines += ["", "## What differed from the recorded shapes", ""]
    lines += [f"- {name}: {what}" for name, what in differing] or ["Nothing."]
    for one in outcomes:
        lines += ["", f"## {one.name}", "", one.about, ""]
        lines += [f"- {note}" for note in one.notes]
        if one.why:
            lines.append(f"- {one.result}: {one.why}")
    return "\n".join(lines) + "\n"
