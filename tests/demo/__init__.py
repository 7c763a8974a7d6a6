"""The demo world: its calendar, its files, and how it is built."""
