"""How a person works a page: with a finger or a mouse, or by keyboard alone."""

from typing import Protocol, TypedDict

from playwright.sync_api import Locator, Page

MOST_STOPS = 200
# Where the focus is, seen from the element that is looked for.
STOP = """wanted => {
  const at = document.activeElement;
  const reached = at === wanted
    || (at.type === "radio" && at.name === wanted.name && at.form === wanted.form);
  const marked = element => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const box = at.getBoundingClientRect();
  const inside = box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
    && box.top < innerHeight && box.left < innerWidth;
  // On a date's calendar button the browser draws its own ring, inside the field.
  const drawn = at.type === "date"
    || (at.matches(":focus-visible") && (marked(at) || marked(at.parentElement)));
  const seen = at === document.body || (inside && drawn);
  return { reached, seen, name: at.outerHTML.slice(0, 120) };
}"""


class Hand(Protocol):
    """What a story asks of a person's hands."""

    def press(self, target: Locator) -> None:
        """Press a button or a link."""

    def choose(self, target: Locator) -> None:
        """Choose a radio button or tick a box."""

    def write(self, target: Locator, text: str) -> None:
        """Write into a field."""


def go(page: Page, hand: Hand, target: Locator) -> None:
    """Press what leads to another page, and wait for that."""
    with page.expect_navigation():
        hand.press(target)


class Finger:
    """Taps and types."""

    def press(self, target: Locator) -> None:
        """A click."""
        target.click()

    def choose(self, target: Locator) -> None:
        """A click on the whole card: its label lies over it."""
        target.locator("xpath=..").click()

    def write(self, target: Locator, text: str) -> None:
        """Touches the field, then types."""
        target.fill(text)


FINGER = Finger()


class Stop(TypedDict):
    """Where the focus has come to."""

    reached: bool
    seen: bool
    name: str


class Keyboard:
    """Tab, Enter, Space and the arrows; at every stop the focus must be seen."""

    def __init__(self, page: Page) -> None:
        self._keys = page.keyboard
        self.stops = 0

    def press(self, target: Locator) -> None:
        """Enter, as on any link or button."""
        self._reach(target)
        self._keys.press("Enter")

    def choose(self, target: Locator) -> None:
        """The arrows among radio buttons, Space on a box."""
        self._reach(target)
        if target.get_attribute("type") == "radio":
            self._arrow_to(target)
        else:
            self._keys.press("Space")
        assert target.is_checked()

    def write(self, target: Locator, text: str) -> None:
        """Keys only."""
        self._reach(target)
        self._keys.type(text)

    def _reach(self, target: Locator) -> None:
        for _ in range(MOST_STOPS):
            self._keys.press("Tab")
            self.stops += 1
            stop: Stop = target.evaluate(STOP)
            assert stop["seen"], f"The focus can't be seen on {stop['name']}"
            if stop["reached"]:
                return
        raise AssertionError(f"Tab never reaches {target}")

    def _arrow_to(self, target: Locator) -> None:
        self._keys.press("Space")
        for _ in range(MOST_STOPS):
            if target.is_checked():
                return
            self._keys.press("ArrowDown")
        raise AssertionError(f"The arrows never reach {target}")
