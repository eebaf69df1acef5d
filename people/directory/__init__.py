"""The import of people: files are read into one neutral form, compared with what is known, and applied."""
