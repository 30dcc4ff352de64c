"""The front door of `bot.py`. Every trouble ends in one or two plain sentences on standard error, never in a
traceback."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sendbot.errors import SendbotError

VERBS: dict[str, tuple[str, str]] = {
    "chat": ("families", "Chat in this terminal."),
    "telegram": (
        "families",
        "Serve families on Telegram; the same as no verb when SENDBOT_TELEGRAM_TOKEN is set.",
    ),
    "web": ("families", "Serve families in a browser: the chat page and a page for each answer."),
    "ask": ("families", "Answer one question, or each line of standard input."),
    "show": ("families", "Show an entry, or the card of a contact, as a family reads it."),
    "date": ("families", "Work out a statutory date."),
    "redact": ("families", "Show a text without its personal details, as it would be kept."),
    "check": ("checking", "Check the knowledge folder and name every problem with file and line."),
    "explain": ("curators", "Say what a kind of problem means and how to mend it."),
    "new": ("curators", "Write the skeleton of an entry from the answers to six questions."),
    "try": ("curators", "Show what adding a question to an entry would change."),
    "compare": (
        "curators",
        "Show what a change to the knowledge would gain, lose, change and make ambiguous.",
    ),
    "evaluate": ("curators", "Measure answers on labelled questions; or the safety screen, or redaction."),
    "calibrate": ("curators", "Show what each answer threshold would do."),
    "init": (
        "areas",
        "Write a new area's folder: its names, contacts and workstreams, "
        "with the national entries beside them.",
    ),
    "import": (
        "areas",
        "Make draft entries from a spreadsheet or another system's "
        "export; what could not be known is marked.",
    ),
    "export": ("areas", "Write the knowledge as a spreadsheet or as JSON, for colleagues and other systems."),
    "qr": ("curators", "Make a poster with a code that opens an entry on Telegram, or on the web page."),
    "doctor": ("operators", "Look at everything that the bot needs, with advice for what is not well."),
    "desk": ("operators", "Serve the staff web page: review questions, draft wordings, see figures."),
    "staff": ("operators", "The accounts of the desk."),
    "questions": ("operators", "List the questions that could not be answered."),
    "digest": ("operators", "Show each workstream's weekly digest, or send it."),
    "encoder": (
        "operators",
        "Fetch the encoder's data where its package does not install (Windows, older Macs).",
    ),
    "purge": ("operators", "Delete now what is older than its time."),
    "backup": ("operators", "Copy the database into a file, while it is in use."),
    "restore": ("operators", "Bring a copy of the database back, and keep what was there beside it."),
}
"""Each verb with the module that does it and a line for `--help`, which is there at once: no module is loaded
for it."""


class FrontDoor(TyperGroup):
    """Verbs by name (typer brings a click of its own, whose types have no public name); a verb's module is
    loaded when that verb is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - its name is given
        """Every verb, in the order in which help names them."""
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - its name is given
        """The verb, or None."""
        return verb(cmd_name) if cmd_name in VERBS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - its name is given
        """The list of verbs."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, line) for name, (_, line) in VERBS.items()])


def verb(name: str) -> Any:
    """The command of a verb. A module with one verb alone is no group for typer."""
    return _command(VERBS[name][0], name)


def _command(module: str, name: str) -> Any:
    found = typer.main.get_command(_loaded(f"sendbot.cli.{module}").verbs)
    return found.commands[name] if isinstance(found, TyperGroup) else found


def _loaded(module: str) -> Any:
    """A module, and all that it brings. Meanwhile nothing is collected, and what was loaded is not looked
    through later: it stays. That is a fifth of the time."""
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.freeze()
        gc.enable()


app = typer.Typer(
    cls=FrontDoor,
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Curated answers for families of children with SEND, in the words of one local area. "
    "Without a verb: Telegram when its token is set, else a chat in this terminal.",
)

_DEBUG = "SENDBOT_DEBUG"
_PRIVATE = 0o077
"""Nobody but the account that runs it may read what it writes: questions of families are among it."""


def main() -> None:
    """The front door: run a verb, and turn whatever goes wrong into a sentence and an exit code."""
    _prepare_streams()
    os.umask(_PRIVATE)
    try:
        app()
    except SystemExit as end:
        _end(end)
    except SendbotError as problem:
        _fail(str(problem), problem)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        _leave_quietly()
    except Exception as problem:  # the last door: a person at a terminal gets a sentence, not a traceback
        _fail(
            f"Something went wrong that sendbot did not expect ({type(problem).__name__}). Run again with "
            "--debug to see where.",
            problem,
        )


def _end(end: SystemExit) -> None:
    """What serves may still have a thread at work, which must not spoil the exit code."""
    if "sendbot.upkeep.reload" not in sys.modules or not isinstance(end.code, int | None):
        raise end
    import_module("sendbot.cli.leaving").leave(end.code or 0)


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
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where an unexpected error comes from.")
    ] = False,
) -> None:
    """Set up, and chat when no verb is given."""
    if debug:
        os.environ[_DEBUG] = "1"
    if context.invoked_subcommand is None:
        context.invoke(_command("families", "front"))
