"""gunicorn's settings, from the environment: `gunicorn config.wsgi -c config/gunicorn.py`."""

import ipaddress
import os
import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config import env

bind = env.text("BIND", f"127.0.0.1:{env.number('PORT', default=8000, least=1)}")
worker_class = "gthread"
workers = env.number("WORKERS", default=2, least=1)
threads = env.number("THREADS", default=16, least=1)
control_socket_disable = True
umask = 0o077
forwarder_headers = ""  # nobody in front sets SCRIPT_NAME


def is_loopback(address: tuple[str, int] | str | int) -> bool:
    """Whether only this machine reaches the address; of a descriptor (a number) that is unknown."""
    if not isinstance(address, tuple):
        return isinstance(address, str)  # a socket's path
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] == "localhost"


def on_starting(server: Any) -> None:
    """Refuse a demonstration that another machine could reach, or that knows real people."""
    if not env.flag("DEMONSTRATION", default=False):
        return
    if "LISTEN_FDS" in os.environ or not all(map(is_loopback, server.cfg.address)):
        sys.exit("Demonstration mode serves this machine alone: bind to 127.0.0.1.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    try:
        django.setup()
        from config.demonstration import guard

        guard()
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))
