"""One script for each aim of speed, scale and cost; each prints its figure and how it was taken."""
