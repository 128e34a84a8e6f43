# Sourced by serve.sh and prove.sh with their arguments [PUBLISHED [FOLDER]]: Superset is set up, serves on this machine
# only, and holds the bundle over the published file. Sets `url`, `folder`, `bin` and `server`, which ends with the script.
here=$(cd "$(dirname "$0")" && pwd)
home=${CHITIEU_HOME:-data}
published=${1:-$home/published/chitieu.duckdb}
folder=${2:-$home/superset}
url=http://127.0.0.1:${SUPERSET_PORT:-8088}

if [ ! -f "$published" ]; then
    echo "$published does not exist yet; run \`chitieu run\` first, or name the published file." >&2
    exit 1
fi
published=$(cd "$(dirname "$published")" && pwd)/$(basename "$published")
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
bin=$folder/env/bin
export SUPERSET_FOLDER="$folder" SUPERSET_CONFIG_PATH="$here/superset_config.py" SCARF_ANALYTICS=false

. "$here/setup.sh"

# Sync workers: each query has its process to itself, so the next one opens the file anew and sees a new version.
"$bin/gunicorn" --bind "${url#http://}" --worker-class sync --workers "${SUPERSET_WORKERS:-2}" --timeout 120 \
    --log-level warning "superset.app:create_app()" >"$folder/server.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true' EXIT
trap 'exit 1' INT TERM
until "$bin/python" "$here/superset_api.py" "$url"; do
    kill -0 "$server" 2>/dev/null || { tail -n 20 "$folder/server.log" >&2; echo "Superset did not start" >&2; exit 1; }
    sleep 1
done
"$bin/python" "$here/import_bundle.py" "$url" "$folder/admin-password" "$published"
