"""Helpers that know no model of ours: days, languages, Danish order, frozen tables."""
