"""Clean document in, facts out: numbers, units, periods, places, indicators, then assembly."""
