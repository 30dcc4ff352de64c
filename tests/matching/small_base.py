"""A small knowledge base about a library, so that tests of the machinery say nothing about SEND."""

from __future__ import annotations

from sendbot.matching.reading.synonyms import Expansion

QUESTIONS = {
    "borrow": [
        "How do I borrow a book?",
        "take a book home",
        "lend me something to read",
        "borrowing books",
        "can I take this novel out",
    ],
    "renew": [
        "How do I renew a loan?",
        "keep my book for longer",
        "extend the date on my book",
        "renewing a loan",
        "more time to finish reading",
    ],
    "fines": [
        "How much is a late fine?",
        "what do I pay if it is overdue",
        "overdue charges",
        "the fee for bringing it back late",
        "late fines",
    ],
    "hours": [
        "When are you open?",
        "opening hours",
        "what time does the library close",
        "is it open on Sunday",
        "opening times at the weekend",
    ],
    "print": [
        "Can I print something?",
        "use the printer",
        "how much is photocopying",
        "printing costs",
        "I need a photocopy of a form",
    ],
}
OUTSIDE = [
    "what is the capital of France", "my cat is poorly", "book a flight to Spain",
    "how tall is the Eiffel tower", "recipe for soup",
    "who won the football", "is it going to rain", "fix my car", "sing me a song",
    "when does the train leave", "how do I grow tomatoes",
    "what is the meaning of life", "pay my gas bill", "translate this to German", "my phone is broken",
    "where can I buy shoes",
    "learn the piano", "best film of the year", "how do magnets work", "the price of gold",
    "cure for hiccups", "paint a fence",
    "train a puppy", "bake bread", "lose weight fast",
]  # fmt: skip
TERMS = [Expansion(("OPAC", "opac"), ("catalogue",)), Expansion(("OT",), ("occupational therapy",))]
