"""Writing the answer of a group: a form that is kept with it, checked at each save, previewed, and taken
away as a patch."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from sendbot.desk.downloads import sent
from sendbot.desk.pages.group import note_reading, visible_group
from sendbot.desk.pages.group_changes import back_to, changes_of
from sendbot.desk.pages.queue import queue_subjects
from sendbot.desk.pages.try_out import KIND_WORDS, PreviewResult, hidden_groups, told_while_previewing
from sendbot.desk.request import Visit
from sendbot.errors import AnswerConflictError, ConflictError, ReviewError
from sendbot.evaluation.compare import KINDS, Impact
from sendbot.knowledge.area import EVERYWHERE, Area
from sendbot.knowledge.entries import Knowledge
from sendbot.review.answer_form import AnswerFields, MadeAnswer, placed, started, topics_of, written
from sendbot.review.drafts import wordings_in_order
from sendbot.review.group_shapes import GroupRow
from sendbot.review.patching import difference, with_entry, with_wordings
from sendbot.review.preview import with_block
from sendbot.review.states import State
from sendbot.store.audit import note_down
from sendbot.store.review.kept_answers import (
    KeptAnswer,
    drop_answer,
    keep_answer,
    keep_preview,
    kept_answer,
    mark_of,
)
from sendbot.store.review.queries import near_entries, wordings

_LONGEST = 20_000
"""Characters of a field: a long answer has two thousand."""
_SHOWN = 60
"""Changes of a preview that are listed: more than anybody reads."""
FIELD_LABELS = {
    "entry": "Entry",
    "title": "Title",
    "answer": "Answer",
    "easy_read": "Easy Read",
    "contacts": "Contacts",
    "sources": "Sources",
    "applies_to": "Holds for",
    "read": "Sources read on",
    "review_by": "Review by",
    "questions": "Ways of asking",
    "tests": "Held back as tests",
    "workstream": "Workstream",
    "topic": "Topic",
}
"""What the form calls its fields."""


async def show(visit: Visit) -> Response:
    """The form: as it was kept, or filled in as far as can be. `entry` in the address chooses one to
    extend."""
    found = await visible_group(visit)
    kept = await kept_answer(visit.context.store, found.id)
    knowledge = await visit.context.answers.refresh()
    chosen = visit.query["entry"]
    mark = kept.mark if kept is not None else ""
    if kept is not None and not chosen:
        own = set((await wordings(visit.context.store, found.id)).values())
        return await _draw(visit, found, AnswerFields.of(kept.fields), mark, _listed(kept.preview, own))
    texts = wordings_in_order(await wordings(visit.context.store, found.id))
    entry = knowledge.entry(chosen) if chosen and chosen != "new" else None
    today = visit.now.date()
    return await _draw(visit, found, started(texts, knowledge, today, entry), mark, first=True)


async def _draw(
    visit: Visit,
    found: GroupRow,
    form: AnswerFields,
    mark: str,
    preview: Mapping[str, Any] | None = None,
    *,
    first: bool = False,
    status: int = 200,
    errors: Sequence[tuple[str, str]] = (),
    clash: AnswerConflictError | None = None,
) -> Response:
    """The page. `mark` tells which kept text the form stands for; with a `clash` what a colleague keeps
    stands beside it."""
    store, knowledge = visit.context.store, await visit.context.answers.refresh()
    await note_reading(visit, found)
    made = written(form, found.id, knowledge, found.workstream, visit.now.date())
    filled = placed(form, knowledge, found.workstream)
    near = await near_entries(store, found.id)
    said = tuple(errors) or (() if first else made.problems)
    return visit.draw(
        "answer.html",
        status,
        group=found,
        form=filled,
        made=made,
        first=first,
        errors=said,
        mark=mark,
        preview=preview or {},
        clash=clash,
        theirs=_differing(form, clash.now) if clash is not None else [],
        nearest=[entry for name, _, _ in near if (entry := knowledge.entry(name)) is not None],
        extended=knowledge.entry(form.entry) if form.entry else None,
        wordings=wordings_in_order(await wordings(store, found.id, 30)),
        kept=await kept_answer(store, found.id),
        knowledge=knowledge,
        holds_for=_holds_for(knowledge.area),
        **_places(knowledge, filled),
        count=len(form.answer.split()),
        may_commit=visit.context.answers.may_commit,
        path_of=_path(made),
        back=visit.filter,
        kinds=KINDS,
        words=KIND_WORDS,
        longest_list=_SHOWN,
    )


def _differing(form: AnswerFields, theirs: KeptAnswer | None) -> list[tuple[str, str]]:
    """What a colleague keeps, where it is not what stands in the form: labels and texts."""
    if theirs is None:
        return []
    other = AnswerFields.of(theirs.fields)
    pairs = [(label, getattr(form, name), getattr(other, name)) for name, label in FIELD_LABELS.items()]
    return [(label, kept) for label, typed, kept in pairs if typed != kept]


async def _clashing(
    visit: Visit, found: GroupRow, form: AnswerFields, problem: AnswerConflictError
) -> Response:
    """Both texts: what was typed in the form, to be saved over what is kept, and that beside it."""
    now: KeptAnswer | None = problem.now
    mark, said = now.mark if now is not None else "", (("top", str(problem)),)
    return await _draw(visit, found, form, mark, status=409, errors=said, clash=problem)


def _holds_for(area: Area) -> list[tuple[str, str]]:
    """Where an answer can hold: in this area, where it has a word for itself, and in all of England."""
    here = [(area.applies_to, area.name)] if area.applies_to else []
    return [*here, (EVERYWHERE, "all of England")]


def _places(knowledge: Knowledge, form: AnswerFields) -> dict[str, list[tuple[str, str]]]:
    """Where a new entry can stand. What nothing tells is not preset: somebody chooses."""
    queues, topics = queue_subjects(knowledge), topics_of(knowledge)
    open_still = [("", "Choose one")]
    return {
        "workstream_options": [*(open_still if form.workstream not in queues else []), *queues.items()],
        "topic_options": [
            *(open_still if form.topic not in topics else []),
            *((name, name) for name in topics),
        ],
    }


def _typed(visit: Visit) -> AnswerFields:
    names = AnswerFields.__dataclass_fields__
    return AnswerFields.of({name: visit.form[name].replace("\r\n", "\n")[:_LONGEST] for name in names})


async def save(visit: Visit) -> Response:
    """Keep what was typed, whatever the checker says about it, and say it at the fields."""
    found = await visible_group(visit)
    form, store, actor, known = _typed(visit), visit.context.store, visit.person.actor, visit.form["mark"]
    try:
        if visit.form["drop"]:
            await drop_answer(store, found.id, actor, visit.now, known)
            return back_to(visit, found.id, "dropped")
        await keep_answer(store, found.id, form.kept(), actor, visit.now, known)
    except AnswerConflictError as problem:
        return await _clashing(visit, found, form, problem)
    knowledge = await visit.context.answers.refresh()
    made = written(form, found.id, knowledge, found.workstream, visit.now.date())
    if made.problems:
        return await _draw(visit, found, form, mark_of(form.kept()), status=422)
    return Visit.go(f"/groups/{found.id}/answer", **visit.filter, done="kept")


async def preview(visit: Visit) -> Response:
    """Keep the form and show what it would change: the page grows while a process of its own works it out."""
    found = await visible_group(visit)
    form, store, known = _typed(visit), visit.context.store, visit.form["mark"]
    try:
        await keep_answer(store, found.id, form.kept(), visit.person.actor, visit.now, known)
    except AnswerConflictError as problem:
        return await _clashing(visit, found, form, problem)
    knowledge = await visit.context.answers.refresh()
    made = written(form, found.id, knowledge, found.workstream, visit.now.date())
    if made.problems:
        return await _draw(visit, found, form, mark_of(form.kept()), status=422)
    read = with_block(knowledge, made.block)
    if read.knowledge is None or await hidden_groups(visit, read.knowledge, read.entries):
        await visit.note_refusal(f"a preview of {made.entry}")
        raise HTTPException(422, "This block cannot be previewed.")
    return StreamingResponse(_growing(visit, found, form, made, read.knowledge), media_type="text/html")


async def _growing(
    visit: Visit, found: GroupRow, form: AnswerFields, made: MadeAnswer, changed: Knowledge
) -> AsyncIterator[bytes]:
    """A page that says how far the work is, and ends with the form and what was found out.

    Whoever asked for it may read every question that was tried. What is kept is shown to colleagues who may
    not: of what families asked it lists this group's questions alone.
    """
    worked = PreviewResult()
    async for piece in told_while_previewing(visit, changed, (made.entry,), worked):
        yield piece
    shown: dict[str, Any] = {}
    if worked.impact is not None:
        own = set((await wordings(visit.context.store, found.id)).values())
        await keep_preview(visit.context.store, found.id, form.kept(), as_kept(worked.impact, own))
        shown = _listed(as_kept(worked.impact))
    yield visit.ended(await _draw(visit, found, form, mark_of(form.kept()), shown, errors=worked.errors))


def as_kept(impact: Impact, own: Collection[str] | None = None) -> dict[str, Any]:
    """What a preview found, as it is kept with the form. With `own`, questions that families asked are listed
    only where they are among these; all are counted."""
    listed = {
        kind: [one for one in impact.of(kind) if own is None or not one.asked or one.question in own]
        for kind in KINDS
    }
    return {
        "tried": impact.tried,
        "dangerous": len(impact.dangerous),
        "counts": {kind: len(impact.of(kind)) for kind in KINDS},
        "changes": {
            kind: [[one.question, one.before, one.after, one.protected, one.asked] for one in found[:_SHOWN]]
            for kind, found in listed.items()
        },
    }


def _listed(preview: Mapping[str, Any], own: Collection[str] | None = None) -> dict[str, Any]:
    """A kept preview as it is drawn: a question that has left the group since is counted, and not listed."""
    if not preview:
        return {}
    changes = {
        kind: [row[:4] for row in rows if own is None or not row[4] or row[0] in own]
        for kind, rows in preview["changes"].items()
    }
    left = sum(preview["counts"].values()) - sum(map(len, changes.values()))
    # one that was kept before there was a kind knows nothing of it
    counts, listed = dict.fromkeys(KINDS, 0) | preview["counts"], {kind: [] for kind in KINDS} | changes
    return {**preview, "counts": counts, "changes": listed, "left": left}


def _path(made: MadeAnswer) -> str:
    """The file that the answer belongs into."""
    return f"knowledge/{made.topic}.yaml"


async def _files(visit: Visit, found: GroupRow) -> dict[str, tuple[str, str]]:
    """The files that change, before and after. Raises ReviewError when the form is not ready."""
    kept = await kept_answer(visit.context.store, found.id)
    if kept is None:
        raise ReviewError("Write the answer first, and save it.")
    form, knowledge = AnswerFields.of(kept.fields), await visit.context.answers.refresh()
    made = written(form, found.id, knowledge, found.workstream, visit.now.date())
    if made.problems:
        raise ReviewError("The answer is not ready: put right what the form says, and save it.")
    path = _path(made)
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
    mark = kept.mark if kept is not None else ""
    return await _draw(visit, found, form, mark, status=422, errors=(("top", str(problem)),))


async def _drafted(visit: Visit, found: GroupRow) -> None:
    """Wording is on its way: a group that was only taken is drafted now."""
    if found.state in {State.NEW, State.ASSIGNED}:
        try:
            await changes_of(visit).set_state(found.id, found.version, State.DRAFTED)
        except ConflictError:
            return  # a colleague was faster, and knows better where the group stands
