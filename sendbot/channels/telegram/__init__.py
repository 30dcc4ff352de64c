"""How families reach the bot on Telegram: updates in, replies out, nothing lost and nothing counted twice."""
