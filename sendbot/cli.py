"""The verbs of `bot.py`. Every trouble ends in one or two plain sentences on standard error, never in a traceback."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

from sendbot.errors import SendbotError, SettingsError

if TYPE_CHECKING:
    from sendbot.channels.terminal import Style
    from sendbot.knowledge.entries import Knowledge, Problem
    from sendbot.settings import Settings
    from sendbot.store.rows import LoggedQuestion

app = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Curated answers for families of children with SEND in Cheshire East. "
    "Without a verb: Telegram when its token is set, else a chat in this terminal.",
)

_T = TypeVar("_T")
_DEBUG = "SENDBOT_DEBUG"


def main() -> None:
    """The front door: run a verb, and turn whatever goes wrong into a sentence and an exit code."""
    _prepare_streams()
    try:
        app()
    except SendbotError as problem:
        _fail(str(problem), problem)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        _leave_quietly()
    except Exception as problem:  # the last door: a person at a terminal gets a sentence, not a traceback
        _fail(f"Something went wrong that sendbot did not expect ({type(problem).__name__}). Run again with --debug to see where.", problem)


def _prepare_streams() -> None:
    """No character that a terminal cannot show, and none that a terminal sends, ends a conversation."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")


def _fail(sentence: str, problem: BaseException) -> None:
    if os.environ.get(_DEBUG):
        raise problem
    print(sentence, file=sys.stderr)
    sys.exit(1)


