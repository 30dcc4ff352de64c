"""Try it: ask as a family would and see why; and the impact preview of a pasted block."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import partial

from starlette.responses import Response, StreamingResponse

from sendbot.desk.preview_jobs import PreviewJobs, Say
from sendbot.desk.request import Visit
from sendbot.errors import SendbotError
from sendbot.evaluation.compare import KINDS, Impact
from sendbot.knowledge.entries import Knowledge
from sendbot.review.preview import LARGEST_BLOCK, with_block
from sendbot.review.states import sees
from sendbot.store.audit import note_down
from sendbot.store.review.queries import Filter, group_of, groups, queue, wordings

_LOG = logging.getLogger(__name__)
_LONGEST_QUESTION = 4096
"""Characters: Telegram's longest message."""
_KEPT = 200
"""Kept questions replayed in a preview: enough to see a loss, few enough to wait for."""
KIND_WORDS = {
    "lost": "Lost: these families would be served worse",
    "now answered": "Now answered: these were meant to have no answer. Look whether the one that they would "
    "get is right, and have those that it answers taken out of knowledge/questions/out-of-scope.yaml",
    "gained": "Gained: these families would be served better",
    "changed": "Changed: these would get another entry",
    "ambiguous": "Ambiguous: these would be asked to choose where they now get the answer",
}


async def show(visit: Visit) -> Response:
    """The form to ask."""
    return visit.draw(
        "try.html", question="", easy_read=False, tried=None, knowledge=await visit.context.answers.refresh()
    )


async def ask(visit: Visit) -> Response:
    """The reply and what led to it. Nothing is kept."""
    question, easy_read = visit.form["question"][:_LONGEST_QUESTION], bool(visit.form["easy-read"])
    knowledge = await visit.context.answers.refresh()
    if not question.strip():
        errors = (("question", "Write a question, as a family would."),)
        return visit.draw(
            "try.html", 422, question="", easy_read=easy_read, tried=None, knowledge=knowledge, errors=errors
        )
    tried = await visit.context.answers.try_out(question, easy_read)
    return visit.draw("try.html", question=question, easy_read=easy_read, tried=tried, knowledge=knowledge)


def _preview_page(
    visit: Visit,
    block: str = "",
    impact: Impact | None = None,
    touched: Sequence[str] = (),
    errors: tuple[tuple[str, str], ...] = (),
    status: int = 200,
) -> Response:
    """The form with a block in it, and what it would change once that is worked out."""
    return visit.draw(
        "preview.html",
        status,
        block=block,
        impact=impact,
        touched=touched,
        kinds=KINDS,
        words=KIND_WORDS,
        errors=errors,
    )


async def show_preview(visit: Visit) -> Response:
    """The form to paste a block into."""
    return _preview_page(visit)


async def preview(visit: Visit) -> Response:
    """What the block would gain, lose, change and make ambiguous. Nothing is written."""
    block = visit.form["block"].replace("\r\n", "\n")[:LARGEST_BLOCK]
    if visit.form["from-draft"]:
        return _preview_page(visit, block)
    live = await visit.context.answers.refresh()
    read = with_block(live, block)
    if read.knowledge is None:
        errors = tuple(("block", problem) for problem in read.problems[:10])
        return _preview_page(visit, block, errors=errors, status=422)
    hidden = await hidden_groups(visit, read.knowledge, read.entries)
    if hidden:
        await note_down(
            visit.context.store, visit.now, visit.person.actor, "preview refused", ", ".join(hidden)[:80]
        )
        said = f"The block names {', '.join(hidden)}, which is no group that you may see. Take it out."
        errors = (("block", said),)
        return _preview_page(visit, block, errors=errors, status=422)
    return StreamingResponse(_growing(visit, block, read.knowledge, read.entries), media_type="text/html")


async def hidden_groups(visit: Visit, changed: Knowledge, touched: Sequence[str]) -> list[str]:
    """Groups that the block names and this person may not see: a preview would show their wordings."""
    named = {name for entry in touched for name in changed.entries[entry].answers}
    before = (await visit.context.answers.refresh()).entries
    known = {name for entry in touched if entry in before for name in before[entry].answers}
    where = {name: await _group_of(visit, name) for name in named - known}
    rows = await groups(visit.context.store, sorted(set(where.values())))
    person = visit.person
    return sorted(
        name
        for name, found in where.items()
        if found not in rows or not sees(person.role, person.workstreams, rows[found].workstream)
    )


async def _group_of(visit: Visit, name: str) -> str:
    """The group itself, or that of a single question."""
    return (await group_of(visit.context.store, name) or "") if name.startswith("q-") else name


async def _growing(
    visit: Visit, block: str, changed: Knowledge, touched: Sequence[str]
) -> AsyncIterator[bytes]:
    """A page that says how far the work is, and ends with what was found out."""
    found = PreviewResult()
    async for piece in told_while_previewing(visit, changed, touched, found):
        yield piece
    yield visit.ended(_preview_page(visit, block, found.impact, touched, found.errors))


@dataclass
class PreviewResult:
    """What a preview came to: what would change, or what went wrong, by field."""

    impact: Impact | None = None
    errors: tuple[tuple[str, str], ...] = ()


async def told_while_previewing(
    visit: Visit, changed: Knowledge, touched: Sequence[str], found: PreviewResult
) -> AsyncIterator[bytes]:
    """The pieces of a page that says how far a preview is; `found` holds what it came to after the last."""
    jobs: PreviewJobs = visit.request.app.state.previews
    yield visit.begun("What would this change?")
    try:
        async for news in jobs.run(visit.person.id, partial(_compared, visit, changed, touched)):
            if isinstance(news, Impact):
                found.impact = news
            else:
                yield visit.told(news)
    except Exception as problem:  # the page has begun: whatever goes wrong now has to be said in it
        _LOG.error("A preview failed (%s).", type(problem).__name__)
        plain = "The preview could not be worked out. Nothing was changed. Try again."
        found.errors = (("top", str(problem) if isinstance(problem, SendbotError) else plain),)


async def _compared(visit: Visit, changed: Knowledge, touched: Sequence[str], say: Say) -> Impact:
    """What the change would do to labelled questions, and to kept ones that this person may read."""
    rows, _ = await queue(visit.context.store, Filter(visible=visit.person.visible), 1, _KEPT)
    kept = [row.sample for row in rows if row.sample]
    named = {name for entry in touched for name in changed.entries[entry].answers}
    rows_by_name = await groups(visit.context.store, sorted(named))
    for name, row in rows_by_name.items():
        if sees(visit.person.role, visit.person.workstreams, row.workstream):
            kept += (await wordings(visit.context.store, name)).values()
    impact = await visit.context.answers.compare(changed, tuple(dict.fromkeys(kept)), say)
    await note_down(
        visit.context.store, visit.now, visit.person.actor, "previewed", ", ".join(touched)[:80] or "nothing"
    )
    return impact
