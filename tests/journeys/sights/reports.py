"""HR's figures, lists and files."""

from tests.journeys import walk
from tests.journeys.acts import open_first, send_form
from tests.journeys.seeing import Sight

REPORTS = (
    Sight("erasing", "karin", "/rapporter/sletning/"),
    Sight("erasing, nothing chosen", "karin", "/rapporter/sletning/", 422, send_form),
    Sight("for the archive", "karin", "/rapporter/arkiv/"),
    Sight("status", "karin", "/rapporter/"),
    Sight("status, a day to come", "karin", "/rapporter/?dag=2999-12-31", 400),
    Sight("progress", "karin", "/rapporter/udvikling/"),
    Sight("editions", "karin", "/rapporter/versioner/"),
    Sight("campaigns", "karin", "/rapporter/runder/"),
    Sight("cohorts", "karin", "/rapporter/nyansatte/"),
    Sight("difficulty", "karin", "/rapporter/svaert/"),
    Sight("difficulty, clauses", "karin", "/rapporter/svaert/?vis=afsnit"),
    Sight("corrections", "karin", "/rapporter/rettelser/"),
    Sight("department", "karin", "/rapporter/", 200, open_first, "reports:department"),
    Sight("employee", "karin", "/rapporter/medarbejdere/", 200, open_first, "reports:person"),
    Sight("evidence", "karin", "/rapporter/beviser/"),
    Sight("files", "karin", "/rapporter/filer/"),
    Sight("file", "karin", "/rapporter/filer/", 200, walk.order_a_file, "reports:file"),
    Sight("reports by mail", "karin", "/rapporter/paa-mail/"),
    Sight("reports by mail, found", "karin", "/rapporter/paa-mail/?q=anne"),
    Sight("reports by mail, nobody", "karin", "/rapporter/paa-mail/?q=ingen"),
    Sight(
        "reports by mail, nobody chosen",
        "karin",
        "/rapporter/paa-mail/?q=anne",
        422,
        send_form,
    ),
    Sight("access for programs", "karin", "/rapporter/adgang/"),
    Sight("access for programs, nothing written", "karin", "/rapporter/adgang/", 422, send_form),
    Sight("employees", "karin", "/rapporter/medarbejdere/"),
    Sight("employees, filtered", "karin", "/rapporter/medarbejdere/?tilstand=overdue"),
    Sight("employees, nobody", "karin", "/rapporter/medarbejdere/?q=ingen"),
    Sight("employees, unknown filter", "karin", "/rapporter/medarbejdere/?tilstand=x", 400),
)
