"""Questions that families might ask and that nothing answers, by what they are about. Written for these tests
alone."""

from __future__ import annotations

TOPICS: dict[str, tuple[str, ...]] = {
    "bins": (
        "when are the bins collected",
        "what day is bin day",
        "bin collection day please",
        "which day do you empty the bins",
    ),
    "blue badge": (
        "how do I get a blue badge",
        "blue badge application",
        "can my son have a blue badge for parking",
        "apply for blue badge",
    ),
    "swimming": (
        "are there swimming lessons for autistic kids",
        "swimming lessons for disabled children",
        "where can she learn to swim with autism",
    ),
    "radar key": (
        "where do I get a radar key",
        "radar key for disabled toilets",
        "key to the disabled toilet how do i get one",
    ),
    "sleep": (
        "my son never sleeps, is there a sleep clinic",
        "sleep clinic for children with adhd",
        "help with sleep, he is up all night",
    ),
    "sensory room": (
        "is there a sensory room near crewe",
        "sensory room to hire",
        "where is the nearest sensory room",
    ),
    "max card": ("what is a max card", "how do i apply for a max card", "max card discount for families"),
    "siblings": (
        "support group for siblings of disabled children",
        "is there a young siblings group",
        "help for his sister, siblings club",
    ),
    "toilet training": (
        "toilet training an autistic child",
        "he is 6 and still in nappies",
        "potty training help special needs",
    ),
    "wheelchair": (
        "the wheelchair is broken who repairs it",
        "wheelchair repair",
        "who fixes my daughter's wheelchair",
    ),
    "uniform": (
        "help with the cost of school uniform",
        "school uniform grant",
        "can I get money towards uniform",
    ),
    "cinema": ("autism friendly cinema", "relaxed cinema screenings", "cinema showing for autistic kids"),
    "bullying": (
        "my daughter is being bullied at school because of her autism",
        "he gets bullied for being different",
        "bullying at school who do i tell",
    ),
    "free meals": (
        "does she get free school meals",
        "free school meals with a packed lunch",
        "how to claim free school meals",
    ),
    "passport": (
        "passport for my son who cannot sign",
        "he can't sign his passport",
        "passport signature disabled child",
    ),
    "dentist": (
        "dentist for autistic child",
        "special needs dentist",
        "find a dentist who understands autism",
    ),
    "haircut": (
        "hairdresser who is good with autistic kids",
        "haircut for a child with sensory issues",
        "autism friendly barber",
    ),
    "holiday": (
        "can I take him on holiday in term time",
        "term time holiday fine",
        "fined for going on holiday in term time",
    ),
    "nappies": (
        "free nappies for disabled child over 4",
        "can I get nappies on the nhs",
        "continence nappies supply",
    ),
    "speech waiting": (
        "how long is the speech therapy waiting list",
        "waiting list speech and language therapy",
        "speech therapy wait time",
    ),
    "rent": ("I can't pay my rent", "behind with the rent what do I do", "rent arrears help"),
    "ipad": ("can school pay for an ipad", "ipad for non verbal child funding", "grant for an ipad"),
    "driving": (
        "can my autistic daughter learn to drive",
        "driving lessons with autism",
        "does he have to tell dvla about autism",
    ),
    "pets": (
        "assistance dog for my son",
        "how do we get an autism assistance dog",
        "assistance dogs for children",
    ),
}
"""Each topic's wordings should come together, and no two topics should."""

OTHER_LANGUAGES = (
    ("jak złożyć wniosek o blue badge", "blue badge"),
    ("kiedy wywożone są śmieci", "bins"),
)
