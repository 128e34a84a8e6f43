"""What a number is about: the indicator it states, and what it says of it (level, growth, share of a plan ...).

``context`` reads words and indicator phrases around the numbers of a text, ``history`` keeps what was decided for
the numbers before, ``scene`` looks at one number, ``candidates`` offers readings, ``choose`` takes one.
"""
