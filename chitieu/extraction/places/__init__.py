"""Where a number belongs: places named in a text, with codes as of its day, and which of them a number is about.

``scene`` reads where the places of a text stand, ``features`` offers candidates for a number, ``choose`` takes one.
The registry of places is ``chitieu.vocabulary.places``.
"""
