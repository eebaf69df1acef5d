"""Signing in and out, language, and HR's pages on who works here and who may do what."""

from allauth.account import views as allauth_account
from allauth.mfa.base import views as second_step
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView

from people.views import account, directory, roles, same_person, sign_in

# allauth finds its pages by their bare names: config/urls.py includes these outside the namespace.
entrance: list[URLPattern] = [
    path("log-ind/", login_not_required(allauth_account.login), name="account_login"),
    path(
        "log-ind/ikke-ansat/",
        login_not_required(allauth_account.account_inactive),
        name="account_inactive",
    ),
    path("log-af/", login_not_required(allauth_account.logout), name="account_logout"),
    path("log-ind/kode/", allauth_account.request_login_code, name="account_request_login_code"),
    path(
        "log-ind/kode/indtast/",
        allauth_account.confirm_login_code,
        name="account_confirm_login_code",
    ),
    re_path(
        r"^log-ind/foerste-gang/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        allauth_account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("log-ind/adgangsnoegle/", sign_in.passkey, name="mfa_login_webauthn"),
    path("log-ind/andet-trin/", second_step.authenticate, name="mfa_authenticate"),
    path("min-adgang/", second_step.index, name="mfa_index"),
    # allauth's own list of keys: they stand on the page of all one's ways to sign in.
    path(
        "min-adgang/noegler/",
        RedirectView.as_view(pattern_name="mfa_index"),
        name="mfa_list_webauthn",
    ),
    path("min-adgang/noegler/ny/", sign_in.add_passkey, name="mfa_add_webauthn"),
    path("min-adgang/noegler/<int:pk>/fjern/", sign_in.remove_passkey, name="mfa_remove_webauthn"),
    path("min-adgang/app/", sign_in.add_app, name="mfa_activate_totp"),
    path("min-adgang/app/fjern/", sign_in.remove_app, name="mfa_deactivate_totp"),
    path("bekraeft/", allauth_account.reauthenticate, name="account_reauthenticate"),
    path("bekraeft/app/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("bekraeft/noegle/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]

app_name = "people"
urlpatterns = [
    path("log-ind/kommune/", sign_in.municipality, name="municipality"),
    path("log-ind/kommune/svar/", sign_in.municipality_callback, name="municipality_callback"),
    path("log-ind/seddel/", sign_in.slip, name="slip"),
    path("sprog/", account.language, name="language"),
    path("medarbejdere/import/", directory.directory, name="directory"),
    path("medarbejdere/import/oversigt/", directory.preview, name="preview"),
    path("medarbejdere/import/udfoer/", directory.apply, name="apply"),
    path("medarbejdere/import/kasser/", directory.discard, name="discard"),
    path("medarbejdere/import/samme/", directory.recognise, name="recognise"),
    path("medarbejdere/import/eksempel/<slug:name>/", directory.sample, name="sample"),
    path("medarbejdere/samme-person/", same_person.same_person, name="same_person"),
    path("medarbejdere/samme-person/<int:pk>/skil/", same_person.separate, name="separate"),
    path("medarbejdere/roller/", roles.roles, name="roles"),
    path("medarbejdere/roller/<int:pk>/fjern/", roles.revoke, name="revoke"),
]
if settings.DEMONSTRATION:
    urlpatterns.append(
        path("demonstration/", account.demonstration_sign_in, name="demonstration_sign_in")
    )
