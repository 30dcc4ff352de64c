"""sendbot's front door: `python bot.py` chats in the terminal, or serves Telegram when a token is set."""

from sendbot.cli.main import main

if __name__ == "__main__":
    main()
