"""Reports as files: at once where they are small, made by the worker where they are large."""

from collections.abc import Iterator
from tempfile import TemporaryFile

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_GET, require_POST

from lib.days import day_of
from lib.pdf import PdfResponse
from people.permissions import SignedInRequest, figures_only, own_by_role, reports_only
from people.reading import record_read
from reports.documents import Document
from reports.exports import csv_lines
from reports.making import file_path, order_file, record_file
from reports.models import UNNAMED, Format, Report, ReportFile
from reports.orders import Order, Unreadable, document_of
from reports.papers import paper_of
from reports.reading import may_read_about
from reports.workbooks import write_workbook
from training.guidelines import chosen_guideline

CONTENT_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.PDF: "application/pdf",
}
# The page that a report's address leads to, where that can't be read.
PAGES = {Report.EMPLOYEES: "reports/employees.html"}


@require_GET
@figures_only
def export(request: SignedInRequest, report: Report, suffix: Format) -> HttpResponseBase:
    """The report as a file, at once; a large one is to be ordered."""
    order = _order(request, report)
    try:
        document = document_of(order, today=timezone.localdate())
    except Unreadable as refusal:
        template = PAGES.get(report, "reports/status.html")
        context = {"form": refusal.form, "query": "", "page": None}
        return TemplateResponse(request, template, context, status=400)
    if suffix != Format.PDF and document.listed > settings.REPORT_ROWS_AT_ONCE:
        context = {"document": document, "report": report, "suffix": suffix}
        query = {"query": request.GET.urlencode()}
        return TemplateResponse(request, "reports/order.html", context | query)
    _record(request, order, document)
    return _response(document, suffix)


def _order(request: SignedInRequest, report: Report) -> Order:
    names = request.user.reads_names
    if report not in UNNAMED and not names:
        raise PermissionDenied
    return Order(report, chosen_guideline(request), request.GET, names)


def _record(request: SignedInRequest, order: Order, document: Document) -> None:
    """Record that named people were taken out: by which filters, never what was searched for."""
    if order.names_people:
        record_read(
            request,
            "read.file",
            departments=order.departments,
            report=order.report,
            day=document.day.isoformat(),
            filters=order.filters,
            listed=document.listed,
        )


def _response(document: Document, suffix: Format) -> HttpResponseBase:
    name = f"{document.name}.{suffix}"
    if suffix == Format.PDF:
        return PdfResponse(paper_of(document), name)
    if suffix == Format.XLSX:
        file = TemporaryFile()  # noqa: SIM115 - the response closes it
        write_workbook(file, document)
        file.seek(0)
        kind = CONTENT_TYPES[suffix]
        return FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    language = get_language() or "da"

    def lines() -> Iterator[str]:
        # Streamed after the middleware is done, so the language is set again here.
        with override(language):
            yield from csv_lines(document)

    response = StreamingHttpResponse(lines(), content_type=CONTENT_TYPES[suffix])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@reports_only
def order(request: SignedInRequest, report: Report, suffix: Format) -> HttpResponse:
    """Let the worker make it."""
    asked, now = _order(request, report), timezone.now()
    try:
        document = document_of(asked, today=day_of(now))
    except Unreadable:
        return redirect("reports:files")
    file = order_file(
        asked,
        suffix=suffix,
        day=document.day,
        total=document.listed,
        language=get_language() or "da",
        by=request.user,
        now=now,
    )
    return redirect("reports:file", file.pk)


@require_GET
@own_by_role
def files(request: SignedInRequest) -> HttpResponse:
    """One's own files."""
    own = ReportFile.objects.kept(timezone.now()).filter(asked_by=request.user)
    return TemplateResponse(request, "reports/files.html", {"files": own})


def _own(request: SignedInRequest, pk: int) -> ReportFile:
    """A file of one's own that one may still read."""
    now = timezone.now()
    kept = ReportFile.objects.kept(now).select_related("guideline")
    found = get_object_or_404(kept, pk=pk, asked_by=request.user)
    if not may_read_about(request.user, found.department_id, day_of(now)):
        raise Http404
    return found


@require_GET
@own_by_role
def file(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a file is, and the way to fetch it."""
    return TemplateResponse(request, "reports/file.html", {"file": _own(request, pk)})


@require_GET
@own_by_role
def download(request: SignedInRequest, pk: int) -> FileResponse:
    """Fetch it; that is recorded."""
    found = _own(request, pk)
    path = file_path(found)
    if path is None:
        raise Http404
    record_file(found, "fetched", found.total, timezone.now())
    kind, name = CONTENT_TYPES[Format(found.suffix)], found.download_name
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)
