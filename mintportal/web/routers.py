"""Which database role does what."""

from typing import Any


class OwnerMigrates:
    """Migrations belong to the owner's role: ``manage.py migrate --database owner``."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Only the owner's connection changes tables."""
        return db == "owner"
