"""Verbs for those who write the answers: explain, new, try, compare, evaluate, calibrate, qr."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sendbot.channels.serving.poster import code_png, link_to, page_link, poster_svg
from sendbot.cli import skeleton
from sendbot.cli.folders import knowledge_folder, open_encoder, open_knowledge
from sendbot.cli.listing import logged_questions
from sendbot.cli.measure import calibration, compare_folders, evaluate_files, measure_details, measure_screen
from sendbot.cli.shared import run, settings_now, today
from sendbot.cli.skeleton_answers import (
    Question,
    asked_question,
    contacts_question,
    file_question,
    page_question,
    queue_question,
    title_question,
)
from sendbot.cli.wiring import open_mind, redaction, telegram_options
from sendbot.evaluation.impact_text import trial_text
from sendbot.evaluation.trial import try_wording as tried
from sendbot.knowledge.codes import CODES, explained
from sendbot.knowledge.entries import Knowledge
from sendbot.knowledge.held_out import near
from sendbot.knowledge.reading import load, read
from sendbot.knowledge.wording import say
from sendbot.mind.build import build_matcher
from sendbot.settings import Settings

verbs = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@verbs.command()
def explain(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="A kind, such as unknown-id.")] = None,
) -> None:
    """Say what a kind of problem means and how to mend it; without a code, all kinds with a line each."""
    if code is None:
        print("\n".join(f"{name}: {meaning}." for name, meaning in CODES.items()))
    elif code in CODES:
        print(explained(code))
    else:
        raise typer.BadParameter(f'"{code}" is no kind of problem.{near(code, CODES)}')


@verbs.command()
def new(
    entry_id: Annotated[
        str, typer.Argument(metavar="ENTRY", help="The id of the new entry, such as ehcp-late.")
    ],
) -> None:
    """Write the skeleton of an entry from the answers to six questions. It goes live once you have written
    its answer."""
    settings = settings_now()
    folder = knowledge_folder(settings)
    knowledge = read(folder).knowledge
    name = skeleton.fit_id(knowledge, entry_id)
    answers, queue = _new_entry(folder, knowledge)
    path, line = skeleton.add(folder, name, answers, today(), queue, knowledge.area.applies_to)
    print(f"Written at {path}:{line}. Now write its answer and say where it holds.")
    print(f"Then: python bot.py check {folder}")


def _new_entry(folder: Path, knowledge: Knowledge) -> tuple[skeleton.NewEntry, str]:
    """The answers to what is asked of a new entry, and its workstream."""
    file = _sound(file_question(path.name for path in folder.glob("*.yaml")))
    path = folder / f"{file.strip().removesuffix('.yaml')}.yaml"
    there = path.is_file()
    if not there:
        print(f"  {path.name} is new: it is made.")
    usual = skeleton.queue_of(path.read_text(encoding="utf-8")) if there else ""
    queue = _sound(queue_question(knowledge, usual)).strip()
    others = (title_question(), asked_question(), contacts_question(knowledge), page_question())
    return skeleton.NewEntry(file, *(_sound(question) for question in others)), queue


def _sound(question: Question) -> str:
    """An answer that can be used: where one cannot, it is said why, and asked again."""
    while True:
        said = str(typer.prompt(question.text, default=question.usual, show_default=bool(question.usual)))
        trouble = question.trouble(said)
        if trouble is None:
            return said
        print(f"  {trouble}")


@verbs.command()
def evaluate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE...]",
            help="Labelled questions: one JSON object a line, or a CSV or XLSX with columns question and "
            "expected; the knowledge folder's own tests otherwise.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Everything as JSON, for other programs.")] = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", help="Also write a page with charts and the messages behind each figure."),
    ] = None,
    safety: Annotated[
        bool,
        typer.Option(
            "--safety", help="The files hold messages for the safety screen: recall, false alarms, each miss."
        ),
    ] = False,
    personal: Annotated[
        bool,
        typer.Option(
            "--personal", help="The files hold messages with personal details: what is removed, what is left."
        ),
    ] = False,
) -> None:
    """Measure answers on labelled questions, beside a plain text-similarity ranking; or the safety screen, or
    redaction.

    Where a question says what its reply must hold, matched and answered are told apart."""
    if (safety or personal) and not files:
        raise typer.BadParameter("--safety and --personal need a file of messages.")
    files = files or []
    if safety:
        print(measure_screen(files, open_mind(settings_now()), json))
    elif personal:
        print(measure_details(files, redaction(settings_now()), json))
    else:
        print(evaluate_files(files, open_mind(settings_now()), json, html))


@verbs.command()
def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD_DIR", help="The knowledge folder as it is.")],
    new: Annotated[Path, typer.Argument(metavar="NEW_DIR", help="The knowledge folder as it would be.")],
    file: Annotated[
        Path | None, typer.Option("--questions", help="Labelled questions; the folders' own tests otherwise.")
    ] = None,
    logged: Annotated[
        bool, typer.Option("--logged", help="Also replay the kept questions of families.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Every change as JSON, for other programs.")] = False,
) -> None:
    """Show what a change to the knowledge would gain, lose, change and make ambiguous. Exit code 1 when a
    safety or deadline match would be lost."""
    settings = settings_now()
    kept = [question.text for question in run(logged_questions(settings, None, False))] if logged else []
    text, dangerous = compare_folders(
        load(old), load(new), file, kept, open_encoder(settings), settings.data_dir / "cache", json
    )
    print(text)
    if dangerous:
        raise typer.Exit(1)


@verbs.command("try")
def try_wording(
    question: Annotated[str, typer.Argument(help="A new way of asking.")],
    entry: Annotated[str, typer.Option("--entry", metavar="ID", help="The entry that it would be added to.")],
) -> None:
    """Show what adding a question to an entry would change, and what it would take from other entries."""
    settings = settings_now()
    print(
        trial_text(
            tried(
                question, entry, open_knowledge(settings), open_encoder(settings), settings.data_dir / "cache"
            )
        )
    )


@verbs.command()
def calibrate(
    target: Annotated[
        float, typer.Option(min=0, max=1, help="The share of unanswerable messages that may be answered.")
    ] = 0.05,
    chart: Annotated[Path | None, typer.Option(help="Also write the curve as an SVG picture.")] = None,
) -> None:
    """Show what each answer threshold would do, from the knowledge and the pool of messages that nothing
    answers alone."""
    settings = settings_now()
    matcher = build_matcher(open_knowledge(settings), open_encoder(settings), settings.data_dir / "cache")
    print(calibration(matcher, target, chart))


@verbs.command()
def qr(
    entry_id: Annotated[
        str, typer.Argument(metavar="ID", help="The id of an entry, such as ehcp-timescales.")
    ],
    bot: Annotated[
        str | None,
        typer.Option(help="The bot's name on Telegram; asked of Telegram with the token otherwise."),
    ] = None,
    web: Annotated[
        bool, typer.Option("--web", help="A code for the web page of SENDBOT_WEB_URL, not for Telegram.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="The file: .svg is a poster to print, .png the code alone.")
    ] = None,
) -> None:
    """Make a poster with a code that opens an entry on Telegram, or on the web page."""
    settings = settings_now()
    knowledge = open_knowledge(settings)
    entry = knowledge.entry(entry_id)
    if entry is None:
        raise typer.BadParameter(f'There is no entry "{entry_id}".')
    if web:
        link, how = page_link(settings.web_url, entry.id), "poster-page"
    else:
        link, how = link_to(_bot_name(settings, bot), entry.id), "poster"
    path = out or Path(f"{entry.id}.svg")
    if path.suffix == ".png":
        path.write_bytes(code_png(link))
    else:
        path.write_text(poster_svg(entry.title, say(knowledge.wording, how), link), encoding="utf-8")
    print(f"Saved as {path}. It opens {link}")


def _bot_name(settings: Settings, bot: str | None) -> str:
    if bot is None:
        from sendbot.channels.telegram.one_call import bot_name  # heavy: python-telegram-bot

        bot = run(bot_name(telegram_options(settings)))
    return bot.removeprefix("@")
