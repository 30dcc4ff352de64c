"""Verbs for families, and for whoever wants to see what they see: chat, telegram, ask, show, date, redact."""

from __future__ import annotations

import asyncio
import sys
from contextlib import AsyncExitStack
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from sendbot.assistant import Assistant
from sendbot.channels.console import Console
from sendbot.channels.keyboard import read_typed
from sendbot.channels.lines import as_json, outcome, outcomes, read_question, text_lines
from sendbot.channels.terminal import safe, shown, wrapped
from sendbot.cli.folders import complain, open_knowledge
from sendbot.cli.shared import Hosts, Listen, Proxies, run, settings_now, style, today
from sendbot.cli.wiring import (
    mind_to_serve,
    open_assistant,
    open_mind,
    open_store,
    redaction,
    standing_in,
    telegram_options,
    web_options,
)
from sendbot.conversation.answers import answer_reply, people
from sendbot.conversation.buttons import View
from sendbot.conversation.explain import explained
from sendbot.conversation.replies import Kind, Reply
from sendbot.conversation.work_out_deadline import ask_for_date, find_deadline, work_out_reply
from sendbot.errors import SendbotError, StoreError
from sendbot.settings import Settings

_ALIKE = 0.6
"""Of 1: an id less like another is no slip of it."""

verbs = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@verbs.command()
def chat(
    record: Annotated[
        bool,
        typer.Option(
            "--record/--no-record", help="Keep questions that have no answer, without personal details."
        ),
    ] = True,
) -> None:
    """Chat in this terminal."""
    chat_here(settings_now(), record)


@verbs.command(hidden=True)
def front() -> None:
    """What is done without a verb."""
    settings = settings_now()
    if settings.telegram_token is not None:
        serve_telegram(settings)
    else:
        chat_here(settings, record=True)


@verbs.command()
def telegram(
    no_webhook: Annotated[
        bool, typer.Option("--delete-webhook", help="Only take the bot's webhook away, so that it can poll.")
    ] = False,
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            "--proxy",
            help="The address of a proxy in front; may be repeated. Deliveries are then taken from there "
            "alone, and figures are not shown through it.",
        ),
    ] = None,
) -> None:
    """Serve families on Telegram; the same as no verb when SENDBOT_TELEGRAM_TOKEN is set."""
    serve_telegram(settings_now(), no_webhook, tuple(proxy or ()))


@verbs.command()
def web(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Where the page is served.")] = 8070,
    host: Hosts = None,
    listen: Listen = "127.0.0.1",
    proxy: Proxies = None,
    shared: Annotated[
        bool,
        typer.Option(
            "--shared", help="Let other copies listen on the same port; the system deals out visitors."
        ),
    ] = False,
) -> None:
    """Serve families in a browser: the chat page and a page for each answer."""
    serve_web(settings_now(), listen, port, tuple(host or ()), tuple(proxy or ()), shared)


