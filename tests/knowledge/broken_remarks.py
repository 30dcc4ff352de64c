"""Twenty folders, each with one slip in a file that is full of remarks: the remarks of the guide's example, and those of the skeleton that `new` writes.
A newcomer's file looks so, and a remark above a slip must never be blamed for it.

When they were first tried, 11 were told rightly and 9 at a sound line of another entry; all are told by now. See `slips.py` for how a row is read."""

from __future__ import annotations

COMMENTED = """# yaml-language-server: $schema=schemas/topic.schema.json
# Clubs, written from the guide: see "An entry", and [what each field] means: id, title, questions.
workstream: access
entries:
  - id: chess-club                      # never change it once it is live; put an old one under was:
    title: Chess on Mondays in the library   # 64 characters at most
    short_title: Chess club             # on buttons, which show 36 characters
    questions:                          # the ways families ask, short ones first
      - chess club
      # some longer ones: questions: of a tired parent
      - somewhere calm to play on a Monday
    answer: |                           # 40 to 120 words, the most important line first, what to do last
      **The chess club meets in the library on Mondays.** It is quiet and costs nothing.

      Ask the team whether there is a place.
    easy_read: |                        # shorter words, one idea a line
      There is a chess club.
    applies_to: cheshire-east           # or england
    contacts: [team]                    # ids from contacts.yaml; no numbers or addresses in answers
    related: [plan-late]
    sources:                            # as in [{title: "...", url: "..."}]
      - {title: "Chess", url: "https://example.org/chess", seen: 2026-06-01}   # "undated" if it says no date
    read: 2026-06-01                    # the day on which its sources were read
    review_by: 2027-05-23               # 6 months for law, money and contacts; 12 for the rest

  - id: quiet-swim
    title: "Quiet swim: what is it?"
    questions:                  # 12 or more, as unlike one another as you can
      - "quiet swim"
      - "is there a time without music at the pool"
    answer: |                     # write | here, and 40 to 120 words below it, indented
      The music is off on Saturdays. Ask the team for a place.
    easy_read: |                  # the same in shorter words, one idea a line; or delete this line
      There is no music on Saturday.
    applies_to: england         # england (law and rights everywhere), or cheshire-east
    contacts: [helpline]
    sources:
      - {title: "Pool", url: "https://example.org/pool", seen: 2026-06-01}
    read: 2026-06-01
    review_by: 2027-05-23  # a year at most
"""
_CHESS, _SWIM = "title: Chess on Mondays in the library   #", 'title: "Quiet swim: what is it?"\n'
# fmt: off
_CHANGES = (
    ('a second colon in the first title', _CHESS, 'title: Chess: on Mondays in the library   #', 'colon & quotes'),
    ('a second colon in the second title', _SWIM, 'title: Quiet swim: what is it?\n', 'colon & quotes'),
    ('a second colon in a title with a remark of its own', 'title: "Quiet swim: what is it?"', 'title: Quiet swim: what is it?   # ask: the pool', 'colon & quotes'),
    ('a field one space too far', '    contacts: [helpline]', '     contacts: [helpline]', 'indented further'),
    ('a field one space too few', '    sources:\n      - {title: "Pool"', '   sources:\n      - {title: "Pool"', 'indent|line it up'),
    ('a field with a remark, one space too few', '    applies_to: england  ', '   applies_to: england  ', 'indent|line it up'),
    ('a line of the answer without its indent', '      The music is off on Saturdays.', 'The music is off on Saturdays.', 'indent'),
    ('a second line of an answer without its indent', '      Ask the team whether', 'Ask the team whether', 'indent'),
    ('a tab before a question', '      - "is there a time', '\t- "is there a time', 'tab'),
    ('a quotation mark left open in a title', '"Quiet swim: what is it?"', '"Quiet swim: what is it?', 'quotation mark'),
    ('a quotation mark left open before a remark', 'title: Chess on Mondays in the library   #', 'title: "Chess on Mondays in the library   #', 'quotation mark'),
    ('a bracket left open before a remark', 'contacts: [team]                    #', 'contacts: [team                    #', 'bracket'),
    ('a bracket left open in the second entry', 'contacts: [helpline]', 'contacts: [helpline', 'bracket'),
    ('a colon lost before a remark', 'applies_to: cheshire-east           #', 'applies_to cheshire-east           #', 'colon'),
    ('no space behind the colon', 'review_by: 2027-05-23  #', 'review_by:2027-05-23  #', 'no space'),
    ('the bar lost before a remark', 'answer: |                           #', 'answer:                             #', '|'),
    ('a comma lost between title and address', '{title: "Pool", url', '{title: "Pool" url', 'comma'),
    ('a remark at the edge in the middle of an answer', '\n\n      Ask the team whether', '\n§# the council says: ask\n      Ask the team whether', 'remark'),
    ('a question without its dash under a remark', '      - chess club\n      # some longer', '      - chess club\n      # some longer ones:\n§      chess on a Monday\n      # some longer', 'dash'),
    ('two fields on one line above a remark', 'short_title: Chess club             #', 'short_title: Chess club related: [plan-late]   #', 'run together|colon'),
)
# fmt: on


def _row(what: str, before: str, after: str, says: str) -> tuple[str, str, str, str, str]:
    """A new file with the slip in it; where the line is not marked, it is the first that changed."""
    assert COMMENTED.count(before) == 1, f"{what}: {before!r}"
    if "§" not in after:
        start = len(before) - len(before.lstrip("\n"))
        after = f"{after[:start]}§{after[start:]}"
    return what, "clubs.yaml", "", COMMENTED.replace(before, after), says


REMARKS = tuple(_row(*change) for change in _CHANGES)
