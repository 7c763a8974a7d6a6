"""Which demo world the database holds."""

from django.db import models


class World(models.Model):
    """The one row that says from which files, and when, the demo world was built."""

    digest = models.CharField(max_length=64)
    built_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.digest[:8]} of {self.built_on}"
