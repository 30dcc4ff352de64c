"""Kinds of slips that a third set of a hundred broken copies showed to be missed. See `slips.py` for how a row is read."""

from __future__ import annotations

# fmt: off
THIRD = (
    ('an en dash before an item', 'topic.yaml', '      - overdue plan', '      – overdue plan', 'dash & - overdue plan'),
    ('a bullet before an item', 'topic.yaml', '      - plan meaning', '      • plan meaning', 'dash & - plan meaning'),
    ('an item that is a remark', 'topic.yaml', '      - overdue plan', '      - #1 overdue plan', '# & quotes'),
    ('a list in a folded text', 'topic.yaml', '    answer: |\n      **The council', '    answer: >\n      **The council', '| & answer'),
    ('a space of a web page as indent', 'topic.yaml', '    related: [plan-what, bus-pass]', '\xa0\xa0\xa0\xa0related: [plan-what, bus-pass]', 'space'),
    ('a list without its name', 'topic.yaml', 'entries:\n  - id: plan-late', '  - id: plan-late', 'entries & missing'),
    ('a second file in one', 'topic.yaml', '  - id: plan-what\n    title', '---\nentries:\n  - id: plan-what\n    title', 'three dashes & delete'),
    ('a comma lost between parts', 'topic.yaml', '{title: A page, url: "https://example.org/page", seen: 2026-06-01, dated: undated}', '{title: "A page" url: "https://example.org/page", seen: 2026-06-01, dated: undated}', 'comma & url'),
    ('a comma lost between texts', 'topic.yaml', 'contacts: [team, helpline]', 'contacts: ["team" "helpline"]', 'comma'),
    ('an entry that is related to itself', 'topic.yaml', 'related: [plan-late]', 'related: [plan-what]', 'itself & take it out'),
    ('an entry that is part of itself', 'topic.yaml', 'part_of: plan-what\n', 'part_of: plan-what-sections\n', 'itself'),
    ('a contact named twice', 'topic.yaml', 'contacts: [team, helpline]', 'contacts: [team, team]', 'twice & contacts'),
    ('a related entry named twice', 'topic.yaml', 'related: [plan-what, bus-pass]', 'related: [plan-what, plan-what]', 'twice & related'),
    ('a note of the writer', 'topic.yaml', 'Write to the team and ask for a date. Keep', 'TBC with the team. Keep', 'TBC & take it out'),
    ('a gap to be filled', 'topic.yaml', '      A plan has sections from A to K.', '      A plan has [XX] sections from A to K.', '[XX] & fill it in'),
    ('a gap in words', 'topic.yaml', '      Ask the team for a date.', '      Ask [name of the team] for a date.', 'fill it in'),
    ('a page of a day that never was', 'topic.yaml', 'dated: undated', 'dated: 31 February 2024', '31 February & no such day'),
    ('999 gone from the first line of a card', 'safety.yaml', '      **Call 999 now, or 111 for advice.** Nobody', '      **Ask for help now.**\n      Call 999 or 111. Nobody', '999 & first line'),
)
# fmt: on
