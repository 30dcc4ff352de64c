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
    ('a pattern with a bracket left open', 'safety.yaml', '    phrases: [want to die]', "    phrases: [want to die]\n    patterns: ['(locked|shut']", 'at 70: bracket ( is opened'),
    ('a translation that does not say of what', 'topic.yaml', '        of: d068d40231\n', '', 'at 56: write: of: "d068d40231"'),
    ('an answer taken out, and its list left', 'topic.yaml', '    answer: |\n      **The council has 20 weeks to finish a plan.** Staff shortages are no reason to be late.\n      Write to the team and ask for a date. Keep a copy of what you send.\n      - Ask for the name of the person in charge.\n      - Ask what is still missing.\n', '    answer: |\n', 'at 11: text & answer'),
)
"""Each is told at its line by now."""
ONCE = (
    ('a review date misspelt', 'topic.yaml', '    review_by: 2027-05-23\n    checked: {on', '    reveiw_by: 2027-05-23\n    checked: {on', 'reveiw_by & review_by'),
    ('a day that has not come', 'clubs.yaml', '', _bare(seen="§2027-11-26"), 'not come'),
    ('a reading that has not come', 'topic.yaml', '    read: 2026-06-01\n    review_by: 2027-05-23\n    checked: {on', '    read: 2027-06-01\n    review_by: 2027-05-23\n    checked: {on', 'not come'),
    ('a file with the ending .yml', 'topic.yaml -> topic.yml', '', '', 'at 1: rename & topic.yaml'),
    ('a file with the ending .yaml.txt', 'topic.yaml -> topic.yaml.txt', '', '', 'at 1: rename & topic.yaml'),
    ('a language file with the ending .yml', 'languages/pl.yaml -> languages/pl.yml', '', '', 'at 1: rename & pl.yaml'),
    ('a language file that cannot be read', 'languages/pl.yaml', 'checked: true', 'checked: ture', 'true or false'),
    ('an id with capitals and a dash below', 'topic.yaml', '- id: bus-pass', '- id: Bus_Pass', 'small letters'),
    ('a number that lost its zero', 'contacts.yaml', 'phone: "0113 496 0123"', 'phone: 1134960123', 'quotes & "01134960123"'),
    ('where it holds with a capital', 'topic.yaml', 'applies_to: england\n    contacts: [team, helpline]', 'applies_to: England\n    contacts: [team, helpline]', 'england or cheshire-east'),
    ('an email line where a contact has it', 'topic.yaml', '    contacts: [team, helpline]', '    hours: 9 to 5\n    contacts: [team, helpline]', 'belongs to a contact'),
    ('a field with a capital', 'topic.yaml', '    title: The plan is late', '    Title: The plan is late', 'mean "title"'),
    ('a field in two words', 'topic.yaml', '    easy_read: |\n      The plan', '    easy read: |\n      The plan', 'mean "easy_read"'),
    ('ids parted by semicolons', 'topic.yaml', 'contacts: [team, helpline]', 'contacts: [team; helpline]', 'commas'),
    ('a comma in a term without quotes', 'glossary.yaml', '{term: EP, stands_for: Educational Psychologist,', '{term: EP, stands_for: Educational Psychologist, who tests,', 'comma & quotes'),
    ('an answer twice in a stage that is too long', 'menu.yaml', 'entries: [bus-pass]', 'entries: [a, b, c, b, e, f, g]', 'names "b" twice'),
    ('more answers than a stage has room for', 'menu.yaml', 'entries: [bus-pass]', 'entries: [a, b, c, d, e, f, g]', '7 entries & most is 6'),
    ('a question that begins with a star', 'topic.yaml', '- overdue plan', '- *overdue* plan', 'begin with * & quotes'),
    ('a question that begins with an and', 'topic.yaml', '- overdue plan', '- &overdue plan', 'quotes: "&overdue'),
    ('a question that begins with a mark', 'topic.yaml', '- overdue plan', '- ! overdue plan', 'begin with ! & quotes'),
    ('a question that begins with a bracket', 'topic.yaml', '- overdue plan', '- [urgent] overdue plan', 'begin with [ & quotes'),
    ('a question that begins with an at', 'topic.yaml', '- overdue plan', '- @school overdue plan', 'begin with @ & quotes'),
    ('a question that begins with a backtick', 'topic.yaml', '- overdue plan', '- `plan` overdue', 'begin with ` & quotes'),
    ('a file without its list', 'glossary.yaml', 'terms:', 'term:', 'terms'),
)
"""Each brings one error, and none that follows from it."""
# fmt: on
