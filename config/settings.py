"""All settings, for production by default; the environment says what differs (docs/operations.md)."""

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import env
from config.jobs import *
from config.organisation import readable_palette
from config.sign_in import *

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.text("VAR", str(BASE_DIR / "var")))

# Demonstration: one-click sign-in for an invented organisation. bin/start alone sets it;
# config/demonstration.py refuses every address but loopback and every database with real people.
DEMONSTRATION = env.flag("DEMONSTRATION", default=False)
DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY", VAR / "secret_key")

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", default=0)
HTTPS = env.flag("HTTPS", default=not DEMONSTRATION)

# What is this organisation's own.
ORGANISATION_NAME = env.text("ORGANISATION_NAME", "Sønderborg Kommune")
ORGANISATION_TIME_ZONE = env.text("ORGANISATION_TIME_ZONE", "Europe/Copenhagen")
ORGANISATION_COLOUR = env.colour("ORGANISATION_COLOUR", "#0b4f6c")
ORGANISATION_ACCENT = env.colour("ORGANISATION_ACCENT", ORGANISATION_COLOUR)
ORGANISATION_PALETTE = readable_palette(ORGANISATION_COLOUR, ORGANISATION_ACCENT)
ORGANISATION_LOGO = env.logo("ORGANISATION_LOGO")
ORGANISATION_MARK = f"mark{Path(ORGANISATION_LOGO).suffix or '.svg'}"
ORGANISATION_CONTACT = env.text("ORGANISATION_CONTACT", "")
ACCESSIBILITY_STATEMENT_URL = env.text("ACCESSIBILITY_STATEMENT_URL", "")
PEOPLE_IMPORT_MOST_LEAVING = env.number("PEOPLE_IMPORT_MOST_LEAVING", default=20)  # per cent
# What follows when an import of people has been applied: each is called with `now`.
PEOPLE_AFTER_IMPORT = ["training.actions.reconcile"]
DEFAULT_DAYS_TO_COMPLETE = env.number("DEFAULT_DAYS_TO_COMPLETE", default=14, least=1)
# Reminders: days before the deadline, weeks after it, and after how many days overdue the manager's
# own manager is told (0: never).
REMINDER_DAYS_BEFORE = env.numbers("REMINDER_DAYS_BEFORE", [7, 1])
REMINDER_WEEKS_AFTER = env.number("REMINDER_WEEKS_AFTER", default=8)
ESCALATE_AFTER_DAYS = env.number("ESCALATE_AFTER_DAYS", default=0)
# A manager's own reminder reaches the same person at most once in so many days.
NUDGE_AFTER_DAYS = env.number("NUDGE_AFTER_DAYS", default=3, least=1)

# Reports as files: from how many rows on the worker makes them, where they are kept and for how long;
# and how often a program with a token may ask.
REPORT_ROWS_AT_ONCE = env.number("REPORT_ROWS_AT_ONCE", default=20_000)
REPORT_FOLDER = env.text("REPORT_FOLDER", str(VAR / "reports"))
REPORT_FILE_DAYS = env.number("REPORT_FILE_DAYS", default=7, least=1)
API_REQUESTS_A_MINUTE = env.number("API_REQUESTS_A_MINUTE", default=60, least=1)
# How many months after completion three more situations follow (0: never), and whether they stand on the
# first page until they are answered.
FOLLOW_UP_MONTHS = env.number("FOLLOW_UP_MONTHS", default=5)
FOLLOW_UP_REQUIRED = env.flag("FOLLOW_UP_REQUIRED", default=False)

