"""The desk in a real browser: the whole work of a lead, by mouse, by keyboard, without script, on a small
phone; axe on every page.

Screenshots of every page are written to the folder that SENDBOT_SCREENSHOTS names, for a person to look at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from tests.desk.conftest import give_fines_to_care
from tests.desk.live import (
    ADMIN,
    PASSWORD,
    Desk,
    chromium,
    fill_house,
    needs_browser,
    opened,
    sign_in,
    watched,
)
from tests.small_folder import write_small_folder
from tests.waiting import wait_until

pytestmark = [needs_browser, pytest.mark.slow, pytest.mark.usefixtures("unmeasured")]

PAGES = ("/queue", "/queue?page=2&state=all", "/queue?q=zzzz&from=yesterday", "/knowledge", "/curators",
    "/knowledge/borrow", "/knowledge/borrow?easy-read=1", "/try",
         "/preview", "/insights", "/insights?from=2026-99-99", "/report", "/staff", "/staff/1", "/audit",
         "/account", "/help", "/accessibility", "/queue?state=junk?", "/nowhere")  # fmt: skip
NARROW, WIDE = ViewportSize(width=320, height=640), ViewportSize(width=1440, height=900)
DONE = ".banner[role=status]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Desk]:
    """A desk with questions, whose first admin was made by the page for it."""
    house = tmp_path_factory.mktemp("desk")
    write_small_folder(house / "knowledge")
    give_fines_to_care(house / "knowledge" / "library.yaml")  # written as curators do, and not as JSON
    fill_house(house)
    with Desk(house) as running:
        page = browser.new_page()
        opened(page, f"{running.url}/set-up?code={running.code}")
        for label, value in (("Your name", "Ada Min"), ("Email address", ADMIN), ("Password", PASSWORD)):
            page.get_by_label(label).fill(value)
        page.get_by_role("button", name="Make the account").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Questions without a good answer")
        page.context.close()
        yield running


@pytest.fixture(scope="module")
def signed_in(browser: Browser, desk: Desk) -> Any:
    """The cookies of a signed-in browser, so that not every test signs in anew."""
    context = browser.new_context()
    sign_in(context.new_page(), desk)
    state = context.storage_state()
    context.close()
    return state


def new_context(browser: Browser, signed_in: Any, **options: Any) -> BrowserContext:
    return browser.new_context(storage_state=signed_in, **options)


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{item['id']}: {node['target']} {node.get('failureSummary', '')}"
        for item in found
        for node in item["nodes"]
    ]


def first_group(page: Page, desk: Desk, text: str) -> str:
    opened(page, f"{desk.url}/queue?q={text}")
    return (page.locator(".group h3 a").first.get_attribute("href") or "").split("?")[0]


def keep_picture(page: Page, name: str) -> None:
    folder = os.environ.get("SENDBOT_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(
            path=Path(folder) / f"{re.sub(r'[^a-z0-9]+', '-', name.casefold()).strip('-')}.png",
            full_page=True,
        )


def no_sideways_scrolling(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


LOOKS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": WIDE},
    "narrow": {"viewport": NARROW},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "high contrast": {"viewport": WIDE, "forced_colors": "active"},
}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page(browser: Browser, desk: Desk, signed_in: Any, look: str) -> None:
    with new_context(browser, signed_in, **LOOKS[look]) as context:
        page = context.new_page()
        troubles = watched(page, desk)
        group = first_group(page, desk, "badge")
        found = []
        for address in (*PAGES, group, f"{group}/answer", f"{group}/answer?entry=hours"):
            opened(page, f"{desk.url}{address}")
            found += [f"{address}: {violation}" for violation in violations(page)]
            if not no_sideways_scrolling(page):
                found.append(f"{address}: scrolls sideways")
            keep_picture(page, f"{look} {address.replace(group, 'group')}")
        assert found == []
        assert troubles == []


def test_axe_finds_nothing_on_the_doors_and_after_mistakes(
    browser: Browser, desk: Desk, signed_in: Any
) -> None:
    with browser.new_context(viewport=NARROW) as context:
        page = context.new_page()
        sign_in(page, desk, password="something quite wrong")
        expect(page.get_by_role("alert")).to_contain_text("not right")
        assert page.title().startswith("Error: ")
        assert violations(page) == []
        keep_picture(page, "sign in refused")
    with new_context(browser, signed_in) as context:
        page = context.new_page()
        for address, button in (
            ("/staff", "Add the account"),
            ("/account", "Change the password"),
            ("/try", "Ask"),
            ("/preview", "Show what it would change"),
        ):
            opened(page, f"{desk.url}{address}")
            page.get_by_role("button", name=button).click()
            expect(page.get_by_role("alert")).to_be_visible()
            page.get_by_role("alert").get_by_role("link").first.click()
            assert page.evaluate("document.activeElement.id || document.querySelector(':target').id")
            assert violations(page) == []
        group = first_group(page, desk, "uniform")
        opened(page, f"{desk.url}{group}")
        page.get_by_role("button", name="Save the note").click()
        expect(page.get_by_role("alert")).to_contain_text("Write the note first.")
        assert violations(page) == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_lead_s_whole_work(browser: Browser, desk: Desk, script: bool) -> None:
    asked_about = "taxi" if script else "hearing"
    with browser.new_context(java_script_enabled=script, accept_downloads=True) as context:
        page = context.new_page()
        troubles = watched(page, desk)
        sign_in(page, desk)
        page.get_by_label("Search").fill(asked_about)
        page.get_by_role("button", name="Apply").click()
        expect(page.locator("#results")).to_have_text("1 group")
        page.locator(".group h3 a").first.click()
        page.get_by_role("button", name="Take it", exact=True).click()
        expect(page.locator(DONE)).to_have_text("The owner is saved.")
        expect(page.locator(DONE)).to_be_focused()
        page.get_by_label("Add a note").fill("Rang Jane Doe on 07700 900123 about it.")
        page.get_by_role("button", name="Save the note").click()
        expect(page.locator(".note")).not_to_contain_text("07700")
        answer_and_put_into_the_folder(page, desk, asked_about)
        with page.expect_download() as download:
            opened(page, f"{desk.url}/queue")
            page.get_by_role("link", name="Excel").click()
        assert Path(download.value.path()).read_bytes().startswith(b"PK")
        page.get_by_role("link", name="Insights").click()
        expect(page.locator("svg").first).to_be_visible()
        page.get_by_role("button", name="Sign out").first.click()
        opened(page, f"{desk.url}/queue")
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to the review desk")
        assert troubles == []


def test_a_filter_is_kept_as_a_view_and_found_again(browser: Browser, desk: Desk, signed_in: Any) -> None:
    with new_context(browser, signed_in, viewport=NARROW) as context:
        page = context.new_page()
        opened(page, f"{desk.url}/queue?q=badge")
        page.get_by_text("Keep this as a view").click()
        page.get_by_label("Name of the view").fill("Badges")
        page.get_by_role("button", name="Keep the view").click()
        expect(page.locator(DONE)).to_contain_text("The view is kept.")
        opened(page, f"{desk.url}/queue")
        page.get_by_role("link", name="Badges", exact=True).click()
        expect(page.get_by_label("Search")).to_have_value("badge")
        assert violations(page) == []
        assert no_sideways_scrolling(page)
        page.get_by_role("button", name='Delete the view "Badges"').click()
        expect(page.locator(DONE)).to_contain_text("The view is deleted.")
        expect(page.get_by_role("link", name="Badges", exact=True)).to_have_count(0)


def answer_and_put_into_the_folder(page: Page, desk: Desk, name: str) -> None:
    """From the page of a group to an answer in five presses besides typing: Answer, Save, Preview, Download;
    the file then goes where it came from, as a curator puts it, and the group is answered."""
    group = page.url.split("/groups/")[1].split("?")[0]
    presses = Presses(page)
    presses.on(page.get_by_role("link", name="Answer", exact=True))
    page.get_by_label("Title").fill(f"Where is the {name}?")
    page.get_by_label("Answer", exact=True).fill(f"Ring the {name} desk.")
    page.get_by_label("Contacts").fill("desk")
    page.get_by_label("Sources", exact=True).fill("Page | https://library.example/")
    presses.on(page.get_by_role("button", name="Save and check"))
    expect(page.locator(DONE)).to_have_text("Your answer is kept with the group.")
    presses.on(page.get_by_role("button", name="Preview"))
    expect(page.locator("#impact")).to_be_visible()
    keep_picture(page, "preview with impact")
    with page.expect_download() as download:
        presses.on(page.get_by_role("link", name="Download the whole changed file"))
    text = Path(download.value.path()).read_text(encoding="utf-8")
    (desk.house / "knowledge" / download.value.suggested_filename.split("-")[0]).with_suffix(
        ".yaml"
    ).write_text(text, encoding="utf-8")
    wait_until(lambda: is_answered(page, desk, group))
    assert presses.count + 1 <= 5  # one more opens the group from the queue


class Presses:
    """Counts what is pressed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def on(self, what: Locator) -> None:
        self.count += 1
        what.click()


