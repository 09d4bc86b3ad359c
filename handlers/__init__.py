"""What happens when: one module for each ritual. This list is all that the front door knows."""

from handlers import (
    delivery,
    directory,
    help,
    standup,
    standup_answers,
    standup_day,
    standup_now,
    zones,
)

routers = (
    directory.router,
    delivery.router,
    help.router,
    standup.router,
    standup_answers.router,
    standup_day.router,
    standup_now.router,
    zones.router,
)
