"""Runs the portal on one machine: its environment, its servers, its demo and its tests.

Everything here works before and outside Django: no module imports Django or Celery, and all but
`roles` need nothing but the standard library.
"""
