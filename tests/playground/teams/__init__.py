"""The stand-in for Teams' connector keeps to what Teams does."""
