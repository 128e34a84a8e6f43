#!/bin/sh
# prove.sh [PUBLISHED [FOLDER]]: every chart of the dashboard returns rows, asked over Superset's API. The exit code tells.
set -eu
SUPERSET_PORT=${SUPERSET_PORT:-8089}
. "$(dirname "$0")/start.sh"
"$bin/python" "$here/ask_charts.py" "$url" "$folder/admin-password"
