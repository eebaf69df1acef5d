"""Language, the demonstration's sign-in, and HR's pages on who works here and who may do what."""

from django.conf import settings
from django.urls import path

from people.views import account, directory, roles, same_person

app_name = "people"
urlpatterns = [
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
