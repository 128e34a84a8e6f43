#!/bin/sh
# ui.sh BIN: the Dagster pages, with the run history that `chitieu run` writes (CHITIEU_HOME/dagster).
set -eu
export DAGSTER_HOME="$CHITIEU_HOME/dagster"
mkdir -p "$DAGSTER_HOME"
exec "$1/dg" dev --host 127.0.0.1
