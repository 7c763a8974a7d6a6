"""The projection of published offers that the search reads.

Called by every action that changes what is published, in its transaction, and by the nightly job.
"""

from offers.projection.write import rebuild, refresh, refresh_all, synonyms_changed

__all__ = ["rebuild", "refresh", "refresh_all", "synonyms_changed"]
