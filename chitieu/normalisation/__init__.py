"""Facts in, observations out: canonical units, days of the period, status of the observation."""

from chitieu.normalisation.observations import fact_id, observe
from chitieu.versions import room_version

VERSION = room_version("normalisation", "vocabulary", "sdmx")

__all__ = ["VERSION", "fact_id", "observe"]
