"""Every number of a text: what is written, its unit, and whether it states a fact.

``quantities`` finds them all; ``shapes``, ``classes`` and ``words`` tell those that are none; ``written`` reads a
number with its unit, ``tables``, ``shared_units`` and ``unit_senses`` find a unit that stands elsewhere; ``factness``
judges which state a fact.
"""
