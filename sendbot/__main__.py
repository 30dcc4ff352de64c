"""`python -m sendbot` is the same as `python bot.py`."""

from sendbot.cli.main import main

if __name__ == "__main__":
    main()
