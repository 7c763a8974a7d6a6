"""Institutions, shared by all regions, and their partnerships, each of which belongs to one region."""
