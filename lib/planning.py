"""A cursor whose queries PostgreSQL plans once in a connection."""

from typing import Any, Self

import psycopg
from psycopg.abc import Params

# A query is planned for good once it has been asked so often in a connection.
AFTER = 3


class PlanningCursor(psycopg.Cursor[Any]):
    """Sends text and values apart. Only what it sends is remembered by its connection: of all other
    queries the text has the values in it, people's data and whole files among them.
    """

    def execute(
        self,
        query: Any,
        params: Params | None = None,
        *,
        prepare: bool | None = None,
        binary: bool | None = None,
    ) -> Self:
        """Run the query, and let the database keep its plan where it is asked again."""
        self.connection.prepare_threshold = AFTER
        try:
            return super().execute(query, params, prepare=prepare, binary=binary)
        finally:
            self.connection.prepare_threshold = None
