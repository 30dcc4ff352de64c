"""A fifth set of slips, all for judging: a hundred were written with file, line and advice before the checker or the other sets were read.

At that first run 51 were told rightly, 13 vaguely, 1 at another place only and 35 not at all; 40 would have gone live. (Judged by hand, five of
the vague ones said the right thing in other words.) What is missed was then mended by kinds, so that the set shows no more than that those
kinds stay mended. Put right afterwards and counted as missed: the line of three rows (an entry pasted twice, Easy Read with nothing below it,
the emergency number), the word for a dash, a known failure as a warning; and a row that was no slip at all ("text SHOUT to 85258") gave way.

See `slips.py` for how a row is read."""

from __future__ import annotations

# fmt: off
FIFTH = (
    # Entries.
    ('a doubled word left from editing', 'topic.yaml', 'Write to the team and ask for', 'Write to the team and and ask for', 'and and|twice|doubled'),
    ('an unfinished list item', 'topic.yaml', '- Ask what is still missing.', '- Ask what is still missing and', 'finish|ends with|breaks off'),
    ('a sentence twice in a paragraph', 'topic.yaml', 'Staff shortages are no reason to be late.', 'Staff shortages are no reason to be late. Staff shortages are no reason to be late.', 'twice'),
    ('a question to a colleague', 'topic.yaml', '- Ask what is still missing.', '- Ask what is still missing. (Sue, is this still right?)', 'note|colleague|writer'),
    ('a bracket not closed', 'topic.yaml', 'Keep a copy of what you send.', 'Keep a copy (of what you send.', 'bracket & close'),
    ('a quotation mark not closed', 'topic.yaml', 'ask for a date. Keep', 'ask for a "date. Keep', 'quot'),
    ('one star for bold', 'topic.yaml', '**The council has 20 weeks to finish a plan.**', '*The council has 20 weeks to finish a plan.*', '**|two stars'),
    ('an answer that says another length than its deadline', 'topic.yaml', '**The council has 20 weeks to', '**The council has 12 weeks to', '20 weeks|12 weeks'),
    ('a whole entry pasted twice under a new id', 'topic.yaml', '  - id: bus-pass\n    title: How do I get a bus pass?\n', '  - id: bus-pass-new\n    title: How do I get a bus pass?\n    questions:\n      - free bus pass\n      - "disabled persons pass: who gets one"\n    answer: |\n      Ask the council for the form. It takes two weeks.\n    applies_to: cheshire-east\n    contacts: [travel-desk]\n    sources:\n      - {title: A page, url: "https://example.org/passes", seen: 2026-06-02}\n    read: 2026-06-02\n    review_by: 2027-05-23\n  - id: bus-pass\n    §title: How do I get a bus pass?\n', 'title & bus-pass'),
    ('a bullet from Word', 'topic.yaml', '      - Ask what is still missing.', '      • Ask what is still missing.', 'bullet|"- "'),
    ('a long dash as a bullet', 'topic.yaml', '      - Ask what is still missing.', '      – Ask what is still missing.', 'dash|"- "|hyphen'),
    ('a row of a spreadsheet as a question', 'topic.yaml', '      - free bus pass', '      - free bus pass\tbus-pass\tyes', 'tab|spreadsheet'),
    ('a placeholder of another program', 'topic.yaml', 'Ask the council for the form.', 'Ask [[council]] for the form.', '[[|bracket|placeholder'),
    ('read before the page was seen', 'topic.yaml', '    read: 2026-06-01\n    review_by: 2027-05-23\n    checked', '    read: 2026-01-06\n    review_by: 2027-05-23\n    checked', 'read & seen'),
    ('the answer of another entry', 'topic.yaml', '      A plan has sections from A to K.', '      A plan says what help a child is given. Ask the team.', 'plan-what'),
    ('an id renamed in one place', 'topic.yaml', '  - id: bus-pass\n', '  - id: bus-passes\n', 'at 21: bus-pass'),
    ('the question of another entry, otherwise written', 'topic.yaml', '- plan meaning', '- Overdue plan??', 'overdue plan & plan-late'),
    ('an address with the end of a sentence', 'topic.yaml', 'url: https://example.org/passes', 'url: https://example.org/passes).', 'url|address'),
    ('a hyphen that does not break in an id', 'topic.yaml', '  - id: bus-pass\n', '  - id: bus\u2011pass\n', 'dash'),
    ('the title of an entry where its id belongs', 'topic.yaml', 'part_of: plan-what', 'part_of: What is a plan?', 'part_of & id|plan-what'),
    # Easy Read.
    ('Easy Read is the answer again', 'topic.yaml', '      A plan is a paper.', '      A plan says what help a child is given. Ask the team.', 'easy & answer & same|shorter|simpler'),
    ('Easy Read names another length', 'topic.yaml', '      The plan is late.\n', '      The council has 12 weeks for the plan.\n', '12 weeks|20 weeks'),
    ('Easy Read of another entry', 'topic.yaml', '      A plan is a paper.', '      The plan is late.\n      Ask the team for a date.', 'plan-late'),
    ('Easy Read with a label in it', 'topic.yaml', '      A plan is a paper.', '      Easy Read version: A plan is a paper.', 'easy read & shown|take|delete|leave'),
    ('Easy Read with nothing below it', 'topic.yaml', '    easy_read: |\n      A plan is a paper.\n', '    §easy_read: |\n', 'easy_read & empty|nothing|text'),
    ('Easy Read with a bold left open', 'topic.yaml', '      Ask the team for a date.\n    applies', '      Ask the team for **a date.\n    applies', '**'),
    ('Easy Read with a bullet of Word', 'topic.yaml', '      A plan is a paper.', '      ·\tA plan is a paper.', 'bullet|"- "|tab'),
    # Translations.
    ('a translation that is still English', 'topic.yaml', 'answer: Plan mówi, jaką pomoc dostaje dziecko. Zapytaj zespół.', 'answer: A plan says what help a child is given. Ask the team.', 'english|same'),
    ('a translated title that is still English', 'topic.yaml', 'title: Co to jest plan?', 'title: What is a plan?', 'english|same'),
    ('the fingerprint cut short', 'topic.yaml', 'of: d068d40231', 'of: d068d402', 'd068d40231'),
    ('the English changed, the translation not (warning)', 'topic.yaml', 'child is given. Ask the team.', 'child is given. Ask the school.', 'at 58: of & english'),
    ('a language in words', 'topic.yaml', '      pl:\n        title', '      polski:\n        title', 'pl|code'),
    ('letters garbled in a translation', 'topic.yaml', 'Plan mówi, jaką', 'Plan mĂłwi, jakÄ…', 'garbled|encoding|utf-8'),
    ('checked in Polish', 'topic.yaml', '        checked: true', '        checked: tak', 'true'),
    # Deadlines.
    ('a length in short', 'topic.yaml', 'plus: 20 weeks}', 'plus: 20 wks}', 'weeks'),
    ('both counts begin at the same day', 'topic.yaml', 'from: the day of the letter', 'from: the day you asked', 'same|twice'),
    ('every count may be missing', 'topic.yaml', 'plus: 20 weeks}', 'plus: 20 weeks, optional: true}', 'optional'),
    ('a word of its own for counting', 'topic.yaml', 'plus: 20 weeks}', 'plus: 20 weeks, counting: from}', 'after & including'),
    ('a law still to be found', 'topic.yaml', 'law: Rule 12', 'law: Rule ??', 'law|gap|?'),
    ('the label names another length', 'topic.yaml', 'label: The last day for the plan', 'label: The last day of the 15 weeks for the plan', '15 weeks|20 weeks'),
    ('the caveat deleted', 'topic.yaml', '        caveat: Some times of year do not count.\n', '', 'at 23: caveat'),
    ('a length with a half', 'topic.yaml', 'plus: 2 months', 'plus: 2 1/2 months', 'whole|weeks|days'),
    # Contacts.
    ('a digit lost', 'contacts.yaml', '"0113 496 0123"', '"0113 496 012"', 'number|digit'),
    ('a comma for a dot in an email', 'contacts.yaml', 'email: team@example.org', 'email: team@example,org', 'email'),
    ('a slash lost', 'contacts.yaml', 'web: https://example.org/team', 'web: https:/example.org/team', 'web|address|//'),
    ('hours that end before they begin', 'contacts.yaml', '9am to 5pm', '9pm to 5pm', 'hours|pm'),
    ('two contacts of one name', 'contacts.yaml', 'name: The helpline', 'name: The team', 'name & team'),
    ('the number of another contact pasted (warning)', 'contacts.yaml', '"0300 123 5500"', '"0113 496 0123"', 'team'),
    ('a note for colleagues in a contact', 'contacts.yaml', 'note: Closed in August.', 'note: Closed in August. NB get the new number from Jo', 'note'),
    ('a contact deleted that an entry names', 'contacts.yaml', '  - id: travel-desk\n    name: The travel desk\n    what_for: Passes and buses.\n    email: travel@example.org\n    read: 2026-06-01\n', '', 'in topic.yaml at 81: travel-desk'),
    ('a web page where the email belongs', 'contacts.yaml', 'email: travel@example.org', 'email: www.example.org/travel', 'email & web'),
    ('two numbers to text', 'contacts.yaml', 'sms: "85258"', 'sms: "85258 or 0300 123 5500"', 'sms & number'),
    ('hours behind a number', 'contacts.yaml', 'phone: "0300 123 5500"', 'phone: "0300 123 5500 (Mon to Fri)"', 'phone & hours|phone_note|number alone|only'),
    ('what it is for left empty', 'contacts.yaml', 'what_for: Urgent help.', 'what_for: ""', 'what_for & empty|write|text'),
    # Wording.
    ('a placeholder misspelt', 'wording.yaml', 'read: "Say read {month}"', 'read: "Say read {moth}"', '{month}'),
    ('a placeholder written out', 'wording.yaml', 'read: "Say read {month}"', 'read: "Say read June 2026"', '{month}'),
    ('square brackets round a placeholder', 'wording.yaml', 'read: "Say read {month}"', 'read: "Say read [month]"', '{month}'),
    ('a button too long', 'wording.yaml', '"Say button-none "', '"None of these is what I meant when I asked"', '36'),
    ('a wording twice', 'wording.yaml', '  examples:', '  §welcome: "Hello again"\n  examples:', 'welcome & twice'),
    ('a wording emptied', 'wording.yaml', 'fallback: "Say fallback "', 'fallback:', 'fallback'),
    ('curly quotes round a wording', 'wording.yaml', 'welcome: "Say welcome "', 'welcome: “Say welcome”', 'quot'),
    ('marks of a web page', 'wording.yaml', '"Say welcome "', '"<b>Say welcome</b>"', '<b>|**'),
    ('a wording without quotes with a colon', 'wording.yaml', 'fallback: "Say fallback "', 'fallback: I do not know: ask the team', 'quot'),
    # Glossary.
    ('a term twice', 'glossary.yaml', '  - {term: EP,', '  - {term: LA, stands_for: Local Area}\n  - {term: EP,', 'LA & twice|already|double'),
    ('what a term stands for mixed up', 'glossary.yaml', 'stands_for: Educational Psychologist', 'stands_for: Occupational Therapist', 'EP & letters|stand'),
    ('other ways of writing as a text', 'glossary.yaml', 'also: [local authority]', 'also: local authority', 'list|['),
    ('another way of writing that another term has', 'glossary.yaml', 'stands_for: Educational Psychologist', 'stands_for: Educational Psychologist, also: [local authority]', 'local authority & LA'),
    ('plain words unfinished', 'glossary.yaml', 'plain: the council', 'plain: the', 'plain & finish|unfinished|ends'),
    ('a brace lost', 'glossary.yaml', 'match_as: [council]}', 'match_as: [council]', '}'),
    ('a term from a spreadsheet', 'glossary.yaml', '  - {term: EP,', '  ASC\tAutism Spectrum Condition\n  - {term: EP,', 'tab|spreadsheet|term:'),
    # Safety.
    ('a phrase misspelt', 'safety.yaml', 'phrases: [want to die]', 'phrases: [want to dye]', 'at 70: must_fire & notice|fire'),
    ('a number of emergency with a digit lost', 'safety.yaml', '**Call 999 now, or 111 for advice.** Nobody', '**Call 99 now, or 111 for advice.** Nobody', '999'),
    ('nobody for the young', 'safety.yaml', 'contacts_young: [emergency-999]', 'contacts_young: []', 'contacts_young'),
    ('a harmless message that is none', 'safety.yaml', 'must_not_fire: [where is the form]', 'must_not_fire: [where is the form, I want to die today]', 'must_not_fire & I want to die today'),
    ('a kind of danger deleted', 'safety.yaml', '  - id: safety-carer-breaking-point\n    title: Help now when you cannot go on\n', '', 'at 54: id'),
    ('phrases with commas and no brackets', 'safety.yaml', 'phrases: [not breathing]', 'phrases: not breathing, stopped breathing', 'list|['),
    ('an example of danger among the near misses', 'safety/near-misses.yaml', '  - this form is killing me', '  - this form is killing me\n  - §she has stopped breathing', 'she has stopped breathing & safety-medical-emergency'),
    ('an example file renamed', 'safety/safety-medical-emergency.yaml -> safety/medical-emergency.yaml', '  - he will', '  - he will', 'at 1: safety-medical-emergency'),
    # Languages.
    ('a file in another language than its name', 'languages/pl.yaml', 'language: pl', 'language: ro', 'pl'),
    ('999 lost in a crisis line', 'languages/pl.yaml', 'safety-domestic-abuse: Zadzwoń pod 999 albo 111.', 'safety-domestic-abuse: Zadzwoń pod 99 albo 111.', '999'),
    ('a placeholder translated', 'languages/pl.yaml', '{month}', '{miesiąc}', '{month}'),
    ('the star before the word', 'languages/pl.yaml', '"plan*": plan', '"*plan": plan', 'end|after|behind'),
    ('one kind of danger left out', 'languages/pl.yaml', '  safety-domestic-abuse: Zadzwoń pod 999 albo 111.\n', '', 'at 11: safety-domestic-abuse'),
    ('a line left in English', 'languages/pl.yaml', 'lead: Odpowiedź poniżej jest po angielsku.', 'lead: The answer below is in English.', 'lead & english|polish|translate'),
    ('questions left in English', 'languages/pl.yaml', '    - plan się spóźnia', '    - my plan is late', 'my plan is late|english'),
    ('a letter saved by an old program', 'languages/pl.yaml', 'Poproś o', 'Popro\udc9c o', 'utf-8'),
    # Workstreams.
    ('a lead as a text', 'workstreams.yaml', 'leads: [first lead]', 'leads: first lead', 'list|['),
    ('the letter O in a number', 'workstreams.yaml', 'staff: [123456789]', 'staff: [12345678O]', 'staff & number'),
    ('two queues of one name', 'workstreams.yaml', 'name: Care', 'name: Plans', 'name & access|Plans'),
    ('a queue renamed in one place', 'workstreams.yaml', '- id: care', '- id: caring', 'in safety.yaml at 4: care'),
    # The area.
    ('the name of the area changed in one place', 'area.yaml', 'applies_to: cheshire-east', 'applies_to: marlowshire', 'in topic.yaml at 46: marlowshire'),
    ('a town of the neighbours', 'area.yaml', 'towns: [marlow]', 'towns: [marlow, otherton]', 'otherton'),
    ('a queue for a file that is not there', 'area.yaml', 'queues: {topic: access}', 'queues: {topics: access}', 'topics'),
    ('places as a text', 'area.yaml', 'here: [marlowshire, marlow]', 'here: marlowshire, marlow', 'list|['),
    # The menu.
    ('an answer twice under one title', 'menu.yaml', 'entries: [plan-what, plan-late]', 'entries: [plan-what, plan-late, plan-what]', 'plan-what & twice'),
    ('two titles that are the same', 'menu.yaml', 'title: Travel', 'title: At school', 'at school'),
    ('a translated title left in English', 'menu.yaml', '{pl: "W szkole"}', '{pl: "At school"}', 'english|same|translat'),
    # Test questions.
    ('holds and lacks the same', 'questions/topic.yaml', 'lacks: ["30 weeks"]', 'lacks: ["20 weeks"]', 'holds & lacks'),
    ('a known failure that is no test any more (warning)', 'questions/topic.yaml', 'known_failures:\n  - travel for nothing', 'known_failures:\n  - travel for free', 'known_failures & test'),
    ('a comma lost between q and holds', 'questions/topic.yaml', 'may they take", holds', 'may they take" holds', 'comma'),
)

