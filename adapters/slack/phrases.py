"""The few sentences that only Slack needs: waiting windows, confirmations, folds."""

from __future__ import annotations

NOBODY = "someone"
"""For a member whom the directory cannot name."""
SURE = "Are you sure?"
CANCEL = "Cancel"
CLOSE = "Close"
WAITING_TITLE = "One moment"
WAITING = "The form is on its way."
DONE = "Done. You can close this window."
EXPIRED = "Slack gives a form three seconds to open, and this one took longer."
EXPIRED_TYPE_AGAIN = EXPIRED + " Please do the same once more."
OPEN_AGAIN = "Open the form"
INVITING = "invite me with "
INVITE = "/invite @Muster"
"""Together they say how the bot is brought into a channel."""


def more(count: int) -> str:
    """The last line of a list that was cut."""
    return f"and {count} more"


HOME_TITLE = "Muster"
"""Over what a press in the Home tab shows."""


def not_attached(name: str) -> str:
    """Under the first lines of a file that Slack did not take."""
    return (
        f"Slack did not take the file {name}, so these are its first lines. For all of it, ask "
        "whoever looks after this workspace to allow Muster to upload files, then ask for it again."
    )