def _leave_quietly() -> None:
    """The reader (such as `head`) has gone: nothing more can be said to it, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


@app.callback(invoke_without_command=True)
def front_door(
    context: typer.Context,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an unexpected error comes from.")] = False,
) -> None:
    """Set up, and chat when no verb is given."""
    if debug:
        os.environ[_DEBUG] = "1"
    if context.invoked_subcommand is None:
        settings = _settings()
        if settings.telegram_token is not None:
            _telegram(settings)
        else:
            _chat(settings, record=True)


@app.command()
def chat(
    record: Annotated[bool, typer.Option("--record/--no-record", help="Keep questions that have no answer, without personal details.")] = True,
) -> None:
    """Chat in this terminal."""
    _chat(_settings(), record)


@app.command()
def telegram(
    no_webhook: Annotated[bool, typer.Option("--delete-webhook", help="Only take the bot's webhook away, so that it can poll.")] = False,
) -> None:
    """Serve families on Telegram; the same as no verb when SENDBOT_TELEGRAM_TOKEN is set."""
    _telegram(_settings(), no_webhook)


@app.command()
def desk(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Where the page is served.")] = 8090,
    host: Annotated[
        list[str] | None, typer.Option("--host", help="A name by which the page is reached, besides this machine's own; may be repeated.")
    ] = None,
    listen: Annotated[
        str, typer.Option("--listen", help="The address that is listened on. Only this machine unless you say otherwise.")
    ] = "127.0.0.1",
    proxy: Annotated[
        list[str] | None, typer.Option("--proxy", help="The address of a proxy in front, whose X-Forwarded headers are believed; may be repeated.")
    ] = None,
) -> None:
    """Serve the staff web page: review questions, draft wordings, see figures."""
    from sendbot.reviewing import serve_desk

    _run(serve_desk(_settings(), listen, port, tuple(host or ()), tuple(proxy or ())))


staff_app = typer.Typer(no_args_is_help=True)
app.add_typer(staff_app, name="staff", help="The accounts of the desk.")


@staff_app.command("add")
def add_account(
    email: Annotated[str, typer.Argument(help="The email address to sign in with.")],
    name: Annotated[str, typer.Option("--name", help="As others see it.")],
    role: Annotated[str, typer.Option("--role", help="lead, curator or admin.")] = "lead",
    workstreams: Annotated[
        list[str] | None, typer.Option("--workstream", help="The id of a workstream that the person sees; may be repeated.")
    ] = None,
) -> None:
    """Add somebody; the password is asked for, or read from the input where that is no terminal."""
    from sendbot.reviewing import add_staff

    asking = "Password, twelve characters or more"
    password = typer.prompt(asking, hide_input=True, confirmation_prompt=True) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    _run(add_staff(_settings(), email, name, role, tuple(workstreams or ()), password))


@staff_app.command("list")
def list_accounts() -> None:
    """Everybody with an account."""
    from sendbot.reviewing import list_staff

    _run(list_staff(_settings()))


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question. Without one, standard input is read, one message a line.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for other programs.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show why: corrections, scores, thresholds, the decision.")] = False,
    record: Annotated[bool, typer.Option("--record", help="Keep questions that have no answer. Nothing is kept otherwise.")] = False,
    easy_read: Annotated[bool, typer.Option("--easy-read", help="Answer in Easy Read.")] = False,
) -> None:
    """Answer one question, or each line of standard input."""
    if question is None and sys.stdin.isatty():
        raise typer.BadParameter('Give a question, such as: ask "how long does an EHC plan take". Or pipe in one question a line.')
    _run(_ask(_settings(), question, json, explain, record, easy_read))


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="The knowledge folder; the one of the settings otherwise.")] = None,
    how: Annotated[Literal["text", "json", "github"], typer.Option("--format", help="How problems are written.")] = "text",
    matching: Annotated[bool, typer.Option("--matching/--no-matching", help="Also look for entries that are taken for one another.")] = True,
) -> None:
    """Check the knowledge folder and name every problem with file and line.

    When there is no error, it also leaves each question out in turn and names pairs of entries that are taken for one another.
    """
    from sendbot.conversation.wording import REQUIRED_ENTRIES, REQUIRED_WORDING, placeholder_problems
    from sendbot.house import knowledge_folder
    from sendbot.knowledge.checks import check as find_problems
    from sendbot.knowledge.checks import format_problems
    from sendbot.knowledge.entries import Problem
    from sendbot.knowledge.reading import read

    reading = read(knowledge_folder(_settings(), folder))
    knowledge = reading.knowledge
    found = find_problems(knowledge, _today(), required_wording=tuple(REQUIRED_WORDING), required_entries=REQUIRED_ENTRIES)
    unfillable = {Problem(knowledge.place("wording", key), sentence, code="placeholder") for key, sentence in placeholder_problems(knowledge.wording)}
    problems = tuple(sorted({*reading.problems, *found, *unfillable}))
    if matching and not any(problem.severity == "error" for problem in problems):
        problems = tuple(sorted({*problems, *_confusable(knowledge)}))
    print(format_problems(problems, how))
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)


def _confusable(knowledge: Knowledge) -> tuple[Problem, ...]:
    """Pairs of entries that the matcher takes for one another."""
    from sendbot.evaluation.confusable import confusable
    from sendbot.house import open_encoder
    from sendbot.indexing import build_matcher

    settings = _settings()
    matcher = build_matcher(knowledge, open_encoder(settings), settings.data_dir / "cache")
    return confusable(knowledge, matcher.confused)


@app.command()
def show(
    entry_id: Annotated[str, typer.Argument(metavar="ID", help="The id of an entry, such as ehcp-timescales.")],
    easy_read: Annotated[bool, typer.Option("--easy-read", help="Show the Easy Read words.")] = False,
    language: Annotated[str, typer.Option(help="Show it in another language, such as pl.")] = "en",
) -> None:
    """Show an entry as a family reads it."""
    from sendbot.channels.terminal import shown
    from sendbot.conversation.answers import answer_reply
    from sendbot.conversation.buttons import View
    from sendbot.house import open_knowledge

    knowledge = open_knowledge(_settings())
    entry = knowledge.entry(entry_id)
    if entry is None:
        from difflib import get_close_matches

        near = get_close_matches(entry_id, list(knowledge.entries), n=3, cutoff=0.4)
        raise typer.BadParameter(f'There is no entry "{entry_id}".' + (f" Did you mean {' or '.join(near)}?" if near else ""))
    print(shown(answer_reply(entry, knowledge, View(easy_read, language)), _style()))


@app.command()
def qr(
    entry_id: Annotated[str, typer.Argument(metavar="ID", help="The id of an entry, such as ehcp-timescales.")],
    bot: Annotated[str | None, typer.Option(help="The bot's name on Telegram; asked of Telegram with the token otherwise.")] = None,
    out: Annotated[Path | None, typer.Option(help="The file: .svg is a poster to print, .png the code alone.")] = None,
) -> None:
    """Make a poster with a code that opens an entry on Telegram."""
    from sendbot.channels.telegram.poster import code_png, link_to, poster_svg
    from sendbot.conversation.wording import say
    from sendbot.house import bot_name, open_knowledge

    settings = _settings()
    knowledge = open_knowledge(settings)
    entry = knowledge.entry(entry_id)
    if entry is None:
        raise typer.BadParameter(f'There is no entry "{entry_id}".')
    link = link_to((bot or _run(bot_name(settings))).removeprefix("@"), entry.id)
    path = out or Path(f"{entry.id}.svg")
    if path.suffix == ".png":
        path.write_bytes(code_png(link))
    else:
        path.write_text(poster_svg(entry.title, say(knowledge.wording, "poster"), link), encoding="utf-8")
    print(f"Saved as {path}. It opens {link}")


@app.command()
def doctor() -> None:
    """Look at everything that the bot needs, with advice for what is not well. Exit code 1 when something is in its way."""
    ill = _run(_doctor(_settings()))
    if ill:
        raise typer.Exit(1)


@app.command()
def questions(
    csv: Annotated[bool, typer.Option("--csv", help="Write CSV for a spreadsheet.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most this many, newest first.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Also those for which the family chose an entry from a list.")] = False,
) -> None:
    """List the questions that could not be answered."""
    from sendbot.listing import as_csv, as_text

    found = _run(_logged(_settings(), limit, not every))
    print(as_csv(found) if csv else as_text(found, _style()), end="" if csv else "\n")


@app.command()
def digest(
    send: Annotated[bool, typer.Option("--send", help="Send what did not go out this week: by email, and to the staff chat.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Send it even if it went out already.")] = False,
) -> None:
    """Show each workstream's weekly digest, or send it. The `telegram` process sends it by itself from Monday at eight on."""
    _run(_digest(_settings(), send or again, again))


