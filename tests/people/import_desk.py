"""HR at the import's pages: a file uploaded, what is shown of it, its confirmation."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from people.models import Employee
from tests.conftest import soup
from tests.people.directory.deliveries import LIST, a_row, text_of

SignIn = Callable[[Employee | None], Client]
PATH = "Sønderborg Kommune > "
# Where those of the cast are who are not at the top.
PLACES = {
    "Mette Hansen": PATH + "Sundhed og Senior > Plejecenter Mølleparken",
    "Anne Krogh": PATH + "Sundhed og Senior",
    "Ali Yilmaz": PATH + "Vej og Park",
    "Bo Holm": PATH + "Vej og Park",
}


def everybody(*more: list[str], but: str = "") -> bytes:
    """The cast as a plain list, without one of them, and with others."""
    Employee.objects.filter(name="Mette Hansen").update(email="mette@example.org")
    rows = []
    for number, person in enumerate(Employee.objects.order_by("pk"), 9000):
        if person.employee_number is None:
            Employee.objects.filter(pk=person.pk).update(employee_number=str(number))
            person.employee_number = str(number)
        place = PLACES.get(person.name, "Sønderborg Kommune")
        row = a_row(person.employee_number, person.name, place, email=person.email or "")
        if person.name != but:
            rows.append([*row[:4], *row[5:]])
    return text_of([*LIST[:4], *LIST[5:]], [*rows, *([*r[:4], *r[5:]] for r in more)]).encode()


def upload(client: Client, content: bytes, name: str = "liste.csv", **fields: str) -> Any:
    """The page that follows on sending a file."""
    file = SimpleUploadedFile(name, content)
    return client.post("/medarbejdere/import/", {"file": file, **fields})


def shown(client: Client, query: str = "") -> Any:
    """The overview of what would change, or a part of it."""
    return soup(client.get(f"/medarbejdere/import/oversigt/{query}"))


def figures(page: Any) -> dict[str, str]:
    """How many join, move, change, leave and stay, as an overview says it."""
    return {one.dt.get_text(): one.dd.get_text().strip() for one in page.select(".figures > div")}


def confirm(client: Client, **fields: str) -> Any:
    """Confirm what the overview shows."""
    page = shown(client)
    form = page.select_one("form[action='/medarbejdere/import/udfoer/']")
    given = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}
    return client.post("/medarbejdere/import/udfoer/", given | fields)
