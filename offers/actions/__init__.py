"""What can be done to offers and their dates; what changes the public side refreshes the search."""
