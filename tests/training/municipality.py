"""A municipality's own list of its people, month by month, all of it drawn by chance."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
STAFF, HIRED_A_MONTH, GONE_A_MONTH = 880, 10, 8
HR = "1"
PARTS = ("Børn", "Sundhed", "Teknik", "Kultur")
PLACES = ("Nord", "Syd", "Øst")
HEADINGS = "Medarbejdernummer;Navn;E-mail;Afdeling;Leders nummer;Ansat;Fratrådt;Orlov fra;Orlov til"


@dataclass
class Line:
    """One person in the directory's list."""

    number: str
    path: tuple[str, ...]
    manager: str
    hired: date
    left: date | None = None
    leave: tuple[date, date] | None = None

    def text(self) -> str:
        """The line of the file; one in twenty has an address."""
        mail = f"p{self.number}@kommune.example" if int(self.number) % 20 == 0 else ""
        leave = [f"{day:%d-%m-%Y}" for day in self.leave] if self.leave else ["", ""]
        left = f"{self.left:%d-%m-%Y}" if self.left else ""
        return ";".join(
            [
                self.number,
                f"Person {self.number}",
                mail,
                " > ".join(("Kommunen", *self.path)),
                self.manager,
                f"{self.hired:%d-%m-%Y}",
                left,
                *leave,
            ]
        )


@dataclass
class Municipality:
    """Its people, by their numbers, and who manages which part and place."""

    chance: random.Random
    lines: dict[str, Line] = field(default_factory=dict)
    managers: dict[tuple[str, ...], str] = field(default_factory=dict)
    last: int = 0

    def found(self, start: date) -> None:
        """HR, the managers of all parts and places, and the staff, all hired long before."""
        self._join((), start - 900 * DAY)  # HR, at the top
        for part in PARTS:
            self._lead((part,), HR, start - 800 * DAY)
            for place in PLACES:
                self._lead((part, place), self.managers[part,], start - 800 * DAY)
        for _number in range(STAFF):
            self._join(self._somewhere(), start - self.chance.randrange(30, 3000) * DAY)

    def _lead(self, path: tuple[str, ...], above: str, hired: date) -> None:
        self.managers[path] = self._join(path, hired, above).number

    def _join(self, path: tuple[str, ...], hired: date, manager: str = "") -> Line:
        self.last += 1
        line = Line(str(self.last), path, manager or self.managers.get(path, ""), hired)
        self.lines[line.number] = line
        return line

    def _somewhere(self) -> tuple[str, ...]:
        return (self.chance.choice(PARTS), self.chance.choice(PLACES))

    def _ordinary(self) -> list[Line]:
        leading = {HR, *self.managers.values()}
        return [
            one for one in self.lines.values() if one.number not in leading and one.left is None
        ]

    def text_on(self, day: date) -> str:
        """The file as the directory exports it; who has left is on it no more."""
        self.lines = {
            key: one for key, one in self.lines.items() if one.left is None or one.left > day
        }
        return "\n".join([HEADINGS, *(one.text() for one in self.lines.values())])

    def change(self, day: date) -> None:
        """A month: hired, gone, moved, on leave, and a manager replaced."""
        for _number in range(HIRED_A_MONTH):
            self._join(self._somewhere(), day + self.chance.randrange(28) * DAY)
        some = self.chance.sample(self._ordinary(), 40)
        for one in some[:GONE_A_MONTH]:
            one.left = day + self.chance.randrange(1, 28) * DAY
        for one in some[8:20]:
            one.path = self._somewhere()
            one.manager = self.managers[one.path]
        for one in some[20:30]:
            first = day + self.chance.randrange(25) * DAY
            one.leave = (first, first + self.chance.randrange(5, 120) * DAY)
        path, heir = self._somewhere(), some[30]
        before = self.managers[path]
        heir.path, heir.manager = path, self.managers[path[:1]]
        self.managers[path] = heir.number
        for one in self.lines.values():
            if one.manager == before and one is not heir:
                one.manager = heir.number
