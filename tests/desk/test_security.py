"""Attempts to break in, each against one promise of the desk's door."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from openpyxl import load_workbook

from sendbot.cli.desk import behind
from sendbot.desk.access.guard import LARGEST_BODY
from sendbot.desk.access.password import hashed
from sendbot.desk.app import make_app
from sendbot.desk.context import DeskContext, DeskOptions
from sendbot.store.accounts import person
from tests.desk.conftest import (
    ADMIN,
    CURATOR,
    LEAD,
    PASSWORD,
    Clock,
    browser_of,
    said,
    send,
    sign_in,
    token_in,
)
from tests.store.desk_house import fill

BADGE, UNIFORM = "/groups/g-00000001", "/groups/g-00000002"
CHANGES = ("assign", "route", "state", "note", "split", "merge")
_SCRIPT = "<script>alert('x')</script>\"><img src=x onerror=alert(2)>{{7*7}}"


def session_cookie(answer: httpx.Response) -> str:
    return next(
        cookie
        for cookie in answer.headers.get_list("set-cookie")
        if cookie.startswith(("desk=", "__Host-desk="))
    )


def signed_out(answer: httpx.Response) -> bool:
    return answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    "cookie", ["", "x", "0" * 43, "../../etc/passwd", "' OR 1=1 --", "A" * 101, "ä" * 40]
)
async def test_a_forged_session_opens_nothing(client: httpx.AsyncClient, cookie: str) -> None:
    await sign_in(client)
    client.cookies.clear()
    assert signed_out(await client.get("/queue", headers={b"cookie": f"desk={cookie}".encode()}))


async def test_what_the_database_holds_of_a_session_or_password_opens_nothing(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    await sign_in(client)
    held = sqlite3.connect(tmp_path / "desk.db").execute("SELECT token, form FROM staff_sessions").fetchall()
    stored = [row[0] for row in sqlite3.connect(tmp_path / "desk.db").execute("SELECT password FROM staff")]
    assert all(value.startswith("$argon2id$") for value in stored)
    for value in {held[0][0], held[0][1]}:
        assert signed_out(await client.get("/queue", headers={"cookie": f"desk={value}"}))
    client.cookies.clear()
    assert (await sign_in(client, password=stored[0])).status_code == 422


async def test_a_session_ends_when_nobody_is_there(client: httpx.AsyncClient, clock: Clock) -> None:
    await sign_in(client)
    for _ in range(3):
        clock.later(minutes=29)
        assert (await client.get("/queue")).status_code == 200
    clock.later(minutes=31)
    assert signed_out(await client.get("/queue"))
    clock.later(minutes=-31)
    assert signed_out(await client.get("/queue")), "an ended session stays ended"


async def test_a_session_ends_after_ten_hours_however_busy(client: httpx.AsyncClient, clock: Clock) -> None:
    await sign_in(client)
    for _ in range(29):
        clock.later(minutes=20)
        assert (await client.get("/help")).status_code == 200
    clock.later(minutes=21)
    assert signed_out(await client.get("/help"))


async def test_signing_in_changes_the_session_and_ends_the_old_one(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    first = session_cookie(await sign_in(client)).split(";")[0].removeprefix("desk=")
    form = token_in(await client.get("/account"))
    changed = await client.post(
        "/account", data={"form": form, "old": PASSWORD, "new": "another three words"}
    )
    second = session_cookie(changed).split(";")[0].removeprefix("desk=")
    assert first != second
    async with browser_of(context) as thief:
        assert signed_out(await thief.get("/queue", headers={"cookie": f"desk={first}"}))
    assert (await client.get("/queue")).status_code == 200


async def test_a_planted_session_is_not_taken_up(client: httpx.AsyncClient) -> None:
    client.cookies.set("desk", "planted-by-somebody-else-0123456789abcdef", domain="127.0.0.1")
    assert "planted" not in session_cookie(await sign_in(client))


async def test_signing_out_everywhere_closes_every_browser(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    await sign_in(client)
    async with browser_of(context) as other:
        await sign_in(other)
        assert (await other.get("/queue")).status_code == 200
        await send(client, "/account", "/sign-out", everywhere="1")
        assert signed_out(await other.get("/queue"))
    assert signed_out(await client.get("/queue"))


async def test_signing_out_ends_the_session_not_only_the_cookie(client: httpx.AsyncClient) -> None:
    kept = session_cookie(await sign_in(client)).split(";")[0]
    await send(client, "/queue", "/sign-out")
    assert signed_out(await client.get("/queue", headers={"cookie": kept}))


@pytest.mark.parametrize("change", [{"active": ""}, {"role": "lead"}, {"password": "three other words"}])
async def test_whoever_loses_rights_is_signed_out_at_once(
    client: httpx.AsyncClient, context: DeskContext, change: dict[str, str]
) -> None:
    await sign_in(client)
    async with browser_of(context) as other:
        await sign_in(other, CURATOR)
        done = await send(
            client,
            "/staff/3",
            "/staff/3",
            **{"role": "curator", "workstream": "voice", "active": "1", **change},
        )
        assert done.headers["location"] == "/staff?done=changed"
        assert signed_out(await other.get("/queue"))


@pytest.mark.parametrize(
    "path",
    [
        *[f"{BADGE}/{verb}" for verb in CHANGES],
        "/try",
        "/preview",
        "/staff",
        "/staff/2",
        "/account",
        "/sign-out",
    ],
)
@pytest.mark.parametrize("token", ["", "wrong", "another session's"])
async def test_no_change_without_the_form_s_token(
    client: httpx.AsyncClient, context: DeskContext, path: str, token: str
) -> None:
    await sign_in(client)
    if token == "another session's":
        async with browser_of(context) as other:
            await sign_in(other, CURATOR)
            token = token_in(await other.get("/account"))
    before = (await client.get("/audit.csv")).text.count("\n")
    assert (await client.post(path, data={"form": token, "note": "x", "version": "1"})).status_code == 403
    assert (await client.get("/audit.csv")).text.count("\n") == before + 1  # the download itself


async def test_a_sign_in_form_of_another_browser_is_refused(
    client: httpx.AsyncClient, context: DeskContext
) -> None:
    async with browser_of(context) as other:
        form = token_in(await other.get("/sign-in"))
    await client.get("/sign-in")
    assert (
        await client.post("/sign-in", data={"form": form, "email": ADMIN, "password": PASSWORD})
    ).status_code == 403


@pytest.mark.parametrize("path", ["", "/draft", ".csv", ".xlsx"])
async def test_another_workstream_s_group_is_not_there(client: httpx.AsyncClient, path: str) -> None:
    await sign_in(client, LEAD)
    hidden, missing = await client.get(f"{BADGE}{path}"), await client.get(f"/groups/g-99999999{path}")
    assert hidden.status_code == missing.status_code == 404
    assert "blue badge" not in hidden.text
    assert (await client.get(f"{UNIFORM}{path}")).status_code == 200


@pytest.mark.parametrize("verb", CHANGES)
async def test_another_workstream_s_group_cannot_be_changed(client: httpx.AsyncClient, verb: str) -> None:
    await sign_in(client, LEAD)
    form = token_in(await client.get("/account"))
    fields = {
        "form": form,
        "version": "1",
        "note": "x",
        "owner": "2",
        "workstream": "care",
        "state": "drafted",
        "question": "q-00000001",
        "into": "g-00000002",
    }
    assert (await client.post(f"{BADGE}/{verb}", data=fields)).status_code == 404
    refused = await client.post(f"{UNIFORM}/merge", data=fields | {"into": "g-00000001"})
    assert refused.status_code == 422
    assert "There is no such group." in said(refused)


async def test_lists_and_searches_and_figures_of_a_lead_hold_nothing_of_others(
    client: httpx.AsyncClient,
) -> None:
    await sign_in(client, LEAD)
    for path in (
        "/queue",
        "/queue.csv",
        "/queue?q=badge",
        "/queue?workstream=voice&state=all",
        "/queue?workstream=none",
        "/insights",
        "/knowledge/hours",
    ):
        assert "badge" not in said(await client.get(path)).replace('value="badge"', "")


@pytest.mark.parametrize("path", ["/staff", "/staff/1", "/audit", "/audit.csv", "/audit.xlsx"])
@pytest.mark.parametrize("email", [LEAD, CURATOR])
async def test_only_admins_come_to_staff_and_audit(client: httpx.AsyncClient, path: str, email: str) -> None:
    await sign_in(client, email)
    assert (await client.get(path)).status_code == 403


async def test_nobody_makes_themselves_an_admin(client: httpx.AsyncClient, context: DeskContext) -> None:
    await sign_in(client, LEAD)
    form = token_in(await client.get("/account"))
    fields = {
        "form": form,
        "role": "admin",
        "workstream": "care",
        "active": "1",
        "name": "x",
        "email": "new@example.org",
        "password": PASSWORD,
    }
    assert (await client.post("/staff/2", data=fields)).status_code == 403
    assert (await client.post("/staff", data=fields)).status_code == 403
    assert (
        await client.post("/account", data=fields | {"old": PASSWORD, "new": PASSWORD})
    ).status_code == 303
    found = await person(context.store, LEAD)
    assert found is not None
    assert found.role == "lead"


@pytest.mark.parametrize(
    "path",
    ["/static/../guard.py", "/static/%2e%2e/guard.py", "/static/desk.css/../../app.py", "/knowledge/..%2f..%2fetc%2fpasswd", "/groups/%00", "/staff/9999999999999999999",
     "/staff/-1", "/staff/1e3", "/knowledge/%f0%9f%92%a9", "/queue.exe", "/report.pdf"],
)  # fmt: skip
async def test_paths_lead_nowhere_else(client: httpx.AsyncClient, path: str) -> None:
    await sign_in(client)
    found = await client.get(path)
    assert found.status_code == 404
    assert "root:" not in found.text
    assert "Traceback" not in found.text


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-5",
        "page=99999999999999999999",
        "page=x",
        "from=0000-00-00",
        "to=9999-12-31",
        "state=x",
        "sort=%00",
        "q=%00",
        "q=%25_%5c'",
        "language=%27",
    ],
)
async def test_odd_addresses_give_a_page(client: httpx.AsyncClient, query: str) -> None:
    await sign_in(client)
    for path in ("/queue", BADGE, "/insights", "/audit", "/knowledge"):
        assert (await client.get(f"{path}?{query}")).status_code == 200


async def test_a_script_in_any_field_is_shown_and_never_run(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    await fill(context.store, (f"zebra {_SCRIPT}",), clock(), 80)
    await sign_in(client)
    await send(client, BADGE, f"{BADGE}/note", note=_SCRIPT)
    await send(client, BADGE, f"{BADGE}/state", state="won't answer", reason=_SCRIPT)
    added = await send(
        client,
        "/staff",
        "/staff",
        name=_SCRIPT,
        email="e<b>@example.org",
        role="lead",
        workstream="care",
        password=PASSWORD,
    )
    assert added.status_code == 303
    pages = [
        "/queue",
        BADGE,
        "/groups/g-00000080",
        "/groups/g-00000080/draft",
        "/staff",
        "/staff/4",
        "/audit",
        "/insights",
        "/report",
    ]
    shown = [await client.get(page) for page in pages]
    shown += [
        await client.get(f"{path}?q={_SCRIPT}&from={_SCRIPT}&about={_SCRIPT}")
        for path in ("/queue", "/insights", "/audit", "/knowledge")
    ]
    shown += [
        await send(client, "/try", "/try", question=_SCRIPT),
        await send(client, "/preview", "/preview", block=f"- id: {_SCRIPT}"),
    ]
    shown += [
        await send(client, UNIFORM, f"{UNIFORM}/merge", into=_SCRIPT),
        await send(client, "/staff", "/staff", name=_SCRIPT, email=_SCRIPT),
    ]
    shown += [await client.get("/report.html")]
    for page in shown:
        assert "<script" not in page.text
        assert "<img" not in page.text
        assert "&lt;script&gt;" not in page.text or "{{7*7}}" in page.text
    assert sum("&lt;script&gt;" in page.text for page in shown) >= 12


async def test_huge_bodies_are_refused_before_they_are_read(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    form = token_in(await client.get("/try"))
    assert (await client.post("/try", data={"form": form, "question": "x" * LARGEST_BODY})).status_code == 413

    async def endless() -> object:
        for _ in range(10_000):
            yield b"x" * 10_000

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert (await client.post("/try", content=endless(), headers=kind)).status_code == 413  # type: ignore[arg-type]
    assert (await client.post("/try", content="&".join(["a=1"] * 500), headers=kind)).status_code == 413
    assert (
        await client.post("/try", content=b"x", headers=kind | {"content-length": "-1"})
    ).status_code == 413
    assert (await client.get("/queue?q=" + "x" * 5000)).status_code == 414


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
async def test_other_kinds_of_body_are_refused(client: httpx.AsyncClient, kind: str) -> None:
    await sign_in(client)
    form = token_in(await client.get("/try"))
    assert (
        await client.post("/try", content=f"form={form}&question=x", headers={"content-type": kind})
    ).status_code == 415


async def test_the_longest_message_of_a_family_can_be_tried_out(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    assert (await send(client, "/try", "/try", question="книга " * 680)).status_code == 200


@pytest.mark.parametrize("wanted", ["/queue\r\nset-cookie: a=b", "/queue%0d%0aset-cookie:a=b", "//evil.example", "/\\evil.example", "/%5cevil.example\\x", "\\\\evil",
                                    "https:evil.example", "/\tevil", "http://127.0.0.1@evil.example", "///evil.example", " //evil.example", "javascript:alert(1)"])  # fmt: skip
async def test_signing_in_splits_no_header_and_leads_nowhere_else(
    client: httpx.AsyncClient, wanted: str
) -> None:
    answer = await sign_in(client, wanted=wanted)
    assert answer.status_code == 303
    assert answer.headers["location"] in {"/queue", "/queue%0d%0aset-cookie:a=b", "/%5cevil.example\\x"}
    assert httpx.URL("http://127.0.0.1/sign-in").join(answer.headers["location"]).host == "127.0.0.1"
    assert all("a=b" not in cookie for cookie in answer.headers.get_list("set-cookie"))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost@evil.example",
        "",
        "127.0.0.1:80:90",
        "[::ffff:127.0.0.1]",
    ],
)
async def test_only_known_hosts_are_answered(client: httpx.AsyncClient, host: str) -> None:
    answer = await client.get("/sign-in", headers={"host": host})
    assert answer.status_code == 400
    assert "form" not in answer.text.split(".")[0]


async def test_forwarded_headers_are_not_believed(client: httpx.AsyncClient) -> None:
    headers = {
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        "x-forwarded-for": "1.2.3.4",
        "forwarded": "host=evil.example",
    }
    answer = await client.get("/queue", headers=headers)
    assert "evil.example" not in answer.headers["location"]
    assert "strict-transport-security" not in answer.headers


async def test_a_named_proxy_is_believed_and_no_other(context: DeskContext) -> None:
    context.options = DeskOptions(hosts=("desk.example.org",))
    app = behind(make_app(context), ("10.0.0.1",))
    headers = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}
    for address, believed in (("10.0.0.1", True), ("10.0.0.2", False)):
        transport = httpx.ASGITransport(cast(Any, app), client=(address, 4000))
        async with httpx.AsyncClient(
            transport=transport, base_url="http://desk.example.org", headers=headers
        ) as browser:
            page = await browser.get("/sign-in")
            assert ("strict-transport-security" in page.headers) is believed
            assert ("not encrypted" in page.text) is not believed


async def test_every_answer_carries_the_headers_that_hold_a_browser_back(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    for path in ("/queue", "/nowhere", "/static/desk.css", "/queue.csv", "/report.html", "/sign-out"):
        headers = (await client.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'none'" in policy
        assert "unsafe" not in policy
        assert (headers["x-frame-options"], headers["x-content-type-options"]) == ("DENY", "nosniff")
        assert "server" not in headers
        assert path == "/static/desk.css" or headers["cache-control"] == "no-store"


async def test_over_tls_the_cookie_is_secure_and_the_browser_stays_with_tls(context: DeskContext) -> None:
    context.options = DeskOptions(hosts=("desk.example.org",))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(make_app(context)), base_url="https://desk.example.org"
    ) as browser:
        answer = await sign_in(browser)
        cookie = session_cookie(answer)
        assert cookie.startswith("__Host-desk=")
        for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"):
            assert part in cookie
        assert "Domain" not in cookie
        assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
        assert (await browser.get("/queue")).status_code == 200


async def test_without_tls_away_from_this_machine_nobody_can_sign_in(context: DeskContext) -> None:
    context.options = DeskOptions(hosts=("desk.example.org",))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(make_app(context)), base_url="http://desk.example.org"
    ) as browser:
        page = await browser.get("/sign-in")
        assert "not encrypted" in page.text
        assert "Secure" in page.headers["set-cookie"]


async def test_five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour(
    client: httpx.AsyncClient, clock: Clock
) -> None:
    for _ in range(5):
        assert (await sign_in(client, password="wrong wrong wrong")).status_code == 422
    locked = await sign_in(client)
    assert locked.status_code == 429
    assert "Wait 15 minutes" in said(locked) or "Wait 16 minutes" in said(locked)
    assert (await sign_in(client, LEAD)).status_code == 303
    clock.later(minutes=15, seconds=1)
    client.cookies.clear()
    assert (await sign_in(client)).status_code == 303


async def test_one_address_cannot_try_many_accounts(client: httpx.AsyncClient) -> None:
    for number in range(20):
        await sign_in(client, f"person{number}@example.org", "wrong wrong wrong")
    assert (await sign_in(client)).status_code == 429


async def test_nobody_learns_who_has_an_account(context: DeskContext) -> None:
    answers = []
    for email in (ADMIN, "nobody@example.org"):
        async with browser_of(context) as browser:
            tries = [await sign_in(browser, email, "wrong wrong wrong") for _ in range(6)]
            answers.append(
                [(page.status_code, re.sub(r"[\w-]{43}", "", page.text).replace(email, "")) for page in tries]
            )
    assert answers[0] == answers[1]


async def test_an_account_without_a_password_opens_to_none(client: httpx.AsyncClient, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "desk.db") as database:
        database.execute("UPDATE staff SET password = NULL WHERE email = ?", (CURATOR,))
    for password in ("", "None", PASSWORD):
        assert (await sign_in(client, CURATOR, password)).status_code in {422, 429}


@pytest.mark.parametrize("password", ["short", "x" * 201, "aaaaaaaaaaaaaaaa", "elevenchars"])
async def test_weak_passwords_are_refused_in_words(client: httpx.AsyncClient, password: str) -> None:
    await sign_in(client)
    refused = await send(client, "/account", "/account", old=PASSWORD, new=password)
    assert refused.status_code == 422
    assert "three random words" in said(refused) or "shorter" in said(refused)


async def test_the_last_admin_stays(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    refused = await send(client, "/staff/1", "/staff/1", role="lead", workstream="care", active="1")
    assert refused.status_code == 422
    assert "last active admin" in said(refused)


async def test_the_first_account_needs_the_code_from_the_terminal(
    context: DeskContext, tmp_path: Path
) -> None:
    context.options = DeskOptions(setup_code="the-code-in-the-terminal")
    async with browser_of(context) as browser:
        assert (await browser.get("/set-up?code=the-code-in-the-terminal")).status_code == 404, (
            "there are accounts"
        )
        with sqlite3.connect(tmp_path / "desk.db") as database:
            database.execute("DELETE FROM staff")
        fields = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD}
        wrong = await send(browser, "/set-up", "/set-up", code="guessed", **fields)
        assert wrong.status_code == 422
        assert "code" in said(wrong)
        right = await send(browser, "/set-up", "/set-up", code="the-code-in-the-terminal", **fields)
        assert right.headers["location"] == "/queue"
        assert (await browser.get("/staff")).status_code == 200
        assert (await browser.get("/set-up?code=the-code-in-the-terminal")).status_code == 404


_FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", " =cmd|' /C calc'!A0", "＝1+1", "%0a=1")


async def test_no_cell_of_a_download_is_a_formula(
    client: httpx.AsyncClient, context: DeskContext, clock: Clock
) -> None:
    await fill(context.store, _FORMULAS, clock(), 200)
    await sign_in(client)
    await send(
        client,
        "/staff",
        "/staff",
        name="=HYPERLINK(1)",
        email="=x@example.org",
        role="lead",
        workstream="care",
        password=PASSWORD,
    )
    rows = []
    for path in (
        "/queue",
        "/audit",
        *{f"/groups/{name}" for name in re.findall(r"groups/(g-[\w-]+)", (await client.get("/queue")).text)},
    ):
        rows += list(csv.reader(io.StringIO((await client.get(f"{path}.csv")).text)))
        for row in load_workbook(io.BytesIO((await client.get(f"{path}.xlsx")).content)).active.iter_rows():  # type: ignore[union-attr]
            assert all(cell.data_type != "f" for cell in row)
            rows.append([str(cell.value or "") for cell in row])
    texts = [cell for row in rows for cell in row]
    assert any("1+1" in cell for cell in texts)
    assert [
        cell
        for cell in texts
        if cell.lstrip(" \ufeff").startswith(("=", "+", "@", "\t", "＝")) or re.match(r"\s*-\d*[^\d.]", cell)
    ] == []


async def test_no_password_token_or_wording_stands_in_the_audit_log(client: httpx.AsyncClient) -> None:
    await sign_in(client, password="a wrong password")
    await sign_in(client)
    await send(
        client,
        "/staff",
        "/staff",
        name="New",
        email="new@example.org",
        role="lead",
        workstream="care",
        password="secret secret secret",
    )
    await send(client, BADGE, f"{BADGE}/note", note="a private thought")
    log = (await client.get("/audit.csv")).text
    for secret in ("a wrong password", "secret secret", "argon2", "private thought", "blue badge"):
        assert secret not in log


def test_passwords_are_kept_as_argon2id_with_the_memory_that_owasp_asks_for() -> None:
    found = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$", hashed(PASSWORD))
    assert found is not None
    assert int(found[1]) >= 19_456
    assert int(found[2]) >= 2
