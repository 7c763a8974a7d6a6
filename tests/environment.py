"""Variables the settings read, set before Django is; a pytest plugin (``-p tests.environment``)."""

import atexit
import os
import shutil
import tempfile

from hypothesis import settings

# How long an example takes says nothing on a busy machine.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

STATIC = tempfile.mkdtemp(prefix="mintportal-static-")
atexit.register(shutil.rmtree, STATIC, ignore_errors=True)

os.environ["DEMO"] = "1"
os.environ["SECRET_KEY"] = "a-key-for-tests-only-" * 3
os.environ["ALLOWED_HOSTS"] = "testserver,127.0.0.1,localhost"
os.environ["PORTAL_URL"] = "http://testserver"
os.environ["LOG_LEVEL"] = "ERROR"
os.environ.setdefault("REDIS_URL", "")
os.environ["STATIC_ROOT"] = STATIC
if "DATABASE_URL" not in os.environ:
    raise SystemExit("The tests need a database. Run them with `make test ARGS=…`.")
