"""What a newcomer meets who writes a first entry by the guide alone: the guide's dots left in, a name in an id's place, a field misspelt, a line still
empty. None of these was told as it should be at first: the advice was another area's, a field was said to be lost that was there misspelt, or one error hid the others.

See `slips.py` for how a row is read."""

from __future__ import annotations

# fmt: off
_BARE = ("""workstream: access
entries:
  - id: chess-club
    title: Chess in the library
    questions: [chess club]
    answer: It meets on Mondays.
    applies_to: {applies}
    contacts: [{contact}]
    sources: [{{title: {title}, url: "{url}", seen: {seen}}}]
    read: 2026-06-01
    review_by: 2027-05-23
""")


def _bare(**changed: str) -> str:
    sound = {"applies": "cheshire-east", "contact": "team", "title": "Chess", "url": "https://example.org/a", "seen": "2026-06-01"}
    return _BARE.format(**sound | changed)


NEWCOMER = (
    ('an answer that is still empty', 'topic.yaml', 'answer: |\n      A plan says what help a child is given. Ask the team.\n', 'answer:\n', 'answer: | & indented'),
    ('a queue still to be named', 'topic.yaml', 'workstream: access\nentries:', 'entries:', 'at 3: workstream: access (or care)'),
    ('no such queue', 'topic.yaml', 'workstream: access', 'workstream: fundraising', 'access, care'),
    ('where it holds is missing', 'topic.yaml', '    applies_to: cheshire-east\n    contacts: [team]\n    related: [plan-late]\n', '    contacts: [team]\n    related: [plan-late]\n', 'at 36: england (or cheshire-east)'),
    ('a contact that is not there', 'topic.yaml', 'contacts: [team, helpline]', 'contacts: [ceias, helpline]', 'ceias & there are: team, helpline, travel-desk'),
    ('a contact by what it is called', 'topic.yaml', 'contacts: [team, helpline]', 'contacts: [the travel desk, helpline]', 'the travel desk & mean "travel-desk"'),
    ('an address of dots', 'clubs.yaml', '', _bare(url="§https://..."), 'shows where an address belongs & page'),
    ('a title of dots', 'clubs.yaml', '', _bare(title='§"..."'), 'title & page calls itself'),
    ('an answer of dots', 'topic.yaml', '      A plan says what help a child is given. Ask the team.\n', '      ...\n', '"..." alone & write'),
    ('an address behind an entry for another area', 'clubs.yaml', '', _bare(applies="marlow", url="§www.example.org"), 'https://'),
    ('a contact behind an entry for another area', 'clubs.yaml', '', _bare(applies="marlow", contact="§nobody"), 'nobody & there are'),
)
"""Each is told at its line by now."""
ONCE = (
    ('a review date misspelt', 'topic.yaml', '    review_by: 2027-05-23\n    checked: {on', '    reveiw_by: 2027-05-23\n    checked: {on', 'reveiw_by & review_by'),
    ('a day that has not come', 'clubs.yaml', '', _bare(seen="§2027-11-26"), 'not come'),
    ('a reading that has not come', 'topic.yaml', '    read: 2026-06-01\n    review_by: 2027-05-23\n    checked: {on', '    read: 2027-06-01\n    review_by: 2027-05-23\n    checked: {on', 'not come'),
    ('a file without its list', 'glossary.yaml', 'terms:', 'term:', 'terms'),
)
"""Each brings one error, and none that follows from it."""
# fmt: on
