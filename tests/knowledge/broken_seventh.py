"""A seventh set of slips, all for judging: fifty of an ordinary month, as somebody at a desk makes them who rings up, gets a file from a translator, tidies a
rule of danger or moves a queue. They were neither chosen to be unlike what the checker looks for nor to be like it.

At that first run 47 were told rightly, 2 vaguely and 1 not at all, which would have gone live. Put right afterwards: the line of one of the vague ones.

See `slips.py` for how a row is read."""

from __future__ import annotations

# fmt: off
SEVENTH = (
    # After a call: contacts.
    ('a letter l in a number', 'contacts.yaml', 'phone: "0113 496 0123"', 'phone: "0ll3 496 0123"', 'number & words|signs|letters|alone'),
    ('two addresses in one field', 'contacts.yaml', 'email: team@example.org', 'email: "team@example.org; help@example.org"', 'one|whole|two|second & email'),
    ('an address without its beginning', 'contacts.yaml', 'web: https://example.org/team', 'web: www.example.org/team', 'https://'),
    ('a slash lost in an address', 'contacts.yaml', 'web: https://example.org/team', 'web: https:/example.org/team', 'https://'),
    ('a helpline that lost a digit', 'contacts.yaml', 'sms: "85258"', 'sms: "8528"', '85258|number'),
    ('an id renamed where it is defined alone', 'contacts.yaml', '- id: travel-desk', '- id: transport-desk', 'in topic.yaml at 81: travel-desk'),
    ('two dots in an address', 'contacts.yaml', 'email: travel@example.org', 'email: travel@example..org', 'email & whole'),
    ('a number without quotes', 'contacts.yaml', 'phone: "0300 123 5500"', 'phone: 03001235500', 'quotes'),
    ('the signature of an email as a note', 'contacts.yaml', 'note: Closed in August.', 'note: Karen Holt, SEND Officer', 'karen holt & role|name|team'),
    ('the name emptied', 'contacts.yaml', 'name: The travel desk', 'name:', 'name & fill|write|text'),
    ('opening hours with a bracket left open', 'contacts.yaml', '9am to 5pm\n', '9am to 5pm (not in August\n', 'bracket'),
    # From a translator.
    ('a letter l in the emergency number', 'languages/pl.yaml', 'Pilna pomoc medyczna to 111.', 'Pilna pomoc medyczna to l11.', '111'),
    ('the help line gone', 'languages/pl.yaml', 'help: Poproś o tłumacza.\n', '', 'at 2: help'),
    ('an id with its last letter lost', 'languages/pl.yaml', '  plan-late:\n', '  plan-lat:\n', 'plan-late'),
    ('a key that was translated', 'languages/pl.yaml', '  button-none: ', '  przycisk-brak: ', 'przycisk-brak'),
    ('a file called by the language\'s name', 'languages/pl.yaml -> languages/polish.yaml', 'language: pl', 'language: pl', 'at 2: pl & same|rename|called'),
    ('a language file for an old program', 'languages/pl.yaml -> languages/pl.yml', 'language: pl', 'language: pl', 'at 1: pl.yaml'),
    ('a crisis word for a danger that is misspelt', 'languages/pl.yaml', 'crisis:\n  safety-suicide-self-harm:', 'crisis:\n  safety-suicide-selfharm:', 'at 11: safety-suicide-self-harm'),
    ('no answer in a translation', 'topic.yaml', '        answer: Plan mówi, jaką pomoc dostaje dziecko. Zapytaj zespół.\n', '', 'at 56: answer'),
    # From the safeguarding lead.
    ('an example that no phrase meets', 'safety.yaml', 'must_fire: [she is not breathing]', 'must_fire: [she is not breathing, his lips are blue]', 'his lips are blue & phrases'),
    ('the words for the young deleted', 'safety.yaml', '    answer_young: |\n      Call 999 now. Nobody is watching this chat.\n    applies_to: england\n    contacts: [emergency-999, nhs-111]\n    contacts_young: [emergency-999]\n    sources:\n      - {title: NHS, url: "https://111.nhs.uk", seen: 2026-06-01}\n  - id: safety-child', '    applies_to: england\n    contacts: [emergency-999, nhs-111]\n    contacts_young: [emergency-999]\n    sources:\n      - {title: NHS, url: "https://111.nhs.uk", seen: 2026-06-01}\n  - id: safety-child', 'at 6: answer_young'),
    ('a pattern with one bracket', 'safety.yaml', '    phrases: [want to die]\n', '    phrases: [want to die]\n    patterns: ["want(s to die"]\n', 'pattern & mend|remove|bracket'),
    ('an example without its dash', 'safety/safety-medical-emergency.yaml', '  - he will not wake up', '  he will not wake up', 'dash|"- "|list'),
    ('the council\'s number in help in danger', 'safety.yaml', '      **Call 999 now, or 111 for advice.** Nobody is watching this chat.\n    answer_young: |\n      Call 999 now. Nobody is watching this chat.\n    applies_to: england\n    contacts: [emergency-999, nhs-111]\n    contacts_young: [emergency-999]\n    sources:\n      - {title: NHS, url: "https://111.nhs.uk", seen: 2026-06-01}\n  - id: safety-domestic', '      **Call 999 now, or 111 for advice, or us on 0113 496 0123.** Nobody is watching this chat.\n    answer_young: |\n      Call 999 now. Nobody is watching this chat.\n    applies_to: england\n    contacts: [emergency-999, nhs-111]\n    contacts_young: [emergency-999]\n    sources:\n      - {title: NHS, url: "https://111.nhs.uk", seen: 2026-06-01}\n  - id: safety-domestic', 'phone number & contacts'),
    ('contacts that are no list', 'safety.yaml', 'contacts: [emergency-999, nhs-111]', 'contacts: emergency-999', 'list'),
    ('a rule whose phrase is an everyday one', 'safety.yaml', 'phrases: [cannot cope any more]', 'phrases: [cannot cope any more, plan]', 'plan & narrower'),
    # From a manager: menu, queues, the area.
    ('an id with a space', 'menu.yaml', 'entries: [bus-pass]', 'entries: [bus pass]', 'bus pass & dash|id'),
    ('a title that no button holds', 'menu.yaml', 'title: Travel', 'title: Travel to school and to college, and who pays', '36'),
    ('a subject with nothing in it', 'menu.yaml', 'entries: [bus-pass]', 'entries: []', 'entries & empty|one line'),
    ('a telephone number as a staff id', 'workstreams.yaml', 'staff: [123456789]', 'staff: ["+44 7700 900123"]', 'staff & chat|telegram'),
    ('a queue without what it is about', 'workstreams.yaml', '    about: Help in danger\n', '', 'at 7: about'),
    ('places in capitals', 'area.yaml', 'towns: [marlow]', 'towns: [Marlow]', 'small letters'),
    ('the council deleted', 'area.yaml', 'authority: Marlowshire Council\n', '', 'at 2: authority'),
    ('a contact by its name', 'area.yaml', 'own_case: [team]', 'own_case: [The team]', 'id'),
    # Tests.
    ('a test of an entry that is gone', 'questions/topic.yaml', '  bus-pass:\n', '  bus-passes:\n', 'bus-pass'),
    ('holds as a text', 'questions/topic.yaml', 'holds: ["20 weeks"]', 'holds: "20 weeks"', 'list'),
    ('a test in the entry\'s words', 'questions/topic.yaml', '    - it should have been here by now', '    - My plan is late.', 'my plan is late & other words'),
    ('a field of a test misspelt', 'questions/topic.yaml', 'lacks: ["30 weeks"]', 'lack: ["30 weeks"]', 'lacks'),
    # Wording.
    ('a brace lost', 'wording.yaml', '"Say read {month}"', '"Say read {month"', 'brace & {month}'),
    ('a text deleted and its key left', 'wording.yaml', 'fallback: "Say fallback "', 'fallback:', 'fallback & fill|empty|write|text'),
    ('a key twice', 'wording.yaml', '  kept: "Say kept "\n', '  kept: "Say kept "\n  §kept: "Your question is kept."\n', 'kept & twice'),
    ('quotes inside quotes', 'wording.yaml', 'button-none: "Say button-none "', 'button-none: "Press "None" here"', 'quot'),
    # Glossary.
    ('a name with a space', 'glossary.yaml', '{term: EP, stands_for:', '{term: EP, stands for:', 'stands_for'),
    ('a term twice', 'glossary.yaml', '  - {term: EP,', '  - {term: LA, stands_for: Legal Aid}\n  - {term: EP,', 'at 4: LA & another|one|twice'),
    ('a term that stands for nothing', 'glossary.yaml', 'stands_for: Educational Psychologist, ', '', 'stands_for'),
    # Entries and dates.
    ('a unit misspelt', 'topic.yaml', 'plus: 20 weeks}', 'plus: 20 weks}', 'weeks'),
    ('a field of a date misspelt', 'topic.yaml', 'optional: true', 'optionl: true', 'optional'),
    ('a count without its dash', 'topic.yaml', '          - {from: the day of the letter,', '            {from: the day of the letter,', 'dash|"- "|list|item'),
    ('years of a date changed places', 'topic.yaml', 'seen: 2026-06-02\n    read: 2026-06-02', 'seen: 2062-06-02\n    read: 2026-06-02', '2062 & not come|day'),
    ('two answers by one name after a merge', 'topic.yaml', '    answer: |\n      A plan has sections from A to K.\n', '    answer: |\n      A plan has sections from A to K.\n    §answer: |\n      A plan has eleven sections.\n', 'answer & twice'),
)
FRESH_SEVENTH = (
    ('one sentence from each of two people', 'topic.yaml', 'It takes two weeks.', 'It takes two weeks. It takes six weeks.', 'two weeks & six weeks'),
    ('the answer among the questions', 'topic.yaml', '      - free bus pass\n', '      - free bus pass\n§      - Ask the council for the form. It takes two weeks.\n', 'question & answer'),
    ('a question with the number of its row', 'topic.yaml', '      - free bus pass', '      - "12. free bus pass"', '12. & take|number|leave'),
    ('a translation that was cut off', 'topic.yaml', 'answer: Plan mówi, jaką pomoc dostaje dziecko. Zapytaj zespół.', 'answer: Plan.', 'short|cut|whole & pl|translation'),
    ('a law that is an address', 'topic.yaml', 'law: Rule 12', 'law: https://example.org/rules/12', 'law & address'),
    ('a caveat that is the label again', 'topic.yaml', 'caveat: Some times of year do not count.', 'caveat: The last day for the plan', 'caveat & label'),
    ('a number in what a contact is for', 'contacts.yaml', 'what_for: Plans and what is in them.', 'what_for: Plans. Ring 0113 496 0155.', 'number & phone'),
    ('opening hours in the note of the number', 'contacts.yaml', 'phone_note: Ask for the plan desk.', 'phone_note: Monday to Friday, 9am to 5pm', 'hours'),
    ('a button in Polish among the English words', 'wording.yaml', '"Say page-send "', '"Wyślij wiadomość"', 'english'),
    ('a term among its own forms', 'glossary.yaml', 'stands_for: Educational Psychologist, source: W}', 'stands_for: Educational Psychologist, also: [EP, ed psych], source: W}', 'EP & also|form & take|twice'),
    ('two kinds of help in danger with one title', 'safety.yaml', 'title: Help now with violence at home', 'title: Help now if a child is being hurt', 'title & safety-child-at-risk'),
    ('Easy Read in danger without 999', 'safety.yaml', '    answer_young: |\n      Call 999 now. Nobody is watching this chat.\n', '    easy_read: |\n§      Ask somebody for help.\n    answer_young: |\n      Call 999 now. Nobody is watching this chat.\n', '999'),
    ('English among the Polish examples', 'safety/safety-medical-emergency.yaml', '    - nie oddycha', '    - she is not breathing and I do not know what to do', 'english|pl|polish & translate|language'),
    ('a gap in an example of danger', 'safety/safety-medical-emergency.yaml', '  - he will not wake up', '  - "[name] will not wake up"', '[name]'),
    ('a language under two codes', 'menu.yaml', '{pl: "W szkole"}', '{pl: "W szkole", pl: "Szkoła"}', 'pl & twice'),
    ('a queue still to be named', 'workstreams.yaml', 'name: Care', 'name: TBC', 'tbc'),
    ('a sign of the area still to be filled', 'area.yaml', 'sendiass: MIAS', 'sendiass: "[name of service]"', 'name of service'),
    ('no place of its own', 'area.yaml', 'here: [marlowshire, marlow]', 'here: []', 'here & place|town'),
    ('the neighbours\' council', 'area.yaml', 'authority: Marlowshire Council', 'authority: Otherton Council', 'otherton & elsewhere'),
    ('a hold still to be written', 'questions/topic.yaml', 'holds: ["20 weeks"]', 'holds: ["TBC"]', 'tbc'),
    ('a test with a label', 'questions/topic.yaml', '    - it should have been here by now', '    - "Q1: it should have been here by now"', 'q1 & take|label'),
    ('a deadline in another unit than its answer', 'topic.yaml', 'plus: 20 weeks}', 'plus: 20 days}', '20 days & 20 weeks'),
    ('an old copy kept beside the file', 'topic-old.yaml', '', 'workstream: access\nentries:\n  - id: bus-pass\n    title: How do I get a pass?\n    questions: [bus card]\n    answer: Ask the council for a card.\n    applies_to: cheshire-east\n    contacts: [travel-desk]\n    sources: [{title: Cards, url: "https://example.org/cards", seen: 2026-06-02}]\n    read: 2026-06-02\n    review_by: 2027-05-23\n', 'at 1: topic.yaml & old|copy'),
)
"""More of the sixth's spirit, written when its kinds and those of the fresh thirty had been mended and before they were tried on these: at
that first run 3 were told rightly, 2 vaguely or with wrong advice and 17 not at all, which would have gone live. They are told by now."""
# fmt: on
