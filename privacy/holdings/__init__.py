"""Everything that is held about a person, table by table: how rows are found, and what each field is called.

A field that is not in here needs a reason in `LEFT_OUT`; a test holds both against the tables there are.
"""

from privacy.holdings.holding import Holding
from privacy.holdings.left_out import LEFT_OUT
from privacy.holdings.person import PERSON
from privacy.holdings.records import RECORDS
from privacy.holdings.training import TRAINING

__all__ = ["HOLDINGS", "LEFT_OUT", "Holding"]

# In the order in which the page shows them.
HOLDINGS = (*PERSON, *TRAINING, *RECORDS)
