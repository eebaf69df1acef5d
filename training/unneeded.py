"""Why a mail was not needed after all, beside the states of `training.states`: one word each."""

GONE, LEFT, NO_ADDRESS = "gone", "left", "no-address"
NOBODY, NOT_THEIRS = "nobody", "not-theirs"
ANSWERED, NOT_ASKED, FOLLOWED_UP = "answered", "not-asked", "followed-up"
ANOTHER_ROUND, DATE_MOVED, SUPERSEDED = "another-round", "date-moved", "superseded"
NOT_STANDING_IN = "not-standing-in"
