"""The language of messages: English or Vietnamese, chosen by ``CHITIEU_LANG``, else by the locale."""

from __future__ import annotations

import os
from typing import Literal

Language = Literal["en", "vi"]


def language() -> Language:
    """``CHITIEU_LANG`` (``en`` or ``vi``) decides; without it a Vietnamese locale does; without one, English."""
    names = ("CHITIEU_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    chosen = next((value for name in names if (value := os.environ.get(name))), "en")
    return "vi" if chosen.lower().startswith("vi") else "en"


def say(en: str, vi: str) -> str:
    """The one of two wordings that the reader reads."""
    return vi if language() == "vi" else en