@app.command()
def purge(
    days: Annotated[int | None, typer.Option(min=1, help="Instead of SENDBOT_RETENTION_DAYS.")] = None,
) -> None:
    """Delete kept questions that are older than the retention time."""
    settings = _settings()
    age = days or settings.retention_days
    number = _run(_purge(settings, datetime.now(UTC) - timedelta(days=age)))
    print(f"Deleted {number} {'question' if number == 1 else 'questions'} older than {age} days.")


@app.command()
def redact(
    text: Annotated[str | None, typer.Argument(help="The text. Without one, standard input is read, one text a line.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line, with what was removed.")] = False,
) -> None:
    """Show a text without its personal details, as it would be kept."""
    from sendbot.care.redaction import redact as remove
    from sendbot.channels.lines import as_json, read_question, text_lines
    from sendbot.house import public_words

    keep = public_words(_settings())
    for line in [text] if text is not None else text_lines(sys.stdin.buffer):
        try:
            found = remove(read_question(line) if json and text is None else line, keep=keep)
        except ValueError as problem:
            print(as_json({"text": "", "spans": [], "error": str(problem)}), flush=True)
            continue
        spans = [{"start": span.start, "end": span.end, "type": span.type} for span in found.spans]
        print(as_json({"text": found.text, "spans": spans}) if json else found.text, flush=True)


