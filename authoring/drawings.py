"""The drawings a situation can show: the file in templates/drawings/, and what an editor calls it."""

from django.utils.translation import gettext_lazy as _

DRAWINGS = {
    "beach-outing": _("A day at the beach"),
    "birthday-cake": _("Birthday at the nursery"),
    "cake-desk": _("Cake in the office"),
    "flower-bed": _("The flower bed"),
    "garden-party": _("The summer party"),
    "job-fair": _("The job fair"),
    "morning-road": _("The road at sunrise"),
    "office-desk": _("The desk"),
    "phone-night": _("The phone in the evening"),
    "playground": _("The new playground"),
    "reading-circle": _("The reading circle"),
    "reception": _("The reception"),
    "recycling": _("The recycling yard"),
    "road-works": _("The road works"),
    "school-yard": _("The school yard"),
    "staff-room": _("The staff room"),
}
