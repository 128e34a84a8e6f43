"""Why a file can't be read as a document."""

from __future__ import annotations


class Refused(ValueError):
    """Bytes that are no document: what was wrong, and what to do, in both languages.

    Attributes:
        code: short name of the reason: ``empty``, ``binary``, ``undecodable``, ``no_text``, ``sidecar``.
        reason_vi: reason in Vietnamese.
        reason_en: reason in English.
    """

    def __init__(self, reason_vi: str, reason_en: str, code: str) -> None:
        super().__init__(f"{reason_en} | {reason_vi}")
        self.reason_vi = reason_vi
        self.reason_en = reason_en
        self.code = code
