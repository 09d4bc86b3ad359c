"""What Slack accepts as blocks and views, checked as strictly as Slack checks it."""
