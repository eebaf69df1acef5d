"""What is edited of each kind of part, in the order of its page (the format: authoring/schema.py)."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from authoring.parts import PartKind
from authoring.shapes import (
    Answers,
    Choice,
    Field,
    Group,
    Many,
    Mark,
    Number,
    Texts,
    Tick,
    Ticks,
    Word,
)
from policy.models import BlockType
from quiz.models import Collection, Kind, Topic, Verdict, Work

JUDGED = frozenset({Kind.SITUATION, Kind.FIND})
EXPLAINED = frozenset({Kind.SITUATION, Kind.AUDIENCE, Kind.FIND})
FOLLOWED = frozenset({Kind.SITUATION, Kind.AUDIENCE})
DILEMMA = frozenset({Kind.DILEMMA})
MOCKS = (("post", _("A post")), ("chat", _("A chat")), ("request", _("A friend request")))
TONES = (("good", _("Go ahead")), ("info", _("Think about it")), ("warn", _("Take care")))

PARAGRAPHS = _("A blank line makes a new paragraph.")
MARKDOWN = _("A blank line makes a new paragraph, “- ” a bullet, **two stars** bold words.")
QUOTE = Group(
    name="quote",
    label=_("The guideline’s own words"),
    hint=_("Word for word as they stand in the clause, all of it or a part."),
    kinds=EXPLAINED,
    key="clause",
    missing=_("Choose the clause that is quoted."),
    fields=(
        Choice(name="clause", label=_("Clause"), choices="clauses"),
        Texts(name="text", label=_("Quotation")),
    ),
)
CLAUSES = Many(
    name="clauses",
    label=_("Clauses"),
    hint=_("The most important first."),
    one=_("Clause"),
    add=_("Add a clause"),
    field=Choice(name="", label=_("Clause"), choices="clauses"),
    most=500,
)
LESSON = (
    Texts(name="title", label=_("Title"), most=200, is_line=True),
    Texts(name="why", label=_("Why it matters"), hint=_("One sentence.")),
    Texts(name="body", label=_("What it looks like at work"), hint=MARKDOWN),
    CLAUSES,
    Number(name="minutes", label=_("Minutes"), least=1, most=60),
    Group(
        name="more",
        label=_("Read more"),
        hint=_("What the law says. It is shown apart, and as no part of the guideline."),
        fields=(
            Texts(name="title", label=_("Title"), most=200, is_line=True),
            Texts(name="body", label=_("Text"), hint=MARKDOWN),
            Texts(name="source", label=_("Source")),
        ),
    ),
)
MOCK = Group(
    name="mock",
    label=_("The post, chat or request as drawn"),
    hint=_("Invented. It is captioned so."),
    key="kind",
    missing=_("Choose what it is, or empty the fields below."),
    fields=(
        Choice(name="kind", label=_("What it is"), choices=MOCKS),
        Word(
            name="author",
            label=_("Whose it is"),
            hint=_("Empty: a draft of the reader’s own."),
            nullable=True,
        ),
        Texts(name="audience", label=_("Line under the name"), nullable=True, is_line=True),
        Texts(name="text", label=_("Text"), nullable=True),
        Many(
            name="lines",
            label=_("Messages"),
            one=_("Message"),
            add=_("Add a message"),
            most=500,
            fields=(
                Word(name="author", label=_("From")),
                Tick(name="own", label=_("It is the reader’s own")),
                Texts(name="text", label=_("Text")),
            ),
        ),
    ),
)
OPTIONS = Many(
    name="options",
    label=_("Answers to choose from"),
    one=_("Possible answer"),
    add=_("Add an answer"),
    most=6,
    new_id="option",
    fields=(
        Mark(name="id", label=""),
        Texts(name="text", label=_("What one could do")),
        Choice(
            name="verdict",
            label=_("Verdict"),
            hint=_("In “Find it”: well spotted where the detail gives something away."),
            choices=Verdict.choices,
            kinds=JUDGED,
        ),
        Texts(name="why", label=_("Why?"), hint=PARAGRAPHS, nullable=True, kinds=EXPLAINED),
        QUOTE,
        Many(
            name="consequence",
            label=_("What happens next"),
            one=_("Step"),
            add=_("Add a step"),
            most=5,
            kinds=FOLLOWED,
            fields=(
                Texts(name="when", label=_("When"), most=100, is_line=True),
                Texts(name="text", label=_("What happens")),
            ),
        ),
        Texts(
            name="instead",
            label=_("Do this instead"),
            hint=PARAGRAPHS,
            nullable=True,
            kinds=FOLLOWED,
        ),
    ),
)
SITUATION = (
    Texts(name="title", label=_("Title"), most=200, is_line=True),
    Texts(name="story", label=_("Story"), hint=PARAGRAPHS),
    Texts(name="question", label=_("Question"), most=200, is_line=True),
    Choice(name="kind", label=_("How it is answered"), choices=Kind.choices, is_required=True),
    Choice(name="lesson", label=_("Lesson"), choices="lessons", is_required=True),
    Choice(name="topic", label=_("Topic"), choices=Topic.choices, is_required=True),
    CLAUSES,
    Choice(name="set", label=_("When it is met"), choices=Collection.choices, is_required=True),
    Choice(
        name="parallel_of",
        label=_("Parallel to"),
        hint=_("The situation whose clause it tells in another story."),
        choices="situations",
    ),
    Ticks(
        name="work",
        label=_("For this work"),
        hint=_("None: for everybody."),
        choices=Work.choices,
    ),
    Tick(name="permits", label=_("It ends in “Yes, you may”")),
    Tick(name="shuffle", label=_("The order of the answers says nothing: shuffle them")),
    Choice(name="picture", label=_("Drawing"), choices="drawings"),
    MOCK,
    OPTIONS,
    Many(
        name="considerations",
        label=_("What can weigh"),
        one=_("Consideration"),
        add=_("Add a consideration"),
        most=12,
        new_id="consideration",
        kinds=DILEMMA,
        fields=(Mark(name="id", label=""), Texts(name="text", label=_("Consideration"))),
    ),
    Group(
        name="sides",
        label=_("Both sides"),
        hint=PARAGRAPHS,
        kinds=DILEMMA,
        fields=(
            Texts(name="yes", label=_("If the answer is yes")),
            Texts(name="no", label=_("If the answer is no")),
        ),
    ),
)
RECAP = (
    Many(
        name="points",
        label=_("Three things to remember"),
        one=_("Point"),
        add=_("Add a point"),
        most=3,
        fields=(
            Texts(name="title", label=_("Title"), is_line=True),
            Texts(name="text", label=_("Text")),
            Choice(name="clause", label=_("Clause"), choices="clauses"),
        ),
    ),
)
HELPER = (
    Texts(name="title", label=_("Title"), is_line=True),
    Texts(name="intro", label=_("Introduction")),
    Many(
        name="questions",
        label=_("Questions"),
        one=_("Question"),
        add=_("Add a question"),
        most=6,
        new_id="question",
        fields=(
            Mark(name="id", label=""),
            Texts(name="text", label=_("Question"), is_line=True),
            Texts(name="hint", label=_("Hint"), nullable=True),
        ),
    ),
    Many(
        name="advice",
        label=_("Advice"),
        hint=_("The first whose answers fit is given."),
        one=_("Advice"),
        add=_("Add a piece of advice"),
        most=500,
        fields=(
            Answers(name="when", label=_("It fits where")),
            Choice(name="tone", label=_("Tone"), choices=TONES),
            Texts(name="title", label=_("Title"), is_line=True),
            Texts(name="text", label=_("Text"), hint=PARAGRAPHS),
            QUOTE,
        ),
    ),
)
CARD = (
    Choice(name="situation", label=_("Situation"), choices="situations"),
    Many(
        name="questions",
        label=_("Three questions to talk about"),
        one=_("Question"),
        add=_("Add a question"),
        field=Texts(name="", label=_("Question")),
        most=3,
    ),
)
TEXT = (
    Texts(name="title", label=_("Title"), most=200, is_line=True),
    Texts(name="statement", label=_("The sentence to acknowledge"), is_line=True),
    Many(
        name="blocks",
        label=_("The text"),
        hint=_("Paragraph by paragraph. One with a clause id is a clause."),
        one=_("Paragraph"),
        add=_("Add a paragraph"),
        most=500,
        fields=(
            Mark(name="was", label="", is_place=True),
            Choice(name="type", label=_("What it is"), choices=BlockType.choices, is_required=True),
            Word(name="clause", label=_("Clause id"), most=16, is_clause=True, nullable=True),
            Texts(name="text", label=_("Text"), is_line=True),
        ),
    ),
)
FIELDS: dict[PartKind, Sequence[Field]] = {
    PartKind.TEXT: TEXT,
    PartKind.LESSON: LESSON,
    PartKind.SITUATION: SITUATION,
    PartKind.RECAP: RECAP,
    PartKind.HELPER: HELPER,
    PartKind.CARD: CARD,
}
