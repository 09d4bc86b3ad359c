"""The few sentences that only Teams needs: what stands in a card, and where an answer has gone."""

from __future__ import annotations

BOT = "Muster"
NOBODY = "someone"
"""For a member whom the directory cannot name."""
NO_CHANNEL = "the channel"
"""For a channel whose name is not known."""
INVITING = "add Muster to the team (the team's … menu, Manage team, Apps)"
"""How the bot is brought into a channel."""
BACK = "Back"
REQUIRED = "This is needed."
DONE = "Done."
CLOSED = "Closed. Nothing was sent."
CLOSED_FURTHER = "Closed. What stood here was not sent."
OPEN_AGAIN = "Open again"
MOMENT = "One moment, this takes longer than usual. The answer comes by itself."
STILL_SAVING = "This takes longer than usual. Press Send again in a moment; what you typed is here."
BELOW = "See my message below."
IN_OUR_CHAT = "I have answered you in our own chat."
SENT = "Sent."
NOT_A_VALUE = "This cannot be read. Please choose or type it again."
NO_CHAT = (
    "I answer in our own chat, and there is none yet. Open Apps, find Muster, choose Add, and do this "
    "once more."
)
NOT_NOW = "I could not answer just now. Please try that once more."
AGAIN = "This takes longer than usual. Press the button again in a moment."
IN_A_WINDOW = "This opens in a window of its own only, from the button that asks for it."
CARD = "A card"


def download(name: str) -> str:
    """On the button of a file."""
    return f"Download {name}"


def not_attached(name: str) -> str:
    """Under the first lines of a file, where there is no address to have it from."""
    return (
        f"These are the first lines of {name}. For all of it, ask whoever runs Muster to set "
        "MUSTER_PUBLIC_URL, then ask for it again."
    )


def more(count: int) -> str:
    """The last line of a list that was cut."""
    return f"and {count} more"