def is_answered(page: Page, desk: Desk, group: str) -> bool:
    """The desk looks every twenty seconds, and whenever a page asks for the knowledge."""
    opened(page, f"{desk.url}/groups/{group}")
    return page.locator(".tag-answered").count() > 0


def test_everything_can_be_done_by_keyboard(browser: Browser, desk: Desk) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        opened(page, f"{desk.url}/sign-in")
        tab_to(page, "#email")
        page.keyboard.type(ADMIN)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Questions without a good answer")
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        assert (page.locator(".skip").bounding_box() or {"x": -1})["x"] >= 0
        page.keyboard.press("Enter")
        tab_to(page, ".group h3 a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/groups/**")
        tab_to(page, "#note")
        page.keyboard.type("Typed without a mouse")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(DONE)).to_have_text("The note is saved.")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus; everything on the way must show that it has it."""
    for _ in range(150):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "e => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' || "
            "s.boxShadow !== 'none' }"
        )
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def test_what_families_write_is_never_run(browser: Browser, desk: Desk, signed_in: Any) -> None:
    with new_context(browser, signed_in) as context:
        page = context.new_page()
        troubles = watched(page, desk)
        group = first_group(page, desk, "owned")
        for address in (
            "/queue?q=owned",
            group,
            f"{group}/answer",
            "/queue?q=<script>alert(1)</script>",
            "/insights",
            "/audit?about=<b>x</b>",
        ):
            opened(page, f"{desk.url}{address}")
            assert page.locator("main script, main img").count() == 0
            assert page.title() != "owned"
        expect(page.locator("main b")).to_have_count(0)
        assert troubles == []


def test_targets_are_large_enough_for_thumbs(browser: Browser, desk: Desk, signed_in: Any) -> None:
    with new_context(browser, signed_in, viewport=NARROW, has_touch=True) as context:
        page = context.new_page()
        group = first_group(page, desk, "badge")
        for address in ("/queue", group, "/staff", "/insights"):
            opened(page, f"{desk.url}{address}")
            small = page.evaluate(
                "[...document.querySelectorAll('button, input:not([type=hidden]), select, summary, nav a')]"
                ".filter(e => { const b = e.getBoundingClientRect(); return b.width && (b.height < 24 || "
                "b.width < 24) }).map(e => e.outerHTML)"
            )
            assert small == []


def test_the_report_to_publish_is_a_page_that_everybody_can_read(
    browser: Browser, desk: Desk, signed_in: Any
) -> None:
    with new_context(browser, signed_in, viewport=NARROW) as context:
        page = context.new_page()
        page.set_content(context.request.get(f"{desk.url}/report.html").text())
        expect(page.get_by_role("heading", level=1)).to_have_text("You asked, we did")
        expect(page.get_by_role("row")).not_to_have_count(0)
        assert violations(page) == []
        keep_picture(page, "report to publish")
