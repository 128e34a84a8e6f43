#!/bin/sh
# venv.sh PYTHON FOLDER: a virtual environment with pip, or a message that says what is missing.
set -eu
python=$1 folder=$2

if [ -z "$python" ]; then
    echo "No Python 3.11 or newer with the venv module was found." >&2
    echo "Install one (Debian, Ubuntu: apt install python3 python3-venv), or name it: make PYTHON=/path/to/python3.11" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "$python is no Python 3.11 or newer. Name one: make PYTHON=/path/to/python3.11" >&2
    exit 1
fi

echo "Setting up $folder with $("$python" --version)"
if "$python" -c 'import ensurepip' 2>/dev/null; then
    "$python" -m venv "$folder"
elif "$python" -m pip --version >/dev/null 2>&1; then
    # Debian cuts ensurepip out of Python; a pip that is there anyway fills the environment from outside.
    "$python" -m venv --without-pip "$folder"
    "$python" -m pip --python "$folder/bin/python" install --quiet --no-deps --require-hashes -r requirements/run.txt
else
    echo "$python can't make an environment with pip. Install its venv package (Debian, Ubuntu: apt install python3-venv)," >&2
    echo "or name another: make PYTHON=/path/to/python3.11" >&2
    exit 1
fi
