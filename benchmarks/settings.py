"""The site's settings, with an empty page among its addresses."""

from config.settings import *

ROOT_URLCONF = "benchmarks.urls"
