"""The web foundation."""
