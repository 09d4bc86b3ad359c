"""What the page in the browser reads and does."""
