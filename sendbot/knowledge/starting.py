"""A new area's folder, made from what a partnership says of itself. Texts only: nothing here writes a
file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sendbot.knowledge.area import with_capital
from sendbot.knowledge.entries import SHORT_TITLE_LIMIT as _BUTTON
from sendbot.knowledge.frozen import ID_LIMIT
from sendbot.knowledge.values import address_trouble, email_trouble, number_trouble

ROLES: Mapping[str, tuple[str, str]] = {
    "send-team": ("SEND team", "EHC assessments and plans: requests, drafts, reviews."),
    "sendiass": ("SENDIASS", "Free, independent local advice about SEND."),
    "social-care": ("Children's social care", "Worries about a child, and help from social care."),
    "emergency-duty-team": ("Emergency Duty Team", "Social care at night and at weekends."),
    "local-offer": ("Local Offer", "The list of local services for children with SEND."),
    "customer-services": ("Council Customer Services", "Anything else, or when you do not know whom to ask."),
    "parent-carer-forum": ("Parent Carer Forum", "Parents who speak for parents."),
    "school-transport": ("School transport", "Applying for transport to school."),
    "admissions": ("School admissions", "School places."),
    "council-complaints": ("Complaints", "Complaining about the council."),
    "school-nursing": ("School nursing", "Health at school."),
}
"""Contacts that national answers name, by id: the usual name, and what it is for."""

ASKED = ("send-team", "sendiass", "social-care", "emergency-duty-team", "local-offer")
"""Those without whom an area should not begin."""

_REVIEW = timedelta(days=182)
"""Half a year: what the guide says for contacts."""


@dataclass(frozen=True)
class Beginning:
    """What a partnership says of itself."""

    name: str
    authority: str
    contacts: Mapping[str, tuple[str, ...]]
    """Numbers and addresses of each role."""
    names: Mapping[str, str]
    """What SENDIASS and children's social care are called here."""
    workstreams: Mapping[str, str]
    towns: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()


def files_of(beginning: Beginning, today: date) -> dict[str, str]:
    """The text of each file, by its path in the folder."""
    return {
        "area.yaml": _area(beginning),
        "workstreams.yaml": _workstreams(beginning),
        "contacts.yaml": _contacts(beginning, today),
        "about.yaml": _about(beginning, today),
        "glossary.yaml": _glossary(beginning),
        "local.yaml": _local(beginning, today),
        "questions/local.yaml": _QUESTIONS,
    }


def id_of(name: str) -> str:
    """An id made of a name."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:ID_LIMIT].strip("-") or "area"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _texts(values: tuple[str, ...]) -> str:
    return f"[{', '.join(_text(value.casefold()) for value in values)}]"


def _area(beginning: Beginning) -> str:
    here = tuple(dict.fromkeys(name.casefold() for name in (beginning.name, *beginning.towns)))
    return f"""# Everything about this area that is not an answer. `check` checks it.
name: {_text(beginning.name)}
authority: {_text(beginning.authority)}
applies_to: {id_of(beginning.name)}     # what your own entries have as applies_to; national ones have england
# National entries (law and rights in England), the bot's words, rules for danger and other languages come
# with the program and are updated with it. An entry of yours with the same id stands instead.
national: true
without: []                       # ids of national entries that you do not want
# What these services are called here, in national texts.
names:
  sendiass: {_text(beginning.names["sendiass"])}
  social-care: {_text(beginning.names["social-care"])}
people:
  kept_back: [emergency-999, social-care, emergency-duty-team, samaritans]   # in their own answers only
places:
  here: {_texts(here)}          # towns and villages of this area, small letters
  elsewhere: {_texts(beginning.neighbours)}     # neighbouring areas and their towns
  towns: {_texts(beginning.towns)}         # the largest first
