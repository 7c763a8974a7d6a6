"""Who someone is, and nothing about what they may do."""
