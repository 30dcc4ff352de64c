"""Telegram's Bot API and how updates come from it."""
