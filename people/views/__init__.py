"""People's pages: language and the demonstration's sign-in, the import, roles, two ids of one person."""
