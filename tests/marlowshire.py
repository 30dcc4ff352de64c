"""An invented area, made as a partnership makes its own: by `init`, with twelve local entries beside the
national ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from sendbot.knowledge.starting import Beginning, files_of

TODAY = date(2026, 11, 23)
BEGINNING = Beginning(
    name="Marlowshire",
    authority="Marlowshire Council",
    contacts={
        "send-team": ("send@marlowshire.example",),
        "sendiass": ("https://mias.example", "020 7946 0301"),
        "social-care": ("020 7946 0302",),
        "emergency-duty-team": ("020 7946 0303",),
        "local-offer": ("https://offer.marlowshire.example",),
    },
    names={"sendiass": "MIAS", "social-care": "MARF"},
    workstreams={"plans": "EHC plans", "support": "Support"},
    towns=("marlow", "great wick"),
    neighbours=("otherham",),
)

LOCAL = {
    "short-breaks": ("Short breaks", "respite", "a break from caring"),
    "family-hubs": ("Family hubs", "family hub", "children's centre"),
    "sensory-room": ("The sensory room in Marlow", "sensory room", "a quiet room to hire"),
    "swimming": ("Swimming for children with SEND", "swimming lessons", "quiet swim session"),
    "toy-library": ("The toy library", "toy library", "borrow special toys"),
    "saturday-club": ("The Saturday club", "saturday club", "weekend club"),
    "sibling-group": ("A group for brothers and sisters", "sibling group", "group for his sister"),
    "riding": ("Riding for the disabled", "riding lessons", "horse riding"),
    "wick-bus": ("The bus from Great Wick", "great wick bus", "bus pass from wick"),
    "parent-coffee": ("Coffee morning for parents", "coffee morning", "meet other parents"),
    "library-hour": ("The quiet hour at the library", "quiet library hour", "library when it is quiet"),
    "holiday-club": ("The holiday club", "holiday club", "summer club for disabled children"),
}
"""Entries that only Marlowshire has: a title and two ways of asking."""

_MONTHS = ("March", "April", "May", "June", "July", "August", "September", "October")
"""So that no sentence of an answer stands there twice."""


def write_marlowshire(folder: Path, beginning: Beginning = BEGINNING) -> Path:
    """The whole folder."""
    for name, text in files_of(beginning, TODAY).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    entries = [_entry(name, *said) for name, said in LOCAL.items()]
    content = {"workstream": "support", "entries": entries}
    (folder / "local.yaml").write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return folder


def _entry(name: str, title: str, *subjects: str) -> dict[str, object]:
    asked = ("{}", "where is {}", "how do i get {}", "is there {} near us", "tell me about {}", "who runs {}")
    questions = [form.format(subject) for subject in subjects for form in asked]
    return {
        "id": name,
        "title": title,
        "questions": questions,
        "answer": f"**{title} in Marlowshire is open to every family.** "
        + " ".join(f"Ask for a place in good time before {month}." for month in _MONTHS),
        "applies_to": "marlowshire",
        "contacts": ["local-offer"],
        "sources": [{"title": "Offer", "url": "https://offer.marlowshire.example/a", "seen": TODAY}],
        "read": TODAY,
        "review_by": date(2027, 5, 23),
    }
