"""Payloads in, Happenings out; messages in, Slack's JSON out; and hostile bytes at the door."""
