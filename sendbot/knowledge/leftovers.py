"""What editing leaves behind in a text: a word or sentence twice, a sentence that breaks off, a bracket or
quotation mark left open, a note to a colleague, the label of a form."""

from __future__ import annotations

import re

from sendbot.knowledge.written import Found, Written

_ASKED = frozenset({"question", "asked abroad"})
"""What families type is as it is: none of this is looked for there."""
_DOUBLED = re.compile(r"(?<![\w*'’-])([^\W\d_]+(?:[ \n]+[^\W\d_]+)?)[ \n]+\1(?![\w'’-])", re.IGNORECASE)
_MAY_DOUBLE = frozenset({"that", "had", "so", "very", "bye", "now", "ha", "there", "is"})
"""Words that stand twice where they are meant: "the help that that gives", "what it is is a plan"."""
_JOINS = frozenset({"and", "or", "by", "after"})
"""Between words that are repeated on purpose: "again and again and again", "step by step by step"."""
_SENTENCE = re.compile(r"[^\n.!?]+")
_FEWEST_WORDS = 4
"""A sentence that stands twice is a slip from here on: "Ask the team." may be said again."""
_LEADS_ON = re.compile(
    r"\b(?:and|or|but|nor|because|the|a|an|if|your|their|our|my|than|whether|although|while|unless|until"
    r"|into|will|can|must|should)$|[,;(/]$|[ ][–—-]$"
)
"""The end of a line after which more must come."""
_ENDS = re.compile(r"[.!?:…。！？؟۔]['\"”’)\]*]*$|\S\.\w+\S*$")
_SENTENCES = frozenset({"answer", "answer_young", "easy_read"})
"""Texts that are written in whole sentences."""
_ITEM = re.compile(r"\s*(?:-|\d+[.)])\s")
_LABEL = re.compile(
    r"\W*(?:easy read(?: version)?|answers?(?: text)?|title|question|draft|final(?: version)?"
    r"|(?:old|new|updated|amended)(?: (?:version|text|wording|answer))?|version \d+|[QA])\W*(?::| [-–—] )",
    re.IGNORECASE,
)
_CHECK = r"(?:check|updat|review|rewrit|reword|confirm)(?:e|ed|ing|ten)?"
_NOTES = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"\bN\.?B\b\.?|\bP\.S\.|\b(?:pls|plz) \w",
        r"(?i)\b(?:is|are) (?:this|that|these|it) (?:bit |still |all |really )*"
        r"(?:right|correct|true|ok|okay|current|up to date|accurate) ?\?",
        # "Sue, can you look at this?", "@Sue is this right?"
        r"(?:^|[(\[.!?–—-])\s*[A-Z][a-z]+, (?:is|are|can|could|do|does|please|should|what|have|will)\b"
        r"[^?\n]*\?",
        r"(?:^|[ (\[])@[A-Z][a-z]+\b|[(\[][A-Z][a-z]+ to [a-z]+[^)\]\n]*[)\]]",
        r"(?i)\bcan (?:someone|somebody|anyone) (?:please )?(?:check|confirm|look at|update)\b",
        r"[(\[][A-Z]{2,3} ?[-–:] ",  # initials before a remark
        r"(?i)\b(?:note|reminder) (?:to|for) (?:self|editors?|colleagues?|the team|staff|reviewers?)\b",
        rf"(?i)\b(?:please|still|needs?|need) to (?:be )?{_CHECK} (?:this|before)\b"
        rf"|\b(?:please|needs) {_CHECK}(?: this| before|$|[.)\]])|\bstill needs\b",
        # "check with Sue first", "get the new number from Jo"
        r"\b(?:[Cc]heck|[Cc]onfirm|[Aa]gree|[Cc]lear|[Rr]un)(?: this| it)? (?:with|by|past) [A-Z][a-z]+ "
        r"(?:before|first|on|when|re|about)\b",
        r"\b(?:[Gg]et|[Aa]sk|[Ff]ind|[Aa]dd|[Uu]se|[Ww]aiting for|[Aa]waiting)\b[^.\n]{0,30}"
        r"\b(?:from|for) [A-Z][a-z]{1,9}$",
        r"(?i)\b(?:delete|remove|cut|move|replace|rewrite|reword|shorten) this "
        r"(?:bit|line|sentence|paragraph|part|section|entry|answer|before|when)\b",
        r"(?i)\b(?:insert|add|put|paste) (?:the |a )?(?:link|number|name|date|text|address|quote|details?)"
        r" here\b",
        r"(?i)\b(?:wording|text|details|link|number|more) to follow\b|\bsee (?:my )?comment\b"
        r"|\btrack(?:ed)? changes\b",
        r"(?i)^\W*(?:sure|certainly|of course)[,!] here(?:'s|’s| is| are)\b|\bas an ai\b",
        r"<<+|>>+|\{\{|\}\}|\[\[|\]\]|/\*|\*/|<!--|-->|(?:^|\s)//(?=\s)|\s#\s?(?=[A-Za-z])",
        r"_{3,}|\.{4,}|…{2,}|\b[Xx]{2,}\b|\?{2,}|!{3,}|\*{3,}",
    )
)
"""How writers speak to one another in a text, and what stands where something is still to come."""


