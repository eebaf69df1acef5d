"""The quiz room's texts in three languages."""

from modeltranslation.translator import TranslationOptions, register

from quiz.models import ConsequenceStep, Consideration, Option, Situation


@register(Situation)
class SituationTranslation(TranslationOptions):
    """The story, and a dilemma's two sides."""

    fields = ("title", "story", "question", "side_yes", "side_no")


@register(Option)
class OptionTranslation(TranslationOptions):
    """What one could do, why it is so, and what to do instead."""

    fields = ("text", "why", "quote", "instead")


@register(ConsequenceStep)
class ConsequenceStepTranslation(TranslationOptions):
    """What happens, and when."""

    fields = ("when", "text")


@register(Consideration)
class ConsiderationTranslation(TranslationOptions):
    """What can weigh."""

    fields = ("text",)
