"""What can be done to institutions and partnerships."""
