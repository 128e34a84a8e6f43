#!/bin/sh
# serve.sh [PUBLISHED [FOLDER]]: Superset on this machine only, with the Chỉ Tiêu dashboard, until Ctrl-C.
set -eu
. "$(dirname "$0")/start.sh"
echo "$url/superset/dashboard/chi-tieu/   user: admin   password: in $folder/admin-password"
wait "$server"
