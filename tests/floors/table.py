"""The one table of the house: each room with its floor, its promise, and everything that it may import.

The floor test, README's picture and `docs/house.md` all read this table. Imports only go down; a room is a
folder of `sendbot/` (or a module beside them). `rooms` names our own rooms, a dotted name allows that module
alone. `packages` are third-party packages, `io` modules of the standard library beyond the harmless ones that
`checker.HARMLESS` lists.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """One room. `pure` means: no file, network, database, process, environment, clock, randomness or event
    loop."""

    floor: int
    promise: str
    rooms: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    io: tuple[str, ...] = ()
    pure: bool = False


ROOMS: dict[str, Room] = {
    "__main__": Room(13, "`python -m sendbot`", rooms=("cli.main",)),
    "cli": Room(
        12,
        "the command line, split by who uses it; `wiring` turns settings into objects",
        rooms=(
            "kept_times",
            "assistant",
            "care",
            "channels",
            "channels/telegram",
            "channels/telegram/transport",
            "channels/serving",
            "channels/web",
            "conversation",
            "desk",
            "desk/access",
            "encoding",
            "evaluation",
            "exchange",
            "knowledge",
            "matching",
            "mind",
            "pages",
            "review",
            "settings",
            "store",
            "upkeep",
        ),
        packages=("typer", "uvicorn", "starlette", "httpx2", "rich"),
        io=(
            "gc",
            "os",
            "sys",
            "importlib",
            "pathlib",
            "asyncio",
            "socket",
            "logging",
            "shutil",
            "stat",
            "subprocess",
            "tarfile",
            "tempfile",
            "io",
            "multiprocessing",
            "threading",
            "stat",
        ),
    ),
    "channels": Room(
        11,
        "how families reach the bot: the terminal, and lines for programs",
        rooms=("kept_times", "assistant", "conversation", "knowledge.wording"),
        io=("asyncio", "pathlib", "select", "sys", "readline", "time"),
    ),
    "channels/telegram": Room(
        11,
        "families on Telegram: the channel put together, and what only Telegram has",
        rooms=(
            "kept_times",
            "channels/serving",
            "channels/telegram/delivery",
            "channels/telegram/transport",
            "assistant",
            "conversation",
            "knowledge",
            "mind",
            "review.answered_by",
            "store",
            "store/review.settling",
            "upkeep",
        ),
        packages=("telegram", "prometheus_client"),
        io=("asyncio", "signal", "urllib", "traceback", "pathlib"),
    ),
    "channels/web": Room(
        11,
        "families in a browser: the chat page and the pages of answers, which keep no state of a family",
        rooms=(
            "kept_times",
            "channels/serving",
            "channels.recall",
            "assistant",
            "conversation",
            "knowledge",
            "mind",
            "pages",
            "review.answered_by",
            "store",
            "store/review.settling",
            "this_machine",
            "upkeep",
        ),
        packages=("starlette", "jinja2", "markupsafe", "cryptography", "prometheus_client", "uvicorn"),
        io=(
            "asyncio",
            "importlib",
            "ipaddress",
            "logging",
            "pathlib",
            "os",
            "secrets",
            "socket",
            "time",
            "traceback",
            "urllib",
            "zlib",
        ),
    ),
    "channels/serving": Room(
        11,
        "what every channel that serves many families stands on: records "
        "in batches, threads, figures, an end",
        rooms=(
            "assistant",
            "conversation.buttons",
            "conversation.events",
            "conversation.replies",
            "store",
            "upkeep.reload",
        ),
        packages=("cryptography", "prometheus_client", "segno"),
        io=("asyncio", "concurrent", "logging", "signal", "time", "traceback"),
    ),
    "channels/telegram/transport": Room(
        11,
        "Telegram's Bot API and how updates come from it",
        rooms=(
            "channels/telegram.incoming",
            "channels/telegram.channel",
            "channels/telegram/delivery.unconfirmed",
            "pages.listening",
        ),
        packages=("telegram", "uvicorn", "starlette", "aiohttp"),
        io=("time", "asyncio", "socket", "logging", "random", "urllib"),
    ),
    "channels/telegram/delivery": Room(
        11,
        "the promise that no message is lost and none is counted twice",
        rooms=("channels/telegram.incoming", "channels/telegram.options"),
        io=("asyncio", "logging"),
    ),
    "desk": Room(
        11,
        "the staff web page; it cannot reach families",
        rooms=(
            "kept_times",
            "desk_session_times",
            "care.redaction",
            "desk/access",
            "desk/pages",
            "evaluation.compare",
            "knowledge",
            "pages",
            "review",
            "store",
            "store/review",
            "upkeep.groups",
            "upkeep.retention",
            "upkeep.traces",
        ),
        packages=("jinja2", "markupsafe", "starlette"),
        io=("importlib", "urllib", "asyncio", "logging"),
    ),
    "desk/access": Room(
        11,
        "who may come in: passwords, single sign-on, sessions, limits",
        rooms=("desk.context", "desk.request", "desk.rendering", "pages", "store"),
        packages=("starlette", "httpx2", "authlib", "joserfc", "argon2", "zxcvbn"),
        io=("logging", "asyncio", "urllib", "secrets", "concurrent"),
    ),
    "desk/pages": Room(
        11,
        "the pages, one module a subject",
        rooms=(
            "desk.context",
            "desk.request",
            "desk.rendering",
            "desk.downloads",
            "desk.preview_jobs",
            "desk/access",
            "pages.forms",
            "evaluation.compare",
            "knowledge",
            "review",
            "store",
            "store/review",
        ),
        packages=("starlette",),
        io=("asyncio", "logging"),
    ),
    "pages": Room(
        10,
        "what every page of ours stands on: its door, its forms, its marks as HTML, its server",
        packages=("starlette", "markupsafe", "uvicorn"),
        io=("asyncio", "ipaddress", "logging", "socket", "urllib"),
    ),
    "settings": Room(
        10,
        "settings from the environment",
        rooms=("upkeep.mail",),
        packages=("pydantic", "pydantic_settings"),
        io=("pathlib",),
    ),
    "upkeep": Room(
        9,
        "what runs by the clock: retention, reloading, groups, digests, mail",
        rooms=("kept_times", "encoding", "knowledge", "mind", "review", "store", "store/review"),
        packages=("aiosmtplib", "watchfiles"),
        io=(
            "asyncio",
            "ssl",
            "ipaddress",
            "urllib",
            "logging",
            "threading",
            "time",
            "multiprocessing",
            "pathlib",
            "shutil",
            "sys",
            "time",
            "uuid",
        ),
    ),
    "assistant": Room(
        8,
        "one message in: reply sent, then what happened recorded",
        rooms=("conversation", "care.concerns", "knowledge.wording", "mind", "store"),
        io=("secrets",),
    ),
    "store": Room(
        7,
        "the database: tables, engine, migrations; only redacted text comes in",
        rooms=(
            "care.redaction",
            "conversation.events",
            "matching.decision",
            "review.states",
            "review.answered_by",
        ),
        packages=("sqlalchemy", "alembic", "asyncpg"),
        io=("asyncio", "fcntl", "os", "pathlib", "shutil", "socket", "sqlite3", "sys", "weakref"),
    ),
    "store/review": Room(
        7,
        "what the database does for the review desk",
        rooms=("store", "care.redaction", "review"),
        packages=("sqlalchemy",),
        io=("asyncio",),
    ),
    "store/migrations": Room(
        7, "how tables came to be as they are", rooms=("store.tables",), packages=("alembic",)
    ),
    "store/migrations/versions": Room(7, "one step each", packages=("alembic", "sqlalchemy")),
    "conversation": Room(
        6,
        "one turn: danger first, then the answer, the question back, or the honest no",
        rooms=(
            "number_of_buttons",
            "mind",
            "knowledge",
            "matching",
            "matching/reading",
            "care.redaction",
            "care.concerns",
        ),
        pure=True,
    ),
    "evaluation": Room(
        6,
        "figures from labelled questions, and what a change would do",
        rooms=(
            "mind",
            "encoding",
            "knowledge",
            "matching",
            "matching/reading",
            "care.redaction",
            "care.concerns",
        ),
        packages=("numpy", "rapidfuzz"),
        io=("pathlib",),
        pure=True,
    ),
    "mind": Room(
        5,
        "knowledge and everything that finds its way in it, put together once",
        rooms=("fitted_files", "encoding", "knowledge", "matching", "matching/reading", "care"),
        packages=("numpy", "rapidfuzz"),
        io=("pathlib", "threading"),
    ),
    "review": Room(
        4,
        "what leads do with kept questions: grouping, ranking, drafts, figures, the public report",
        rooms=("encoding", "knowledge", "matching/reading"),
        packages=("numpy", "rapidfuzz", "openpyxl", "docx", "pydantic", "pygal"),
        io=("array", "sys"),
        pure=True,
    ),
    "exchange": Room(
        4,
        "files of other systems, to and from the knowledge",
        rooms=("knowledge", "words.cells"),
        packages=("openpyxl", "yaml"),
        io=("zipfile",),
        pure=True,
    ),
    "care": Room(
        4,
        "danger and privacy: the screen and redaction",
        rooms=("encoding.encoder", "encoding.writing", "matching/reading", "words.clauses"),
        packages=("numpy", "rapidfuzz", "re2", "stdnum"),
        io=("importlib", "zipfile"),
        pure=True,
    ),
    "knowledge": Room(
        3,
        "what may be said: the shapes, the reader, the checks; it reads "
        "files when asked and does nothing else to them",
        rooms=("kept_times", "knowledge/looks"),
        packages=("pydantic", "yaml", "rapidfuzz", "numpy", "phonenumbers"),
        io=("pathlib", "importlib"),
        pure=True,
    ),
    "knowledge/looks": Room(
        3,
        "what copying, mixing up and forgetting leave in a folder, seen in one text or between two",
        rooms=("knowledge.entries", "knowledge.problems", "knowledge.values", "knowledge.written"),
        packages=("rapidfuzz",),
        pure=True,
    ),
    "matching": Room(
        3,
        "which entry is meant, and how sure that is",
        rooms=("fitted_files", "number_of_buttons", "encoding", "matching/reading", "words.clauses"),
        packages=("numpy", "scipy"),
        io=("pathlib", "importlib", "tomllib"),
    ),
    "matching/reading": Room(
        3,
        "a message as the matcher reads it: words, slips, acronyms, language",
        packages=("rapidfuzz", "spellchecker"),
        io=("importlib", "tomllib"),
        pure=True,
    ),
    "encoding": Room(
        2,
        "text in, vectors out: the encoder, its weights, and the vectors of texts seen before",
        rooms=("fitted_files",),
        packages=("numpy", "onnxruntime", "tokenizers", "ctranslate2"),
        io=(
            *(
                "threading",
                "concurrent",
                "os",
                "sys",
                "tempfile",
                "zipfile",
                "pathlib",
                "subprocess",
                "shutil",
            ),
            "importlib",
        ),
    ),
    "fitted_files": Room(
        1,
        "what was fitted, on disk: the one codec of everything that is kept so",
        packages=("numpy",),
        io=("importlib", "os", "pathlib", "tempfile", "zipfile"),
    ),
    "kept_times": Room(
        2, "what is kept for how long, and why: one table", rooms=("desk_session_times",), pure=True
    ),
    "words": Room(
        1,
        "the markup of curated texts, days as they are said, clauses of a message, cells of spreadsheets",
        pure=True,
    ),
    "desk_session_times": Room(1, "how long a desk session lasts, and when an idle one ends", pure=True),
    "number_of_buttons": Room(1, "how many buttons families are shown", pure=True),
    "kinds_of_danger": Room(1, "the kinds of danger, the most pressing first", pure=True),
    "this_machine": Room(1, "which names mean this machine itself", pure=True),
    "errors": Room(1, "every error that is raised on purpose, drawn once", pure=True),
    "__init__": Room(1, "the public names, and one thread for sums", io=("importlib", "os")),
}
"""Every room. Highest floor first."""

LATE_OWN = ("cli",)
"""Rooms that may import a module of ours inside a function, where that module brings a heavy library: one
verb needs it, others wait for it."""

READS_ENVIRONMENT = ("__init__.py", "cli/knowledge_commits.py", "cli/main.py", "cli/shared.py", "settings.py")
"""The only modules that look at the environment; the first sets how many threads sums may take, the second
hands it on to git."""

DYNAMIC = ("cli/main.py", "__init__.py")
"""The only modules that import by a name worked out at run time."""
