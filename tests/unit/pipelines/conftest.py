"""Messages are compared in English, whatever the locale of the machine; a test that wants another says so."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITIEU_LANG", "en")
    monkeypatch.delenv("CHITIEU_HOME", raising=False)
