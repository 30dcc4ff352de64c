"""What every page has at hand."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request

from tests.channels.web.house import site_in


def request(query: bytes = b"") -> Request:
    headers = [(b"host", b"127.0.0.1:8070")]
    return Request(
        {
            "type": "http",
            "scheme": "http",
            "path": "/",
            "query_string": query,
            "headers": headers,
            "server": ("127.0.0.1", 8070),
        }
    )


async def test_links_that_leave_the_page_begin_with_its_own_address(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        assert site.address_of(request(), "/link/x") == "http://127.0.0.1:8070/link/x"
    async with site_in(tmp_path, address="https://ask.example.org/") as site:
        assert site.address_of(request(), "/link/x") == "https://ask.example.org/link/x"


async def test_what_is_given_goes_before_what_the_address_says(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        look = site.look(request(b"lang=pl&easy=1"))
        assert (look.language, look.easy_read) == ("pl", True)
        look = site.look(request(b"lang=pl&easy=1"), "en", False)
        assert (look.language, look.easy_read) == ("en", False)
        assert site.look(request(b"lang=%00&easy=2")).language == "en"


async def test_figures_say_how_the_database_is(tmp_path: Path) -> None:
    async with site_in(tmp_path) as site:
        assert b"sendbot_records_waiting 0.0" in site.figures()
        assert not site.busy
        site.worker.waiting = 1000
        assert site.busy
        assert not site.overrun, "a look for danger waits for no turn"
        site.lookout.waiting = 1000
        assert site.overrun
