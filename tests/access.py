"""Who may open each address: one table, on which tests/test_access.py and others stand."""

from typing import NamedTuple

ROLES = (
    "nobody",
    "new_hire",
    "colleague",
    "manager",
    "other_manager",
    "hr",
    "editor",
    "auditor",
    "committee",
)
ALL = set(ROLES)
SIGNED_IN = ALL - {"nobody"}
MANAGERS = {"manager", "other_manager", "hr"}
NAMES = {"hr", "auditor"}
FIGURES = {*NAMES, "committee"}
HR = {"hr"}
EDITOR = {"editor"}
EXAMPLES = {*HR, *EDITOR}
REVIEWERS = {"editor", "hr"}
# Mette has the module; the others would find nothing of theirs there.
METTE = {"new_hire"}
# Anne manages Mette; Bo manages others.
HER_MANAGERS = {"manager", "hr"}
# In an address: Mette's key, the key of a leave of hers, and that of the whole organisation.
HER_KEY, HER_LEAVE, THE_ROOT = "her key", "her leave", "the root's key"
# In an address: the key of an acknowledgement of hers on paper.
HER_PAPER = "her paper"
# In an address: the key of the same, signed, so that it has its proof.
OWN_RECEIPT = "her receipt"
# In an address: the day of a round that is over.
LAST_MONTH = "a day last month"
# In an address: the key of another id of hers, and of the editor's role.
HER_ALIAS, A_ROLE = "her alias", "a role"
# In an address: a question of hers, one that is answered, and an example made of it.
HER_QUESTION, HER_ANSWERED, AN_EXAMPLE = "her question", "her answered question", "an example"
# In an address: Anne's key, and that of somebody's standing in for her.
ANNES_KEY, ANNES_SUBSTITUTE = "Anne's key", "Anne's substitute"
# In an address: the key of a rule, and of her exclusion from it.
A_RULE, HER_EXCLUSION = "a rule", "her exclusion"
# In an address: the key of a passkey of hers.
HER_PASSKEY = "her passkey"
# In an address: the keys of a file, a schedule and a token of HR's.
A_FILE, A_SCHEDULE, A_TOKEN = "a file", "a schedule", "a token"


class Row(NamedTuple):
    """Who gets in (200 or a redirect within the site), and with which method."""

    who: set[str]
    args: tuple[str | int, ...] = ()
    method: str = "get"
    # Those who are signed in but have nothing there are sent elsewhere or told 404, never 200.
    lacks: int = 403