no_names: []                      # words that are no names of people: your teams, charities and wards
queues: {{}}                        # national topics, as in {{ehcp: {next(iter(beginning.workstreams))}}}
# Entries that you have checked, as in {{ehcp-what: {{on: 2026-12-01, by: SEND team}}}}.
# The check then names the of to add.
checked: {{}}
# danger_signed: {{on: 2026-12-01, by: Safeguarding lead}}   # once the words for danger are signed off
"""


def _workstreams(beginning: Beginning) -> str:
    rows = "".join(
        f"  - id: {key}\n    name: {_text(name)}\n    about: {_text(f'Questions about {name}.')}\n    "
        "leads: []\n"
        for key, name in beginning.workstreams.items()
    )
    return (
        "# Review queues for questions that could not be answered. `leads` are email addresses or "
        "Telegram numbers.\n"
        f"workstreams:\n{rows}staff: []\n"
    )


def _contacts(beginning: Beginning, today: date) -> str:
    return (
        "# People to turn to. A number stands here and nowhere else.\n"
        "entries: []\n"
        f"contacts:{'' if beginning.contacts else ' []'}\n"
        + "".join(_contact(role, details, beginning, today) for role, details in beginning.contacts.items())
        + _still_empty(beginning, today)
    )


def missing_roles(beginning: Beginning) -> tuple[str, ...]:
    """Those of whom nothing was said: answers leave them out."""
    return tuple(role for role in ROLES if role not in beginning.contacts)


def _still_empty(beginning: Beginning, today: date) -> str:
    """A line for each field of those who are missing, all as remarks: somebody fills them in later."""
    missing = missing_roles(beginning)
    if not missing:
        return ""
    first = "" if beginning.contacts else " and the [] behind contacts:"
    lines = [
        "# National answers name these people too, and leave them out until they stand here. Take the # away",
        f"# before the lines of one{first}, and fill in what there is of phone, email and web.",
    ]
    for role in missing:
        whole = _contact(role, (), beginning, today).replace("    read:", '    phone: ""\n    read:')
        lines += [f"#{line}" for line in whole.rstrip("\n").split("\n")]
    return "\n".join(lines) + "\n"


def _contact(role: str, details: tuple[str, ...], beginning: Beginning, today: date) -> str:
    usual, what_for = ROLES[role]
    name = with_capital(beginning.names.get(role, usual))
    lines = [
        f"  - id: {role}",
        f"    name: {_text(name)}",
        f"    what_for: {_text(what_for)}",
        *(f"    {kind_of(detail)}: {_text(_whole(detail))}" for detail in details),
        *_same_number(role, details, beginning),
        f"    read: {today.isoformat()}",
        f"    review_by: {(today + _REVIEW).isoformat()}",
    ]
    return "\n".join(lines) + "\n"


def _same_number(role: str, details: tuple[str, ...], beginning: Beginning) -> list[str]:
    """Whose number it is too, where somebody before has it: families are told, and no check takes it for a
    slip."""
    for other, theirs in beginning.contacts.items():
        if other == role:
            return []
        if any(kind_of(detail) == "phone" and detail in theirs for detail in details):
            name = beginning.names.get(other, ROLES[other][0])
            return [f"    phone_note: {_text(f'the same number as {name}')}"]
    return []


def kind_of(detail: str) -> str:
    """A web address, with or without https://, an email address or a telephone number."""
    if "@" in detail:
        return "email"
    return "web" if "//" in detail or _SITE.match(detail) else "phone"


def trouble_of(details: Sequence[str]) -> str | None:
    """What is wrong with the numbers and addresses of one contact; None where each can be written down."""
    for detail in details:
        if kind_of(detail) == "phone" and not re.search(r"\d", detail):
            return f'"{detail}" is no number and no address. Write one of them, or leave it out.'
    kinds = [kind_of(detail) for detail in details]
    for kind, detail in zip(kinds, details, strict=True):
        if kinds.count(kind) > 1:
            return f"There is room for one {_CALLED[kind]} only. Put the others into its note afterwards."
        trouble = _TROUBLES[kind](_whole(detail))
        if trouble:
            return f'"{detail}" is taken for {_A[kind]}, which {trouble}'
    return None


def name_trouble(name: str) -> str | None:
    """Why this cannot be what an area, a council, a town or a review queue is called; None where it can."""
    if "@" in name or "//" in name or _SITE.match(name):
        return f'"{name}" is an address and no name. Write what it is called.'
    digits = sum(sign.isdigit() for sign in name)
    if digits >= _A_NUMBER or not any(sign.isalpha() for sign in name):
        return f'"{name}" is a number and no name. Write what it is called.'
    return None


