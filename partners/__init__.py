"""Institutions, shared by all regions, and their partnerships, each of one region."""
