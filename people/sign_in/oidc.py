"""The organisation's own sign-in by OpenID Connect: allauth's, held to one issuer and one claim.

Nothing of what the provider says about a person is stored: the claim that names them stands in the
session, everything else, a CPR number with it, is forgotten with the request.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from lib.cpr import looks_like_cpr
from people.models import Employee

PROVIDER = "openid_connect"
# The one that is configured; it names the provider in the session.
PROVIDER_ID = "organisation"
CONFIGURATION_SECONDS = 600
# Signed with the provider's private key alone: a shared secret or no signature at all is no proof.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
LEEWAY = 30  # seconds by which the clocks may differ
LONGEST = 64  # as the directory's own ids


class Refused(OAuth2Error):
    """What the provider answered is not believed; the message tells nothing of a person."""


def app() -> SocialApp:
    """The provider as the environment configures it; `SocialApp.DoesNotExist` where it does not."""
    if not settings.OIDC_ISSUER:
        raise SocialApp.DoesNotExist
    return SocialApp(
        provider=PROVIDER,
        provider_id=PROVIDER_ID,
        name=settings.ORGANISATION_NAME,
        client_id=settings.OIDC_CLIENT_ID,
        secret=settings.OIDC_CLIENT_SECRET,
        settings={
            "server_url": settings.OIDC_ISSUER,
            "scope": settings.OIDC_SCOPES,
            "oauth_pkce_enabled": True,
        },
    )


class Adapter(OpenIDConnectOAuth2Adapter):
    """Talks to the provider, and believes a signed ID token alone."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, PROVIDER_ID)

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself, asked anew every ten minutes."""
        key = f"oidc:{settings.OIDC_ISSUER}"
        found: dict[str, Any] | None = cache.get(key)
        if found is None:
            try:
                found = super().openid_config
            except (requests.RequestException, ValueError) as problem:
                raise Refused("The provider's configuration can't be read.") from problem
            cache.set(key, found, CONFIGURATION_SECONDS)
        if str(found.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER:
            raise Refused("The provider's configuration names another issuer.")
        return found

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Where the provider sends people back to: this has to be registered there."""
        return request.build_absolute_uri(reverse("people:municipality_callback"))

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any
    ) -> Any:
        """Who signed in, by the ID token: its signature, issuer, audience, time and nonce are checked."""
        claims = self._claims_of(str(kwargs["response"].get("id_token", "")), app.client_id)
        if not constant_time_compare(str(claims.get("nonce", "")), nonce_of(request.GET["state"])):
            raise Refused("The ID token answers another request.")
        return self.get_provider().sociallogin_from_response(request, claims)

    def _claims_of(self, id_token: str, client_id: str) -> dict[str, Any]:
        """What a token says that the provider signed, for this site, and not long ago."""
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key_of(id_token),
                algorithms=ALGORITHMS,
                issuer=self.openid_config["issuer"],
                audience=client_id,
                leeway=LEEWAY,
                options={"require": ["iss", "aud", "exp", "iat"]},
            )
        except (jwt.PyJWTError, TypeError, ValueError, KeyError) as problem:
            raise Refused(f"The ID token is not valid ({type(problem).__name__}).") from problem
        return claims

    def _key_of(self, id_token: str) -> Any:
        """The provider's key that signed it: the one it names, or the only one there is."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        name = jwt.get_unverified_header(id_token).get("kid")
        fitting = [one for one in keys if name is None or one.key_id == name]
        if len(fitting) != 1:
            raise jwt.InvalidKeyError("no key fits")
        return fitting[0].key


class Provider(OpenIDConnectProvider):
    """Takes one claim from what the provider says, and nothing else."""

    oauth2_adapter_class = Adapter

    def get_oauth2_adapter(self, request: HttpRequest) -> Adapter:
        """The adapter for this request."""
        return Adapter(request)

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """To sign in, whatever the address asks for: nobody connects accounts, or widens the scope."""
        kwargs: dict[str, Any] = super().get_redirect_from_request_kwargs(request)
        state_id = get_random_string(32)
        return kwargs | {
            "process": AuthProcess.LOGIN,
            "scope": self.get_scope(),
            "state_id": state_id,
            "auth_params": {"nonce": nonce_of(state_id)},
        }

    def extract_uid(self, data: Mapping[str, Any]) -> str:
        """The claim that names the person; `Refused` where there is none that can be an id."""
        value = data.get(settings.OIDC_CLAIM)
        uid = str(value).strip() if isinstance(value, str | int) else ""
        if isinstance(value, bool) or not 0 < len(uid) <= LONGEST or "\x00" in uid:
            raise Refused("The ID token lacks the claim that names a person.")
        if looks_like_cpr(uid):
            raise Refused("The claim that names a person holds what looks like a CPR number.")
        return uid

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Nothing is kept beside the claim."""
        return {}

    def extract_common_fields(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Names come from the directory."""
        return {}

    def extract_email_addresses(self, data: Mapping[str, Any]) -> list[Any]:
        """So do addresses; nobody is ever matched by one."""
        return []


def nonce_of(state_id: str) -> str:
    """What the ID token has to repeat: it follows from the state, which holds once, in one session."""
    return salted_hmac("people.sign_in.oidc", state_id, algorithm="sha256").hexdigest()


def person_of(claim: str) -> Employee | None:
    """The one employee whom the claim names, also by another id of theirs; None where there is none."""
    field = settings.OIDC_MATCHES
    named = Q(**{f"{field}__in": _spellings(claim)}, merged_into=None)
    also = Q(**{f"aliases__{field}__in": _spellings(claim)})
    found = list(Employee.objects.filter(named | also).distinct()[:2])
    return found[0] if len(found) == 1 else None


def _spellings(claim: str) -> set[str]:
    """A UUID is the same in capitals and in small letters; other ids are as they are written."""
    try:
        UUID(claim)
    except ValueError:
        return {claim}
    return {claim, claim.lower(), claim.upper()}
