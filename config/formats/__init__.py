"""Date formats that differ from Django's own, by language."""