FRESH = (
    # Written after the mends and before they were tried on these.
    ('a word typed again behind a comma', 'topic.yaml', 'Keep a copy of what you send.', 'Keep a a copy of what you send.', 'a a|twice'),
    ('half a question left at the end of a safety line', 'safety.yaml', 'line: In danger call 999.', 'line: In danger call 999 or', 'breaks off|finish'),
    ('a name in brackets for who must look', 'topic.yaml', 'A plan has sections from A to K.', 'A plan has sections from A to K. [Priya to confirm]', 'note|writer|left'),
    ('a remark with a hash in an answer', 'topic.yaml', 'It takes two weeks.', 'It takes two weeks. # ask the travel desk if this still holds', 'note|remark'),
    ('an answer that stops in the middle', 'topic.yaml', '      A plan has sections from A to K.', '      A plan has sections from A to K. Section F says what', 'breaks off|finish'),
    ('bold that closes with one star', 'topic.yaml', 'to finish a plan.** Staff', 'to finish a plan.* Staff', '**|bold'),
    ('Easy Read pasted into the answer too', 'topic.yaml', '      A plan says what help a child is given. Ask the team.', '      A plan is a paper.', 'at 45: easy'),
    ('an arrow from Word as a bullet', 'topic.yaml', '      - Ask what is still missing.', '      ➢ Ask what is still missing.', 'bullet|"- "'),
    ('a soft line of dashes as a divider', 'topic.yaml', '      Ask the council for the form.', '      ----------\n      Ask the council for the form.', 'line|mark'),
    ('the translation of another entry', 'topic.yaml', '        answer: Plan mówi, jaką pomoc dostaje dziecko. Zapytaj zespół.', '        answer: "TBC: Plan"', 'left|writer'),
    ('a translated answer with English left in its middle', 'topic.yaml', 'dziecko. Zapytaj zespół.', 'dziecko. Please ask the team for a copy of the plan and keep it with you.', 'english'),
    ('a deadline that must arrive in words', 'topic.yaml', '        law: Rule 12\n', '        law: Rule 12\n        must_arrive: "yes, by post"\n', 'true'),
    ('a deadline counted in working days', 'topic.yaml', 'plus: 20 weeks}', 'plus: 20 working days}', 'days'),
    ('a number with an O in it', 'contacts.yaml', '"0300 123 5500"', '"O300 123 5500"', 'phone'),
    ('hours with a day that ends before it begins', 'contacts.yaml', 'Monday to Friday, 9am to 5pm', 'Monday to Friday, 10pm to 4pm', 'hours'),
    ('a contact pasted again with a new id (warning)', 'contacts.yaml', '  - id: travel-desk\n', '  - id: team-two\n    name: The plan team\n    what_for: Plans.\n    §email: team@example.org\n    read: 2026-06-01\n  - id: travel-desk\n', 'team'),
    ('a note of the phone number as a link', 'contacts.yaml', 'note: Closed in August.', 'note: Closed in August. See [here](link).', 'link'),
    ('a wording with the name of another placeholder', 'wording.yaml', '"Say contact-phone {value}"', '"Say contact-phone {phone}"', '{value}'),
    ('a wording cut off', 'wording.yaml', '"Say page-leave-how "', '"Press Escape three times, or close the"', 'breaks off|finish'),
    ('a term with its letters mixed up', 'glossary.yaml', 'term: LA,', 'term: AL,', 'AL|letters'),
    ('a term without the words', 'glossary.yaml', 'stands_for: Educational Psychologist', 'stands_for: ???', 'left|gap'),
    ('a rule for a danger that is misspelt', 'safety.yaml', 'concern: safety-domestic-abuse\n', 'concern: safety-domestic-abuses\n', 'safety-domestic-abuse'),
    ('the crisis line of another danger in English', 'languages/pl.yaml', '  safety-suicide-self-harm: Zadzwoń pod 999 albo 111.\n', '  safety-suicide-self-harm: In danger call 999, or 111 for advice.\n', 'english'),
    ('a button in a language too long', 'languages/pl.yaml', '"Żadne z tych"', '"Żadne z tych odpowiedzi nie pasuje do mojego pytania"', '36'),
    ('a queue with a lead of no name', 'workstreams.yaml', 'leads: [first lead]', 'leads: [first lead, ""]', 'lead'),
    ('the danger list of the area emptied', 'area.yaml', 'danger: [emergency-999, nhs-111]', 'danger: []', 'danger'),
    ('a test expects another entry by its title', 'questions/topic.yaml', 'also: [plan-what]', 'also: [What is a plan?]', 'entry'),
    # Two that were tried by hand beside them.
    ('a colleague asked to confirm', 'topic.yaml', 'It takes two weeks.', 'It takes two weeks - can someone confirm this?', 'note'),
    ('initials before a remark', 'contacts.yaml', 'what_for: Urgent help.', 'what_for: Urgent help. [JS - too short?]', 'note'),
    ('Easy Read with another age of the plan', 'topic.yaml', '      The plan is late.\n      Ask', '      The plan is late after 20 months.\n      Ask', 'months|20 weeks'),
)
"""Of thirty fresh slips of the same families 20 were told rightly at their first run, 6 vaguely and 4 not at all; 7 would have gone live.
These are told by now; one had its line put right."""

UNNOTICED = (
    ('two wordings of one sentence left', 'topic.yaml', 'Ask the council for the form. It takes two weeks.', 'Ask the council for the form. It takes two weeks. It will take two weeks.', 'twice|same'),
    ('a number of weeks changed in the answer alone', 'topic.yaml', 'It takes two weeks.', 'It takes two weeks, at most 200 weeks.', 'weeks'),
)
"""The other two of the thirty, which the checker cannot tell from what is meant."""