# The evidence log (docs/operations.md): its name, its key, and where checkpoints go.
EVIDENCE_ORIGIN = env.name("EVIDENCE_ORIGIN", "omtanke")
EVIDENCE_KEY_FILE = env.text("EVIDENCE_KEY_FILE", str(VAR / "evidence_key"))
EVIDENCE_FOLDER = env.text("EVIDENCE_FOLDER", "")
EVIDENCE_TIMESTAMP_URL = env.text("EVIDENCE_TIMESTAMP_URL", "")
EVIDENCE_TIMESTAMP_ROOTS = env.text("EVIDENCE_TIMESTAMP_ROOTS", "")
EVIDENCE_MAIL = env.words("EVIDENCE_MAIL", [])
# Retention (privacy/retention.toml): how long answers stay their writer's, and where it is written down who
# was erased. After how many years people are erased is signed for on HR's page.
ANSWERS_KEPT_MONTHS = env.number("ANSWERS_KEPT_MONTHS", default=8, least=1)
RETENTION_FOLDER = env.text("RETENTION_FOLDER", "")
EVIDENCE_SOURCES = ["policy.evidence.PolicySource"]
# What a lesson with its situations took others: the training counts it, a situation's page says it.
LESSON_MINUTES = "training.progress.lesson_minutes"

INSTALLED_APPS = [
    "lib",
    "outbox",
    "audit",
    "evidence",
    "people",
    "policy",
    "quiz",
    "training",
    "authoring",
    "reports",
    "privacy",
    "modeltranslation",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.plain_sessions",
    "config.middleware.plain_api",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.middleware.language",
    "people.middleware.idle_sign_out",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.middleware.plain_requests",  # its error pages know the reader's language and token
    "config.middleware.Conflicts",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.l10n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "people.context_processors.site",
                "config.pages.pages",
            ],
        },
    }
]

FORM_RENDERER = "lib.formfields.Renderer"

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{VAR / 'omtanke.sqlite3'}"), conn_max_age=0
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: writers queue instead of failing. FULL: a committed row survives a power cut.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON;",  # else REPLACE would pass by the triggers that freeze rows,
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),  # what the address itself asks for, like sslmode
        "pool": {"min_size": 1, "max_size": 8, "timeout": 20},
        # Compiling a report's query takes a second, and running it much less.
        "options": "-c jit=off",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in limits count across processes, so they live in the database.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}
}

AUTH_USER_MODEL = "people.Employee"
AUTHENTICATION_BACKENDS = ["people.backends.SignInBackend"]
PASSWORD_HASHERS = ["people.hashers.Argon2idHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in (
            "MinimumLengthValidator",
            "CommonPasswordValidator",
            "NumericPasswordValidator",
        )
    ),
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "training:my_training"
LOGOUT_REDIRECT_URL = "account_login"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

SESSION_COOKIE_AGE = 30 * 60
OWN_DEVICE_DAYS = env.number("OWN_DEVICE_DAYS", default=30)
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS: list[str] = []  # no page takes a file, but for people.uploads.takes_file
# Where more than that may be sent: twice what is read, so that a page can say what is too large.
LARGE_BODIES = {"/medarbejdere/import/": 64 * 1024 * 1024}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [NONE],
        "connect-src": [SELF],  # a page about long work asks for itself again
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = ORGANISATION_TIME_ZONE
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["config.formats"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "da"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("da",)

CRISPY_ALLOWED_TEMPLATE_PACKS = "omtanke"
CRISPY_TEMPLATE_PACK = "omtanke"
CRISPY_FAIL_SILENTLY = False

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "config.scripts.ScriptFinder",
    "config.styles.StyleFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Mail: what is put into the outbox is sent by `manage.py work`. A demonstration has invented people,
# so it sends nothing to anybody and only shows what it would.
EMAIL_BACKEND = (
    "django.core.mail.backends.dummy.EmailBackend"
    if DEMONSTRATION
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST = "" if DEMONSTRATION else env.text("EMAIL_HOST", "")
EMAIL_PORT = env.number("EMAIL_PORT", default=587, least=1)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_STARTTLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.mailbox("EMAIL_FROM", "")
# Where the links in mails lead.
SITE_URL = env.url("SITE_URL", f"http://localhost:{env.number('PORT', default=8000, least=1)}")
for _name in ("EMAIL_FROM", "SITE_URL"):
    if EMAIL_HOST and not env.text(_name, ""):
        raise ImproperlyConfigured(f"EMAIL_HOST is set, so mail is sent: set {_name} as well.")

SITE_NAME = _("Omtanke online")
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"refusals": {"()": "config.logs.Refusals"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["refusals"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
