"""What can be done to offers and their dates. Whatever changes what is public refreshes the search."""
