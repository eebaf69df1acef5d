"""The policy room's texts in three languages."""

from modeltranslation.translator import TranslationOptions, register

from policy.models import Block, Edition, Lesson


@register(Edition)
class EditionTranslation(TranslationOptions):
    """Title, sentence and source text."""

    fields = ("title", "statement", "source")


@register(Block)
class BlockTranslation(TranslationOptions):
    """The block's text."""

    fields = ("text",)


@register(Lesson)
class LessonTranslation(TranslationOptions):
    """What a lesson says."""

    fields = ("title", "why", "body", "more_title", "more_body", "more_source")
