"""Try it: ask as a family would and see why; and the impact preview of a pasted block."""

from __future__ import annotations

import asyncio

from starlette.responses import Response

from sendbot.desk.visits import Visit
from sendbot.evaluation.compare import KINDS
from sendbot.review.preview import LARGEST_BLOCK, with_block
from sendbot.store.changes import note_down
from sendbot.store.reviews import Filter, queue

_LONGEST_QUESTION = 4096
_KEPT = 200
_LOCK = asyncio.Lock()
KIND_WORDS = {
    "lost": "Lost: these families would be served worse",
    "gained": "Gained: these families would be served better",
    "changed": "Changed: these would get another entry",
    "ambiguous": "Ambiguous: these would be asked to choose where they now get the answer",
}


async def show(visit: Visit) -> Response:
    """The form to ask."""
    return visit.draw("try.html", question="", easy_read=False, tried=None, knowledge=await visit.bench.shelf.look())


async def ask(visit: Visit) -> Response:
    """The reply and what led to it. Nothing is kept."""
    question, easy_read = visit.form["question"][:_LONGEST_QUESTION], bool(visit.form["easy-read"])
    knowledge = await visit.bench.shelf.look()
    if not question.strip():
        errors = (("question", "Write a question, as a family would."),)
        return visit.draw("try.html", 422, question="", easy_read=easy_read, tried=None, knowledge=knowledge, errors=errors)
    tried = await visit.bench.shelf.try_out(question, easy_read)
    return visit.draw("try.html", question=question, easy_read=easy_read, tried=tried, knowledge=knowledge)


async def show_preview(visit: Visit) -> Response:
    """The form to paste a block into."""
    return visit.draw("preview.html", block="", impact=None, touched=(), kinds=KINDS, words=KIND_WORDS)


async def preview(visit: Visit) -> Response:
    """What the block would gain, lose, change and make ambiguous. Nothing is written."""
    block = visit.form["block"].replace("\r\n", "\n")[:LARGEST_BLOCK]
    if visit.form["from-draft"]:
        return visit.draw("preview.html", block=block, impact=None, touched=(), kinds=KINDS, words=KIND_WORDS)
    live = await visit.bench.shelf.look()
    read = with_block(live, block)
    if read.knowledge is None:
        errors = tuple(("block", problem) for problem in read.problems[:10])
        return visit.draw("preview.html", 422, block=block, impact=None, touched=(), kinds=KINDS, words=KIND_WORDS, errors=errors)
    rows, _ = await queue(visit.bench.store, Filter(visible=visit.person.visible), 1, _KEPT)
    async with _LOCK:  # each preview fits the matcher again: two at once would only wait for one another
        impact = await visit.bench.shelf.compare(read.knowledge, tuple(row.sample for row in rows if row.sample))
    await note_down(visit.bench.store, visit.now, visit.person.name, "previewed", ", ".join(read.entries)[:80] or "nothing")
    return visit.draw("preview.html", block=block, impact=impact, touched=read.entries, kinds=KINDS, words=KIND_WORDS)
