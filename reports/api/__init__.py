"""The read-only API: what it answers, from which figures, and the document that describes it."""
