"""HR's rules: which there are, a new one with whom it would ask, exclusions, and the end of one."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lib.addresses import query_without
from people.models import Employee
from people.permissions import SignedInRequest, hr_only
from people.reading import record_read
from people.tree import Tree
from policy.models import Guideline
from training import actions, rule_words
from training.guidelines import published_guidelines
from training.models import Exclusion, Rule
from training.rule_forms import NEVER, ExcludeForm, RuleForm
from training.rule_pages import audience, rule_page, rules_page


@require_GET
@hr_only
def rules(request: SignedInRequest) -> HttpResponse:
    """Every rule, and how many it waits for."""
    page = rules_page(timezone.localdate())
    return TemplateResponse(request, "training/rules.html", {"page": page})


@require_http_methods(["GET", "POST"])
@hr_only
def rule_add(request: SignedInRequest) -> HttpResponse:
    """What a rule is to say stands in the address; shown whom it would ask, HR posts it."""
    today = timezone.localdate()
    tree = Tree.on(today)
    form = _rule_form(request, tree)
    preview = None
    if form.is_bound and form.is_valid():
        terms, guideline, now = form.terms(), form.cleaned_data["guideline"], timezone.now()
        if request.method == "POST":
            rule = actions.add_rule(guideline, terms=terms, by=request.user, now=now)
            return _followed(request, rule, _("The rule is saved."))
        rule = terms.rule(guideline, request.user.directory_id, now)
        preview = audience(rule, tree=tree, day=today, number=request.GET.get("side", "1"))
        _record(request, rule)
    context = {
        "form": form,
        "preview": preview,
        "query": query_without(request.GET, "side"),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "training/rule_add.html", context, status=status)


def _record(request: SignedInRequest, rule: Rule) -> None:
    """Record that the people whom a rule asks were read by name."""
    place = rule.department_id
    record_read(request, "read.rule", departments=None if place is None else [place])


def _rule_form(request: SignedInRequest, tree: Tree) -> RuleForm:
    published, today = published_guidelines(), timezone.localdate()
    return RuleForm(
        request.GET if "days" in request.GET else None,
        guidelines=Guideline.objects.filter(pk__in=[one.pk for one in published]),
        tree=tree,
        today=today,
        initial={
            "guideline": published[0].slug if published else None,
            "days": settings.DEFAULT_DAYS_TO_COMPLETE,
            "from_on": today,
            "again": NEVER,
        },
    )


@require_GET
@hr_only
def rule(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whom a rule asks and how far they have come, and whom it does not ask."""
    found = get_object_or_404(Rule.objects.select_related("guideline"), pk=pk)
    words = request.GET.get("q", "").replace("\x00", "")[:100]
    number = request.GET.get("side", "1")
    page = rule_page(found, day=timezone.localdate(), number=number, words=words)
    _record(request, found)
    context = {"page": page, "words": words, "query": query_without(request.GET, "side")}
    return TemplateResponse(request, "training/rule.html", context)


@require_http_methods(["GET", "POST"])
@hr_only
def rule_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a rule; first said is what that closes."""
    found = get_object_or_404(Rule.objects.select_related("guideline"), pk=pk, to_on=None)
    if request.method == "POST":
        ended = actions.end_rule(found, by=request.user, now=timezone.now())
        return _followed(request, ended, _("The rule has ended."))
    today = timezone.localdate()
    tree = Tree.on(today)
    context = {
        "rule": found,
        "whom": rule_words.whom(found, tree),
        "audience": audience(found, tree=tree, day=today),
    }
    return TemplateResponse(request, "training/rule_end.html", context)


@require_http_methods(["GET", "POST"])
@hr_only
def exclude(request: SignedInRequest, pk: int, employee: int) -> HttpResponse:
    """Let a rule not ask somebody, with a reason."""
    found = get_object_or_404(Rule.objects.select_related("guideline"), pk=pk, to_on=None)
    people = Employee.objects.in_headcount(timezone.localdate()).exclude(pk=request.user.pk)
    somebody = get_object_or_404(people, pk=employee)
    form = ExcludeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts = {**form.cleaned_data, "by": request.user, "now": timezone.now()}
        try:
            actions.exclude(found, somebody, **facts)
        except actions.AlreadyExcluded:
            form.add_error(None, _("The person is excluded already."))
        else:
            said = _("The rule does not ask %(name)s.") % {"name": somebody.name}
            return _followed(request, found, said)
    whom = rule_words.whom(found, Tree.on(timezone.localdate()))
    context = {"form": form, "rule": found, "name": somebody.name, "whom": whom}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "training/exclude.html", context, status=status)


@require_POST
@hr_only
def end_exclusion(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a rule ask somebody again."""
    rows = Exclusion.objects.select_related("rule__guideline", "employee")
    found = get_object_or_404(rows, pk=pk)
    actions.end_exclusion(found, by=request.user, now=timezone.now())
    said = _("The rule asks %(name)s again.") % {"name": found.employee.name}
    return _followed(request, found.rule, said)


def _followed(request: SignedInRequest, rule: Rule, said: str) -> HttpResponse:
    """Back to the rule; what follows for few people happens at once, for many by the worker."""
    if not actions.follow_if_few(rule, now=timezone.now()):
        slowly = _("It asks many, so it takes some ten minutes until all are asked.")
        said = f"{said} {slowly}"
    messages.success(request, said)
    return redirect("training:rule", rule.pk)
