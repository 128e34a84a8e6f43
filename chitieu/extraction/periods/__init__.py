"""Times of a text, and the period that each of its numbers is about."""

from chitieu.extraction.periods.choose import base_period, choose_period
from chitieu.extraction.periods.find import find_periods
from chitieu.extraction.periods.timeline import Timeline

__all__ = ["Timeline", "base_period", "choose_period", "find_periods"]
