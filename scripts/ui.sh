#!/bin/sh
# ui.sh BIN: the Dagster pages over CHITIEU_HOME (default data/), with the run history that `chitieu run` writes there.
set -eu
bin=$1
VIRTUAL_ENV=$(cd "$bin/.." && pwd)
export VIRTUAL_ENV
DAGSTER_HOME=$("$bin/python" -c '
from pipelines.home import default_home
from pipelines.instance import dagster_home
print(dagster_home(default_home()))')
export DAGSTER_HOME
exec "$bin/dg" dev --host 127.0.0.1
