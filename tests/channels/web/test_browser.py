"""The page in a real browser: a family's whole way, by mouse, by keyboard, without script, on a small phone,
in Polish and in Arabic, in danger, inside another site; axe in every state.

Screenshots of every state are written to the folder that SENDBOT_SCREENSHOTS names, for a person to look at.
"""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, ViewportSize, expect

from sendbot.channels.serving.sealed_chat_ids import new_key
from tests.channels.web.live import Page as Served
from tests.desk.live import chromium, needs_browser, opened
from tests.desk.test_browser import keep_picture, no_sideways_scrolling, violations
from tests.ports import free_port
from tests.small_folder import write_small_folder

pytestmark = [needs_browser, pytest.mark.slow, pytest.mark.usefixtures("unmeasured")]
NARROW, WIDE = ViewportSize(width=320, height=640), ViewportSize(width=1440, height=900)
LANGUAGES = Path(__file__).parents[3] / "knowledge" / "languages"
CRISIS = {
    "pl": {"crisis": "Zadzwoń pod 999 albo 111.", "crisis_young": "Zadzwoń pod 999."},
    "ar": {"crisis": "اتصلوا بالرقم 999 أو 111.", "crisis_young": "اتصلوا بالرقم 999."},
}
"""Words for danger with the numbers of the English ones in the small folder, without which it may not
start."""
LEAVE = {"pl": "Wyjdź natychmiast z budynku.", "ar": "غادروا المبنى الآن."}
"""The same for the flood, whose English words name no number."""
LEAST_SPACE = 12
"""Pixels between paragraphs: half a line, which the eye takes for a new thought."""
FAR = 24
"""Pixels to a button that throws the talk away: the width of a finger's target (WCAG 2.5.8)."""
COUNCIL = free_port()
NEUTRAL = "https://weather.example/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A page over the small library, with the real words of two languages."""
    house = tmp_path_factory.mktemp("web")
    write_small_folder(house / "knowledge")
    written = yaml.safe_load((house / "knowledge" / "safety.yaml").read_text(encoding="utf-8"))
    dangers = [entry["id"] for entry in written["entries"]]
    for entry in written["entries"]:
        entry["answer"] += "\nGo to a high place."  # lines without a blank one between, as in the real cards
    text = yaml.safe_dump(written, allow_unicode=True)
    (house / "knowledge" / "safety.yaml").write_text(text, encoding="utf-8")
    (house / "knowledge" / "languages").mkdir()
    for code in ("pl", "ar"):
        real = yaml.safe_load((LANGUAGES / f"{code}.yaml").read_text(encoding="utf-8"))
        own = {key: real[key] for key in ("language", "name", "lead", "help", "emergency", "wording")}
        for kind, words in CRISIS[code].items():
            own[kind] = dict.fromkeys(dangers, words) | {"safety-flood": LEAVE[code]}
        text = yaml.safe_dump(own, allow_unicode=True)
        (house / "knowledge" / "languages" / f"{code}.yaml").write_text(text, encoding="utf-8")
    port = free_port()
    email = {
        "web_email": "1",
        "web_url": f"http://127.0.0.1:{port}",
        "seal_key": new_key(),
        "smtp_url": "smtp://127.0.0.1:1",  # nobody there: no question of these families is ever answered
        "mail_from": "ask@example.org",
    }
    around = {"web_frames": f"http://127.0.0.1:{COUNCIL}", "web_exit": NEUTRAL}
    with Served(house, port=port, **around, **email) as running:
        yield running


def watched(page: Page, served: Served) -> list[str]:
    """A list that fills with what must never happen on a page."""
    troubles: list[str] = []
    page.on(
        "console",
        lambda told: (
            troubles.append(told.text) if told.type == "error" and "Failed to load" not in told.text else None
        ),
    )
    page.on("pageerror", lambda problem: troubles.append(str(problem)))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((served.url, "data:")) else troubles.append(asked.url),
    )
    return troubles


def ask(page: Page, text: str) -> None:
    """Write a question and send it; wait for its reply."""
    before = page.locator(".turn").count()
    page.locator("#text").fill(text)
    page.locator("button[value=send]").click()
    expect(page.locator(".turn")).to_have_count(before + 1)


def press(page: Page, name: str) -> None:
    """Press the newest button of this name; wait for its reply."""
    before = page.locator(".turn").count()
    page.get_by_role("button", name=name, exact=True).last.click()
    expect(page.locator(".turn")).to_have_count(before + 1)


