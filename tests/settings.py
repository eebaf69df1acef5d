"""Settings for the tests: production's, but for speed, and an undefined template variable fails."""

import os
import sys

for _name in (
    "DEMONSTRATION",
    "DEBUG",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "TRUSTED_PROXIES",
    "EMAIL_HOST",
    "OIDC_ISSUER",
):
    os.environ.pop(_name, None)
os.environ["SITE_URL"] = "https://omtanke.example"
os.environ["EMAIL_FROM"] = "omtanke@omtanke.example"
os.environ["HTTPS"] = "0"
os.environ["STRONG_SIGN_IN"] = "0"  # tests/people/test_second_step.py is about it
os.environ["SECRET_KEY"] = "only-for-tests"

from config.settings import *  # noqa: E402 - the environment comes first
from config.settings import BASE_DIR, DATABASES, STORAGES, TEMPLATES, VAR  # noqa: E402 - as above

REPORT_FOLDER = str(VAR / "reports-in-tests")
EVIDENCE_KEY_FILE = str(VAR / "no-key-in-tests")  # a test that needs one makes its own

# Sign-in limits are forgotten between tests without a query.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Static files come from where they are written: nothing to collect first.
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

_options = DATABASES["default"]["OPTIONS"]
_options.pop("pool", None)  # its threads would hold the test database when that is dropped
if "init_command" in _options:
    _options["init_command"] = _options["init_command"].replace("=FULL", "=NORMAL")


class UndefinedVariableError(AssertionError):
    """A template of ours names what its view did not give it."""


class Undefined(str):
    """What Django puts in place of an undefined variable: an error in our templates.

    Django's and allauth's own rely on empty text there. Which template it is, only the node
    being rendered knows.
    """

    def __mod__(self, variable: object) -> str:
        origin = _template_being_rendered()
        if origin.startswith(str(BASE_DIR / "templates")):
            raise UndefinedVariableError(f"{variable} is undefined in {origin}")
        return ""


def _template_being_rendered() -> str:
    frame = sys._getframe(2).f_back
    while frame:
        if frame.f_code.co_name == "render_annotated":
            return str(getattr(frame.f_locals["self"].origin, "name", ""))
        frame = frame.f_back
    return ""


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")
