"""A session with a running Superset. `superset_api.py URL` says by its exit code whether one answers there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import requests

_SECONDS = 120


class Superset:
    """Logged in as admin; runs in Superset's own environment."""

    def __init__(self, url: str, password_file: str) -> None:
        self._url = f"{url}/api/v1"
        self._session = requests.Session()
        password = Path(password_file).read_text(encoding="ascii").strip()
        login = {"username": "admin", "password": password, "provider": "db", "refresh": False}
        answer = self.post("/security/login", json=login)
        answer.raise_for_status()
        self._session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        self._session.headers["X-CSRFToken"] = self.get("/security/csrf_token/")["result"]

    def get(self, path: str) -> dict[str, Any]:
        """What a path answers; an error raises."""
        answer = self._session.get(self._url + path, timeout=_SECONDS)
        answer.raise_for_status()
        said: dict[str, Any] = answer.json()
        return said

    def post(self, path: str, **body: Any) -> requests.Response:
        """The answer, errors included."""
        return self._session.post(self._url + path, timeout=_SECONDS, **body)


def answers(url: str) -> bool:
    """A server is there and well."""
    try:
        return requests.get(f"{url}/health", timeout=5).ok
    except requests.RequestException:
        return False


if __name__ == "__main__":
    sys.exit(0 if answers(sys.argv[1]) else 1)
