"""How a field says that it must be filled in: to assistive technology, not to the browser.

Firefox calls an empty field with `required` invalid, and so does a screen reader with it, before
anybody has written a word; so it calls the whole group of radio buttons.
"""

from typing import Any

from django.forms import BoundField, Widget
from django.forms.renderers import DjangoTemplates


class Field(BoundField):
    """A field on its page."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        """With `aria-required` for `required`; a radio button may have neither."""
        attrs = super().build_widget_attrs(attrs, widget)
        if attrs.pop("required", False) and not self.use_fieldset:
            attrs["aria-required"] = "true"
        return attrs


class Renderer(DjangoTemplates):
    """Renders every form of the site with such fields."""

    bound_field_class = Field
