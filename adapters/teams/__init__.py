"""Microsoft Teams: Bot Framework activities in, Adaptive Cards out. Only this room knows it."""
