"""A real mail server as a process of its own: without STARTTLS and the password it takes nothing.

It refuses `ukendt@…` for ever and `optaget@…` for now, keeps what it takes as files, and stops at a
step while a file named `hold-<step>` stands in its folder.
"""

import asyncio
import ssl
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = b"omtanke", b"en lang adgangskode"


class Mailbox:
    """What the server does with a mail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take the address, or refuse it."""
        await self._pause_at("rcpt")
        if address.startswith("ukendt@"):
            return "550 5.1.1 No such user here"
        if address.startswith("optaget@"):
            return "451 4.2.1 Busy, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        """Keep the mail; a pause here is after it was taken and before the sender knows."""
        number = len(list(self.folder.glob("*.eml")))
        draft = self.folder / f"{number:04}.draft"
        draft.write_bytes(envelope.content)
        draft.rename(draft.with_suffix(".eml"))
        await self._pause_at("data")
        return "250 OK"

    async def _pause_at(self, step: str) -> None:
        while (self.folder / f"hold-{step}").exists():
            (self.folder / f"reached-{step}").touch()
            await asyncio.sleep(0.01)


def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    """Whether the sender knows the password."""
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=known, handled=False)


def main(folder: Path, port: int) -> None:
    """Serve until killed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    controller = Controller(
        Mailbox(folder),
        hostname="127.0.0.1",
        port=port,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=authenticate,
    )
    controller.start()
    (folder / "ready").touch()
    asyncio.new_event_loop().run_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
