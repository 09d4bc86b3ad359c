"""Slack: its payloads read, our messages rendered for it, its Web API called. Enter by ``neighbour``."""