G = "social-media"
DRAFT = (G, "1.0", 2)
PART = (*DRAFT, "situation", "reading-circle")
# A draft of the text that Henrik sent; for HR's last step, approved by Karin.
IN_REVIEW = APPROVED = (G, "2.0", 1)
REMOVED = (*DRAFT, "situation", "flower-bed")
MET = (G, "reading-circle")
FLAG = -1  # in place of the number of a flag that is made for the test
TABLE = {
    "account_login": Row(ALL),
    "account_inactive": Row(ALL),
    "account_logout": Row(ALL),
    "account_request_login_code": Row(ALL),
    "account_confirm_login_code": Row(ALL),
    "account_reset_password_from_key": Row(ALL, ("1", "no-key")),
    "mfa_login_webauthn": Row(ALL),
    "mfa_authenticate": Row(ALL),
    "mfa_index": Row(SIGNED_IN),
    "mfa_list_webauthn": Row(SIGNED_IN),
    "mfa_add_webauthn": Row(SIGNED_IN),
    "mfa_remove_webauthn": Row(METTE, (HER_PASSKEY,), lacks=404),
    "mfa_activate_totp": Row(SIGNED_IN),
    "mfa_deactivate_totp": Row(set(), lacks=404),  # nobody in the table has set up an app
    "account_reauthenticate": Row(set()),  # nobody here has a password to confirm
    "mfa_reauthenticate": Row(set()),
    "mfa_reauthenticate_webauthn": Row(set()),
    "people:municipality": Row(ALL),
    "people:municipality_callback": Row(ALL),
    "people:slip": Row(ALL),
    "people:language": Row(ALL, method="post"),
    "people:directory": Row(HR),
    "people:preview": Row(HR),
    "people:apply": Row(HR, method="post"),
    "people:discard": Row(HR, method="post"),
    "people:recognise": Row(HR, method="post"),
    "people:sample": Row(HR, ("fem-filer",)),
    "people:same_person": Row(HR),
    "people:separate": Row(HR, (HER_ALIAS,), "post"),
    "people:roles": Row(HR),
    "people:revoke": Row(HR, (A_ROLE,)),
    "training:my_training": Row(SIGNED_IN),
    "training:start": Row(METTE, (G,), "post", 404),
    "training:next_step": Row(METTE, (G,), lacks=404),
    "training:lesson": Row(METTE, (G, "photos"), lacks=404),
    "training:acknowledge": Row(METTE, (G,), lacks=404),
    "training:receipt": Row(METTE, (G,), lacks=404),
    "training:receipt_json": Row(METTE, (G,), lacks=404),
    "training:receipt_file": Row(METTE, (G,), lacks=404),
    "training:team": Row(MANAGERS),
    "training:assign": Row(MANAGERS),
    "training:reminders": Row(HR),
    "training:message": Row(HR, (1,)),
    "training:message_stop": Row(HR, (1,), "post"),
    "training:message_retry": Row(HR, (1,), "post"),
    "training:mail_hold": Row(HR, method="post"),
    "training:mail_lift": Row(HR, method="post"),
    "training:rules": Row(HR),
    "training:rule_add": Row(HR),
    "training:rule": Row(HR, (A_RULE,)),
    "training:rule_end": Row(HR, (A_RULE,)),
    "training:exclude": Row(HR, (A_RULE, HER_KEY)),
    "training:end_exclusion": Row(HR, (HER_EXCLUSION,), "post"),
    "training:person": Row(HER_MANAGERS, (HER_KEY,)),
    "training:move_due_date": Row(HER_MANAGERS, (HER_KEY,)),
    "training:pause": Row(HER_MANAGERS, (HER_KEY,)),
    "training:resume": Row(HER_MANAGERS, (HER_KEY, HER_LEAVE)),
    "training:exempt": Row(HER_MANAGERS, (HER_KEY,)),
    "training:end_exemption": Row(HER_MANAGERS, (HER_KEY,), "post"),
    "training:on_behalf": Row(HER_MANAGERS, (HER_KEY,)),
    "training:questions": Row(SIGNED_IN),
    "training:question": Row({"new_hire", *HER_MANAGERS}, (HER_QUESTION,)),
    "training:take_back": Row(METTE, (HER_QUESTION,), "post"),
    "training:team_questions": Row(MANAGERS),
    "training:example_propose": Row(HER_MANAGERS, (HER_ANSWERED,)),
    "training:examples": Row(EXAMPLES),
    "training:example": Row(EXAMPLES, (AN_EXAMPLE,)),
    "training:remind": Row(HER_MANAGERS, (HER_KEY,), "post"),
    "training:remind_overdue": Row(MANAGERS, method="post"),
    "training:substitutes": Row(HER_MANAGERS, (ANNES_KEY,)),
    "training:substitute_end": Row(HER_MANAGERS, (ANNES_KEY, ANNES_SUBSTITUTE), "post"),
    "training:sign_in_help": Row(HER_MANAGERS, (HER_KEY,)),
    "training:sign_in_link": Row(HER_MANAGERS, (HER_KEY,), "post"),
    "training:sign_in_slip": Row(HER_MANAGERS, (HER_KEY,), "post"),
    "training:revoke_slip": Row(HER_MANAGERS, (HER_KEY,), "post"),
    "privacy:privacy": Row(ALL),
    "training:accessibility": Row(ALL),
    "training:accessibility_statement": Row(ALL),
    "quiz:situation": Row(METTE, (G, "reading-circle"), lacks=404),
    "quiz:feedback": Row(METTE, (G, "reading-circle", 1), lacks=404),
    "training:work": Row(METTE, (G,), lacks=404),
    "training:follow_up_start": Row(METTE, (G,), method="post", lacks=404),
    "training:follow_up": Row(METTE, (G, 2), lacks=404),
    "training:follow_up_feedback": Row(METTE, (G, 1), lacks=404),
    "training:follow_up_thanks": Row(METTE, (G,), lacks=404),
    "training:recap": Row(METTE, (G,), lacks=404),
    "quiz:cards": Row(SIGNED_IN, (G,)),
    "quiz:deck": Row(SIGNED_IN, (G,)),
    "quiz:card": Row(SIGNED_IN, (G, "card-new-manager")),
    "policy:helper": Row(SIGNED_IN),
    "policy:guidelines": Row(SIGNED_IN),
    "policy:guideline": Row(SIGNED_IN, (G,)),
    "policy:edition": Row(SIGNED_IN, (G, 1, 0)),
    "policy:changes": Row(SIGNED_IN, (G, 1, 0)),
    "training:paper": Row(HR),
    "training:correct": Row(HR, (HER_PAPER,)),
    "authoring:overview": Row(REVIEWERS),
    "authoring:open": Row(EDITOR, (G,)),
    "authoring:draft": Row(EDITOR, DRAFT),
    "authoring:check": Row(EDITOR, DRAFT),
    "authoring:translations": Row(EDITOR, DRAFT),
    "authoring:send": Row(EDITOR, DRAFT),
    "authoring:withdraw": Row(EDITOR, DRAFT, "post"),
    "authoring:review": Row(REVIEWERS, IN_REVIEW),
    "authoring:approve": Row({"hr"}, IN_REVIEW, "post"),
    "authoring:send_back": Row(REVIEWERS, IN_REVIEW),
    "authoring:confirmations": Row(REVIEWERS, IN_REVIEW),
    "authoring:confirm": Row(REVIEWERS, (*IN_REVIEW, "lektion", "photos"), "post"),
    "authoring:publish": Row({"hr"}, APPROVED),
    "authoring:discard": Row(EDITOR, DRAFT),
    "authoring:add": Row(EDITOR, (*DRAFT, "situation")),
    "authoring:part": Row(EDITOR, PART),
    "authoring:preview": Row(REVIEWERS, PART),
    "authoring:history": Row(EDITOR, PART),
    "authoring:move": Row(EDITOR, PART, "post"),
    "authoring:remove": Row(EDITOR, PART),
    "authoring:put_back": Row(EDITOR, REMOVED, "post"),
    "authoring:flags": Row(EDITOR),
    "authoring:flag": Row(EDITOR, (FLAG,)),
    "authoring:flag_situation": Row(METTE, MET, lacks=404),
    "authoring:flagged": Row(METTE, MET, lacks=404),
    "privacy:mine": Row(SIGNED_IN),
    "privacy:mine_json": Row(SIGNED_IN),
    "privacy:mine_pdf": Row(SIGNED_IN),
    "privacy:mine_receipt": Row(METTE, (OWN_RECEIPT,), lacks=404),
    "privacy:retention": Row(HR),
    "reports:archive": Row(NAMES),
    "reports:archive_edition": Row(NAMES, (G, 1, 0, "pdf")),
    "reports:archive_campaign": Row(NAMES, (G, LAST_MONTH, "json")),
    "reports:status": Row(FIGURES),
    "reports:progress": Row(NAMES),
    "reports:editions": Row(NAMES),
    "reports:campaigns": Row(NAMES),
    "reports:cohorts": Row(NAMES),
    "reports:difficulty": Row(FIGURES),
    "reports:task": Row(HR, method="post"),
    "reports:department": Row(NAMES, (THE_ROOT,)),
    "reports:evidence": Row(NAMES),
    "reports:corrections": Row(NAMES),
    "reports:person": Row(NAMES, (HER_KEY,)),
    "reports:employees": Row(NAMES),
    "reports:export": Row(NAMES, ("medarbejdere", "csv")),
    "reports:order": Row(NAMES, ("medarbejdere", "csv"), "post"),
    "reports:files": Row(SIGNED_IN),
    "reports:file": Row(HR, (A_FILE,), lacks=404),
    "reports:download": Row(HR, (A_FILE,), lacks=404),
    "reports:schedules": Row(HR),
    "reports:schedule_stop": Row(HR, (A_SCHEDULE,), "post"),
    "reports:tokens": Row(HR),
    "reports:token_revoke": Row(HR, (A_TOKEN,), "post"),
    "reports:openapi": Row(ALL),
    # A token opens it and no sign-in does: tests/reports/test_tokens.py.
    "reports:endpoint": Row(set(), ("status",), lacks=401),
}
