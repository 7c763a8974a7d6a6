"""All settings, from the environment. Outside the demo the portal refuses to start insecurely."""

from pathlib import Path
from urllib.parse import urlsplit

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from mintportal import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Who runs it: the demo, a developer, or an operator ------------------------------------
DEMO = env.flag("DEMO")
DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY", "only-for-the-demo-on-this-computer" if DEMO else None)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost" if DEMO else "")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

if not DEMO:
    if DEBUG:
        raise ImproperlyConfigured("DEBUG shows visitors the code. Unset it, or set DEMO=1.")
    if len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("SECRET_KEY needs at least 50 random characters.")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS names the portal's hosts, without a *.")

# --- Parts, top to bottom ---------------------------------------------------------------------
INSTALLED_APPS = [
    "mintportal",
    "mintportal.demo",
    "mintportal.pages",
    "offers",
    "partners",
    "regions",
    "mintportal.accounts",
    "mintportal.audit",
    "mintportal.mail",
    "mintportal.web",
    "django_filters",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "mintportal.apps.PortalStaticFiles",
]
MIDDLEWARE = [
    "regions.middleware.known_hosts",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "regions.middleware.website",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mintportal.web.middleware.kind_refusal",
    "mintportal.web.middleware.kind_delay",
]
ROOT_URLCONF = "mintportal.urls"
REGION_URLS = "mintportal.region_urls.urls_of"
WSGI_APPLICATION = "mintportal.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
SCOPE_OF = "partners.scope.scope_of"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database: the app's role, and the owner's for migrations -----------------------------------
DATABASES = {"default": env.database(env.text("DATABASE_URL"))}
OWNER_URL = env.text("DATABASE_OWNER_URL", env.text("DATABASE_URL"))
DATABASES["owner"] = env.database(OWNER_URL, "DATABASE_OWNER_URL")
DATABASES["default"]["ATOMIC_REQUESTS"] = True
# Row-level security holds for the owner as well; migrations move rows of everybody.
DATABASES["owner"]["OPTIONS"] |= {"options": "-c portal.everything=on"}
DATABASE_ROUTERS = ["mintportal.web.routers.OwnerMigrates"]

# --- Tasks: Celery over Redis; without an address they run in the process -------------------------
REDIS_URL = env.text("REDIS_URL", "")
CELERY_BROKER_URL = env.broker(REDIS_URL) if REDIS_URL else "memory://"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = "Europe/Berlin"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = {
    "search follows the clock": {
        "task": "offers.jobs.refresh_search",
        "schedule": crontab(hour=0, minute=10),
    },
    "what waits in the outbox": {"task": "mintportal.mail.jobs.look_into_outbox", "schedule": 60.0},
    "old mail goes": {
        "task": "mintportal.mail.jobs.forget_old_mail",
        "schedule": crontab(hour=0, minute=20),
    },
    "a sign of life": {"task": "mintportal.jobs.sign_of_life", "schedule": 60.0},
}
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

# --- Pages ------------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "mintportal.web.context.portal",
                "regions.context.website",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "mintportal.web.templatetags.web",
                "offers.templatetags.offers",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
PORTAL_NAME = env.text("PORTAL_NAME", "MINT-Regionen")
# Who runs the portal, for Impressum, Datenschutz and Barrierefreiheit: OPERATOR_NAME and so on.
OPERATOR = {
    field: env.text(f"OPERATOR_{field.upper()}", "")
    for field in (
        *("name", "address", "represented_by", "email", "phone", "register", "vat_id"),
        *("authority", "editor", "data_protection", "logs", "accessibility_email", "dispute_body"),
    )
}

# --- Addresses: the national host, and below which name regions have theirs -----------------------
PORTAL_URL = env.text("PORTAL_URL", "http://127.0.0.1:8000" if DEMO else None).rstrip("/")
REGION_HOSTS_BELOW = (
    env.text("REGION_HOSTS_BELOW", "localhost" if DEMO else "").strip(". ").lower()
    or urlsplit(PORTAL_URL).hostname
)

# --- Mail: SMTP_URL=smtp://user:password@host:587?tls=starttls -----------------------------------
SMTP = env.smtp(env.text("SMTP_URL", "smtp://127.0.0.1:25" if DEMO else None))
EMAIL_HOST, EMAIL_PORT = SMTP.host, SMTP.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = SMTP.user, SMTP.password
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP.tls == "starttls", SMTP.tls == "yes"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "portal@mint-regionen.example" if DEMO else None)

# --- Language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("Deutsch")), ("en", _("Englisch"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

# --- Files ------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.text("STATIC_ROOT", str(BASE_DIR / ".local" / "static"))
WHITENOISE_USE_FINDERS = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# --- Safety -----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = not DEMO
SECURE_REDIRECT_EXEMPT = [r"^gesund/$"]
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEMO
SECURE_HSTS_PRELOAD = not DEMO
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "mintportal.views.forbidden"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# --- Log --------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {"django.security.DisallowedHost": {"handlers": ["console"], "level": "CRITICAL"}},
}
