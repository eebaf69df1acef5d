"""The mails about questions to a manager: what they say now, or why they are not sent."""

from datetime import datetime

from lib.days import day_of
from outbox.handlers import Answer, NotNeeded
from outbox.models import Message
from people.models import Employee
from people.names import names_of
from training import question_letters
from training.models import Question, Reply
from training.questions import recipients_of
from training.unneeded import ANSWERED, GONE, LEFT, NO_ADDRESS, NOT_ASKED


def question(message: Message, now: datetime) -> Answer:
    """To somebody who is to answer, as long as nobody has and they still are."""
    open_questions = Question.objects.open().select_related("employee")
    found = open_questions.filter(pk=message.payload["question"]).first()
    if found is None:
        return NotNeeded(ANSWERED)
    asked = recipients_of(found.employee, day_of(now))
    reader = next((one for one in asked if one.pk == message.payload["reader"]), None)
    if reader is None:
        return NotNeeded(NOT_ASKED)
    if not reader.email:
        return NotNeeded(NO_ADDRESS)
    return question_letters.asked(found, reader).mail_to(reader.email)


def answer(message: Message, now: datetime) -> Answer:
    """To the employee who asked."""
    replies = Reply.objects.select_related("question__employee")
    reply = replies.filter(pk=message.payload["reply"]).first()
    if reply is None:
        return NotNeeded(GONE)
    employee = reply.question.employee
    if not Employee.objects.in_headcount(day_of(now)).filter(pk=employee.pk).exists():
        return NotNeeded(LEFT)
    if not employee.email:
        return NotNeeded(NO_ADDRESS)
    by = names_of([reply.answered_by])[reply.answered_by]
    return question_letters.answered(reply, employee, by=by).mail_to(employee.email)
