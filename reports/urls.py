"""HR's pages."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("rapporter/", views.status, name="status"),
    path("rapporter/beviser/", views.evidence, name="evidence"),
    path("rapporter/medarbejdere/", views.employees, name="employees"),
    path("rapporter/medarbejdere.csv", views.employees_csv, name="employees_csv"),
]