@app.command("date")
def work_out_date(
    deadline: Annotated[str | None, typer.Argument(help="Which date, such as appeal. Without one, all are listed.")] = None,
    when: Annotated[list[str] | None, typer.Argument(help='The day it counts from, such as "3 March" or 03/03/26.')] = None,
    ics: Annotated[Path | None, typer.Option(help="Also write a calendar file.")] = None,
) -> None:
    """Work out a statutory date."""
    from sendbot.channels.terminal import shown
    from sendbot.conversation.dates import ask_for_date, find_deadline, work_out_reply
    from sendbot.house import open_knowledge

    knowledge = open_knowledge(_settings())
    found = find_deadline(deadline or "", knowledge)
    if found is None:
        print("\n".join(f"{known.id}: {known.label}" for _, known in knowledge.deadlines()))
        if deadline:
            raise typer.BadParameter(f'There is no date called "{deadline}". Those above are the ones that I can work out.')
        return
    turn = work_out_reply(found.id, " ".join(when), knowledge, _today()) if when else ask_for_date(found, knowledge)
    print(shown(turn.replies[0], _style()))
    attachment = turn.replies[0].attachment
    if ics is not None and attachment is not None:
        ics.write_text(attachment.text, encoding="utf-8", newline="")
        print(f"\nSaved as {ics}.")
    if when and attachment is None:
        raise typer.Exit(1)


@app.command()
def evaluate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Labelled questions, one JSON object a line.")],
    json: Annotated[bool, typer.Option("--json", help="Everything as JSON, for other programs.")] = False,
    html: Annotated[Path | None, typer.Option("--html", help="Also write a page with charts and the messages behind each figure.")] = None,
    safety: Annotated[bool, typer.Option("--safety", help="The files hold messages for the safety screen: recall, false alarms, each miss.")] = False,
    personal: Annotated[
        bool, typer.Option("--personal", help="The files hold messages with personal details: what is removed, what is left.")
    ] = False,
) -> None:
    """Measure answers on labelled questions, beside a plain text-similarity ranking; or the safety screen, or redaction."""
    from sendbot.house import open_knowledge, open_mind
    from sendbot.measuring import evaluate_files, measure_details, measure_screen

    if safety:
        print(measure_screen(files, open_mind(_settings()), json))
    elif personal:
        print(measure_details(files, open_knowledge(_settings()), json))
    else:
        print(evaluate_files(files, open_mind(_settings()), json, html))


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD_DIR", help="The knowledge folder as it is.")],
    new: Annotated[Path, typer.Argument(metavar="NEW_DIR", help="The knowledge folder as it would be.")],
    file: Annotated[Path | None, typer.Option("--questions", help="Labelled questions; the folders' own tests otherwise.")] = None,
    logged: Annotated[bool, typer.Option("--logged", help="Also replay the kept questions of families.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Every change as JSON, for other programs.")] = False,
) -> None:
    """Show what a change to the knowledge would gain, lose, change and make ambiguous. Exit code 1 when a safety or deadline match would be lost."""
    from sendbot.house import open_encoder
    from sendbot.knowledge.reading import load
    from sendbot.measuring import compare_folders

    settings = _settings()
    kept = [question.text for question in _run(_logged(settings, None, False))] if logged else []
    text, dangerous = compare_folders(load(old), load(new), file, kept, open_encoder(settings), settings.data_dir / "cache", json)
    print(text)
    if dangerous:
        raise typer.Exit(1)


@app.command("try")
def try_wording(
    question: Annotated[str, typer.Argument(help="A new way of asking.")],
    entry: Annotated[str, typer.Option("--entry", metavar="ID", help="The entry that it would be added to.")],
) -> None:
    """Show what adding a question to an entry would change, and what it would take from other entries."""
    from sendbot.evaluation.impact_text import trial_text
    from sendbot.evaluation.trial import try_wording as tried
    from sendbot.house import open_encoder, open_knowledge

    settings = _settings()
    print(trial_text(tried(question, entry, open_knowledge(settings), open_encoder(settings), settings.data_dir / "cache")))


@app.command()
def calibrate(
    target: Annotated[float, typer.Option(min=0, max=1, help="The share of unanswerable messages that may be answered.")] = 0.05,
    chart: Annotated[Path | None, typer.Option(help="Also write the curve as an SVG picture.")] = None,
) -> None:
    """Show what each answer threshold would do, from the knowledge and the pool of messages that nothing answers alone."""
    from sendbot.house import open_encoder, open_knowledge
    from sendbot.indexing import build_matcher
    from sendbot.measuring import calibration

    settings = _settings()
    matcher = build_matcher(open_knowledge(settings), open_encoder(settings), settings.data_dir / "cache")
    print(calibration(matcher, target, chart))


