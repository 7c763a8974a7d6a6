"""How fast the portal is, beside a floor: the least that any program needs for the same answer."""
