"""Django's own sentences that this site says in its own words: named here, the catalogues may hold them."""

from django.utils.translation import gettext_noop

SAID_OTHERWISE = (
    gettext_noop("This field is required."),
    gettext_noop("This password is too common."),
    gettext_noop("This password is entirely numeric."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
)
