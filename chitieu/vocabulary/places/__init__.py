"""Provinces, districts and communes of Vietnam with the days on which each was valid."""

from chitieu.vocabulary.places.registry import COUNTRY, LEVELS, Place, Registry, Succession, level_of, load

__all__ = ["COUNTRY", "LEVELS", "Place", "Registry", "Succession", "level_of", "load"]
