"""A module as files: one folder a guideline, its text plain, its lessons and situations a file each."""

import json
from pathlib import Path
from typing import Any

from authoring.problems import BrokenModule, Problem
from authoring.rules import Module, problems_of
from authoring.schema import INDEX
from lib.texts import LANGUAGES
from policy.text import BULLET, Outline, TextMismatch, cut

GUIDELINES = Path(__file__).resolve().parent.parent / "policy" / "guidelines"
INDEX_FILE = "guideline.json"
PARTS = ("lessons", "situations")


def read(path: Path) -> Module:
    """The module in a folder, or in one JSON file; `BrokenModule` says what is wrong and where."""
    module = _read_folder(path) if path.is_dir() else _json(path, path.name)
    problems = [_locate(path, place, reason) for place, reason in problems_of(module)]
    if problems:
        raise BrokenModule(problems)
    return module


def _locate(path: Path, place: str, reason: str) -> Problem:
    if not path.is_dir():
        return Problem(path.name, place, reason)
    for part in PARTS:
        if place.startswith(f"{part}["):
            name, _, rest = place.removeprefix(f"{part}[").partition("]")
            return Problem(f"{part}/{name}.json", rest.lstrip("."), reason)
    return Problem(INDEX_FILE, place, reason)


def _json(path: Path, name: str) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BrokenModule([Problem(name, "", "there is no such file")]) from None
    except UnicodeDecodeError:
        raise BrokenModule([Problem(name, "", "is not UTF-8")]) from None
    except RecursionError:
        raise BrokenModule([Problem(name, "", "is nested too deep")]) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BrokenModule([Problem(name, place, f"is not JSON: {error.msg}")]) from None


def _read_folder(folder: Path) -> Module:
    index = _json(folder / INDEX_FILE, INDEX_FILE)
    problems = [Problem(INDEX_FILE, *found) for found in INDEX(index, "")]
    if problems:
        raise BrokenModule(problems)
    source = {language: _source(folder, language) for language in LANGUAGES}
    blocks = _blocks(index["outline"], source)
    return {
        **{key: index[key] for key in ("slug", "edition", "revision", "title", "statement")},
        "source": source,
        "blocks": blocks,
        "clauses": [
            {"id": block["clause"], "text": block["text"]} for block in blocks if block["clause"]
        ],
        **{part: _part(folder, part, index[part]) for part in PARTS},
        "helper": index["helper"],
        "cards": index["cards"],
        "recap": index["recap"],
    }


def _source(folder: Path, language: str) -> str | None:
    name = f"source-{language}.txt"
    try:
        return (folder / name).read_bytes().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise BrokenModule([Problem(name, "", "is not UTF-8")]) from None


def _blocks(outline: list[dict[str, Any]], source: dict[str, str | None]) -> list[dict[str, Any]]:
    if all("text" in row for row in outline):
        return [{key: row[key] for key in ("type", "clause", "text")} for row in outline]
    texts: dict[str, list[str] | list[None]] = {}
    for language, text in source.items():
        if text is None:
            texts[language] = [None] * len(outline)
            continue
        rows = [
            Outline(row["type"], row["clause"], (row.get("begins") or {}).get(language))
            for row in outline
        ]
        try:
            texts[language] = cut(text, rows)
        except TextMismatch as error:
            raise BrokenModule([Problem(f"source-{language}.txt", "", str(error))]) from None
    return [
        {
            "type": row["type"],
            "clause": row["clause"],
            "text": {language: texts[language][number] for language in LANGUAGES},
        }
        for number, row in enumerate(outline)
    ]


def _part(folder: Path, part: str, ids: list[str]) -> list[Any]:
    present = {path.stem for path in (folder / part).glob("*.json")}
    if unlisted := sorted(present - set(ids)):
        reason = f"is not listed under {part} in {INDEX_FILE}"
        raise BrokenModule([Problem(f"{part}/{name}.json", "", reason) for name in unlisted])
    rows = []
    for one in ids:
        name = f"{part}/{one}.json"
        row = _json(folder / name, name)
        if not isinstance(row, dict) or row.get("id") != one:
            raise BrokenModule([Problem(name, "id", f"must be {one}, as the file is called")])
        rows.append(row)
    return rows


def write(module: Module, folder: Path) -> None:
    """Write the module's files into `folder`; those of lessons and situations it no longer has go."""
    folder.mkdir(parents=True, exist_ok=True)
    for language, text in module["source"].items():
        file = folder / f"source-{language}.txt"
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.write_bytes(text.encode())
    for part in PARTS:
        (folder / part).mkdir(exist_ok=True)
        for path in (folder / part).glob("*.json"):
            path.unlink()
        for row in module[part]:
            _dump(folder / part / f"{row['id']}.json", row)
    _dump(folder / INDEX_FILE, index_of(module))


def _dump(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def index_of(module: Module) -> dict[str, Any]:
    """What `guideline.json` holds of a module."""
    return {
        **{key: module[key] for key in ("slug", "edition", "revision", "title", "statement")},
        "outline": _outline_that_reads_back(module),
        **{part: [row["id"] for row in module[part]] for part in PARTS},
        "helper": module["helper"],
        "cards": module["cards"],
        "recap": module["recap"],
    }


def _outline_that_reads_back(module: Module) -> list[dict[str, Any]]:
    """The outline, with the blocks' own texts where the sources alone would not give them back."""
    rows = _outline(module)
    try:
        if _blocks(rows, module["source"]) == module["blocks"]:
            return rows
    except BrokenModule:
        pass
    return [dict(block) for block in module["blocks"]]


def _outline(module: Module) -> list[dict[str, Any]]:
    """Types and clauses of the blocks; one that begins inside a paragraph with all its words."""
    lines = [line.strip() for line in module["source"]["da"].splitlines() if line.strip()]
    rows: list[dict[str, Any]] = []
    rest = ""
    for block in module["blocks"]:
        row = {"type": block["type"], "clause": block["clause"]}
        if rest:
            row["begins"] = block["text"]
        else:
            rest = (lines.pop(0) if lines else "").removeprefix(BULLET)
        rest = rest.removeprefix(block["text"]["da"]).strip()
        rows.append(row)
    return rows