def tidy(page: Page, name: str, script: bool = True) -> list[str]:
    """What axe (itself a script) and the eye of a small screen find wrong."""
    keep_picture(page, f"web {name}")
    found = violations(page) if script else []
    return [*found, *([] if no_sideways_scrolling(page) else [f"{name}: scrolls sideways"])]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_family_s_whole_way(browser: Browser, served: Served, script: bool) -> None:
    with browser.new_context(java_script_enabled=script, accept_downloads=True, viewport=NARROW) as context:
        page = context.new_page()
        troubles = watched(page, served)
        opened(page, served.url)
        expect(page.get_by_role("heading", level=1)).to_have_text("Ask about SEND in Cheshire East")
        ask(page, "borrow book")
        expect(page.locator(".turn").last).to_contain_text("Show your card")
        press(page, "Easy Read: How do I borrow a book?")
        ask(page, "the desk's number?")
        press(page, "Work out my date") if page.get_by_role(
            "button", name="Work out my date", exact=True
        ).count() else None
        ask(page, "/date return-book 20 November 2026")
        expect(page.locator(".turn").last).to_contain_text("11 December 2026")
        with page.expect_download() as saving:
            page.get_by_role("button", name="Save this date as a calendar file").last.click()
        assert saving.value.suggested_filename.endswith(".ics")
        assert Path(saving.value.path()).read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")
        ask(page, "purple elephants")
        press(page, "Tell me when there is an answer")
        address = page.get_by_role("link", name=re.compile("My private link")).get_attribute("href") or ""
        assert context.cookies() == []
        opened(page, address)
        expect(page.locator("main")).to_contain_text("There is no answer yet")
        page.get_by_role("button", name="Delete this link").click()
        expect(page.locator("main")).to_contain_text("The link is deleted")
        assert troubles == []


@pytest.mark.parametrize("look", [NARROW, ViewportSize(width=1280, height=800)], ids=["phone", "laptop"])
def test_the_field_for_the_question_is_what_one_sees_first(
    browser: Browser, served: Served, look: ViewportSize
) -> None:
    with browser.new_context(viewport=look) as context:
        page = context.new_page()
        opened(page, served.url)
        expect(page.locator("#text")).to_be_in_viewport(ratio=1.0)
        if look != NARROW:
            expect(page.locator("button[value=send]")).to_be_in_viewport(ratio=1.0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_example_is_asked_by_keyboard(browser: Browser, served: Served, script: bool) -> None:
    with browser.new_context(java_script_enabled=script, viewport=NARROW) as context:
        page = context.new_page()
        troubles = watched(page, served)
        opened(page, served.url)
        page.locator("#text").fill("half a question")
        example = page.get_by_role("list", name="For example, you could ask:").get_by_role("button").first
        example.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".said")).to_contain_text("How long does an EHC plan take?")
        expect(page.locator(".hello")).to_have_count(0)
        expect(page.locator("#text")).to_have_value("half a question")
        if script:
            expect(page.locator(".turn")).to_be_focused()
        assert troubles == []


@pytest.mark.parametrize("look", [NARROW, WIDE], ids=["narrow", "wide"])
def test_starting_again_is_not_pressed_by_mistake_for_sending(
    browser: Browser, served: Served, look: ViewportSize
) -> None:
    with browser.new_context(viewport=look) as context:
        page = context.new_page()
        opened(page, served.url)
        ask(page, "borrow book")
        send, again = (page.locator(f"button[value={name}]").bounding_box() for name in ("send", "again"))
        assert send is not None
        assert again is not None
        beside = again["x"] - send["x"] - send["width"]
        below = again["y"] - send["y"] - send["height"]
        assert max(beside, below) >= FAR


@pytest.mark.parametrize("path", ["/", "/answer/borrow"])
def test_the_ways_of_reading_stand_on_one_line(browser: Browser, served: Served, path: str) -> None:
    with browser.new_context(viewport=NARROW) as context:
        page = context.new_page()
        opened(page, f"{served.url}{path}")
        easy, language = (page.locator(f".reading {one}").bounding_box() for one in (".second", "summary"))
        assert easy is not None
        assert language is not None
        assert (easy["y"], easy["height"]) == (language["y"], language["height"])


def test_buttons_below_an_answer_share_a_row_where_there_is_room(browser: Browser, served: Served) -> None:
    with browser.new_context(viewport=WIDE) as context:
        page = context.new_page()
        opened(page, served.url)
        ask(page, "borrow book")
        boxes = [one.bounding_box() for one in page.locator(".choices li").all()]
        assert len({box["y"] for box in boxes if box is not None}) < len(boxes)


