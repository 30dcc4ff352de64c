"""Starts the real program without loading its libraries anew each time.

Most tests start `bot.py` in a process of its own, and loading what it stands on takes far longer than what
they look at. Here one process for each worker of the suite loads it once and forks for each start: another
process, with its own arguments, settings, folder, input, output and exit code.
"""
