"""Argon2id with the cost OWASP recommends: 19 MiB, two passes, one lane (Django's default takes 100 MB)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """Password hashes at 19 MiB a check, so that a small server can answer many at once."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