def test_no_two_buttons_of_one_name_do_different_things(browser: Browser, served: Served) -> None:
    with browser.new_context(viewport=NARROW) as context:
        page = context.new_page()
        opened(page, served.url)
        ask(page, "borrow book")
        expect(page.get_by_role("button", name="Easy Read", exact=True)).to_have_count(1)
        title = page.locator(".turn .words :is(h2, h3)").first.inner_text()
        below = page.get_by_role("button", name=f"Easy Read: {title}", exact=True)
        expect(below).to_have_text("Easy Read")
        below.click()
        expect(page.locator(".turn")).to_have_count(2)


def own_link(page: Page, served: Served) -> str:
    """Ask in vain and ask for a private link; its address."""
    opened(page, served.url)
    ask(page, "purple elephants")
    press(page, "Tell me when there is an answer")
    return page.get_by_role("link", name=re.compile("My private link")).get_attribute("href") or ""


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_family_asks_for_an_email_by_keyboard_and_a_slip_costs_nothing(
    browser: Browser, served: Served, script: bool
) -> None:
    with browser.new_context(java_script_enabled=script, viewport=NARROW) as context:
        page = context.new_page()
        troubles = watched(page, served)
        opened(page, own_link(page, served))
        field = page.get_by_role("textbox", name="Your email address")
        expect(field).to_have_attribute("autocomplete", "email")
        expect(field).to_have_accessible_description(re.compile("nothing else ever"))
        assert tidy(page, f"email {script}", script) == []
        field.fill("ann@example")
        field.press("Enter")
        expect(field).to_have_value("ann@example")
        expect(field).to_be_focused()
        expect(field).to_have_accessible_description(re.compile("one email address.*nothing else ever"))
        assert tidy(page, f"email wrong {script}", script) == []
        field.fill("ann@example.org")
        page.get_by_role("button", name="Send me an email").click()
        expect(page.get_by_role("status")).to_contain_text("An email will go to the address")
        expect(field).to_have_value("")
        assert "ann@example.org" not in page.content()
        assert tidy(page, f"email kept {script}", script) == []
        page.get_by_role("button", name="Delete the address").click()
        expect(page.get_by_role("status")).to_contain_text("No email will come")
        assert context.cookies() == []
        assert troubles == []


@pytest.mark.parametrize(("code", "wrong"), [("pl", "To nie wygląda"), ("ar", "هذا لا يبدو")])
def test_the_form_for_an_email_in_another_language(
    browser: Browser, served: Served, code: str, wrong: str
) -> None:
    with browser.new_context(viewport=NARROW) as context:
        page = context.new_page()
        opened(page, f"{own_link(page, served)}?lang={code}")
        field = page.locator("#email")
        field.fill("ann")
        field.press("Enter")
        expect(page.locator("html")).to_have_attribute("lang", code)
        expect(page.locator("#email-error")).to_contain_text(wrong)
        assert tidy(page, f"email {code}") == []
        field.fill("ann@example.org")
        field.press("Enter")
        expect(page.locator("html")).to_have_attribute("lang", code)
        expect(page.get_by_role("status")).to_be_visible()


def test_a_follow_up_is_understood_and_the_way_of_reading_lasts(browser: Browser, served: Served) -> None:
    with browser.new_context(viewport=NARROW) as context:
        page = context.new_page()
        opened(page, served.url)
        ask(page, "/date return-book")
        ask(page, "20 November 2026")
        expect(page.locator(".turn").last).to_contain_text("11 December 2026")
        page.get_by_role("button", name="Easy Read", exact=True).first.click()
        expect(page.get_by_role("button", name="Usual words", exact=True)).to_be_visible()
        ask(page, "borrow book")
        expect(page.locator(".turn").last).not_to_contain_text("The OPAC")
        page.get_by_role("button", name="Start again", exact=True).click()
        expect(page.locator(".turn")).to_have_count(0)
        expect(page.get_by_role("button", name="Usual words", exact=True)).to_be_visible()