@verbs.command()
def ask(
    question: Annotated[
        str | None,
        typer.Argument(help="The question. Without one, standard input is read, one message a line."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for other programs.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show why: corrections, scores, thresholds, the decision.")
    ] = False,
    record: Annotated[
        bool, typer.Option("--record", help="Keep questions that have no answer. Nothing is kept otherwise.")
    ] = False,
    easy_read: Annotated[bool, typer.Option("--easy-read", help="Answer in Easy Read.")] = False,
) -> None:
    """Answer one question, or each line of standard input."""
    if question is None and sys.stdin.isatty():
        raise typer.BadParameter(
            'Give a question, such as: ask "how long does an EHC plan take". Or pipe in one question a line.'
        )
    run(_ask(settings_now(), question, json, explain, record, easy_read))


@verbs.command()
def show(
    entry_id: Annotated[
        str, typer.Argument(metavar="ID", help="The id of an entry or a contact, such as ehcp-timescales.")
    ],
    easy_read: Annotated[bool, typer.Option("--easy-read", help="Show the Easy Read words.")] = False,
    language: Annotated[str, typer.Option(help="Show it in another language, such as pl.")] = "en",
) -> None:
    """Show an entry, or the card of a contact, as a family reads it."""
    knowledge = open_knowledge(settings_now())
    entry = knowledge.entry(entry_id)
    if entry is None and entry_id in knowledge.contacts:
        print(shown(Reply(people([entry_id], knowledge), (), Kind.ANSWER), style()))
        return
    if entry is None:
        known = [*knowledge.entries, *knowledge.contacts]
        near = get_close_matches(entry_id, known, n=3, cutoff=_ALIKE)
        raise typer.BadParameter(
            f'There is no entry and no contact "{entry_id}".'
            + (f" Did you mean {' or '.join(near)}?" if near else "")
        )
    print(shown(answer_reply(entry, knowledge, View(easy_read, language)), style()))


@verbs.command("date")
def work_out_date(
    deadline: Annotated[
        str | None, typer.Argument(help="Which date, such as appeal. Without one, all are listed.")
    ] = None,
    when: Annotated[
        list[str] | None, typer.Argument(help='The day it counts from, such as "3 March" or 03/03/26.')
    ] = None,
    ics: Annotated[Path | None, typer.Option(help="Also write a calendar file.")] = None,
) -> None:
    """Work out a statutory date."""
    knowledge = open_knowledge(settings_now())
    found = find_deadline(deadline or "", knowledge)
    if found is None:
        print("\n".join(f"{known.id}: {known.label}" for _, known in knowledge.deadlines()))
        if deadline:
            raise typer.BadParameter(
                f'There is no date called "{deadline}". Those above are the ones that I can work out.'
            )
        return
    turn = (
        work_out_reply(found.id, " ".join(when), knowledge, today())
        if when
        else ask_for_date(found, knowledge, today())
    )
    print(shown(turn.replies[0], style()))
    attachment = turn.replies[0].attachment
    if ics is not None and attachment is not None:
        ics.write_text(attachment.text, encoding="utf-8", newline="")
        print(f"\nSaved as {ics}.")
    if when and attachment is None:
        raise typer.Exit(1)


@verbs.command()
def redact(
    text: Annotated[
        str | None, typer.Argument(help="The text. Without one, standard input is read, one text a line.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, with what was removed.")
    ] = False,
) -> None:
    """Show a text without its personal details, as it would be kept."""
    remove = redaction(settings_now())
    for line in [text] if text is not None else text_lines(sys.stdin.buffer):
        try:
            found = remove(read_question(line) if json and text is None else line)
        except ValueError as problem:
            print(as_json({"text": "", "spans": [], "error": str(problem)}), flush=True)
            continue
        spans = [{"start": span.start, "end": span.end, "type": span.type} for span in found.spans]
        print(as_json({"text": found.text, "spans": spans}) if json else found.text, flush=True)


def chat_here(settings: Settings, record: bool) -> None:
    """A conversation until the person leaves. A database that cannot be opened does not keep a family from
    its answer."""
    with asyncio.Runner() as runner:
        doors = AsyncExitStack()
        store = None
        mind = open_mind(settings)
        if record:
            try:
                store = runner.run(doors.enter_async_context(open_store(settings)))
            except StoreError as problem:
                complain(f"{problem} You can chat all the same; questions will not be kept.")
        try:
            Console(Assistant(mind, store), read_typed, _write, today, style()).talk(runner)
        finally:
            runner.run(doors.aclose())


def serve_telegram(settings: Settings, no_webhook: bool = False, proxies: tuple[str, ...] = ()) -> None:
    """Telegram until the process is told to stop. The database may be away at the start; the answers may
    not."""
    options = replace(telegram_options(settings), proxies=proxies)
    from sendbot.channels.telegram.service import (  # heavy: python-telegram-bot, for this verb alone
        delete_webhook,
        serve,
    )

    if no_webhook:
        run(delete_webhook(options))
        complain("The webhook is taken away.")
    else:
        mind, trouble = mind_to_serve(settings)
        run(serve(standing_in(options, trouble), mind, complain))


def serve_web(
    settings: Settings, listen: str, port: int, hosts: tuple[str, ...], proxies: tuple[str, ...], shared: bool
) -> None:
    """The pages until the process is told to stop. The database may be away at the start; the answers may
    not."""
    from sendbot.channels.web.web_service import serve  # heavy: Starlette and uvicorn, for this verb alone
    from sendbot.pages.listening import opened  # heavy: uvicorn, for this verb alone

    door = opened(listen, port, "The chat page", shared)
    options = web_options(settings, hosts)
    complain("Getting the answers ready. The first start takes some minutes, later ones a few seconds.")
    mind, trouble = mind_to_serve(settings)
    run(serve(standing_in(options, trouble), mind, door, proxies, complain))


def _write(text: str) -> None:
    print(text, end="", flush=True)


async def _ask(
    settings: Settings, question: str | None, json: bool, explain: bool, record: bool, easy_read: bool
) -> None:

    async with open_assistant(settings, record) as assistant:
        if json and question is None:
            async for found in outcomes(sys.stdin.buffer, assistant, today(), easy_read):
                print(as_json(found), flush=True)
            return
        for line in [question] if question is not None else text_lines(sys.stdin.buffer):
            found = await outcome(line, assistant, today(), easy_read)
            how = style()
            print(as_json(found) if json else wrapped(safe(found["reply"]), how), flush=True)
            if explain:
                why = f"\n{safe(explained(line, assistant.mind))}"
                print(why, file=sys.stderr if json else sys.stdout, flush=True)
            if not json and "error" in found:
                raise SendbotError(found["error"])
