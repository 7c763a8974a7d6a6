"""A believable Germany, built through the actions, so that it cannot rot."""
