"""The views of the queue that a person has given a name: keeping the filter that is on, and deleting one."""

from __future__ import annotations

from starlette.responses import Response

from sendbot.desk.pages.queue import draw_queue, set_fields
from sendbot.desk.request import Visit
from sendbot.errors import ReviewError
from sendbot.store.review.saved_views import delete_view, save_view


async def change_views(visit: Visit) -> Response:
    """Keep the filter that the form carries under a name, or delete one of this person's views."""
    store, person, number = visit.context.store, visit.person, visit.form.number("delete-view")
    if visit.form["delete-view"]:
        gone = number is not None and await delete_view(store, person.id, person.actor, visit.now, number)
        return Visit.go("/queue", **visit.filter, done="view-gone" if gone else "view-unknown")
    clean = visit.context.answers.redacted  # a search may hold a name, and nothing here may
    fields = {name: clean(value) for name, value in set_fields(visit.filter).items()}
    try:
        await save_view(store, person.id, person.actor, visit.now, clean(visit.form["view"]), fields)
    except ReviewError as problem:
        return await draw_queue(visit, 422, ((problem.field, str(problem)),))
    return Visit.go("/queue", **fields, done="view-kept")
