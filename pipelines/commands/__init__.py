"""One module a command; each has a ``command`` and imports what it works with when it is called."""
