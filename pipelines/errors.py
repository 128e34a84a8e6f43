"""Mistakes of the person who types: told in one line with what to do next, without a traceback."""

from __future__ import annotations

from click import ClickException

from pipelines.language import say


class UserError(ClickException):
    """Something the person can put right: what is wrong and what to do, in both languages. Exit code 1."""

    def __init__(self, en: str, vi: str) -> None:
        super().__init__(say(en, vi))
