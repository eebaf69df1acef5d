"""What an import does to departments: opened, renamed, moved, closed."""

from people.directory.comparison import Comparison
from people.directory.known import UnitFacts
from people.directory.plan import UnitBegin
from people.directory.preview import UnitChange
from people.directory.timelines import Span, difference, steps


def plan_units(it: Comparison) -> None:
    """Compare all departments."""
    for key in sorted(it.directory.units):
        _plan_unit(it, key)
    kept = _kept(it)
    for key, spans in sorted(it.known.records.items()):
        if key not in it.directory.units and key not in kept:
            _close(it, key, spans)


def _plan_unit(it: Comparison, key: str) -> None:
    unit = it.directory.units[key]
    today = it.known.today
    parent = unit.parent if unit.parent in it.directory.units else None
    recorded = it.known.records.get(key, [])
    if key not in it.known.units:
        it.plan.new_units.append(key)
    ends, begins = difference(recorded, [Span(today, None, (unit.name, parent))], today)
    it.plan.unit_ends += ends
    it.plan.unit_begins += [UnitBegin(key, one.from_on, *one.value) for one in begins]
    if ends or begins:
        before = steps(recorded, today)[0][1]
        it.shown.unit_changes += _changes(it, (unit.name, parent), before)


def _changes(it: Comparison, now: UnitFacts, before: UnitFacts | None) -> list[UnitChange]:
    name, parent = now
    if before is None:
        return [UnitChange("opened", name, after=_parent(it, parent))]
    found = []
    if before[0] != name:
        found.append(UnitChange("renamed", name, before[0], name))
    if before[1] != parent:
        found.append(UnitChange("moved", name, _parent(it, before[1]), _parent(it, parent)))
    return found or [UnitChange("renamed", name, name, name)]


def _parent(it: Comparison, key: str | None) -> str:
    return it.unit_name(key) if key else ""


def _close(it: Comparison, key: str, spans: list[Span[UnitFacts]]) -> None:
    ends, _none = difference(spans, [], it.known.today)
    it.plan.unit_ends += ends
    it.shown.unit_changes.append(UnitChange("closed", it.unit_name(key)))


def _kept(it: Comparison) -> set[str]:
    """Departments in which, or below which, somebody works or manages whom this import leaves alone."""
    spoken_of = {person.id for key, person in it.known.people.items() if key in it.directory.people}
    spoken_of |= {pk for pk, _on in it.plan.leaving}
    kept: set[str] = set()
    for pk, places in it.known.primary.items():
        if pk not in spoken_of:
            kept |= {span.value for span in places}
    for by_person in (it.known.others, it.known.managing):
        for pk, units in by_person.items():
            if pk not in spoken_of:
                kept |= units.keys()
    for key in [*kept]:
        kept |= _above(it, key)
    return kept


def _above(it: Comparison, key: str) -> set[str]:
    above: set[str] = set()
    current: str | None = key
    while current is not None and current not in above:
        above.add(current)
        facts = steps(it.known.records.get(current, []), it.known.today)[0][1]
        current = facts[1] if facts else None
    return above
