"""What the log leaves out: where in the program a request was refused."""

import logging

SERVER_ERROR = 500


class Refusals(logging.Filter):
    """No traceback for an answer below 500: it is logged in a line, and nothing is broken."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the traceback away; the record itself is kept."""
        if getattr(record, "status_code", SERVER_ERROR) < SERVER_ERROR:
            record.exc_info = record.exc_text = None
        return True
