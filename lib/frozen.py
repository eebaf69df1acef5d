"""Rows that the database itself refuses to change: triggers, the same on SQLite and PostgreSQL.

SQLite rebuilds a table when a migration alters it and silently drops its triggers, so they are
made anew after every migrate (see docs/adr/0003-frozen-by-the-database.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

INSERT, UPDATE, DELETE = "INSERT", "UPDATE", "DELETE"


@dataclass(frozen=True)
class Frozen:
    """Refuses `events` on the rows of `table` for which `when` holds; `{row}` in it is OLD or NEW."""

    table: str
    when: str
    events: tuple[str, ...] = (INSERT, UPDATE, DELETE)
    name: str = "frozen"

    def checks(self) -> Iterable[tuple[str, str, str]]:
        """Trigger name, event and condition, one for each row that the event can see."""
        for event in self.events:
            rows = {INSERT: ["NEW"], UPDATE: ["OLD", "NEW"], DELETE: ["OLD"]}[event]
            if "OLD." in self.when:
                rows = ["OLD"]
            for row in rows:
                yield (
                    f"{self.table}_{self.name}_{event}_{row}".lower(),
                    event,
                    self.when.format(row=row),
                )


def freeze(rules: Iterable[Frozen], using: str) -> None:
    """Make each rule's triggers in the database, replacing those of the same name."""
    connection = connections[using]
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        for rule in rules:
            if rule.table not in existing:  # migrating backwards, or this app not migrated yet
                continue
            for name, event, condition in rule.checks():
                for statement in STATEMENTS[connection.vendor](rule.table, name, event, condition):
                    cursor.execute(statement)


def keep_frozen(rules: Sequence[Frozen], sender: AppConfig) -> None:
    """Freeze after every migrate. Before one on SQLite the triggers go: it rebuilds tables, and a trigger
    that looks into a table being rebuilt fails the migration.
    """

    def before(using: str, plan: list[Any], **_: Any) -> None:
        if plan and connections[using].vendor == "sqlite":
            for table in {rule.table for rule in rules}:
                thaw(table, using)

    pre_migrate.connect(before, sender=sender, weak=False)
    post_migrate.connect(lambda using, **_: freeze(rules, using), sender=sender, weak=False)


def thaw(table: str, using: str) -> None:
    """Drop the table's triggers, for a migration that fills columns of rows that nothing else may change.

    They are back as soon as the migrating is over.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor], [table])
        on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"{on}')


TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass",
}


def _sqlite(table: str, name: str, event: str, condition: str) -> list[str]:
    return [
        f'DROP TRIGGER IF EXISTS "{name}"',
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW WHEN {condition} '
        f"BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END",
    ]


def _postgresql(table: str, name: str, event: str, condition: str) -> list[str]:
    result = "OLD" if event == DELETE else "NEW"
    refuse = f"RAISE EXCEPTION '{table} is frozen' USING ERRCODE = '23000';"
    emptied = [  # TRUNCATE sees no rows, so it asks no row's trigger
        f'CREATE OR REPLACE FUNCTION "{table}_truncate"() RETURNS trigger LANGUAGE plpgsql '
        f"AS $$ BEGIN {refuse} END $$",
        f'DROP TRIGGER IF EXISTS "{table}_truncate" ON "{table}"',
        f'CREATE TRIGGER "{table}_truncate" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT '
        f'EXECUTE FUNCTION "{table}_truncate"()',
    ]
    return [
        *(emptied if event == DELETE else []),
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF {condition} THEN {refuse} END IF; "
        f"RETURN {result}; END $$",
        f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"',
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW '
        f'EXECUTE FUNCTION "{name}"()',
    ]


STATEMENTS: dict[str, Any] = {"sqlite": _sqlite, "postgresql": _postgresql}
