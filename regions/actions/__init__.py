"""What can be done to a region. Each action checks, writes and records in one transaction."""