def test_by_keyboard_alone_replies_are_announced_and_the_focus_stays(
    browser: Browser, served: Served
) -> None:
    with browser.new_context(viewport=WIDE) as context:
        page = context.new_page()
        opened(page, served.url)
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        for _ in range(30):
            if page.evaluate("document.activeElement.id") == "text":
                break
            page.keyboard.press("Tab")
        page.keyboard.type("borrow book")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("please")
        page.keyboard.press("Enter")
        log = page.get_by_role("log")
        expect(log).to_contain_text("Show your card")
        expect(page.locator("#text")).to_be_focused()
        expect(page.locator("#text")).to_have_value("")
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.closest('.turn') !== null"), (
            "the choices stand right before the question"
        )
        label = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Enter")
        expect(page.locator(".turn")).to_have_count(2)
        assert page.evaluate("document.activeElement.textContent") == label


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_in_danger_the_card_stands_first_with_numbers_to_tap_and_a_way_out(
    browser: Browser, served: Served, script: bool
) -> None:
    with browser.new_context(java_script_enabled=script, viewport=NARROW) as context:
        page = context.new_page()
        page.route(
            f"{NEUTRAL}**",
            lambda route: route.fulfill(body="<title>Weather</title>fine", content_type="text/html"),
        )
        opened(page, served.url)
        ask(page, "we are drowning")
        card = page.locator(".danger")
        expect(card).to_contain_text("Leave the building now.")
        expect(card.locator('a[href="tel:999"]').first).to_be_visible()
        assert card.evaluate("node => node.getBoundingClientRect().top < innerHeight / 2"), (
            "it is what the family sees"
        )
        above = page.evaluate(
            "document.querySelector('.danger').compareDocumentPosition(document.querySelector('header')) & 4"
        )
        assert above, "nothing of the page stands before it"
        if script:
            expect(card).to_be_focused()
        assert tidy(page, f"danger {script}", script) == []
        ask(page, "borrow book")
        expect(card).to_be_visible()
        expect(page.get_by_role("link", name="Leave this page")).to_be_in_viewport()
        page.get_by_role("link", name="Leave this page").click()
        expect(page).to_have_title("Weather")
        page.go_back()
        if script:
            assert "drowning" not in page.content()


def test_the_paragraphs_of_a_danger_card_have_space_between_them(browser: Browser, served: Served) -> None:
    with browser.new_context(viewport=NARROW) as context:
        page = context.new_page()
        opened(page, served.url)
        ask(page, "we are drowning")
        boxes = [one.bounding_box() for one in page.locator(".danger .words > p").all()]
        assert len(boxes) > 1, "each line is a paragraph of its own"
        for above, below in pairwise(boxes):
            assert above is not None
            assert below is not None
            assert below["y"] - above["y"] - above["height"] >= LEAST_SPACE


def test_three_shifts_leave_the_page_and_nothing_is_behind_it(browser: Browser, served: Served) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.route(
            f"{NEUTRAL}**",
            lambda route: route.fulfill(body="<title>Weather</title>fine", content_type="text/html"),
        )
        opened(page, served.url)
        before = page.evaluate("history.length")
        for _ in range(3):
            page.keyboard.press("Shift")
        assert page.title() != "Weather", "without danger it is no short cut that anybody hits by chance"
        ask(page, "we are drowning")
        for _ in range(3):
            page.keyboard.press("Shift")
        expect(page).to_have_title("Weather")
        assert page.evaluate("history.length") == before


@pytest.mark.parametrize("finger", [True, False], ids=["finger", "mouse"])
def test_the_shift_key_is_only_shown_where_there_may_be_one(
    browser: Browser, served: Served, finger: bool
) -> None:
    with browser.new_context(viewport=NARROW, is_mobile=finger, has_touch=finger) as context:
        page = context.new_page()
        opened(page, served.url)
        ask(page, "we are drowning")
        shown = page.locator(".how").evaluate("node => node.getBoundingClientRect().width > 1")
        assert shown is not finger
        expect(page.locator(".leave")).to_match_aria_snapshot("- text: Or press Shift three times.")
        apart = page.evaluate(
            "() => document.querySelector('.danger').getBoundingClientRect().top"
            " - document.querySelector('.leave').getBoundingClientRect().bottom"
        )
        assert apart >= 0, "the way out covers nothing of the card"


def test_that_is_not_what_i_meant_takes_the_card_away(browser: Browser, served: Served) -> None:
    with browser.new_context(viewport=NARROW) as context:
        page = context.new_page()
        opened(page, served.url)
        ask(page, "we are drowning")
        press(page, "That is not what I meant")
        expect(page.locator(".danger")).to_have_count(0)
        expect(page.locator(".turn").last).to_contain_text("I misread you")


