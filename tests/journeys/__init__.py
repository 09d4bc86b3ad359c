"""Whole processes against the playground, and the page in a real browser."""
