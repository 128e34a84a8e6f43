# Sourced by start.sh, which sets `here`, `folder` and `bin`: Superset's environment, keys and own database in the folder.
# Each step is done only when the lock has changed since.

if ! cmp -s "$here/requirements.txt" "$folder/installed.txt"; then
    echo "Installing Superset into $folder/env (about 700 MB)"
    "${UV:-uv}" venv --quiet --clear --no-python-downloads --python "${SUPERSET_PYTHON:-3.11}" "$folder/env"
    "${UV:-uv}" pip install --quiet --python "$bin/python" --require-hashes -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$folder/installed.txt"
fi

umask 077
for key in secret-key admin-password; do
    [ -s "$folder/$key" ] || "$bin/python" -c 'import secrets; print(secrets.token_urlsafe(32))' >"$folder/$key"
done

log=$folder/setup.log
attempt() {
    "$bin/superset" "$@" >>"$log" 2>&1 || { tail -n 20 "$log" >&2; echo "superset $1 failed; all of it is in $log" >&2; exit 1; }
}
if ! cmp -s "$here/requirements.txt" "$folder/initialised.txt"; then
    echo "Setting up Superset's own database"
    : >"$log"
    attempt db upgrade
    attempt fab create-admin --username admin --firstname Chỉ --lastname Tiêu --email admin@chitieu.example \
        --password "$(cat "$folder/admin-password")"
    attempt init
    cp "$here/requirements.txt" "$folder/initialised.txt"
fi
