"""A person at a browser of their own; whatever the browser complains of is collected."""

import os
import shutil
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    Response,
    StorageState,
    ViewportSize,
    WebError,
)

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",  # as root in a container there is none
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
]


def browser_path() -> str | None:
    """The system's Chromium: none is ever downloaded."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def launch(playwright: Playwright) -> Browser:
    """The system's Chromium without a window."""
    return playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)


class Visitor:
    """A fresh browser on one site. `troubles` is empty as long as all is well."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        *,
        size: ViewportSize = PHONE,
        javascript: bool = True,
        session: StorageState | None = None,
        locale: str = "en-GB",  # the site is Danish in an English browser too
        scale: float = 1,
    ) -> None:
        self.troubles: list[str] = []
        # The statuses of 400 and above that the story is about.
        self.expected_statuses: set[int] = set()
        # The status of the page that is shown.
        self.status = 0
        # How the server sent it.
        self.document: Response | None = None
        self._host = urlsplit(url).netloc
        self.context = browser.new_context(
            base_url=url,
            viewport=size,
            java_script_enabled=javascript,
            storage_state=session,
            locale=locale,
            timezone_id="Europe/Copenhagen",
            reduced_motion="reduce",
            device_scale_factor=scale,
        )
        self.context.set_default_timeout(30_000)
        self.context.on("console", self._on_console)
        self.context.on("weberror", self._on_error)
        self.context.on("request", self._on_request)
        self.context.on("response", self._on_response)
        self.page: Page = self.context.new_page()

    def _on_console(self, message: ConsoleMessage) -> None:
        # A status of 400 and above is judged where the response is seen.
        is_status = message.text.startswith("Failed to load resource: the server responded")
        if message.type in ("error", "warning") and not is_status:
            self.troubles.append(f"console: {message.text}")

    def _on_error(self, error: WebError) -> None:
        self.troubles.append(f"script: {error.error}")

    def _on_request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self._host:
            self.troubles.append(f"another host: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.status = response.status
            self.document = response
        if response.status >= 400 and response.status not in self.expected_statuses:
            self.troubles.append(f"status {response.status}: {response.url}")
