"""The scripts are many small files to us and one small file to a browser."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

from config.scripts import NAME

MOST_BYTES = 3_000
FILES = sorted(Path("static/js").glob("*.js"))


def served() -> str:
    return Path(str(finders.find(NAME))).read_text(encoding="utf-8")


def test_the_page_asks_for_one_file_that_has_every_script(db: None) -> None:
    page = Client().get("/log-ind/").content.decode()
    assert re.findall(r"<script([^>]*)>", page) == [' defer src="/static/js/site.js"']
    assert len(FILES) > 1
    assert all(path.read_text(encoding="utf-8") in served() for path in FILES)


def test_the_scripts_are_under_three_kilobytes_compressed() -> None:
    assert len(gzip.compress(served().encode())) < MOST_BYTES


def test_a_script_says_first_what_it_does_and_shares_no_name_with_the_others() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert text.startswith("// "), path
        assert not re.search(r"^(const|let|var|function|class) ", text, re.MULTILINE), path
