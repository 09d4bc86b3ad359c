"""Slack's Web API as far as the bot calls it, with its errors, limits and, on request, its faults."""
