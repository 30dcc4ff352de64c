"""A chat in the terminal, pleasant without colour and with a screen reader: plain lines, numbered choices, no
boxes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sendbot.assistant import Assistant
from sendbot.channels.recall import Remembered, take, take_press
from sendbot.channels.terminal import Style, safe, shown, wrapped
from sendbot.conversation.buttons import Button
from sendbot.conversation.replies import Attachment, Reply
from sendbot.errors import SendbotError, StoreError
from sendbot.knowledge.wording import say

PROMPT = "You: "
_LEAVE = frozenset({"bye", "goodbye", "quit", "exit", "/quit", "/exit", "/bye"})
_SAVE = "save"
_FORGET = "/forget"
_HOW = (
    'Type your question and press Enter. To choose from a list, type its number. To leave, type "bye" '
    "or press Ctrl-D."
)
_EASY = 'For Easy Read type "/easyread"; type it again for the usual words.'


@dataclass
class Console:
    """One conversation with one person at one terminal. `read` returns the next message and raises EOFError
    at the end."""

    assistant: Assistant
    read: Callable[[str], str]
    write: Callable[[str], None]
    today: Callable[[], date]
    style: Style = field(default_factory=Style)
    folder: Path = Path()
    _buttons: tuple[Button, ...] = ()
    _attachment: Attachment | None = None
    memory: Remembered = field(default_factory=Remembered)

    def talk(self, run: asyncio.Runner) -> None:
        """Talk until the person leaves."""
        self._print(self._say("welcome"), self._say("examples"), f"{_HOW}\n{_EASY}")
        while True:
            try:
                typed = self.read(PROMPT)
                if typed.strip().casefold() in _LEAVE:
                    break
                self._take(typed, run)
            except (EOFError, KeyboardInterrupt):
                self.write("\n")
                break
        self._print(self._say("chat-goodbye"))

    def _take(self, typed: str, run: asyncio.Runner) -> None:
        """One line of the person's: a setting, a choice, or a message."""
        line = typed.strip()
        if line.casefold() == "/easyread":
            self.memory.easy_read = not self.memory.easy_read
            self._print("Easy Read is on." if self.memory.easy_read else "Easy Read is off.")
        elif line.casefold() == _FORGET:
            self.memory.forget()
            self._buttons = ()
            self._print("I have forgotten what we talked about.")
        elif line.casefold() == _SAVE and self._attachment is not None:
            self._save(self._attachment)
        elif line.isdecimal() and self._buttons:
            self._choose(int(line), run)
        else:
            self._guarded(run, typed, None)

    def _choose(self, number: int, run: asyncio.Runner) -> None:
        if 1 <= number <= len(self._buttons):
            self._guarded(run, "", self._buttons[number - 1])
        else:
            self._print(
                f"There is no choice {number}. Please type a number from 1 to {len(self._buttons)}, or "
                "ask a question."
            )

    def _guarded(self, run: asyncio.Runner, typed: str, button: Button | None) -> None:
        """A turn whose troubles never end the chat: the reply is out before anything is recorded."""
        try:
            if button is not None:
                run.run(take_press(button.data, self.memory, self.assistant, self.today(), self._send))
            else:
                run.run(take(typed, self.memory, self.assistant, self.today(), self._send))
        except StoreError as problem:
            self._print(self._say("not-recorded"), str(problem))
        except SendbotError as problem:
            self._print(str(problem))

    async def _send(self, reply: Reply) -> None:
        if reply.buttons:
            self._buttons = reply.buttons
        self._attachment = reply.attachment or self._attachment
        self.write(f"\n{shown(reply, self.style)}\n\n")
        if reply.attachment is not None:
            self._print(f'To keep this date as a calendar file, type "{_SAVE}".')

    def _save(self, attachment: Attachment) -> None:
        """Write the calendar file beside where the chat was started, never over another file."""
        path = next(path for path in _free_names(self.folder / attachment.name) if not path.exists())
        try:
            path.write_text(attachment.text, encoding="utf-8", newline="")
        except OSError as problem:
            self._print(f"I could not write {path.name}: {problem.strerror}.")
        else:
            self._attachment = None
            self._print(f"Saved as {path.name}. Open it to add the date to your calendar.")

    def _say(self, key: str) -> str:
        return say(self.assistant.mind.knowledge.wording, key)

    def _print(self, *paragraphs: str) -> None:
        self.write("\n" + "\n\n".join(wrapped(safe(text), self.style) for text in paragraphs) + "\n\n")


def _free_names(path: Path) -> list[Path]:
    return [path, *(path.with_stem(f"{path.stem}-{number}") for number in range(2, 1000))]
