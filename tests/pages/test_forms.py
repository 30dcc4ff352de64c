"""An ordinary form is read, and nothing else is."""

from __future__ import annotations

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from sendbot.pages.forms import Form, read_form


def request(body: bytes, kind: str = "application/x-www-form-urlencoded") -> Request:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"content-type", kind.encode())]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


async def test_fields_are_texts_and_missing_ones_are_empty() -> None:
    form = await read_form(request(b"a=1&a=2&b=%c5%82&c=%ff"))
    assert (form["a"], form["b"], form["c"], form["d"]) == ("1", "ł", "\ufffd", "")
    assert form.all("a") == ["1", "2"]


def test_numbers_are_whole_and_small() -> None:
    form = Form([("good", " 12 "), ("odd", "१२"), ("long", "1" * 12), ("less", "-1")])
    assert [form.number(name) for name in ("good", "odd", "long", "less", "none")] == [
        12,
        None,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [(b"{}", "application/json", 415), (b"&".join([b"a=1"] * 500), "application/x-www-form-urlencoded", 413)],
)
async def test_other_bodies_and_endless_forms_are_refused(body: bytes, kind: str, status: int) -> None:
    with pytest.raises(HTTPException) as refused:
        await read_form(request(body, kind))
    assert refused.value.status_code == status