@pytest.mark.parametrize(
    ("code", "name", "send", "side"), [("pl", "Polski", "Wyślij", "ltr"), ("ar", "العربية", "أرسل", "rtl")]
)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_in_another_language(
    browser: Browser, served: Served, code: str, name: str, send: str, side: str, script: bool
) -> None:
    with browser.new_context(java_script_enabled=script, viewport=NARROW) as context:
        page = context.new_page()
        opened(page, served.url)
        page.locator("#text").fill("half a question")
        page.locator("summary").first.click()
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", code)
        expect(page.locator("html")).to_have_attribute("dir", side)
        expect(page.get_by_role("button", name=send, exact=True)).to_be_visible()
        expect(page.locator("#text")).to_have_value("half a question")
        ask(page, "borrow book")
        ask(page, "purple elephants")
        assert tidy(page, f"{code} {script}", script) == []
        ask(page, "we are drowning")
        expect(page.locator(".danger")).to_contain_text("999")
        assert tidy(page, f"{code} danger {script}", script) == []


LOOKS: dict[str, dict[str, Any]] = {
    "narrow": {"viewport": NARROW},
    "dark and wide": {"viewport": WIDE, "color_scheme": "dark"},
    "four times as large in high contrast": {
        "viewport": ViewportSize(width=320, height=256),
        "device_scale_factor": 4,
        "forced_colors": "active",
    },
}
PATHS = ("/", "/?lang=ar&easy=1", "/answer/borrow", "/answer/borrow?lang=pl", "/answer/fines?easy=1",
    "/topics", "/topics?lang=ar", "/contacts", "/privacy", "/accessibility", "/nowhere",
    "/link/gone")  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_any_state(browser: Browser, served: Served, look: str) -> None:
    """Three looks, since each takes a quarter of a minute: a small phone in the light colours; the dark
    colours on a wide screen; four times as large, where the least fits, in high contrast. The wide screen and
    high contrast had looks of their own. They are still seen here, but the light colours only on the small
    phone."""
    with browser.new_context(**LOOKS[look], reduced_motion="reduce") as context:
        page = context.new_page()
        troubles = watched(page, served)
        found = []
        for path in PATHS:
            opened(page, f"{served.url}{path}")
            found += [f"{path}: {problem}" for problem in tidy(page, f"{look} {path}")]
        opened(page, served.url)
        for text in (
            "borrow book",
            "borrow loan",
            "purple elephants",
            "scotland",
            "",
            "/contacts",
            "we are drowning",
        ):
            ask(page, text)
            found += [f"{text}: {problem}" for problem in tidy(page, f"{look} asked {text}")]
        opened(page, own_link(page, served))
        page.locator("#email").fill("ann")
        page.locator("#email").press("Enter")
        expect(page.locator("#email-error")).to_be_visible()
        found += [f"email: {problem}" for problem in tidy(page, f"{look} email wrong")]
        assert found == []
        assert troubles == []


def test_without_a_connection_the_words_stay_and_the_family_is_told(browser: Browser, served: Served) -> None:
    with browser.new_context(viewport=NARROW) as context:
        page = context.new_page()
        opened(page, served.url)
        context.set_offline(True)
        page.locator("#text").fill("borrow book")
        page.locator("button[value=send]").click()
        expect(page.get_by_role("alert")).to_contain_text("did not reach me")
        expect(page.locator("#text")).to_have_value("borrow book")
        assert violations(page) == []
        context.set_offline(False)
        ask(page, "borrow book")
        expect(page.get_by_role("alert")).to_have_text("")


@contextmanager
def site_around(port: int, inside: str) -> Iterator[str]:
    """A council's page that shows ours."""

    class Around(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = (
                f'<!doctype html><html lang="en"><title>Council</title><iframe title="Ask" '
                f'src="{inside}/" width="100%" height="600"></iframe>'
            ).encode()
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Around)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_a_named_site_shows_the_page_and_leaving_leaves_that_site_too(
    browser: Browser, served: Served
) -> None:
    with site_around(COUNCIL, served.url) as council, browser.new_context(viewport=NARROW) as context:
        page = context.new_page()
        page.route(
            f"{NEUTRAL}**",
            lambda route: route.fulfill(body="<title>Weather</title>fine", content_type="text/html"),
        )
        opened(page, council)
        inside = page.frame_locator("iframe")
        inside.locator("#text").fill("we are drowning")
        inside.locator("button[value=send]").click()
        expect(inside.locator(".danger")).to_contain_text("Leave the building now.")
        keep_picture(page, "web framed")
        inside.get_by_role("link", name="Leave this page").click()
        expect(page).to_have_title("Weather")


def test_a_site_that_is_not_named_cannot_show_the_page(browser: Browser, served: Served) -> None:
    with site_around(free_port(), served.url) as stranger, browser.new_context() as context:
        page = context.new_page()
        opened(page, stranger)
        page.wait_for_load_state("networkidle")
        frames = [frame for frame in page.frames if frame != page.main_frame]
        assert all("Ask about SEND" not in frame.content() for frame in frames)
