"""The places of one area, as the matcher needs them: to tell who lives elsewhere, and to fill its
examples."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIGN = re.compile(r"\{(town|elsewhere|county)(?:-(\d+))?\}", re.IGNORECASE)


@dataclass(frozen=True)
class LocalPlaces:
    """Names in small letters; the largest towns first."""

    here: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    county: str = ""

    def filled(self, text: str) -> str:
        """A text of the program's own with this area's names for {town-2}, {Elsewhere-1} or {county}.

        A capital in the sign gives capitals. Where there are fewer towns they come round again; where there
        is
        none, the word itself stands."""
        return _SIGN.sub(self._name, text) if "{" in text else text

    def _name(self, found: re.Match[str]) -> str:
        kind = found[1].casefold()
        known = {"town": self.towns, "elsewhere": self.elsewhere, "county": (self.county,)}[kind]
        names = [name for name in known if name] or ["next county" if kind == "elsewhere" else kind]
        name = names[(int(found[2] or 1) - 1) % len(names)]
        return name.title() if found[1][0].isupper() else name


NOWHERE = LocalPlaces()
"""No area: for fitting on questions alone."""
