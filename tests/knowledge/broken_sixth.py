"""A sixth set of slips, all for judging: sixty were written with file, line and advice before the checker or the other sets were read.

They are hurried edits in Word, Excel, WordPad and GitHub's editor, copies from web pages and PDFs, and slips of sense that a program can see.

At that first run 17 were told rightly, 6 vaguely, 2 wrongly (at another place, or with advice that did not fit) and 35 not at all; these 35 would
have gone live. Judged by hand: a warning about something else on the way is no telling. Put right afterwards and counted as told: the line of
four rows (a near miss, Ukrainian, plus signs, a silenced rule) and one word of advice; the silenced rule was no slip as it first stood.

See `slips.py` for how a row is read."""

from __future__ import annotations

# fmt: off
SIXTH = (
    # Entries.
    ('the furniture of a web page in an answer', 'topic.yaml', '      Ask the council for the form. It takes two weeks.', '      Ask the council for the form. It takes two weeks.\n§      Share this page Print Back to top', 'web page|copied|pasted & take|delete|leave'),
    ('a word that a PDF broke at the line end', 'topic.yaml', 'is given. Ask the team.\n    easy_read', 'is given. Ask the assess-\n      ment team.\n    easy_read', 'assess-|assessment & join|one word|broken|hyphen'),
    ('a footnote mark of a PDF', 'topic.yaml', 'Staff shortages are no reason to be late.', 'Staff shortages are no reason to be late.[3]', '[3] & take|delete|footnote|leave'),
    ('a day in the answer that no calendar has', 'topic.yaml', 'Ask the council for the form. It', 'Ask the council for the form by 31 June. It', '31 june & no such|not a day|does not exist|30'),
    ('a weekday that is not the date\'s', 'topic.yaml', 'Ask the council for the form. It', 'Ask for the form by Monday 3 March 2027. It', 'monday & wednesday'),
    ('a member of staff named in an answer', 'topic.yaml', '- Ask for the name of the person in charge.', '- Ask for Mrs Karen Holt.', 'mrs & name|role|team'),
    ('a source dated after it was read', 'topic.yaml', 'seen: 2026-06-01, dated: undated}', 'seen: 2026-06-01, dated: 3 September 2026}', 'dated & seen|read'),
    ('a question that lost its dash', 'topic.yaml', '      - my plan is late\n      - overdue plan\n', '      - my plan is late\n        overdue plan\n', '"- "|dash|line & question|own'),
    ('a source through Outlook\'s link checker', 'topic.yaml', '        url: https://example.org/passes\n', '        url: https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fpasses&data=05\n', 'outlook|safelinks|email program|mail & address|page'),
    # Easy Read.
    ('Easy Read that speaks of another thing', 'topic.yaml', '      A plan is a paper.', '      A pass is a card. The bus is free with it.\n      Fill in the form.', 'easy & answer & another|other|nothing|word'),
    ('Easy Read with another age', 'topic.yaml', 'help a child is given. Ask the team.\n    easy_read: |\n      A plan is a paper.', 'help a child is given, up to age 25. Ask the team.\n    easy_read: |\n§      A plan can last until age 18.', '18 & 25'),
    ('Easy Read that the answer swallowed', 'topic.yaml', '    easy_read: |\n      A plan is a paper.', '      §easy_read: |\n      A plan is a paper.', 'easy_read & indent|space|left|field'),
    # Translations.
    ('the note of a translating program', 'topic.yaml', 'answer: Plan mówi, jaką pomoc dostaje dziecko. Zapytaj zespół.', 'answer: Plan mówi, jaką pomoc dostaje dziecko. Zapytaj zespół. Przetłumaczono z www.DeepL.com/Translator (wersja darmowa)', 'deepl & take|delete|leave'),
    ('a translation in another script', 'topic.yaml', 'answer: Plan mówi, jaką pomoc dostaje dziecko. Zapytaj zespół.', 'answer: План каже, яку допомогу отримує дитина. Запитайте команду.', 'pl|polish & script|letters|alphabet|language'),
    ('bold with spaces from a translating program', 'topic.yaml', 'answer: Plan mówi, jaką pomoc dostaje dziecko. Zapytaj zespół.', 'answer: "** Plan mówi ** , jaką pomoc dostaje dziecko. Zapytaj zespół."', '** & space'),
    ('a translation with another length of time', 'topic.yaml', '    answers: [g-7f3k2m9x]\n', '    answers: [g-7f3k2m9x]\n    translations:\n      pl:\n        title: Plan się spóźnia\n        answer: |\n§          Rada ma 12 tygodni na plan. Napisz do zespołu i zapytaj o datę. Zachowaj kopię.\n        of: "0bfa61195b"\n        checked: true\n', '12 & 20'),
    ('the translation of another entry', 'topic.yaml', '        seen: 2026-06-02\n    read: 2026-06-02\n    review_by: 2027-05-23\n', '        seen: 2026-06-02\n    read: 2026-06-02\n    review_by: 2027-05-23\n    translations:\n      pl:\n        title: Jak dostać bilet?\n§        answer: Plan mówi, jaką pomoc dostaje dziecko. Zapytaj zespół.\n        of: "371e260b91"\n        checked: true\n', 'plan-what & same|twice|another|other'),
    # Deadlines.
    ('start and length changed places', 'topic.yaml', '{from: the day you asked, plus: 20 weeks}', '{from: 20 weeks, plus: the day you asked}', 'from & plus'),
    ('a fixed date where the start belongs', 'topic.yaml', '{from: the day you asked, plus: 20 weeks}', '{from: 1 September 2026, plus: 20 weeks}', 'from & date|day & event|what happened|words|the day'),
    ('a deadline copied and its label forgotten', 'topic.yaml', '    deadlines:\n      - id: finish\n', '    deadlines:\n      - id: draft\n        label: The last day for the plan\n        caveat: Some times of year do not count.\n        law: Rule 12\n        counts:\n          - {from: the day you asked, plus: 16 weeks}\n      - id: finish\n§', 'label & draft|twice|same'),
    # Contacts.
    ('an address copied with its mailto', 'contacts.yaml', 'email: team@example.org', 'email: "mailto:team@example.org"', 'mailto|email & team@example.org|without|take'),
    ('a number that lost a digit', 'contacts.yaml', 'phone: "0300 123 5500"', 'phone: "0300 123 550"', '0300 123 550 & digit|ring|number'),
    ('two contacts with one name', 'contacts.yaml', 'name: The helpline', 'name: The team', 'the team & same|twice|name'),
    ('hours that no clock shows', 'contacts.yaml', 'hours: Monday to Friday, 9am to 5pm', 'hours: Monday to Friday, 9am to 17pm', '17pm & 5pm|17:00|clock|time'),
    ('a note about a day that is over', 'contacts.yaml', 'note: Closed in August.', 'note: Closed until 3 March 2025.', '2025 & past|over|passed'),
    ('a note about a number that is gone', 'contacts.yaml', '    phone: "0113 496 0123"\n    phone_note: Ask for the plan desk.\n', '    §phone_note: Ask for the plan desk.\n', 'phone_note & phone'),
    # Wording.
    ('two buttons that say the same', 'wording.yaml', 'button-no: "Say button-no "', 'button-no: "Say button-yes "', 'button-yes & same|twice'),
    ('bold on a button', 'wording.yaml', 'button-yes: "Say button-yes "', 'button-yes: "**Yes, it helped**"', '** & button'),
    ('another area welcomed', 'wording.yaml', 'welcome: "Say welcome "', 'welcome: "Hello. I am a helper for families in Otherton."', 'otherton & area|marlowshire|elsewhere'),
    # Glossary.
    ('two meanings changed places in Excel', 'glossary.yaml', '{term: EP, stands_for: Educational Psychologist, source: W}', '{term: EP, stands_for: Local Authority, source: W}', 'ep & local authority'),
    ('a spelling that two terms claim', 'glossary.yaml', 'stands_for: Educational Psychologist, source: W}', 'stands_for: Educational Psychologist, also: [local authority], source: W}', 'local authority & la'),
    ('a list in one cell', 'glossary.yaml', 'also: [local authority]', 'also: ["local authority; the authority; county hall"]', ';|comma & each|own|list|part'),
    ('an everyday word as a spelling', 'glossary.yaml', 'stands_for: Educational Psychologist, source: W}', 'stands_for: Educational Psychologist, also: [the], source: W}', 'the & everyday|every message|common|ordinary|word'),
    ('a plain word that explains nothing', 'glossary.yaml', 'plain: the council,', 'plain: Local Authority,', 'plain & same|stands_for|explain'),
    # Safety.
    ('an emergency number that lost a nine', 'safety.yaml', '    title: Help now if a child is being hurt\n    line: In danger call 999.', '    title: Help now if a child is being hurt\n    line: In danger call 99.', '999'),
    ('must fire and must not fire changed places', 'safety.yaml', '    must_fire: [I want to die now]\n    must_not_fire: [where is the form]', '    must_fire: [where is the form]\n    must_not_fire: [I want to die now]', 'where is the form & fire|notice'),
    ('a rule copied and its kind forgotten', 'safety.yaml', 'phrases: [not breathing]', 'phrases: [not breathing, my husband hits me]', 'my husband hits me & domestic-abuse-words'),
    ('a harmless context that silences its rule', 'safety.yaml', '    phrases: [cannot cope any more]\n', '    phrases: [cannot cope any more]\n    unless: [cannot cope any more with him]\n', 'at 91: I cannot cope any more with him & unless'),
    # Examples of danger.
    ('a near miss that is an example of danger too', 'safety/near-misses.yaml', '  - this form is killing me', '  - this form is killing me\n  - §she has stopped breathing', 'she has stopped breathing & safety-medical-emergency|example'),
    ('a family\'s number in an example', 'safety/safety-medical-emergency.yaml', '  - he will not wake up', '  - he will not wake up, ring me on 07700 900123', 'number & take|personal|leave|delete'),
    ('Ukrainian among the Polish', 'safety/safety-medical-emergency.yaml', '    - nie oddycha', '    - nie oddycha\n    - §вона не дихає', 'pl|polish & script|letters|alphabet|language'),
    # Languages.
    ('the name of another language', 'languages/pl.yaml', 'name: Polski', 'name: Українська', 'pl|polski|polish & name'),
    ('words the wrong way round', 'languages/pl.yaml', '  "plan*": plan\n', '  "plan*": plan\n  school: "szkoł*"\n', 'szko & english|wrong way|left|right|order'),
    ('a file for Arabic in Polish letters', 'languages/ar.yaml', '', 'language: ar\nname: العربية\nchecked: true\n§lead: Odpowiedź poniżej jest po angielsku.\nhelp: "اطلب مترجما."\nemergency: "في الخطر اتصل بالرقم 999. للمساعدة الطبية 111."\ncrisis:\n  safety-suicide-self-harm: "اتصل بالرقم 999 أو 111."\n  safety-child-at-risk: "اتصل بالرقم 999 أو 111."\n  safety-domestic-abuse: "اتصل بالرقم 999 أو 111."\n  safety-medical-emergency: "اتصل بالرقم 999 أو 111."\n  safety-carer-breaking-point: "اتصل بالرقم 999 أو 111."\n', 'ar|arabic & script|letters|alphabet|language'),
    # Menu.
    ('one answer by its old and its new name', 'menu.yaml', 'entries: [plan-what, plan-late]', 'entries: [plan-what, plan-late, plan-slow]', 'plan-slow & plan-late'),
    ('two stages with one translated title', 'menu.yaml', '    title: Travel\n', '    title: Travel\n    titles: {pl: "W szkole"}\n', 'W szkole & same|twice|at-school'),
    # Workstreams.
    ('a staff id that Excel parted', 'workstreams.yaml', 'staff: [123456789]', 'staff: [123,456,789]', '123 & comma|digits|short|chat id'),
    ('a name where a chat id belongs', 'workstreams.yaml', 'staff: [123456789]', 'staff: ["@karenh"]', '@karenh & number|digits'),
    ('two queues with one name', 'workstreams.yaml', 'name: Care', 'name: Plans', 'plans & same|twice|also that of'),
    # Area.
    ('a town that is here and elsewhere', 'area.yaml', 'elsewhere: [otherton]', 'elsewhere: [otherton, marlow]', 'marlow & here'),
    ('a neighbour\'s town among ours', 'area.yaml', 'towns: [marlow]', 'towns: [marlow, otherton]', 'otherton & elsewhere'),
    ('people for danger without the emergency number', 'area.yaml', 'danger: [emergency-999, nhs-111]', 'danger: [travel-desk]', 'danger & 999'),
    # Tests.
    ('words that a reply must hold and must lack', 'questions/topic.yaml', 'lacks: ["30 weeks"]', 'lacks: ["20 weeks"]', '20 weeks & holds|lacks|both'),
    ('a test that names its own entry as another', 'questions/topic.yaml', 'also: [plan-what]', 'also: [plan-late]', 'plan-late & also'),
    ('a test that nothing is said to answer', 'questions/topic.yaml', '  - who won the football\n', '  - who won the football\n  - it should have been here by now\n', 'it should have been here by now & plan-late|twice|out_of_scope'),
    ('a family\'s details in a test', 'questions/topic.yaml', '    - it should have been here by now\n', '    - it should have been here by now, my email is k.holt@example.com\n', 'email|address & take|personal|leave|delete'),
    # Whole files.
    ('saved as rich text by WordPad', 'workstreams.yaml', '# yaml-language-server: $schema=schemas/workstreams.schema.json\n', '{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Calibri;}}\\f0\\fs22 # yaml-language-server: $schema=schemas/workstreams.schema.json\\par\n', 'rich text|rtf|wordpad|word & plain text|text'),
    ('a web page saved in a file\'s place', 'menu.yaml', '# yaml-language-server: $schema=schemas/menu.schema.json\n', '<!DOCTYPE html>\n<html lang="en"><head><title>sendbot/menu.yaml at main</title></head>\n', 'web page|html'),
    ('the fence of a chat around a file', 'glossary.yaml', '# yaml-language-server: $schema=schemas/glossary.schema.json\n', '```yaml\n', '``` & take|delete|leave'),
    ('the plus signs of a comparison', 'topic.yaml', '  - id: bus-pass\n    title: How do I get a bus pass?\n', '+ - id: bus-pass\n+   title: How do I get a bus pass?\n', '+ & comparison|diff|take|delete|space'),
)
FRESH_SIXTH = (
    # Entries.
    ('a title in capitals', 'topic.yaml', '    title: How do I get a bus pass?', '    title: HOW DO I GET A BUS PASS?', 'capital'),
    ('one source twice in an entry', 'topic.yaml', '      - title: The page about passes\n        url: https://example.org/passes\n        seen: 2026-06-02\n', '      - title: The page about passes\n        url: https://example.org/passes\n        seen: 2026-06-02\n      - title: Passes\n        §url: https://example.org/passes\n        seen: 2026-06-02\n', 'twice|same|already & passes'),
    ('a numbered list with one number twice', 'topic.yaml', '      Ask the council for the form. It takes two weeks.', '      1. Ask the council for the form.\n      2. Fill it in.\n§      2. Send it back.', 'number & 2|3'),
    ('three things announced and two listed', 'topic.yaml', '      Write to the team and ask for a date. Keep a copy of what you send.\n', '      Write to the team. Then do these three things:\n', 'three & two|2'),
    ('a list announced that never comes', 'topic.yaml', 'Ask the council for the form. It takes two weeks.', 'Ask the council for the form. It takes two weeks. You need:', 'list|colon|breaks off|finish'),
    ('a page of the document that it was copied from', 'topic.yaml', 'Ask the council for the form. It takes two weeks.', 'Ask the council for the form (see page 4).', 'page 4 & take|leave|delete'),
    ('a gap in pointed brackets', 'topic.yaml', 'Ask the council for the form.', 'Ask <team name> for the form.', '<team name> & fill|write|take'),
    ('no space behind a full stop', 'topic.yaml', 'for the form. It takes', 'for the form.It takes', 'space'),
    ('a word that is often misspelt', 'topic.yaml', 'Ask the council for the form. It', 'You will recieve the form from the council. It', 'recieve & receive'),
    ('a pound sign that became a question mark', 'topic.yaml', 'It takes two weeks.', 'It costs ?5.', '?5 & £'),
    # Contacts.
    ('no such thing, in words', 'contacts.yaml', 'note: Closed in August.', 'note: N/A', 'n/a & delete|take|leave'),
    ('the email of one person', 'contacts.yaml', 'email: travel@example.org', 'email: karen.holt@example.org', 'karen.holt & team|name|person'),
    ('a number that costs a great deal', 'contacts.yaml', 'phone: "0300 123 5500"', 'phone: "0906 753 1234"', 'cost|premium'),
    # Wording.
    ('yes and no changed places', 'wording.yaml', 'button-yes: "Say button-yes "', 'button-yes: "No, it did not help"', 'yes & no'),
    ('a placeholder twice', 'wording.yaml', 'read: "Say read {month}"', 'read: "From pages read in {month} {month}."', '{month} & twice'),
    # Glossary.
    ('a term and its words changed places', 'glossary.yaml', '{term: EP, stands_for: Educational Psychologist, source: W}', '{term: Educational Psychologist, stands_for: EP, source: W}', 'term & stands_for & places|swap|other way'),
    # Safety.
    ('a pattern among the phrases', 'safety.yaml', 'phrases: [my husband hits me]', 'phrases: [my husband hits me, "my (husband|wife) hits me"]', 'pattern'),
    ('999 is not the first to turn to', 'safety.yaml', '    title: Help now in a medical emergency\n    line: In danger call 999.\n    answer: |\n      **Call 999 now, or 111 for advice.** Nobody is watching this chat.\n    answer_young: |\n      Call 999 now. Nobody is watching this chat.\n    applies_to: england\n    contacts: [emergency-999, nhs-111]', '    title: Help now in a medical emergency\n    line: In danger call 999.\n    answer: |\n      **Call 999 now, or 111 for advice.** Nobody is watching this chat.\n    answer_young: |\n      Call 999 now. Nobody is watching this chat.\n    applies_to: england\n    contacts: [nhs-111, emergency-999]', 'emergency-999 & first'),
    ('an ordinary question among the dangers', 'safety/safety-medical-emergency.yaml', '  - he will not wake up\n', '  - he will not wake up\n§  - free bus pass\n', 'free bus pass & bus-pass'),
    # Languages.
    ('one question for two entries', 'languages/pl.yaml', '    - plan się spóźnia\n', '    - plan się spóźnia\n  bus-pass:\n§    - Plan się spóźnia?\n', 'plan się spóźnia & plan-late'),
    ('one line pasted into two fields', 'languages/pl.yaml', 'help: Poproś o tłumacza.', 'help: Odpowiedź poniżej jest po angielsku.', 'lead & same|twice'),
    # Menu.
    ('a translated title still to be written', 'menu.yaml', '    titles: {pl: "W szkole"}', '    titles: {pl: "TBC"}', 'tbc & fill|write|take|left'),
    # Workstreams.
    ('one lead twice', 'workstreams.yaml', 'leads: [first lead]', 'leads: [first lead, First lead]', 'first lead & twice'),
    ('a queue that says nothing of its topics', 'workstreams.yaml', 'about: Help in danger', 'about: Care', 'about & name|same'),
    # Area.
    ('the council where the area belongs', 'area.yaml', 'name: Marlowshire\n', 'name: Marlowshire Council\n', 'authority|council & name|same'),
    ('an entry of the bot misspelt', 'area.yaml', 'person: plan-what', 'person: plan-waht', 'plan-waht & plan-what'),
    ('one town twice', 'area.yaml', 'here: [marlowshire, marlow]', 'here: [marlowshire, marlow, marlow]', 'marlow & twice'),
    # Tests.
    ('one test for two entries', 'questions/topic.yaml', '    - travel for nothing\nout', '    - travel for nothing\n    - It should have been here by now!\nout', 'plan-late & twice|one|both|also'),
    # Files.
    ('a whole file pasted below itself', 'glossary.yaml', '  - {term: EP, stands_for: Educational Psychologist, source: W}\n', '  - {term: EP, stands_for: Educational Psychologist, source: W}\n§terms:\n  - {term: LA, stands_for: Local Authority, plain: the council, also: [local authority], match_as: [council]}\n', 'terms & twice'),
)
"""Thirty of other kinds, chosen to be unlike whatever the checker looked for, written before it was tried on them: at that first run 2 were told
rightly, 1 vaguely, 27 not at all, and 27 would have gone live. These are told by now."""

UNNOTICED_SIXTH = (
    ('one example twice', 'safety/safety-medical-emergency.yaml', '  - he will not wake up\n', '  - he will not wake up\n§  - She has stopped breathing.\n', 'she has stopped breathing & twice|already'),
)
"""The other of the thirty: it weighs a little more in what is learned, and the shipped examples have such pairs too."""
# fmt: on
