"""Is a locked package known to be vulnerable? `python -m tests.audited PIP-AUDIT LOCK` runs that pip-audit
over a lock file.

A known vulnerability ends it with 1. Where the data cannot be reached it says so, and ends with 0: a closed
network is no fault of the code.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

_PATIENCE = 5
"""Seconds for one answer: eighty packages are asked after, and a network that is closed must not take
minutes."""
_WHOLE = 120.0
"""Seconds for all of it; it takes ten."""


def audited(program: str, lock: str) -> tuple[int, list[str]]:
    """The exit code, and sentences."""
    command = [
        program,
        "--disable-pip",
        "--require-hashes",
        "-r",
        lock,
        "-f",
        "json",
        "--timeout",
        str(_PATIENCE),
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_WHOLE, check=False)
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        return 0, ["Not audited: pip-audit, or its data, cannot be reached from here."]
    found = [_sentence(package, one) for package in packages for one in package.get("vulns", ())]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if len(unknown) == len(packages):
        return 0, ["Not audited: the data on vulnerabilities cannot be reached from here."]
    if unknown:
        found.append(f"Nothing could be found out about {', '.join(unknown)}.")
    known = len(found) - bool(unknown)
    return int(known > 0), [
        *found,
        f"{len(packages) - len(unknown)} packages audited, {known} known vulnerabilities.",
    ]


def _sentence(package: dict[str, Any], vulnerability: dict[str, Any]) -> str:
    mended = ", ".join(vulnerability.get("fix_versions") or ()) or "no version yet"
    return f"{package['name']} {package['version']}: {vulnerability['id']}, mended in {mended}."


if __name__ == "__main__":
    code, sentences = audited(*sys.argv[1:3])
    print("\n".join(sentences))
    sys.exit(code)