_A_NUMBER = 5
"""Digits: no name has so many, and every telephone number has more."""


def _whole(detail: str) -> str:
    """An address as a browser shows it: https is what sites answer by, unless another is written."""
    return f"https://{detail}" if kind_of(detail) == "web" and "//" not in detail else detail


_SITE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?$", re.IGNORECASE)
_CALLED = {"web": "web address", "email": "email address", "phone": "phone number"}
_A = {"web": "a web address", "email": "an email address", "phone": "a phone number"}
_TROUBLES: Mapping[str, Callable[[str], str | None]] = {
    "web": address_trouble,
    "email": email_trouble,
    "phone": partial(number_trouble, note="phone_note"),
}


def _about(beginning: Beginning, today: date) -> str:
    known = [role for role in ("sendiass", "send-team", "customer-services") if role in beginning.contacts]
    entries = (
        _entry(
            "contact-human",
            f"Can I speak to a person about SEND in {beginning.name}?",
            "Can I speak to a person?",
            _PERSON_QUESTIONS,
            "**Yes. I am a computer program, but there are people you can turn to.** Nobody reads this "
            "chat, and "
            "nobody can phone you back from it. The people below can listen, explain and tell you what to "
            "do next. "
            "If someone is in danger now, call 999.",
            "I am a computer. You can talk to a person too. Is someone in danger? Call 999.",
            [*known, "samaritans"] if known else ["ipsea", "samaritans"],
            beginning,
            today,
        ),
        _entry(
            "contact-send-team",
            f"How do I reach the SEND team in {beginning.name}?",
            "The SEND team",
            _TEAM_QUESTIONS,
            "**The SEND team looks after EHC needs assessments and EHC plans.** Write to it about a "
            "request, a draft, "
            "a review, or a plan that is late. Say your child's name and date of birth in your message to "
            "the team, "
            "never here: I cannot see anyone's case. Keep a copy, and note the day on which you wrote.",
            "The SEND team looks after EHC plans. Write to the team. Keep a copy.",
            ["send-team"] if "send-team" in beginning.contacts else ["ipsea"],
            beginning,
            today,
        ),
    )
    services = [
        _service(role, beginning, today) for role in ("sendiass", "local-offer") if role in beginning.contacts
    ]
    return "# Entries that every area needs. Make them your own.\nentries:\n" + "\n".join(
        (*entries, *services)
    )


def _service(role: str, beginning: Beginning, today: date) -> str:
    """An entry about the local advice service, or about the Local Offer: what national entries say of it,
    and nothing that only somebody of the area could know."""
    name = beginning.names.get(role, ROLES[role][0])
    title, short, questions, answer, easy_read = _SERVICES[role]
    said = {"name": name, "Name": with_capital(name), "area": beginning.name}
    asked = tuple(dict.fromkeys(question.format(**said) for question in (*questions, "{name}")))
    return _entry(
        f"contact-{role}",
        title.format(**said),
        short.format(**said)[:_BUTTON],
        tuple({question.casefold(): question for question in reversed(asked)}.values())[::-1],
        answer.format(**said),
        easy_read.format(**said),
        [role],
        beginning,
        today,
    )


def _entry(
    name: str,
    title: str,
    short: str,
    questions: tuple[str, ...],
    answer: str,
    easy_read: str,
    contacts: list[str],
    beginning: Beginning,
    today: date,
) -> str:
    lines = [
        f"  - id: {name}",
        f"    title: {_text(title[:64])}",
        f"    short_title: {_text(short)}",
        f"    workstream: {next(iter(beginning.workstreams))}",
        "    questions:",
        *(f"      - {_text(question)}" for question in questions),
        f"    answer: {_text(answer)}",
        f"    easy_read: {_text(easy_read)}",
        f"    applies_to: {id_of(beginning.name)}",
        f"    contacts: [{', '.join(contacts)}]",
        f"    read: {today.isoformat()}",
        f"    review_by: {(today + _REVIEW).isoformat()}",
    ]
    return "\n".join(lines) + "\n"


