"""Language, and the demonstration's sign-in."""

from django.conf import settings
from django.urls import path

from people import views

app_name = "people"
urlpatterns = [path("sprog/", views.language, name="language")]
if settings.DEMONSTRATION:
    urlpatterns.append(
        path("demonstration/", views.demonstration_sign_in, name="demonstration_sign_in")
    )
