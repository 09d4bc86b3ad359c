"""What people read: words and pictures that need no town to be looked at."""
