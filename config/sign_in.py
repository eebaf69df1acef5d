"""How people sign in: allauth's settings, and the organisation's own sign-in (docs/sign-in.md)."""

from django.core.exceptions import ImproperlyConfigured

from config import env

ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {
    "login": "people.forms.SignInForm",
    "request_login_code": "people.sign_in.forms.RequestCodeForm",
    "confirm_login_code": "people.sign_in.forms.CodeForm",
    "reset_password_from_key": "people.sign_in.forms.FirstPasswordForm",
    "reauthenticate": "people.sign_in.forms.PasswordAgainForm",
}
# Sixty colleagues can share one address; an account under attack has only one.
SIGN_INS_A_MINUTE = env.number("SIGN_INS_A_MINUTE", default=600, least=1)
_address = f"{SIGN_INS_A_MINUTE}/m/ip"
ACCOUNT_RATE_LIMITS = {
    "login": _address,
    "login_failed": "10/5m/key",
    "request_login_code": f"{_address},3/m/key,10/h/key",
    "reset_password_from_key": _address,
    "slip": _address,
}
# A code by mail; nobody is told whether an address is known here.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# The link by which somebody without a password chooses their first one.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class, no password
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600
# Passkeys and authenticator apps; whoever has one is asked for it after a password or a code.
MFA_ADAPTER = "people.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from the directory, not from people
MFA_TOTP_TOLERANCE = 1  # clocks differ, and typing takes a while
MFA_RATE_LIMITS = {"webauthn_login": _address}
MFA_FORMS = {
    "authenticate": "people.sign_in.forms.SecondStepForm",
    "reauthenticate": "people.sign_in.forms.SecondStepAgainForm",
    "activate_totp": "people.sign_in.forms.ActivateAppForm",
    "add_webauthn": "people.sign_in.forms.AddPasskeyForm",
    "login_webauthn": "people.sign_in.forms.PasskeyForm",
    "authenticate_webauthn": "people.sign_in.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "people.sign_in.forms.PasskeyAgainForm",
}
# Whether whoever has a role, and did not come by the organisation's own sign-in, needs one of them.
STRONG_SIGN_IN = env.flag("STRONG_SIGN_IN", default=not env.flag("DEMONSTRATION", default=False))
# The organisation's own sign-in (docs/sign-in.md): who answers for it, and which claim names a person.
OIDC_ISSUER = env.issuer("OIDC_ISSUER")
OIDC_CLIENT_ID = env.text("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET", "")
OIDC_SCOPES = env.words("OIDC_SCOPES", ["openid"])
OIDC_CLAIM = env.text("OIDC_CLAIM", "")
OIDC_MATCHES = env.one_of("OIDC_MATCHES", "directory_id", ("directory_id", "employee_number"))
for _name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_CLAIM"):
    if OIDC_ISSUER and not env.text(_name, ""):
        raise ImproperlyConfigured(f"OIDC_ISSUER is set: set {_name} as well.")
if OIDC_CLAIM in {"email", "upn", "preferred_username", "unique_name", "name"}:
    raise ImproperlyConfigured(
        f"OIDC_CLAIM={OIDC_CLAIM!r} can change or be given to somebody else: choose one that never does."
    )
SOCIALACCOUNT_ADAPTER = "people.adapters.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"provider_class": "people.sign_in.oidc.Provider"}}
