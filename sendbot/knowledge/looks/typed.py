"""How a text is typed: capitals, spaces and marks, words that are often misspelt, signs that were lost, lists
that do not come to what they announce, and words that stand for nothing."""

from __future__ import annotations

import re

from sendbot.knowledge.written import Found, Written, first_of

_NOTHING = re.compile(
    r"\W*(?:n/?a|none|nil|null|not applicable|not known|unknown|no change|as above|ditto|same)\W*",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?:\b[A-Z]{2,}\b[ ,'’]*|\b[AI]\b ){4,}")
_SMALL = frozenset(
    "THE AND IS ARE DO DOES NOT TO YOUR YOU OF HOW IN FOR MUST IT WHAT CAN WHO IF WE MY ON WITH THIS".split()
)
"""Words of which one is in any sentence; four short forms in a row are none."""
_NO_SPACE = re.compile(r"(?<![\w./@-])[a-z]{2,}[.!?;][A-Z][a-z]+(?![\w.]*@)|(?<![\w./-])[a-z]{2,},[a-z]{2,}")
_SPACE_BEFORE = re.compile(r"\w (?:[,;!?](?=\s|$)|\.(?=\s|$))")
_DOUBLED_MARK = re.compile(r"(?<!\.)\.\.(?!\.)|,,|;;|,\.(?!\d)")
_LOST_SIGN = re.compile(r"(?<![\w?])\?\d|[a-z]\?[a-z]{1,2}\b|\w ?\?s\b")
_GAP = re.compile(r"<[A-Za-z][^<>\n=/]{1,40}>")
_ELSEWHERE = re.compile(
    r"\b(?:see|on|at) (?:the )?(?:page|p\.) ?\d+"
    r"|\bsee (?:also )?(?:the )?(?:chapter|appendix|annex|table|figure|slide|"
    r"paragraph|para\.?|footnote|part|section) ?(?:\d[\d.]*(?![\d.])|[A-Z]\b)(?! (?:of|in)\b)"
    r"|\bsee (?:the )?(?:attached|enclosed|overleaf|previous page|next page)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^[ \t]*(\d{1,2})[.)] ", re.MULTILINE)
_ITEM = re.compile(r"[ \t]*(?:-|\d{1,2}[.)])[ \t]")
_COUNTS = {word: number for number, word in enumerate("two three four five six seven eight".split(), 2)}
_NUMBER_WORDS = frozenset({"one", *_COUNTS, "nine", "ten", "twelve", "fifteen", "twenty"})
_SENTENCE = 3
"""Words of a sentence at least."""
_ANNOUNCED = re.compile(
    rf"\b({'|'.join(_COUNTS)}) (?:\w+ )?"
    r"(?:things|steps|ways|questions|reasons|parts|kinds|points|rules|people)\b"
    r"[^.\n]*:\**$",
    re.IGNORECASE,
)
_SLIPPED = {
    wrong: right
    for pair in (
        "recieve-receive recieved-received acheive-achieve seperate-separate seperately-separately "
        "definately-definitely occured-occurred untill-until adress-address beleive-believe teh-the "
        "hte-the thier-their becuase-because beacuse-because goverment-government accomodate-accommodate "
        "accross-across apparant-apparent arguement-argument basicly-basically begining-beginning "
        "buisness-business calender-calendar cheif-chief collegue-colleague comittee-committee "
        "commitee-committee decison-decision descision-decision diffrent-different "
        "dissapointed-disappointed embarass-embarrass enviroment-environment existance-existence "
        "experiance-experience finaly-finally foriegn-foreign fourty-forty happend-happened "
        "immediatly-immediately independant-independent knowlege-knowledge liason-liaison "
        "maintainance-maintenance neccessary-necessary necessery-necessary occassion-occasion "
        "oppurtunity-opportunity permanant-permanent posession-possession prefered-preferred "
        "publically-publicly reccomend-recommend recomend-recommend refered-referred relevent-relevant "
        "responsable-responsible succesful-successful suprise-surprise tommorow-tomorrow "
        "tommorrow-tomorrow truely-truly wierd-weird writting-writing assesment-assessment "
        "assessement-assessment infomation-information guidence-guidance councel-council "
        "eduction-education benifit-benefit allowence-allowance recived-received shoud-should woud-would "
        "coud-could yuo-you whcih-which wiht-with taht-that adn-and waht-what lenght-length heigth-height "
        "greatful-grateful appeall-appeal tribunel-tribunal psycologist-psychologist "
        "physcologist-psychologist theraphy-therapy therapie-therapy shcool-school scool-school "
        "chidl-child chlid-child childern-children parnet-parent suport-support supprot-support "
        "speach-speech diagnossis-diagnosis attendence-attendance excluson-exclusion greivance-grievance "
        "complaintt-complaint"
    ).split()
    if (wrong := pair.partition("-")[0]) and (right := pair.partition("-")[2])
}
"""Words as they are often misspelt, which are no words themselves."""
_ROW = re.compile(r"(?:Q(?:uestion)? ?\d* ?[.:)]|\d{1,3} ?[.)])\s+(?=[^\W\d])")
"""How a question begins that was pasted from a numbered list."""
_NO_PAUSE = frozenset({"question", "asked abroad"})


def typed(written: Written) -> Found:
    """Everything of that in one text."""
    if written.kind in _NO_PAUSE:
        label = _ROW.match(written.text)
        if label:
            message = f'"{label[0].strip()}", the number or label of a row. Take it out: nobody types it.'
            yield 0, "marks", message
        return
    said = written.path[0] in {"wording", "stages"}  # "None" may be a button
    if _NOTHING.fullmatch(written.text) and written.kind != "foreign" and not said:
        message = (
            f'"{written.text.strip()}", which families would read. Where there is nothing to say, delete'
        )
        yield 0, "unfinished", f"{message} the whole line."
        return
    yield from _signs(written)
    if written.kind == "foreign" or written.field.startswith("source"):
        return
    yield from _words(written)
    yield from _lists(written)


def _signs(written: Written) -> Found:
    text = written.text
    if written.kind != "foreign":
        lost = '"{shown}", where a sign was lost in copying. Is it £ or an apostrophe? Type it again.'
        yield from first_of(_LOST_SIGN, text, "garbled", lost)
    gap = _GAP.search(text)
    if gap and not re.match(r"</?(?:b|i|br|p|a|strong|em|ul|li|div|span)\b", gap[0], re.IGNORECASE):
        message = f'"{gap[0]}", a gap that waits to be filled. Write what belongs there, or take it out.'
        yield gap.start(), "unfinished", message
    if written.kind != "english":
        return
    space = _NO_SPACE.search(text)
    if space and "www" not in space[0]:
        message = f'"{space[0]}" without a space behind the mark. Put a space there.'
        yield space.start(), "marks", message
    before = _SPACE_BEFORE.search(text)
    if before:
        yield before.start(), "marks", f'a space before "{before[0][-1]}". Take the space out.'
    doubled = 'the marks "{shown}" side by side. Keep one of them.'
    yield from first_of(_DOUBLED_MARK, text, "marks", doubled)


def _words(written: Written) -> Found:
    capitals = _CAPITALS.search(written.text)
    if capitals and len(capitals[0].split()) > 3 and _SMALL & {*capitals[0].replace(",", "").split()}:
        message = f'"{capitals[0].strip()[:40]}" in capitals, which are hard to read. Write small letters.'
        yield capitals.start(), "marks", message
    for found in re.finditer(r"\w+", written.text):
        right = _SLIPPED.get(found[0].casefold())
        if right:
            yield found.start(), "unfinished", f'"{found[0]}", which is misspelt. Write: {right}.'
            return
    paper = '"{shown}", a place in the paper that it was copied from. Take it out, or say what stands there.'
    yield from first_of(_ELSEWHERE, written.text, "pasted", paper)


def _lists(written: Written) -> Found:
    """Numbers that count on, a list behind its colon, and as many items as were announced."""
    yield from _contradicts(written)
    last = 0
    for found in _NUMBERED.finditer(written.text):
        number = int(found[1])
        if number != last + 1 and number != 1:
            message = (
                f"the number {number} in a list after {last}. Number it {last + 1}, and what follows on."
            )
            yield found.start(1), "marks", message
            break
        last = number
    lines = written.text.rstrip().split("\n")
    offset = 0
    for place, line in enumerate(lines):
        below = next((other for other in lines[place + 1 :] if other.strip()), "")
        if (
            line.rstrip("* ").endswith(":")
            and not below
            and written.field in {"answer", "easy_read", "answer_young"}
        ):
            message = (
                "a colon at its end, and the list that it announces is missing. Write the list, or finish"
            )
            yield offset, "unfinished", f"{message} the sentence."
        announced = _ANNOUNCED.search(line.rstrip())
        if announced and _ITEM.match(below):
            items = _items(lines[place + 1 :])
            wanted = _COUNTS[announced[1].casefold()]
            if items != wanted:
                message = f'"{announced[1]}" announced and {items} listed. Mend the number or the list.'
                yield offset, "unfinished", message
        offset += len(line) + 1


def _contradicts(written: Written) -> Found:
    """Two sentences side by side that differ in one number alone: two edits, of which one is right."""
    before: list[str] = []
    for found in re.finditer(r"[^\n.!?]+", written.text):
        words = re.findall(r"\w+", found[0].casefold())
        other = [place for place, pair in enumerate(zip(before, words, strict=False)) if pair[0] != pair[1]]
        if len(words) == len(before) >= _SENTENCE and len(other) == 1:
            one, two = before[other[0]], words[other[0]]
            if all(word.isdigit() or word in _NUMBER_WORDS for word in (one, two)):
                said = " ".join(words[other[0] : other[0] + 2])
                first = " ".join(before[other[0] : other[0] + 2])
                message = (
                    f'"{first}" and "{said}" in two sentences that are otherwise the same. Keep the right'
                )
                yield found.start() + 1, "unfinished", f"{message} one."
        before = words


def _items(lines: list[str]) -> int:
    """How many items the list has that begins in the first of these lines."""
    items = 0
    for line in lines:
        if not line.strip() and items:
            break
        items += bool(_ITEM.match(line))
    return items
