"""Catalogues as data files (units, indicators, places, cue words) and their loaders."""
