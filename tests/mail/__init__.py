"""Mail, really sent to a server that keeps it."""
