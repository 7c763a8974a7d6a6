"""Words that mean the same in a search; the service office keeps the list."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Synonym(models.Model):
    """Words that mean the same; or words that lead to narrower ones.

    Without ``narrower``, each of ``words`` also finds the others. With it, each of them finds what
    is narrower, and not the other way round.
    """

    words = ArrayField(models.CharField(max_length=60), verbose_name=_("Wörter"))
    narrower = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name=_("Engere Wörter")
    )

    def __str__(self) -> str:
        words = ", ".join(self.words)
        return f"{words} > {', '.join(self.narrower)}" if self.narrower else words
