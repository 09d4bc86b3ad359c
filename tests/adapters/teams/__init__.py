"""Microsoft Teams: what comes in, what goes out, and who is let in at all."""
