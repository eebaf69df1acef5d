"""The test vectors in vectors.json: what another implementation must give as well."""

import json
from pathlib import Path
from typing import Any

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("vectors.json").read_text())
