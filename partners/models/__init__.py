"""Institutions, partnerships, and who works for an institution."""

from partners.models.institution import Institution, InstitutionKind
from partners.models.membership import InstitutionMembership
from partners.models.partnership import Partnership

__all__ = ["Institution", "InstitutionKind", "InstitutionMembership", "Partnership"]
