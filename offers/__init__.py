"""What is offered and found."""
