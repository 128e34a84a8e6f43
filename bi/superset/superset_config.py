"""Superset on one machine for a few people: SQLite for its own things, keys from the folder that setup.sh made."""

import os
from pathlib import Path

_FOLDER = Path(os.environ["SUPERSET_FOLDER"])

SECRET_KEY = (_FOLDER / "secret-key").read_text(encoding="ascii").strip()
SQLALCHEMY_DATABASE_URI = f"sqlite:///{_FOLDER}/superset.db"
DATA_DIR = str(_FOLDER)
D3_FORMAT = {
    "decimal": ",",
    "thousands": ".",
    "grouping": [3],
    "currency": ["", " ₫"],
}  # 1.234,5 as Vietnamese write it

# Superset's pages ask other sites for a counting pixel and for maps; the browser is told to ask this server alone.
TALISMAN_CONFIG = {
    "content_security_policy": {
        "base-uri": ["'self'"],
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "object-src": "'none'",
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'", "data:"],
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,  # on loopback
    "session_cookie_secure": False,
}