def leftovers(written: Written) -> Found:
    """Everything of that in one text."""
    tab = re.search(r"\S\t+", written.text)
    if tab:
        after = written.text[tab.end() :][:15].split("\n")[0].strip()
        advice = "Did it come out of a spreadsheet? Keep only the cell that belongs here."
        yield tab.start() + 1, "marks", f'a tab before "{after}". {advice}'
    if written.kind in _ASKED:
        return
    yield from _doubled(written)
    yield from _said_again(written)
    yield from _breaks_off(written)
    yield from _open_pairs(written)
    yield from _notes(written)


def _doubled(written: Written) -> Found:
    for found in _DOUBLED.finditer(written.text):
        words = found[1].casefold().split()
        if (len(words) == 1 and words[0] in _MAY_DOUBLE) or (len(words) > 1 and {*words} & _JOINS):
            continue
        if written.kind == "foreign" and len(found[1]) < 3:
            continue
        if written.kind == "contact" and found[0].istitle() and words[0] not in {"the", "a"}:
            continue  # a name: "Duran Duran"
        shown = " ".join(found[0].split())
        yield found.end() - 1, "unfinished", f'"{shown}": a word stands there twice. Take one out.'
        return


def _said_again(written: Written) -> Found:
    seen: set[str] = set()
    for found in _SENTENCE.finditer(written.text):
        plain = " ".join(re.findall(r"\w+", found[0].casefold()))
        if len(plain.split()) >= _FEWEST_WORDS and plain in seen:
            begin = found.start() + len(found[0]) - len(found[0].lstrip())
            shown = " ".join(found[0].split())[:60]
            yield begin, "double", f'the sentence "{shown}" twice. Keep it in one place.'
            return
        seen.add(plain)


def _breaks_off(written: Written) -> Found:
    """A paragraph or an item of a list that ends where more must come, or that has no end mark."""
    lines = written.text.rstrip().split("\n")
    offset = 0
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if _is_cut_off(written, line, after):
            end = " ".join(line.rstrip().rstrip("*").split()[-4:])
            yield (
                offset,
                "unfinished",
                f'a sentence that breaks off after "{end}". Finish it, with its end mark.',
            )
            return
        offset += len(line) + 1


def _is_cut_off(written: Written, line: str, after: str) -> bool:
    """Must more come behind this line than what comes after it?"""
    said = line.rstrip().rstrip("*")
    goes_on = bool(after.strip()) and not _ITEM.match(after)
    if not said or goes_on:
        return False
    known = written.kind != "foreign" and written.field != "stands_for"  # "because" is what cos stands for
    if (known and _LEADS_ON.search(said)) or said.endswith(","):
        return True
    no_end = written.field in _SENTENCES and not _ITEM.match(line) and not _ENDS.search(said)
    return no_end and not after.strip()


def _open_pairs(written: Written) -> Found:
    """Brackets and quotation marks, each of which needs another."""
    text = written.text
    for opening, closing, what in (
        ("(", ")", "bracket"),
        ("[", "]", "bracket"),
        ("“", "”", "quotation mark"),
    ):
        if opening == "“" and written.kind == "foreign":
            continue  # other languages use these marks in other ways
        waiting: list[int] = []
        for found in re.finditer(f"[{re.escape(opening + closing)}]", text):
            if found[0] == opening:
                waiting.append(found.start())
            elif waiting:
                waiting.pop()
            elif not re.search(r"(?:^|[\n,;:.])\s*\w{1,3}$", text[: found.start()]):  # "a)" begins an item
                yield (
                    found.start(),
                    "marks",
                    f'a {what} "{closing}" that closes and was never opened. Open it, or take it out.',
                )
                break
        if waiting:
            yield (
                waiting[-1],
                "marks",
                f'a {what} "{opening}" that is opened and not closed. Close it, or take it out.',
            )
    yield from _straight_quotes(text)
    if len(text) > 2 and text[0] in "“„‘" and text[-1] in "”“’" and not re.search("[“”„‘]", text[1:-1]):
        advice = 'Take them out, or type straight ones: "...".'
        yield (
            0,
            "marks",
            f"curly quotation marks around the whole text, which are shown as they stand. {advice}",
        )


def _straight_quotes(text: str) -> Found:
    start = 0
    for paragraph in re.split(r"(\n\s*\n)", text):
        marks = [found.start() for found in re.finditer('"', paragraph)]
        if len(marks) % 2:
            last = start + marks[-1]
            yield last, "marks", 'a quotation mark " that has no partner. Close it, or take it out.'
        start += len(paragraph)


def _notes(written: Written) -> Found:
    label = _LABEL.match(written.text)
    if label and written.kind in {"english", "foreign"}:
        shown = label[0].strip()
        yield (
            0,
            "unfinished",
            f'"{shown}", a label that families would be shown. Take it out: the field says it.',
        )
    for pattern in _NOTES:
        found = pattern.search(written.text)
        if found:
            shown = " ".join(found[0].split())[:60]
            message = f'"{shown}", a note of a writer to a colleague or a gap. Settle it, and take it out.'
            yield found.start(), "unfinished", message
            return
