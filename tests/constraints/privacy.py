"""How each rule of privacy is broken."""

from collections.abc import Callable

from privacy.models import RetentionDecision
from tests.constraints.rows import again

BREAK: dict[str, Callable[[], object]] = {
    "privacy_retentiondecision_years": lambda: again(RetentionDecision.objects.get(), years=31),
    "privacy_retentiondecision_is_signed": lambda: again(
        RetentionDecision.objects.get(), grounds=""
    ),
}
