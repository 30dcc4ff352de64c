"""The one standard of "sound": what `check` calls an error never goes live.

The verb `check`, each start and each reload ask the same question here.
"""

from __future__ import annotations

from datetime import date

from sendbot.knowledge.area_problems import of_this_area
from sendbot.knowledge.checks import check
from sendbot.knowledge.entries import Problem
from sendbot.knowledge.reading import Reading
from sendbot.knowledge.wording import REQUIRED_WORDING
from sendbot.mind.safety_proof import safety_problems


def problems_of(reading: Reading, today: date) -> tuple[Problem, ...]:
    """Everything that is wrong with a folder that was read, sorted by place: errors and warnings."""
    fixed = reading.knowledge.area.fixed()
    found = check(reading.knowledge, today, required_wording=tuple(REQUIRED_WORDING), required_entries=fixed)
    return of_this_area(sorted({*reading.problems, *found, *safety_problems(reading.knowledge)}))
