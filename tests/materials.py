"""What sendbot is made of, as CycloneDX JSON (an SBOM): `python -m tests.materials FILE`. Made from the lock
file, without any network."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_SPECIFICATION = "1.5"
"""Of CycloneDX: what tools of 2023 and later read."""
_LONGEST = 64
"""Characters: some packages put the whole licence where its name belongs."""


def bill(lock: str, project: dict[str, Any]) -> dict[str, Any]:
    """Every package of a lock file, and the product that is made of them."""
    locked = re.findall(r"^([\w.-]+)==([\w.!+-]+)", lock, re.MULTILINE)
    itself = {
        "type": "application",
        "bom-ref": project["name"],
        "name": project["name"],
        "version": project["version"],
    }
    components = [_component(name, version) for name, version in locked]
    names = [component["bom-ref"] for component in components]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": _SPECIFICATION,
        "version": 1,
        "metadata": {"component": itself | {"licenses": [{"license": {"id": project["license"]}}]}},
        "components": components,
        "dependencies": [{"ref": project["name"], "dependsOn": names}],
    }


def _component(name: str, version: str) -> dict[str, Any]:
    known = f"pkg:pypi/{name.casefold().replace('_', '-')}@{version}"
    found = {"type": "library", "bom-ref": known, "name": name, "version": version, "purl": known}
    licence = _licence(name)
    return found | ({"licenses": [{"license": {"name": licence}}]} if licence else {})


def _licence(name: str) -> str:
    """As the installed package names it; nothing where it is not installed, as on another system."""
    try:
        meta = distribution(name).metadata
    except PackageNotFoundError:
        return ""
    said = [text.strip() for key in ("License-Expression", "License") for text in meta.get_all(key) or []]
    short = [text for text in said if text and len(text) <= _LONGEST and "\n" not in text]
    classifiers = [
        one.rsplit(" :: ", 1)[-1] for one in meta.get_all("Classifier") or [] if one.startswith("License")
    ]
    return next(iter([*short, *classifiers]), "")


def write(file: Path) -> int:
    """Write it; how many packages it names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    made = bill((ROOT / "requirements.lock").read_text(encoding="utf-8"), project)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(made, indent=1), encoding="utf-8")
    return len(made["components"])


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[1]))} packages are named in {sys.argv[1]}.")
