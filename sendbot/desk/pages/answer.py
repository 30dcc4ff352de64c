"""Writing the answer of a group: a form that is kept with it, checked at each save, previewed, and taken
away as a patch."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from sendbot.desk.downloads import sent
from sendbot.desk.pages.group import visible_group
from sendbot.desk.pages.group_changes import back_to, changes_of
from sendbot.desk.pages.try_out import KIND_WORDS, PreviewResult, hidden_groups, told_while_previewing
from sendbot.desk.request import Visit
from sendbot.errors import ConflictError, ReviewError
from sendbot.evaluation.compare import KINDS, Impact
from sendbot.knowledge.area import EVERYWHERE, Area
from sendbot.knowledge.entries import Entry, Knowledge
from sendbot.review.answer_form import AnswerFields, MadeAnswer, started, written
from sendbot.review.drafts import wordings_in_order
from sendbot.review.group_shapes import GroupRow
from sendbot.review.patching import difference, with_entry, with_wordings
from sendbot.review.preview import with_block
from sendbot.review.states import State
from sendbot.store.audit import note_down
from sendbot.store.review.kept_answers import drop_answer, keep_answer, keep_preview, kept_answer
from sendbot.store.review.queries import near_entries, wordings

_LONGEST = 20_000
"""Characters of a field: a long answer has two thousand."""
_SHOWN = 60
"""Changes of a preview that are kept: more than anybody reads."""


async def show(visit: Visit) -> Response:
    """The form: as it was kept, or filled in as far as can be. `entry` in the address chooses one to
    extend."""
    found = await visible_group(visit)
    kept = await kept_answer(visit.context.store, found.id)
    knowledge = await visit.context.answers.refresh()
    chosen = visit.query["entry"]
    if kept is not None and not chosen:
        return await _draw(visit, found, AnswerFields.of(kept.fields), kept.preview)
    texts = wordings_in_order(await wordings(visit.context.store, found.id))
    entry = knowledge.entry(chosen) if chosen and chosen != "new" else None
    today = visit.now.date()
    return await _draw(
        visit, found, started(texts, knowledge, found.workstream, today, entry), {}, first=True
    )


async def _draw(
    visit: Visit,
    found: GroupRow,
    form: AnswerFields,
    preview: Mapping[str, Any],
    *,
    first: bool = False,
    status: int = 200,
    errors: Sequence[tuple[str, str]] = (),
) -> Response:
    store, knowledge = visit.context.store, await visit.context.answers.refresh()
    made = written(form, found.id, knowledge, found.workstream, visit.now.date())
    near = await near_entries(store, found.id)
    said = tuple(errors) or (() if first else made.problems)
    return visit.draw(
        "answer.html",
        status,
        group=found,
        form=form,
        made=made,
        first=first,
        errors=said,
        preview=preview,
        nearest=[entry for name, _, _ in near if (entry := knowledge.entry(name)) is not None],
        extended=knowledge.entry(form.entry) if form.entry else None,
        wordings=wordings_in_order(await wordings(store, found.id, 30)),
        kept=await kept_answer(store, found.id),
        knowledge=knowledge,
        holds_for=_holds_for(knowledge.area),
        count=len(form.answer.split()),
        may_commit=visit.context.answers.may_commit,
        path_of=_path(knowledge, made, found),
        back=visit.filter,
        kinds=KINDS,
        words=KIND_WORDS,
    )


def _holds_for(area: Area) -> list[tuple[str, str]]:
    """Where an answer can hold: in this area, where it has a word for itself, and in all of England."""
    here = [(area.applies_to, area.name)] if area.applies_to else []
    return [*here, (EVERYWHERE, "all of England")]


def _typed(visit: Visit) -> AnswerFields:
    names = AnswerFields.__dataclass_fields__
    return AnswerFields.of({name: visit.form[name].replace("\r\n", "\n")[:_LONGEST] for name in names})


async def save(visit: Visit) -> Response:
    """Keep what was typed, whatever the checker says about it, and say it at the fields."""
    found = await visible_group(visit)
    if visit.form["drop"]:
        await drop_answer(visit.context.store, found.id)
        return back_to(visit, found.id, "dropped")
    form = _typed(visit)
    await keep_answer(visit.context.store, found.id, form.kept(), visit.person.actor, visit.now)
    knowledge = await visit.context.answers.refresh()
    made = written(form, found.id, knowledge, found.workstream, visit.now.date())
    if made.problems:
        return await _draw(visit, found, form, {}, status=422)
    return Visit.go(f"/groups/{found.id}/answer", **visit.filter, done="kept")


async def preview(visit: Visit) -> Response:
    """Keep the form and show what it would change: the page grows while a process of its own works it out."""
    found = await visible_group(visit)
    form, store = _typed(visit), visit.context.store
    await keep_answer(store, found.id, form.kept(), visit.person.actor, visit.now)
    knowledge = await visit.context.answers.refresh()
    made = written(form, found.id, knowledge, found.workstream, visit.now.date())
    if made.problems:
        return await _draw(visit, found, form, {}, status=422)
    read = with_block(knowledge, made.block)
    if read.knowledge is None or await hidden_groups(visit, read.knowledge, read.entries):
        raise HTTPException(422, "This block cannot be previewed.")
    return StreamingResponse(_growing(visit, found, form, made, read.knowledge), media_type="text/html")


async def _growing(
    visit: Visit, found: GroupRow, form: AnswerFields, made: MadeAnswer, changed: Knowledge
) -> AsyncIterator[bytes]:
    """A page that says how far the work is, and ends with the form and what was found out."""
    worked = PreviewResult()
    async for piece in told_while_previewing(visit, changed, (made.entry,), worked):
        yield piece
    kept = _as_kept(worked.impact) if worked.impact is not None else {}
    if kept:
        await keep_preview(visit.context.store, found.id, kept)
    page = await _draw(visit, found, form, kept, errors=worked.errors)
    yield visit.ended(page)


def _as_kept(impact: Impact) -> dict[str, Any]:
    """What a preview found, as it is kept with the form."""
    return {
        "tried": impact.tried,
        "dangerous": len(impact.dangerous),
        "counts": {kind: len(impact.of(kind)) for kind in KINDS},
        "changes": {
            kind: [[one.question, one.before, one.after, one.protected] for one in impact.of(kind)[:_SHOWN]]
            for kind in KINDS
        },
    }


def _path(knowledge: Knowledge, made: MadeAnswer, found: GroupRow) -> str:
    """The file that the answer belongs into."""
    return f"knowledge/{_topic(knowledge, knowledge.entry(made.entry), found)}.yaml"


def _topic(knowledge: Knowledge, entry: Entry | None, found: GroupRow) -> str:
    if entry is not None and entry.topic:
        return entry.topic
    mine = [
        one.topic for one in knowledge.entries.values() if one.workstream == found.workstream and one.topic
    ]
    return next(iter([*mine, *(one.topic for one in knowledge.entries.values() if one.topic)]), "topic")


async def _files(visit: Visit, found: GroupRow) -> dict[str, tuple[str, str]]:
    """The files that change, before and after. Raises ReviewError when the form is not ready."""
    kept = await kept_answer(visit.context.store, found.id)
    if kept is None:
        raise ReviewError("Write the answer first, and save it.")
    form, knowledge = AnswerFields.of(kept.fields), await visit.context.answers.refresh()
    made = written(form, found.id, knowledge, found.workstream, visit.now.date())
    if made.problems:
        raise ReviewError("The answer is not ready: put right what the form says, and save it.")
    path = _path(knowledge, made, found)
    before = await visit.context.answers.source(path.removeprefix("knowledge/"))
    if before is None:
        raise ReviewError(f"The file {path} cannot be read. Copy the block into it by hand.")
    after = (
        with_wordings(before, made.entry, made.questions, found.id)
        if form.entry
        else with_entry(before, made.block)
    )
    return {path: (before, after)}


async def export(visit: Visit) -> Response:
    """The whole changed file, or the change as a patch; the group is drafted from then on."""
    found = await visible_group(visit)
    try:
        files = await _files(visit, found)
    except ReviewError as problem:
        return await _refused(visit, found, problem)
    await _drafted(visit, found)
    (path, (before, after)) = next(iter(files.items()))
    name = path.removeprefix("knowledge/").removesuffix(".yaml")
    if visit.request.url.path.endswith(".patch"):
        return await sent(visit, name, "patch", difference(before, after, path).encode(), found.id)
    return await sent(visit, name, "yaml", after.encode(), found.id)


async def commit(visit: Visit) -> Response:
    """The change as a commit on a branch of its own, under this person's name, where the operator allows
    it."""
    found = await visible_group(visit)
    if not visit.context.answers.may_commit:
        raise HTTPException(404)
    try:
        files = await _files(visit, found)
        changed = {path: after for path, (_, after) in files.items()}
        branch = await visit.context.answers.commit(
            found.id, changed, f"Answer {found.id}", visit.person.name, visit.person.email
        )
    except ReviewError as problem:
        return await _refused(visit, found, problem)
    await note_down(visit.context.store, visit.now, visit.person.actor, "committed", found.id, branch)
    await _drafted(visit, found)
    return Visit.go(f"/groups/{found.id}/answer", **visit.filter, done="committed")


async def _refused(visit: Visit, found: GroupRow, problem: ReviewError) -> Response:
    kept = await kept_answer(visit.context.store, found.id)
    form = AnswerFields.of(kept.fields) if kept is not None else AnswerFields()
    return await _draw(visit, found, replace(form), {}, status=422, errors=(("top", str(problem)),))


async def _drafted(visit: Visit, found: GroupRow) -> None:
    """Wording is on its way: a group that was only taken is drafted now."""
    if found.state in {State.NEW, State.ASSIGNED}:
        try:
            await changes_of(visit).set_state(found.id, found.version, State.DRAFTED)
        except ConflictError:
            return  # a colleague was faster, and knows better where the group stands
