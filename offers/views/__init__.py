"""Pages about offers."""
