"""How families reach the bot: the terminal, and streams of lines. (Telegram follows.)"""