def _settings() -> Settings:
    import logging

    from sendbot.settings import read_settings

    os.environ.setdefault("PTB_TIMEDELTA", "1")  # the way in which Telegram's library will give lengths of time; without it, it warns

    settings = read_settings()
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s: %(message)s")
    return settings


def _run(work: Coroutine[Any, Any, _T]) -> _T:
    return asyncio.run(work)


def _today() -> date:
    return datetime.now().astimezone().date()


def _style() -> Style:
    """How this terminal shows text. NO_COLOR, a pipe or a plain terminal means no codes at all."""
    import shutil

    from sendbot.channels.terminal import Style

    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM", "dumb") == "dumb" or not sys.stdout.isatty()
    return Style(shutil.get_terminal_size().columns, bold=not plain)


def _chat(settings: Settings, record: bool) -> None:
    """A conversation until the person leaves. A database that cannot be opened does not keep a family from its answer."""
    from contextlib import AsyncExitStack

    from sendbot.assistant import Assistant
    from sendbot.channels.console import Console
    from sendbot.channels.keyboard import read_typed
    from sendbot.errors import StoreError
    from sendbot.house import complain, open_mind, open_store

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
            Console(Assistant(mind, store), read_typed, _write, _today, _style()).talk(runner)
        finally:
            runner.run(doors.aclose())


def _telegram(settings: Settings, no_webhook: bool = False) -> None:
    """Telegram until the process is told to stop. The database may be away at the start; the answers may not."""
    from sendbot.house import complain, open_mind, telegram_options

    options = telegram_options(settings)
    from sendbot.channels.telegram.service import delete_webhook, serve

    if no_webhook:
        _run(delete_webhook(options))
        complain("The webhook is taken away.")
    else:
        _run(serve(options, open_mind(settings), complain))


def _write(text: str) -> None:
    print(text, end="", flush=True)


async def _ask(settings: Settings, question: str | None, json: bool, explain: bool, record: bool, easy_read: bool) -> None:
    from sendbot.channels.lines import as_json, outcome, outcomes, text_lines
    from sendbot.channels.terminal import safe, wrapped
    from sendbot.explaining import explained
    from sendbot.house import open_assistant

    async with open_assistant(settings, record) as assistant:
        if json and question is None:
            async for found in outcomes(sys.stdin.buffer, assistant, _today(), easy_read):
                print(as_json(found), flush=True)
            return
        for line in [question] if question is not None else text_lines(sys.stdin.buffer):
            found = await outcome(line, assistant, _today(), easy_read)
            style = _style()
            print(as_json(found) if json else wrapped(safe(found["reply"]), style), flush=True)
            if explain:
                print(f"\n{explained(line, assistant.mind)}", file=sys.stderr if json else sys.stdout, flush=True)
            if not json and "error" in found:
                raise SendbotError(found["error"])


async def _doctor(settings: Settings) -> int:
    from sendbot.doctor import examine

    ill = 0
    async for found in examine(settings, _today()):
        print(found, flush=True)
        ill += found.state == "ill"
    return ill


async def _logged(settings: Settings, limit: int | None, only_unanswered: bool) -> list[LoggedQuestion]:
    from sendbot.house import open_store

    async with open_store(settings) as store:
        return await store.questions(limit=limit, only_unanswered=only_unanswered)


async def _digest(settings: Settings, send: bool, again: bool) -> None:
    from dataclasses import replace
    from functools import partial

    from sendbot.digesting import as_one, send_digests, write_digests
    from sendbot.house import digest_ways, open_knowledge, open_store, tell_staff

    knowledge, now, ways = open_knowledge(settings), datetime.now(UTC), digest_ways(settings)
    if settings.telegram_token is not None and settings.staff_chat is not None:
        ways = replace(ways, chat=partial(tell_staff, settings))
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
        print("Nothing is due: this week's digests went out, or are just being sent. To send them once more: python bot.py digest --again")


async def _purge(settings: Settings, older_than: datetime) -> int:
    from sendbot.house import open_store

    async with open_store(settings) as store:
        return await store.purge(older_than)
