"""Microsoft Teams on your own machine, for tests and benchmarks: a Bot Connector, its keys, and people."""
