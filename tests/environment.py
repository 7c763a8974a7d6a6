"""Variables the settings read, set before Django is; a pytest plugin (``-p tests.environment``)."""

import os
import tempfile
from pathlib import Path

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")

os.environ["DEMO"] = "1"
os.environ["SECRET_KEY"] = "a-key-for-tests-only-" * 3
os.environ["ALLOWED_HOSTS"] = "testserver,127.0.0.1,localhost"
os.environ["LOG_LEVEL"] = "ERROR"
os.environ.setdefault("REDIS_URL", "")
os.environ["STATIC_ROOT"] = str(
    Path(tempfile.gettempdir()) / f"mintportal-static-{os.getuid()}-{WORKER}"
)
if "DATABASE_URL" not in os.environ:
    raise SystemExit("The tests need a database. Run them with `make test ARGS=…`.")
