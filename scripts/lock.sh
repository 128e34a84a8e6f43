#!/bin/sh
# lock.sh [--upgrade]: requirements/{dev,ui,run}.txt from pyproject.toml, with hashes, for every platform.
# dev comes first; the two smaller sets take their versions from it. No file names the index it came from.
set -eu

compile() {
    out=$1
    shift
    "$BIN/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
        --no-emit-index-url --no-emit-find-links --constraints requirements/constraints.txt \
        --output-file "$out" pyproject.toml requirements/build.in "$@"
}

compile requirements/dev.txt --extra dev "$@"
compile requirements/ui.txt --extra ui --constraints requirements/dev.txt
compile requirements/run.txt --constraints requirements/dev.txt
