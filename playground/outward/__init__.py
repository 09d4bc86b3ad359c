"""What Slack sends to an app: commands, presses, forms and events, over HTTP or Socket Mode."""