def _glossary(beginning: Beginning) -> str:
    stands_for = {"sendiass": "the local SENDIASS", "social-care": "children's social care"}
    usual = {name.casefold() for name in ("SENDIASS", "the front door")}
    rows = [
        f"  - term: {_text(said)}\n    stands_for: {_text(stands_for[role])}\n"
        f"    also: [{_text(said.casefold())}]\n"
        for role, said in beginning.names.items()
        if said.casefold() not in usual
    ]
    return "# Words and acronyms of your own; the national ones come with the program.\n" + (
        "terms:\n" + "".join(rows) if rows else "terms: []\n"
    )


def _local(beginning: Beginning, today: date) -> str:
    key = next(iter(beginning.workstreams))
    return f"""# Your own answers, in as many files like this one as you like. For the first one delete
# the line that ends in [], take the # away from the lines under it, and fill in.
workstream: {key}
entries: []
#entries:
#  - id: short-breaks
#    title: Short breaks in {beginning.name}
#    questions:                # 12 or more, better 25, as unlike one another as you can
#      - can we get a break
#    answer: |                 # 40 to 120 plain words, the answer itself first
#      ...
#    applies_to: {id_of(beginning.name)}
#    contacts: [send-team]
#    sources:
#      - {{title: "...", url: "https://...", seen: {today.isoformat()}}}
#    read: {today.isoformat()}
#    review_by: {(today + _REVIEW).isoformat()}
"""


_QUESTIONS = """# Questions in families' words that the bot never learns from. Three or more an entry.
tests: {}
"""

_PERSON_QUESTIONS = tuple(
    """speak to a person
can i talk to someone instead of a bot
phone number please
who do i ring
is there a helpline
I need a human being
can somebody ring me back
get me through to an advisor
i dont want a computer i want a person
is anybody there
who can I talk to about my worries for my child
give me a number for someone at the council
can a member of staff contact me""".split("\n")
)
_TEAM_QUESTIONS = tuple(
    """SEND team
SEND team email
contact the SEND team
who deals with EHC plans at the council
how do i get hold of the SEN team
EHCP team phone number
who is our plan coordinator
the person who writes the plans, how do I reach them
SEN department contact details
what is the email for special needs at the council
I want to write to whoever handles EHC requests
caseworker for the EHCP, where do I write
sen team not answering, how else can I reach them""".split("\n")
)
_SERVICES: Mapping[str, tuple[str, str, tuple[str, ...], str, str]] = {
    "sendiass": (
        "{Name}: free local advice about SEND",
        "{Name}",
        tuple(
            """SENDIASS
who is the sendias here
sendiass phone number
what is our local SENDIASS called
IASS for {area}
free advice about SEND near me
independent advice and support for parents
is there anyone who can advise me that is not the council
someone to explain the special needs system to us
where do I get free help with my sons special needs in {area}
advice service for parents of disabled children
who can help me with letters about my childs needs
school told me to ring an advice service, which one do they mean
how do I contact {name}
does {name} cost anything""".split("\n")
        ),
        "**{Name} gives free, independent advice about special needs in {area}.** It is the local SENDIASS: "
        "a service for information, advice and support. Ask it how to get an EHC needs assessment. It can "
        "help you with a draft plan or a complaint too. Tell your child's story there and never here: I "
        "cannot see anyone's case.",
        "{Name} gives advice about special needs. It is free. It can help you with a plan or a complaint.",
    ),
    "local-offer": (
        "The Local Offer: what there is for SEND in {area}",
        "The Local Offer",
        tuple(
            """local offer
what is the local offer
local offer website
send services in {area}
list of clubs and groups for children with special needs
what is there near us for disabled children
activities for my autistic daughter
where can I look up local services
directory of support for families
is there a page with everything for SEND in one place
what help do the council and the NHS offer round here
where do I find groups for SEND kids in {area}
{area} local offer link""".split("\n")
        ),
        "**The Local Offer shows what the council and the NHS offer for children and young people with SEND "
        "in {area}.** It is the list of local services. Look there for what is near you: I know only a part "
        "of it, so what I cannot answer may still stand there. If you do not find it, ask the people who "
        "keep the list; how to reach them stands below.",
        "The Local Offer is a list of services near you. You can look in it, or ask the people who keep it.",
    ),
}
"""What is said of two services that families of every area look for, by role: a title, a short title, ways of
asking, an answer and Easy Read."""
